using Tongcai.Law;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Search;
using Tongcai.PublicService.Search.Index;

namespace Tongcai.PublicService.Tests.Search;

/// <summary>What the search must find, by looking at every row.</summary>
internal sealed class NaiveSearch(IReadOnlyList<PublicNotice> notices, IReadOnlyDictionary<string, ProcurementPage> pages, DateTimeOffset now)
{
    /// <summary>The notices that answer a question, in its order.</summary>
    public List<PublicNotice> Find(NoticeQuery q) => [.. Ordered(notices.Where(n => Meets(n, q)), q)];

    /// <summary>Notices per value of one condition, all other conditions holding.</summary>
    public Dictionary<string, long> Facet(NoticeQuery q, string name)
    {
        var loose = name switch
        {
            "kind" => q with { Kind = null }, "region" => q with { Region = "" }, "method" => q with { Method = "" }, "catalogue" => q with { Catalogue = "" }, "purchaser" => q with { Purchaser = "" },
            "agency" => q with { Agency = "" }, "budget" => q with { Budget = null }, "sme" => q with { SetAside = "" }, "state" => q with { State = null }, "deadline" => q with { Deadline = null },
            "year" => q with { From = null, To = null }, _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
        return notices.Where(n => Meets(n, loose)).SelectMany(n => Values(n, name)).GroupBy(v => v).ToDictionary(g => g.Key, g => (long)g.Count());
    }

    private IEnumerable<string> Values(PublicNotice n, string name)
    {
        if (name == "kind") return [NoticeQuery.Code(n.Kind)];
        if (name == "year") return [$"{n.PublishedOn.Year}"];
        if (!pages.TryGetValue(n.ProcurementId, out var p)) return [];
        IEnumerable<string> values = name switch
        {
            "region" => new[] { p.Region[..2] + "0000", p.Region[..4] + "00", p.Region }.Distinct(),
            "method" => [p.Method],
            "catalogue" => Above(p.CatalogueCode),
            "purchaser" => [p.PurchaserId],
            "agency" => [p.AgencyId],
            "budget" => FacetCounts.Budgets.Where(b => In(p, b)).Select(b => b.Code),
            "sme" => p.SetAside is "" or "none" ? [] : [NoticeQuery.AnySetAside, p.SetAside],
            "state" => [NoticeQuery.Code(p.State)],
            _ => Enum.GetValues<DeadlineIs>().Where(d => Is(p, d)).Select(d => NoticeQuery.Code(d)),
        };
        return values.Where(v => v.Length > 0);
    }

    private bool Meets(PublicNotice n, NoticeQuery q)
    {
        var p = pages.GetValueOrDefault(n.ProcurementId);
        var text = Narrow($"{n.Title}\n{n.SearchText}\n{p?.SearchText}");
        return q.Words.All(w => text.Contains(Narrow(w), StringComparison.Ordinal))
            && (q.Kind is null || n.Kind == q.Kind) && (q.From is null || n.PublishedOn >= q.From) && (q.To is null || n.PublishedOn <= q.To)
            && (q.Region.Length == 0 || (p is not null && new[] { p.Region, p.Region[..4] + "00", p.Region[..2] + "0000" }.Contains(q.Region)))
            && (q.Method.Length == 0 || p?.Method == q.Method)
            && (q.Catalogue.Length == 0 || (p is not null && Above(p.CatalogueCode).Contains(q.Catalogue)))
            && (q.Purchaser.Length == 0 || p?.PurchaserId == q.Purchaser) && (q.Agency.Length == 0 || p?.AgencyId == q.Agency)
            && (q.Budget is null || (p is not null && In(p, q.Budget)))
            && (q.SetAside.Length == 0 || (p is not null && (q.SetAside == NoticeQuery.AnySetAside ? p.SetAside is not ("" or "none") : p.SetAside == q.SetAside)))
            && (q.State is null || p?.State == q.State) && (q.Deadline is not { } d || (p is not null && Is(p, d)));
    }

    private IEnumerable<PublicNotice> Ordered(IEnumerable<PublicNotice> found, NoticeQuery q)
    {
        var deadline = (PublicNotice n) => pages.GetValueOrDefault(n.ProcurementId)?.BidDeadline;
        var ordered = q.Sort switch
        {
            NoticeSort.Relevance => found.OrderByDescending(n => q.Words.Count(w => Narrow(n.Title).Contains(Narrow(w), StringComparison.Ordinal))),
            NoticeSort.Deadline => found.OrderBy(n => deadline(n) is not { } d ? 2 : d > now ? 0 : 1).ThenBy(n => deadline(n) is not { } d ? 0 : d > now ? d.ToUnixTimeMilliseconds() : -d.ToUnixTimeMilliseconds()),
            _ => found.OrderBy(_ => 0),
        };
        return ordered.ThenByDescending(n => n.PublishedOn).ThenByDescending(n => n.At).ThenBy(n => n.Ledger, StringComparer.Ordinal).ThenByDescending(n => n.LeafIndex);
    }

    private bool Is(ProcurementPage p, DeadlineIs what) => what is DeadlineIs.Closed
        ? p.BidDeadline <= now
        : p.BidDeadline > now && p.State is ProcurementState.Noticed && !p.Suspended && (what is DeadlineIs.Open || p.BidDeadline <= now.AddDays(7));

    private static bool In(ProcurementPage p, BudgetRange range) => p.BudgetFen > 0 && p.BudgetFen >= (range.From ?? 0) * 1_000_000 && p.BudgetFen < (range.To ?? long.MaxValue / 1_000_000) * 1_000_000;

    /// <summary>Lower case, and the only full-width letters that the rows have as narrow ones.</summary>
    private static string Narrow(string text) => text.ToLowerInvariant().Replace('ｗ', 'w').Replace('ｐ', 'p').Replace('ｓ', 's');

    private static IEnumerable<string> Above(string code)
    {
        for (var item = Catalogue.Find(code); item is not null; item = Catalogue.Find(item.Parent)) yield return item.Code;
    }
}
