using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Web;

/// <summary>What the last act said, shown once on the page it led to.</summary>
/// <param name="Message">One sentence.</param>
/// <param name="Location">The record.</param>
/// <param name="FactId">Fact recorded first; empty when none.</param>
/// <param name="At">Legal time of that fact.</param>
/// <param name="Digest">Its digest.</param>
public sealed record Said(string Message, string Location, string FactId, string At, string Digest)
{
    private const string Purpose = "Tongcai.Said";
    private static readonly object Key = new();

    /// <summary>What there is to say on this page; null: nothing.</summary>
    public static Said? On(HttpContext http) => http.Items.TryGetValue(Key, out var said) ? said as Said : null;

    internal static void Tell(HttpContext http, StoredResponse response)
    {
        var body = JsonSerializer.Deserialize<ActBody>(response.Body, Problems.Json);
        if (body is null) return;
        var fact = body.Facts.Count > 0 ? body.Facts[0] : null;
        Tell(http, new Said(body.Once is { } once ? $"{body.Message}：{once}" : body.Message, body.Location, fact?.Id ?? "", fact?.At ?? "", fact?.Digest ?? ""));
    }

    /// <summary>Says a sentence on the next page.</summary>
    public static void Tell(HttpContext http, string message) => Tell(http, new Said(message, "", "", "", ""));

    private static void Tell(HttpContext http, Said said) =>
        http.Response.Cookies.Append(Name(http), Protector(http).Protect(JsonSerializer.Serialize(said)), Options(http));

    /// <summary>Takes the sentence from its cookie when a page is asked for.</summary>
    internal static void Take(HttpContext http)
    {
        if (!HttpMethods.IsGet(http.Request.Method) || !http.Request.Cookies.TryGetValue(Name(http), out var sealedText)) return;
        if (!http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)) return;
        http.Response.Cookies.Delete(Name(http), Options(http));
        try
        {
            http.Items[Key] = JsonSerializer.Deserialize<Said>(Protector(http).Unprotect(sealedText));
        }
        catch (Exception e) when (e is System.Security.Cryptography.CryptographicException or JsonException)
        {
            // A cookie of another key ring or another program: nothing to say.
            http.Items.Remove(Key);
        }
    }

    private static string Name(HttpContext http) => $"tc.{http.Site().Platform}.said";

    private static CookieOptions Options(HttpContext http) => new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/", MaxAge = TimeSpan.FromMinutes(5) };

    private static IDataProtector Protector(HttpContext http) => http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector(Purpose);
}
