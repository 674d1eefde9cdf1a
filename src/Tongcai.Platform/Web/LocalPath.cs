using Microsoft.AspNetCore.Http;

namespace Tongcai.Platform.Web;

/// <summary>Paths of this site; everything else would be an open redirect.</summary>
public static class LocalPath
{
    /// <summary>The path when it stays on this site, else the other one.</summary>
    public static string Or(string? path, string otherwise) =>
        path is { Length: > 0 and < 2000 } && path[0] == '/' && (path.Length == 1 || path[1] is not ('/' or '\\')) && !path.Any(char.IsControl) && !path.Contains('\\', StringComparison.Ordinal)
            ? path
            : otherwise;

    /// <summary>303: the browser goes on to a path of this site, or home.</summary>
    public static IResult SeeOther(HttpContext http, string? path)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.Headers.Location = Or(path, "/");
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
