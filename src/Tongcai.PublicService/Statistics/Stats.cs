using Tongcai.Law;
using Tongcai.PublicService.Figures;
using Tongcai.PublicService.Notices;

namespace Tongcai.PublicService.Statistics;

/// <summary>统计的条件, as the address says them.</summary>
/// <param name="Year">2026; empty: all.</param>
/// <param name="Method">Code of the method; empty: all.</param>
/// <param name="Region">Code of a province; empty: the whole country.</param>
internal sealed record StatsQuery(string Year, string Method, string Region)
{
    public string Address(string? year = null, string? method = null, string? region = null)
    {
        var builder = new Microsoft.AspNetCore.Http.Extensions.QueryBuilder();
        foreach (var (name, value) in new[] { ("year", year ?? Year), ("method", method ?? Method), ("region", region ?? Region) })
        {
            if (value.Length > 0) builder.Add(name, value);
        }

        return builder.ToQueryString().ToString();
    }

    public bool Holds(string method, string month, string province) =>
        (Year.Length == 0 || month.StartsWith(Year, StringComparison.Ordinal)) && (Method.Length == 0 || method == Method) && (Region.Length == 0 || Region.StartsWith(province, StringComparison.Ordinal));
}

/// <summary>一组的合计。</summary>
/// <param name="Code">What the group is: a code, a month or a year.</param>
/// <param name="Lots">Lots with a result in force.</param>
/// <param name="SmeFen">Awarded to firms that declared themselves small or medium.</param>
/// <param name="SingleFen">Awarded by single source.</param>
/// <param name="OpenedLots">Lots opened in public.</param>
/// <param name="Bids">Bids read out for them.</param>
internal sealed record StatsLine(string Code, string Name, long Lots, long AwardFen, long SmeLots, long SmeFen, long SingleLots, long SingleFen, long OpenedLots, long Bids)
{
    /// <summary>Share of the amount in per cent, one decimal; null where nothing was awarded.</summary>
    public decimal? SmeShare => Share(SmeFen);

    /// <summary>As above.</summary>
    public decimal? SingleShare => Share(SingleFen);

    /// <summary>Bids a lot, one decimal; null where nothing was opened in public.</summary>
    public decimal? AverageBids => OpenedLots == 0 ? null : decimal.Round(Bids / (decimal)OpenedLots, 1, MidpointRounding.AwayFromZero);

    private decimal? Share(long part) => AwardFen == 0 ? null : decimal.Round(part * 100m / AwardFen, 1, MidpointRounding.AwayFromZero);
}

/// <summary>统计分析。</summary>
/// <param name="ByTime">Months; years where there are more than thirty-six of them.</param>
/// <param name="Years">Years that there are results of, for the choice.</param>
/// <param name="Methods">Methods that there are results of, for the choice.</param>
internal sealed record Stats(StatsQuery Asked, StatsLine Total, IReadOnlyList<StatsLine> ByMethod, IReadOnlyList<StatsLine> ByTime, IReadOnlyList<StatsLine> ByRegion, IReadOnlyList<string> Years, IReadOnlyList<string> Methods)
{
    private const int MostMonths = 36;

    public static Stats Of(Cube cube, StatsQuery asked)
    {
        var (awards, openings) = (cube.Awards.Where(a => asked.Holds(a.Method, a.Month, a.Province)).ToList(), cube.Openings.Where(o => asked.Holds(o.Method, o.Month, o.Province)).ToList());
        var months = awards.Select(a => a.Month).Concat(openings.Select(o => o.Month)).Distinct().Order(StringComparer.Ordinal).ToList();
        var byYear = months.Count > MostMonths;
        return new(
            asked, Line("", "合计", awards, openings),
            [.. Groups(a => a.Method, o => o.Method, c => c.Length > 0 ? Wording.Method(c) : "方式不明").OrderByDescending(l => l.AwardFen).ThenBy(l => l.Code, StringComparer.Ordinal)],
            [.. Groups(a => byYear ? a.Month[..4] : a.Month, o => byYear ? o.Month[..4] : o.Month, c => c).OrderBy(l => l.Code, StringComparer.Ordinal)],
            [.. Groups(a => a.Province + "0000", o => o.Province + "0000", c => Divisions.Name(c) ?? "地区不明").OrderByDescending(l => l.AwardFen).ThenBy(l => l.Code, StringComparer.Ordinal)],
            [.. cube.Awards.Select(a => a.Month[..4]).Concat(cube.Openings.Select(o => o.Month[..4])).Distinct().OrderDescending(StringComparer.Ordinal)],
            [.. cube.Awards.Select(a => a.Method).Concat(cube.Openings.Select(o => o.Method)).Distinct().Order(StringComparer.Ordinal)]);

        IEnumerable<StatsLine> Groups(Func<AwardCell, string> award, Func<OpeningCell, string> opening, Func<string, string> name)
        {
            var (awarded, opened) = (awards.ToLookup(award), openings.ToLookup(opening));
            return awarded.Select(g => g.Key).Union(opened.Select(g => g.Key)).Select(code => Line(code, name(code), awarded[code], opened[code]));
        }
    }

    private static StatsLine Line(string code, string name, IEnumerable<AwardCell> awards, IEnumerable<OpeningCell> openings)
    {
        var (won, opened) = (awards.ToList(), openings.ToList());
        var single = won.Where(a => a.Method == ProcurementMethods.SingleSource.Code).ToList();
        return new(code, name, won.Sum(a => a.Lots), won.Sum(a => a.Fen), won.Sum(a => a.SmeLots), won.Sum(a => a.SmeFen), single.Sum(a => a.Lots), single.Sum(a => a.Fen), opened.Sum(o => o.Lots), opened.Sum(o => o.Bids));
    }
}
