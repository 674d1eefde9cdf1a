using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Tongcai.Law;

namespace Tongcai.Platform.Web;

/// <summary>Refusals as application/problem+json (RFC 9457).</summary>
public static class Problems
{
    /// <summary>How the platforms write JSON: camelCase, Chinese readable, nothing null.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The problem body of one or more refusals; the first gives title and detail.</summary>
    public static byte[] Body(IReadOnlyList<Refusal> refusals, string ask, string traceId)
    {
        var (first, status) = (refusals[0], HttpRules.Status(refusals));
        return JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                Type = Page(first.Rule),
                first.Rule.Title,
                Status = status,
                Detail = first.Reason,
                Rule = new { first.Rule.Id, first.Rule.Title, first.Rule.Source.Instrument, first.Rule.Source.Article, first.Rule.Source.Quote },
                first.Remedy,
                Ask = first.Ask.Length > 0 ? first.Ask : ask,
                TraceId = status == 404 ? null : traceId,
                Errors = refusals.Select(r => new { r.Pointer, Rule = r.Rule.Id, Type = Page(r.Rule), r.Rule.Title, Detail = r.Reason, r.Remedy }),
            },
            Json);
    }

    public static string Page(Rule rule) => $"/problems/{Uri.EscapeDataString(rule.Id)}";

    /// <summary>32 hexadecimal digits under which the log knows this request.</summary>
    public static string TraceId(HttpContext http) => Activity.Current?.TraceId.ToString() is { } id && id.Any(c => c != '0')
        ? id
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(http.TraceIdentifier)).AsSpan(0, 16));

    /// <summary>编号。The first twelve digits in groups of four, for the telephone.</summary>
    public static string CaseNumber(HttpContext http)
    {
        var id = string.Concat(TraceId(http).Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant().PadRight(12, '0');
        return $"{id[..4]}-{id[4..8]}-{id[8..12]}";
    }

    /// <summary>Whether a program asks: below /api, or at an endpoint marked as one for programs.</summary>
    public static bool IsApi(HttpRequest request) => request.Path.StartsWithSegments("/api") || request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<MachineReading>() is not null;

    internal static async Task Write(HttpContext http, IReadOnlyList<Refusal> refusals)
    {
        http.Response.StatusCode = HttpRules.Status(refusals);
        http.Response.ContentType = "application/problem+json; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        var body = Body(refusals, http.Site().Contact, TraceId(http));
        http.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}

/// <summary>Marks an endpoint outside /api whose readers are programs: what it refuses is a problem document, never a page.</summary>
public sealed record MachineReading
{
    public static MachineReading Mark { get; } = new();
}
