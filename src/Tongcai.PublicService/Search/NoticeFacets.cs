using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Notices;
using Tongcai.PublicService.Search.Index;

namespace Tongcai.PublicService.Search;

/// <summary>The counts of the index as choices with names.</summary>
internal static class NoticeFacets
{
    private const int Most = 10;

    public static IReadOnlyList<Facet> Kinds(FacetCounts counts) => Members<NoticeKind>(counts.Kinds);

    public static IReadOnlyList<Facet> States(FacetCounts counts) => Members<ProcurementState>(counts.States);

    public static IReadOnlyList<Facet> Deadlines(FacetCounts counts) => Members<DeadlineIs>(counts.Deadlines);

    public static IReadOnlyList<Facet> Methods(FacetCounts counts) => Ranked(counts.Methods, counts.Columns.Methods, int.MaxValue, c => Wording.Method(c));

    public static IReadOnlyList<Facet> Purchasers(FacetCounts counts) => Top(counts.Purchasers, counts.Columns.Purchasers);

    public static IReadOnlyList<Facet> Agencies(FacetCounts counts) => Top(counts.Agencies, counts.Columns.Agencies);

    public static IReadOnlyList<Facet> Budgets(FacetCounts counts) => [.. FacetCounts.Budgets.Zip(counts.ByBudget, (range, count) => new Facet(range.Code, range.Text, count)).Where(f => f.Count > 0)];

    public static IReadOnlyList<Facet> Years(FacetCounts counts) => [.. counts.Years.Select(y => new Facet($"{y.Year}", $"{y.Year} 年", y.Count))];

    /// <summary>Any reserve, then each kind of it.</summary>
    public static IReadOnlyList<Facet> SetAsides(FacetCounts counts)
    {
        var kinds = Ranked(counts.SetAsides, counts.Columns.SetAsides, int.MaxValue, Wording.SetAside).Where(f => f.Text.Length > 0).ToList();
        return kinds.Count == 0 ? [] : [new(NoticeQuery.AnySetAside, "面向中小企业", kinds.Sum(k => k.Count)), .. kinds.Select(k => k with { Level = 1 })];
    }

    public static IReadOnlyList<Facet> Regions(FacetCounts counts, string asked) =>
        Tree(counts.Regions, counts.Columns.Regions, Trees.RegionPath, Trees.RegionPath(asked), (code, level) => level == 0 ? Divisions.FullName(code) : Divisions.Name(code)!);

    public static IReadOnlyList<Facet> Catalogues(FacetCounts counts, string asked) =>
        Tree(counts.Catalogues, counts.Columns.Catalogues, Trees.CataloguePath, Trees.CataloguePath(asked), (code, _) => Catalogue.Find(code)!.Name);

    private static List<Facet> Members<T>(int[] counts)
        where T : struct, Enum => [.. Enum.GetValues<T>().Select((member, i) => new Facet(NoticeQuery.Code(member), member.Label(), counts[i]))];

    private static List<Facet> Top(int[] counts, Codes codes) => Ranked(counts, codes, Most, null);

    private static List<Facet> Ranked(int[] counts, Codes codes, int most, Func<string, string>? name)
    {
        var best = new PriorityQueue<int, (int, string)>(Comparer<(int Count, string Code)>.Create((a, b) => a.Count != b.Count ? a.Count.CompareTo(b.Count) : string.CompareOrdinal(b.Code, a.Code)));
        for (var i = 1; i < counts.Length; i++)
        {
            if (counts[i] == 0) continue;
            if (best.Count < most) best.Enqueue(i, (counts[i], codes[i]));
            else best.EnqueueDequeue(i, (counts[i], codes[i]));
        }

        List<Facet> facets = [];
        while (best.TryDequeue(out var i, out _)) facets.Add(new(codes[i], name is null ? codes.NameOf(i) : name(codes[i]), counts[i]));
        facets.Reverse();
        return facets;
    }

    /// <summary>The roots with a count, and below the chosen branch, or the only one there is, its children.</summary>
    private static List<Facet> Tree(int[] counts, Codes codes, Func<string, IReadOnlyList<string>> path, IReadOnlyList<string> chosen, Func<string, int, string> name)
    {
        Dictionary<string, int> sums = [];
        Dictionary<string, HashSet<string>> children = [];
        for (var i = 1; i < counts.Length; i++)
        {
            if (counts[i] == 0) continue;
            var above = "";
            foreach (var code in path(codes[i]))
            {
                sums[code] = sums.GetValueOrDefault(code) + counts[i];
                if (!children.TryGetValue(above, out var list)) children.Add(above, list = []);
                list.Add(code);
                above = code;
            }
        }

        List<Facet> facets = [];
        void Below(string above, int level)
        {
            var list = children.GetValueOrDefault(above, []).Order(StringComparer.Ordinal).ToList();
            foreach (var code in list)
            {
                facets.Add(new(code, name(code, level), sums[code], level));
                if (list.Count == 1 || (level < chosen.Count && chosen[level] == code)) Below(code, level + 1);
            }
        }

        Below("", 0);
        return facets;
    }
}
