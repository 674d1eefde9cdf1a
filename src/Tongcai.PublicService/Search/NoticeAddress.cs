using System.Globalization;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Search.Index;

namespace Tongcai.PublicService.Search;

/// <summary>Reads a question from an address, and says of each parameter that cannot be meant what is wrong and what to do.</summary>
internal sealed class NoticeAddress(IQueryCollection query)
{
    /// <summary>Characters of the search words together.</summary>
    internal const int LongestText = 100;

    internal const int MostWords = 8;
    private const int LongestId = 64;
    private const long MostWan = 100_000_000;

    private readonly List<Refusal> refusals = [];

    /// <summary>The question of an address, or what is wrong with it, parameter by parameter.</summary>
    public static Outcome<NoticeQuery> Parse(IQueryCollection query) => new NoticeAddress(query).Read();

    private Outcome<NoticeQuery> Read()
    {
        foreach (var name in query.Keys.Where(k => !NoticeQuery.Parameters.Contains(k)).Take(5))
            Wrong(name.Length <= 40 ? name : name[..40], "不是本页的检索条件", $"删去它；可用条件：{string.Join('、', NoticeQuery.Parameters)}。");
        var (from, to) = (Day("from"), Day("to"));
        if (from > to) Wrong("to", "早于起始日期", "对调两个日期。");
        var asked = new NoticeQuery(Words())
        {
            Kind = Choice<NoticeKind>("kind", "公告种类"), Region = Known("region", "县以上行政区划代码", c => Divisions.Name(c) is not null, "填六位代码，例如 410100。"),
            Method = Known("method", "采购方式代码", c => ProcurementMethods.ByCode(c) is not null, $"可选：{string.Join('、', ProcurementMethods.All.Select(m => m.Code))}。"),
            Catalogue = Known("catalogue", "政府采购品目代码", c => Catalogue.Find(c) is not null, "填品目分类目录中的代码，例如 A02 大类填 A02000000。"),
            Purchaser = Id("purchaser"), Agency = Id("agency"), Budget = Budget(),
            SetAside = Known("sme", "中小企业预留方式", c => c is NoticeQuery.AnySetAside or "whole" or "consortium" or "subcontract", "填 1（任一方式）、whole、consortium 或者 subcontract。"),
            State = Choice<ProcurementState>("state", "项目状态"), Deadline = Choice<DeadlineIs>("deadline", "截止状态"), From = from, To = to, Sort = Choice<NoticeSort>("sort", "排序方式") ?? NoticeSort.Date,
        };
        if (asked.Sort is NoticeSort.Relevance && asked.Words.Count == 0) Wrong("sort", "按相关度排序需要检索词", "填写检索词，或者去掉排序条件。");
        if (refusals.Count == 0) asked = asked with { After = Cursor("after", asked), Before = Cursor("before", asked) };
        if (asked is { After: not null, Before: not null }) Wrong("before", "不能与 after 同时给出", "只保留其中一个。");
        return refusals.Count > 0 ? refusals : asked;
    }

    private string Wrong(string name, string what, string remedy)
    {
        refusals.Add(InputRules.Format.Refuse($"检索条件 {name} {what}。", remedy, "/" + name));
        return "";
    }

    private string One(string name) => query[name].Count <= 1 ? query[name].ToString().Trim() : Wrong(name, "只能给一个值", "删去重复的条件。");

    private List<string> Words()
    {
        var text = new string([.. One("q").Where(c => !char.IsControl(c) || c == '\t')]);
        if (text.Length > LongestText) Wrong("q", $"共 {text.Length} 个字符，最多 {LongestText} 个", "只留下项目名称、单位或者品目中的几个关键词。");
        List<string> words = [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct()];
        if (words.Count > MostWords) Wrong("q", $"有 {words.Count} 个词，最多 {MostWords} 个", "减少词数，或者把相连的词写在一起。");
        return words;
    }

    private string Known(string name, string what, Func<string, bool> isOne, string remedy)
    {
        var given = One(name);
        return given.Length == 0 || isOne(given) ? given : Wrong(name, $"不是{what}", remedy);
    }

    private string Id(string name) =>
        Known(name, "单位编号", c => c.Length <= LongestId && c.All(ch => char.IsAsciiLetterOrDigit(ch) || ch is '-' or '_' or '.' or ':'), "从检索页的单位列表进入，或者使用接口返回的单位编号。");

    private T? Choice<T>(string name, string what)
        where T : struct, Enum
    {
        var given = One(name);
        if (given.Length == 0) return null;
        var choices = Labels.Choices(typeof(T));
        if (choices.Any(c => c.Value == given) && Enum.TryParse<T>(given, ignoreCase: true, out var found)) return found;
        Wrong(name, $"不是{what}", $"可选：{string.Join('、', choices.Select(c => $"{c.Value}（{c.Text}）"))}。");
        return null;
    }

    private DateOnly? Day(string name)
    {
        if (One(name) is not { Length: > 0 } given) return null;
        if (Beijing.TryParseDay(given, out var day)) return day;
        Wrong(name, "不是日期", "写成 2026-11-20 或者 20261120。");
        return null;
    }

    private BudgetRange? Budget()
    {
        var given = One("budget");
        if (given.Length == 0) return null;
        var ends = given.Split('-');
        static bool End(string text, out long? wan)
        {
            wan = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
            return text.Length == 0 || wan <= MostWan;
        }

        if (ends.Length == 2 && End(ends[0], out var from) && End(ends[1], out var to) && (from ?? to) is not null && (from is null || to is null || from < to)) return new(from, to);
        Wrong("budget", "不是预算区间", "以万元为单位写成 50-100、-50（以下）或者 1000-（以上），整数，含下限不含上限。");
        return null;
    }

    private NoticeCursor? Cursor(string name, NoticeQuery asked)
    {
        if (One(name) is not { Length: > 0 } given) return null;
        var cursor = NoticeCursor.Parse(given, asked);
        if (cursor is null) Wrong(name, "不是这次检索的翻页标记", "去掉它从第一页看起；翻页标记只能由上一页的链接得到，改动条件后不再有效。");
        return cursor;
    }
}
