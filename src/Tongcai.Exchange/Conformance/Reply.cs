using System.Globalization;
using System.Text;

namespace Tongcai.Exchange.Conformance;

/// <summary>One request and what the platform answered; status 0: no answer, the body says why.</summary>
/// <param name="Path">Address relative to the platform's, without leading slash.</param>
/// <param name="Headers">Of the answer, names without regard to case.</param>
public sealed record Reply(string Method, string Path, int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    private const int Shortened = 400;

    /// <summary>Nothing was asked yet.</summary>
    internal static Reply None { get; } = new("GET", "", 0, new Dictionary<string, string>(), "没有请求"u8.ToArray());

    public string Request => $"{Method} /{Path}";

    public string Text => Encoding.UTF8.GetString(Body);

    public bool IsOk => Status == 200;

    /// <summary>Content type without parameters.</summary>
    public string ContentType => Header("Content-Type").Split(';')[0].Trim();

    /// <summary>Status, type and the beginning of the body, for evidence.</summary>
    public string Shown => Status == 0 ? Text : $"{Status.ToString(CultureInfo.InvariantCulture)} {Header("Content-Type")} {Cut()}".TrimEnd();

    /// <summary>Value of a header; empty when it is not there.</summary>
    public string Header(string name) => Headers.GetValueOrDefault(name, "");

    private string Cut()
    {
        var binary = ContentType == "application/octet-stream" || Body.AsSpan().IndexOfAnyInRange((byte)0, (byte)8) >= 0;
        var text = binary ? $"{Body.Length} bytes, {Convert.ToHexStringLower(Body.AsSpan(0, Math.Min(Body.Length, 64)))}" : Text.ReplaceLineEndings("\\n");
        return text.Length <= Shortened ? text : text[..Shortened] + "…";
    }
}

/// <summary>Asks a platform and writes down what it said.</summary>
/// <param name="http">Client with a timeout, that follows no redirect.</param>
/// <param name="address">The platform, ending in a slash.</param>
internal sealed class Probe(HttpClient http, Uri address)
{
    /// <summary>More than any answer of the interface has: a full bundle of the longest entries.</summary>
    private const int LongestAnswer = 17 * 1024 * 1024;

    public Uri Address => address;

    public Task<Reply> Get(string path, CancellationToken cancel, params (string Name, string Value)[] headers) => Ask(new HttpRequestMessage(HttpMethod.Get, new Uri(address, path)), path, headers, cancel);

    public Task<Reply> Post(string path, byte[] body, CancellationToken cancel) => Ask(new HttpRequestMessage(HttpMethod.Post, new Uri(address, path)) { Content = new ByteArrayContent(body) }, path, [], cancel);

    /// <summary>Sends a request that was made elsewhere, e.g. signed.</summary>
    public async Task<Reply> Ask(HttpRequestMessage request, string path, (string Name, string Value)[] headers, CancellationToken cancel)
    {
        using var sent = request;
        foreach (var (name, value) in headers) sent.Headers.TryAddWithoutValidation(name, value);
        var method = sent.Method.Method;
        try
        {
            using var answer = await http.SendAsync(sent, HttpCompletionOption.ResponseHeadersRead, cancel);
            var all = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var (key, values) in answer.Headers.Concat(answer.Content.Headers)) all[key] = string.Join(", ", values);
            return new Reply(method, path, (int)answer.StatusCode, all, await Content(answer, cancel));
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return Reply.None with { Method = method, Path = path, Body = Encoding.UTF8.GetBytes(e.Message) };
        }
    }

    private static async Task<byte[]> Content(HttpResponseMessage answer, CancellationToken cancel)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancel);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancel)) > 0)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > LongestAnswer) throw new IOException($"more than {LongestAnswer} bytes");
        }

        return bytes.ToArray();
    }
}
