using Microsoft.AspNetCore.Http;

namespace Tongcai.Platform.Web;

/// <summary>阅读方式。Theme, contrast and size as attributes of the root element, kept in one cookie; they betray nobody, so the cookie is shared by the platforms of one host.</summary>
/// <param name="Theme">light, dark, or empty: as the system says.</param>
/// <param name="Contrast">high or empty.</param>
/// <param name="Size">large or empty.</param>
public sealed record ReadingModes(string Theme, string Contrast, string Size)
{
    public const string Path = "/modes";
    private const string Cookie = "tc.modes";

    public static ReadingModes Of(HttpContext http)
    {
        var parts = http.Request.Cookies.TryGetValue(Cookie, out var text) ? text.Split('.') : [];
        return new(
            parts.Contains("dark") ? "dark" : parts.Contains("light") ? "light" : "",
            parts.Contains("high") ? "high" : "",
            parts.Contains("large") ? "large" : "");
    }

    /// <summary>Sets what the form names and goes back to the page; the page's script asks for no page (stay).</summary>
    public static async Task<IResult> Set(HttpContext http)
    {
        if (!http.Request.HasFormContentType) return new Refused(HttpRules.MediaType);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var modes = Of(http);
        string One(string name, string now, params string[] known) => form.TryGetValue(name, out var value) ? known.Contains(value.ToString()) ? value.ToString() : "" : now;
        modes = new(One("theme", modes.Theme, "light", "dark"), One("contrast", modes.Contrast, "high"), One("size", modes.Size, "large"));
        http.Response.Cookies.Append(
            Cookie,
            string.Join('.', new[] { modes.Theme, modes.Contrast, modes.Size }.Where(m => m.Length > 0)),
            new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/", MaxAge = TimeSpan.FromDays(365), IsEssential = true });
        if (form.ContainsKey("stay")) return Results.NoContent();
        return LocalPath.SeeOther(http, form["return"]);
    }
}
