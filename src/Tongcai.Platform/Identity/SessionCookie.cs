using Microsoft.AspNetCore.Http;
using Tongcai.Platform.Web;

namespace Tongcai.Platform.Identity;

/// <summary>会话 Cookie。Cookies ignore ports, so each platform has its own name; over https the __Host- prefix keeps it to this host alone.</summary>
public static class SessionCookie
{
    public static string Name(HttpContext http) => (http.Request.IsHttps ? "__Host-tc." : "tc.") + http.Site().Platform;

    internal static CookieOptions Options(HttpContext http) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        Path = "/",
        IsEssential = true,
    };
}
