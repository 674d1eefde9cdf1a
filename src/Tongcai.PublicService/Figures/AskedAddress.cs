using System.Globalization;
using Tongcai.Law;
using Tongcai.Platform.Acts;

namespace Tongcai.PublicService.Figures;

/// <summary>Reads the conditions of a list from its address; what cannot be meant is a refusal that names the parameter.</summary>
internal sealed class AskedAddress
{
    public const int PageSize = 20;
    private const int LongestText = 100;
    private const int MostPages = 100_000;

    private readonly IQueryCollection query;
    private readonly List<Refusal> refusals = [];

    /// <param name="known">Every parameter of the page.</param>
    public AskedAddress(IQueryCollection query, params IReadOnlyList<string> known)
    {
        this.query = query;
        foreach (var name in query.Keys.Where(k => !known.Contains(k)).Take(5))
            Wrong(name.Length <= 40 ? name : name[..40], "不是本页的条件", $"删去它；可用条件：{string.Join('、', known)}。");
    }

    /// <summary>What is wrong with the address.</summary>
    public List<Refusal> Refusals => refusals;

    /// <summary>A value that need not be there.</summary>
    public string Text(string name)
    {
        var text = new string([.. One(name).Where(c => !char.IsControl(c))]).Trim();
        return text.Length <= LongestText ? text : Wrong(name, $"共 {text.Length} 个字符，最多 {LongestText} 个", "只留下关键词。");
    }

    /// <summary>A value of a list; empty: none is asked for.</summary>
    public string Known(string name, string what, Func<string, bool> isOne, string remedy)
    {
        var given = One(name).Trim();
        return given.Length == 0 || isOne(given) ? given : Wrong(name, $"不是{what}", remedy);
    }

    /// <summary>Code of a province; empty: the whole country.</summary>
    public string Province(string name) => Known(name, "省级行政区划代码", c => c.EndsWith("0000", StringComparison.Ordinal) && Divisions.Name(c) is not null, "填六位代码，例如 410000。");

    /// <summary>From 1 on.</summary>
    public int Page()
    {
        var given = One("page");
        if (given.Length == 0) return 1;
        if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and <= MostPages) return page;
        Wrong("page", "不是页码", $"填 1 至 {MostPages} 的整数，或者去掉它。");
        return 1;
    }

    public DateOnly? Day(string name)
    {
        if (One(name) is not { Length: > 0 } given) return null;
        if (Beijing.TryParseDay(given, out var day)) return day;
        Wrong(name, "不是日期", "写成 2026-11-20 或者 20261120。");
        return null;
    }

    public string Wrong(string name, string what, string remedy)
    {
        refusals.Add(InputRules.Format.Refuse($"条件 {name} {what}。", remedy, "/" + name));
        return "";
    }

    /// <summary>The words as a pattern of like with the escape !, found anywhere.</summary>
    public static string Like(string words) =>
        $"%{words.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%";

    private string One(string name) => query[name].Count <= 1 ? query[name].ToString() : Wrong(name, "只能给一个值", "删去重复的条件。");
}
