using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Web;

/// <summary>准入。Asks the access of the matched endpoint before anything of it runs.</summary>
public static class AccessGate
{
    internal static async Task Invoke(HttpContext http, RequestDelegate next)
    {
        var endpoint = http.GetEndpoint();
        // Routing answers a wrong method or content type by an endpoint of its own, which is no route.
        if (endpoint is not RouteEndpoint)
        {
            await next(http);
            return;
        }

        var access = endpoint.Metadata.GetMetadata<Access>();
        var refusal = access is null ? HttpRules.NotFound : CrossSite.Refuses(http) ? HttpRules.CrossSite : await Ask(http, access);
        if (refusal is null)
            await next(http);
        else if (refusal == HttpRules.NotSignedIn && access!.Kind is not AccessKind.Peer && !Problems.IsApi(http.Request) && HttpMethods.IsGet(http.Request.Method))
            http.Response.Redirect($"{http.Site().SignIn}?return={Uri.EscapeDataString(http.Request.PathBase + http.Request.Path + http.Request.QueryString)}");
        else
            await new Refused(refusal).ExecuteAsync(http);
    }

    /// <summary>Endpoints without access, by display name. A platform does not start while there is one; tests plant one.</summary>
    public static IReadOnlyList<string> Unguarded(IEnumerable<EndpointDataSource> sources) =>
        [.. sources.SelectMany(s => s.Endpoints).Where(e => e.Metadata.GetMetadata<Access>() is null)
            .Select(e => e is RouteEndpoint r ? $"{r.RoutePattern.RawText} ({e.DisplayName})" : e.DisplayName ?? "?").Order(StringComparer.Ordinal)];

    private static async Task<HttpRule?> Ask(HttpContext http, Access access)
    {
        var actor = http.Actor();
        switch (access.Kind)
        {
            case AccessKind.Public:
                return null;
            case AccessKind.Peer:
                return await http.Site().PeerCheck(http) is null ? HttpRules.NotSignedIn : null;
            case AccessKind.SignedIn:
                return actor.IsSignedIn ? null : HttpRules.NotSignedIn;
        }

        if (!actor.IsSignedIn) return HttpRules.NotSignedIn;
        foreach (var grant in access.Grants.Where(g => g.Fits(actor)))
        {
            if (grant.Owner == Owner.None) return null;
            var check = http.Site().OwnerCheck;
            if (await http.RequestServices.GetRequiredService<IStore>().Read(c => check(grant.Owner, actor, http.Request.RouteValues, c), http.RequestAborted)) return null;
        }

        // Where an object is named, nobody learns from the answer whether it exists.
        return access.Grants.Any(g => g.Owner != Owner.None) ? HttpRules.NotFound : HttpRules.NotPermitted;
    }
}

/// <summary>跨站请求。An unsafe API call that carries a session cookie has to come from this site itself; a bearer token proves more and needs none of this.</summary>
internal static class CrossSite
{
    public static bool Refuses(HttpContext http)
    {
        var request = http.Request;
        if (!Problems.IsApi(request) || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)) return false;
        if (request.Headers.Authorization.Count > 0 || !request.Cookies.ContainsKey(Identity.SessionCookie.Name(http))) return false;
        if (request.Headers["Tongcai-Api"] == "1") return false;

        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0) return site != "same-origin";
        var origin = request.Headers.Origin.ToString();
        return origin != $"{request.Scheme}://{request.Host}";
    }
}
