using System.Security.Cryptography;
using System.Text.Json;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Platform.Web;
using Tongcai.PublicService.Search;

namespace Tongcai.PublicService;

/// <summary>What a page is asked with.</summary>
/// <param name="Now">Legal time, read once for the whole request.</param>
public sealed record Asked(HttpContext Http, IStore Store, DateTimeOffset Now)
{
    /// <summary>A value of the route.</summary>
    public string this[string name] => Http.Request.RouteValues[name] as string ?? "";

    /// <summary>Today in Beijing.</summary>
    public DateOnly Today => Now.BeijingDate();

    /// <summary>The search of notices.</summary>
    internal NoticeSearch Notices => Http.RequestServices.GetRequiredService<NoticeSearch>();

    public Task<T> Read<T>(Func<System.Data.Common.DbConnection, Task<T>> query) => Store.Read(query, Http.RequestAborted);

    /// <summary>The circumstances of a request.</summary>
    public static Asked From(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return new(http, http.RequestServices.GetRequiredService<IStore>(), http.RequestServices.GetRequiredService<LegalTime>().GetUtcNow());
    }
}

/// <summary>公开页面：each is one value, shown as a page and as JSON with a strong ETag under /api/v1; what is wrong with the question is a refusal in both.</summary>
internal static class Pages
{
    /// <summary>A refusal that reads like any page that does not exist.</summary>
    public static Refusal Missing => HttpRules.Refuse(HttpRules.NotFound);

    /// <summary>Maps GET {path} and GET /api/v1{path}.</summary>
    /// <param name="view">Absolute path of the .cshtml.</param>
    /// <param name="head">Head of the page.</param>
    /// <param name="summary">Summary of the operation in the interface description.</param>
    public static void MapTwin<T>(this IEndpointRouteBuilder routes, string path, Func<Asked, Task<Outcome<T>>> read, string view, Func<T, PageHead> head, string summary)
        where T : class
    {
        routes.MapGet(path, async (HttpContext http) => await read(Asked.From(http)) is var o && o.Value is { } found ? new View(view, found, head(found)) : (IResult)new Refused(o.Refusals))
            .WithMetadata(Access.Public).ExcludeFromDescription();
        var api = path == "/" ? "/home" : path;
        routes.MapGet("/api/v1" + api, async (HttpContext http) => await read(Asked.From(http)) is var o && o.Value is { } found ? Json(http, found) : new Refused(o.Refusals))
            .WithMetadata(Access.Public).WithSummary(summary).Produces<T>();
    }

    /// <summary>JSON with a tag of its bytes, so that equal answers have equal tags on every node.</summary>
    public static IResult Json(HttpContext http, object found) => Tagged(http, JsonSerializer.SerializeToUtf8Bytes(found, Problems.Json), "application/json; charset=utf-8");

    /// <summary>Bytes with a tag; 304 when the asker has them.</summary>
    public static IResult Tagged(HttpContext http, byte[] body, string type)
    {
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.AccessControlAllowOrigin = "*";
        var asked = http.Request.GetTypedHeaders().IfNoneMatch;
        return asked.Any(t => t.Tag == "*" || t.Tag == tag) ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Bytes(body, type);
    }
}
