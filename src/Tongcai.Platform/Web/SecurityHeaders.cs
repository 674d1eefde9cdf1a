using Microsoft.AspNetCore.Http;

namespace Tongcai.Platform.Web;

/// <summary>Headers of every answer: scripts and styles from this site alone, no frames, no guessing of types, no address told to others.</summary>
internal static class SecurityHeaders
{
    public static Task Invoke(HttpContext http, RequestDelegate next)
    {
        var targets = http.Site().FormTargets;
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
            + $"form-action 'self'{string.Concat(targets.Select(t => " " + t))}; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        if (http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        return next(http);
    }
}
