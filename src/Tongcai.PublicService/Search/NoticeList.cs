using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Web;

namespace Tongcai.PublicService.Search;

/// <summary>信息公告：the list with its search.</summary>
/// <param name="Asked">The question.</param>
/// <param name="Result">The answer.</param>
/// <param name="Now">Legal time of the answer.</param>
internal sealed record NoticeList(NoticeQuery Asked, NoticeResult Result, DateTimeOffset Now)
{
    /// <summary>Conditions that can be taken off, each with the address without it.</summary>
    public IEnumerable<(string Text, string Href)> Chips()
    {
        var first = Asked with { Page = 1 };
        foreach (var word in Asked.Words) yield return ($"“{word}”", "/notices" + (first with { Words = [.. Asked.Words.Where(w => w != word)] }).Address());
        if (Asked.Kind is { } kind) yield return (kind.Label(), "/notices" + (first with { Kind = null }).Address());
        if (Asked.Region.Length > 0) yield return (Divisions.FullName(Asked.Region), "/notices" + (first with { Region = "" }).Address());
        if (Asked.Method.Length > 0) yield return (Notices.Wording.Method(Asked.Method), "/notices" + (first with { Method = "" }).Address());
        if (Asked.From is { } from) yield return ($"{from:yyyy-MM-dd} 起", "/notices" + (first with { From = null }).Address());
        if (Asked.To is { } to) yield return ($"至 {to:yyyy-MM-dd}", "/notices" + (first with { To = null }).Address());
        if (Asked.Reserved) yield return ("面向中小企业", "/notices" + (first with { Reserved = false }).Address());
        if (Asked.Open) yield return ("接受投标中", "/notices" + (first with { Open = false }).Address());
    }

    /// <summary>The words to mark in a text: parts of it, those that a word of the question equals being marked.</summary>
    public IEnumerable<(string Text, bool Marked)> Marked(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var hit = Asked.Words.Select(w => (At: text.IndexOf(w, at, StringComparison.OrdinalIgnoreCase), w.Length)).Where(h => h.At >= 0).OrderBy(h => h.At).ThenByDescending(h => h.Length).FirstOrDefault((At: -1, Length: 0));
            if (hit.At < 0) break;
            if (hit.At > at) yield return (text[at..hit.At], false);
            yield return (text.Substring(hit.At, hit.Length), true);
            at = hit.At + hit.Length;
        }

        if (at < text.Length) yield return (text[at..], false);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/notices", async (HttpContext http) => await Read(PublicService.Asked.From(http)) is var o && o.Value is { } model
                ? new View("/Search/NoticeList.cshtml", model, new PageHead(model.Asked.Text.Length > 0 ? $"“{model.Asked.Text}”的检索结果" : "信息公告") { Column = "信息公告", ColumnType = "政府采购公告", Heading = false })
                : (IResult)new Refused(o.Refusals))
            .WithMetadata(Access.Public).ExcludeFromDescription();
        routes.MapGet("/api/v1/notices", async (HttpContext http) => await Read(PublicService.Asked.From(http)) is var o && o.Value is { } model ? Pages.Json(http, model.Result) : new Refused(o.Refusals))
            .WithMetadata(Access.Public).WithSummary("检索公告").Produces<NoticeResult>();
    }

    private static async Task<Outcome<NoticeList>> Read(Asked asked)
    {
        var outcome = NoticeQuery.Parse(asked.Http.Request.Query);
        return outcome.Value is { } query
            ? new NoticeList(query, await asked.Read(db => NoticeSearch.Find(db, query, asked.Now)), asked.Now)
            : outcome.Refusals.ToList();
    }
}
