using Microsoft.AspNetCore.Http;
using Tongcai.Law;
using Tongcai.Platform.Acts;

namespace Tongcai.Platform.Web;

/// <summary>规则一览页。</summary>
/// <param name="Asked">Conditions of the address.</param>
/// <param name="Rules">Rules that meet them.</param>
/// <param name="Instruments">Every instrument with the number of its rules, most first.</param>
/// <param name="Total">Number of all rules.</param>
public sealed record RuleList(RuleQuery Asked, IReadOnlyList<Rule> Rules, IReadOnlyList<KeyValuePair<string, int>> Instruments, int Total)
{
    private const int LongestText = 100;

    /// <summary>Whether any condition is set.</summary>
    public bool Narrowed => Asked != new RuleQuery();

    /// <summary>The list an address asks for, or what is wrong with its conditions.</summary>
    public static Outcome<RuleList> Of(IQueryCollection query, IReadOnlyList<Rule> all)
    {
        List<Refusal> refusals = [];
        string One(string name)
        {
            var given = query[name].ToString().Trim();
            if (given.Length <= LongestText && !given.Contains('\0', StringComparison.Ordinal)) return given;
            refusals.Add(InputRules.Format.Refuse($"条件 {name} 有{given.Length}个字符，最多{LongestText}个，且不含控制字符。", "缩短检索词。", "/" + name));
            return "";
        }

        DateOnly? day = null;
        if (One("day") is { Length: > 0 } written)
        {
            if (Beijing.TryParseDay(written, out var exact)) day = exact;
            else refusals.Add(InputRules.Format.Refuse($"“{written}”不是存在的日期。", "写成 2026-03-02 或者 20260302。", "/day"));
        }

        var region = One("region");
        if (region.Length > 0 && Divisions.Name(region) is null) refusals.Add(InputRules.Range.Refuse($"没有行政区划代码“{region}”。", "填六位代码，例如 410100。", "/region"));
        var asked = new RuleQuery(One("q"), One("instrument"), day, region);
        return refusals.Count > 0 ? refusals : new RuleList(
            asked, [.. asked.Run(all)], [.. all.GroupBy(r => r.Source.Instrument).Select(g => KeyValuePair.Create(g.Key, g.Count())).OrderByDescending(g => g.Value).ThenBy(g => g.Key, StringComparer.Ordinal)], all.Count);
    }
}
