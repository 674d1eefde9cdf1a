using System.Text.Json.Serialization;
using Tongcai.Law.Lint;
using Tongcai.Papers;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Pages;

/// <summary>招标文件页：the whole document as it prints, with what the clause check says of it for those who write and confirm it.</summary>
public sealed record DocumentPage(
    string Id, string Title, string Name, string Code, string Purchaser, int Edition, DateOnly? ConfirmedOn, string Justification, IReadOnlyList<DocumentChapter> Chapters,
    IReadOnlyList<DocumentFinding> Findings, bool Inside, IReadOnlyList<Offer> Offers)
{
    /// <summary>The document as it prints.</summary>
    [JsonIgnore]
    public Paper Paper => new($"{Title}\n{Name}", [.. Chapters.Select(c => new PaperPart(c.Title, c.Paragraphs))]) { Number = $"项目编号 {Code}　第 {Edition} 版" };

    internal static async Task<DocumentPage?> Read(QueryContext context)
    {
        var (procurement, tender, outside) = await context.Read(async connection =>
            await connection.Find<Procurement>(context["id"]) is { } p ? (p, await connection.Find<Tender>(p.Id), await connection.MaySeeDocument(p, context.Actor)) : (null, null, false));
        if (procurement is null || tender is null)
            return null;
        var owns = ProcurementPage.OwnedKinds(procurement, context.Actor);
        if (owns.Count == 0 && !outside)
            return null;

        var document = tender.Document.Value;
        IReadOnlyList<DocumentFinding> findings = owns.Count == 0 ? [] : [.. DocumentText.Check(procurement, document).Select(DocumentFinding.Of)];
        var standing = Standstill.Check(procurement)?.Reason ?? "";
        return new(
            procurement.Id, procurement.Title, procurement.Words().Document, procurement.Code, procurement.PurchaserName, document.Edition, tender.ConfirmedOn, tender.Justification,
            [.. DocumentText.Chapters(procurement, document).Select(c => new DocumentChapter(c.Title, [.. c.Paragraphs.Select(p => p.Text)]))], findings, owns.Count > 0,
            owns.Count == 0 ? [] : Pages.Offers.Of(context, Turns.ActsAt(procurement).Where(n => n.Contains("document", StringComparison.Ordinal)), path => path.Replace("{id}", procurement.Id, StringComparison.Ordinal), owns, standing, procurement.Words()));
    }
}

/// <summary>One chapter as printed.</summary>
public sealed record DocumentChapter(string Title, IReadOnlyList<string> Paragraphs);

/// <summary>One finding of the clause check, in words.</summary>
public sealed record DocumentFinding(string Severity, string RuleId, string RuleTitle, string Quote, string Why, string Suggestion, string Source)
{
    internal static DocumentFinding Of(ClauseFinding f) => new(
        f.Severity switch { ClauseSeverity.Forbidden => "禁止", ClauseSeverity.NeedsReason => "需说明", _ => "提示" },
        f.Rule.Id, f.Rule.Title, f.Place.Quote, f.Why, f.Suggestion, $"{f.Rule.Source.Instrument} {f.Rule.Source.Article}");
}
