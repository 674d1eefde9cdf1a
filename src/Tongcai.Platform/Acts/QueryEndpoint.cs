using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Tongcai.Platform.Web;

namespace Tongcai.Platform.Acts;

/// <summary>One query as JSON and as a page.</summary>
internal sealed class QueryEndpoint<T>(Func<QueryContext, Task<T?>> read, string view, string title)
    where T : class
{
    public async Task<IResult> Api(HttpContext http)
    {
        if (await read(Context(http)) is not { } found) return new Refused(HttpRules.NotFound);

        // The tag is taken of the bytes as written, so equal answers have equal tags on every node.
        var body = JsonSerializer.SerializeToUtf8Bytes(found, Problems.Json);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"");
        http.Response.Headers.ETag = tag.ToString();
        http.Response.Headers.CacheControl = "no-cache";
        var asked = http.Request.GetTypedHeaders().IfNoneMatch;
        return asked.Any(t => t.Tag == "*" || t.Compare(tag, useStrongComparison: false))
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(body, "application/json; charset=utf-8");
    }

    public async Task<IResult> Page(HttpContext http) =>
        await read(Context(http)) is { } found ? new View(view, found, title.Length > 0 ? new PageHead(title) : null) : new Refused(HttpRules.NotFound);

    private static QueryContext Context(HttpContext http) => ActEndpoint.Circumstances(http, (actor, store, now) => new QueryContext(http, actor, store, now));
}
