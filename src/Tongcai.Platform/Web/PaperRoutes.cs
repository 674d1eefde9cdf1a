using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Tongcai.Papers;
using Tongcai.Papers.Pdf;
using Tongcai.Platform.Acts;

namespace Tongcai.Platform.Web;

/// <summary>文书的下载。</summary>
public static class PaperRoutes
{
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>Maps GET {path}.pdf, shown by the browser, and GET {path}.docx, saved by it: the same paper as its page.</summary>
    /// <param name="path">Route pattern of the page; it ends with a value.</param>
    /// <param name="read">Loads the paper; null is a 404 like any other.</param>
    /// <param name="title">What it is, for the interface description.</param>
    public static void MapPaper(this IEndpointRouteBuilder routes, string path, Access access, Func<QueryContext, Task<Paper?>> read, string title)
    {
        Map(".pdf", "application/pdf", "inline", PdfPaper.Write, "PDF");
        Map(".docx", Word, "attachment", WordPaper.Write, "Word");

        void Map(string ending, string type, string disposition, Func<Paper, byte[]> write, string format) => routes.MapGet(path + ending, async (HttpContext http) =>
        {
            var context = ActEndpoint.Circumstances(http, (actor, store, now) => new QueryContext(http, actor, store, now));
            if (await read(context) is not { } paper) return new Refused(HttpRules.NotFound);
            var header = new ContentDispositionHeaderValue(disposition);
            header.SetHttpFileName(NameOf(paper.Title) + ending);
            http.Response.Headers.ContentDisposition = header.ToString();
            http.Response.Headers.CacheControl = "no-cache";
            return Results.Bytes(write(paper), type);
        }).WithMetadata(access).WithSummary($"{title}（{format}）").Produces(200, contentType: type);
    }

    /// <summary>The title as a file name: at most eighty characters, none that a file system takes for more than a name.</summary>
    private static string NameOf(string title)
    {
        var name = string.Concat(title.Where(c => !char.IsControl(c) && !"\\/:*?\"<>|".Contains(c, StringComparison.Ordinal))).Trim(' ', '.');
        return name.Length > 80 ? name[..80].TrimEnd(' ', '.') : name.Length > 0 ? name : "文书";
    }
}
