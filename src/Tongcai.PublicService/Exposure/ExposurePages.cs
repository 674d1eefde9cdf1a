using System.Data.Common;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Credit;
using Tongcai.PublicService.Figures;
using Tongcai.PublicService.Inspections;
using Tongcai.PublicService.Notices;
using Tongcai.PublicService.Parties;

namespace Tongcai.PublicService.Exposure;

/// <summary>曝光的一件。</summary>
/// <param name="Kind">listing 失信处罚, complaint 投诉成立, inspection 检查发现问题.</param>
/// <param name="About">Whom it names; of a complaint the procurement.</param>
/// <param name="Group">What it is put together with in 典型案例.</param>
/// <param name="Facts">What was found.</param>
/// <param name="Basis">Article or grounds.</param>
/// <param name="Result">What followed.</param>
internal sealed record ExposureLine(string Kind, string KindName, string About, string Group, string Facts, string Basis, string Result, DateOnly On, string Href);

/// <summary>曝光台。</summary>
internal sealed record ExposureList(string Kind, string Query, int Page, int Total, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<ExposureLine> Items);

/// <summary>一类典型案例。</summary>
/// <param name="Number">Cases of the group.</param>
/// <param name="Newest">Those that are told.</param>
internal sealed record CaseGroup(string Title, string Basis, int Number, IReadOnlyList<ExposureLine> Newest);

/// <summary>典型案例。</summary>
internal sealed record CaseList(IReadOnlyList<CaseGroup> Groups);

/// <summary>曝光台和典型案例：from penalties that stand, complaints found right and breaches found by inspections; nobody chooses them by hand. What was revoked, repaired or has run out is gone by itself.</summary>
internal static class ExposurePages
{
    private const int Most = 500;
    private const int Told = 3;

    public static readonly IReadOnlyDictionary<string, string> Kinds = new Dictionary<string, string> { ["listing"] = "失信处罚", ["complaint"] = "投诉成立", ["inspection"] = "检查发现问题" };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapTwin("/exposure", List, "/Exposure/Exposure.cshtml", _ => new PageHead("曝光台") { Column = "曝光台", Under = "/credit", Description = "在期的失信处罚、成立的投诉、监督检查发现的问题" }, "曝光台");
        routes.MapTwin("/exposure/cases", Cases, "/Exposure/Cases.cshtml", _ => new PageHead("典型案例") { Column = "曝光台", Trail = [new("曝光台", "/exposure")], Under = "/credit", Description = "按违法情形归类的案例" }, "典型案例，按情形归类");
    }

    private static async Task<Outcome<ExposureList>> List(Asked asked)
    {
        var address = new AskedAddress(asked.Http.Request.Query, "kind", "q", "page");
        var (kind, words, page) = (address.Known("kind", "曝光的种类", Kinds.ContainsKey, $"可选：{string.Join('、', Kinds.Select(k => $"{k.Key}（{k.Value}）"))}。"), address.Text("q"), address.Page());
        if (address.Refusals.Count > 0) return address.Refusals;
        var all = (await asked.Read(db => All(db, asked.Today))).Where(l => words.Length == 0 || l.About.Contains(words, StringComparison.OrdinalIgnoreCase) || l.Facts.Contains(words, StringComparison.OrdinalIgnoreCase)).ToList();
        var shown = all.Where(l => kind.Length == 0 || l.Kind == kind).ToList();
        return new ExposureList(kind, words, page, shown.Count, Kinds.Keys.ToDictionary(k => k, k => all.Count(l => l.Kind == k)), [.. shown.Skip((page - 1) * AskedAddress.PageSize).Take(AskedAddress.PageSize)]);
    }

    private static async Task<Outcome<CaseList>> Cases(Asked asked)
    {
        var all = await asked.Read(db => All(db, asked.Today));
        return new CaseList([.. all.GroupBy(l => (l.Kind, l.Group)).Select(g => new CaseGroup(g.Key.Group, g.Key.Kind == "complaint" ? "" : g.First().Basis, g.Count(), [.. g.Take(Told)])).OrderByDescending(g => g.Number).ThenBy(g => g.Title, StringComparer.Ordinal)]);
    }

    /// <summary>Newest first.</summary>
    private static async Task<IReadOnlyList<ExposureLine>> All(DbConnection db, DateOnly today)
    {
        var listed = await db.Where<DishonestyEntry>($"to_day >= @today and (removed_on is null or removed_on > @today) order by decided_on desc, id limit {Most}", new { today });
        var decided = (await db.Where<ChainFact>($"kind = 'complaint.decided' order by at desc, id limit {Most}", new { })).Select(ProcurementChain.Read).OfType<Recorded>().Where(r => r.Fact is ComplaintDecided f && PartyView.IsUpheld(f)).ToList();
        var procurements = (await db.Among<ProcurementPage>("id", decided.Select(d => d.Row.ProcurementId))).ToDictionary(p => p.Id);
        var inspections = (await db.All<InspectionPage>()).ToDictionary(i => i.Id);
        var outcomes = (await db.All<InspectionOutcome>()).Where(o => inspections.ContainsKey(o.InspectionId));
        return
        [
            .. listed.Select(e => new ExposureLine("listing", Kinds["listing"], e.Name, ListingGrounds.ByCode(e.Ground)?.Text ?? e.Ground, e.Conduct, e.Article, e.Penalty, e.DecidedOn, $"/credit/{e.Id}"))
                .Concat(decided.Select(d => ComplaintOf((ComplaintDecided)d.Fact, d, procurements.GetValueOrDefault(d.Row.ProcurementId))))
                .Concat(outcomes.SelectMany(o => BreachesOf(o, inspections[o.InspectionId])))
                .OrderByDescending(l => l.On).ThenBy(l => l.Href, StringComparer.Ordinal),
        ];
    }

    private static ExposureLine ComplaintOf(ComplaintDecided f, Recorded recorded, ProcurementPage? procurement) => new(
        "complaint", Kinds["complaint"], procurement?.Title ?? f.Number, Wording.Outcome(f.Outcome), f.Facts, f.Grounds, Wording.Outcome(f.Outcome), f.DecidedOn, $"/notices/{recorded.Row.Id}");

    private static IEnumerable<ExposureLine> BreachesOf(InspectionOutcome outcome, InspectionPage page)
    {
        var (f, items) = (outcome.Published.Value, page.Planned.Value.Items.ToDictionary(i => i.Code));
        return f.Results.Where(r => r.Finding == "breach").Select(r => new ExposureLine(
            "inspection", Kinds["inspection"], f.Name, items.GetValueOrDefault(r.Code)?.Text ?? r.Code, r.Note, items.GetValueOrDefault(r.Code)?.Basis ?? "", outcome.ClosedOn is { } closed ? $"{closed.InWords()}核对整改，销号" : f.RectifyBy is { } by ? $"责令{by.InWords()}前整改" : f.Conclusion,
            f.PublishedOn, $"/inspections/{outcome.InspectionId}"));
    }
}
