using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Papers;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;
using Tongcai.PublicService.Chain;

namespace Tongcai.PublicService.Notices;

/// <summary>公告一页：the text with where it stands in the ledger.</summary>
/// <param name="Keywords">Project code and catalogue, for the head metadata.</param>
/// <param name="Superseded">The newest correction of the project that came after this notice; null: none.</param>
/// <param name="Fact">The fact itself, as its ledger holds it.</param>
/// <param name="Recorded">The same, read.</param>
internal sealed record NoticeView(
    string Id, string Kind, string Title, DateOnly PublishedOn, DateTimeOffset At, string PublishedBy, IReadOnlyList<PaperPart> Sections, string ProcurementId, string ProcurementTitle, string Keywords,
    string Ledger, long Index, string FactId, string BodySm3, NoticeLink? Superseded, JsonElement Fact, [property: JsonIgnore] IFact Recorded);

/// <summary>Another notice.</summary>
internal sealed record NoticeLink(string Id, string Title);

internal static class NoticePage
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapTwin("/notices/{id}", Read, "/Notices/Notice.cshtml",
        view => new PageHead(view.Title)
        {
            Column = view.Kind, ColumnType = "政府采购公告", ContentSource = view.PublishedBy, Published = view.At, Keywords = view.Keywords, Description = view.Title, Trail = [new("信息公告", "/notices")], Heading = false, Under = "/notices",
        },
        "公告全文");

    /// <summary>The notice of <c>{id}</c> in the route.</summary>
    public static async Task<Outcome<NoticeView>> Read(Asked asked)
    {
        var id = asked["id"];
        var (row, chain) = await asked.Read(async db =>
        {
            var found = await db.Find<PublicNotice>(id);
            return (found, found is null ? null : await ProcurementChain.Load(db, found.ProcurementId));
        });
        if (row is null || chain?.Facts.FirstOrDefault(f => f.Row.Id == row.FactId) is not { } fact || NoticeText.Of(fact, chain.Until(fact)) is not { } notice) return Pages.Missing;
        var later = chain.Facts.Where(f => f.Row.Ledger == row.Ledger && f.Row.LeafIndex > row.LeafIndex && row.Kind is NoticeKind.Tender or NoticeKind.Correction && f.Fact is CorrectionPublished).LastOrDefault();
        return new NoticeView(
            row.Id, row.Kind.Label(), notice.Title, row.PublishedOn, row.At, notice.By, notice.Sections, row.ProcurementId, chain.Page?.Title ?? "", $"{chain.Page?.Code} {Wording.Catalogue(chain.Page?.CatalogueCode ?? "")}".Trim(),
            row.Ledger, row.LeafIndex, row.FactId, Exchange.Wire.FactLeaf.Read(System.Text.Encoding.UTF8.GetBytes(fact.Row.Leaf))?.Body.Sm3 ?? "",
            later is not null && NoticeText.Of(later, chain.Until(later)) is { } correction ? new NoticeLink(correction.Id, correction.Title) : null,
            JsonSerializer.Deserialize<JsonElement>(fact.Row.Body), fact.Fact);
    }
}
