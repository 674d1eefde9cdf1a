using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Web;
using Tongcai.PublicService.Identity;
using Tongcai.PublicService.OpenData.Releases;

namespace Tongcai.PublicService.OpenData;

/// <summary>
/// 开放数据接口。Everything below /open-data/ocds is for programs: no key, any origin, strong tags, problems instead of pages. The addresses carry no version of the programming interface,
/// because a package's address is its name for good; the standard's version stands in the package.
/// </summary>
internal static class OpenDataEndpoints
{
    private const string Base = "/open-data/ocds";
    internal const int MostPerPage = 200;
    private const int PerPage = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        OpenDataPage.Map(routes);
        Get(routes, "/procurements/{id}/releases.json", "一个项目的 OCDS 发布包", asked => OfOne(asked, Packages.OfReleases));
        Get(routes, "/procurements/{id}/record.json", "一个项目的 OCDS 记录包：全部发布、合并结果和逐项历史", asked => OfOne(asked, Packages.OfRecord));
        Get(routes, "/releases/{file}", "一日或者一月的全部发布：json、jsonl、csv", Bulk);
        Get(routes, "/manifest.json", "批量文件的月份清单", async asked => Json(asked, Manifest.OfMonths(await asked.Read(DataSet.Days), PublicationOf(asked.Http))));
        Get(routes, "/manifest/{month}.json", "一月的批量文件：条数、字节数和 SHA-256", OfMonth);
        Get(routes, "/feed", "OCDS 发布的变更流", Changes);
        Get(routes, "/schema/{name}.json", "带扩展的 OCDS 1.1.5 模式", asked => Task.FromResult(Schema(asked)));
        Get(routes, "/extensions/tongcai/v1/{**file}", "本地扩展", asked => Task.FromResult(Extension(asked)));
        Get(routes, "/{**rest}", "", _ => Task.FromResult<IResult>(new Refused(HttpRules.NotFound))).ExcludeFromDescription();
        routes.MapMethods(Base + "/{**rest}", [HttpMethods.Options], (Delegate)((HttpContext http) =>
        {
            OpenToAll(http);
            http.Response.Headers.AccessControlAllowMethods = "GET, HEAD";
            http.Response.Headers.AccessControlAllowHeaders = "If-None-Match";
            http.Response.Headers.AccessControlMaxAge = "86400";
            return Results.NoContent();
        })).WithMetadata(Access.Public, MachineReading.Mark).ExcludeFromDescription();
    }

    /// <summary>Under which names this platform publishes, as it is asked.</summary>
    public static Publication PublicationOf(HttpContext http)
    {
        var (services, site) = (http.RequestServices, http.Site());
        var address = services.GetRequiredService<OAuthIssuer>().Issuer is { Length: > 0 } issuer ? issuer : $"{http.Request.Scheme}://{http.Request.Host}";
        return new(services.GetRequiredService<OpenDataSettings>().OcidPrefix, address, site.Sponsor.Length > 0 ? site.Sponsor : site.Name);
    }

    private static RouteHandlerBuilder Get(IEndpointRouteBuilder routes, string path, string summary, Func<Asked, Task<IResult>> answer) =>
        routes.MapMethods(Base + path, [HttpMethods.Get, HttpMethods.Head], (Delegate)((HttpContext http) =>
        {
            OpenToAll(http);
            return answer(Asked.From(http));
        })).WithMetadata(Access.Public, MachineReading.Mark).WithSummary(summary);

    private static void OpenToAll(HttpContext http)
    {
        http.Response.Headers.AccessControlAllowOrigin = "*";
        http.Response.Headers.AccessControlExposeHeaders = "ETag, Link, Last-Modified, RateLimit, RateLimit-Policy, Retry-After";
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
    }

    private static async Task<IResult> OfOne(Asked asked, Func<string, IReadOnlyList<Release>, Publication, JsonObject> package)
    {
        var (id, publication) = (asked["id"], PublicationOf(asked.Http));
        var releases = await asked.Read(db => DataSet.Of(db, id, publication));
        if (releases.Count == 0) return new Refused(HttpRules.NotFound);
        asked.Http.Response.GetTypedHeaders().LastModified = releases.Max(r => r.At);
        return Json(asked, package(id, releases, publication));
    }

    private static async Task<IResult> Bulk(Asked asked)
    {
        var name = asked["file"];
        var dot = name.LastIndexOf('.');
        if (dot < 0 || BulkFormat.All.FirstOrDefault(f => f.Extension == name[(dot + 1)..]) is not { } format) return new Refused(HttpRules.NotFound);
        if (Period.Parse(name[..dot]) is not { } period) return new Refused([OpenDataRules.Refuse(OpenDataRules.InvalidPeriod, "file")]);
        var told = await asked.Read(db => DataSet.Told(db, period));
        if (told.Count == 0) return new Refused(HttpRules.NotFound);
        var (http, publication, store) = (asked.Http, PublicationOf(asked.Http), asked.Store);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{period.Name}.{format.Extension}\n{Manifest.State(publication, told)}")).AsSpan(0, 16))}\"";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.GetTypedHeaders().LastModified = told.Max(t => t.LastAt);
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Tag == "*" || t.Tag == tag)) return Results.StatusCode(StatusCodes.Status304NotModified);
        http.Response.ContentType = format.MediaType;
        if (HttpMethods.IsHead(http.Request.Method)) return Results.Ok();
        await format.Write(http.Response.BodyWriter, period, told, DataSet.Stream(store, period, told, publication, http.RequestAborted), publication, http.RequestAborted);
        return Results.Empty;
    }

    private static async Task<IResult> OfMonth(Asked asked)
    {
        if (Period.Parse(asked["month"]) is not { IsMonth: true } month) return new Refused([OpenDataRules.Refuse(OpenDataRules.InvalidPeriod, "month")]);
        var told = await asked.Read(db => DataSet.Told(db, month));
        if (told.Count == 0) return new Refused(HttpRules.NotFound);
        var publication = PublicationOf(asked.Http);
        var files = await asked.Http.RequestServices.GetRequiredService<Manifest>().Files(month, told, publication, asked.Http.RequestAborted);
        return Json(asked, Manifest.OfMonth(month, files, told.Max(t => t.LastAt), publication));
    }

    private static async Task<IResult> Changes(Asked asked)
    {
        var (query, publication) = (asked.Http.Request.Query, PublicationOf(asked.Http));
        var most = PerPage;
        if (query.ContainsKey("limit") && (!int.TryParse(query["limit"].ToString(), System.Globalization.NumberStyles.None, null, out most) || most is < 1 or > MostPerPage))
            return new Refused([OpenDataRules.Refuse(OpenDataRules.InvalidLimit, "limit")]);
        var cursor = query.ContainsKey("cursor") ? FeedCursor.Parse(query["cursor"].ToString()) : FeedCursor.Start;
        if (cursor is null) return new Refused([OpenDataRules.Refuse(OpenDataRules.InvalidCursor, "cursor")]);
        var page = await asked.Read(db => Feed.After(db, cursor, most, publication));
        var next = $"{publication.Site}{Base}/feed?cursor={page.Next.Text}{(query.ContainsKey("limit") ? $"&limit={most}" : "")}";
        asked.Http.Response.Headers.Link = $"<{next}>; rel=\"next\"";
        return Json(asked, new JsonObject
        {
            ["releases"] = new JsonArray([.. page.Releases.Select(r => r.Json)]), ["cursor"] = page.Next.Text, ["next"] = next, ["license"] = Packages.License,
        });
    }

    private static IResult Schema(Asked asked) => asked["name"] switch
    {
        "release-schema" => Json(asked, Standard.ReleaseSchema),
        "versioned-release-validation-schema" => Json(asked, Standard.VersionedSchema),
        "release-package-schema" or "record-package-schema" => Raw(asked, asked["name"] + ".json", "application/json; charset=utf-8"),
        _ => new Refused(HttpRules.NotFound),
    };

    private static IResult Extension(Asked asked) => asked["file"] switch
    {
        "extension.json" or "release-schema.json" => Raw(asked, "tongcai/" + asked["file"], "application/json; charset=utf-8"),
        var list when list.StartsWith("codelists/", StringComparison.Ordinal) => Raw(asked, "tongcai/" + list, "text/csv; charset=utf-8"),
        _ => new Refused(HttpRules.NotFound),
    };

    private static IResult Raw(Asked asked, string name, string type) => Standard.File(name) is { } bytes ? Pages.Tagged(asked.Http, bytes, type) : new Refused(HttpRules.NotFound);

    private static IResult Json(Asked asked, JsonNode body) => Pages.Tagged(asked.Http, Packages.Bytes(body), "application/json; charset=utf-8");
}
