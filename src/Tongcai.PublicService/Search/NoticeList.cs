using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Web;

namespace Tongcai.PublicService.Search;

/// <summary>A group of choices on the page.</summary>
/// <param name="Chosen">Value that is asked for; empty: none.</param>
/// <param name="Loose">The question without this condition.</param>
/// <param name="With">The question with a choice.</param>
internal sealed record FacetGroup(string Title, IReadOnlyList<Facet> Facets, string Chosen, NoticeQuery Loose, Func<string, NoticeQuery> With)
{
    /// <summary>Choices that are shown at once; the others unfold.</summary>
    public const int AtOnce = 8;
}

/// <summary>信息公告：the list with its search.</summary>
/// <param name="Asked">The question.</param>
/// <param name="Result">The answer.</param>
/// <param name="Now">Legal time of the answer.</param>
internal sealed record NoticeList(NoticeQuery Asked, NoticeResult Result, DateTimeOffset Now)
{
    /// <summary>Conditions that can be taken off, each with the question without it.</summary>
    public IEnumerable<(string Text, NoticeQuery Without)> Chips()
    {
        var first = Asked.First;
        foreach (var word in Asked.Words) yield return ($"“{word}”", Sorted(first with { Words = [.. Asked.Words.Where(w => w != word)] }));
        if (Asked.Kind is { } kind) yield return (kind.Label(), first with { Kind = null });
        foreach (var group in Groups().Where(g => g.Chosen.Length > 0)) yield return ($"{group.Title}：{Name(group)}", group.Loose);
        if (Asked.From is { } from) yield return ($"{from:yyyy-MM-dd} 起", first with { From = null });
        if (Asked.To is { } to) yield return ($"至 {to:yyyy-MM-dd}", first with { To = null });
    }

    /// <summary>Every group of choices beside kind and dates.</summary>
    public IEnumerable<FacetGroup> Groups()
    {
        var q = Asked.First;
        yield return new("截止状态", Result.Deadlines, Asked.Deadline is { } d ? NoticeQuery.Code(d) : "", q with { Deadline = null }, v => q with { Deadline = Member<DeadlineIs>(v) });
        yield return new("中小企业", Result.SetAsides, Asked.SetAside, q with { SetAside = "" }, v => q with { SetAside = v });
        yield return new("采购方式", Result.Methods, Asked.Method, q with { Method = "" }, v => q with { Method = v });
        yield return new("行政区域", Result.Regions, Asked.Region, q with { Region = "" }, v => q with { Region = v });
        yield return new("品目", Result.Catalogues, Asked.Catalogue, q with { Catalogue = "" }, v => q with { Catalogue = v });
        yield return new("预算金额", Result.Budgets, Asked.Budget?.Code ?? "", q with { Budget = null }, v => q with { Budget = BudgetOf(v) });
        yield return new("项目状态", Result.States, Asked.State is { } s ? NoticeQuery.Code(s) : "", q with { State = null }, v => q with { State = Member<Chain.ProcurementState>(v) });
        yield return new("采购人", Result.Purchasers, Asked.Purchaser, q with { Purchaser = "" }, v => q with { Purchaser = v });
        yield return new("代理机构", Result.Agencies, Asked.Agency, q with { Agency = "" }, v => q with { Agency = v });
    }

    /// <summary>The question with the days of one year.</summary>
    public NoticeQuery InYear(string year) => Asked.First with { From = new DateOnly(int.Parse(year, null), 1, 1), To = new DateOnly(int.Parse(year, null), 12, 31) };

    public IEnumerable<(string Text, bool Marked)> Marked(string text) => Marking.Parts(text, Asked.Words);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/notices", async (HttpContext http) => await Read(PublicService.Asked.From(http)) is var o && o.Value is { } model
                ? new View("/Search/NoticeList.cshtml", model, new PageHead(model.Asked.Text.Length > 0 ? $"“{model.Asked.Text}”的检索结果" : "信息公告") { Column = "信息公告", ColumnType = "政府采购公告", Heading = false })
                : (IResult)new Refused(o.Refusals))
            .WithMetadata(Access.Public).ExcludeFromDescription();
        routes.MapGet("/api/v1/notices", async (HttpContext http) => await Read(PublicService.Asked.From(http)) is var o && o.Value is { } model ? Pages.Json(http, model.Result) : new Refused(o.Refusals))
            .WithMetadata(Access.Public).WithSummary("检索公告").Produces<NoticeResult>().TakesConditions();
    }

    private static async Task<Outcome<NoticeList>> Read(Asked asked)
    {
        var outcome = NoticeAddress.Parse(asked.Http.Request.Query);
        if (outcome.Value is not { } query) return outcome.Refusals.ToList();
        var found = await asked.Read(db => asked.Notices.Find(db, query, asked.Now, asked.Http.RequestAborted));
        return found.Value is { } result ? await Loosened(asked, new NoticeList(query, result, asked.Now)) : found.Refusals.ToList();
    }

    /// <summary>When nothing was found: what each condition keeps away.</summary>
    private static async Task<NoticeList> Loosened(Asked asked, NoticeList list)
    {
        if (list.Result.Total > 0) return list;
        List<Loosening> loosenings = [];
        foreach (var (text, without) in list.Chips())
            loosenings.Add(new(text, without.Address(), await asked.Read(db => asked.Notices.Count(db, without, asked.Now, asked.Http.RequestAborted))));
        return list with { Result = list.Result with { Loosen = [.. loosenings.Where(l => l.Total > 0).OrderByDescending(l => l.Total)] } };
    }

    /// <summary>Without words nothing is more relevant than anything else.</summary>
    private static NoticeQuery Sorted(NoticeQuery query) => query.Words.Count == 0 && query.Sort is Index.NoticeSort.Relevance ? query with { Sort = default } : query;

    private static string Name(FacetGroup group) => group.Facets.FirstOrDefault(f => f.Value == group.Chosen)?.Text is { Length: > 0 } text ? text : group.Title switch
    {
        "行政区域" => Divisions.FullName(group.Chosen),
        "品目" => Notices.Wording.Catalogue(group.Chosen),
        "采购方式" => Notices.Wording.Method(group.Chosen),
        "预算金额" => BudgetOf(group.Chosen).Text,
        "中小企业" => group.Chosen == NoticeQuery.AnySetAside ? "面向中小企业" : Notices.Wording.SetAside(group.Chosen),
        _ => group.Chosen,
    };

    private static T Member<T>(string code)
        where T : struct, Enum => Enum.Parse<T>(code, ignoreCase: true);

    private static BudgetRange BudgetOf(string code)
    {
        static long? End(string text) => text.Length == 0 ? null : long.Parse(text, null);
        var ends = code.Split('-');
        return new(End(ends[0]), End(ends[1]));
    }
}
