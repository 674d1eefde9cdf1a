using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Web;

namespace Tongcai.Platform.Identity;

/// <summary>退出。A page with one button, so that a link of another site signs nobody out; the API ends the bearer's session.</summary>
internal static class SignOut
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sign-out", () => new View("/Pages/SignOut.cshtml", null, new PageHead("退出登录"))).WithMetadata(Access.Public).ExcludeFromDescription();
        routes.MapPost("/sign-out", Page).WithMetadata(Access.Public).ExcludeFromDescription();
        routes.MapDelete("/api/v1/session", Api).WithMetadata(Access.SignedIn).WithSummary("退出登录");
    }

    private static async Task<IResult> Page(HttpContext http, Sessions sessions, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return new Refused(HttpRules.Expired);
        await sessions.SignOut(http);
        return LocalPath.SeeOther(http, "/");
    }

    private static async Task<IResult> Api(HttpContext http, Sessions sessions)
    {
        await sessions.SignOut(http);
        return Results.NoContent();
    }
}
