using Microsoft.AspNetCore.Http.Extensions;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.PublicService.Chain;

namespace Tongcai.PublicService.Search;

/// <summary>检索条件。Everything that is asked stands in the address, so that a search can be kept, sent and subscribed to.</summary>
/// <param name="Words">Each has to occur in the notice or its project.</param>
/// <param name="Kind">One kind; null: all.</param>
/// <param name="Region">Six digits; a province or city takes in what lies below it. Empty: everywhere.</param>
/// <param name="Method">Code of the method; empty: any.</param>
/// <param name="From">First day of publication.</param>
/// <param name="To">Last day of publication.</param>
/// <param name="Reserved">Only projects set aside for small and medium firms.</param>
/// <param name="Open">Only projects that take bids now.</param>
/// <param name="Page">From 1.</param>
public sealed record NoticeQuery(IReadOnlyList<string> Words, NoticeKind? Kind, string Region, string Method, DateOnly? From, DateOnly? To, bool Reserved, bool Open, int Page)
{
    public const int PageSize = 20;

    /// <summary>Characters of the search words together.</summary>
    private const int LongestText = 100;

    private const int MostWords = 8;
    private const int LastPage = 5000;

    public static readonly NoticeQuery Everything = new([], null, "", "", null, null, false, false, 1);

    /// <summary>The question of an address, or what is wrong with it, parameter by parameter.</summary>
    public static Outcome<NoticeQuery> Parse(IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        List<Refusal> refusals = [];
        string One(string name) => query[name].Count <= 1 ? query[name].ToString().Trim() : Wrong(name, "只能给一个值", "删去重复的条件。");
        string Wrong(string name, string what, string remedy)
        {
            refusals.Add(InputRules.Format.Refuse($"检索条件 {name} {what}。", remedy, "/" + name));
            return "";
        }

        var text = new string([.. One("q").Where(c => !char.IsControl(c) || c == '\t')]);
        if (text.Length > LongestText) Wrong("q", $"共 {text.Length} 个字符，最多 {LongestText} 个", "只留下项目名称、单位或者品目中的几个关键词。");
        var words = text.Split([' ', '\u3000', '\t'], StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        if (words.Count > MostWords) Wrong("q", $"有 {words.Count} 个词，最多 {MostWords} 个", "减少词数，或者把相连的词写在一起。");

        NoticeKind? kind = null;
        if (One("kind") is { Length: > 0 } named)
        {
            if (Labels.Choices(typeof(NoticeKind)).Any(c => c.Value == named) && Enum.TryParse<NoticeKind>(named, ignoreCase: true, out var found)) kind = found;
            else Wrong("kind", "不是公告种类", $"可选：{string.Join('、', Labels.Choices(typeof(NoticeKind)).Select(c => $"{c.Value}（{c.Text}）"))}。");
        }

        var region = One("region");
        if (region.Length > 0 && Divisions.Name(region) is null) region = Wrong("region", "不是县以上行政区划代码", "填六位代码，例如 410100。");
        var method = One("method");
        if (method.Length > 0 && ProcurementMethods.ByCode(method) is null) method = Wrong("method", "不是采购方式代码", $"可选：{string.Join('、', ProcurementMethods.All.Select(m => m.Code))}。");
        DateOnly? Day(string name) => One(name) is not { Length: > 0 } given ? null : Beijing.TryParseDay(given, out var day) ? day : Wrong(name, "不是日期", "写成 2026-11-20 或者 20261120。") is null ? null : null;
        var (from, to) = (Day("from"), Day("to"));
        if (from > to) Wrong("to", "早于起始日期", "对调两个日期。");
        bool Flag(string name) => One(name) switch { "" or "0" => false, "1" => true, _ => Wrong(name, "只能是 1 或者 0", "去掉这个条件，或者写 1。").Length > 0 };
        var page = 1;
        if (One("page") is { Length: > 0 } number && (!int.TryParse(number, System.Globalization.NumberStyles.None, null, out page) || page is < 1 or > LastPage)) Wrong("page", "不是页码", $"填 1 到 {LastPage} 的整数；要更早的公告请用日期条件。");

        var (reserved, open) = (Flag("sme"), Flag("open"));
        return refusals.Count > 0 ? refusals : new NoticeQuery(words, kind, region, method, from, to, reserved, open, page);
    }

    /// <summary>The search words as typed.</summary>
    public string Text => string.Join(' ', Words);

    /// <summary>Whether anything is asked beside the kind.</summary>
    public bool IsNarrowed => this with { Kind = null, Page = 1, Words = [] } != Everything with { Words = [] } || Words.Count > 0;

    /// <summary>The address parameters, beginning with ?; empty when nothing is asked.</summary>
    public string Address()
    {
        var builder = new QueryBuilder();
        void Add(string name, string value)
        {
            if (value.Length > 0) builder.Add(name, value);
        }

        Add("q", Text);
        Add("kind", Kind is { } kind ? Code(kind) : "");
        Add("region", Region);
        Add("method", Method);
        Add("from", From?.ToString("yyyy-MM-dd", null) ?? "");
        Add("to", To?.ToString("yyyy-MM-dd", null) ?? "");
        Add("sme", Reserved ? "1" : "");
        Add("open", Open ? "1" : "");
        Add("page", Page > 1 ? Page.ToString(System.Globalization.CultureInfo.InvariantCulture) : "");
        return builder.ToQueryString().ToString();
    }

    /// <summary>The same question without pages, with {page} to be filled in.</summary>
    public string PageAddress()
    {
        var address = (this with { Page = 1 }).Address();
        return $"/notices{address}{(address.Length > 0 ? "&" : "?")}page={{page}}";
    }

    /// <summary>The wire name of a kind.</summary>
    public static string Code(NoticeKind kind) => Labels.Choices(typeof(NoticeKind))[(int)kind].Value;
}
