using System.Globalization;
using System.Net;
using System.Text.Json;
using Tongcai.Cryptography;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;

namespace Tongcai.Exchange.Follow;

/// <summary>How a platform shows who it is to the ledger it follows.</summary>
/// <param name="Key">Its peer key.</param>
/// <param name="Origin">Its own ledger origin.</param>
/// <param name="System">System time.</param>
public sealed record PeerIdentity(Sm2PrivateKey Key, string Origin, TimeProvider System);

/// <summary>Reads another platform's ledger over HTTP: tiles, bodies, restricted feed. Believes nothing; its callers check.</summary>
/// <param name="http">Client with a timeout.</param>
/// <param name="baseUrl">Where the platform is, ending in a slash.</param>
/// <param name="origin">Origin of its ledger.</param>
public sealed class LedgerClient(HttpClient http, Uri baseUrl, string origin)
{
    /// <summary>Largest body of a fact, in bytes.</summary>
    private const int LargestBody = 8 * 1024 * 1024;

    /// <summary>The static files of the ledger.</summary>
    public ITileSource Tiles { get; } = new HttpTileSource(http, new Uri(baseUrl, "ledger/"));

    /// <summary>The body with that SHA-256, not yet checked; null when the platform does not serve it.</summary>
    /// <exception cref="IOException">No answer, or no sound one.</exception>
    public async Task<byte[]?> Body(string sha256, CancellationToken cancel = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(baseUrl, "ledger/bodies/" + sha256));
        using var response = await Send(request, cancel);
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone) return null;
        return await Content(response, cancel);
    }

    /// <summary>The bodies of public facts at the indexes <paramref name="from"/> to before <paramref name="to"/>, not yet checked: many in one answer, perhaps not all; empty when the platform has no such answer.</summary>
    /// <inheritdoc cref="Body"/>
    public async Task<IReadOnlyDictionary<long, byte[]>> Bodies(long from, long to, CancellationToken cancel = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(baseUrl, string.Create(CultureInfo.InvariantCulture, $"ledger/bodies?from={from}&to={to}")));
        using var response = await Send(request, cancel);
        if (response.StatusCode is HttpStatusCode.NotFound) return new Dictionary<long, byte[]>();
        return BodyRange.Read(from, await Content(response, cancel)) ?? throw new IOException("The answer is no range of bodies.");
    }

    /// <summary>What the restricted feed has after a cursor, for the audience as which the asker's key is pinned there.</summary>
    /// <inheritdoc cref="Body"/>
    public async Task<RestrictedPage> Restricted(long after, PeerIdentity self, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(self);
        var address = new Uri(baseUrl, "feed/restricted?after=" + after.ToString(CultureInfo.InvariantCulture));
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        PeerRequest.Attach(request, self, origin);
        using var response = await Send(request, cancel);
        try
        {
            return JsonSerializer.Deserialize<RestrictedPage>(await Content(response, cancel), WireJson.Options) ?? new RestrictedPage([]);
        }
        catch (JsonException e)
        {
            throw new IOException($"{address.AbsolutePath}: {e.Message}", e);
        }
    }

    /// <summary>What the platform saw of a ledger that it follows, not yet checked; null when it follows none of that origin or has seen nothing.</summary>
    /// <inheritdoc cref="Body"/>
    public async Task<SeenView?> Seen(string ledger, CancellationToken cancel = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(baseUrl, "ledger/seen/" + WitnessState.FileName(ledger)));
        using var response = await Send(request, cancel);
        if (response.StatusCode is HttpStatusCode.NotFound) return null;
        try
        {
            return JsonSerializer.Deserialize<SeenView>(await Content(response, cancel), WireJson.Options) is { Ledger: not null, Checkpoint: not null } seen && seen.Ledger == ledger ? seen : throw new IOException("The answer is about another ledger.");
        }
        catch (JsonException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    private async Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken cancel)
    {
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        }
        catch (HttpRequestException e)
        {
            throw new IOException(e.Message, e);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new IOException("no answer in time", e);
        }
    }

    private static async Task<byte[]> Content(HttpResponseMessage response, CancellationToken cancel)
    {
        if (!response.IsSuccessStatusCode) throw new IOException($"HTTP {(int)response.StatusCode}");
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancel);
            using var bytes = new MemoryStream();
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = await body.ReadAsync(buffer, cancel)) > 0)
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > LargestBody) throw new IOException($"more than {LargestBody} bytes");
            }

            return bytes.ToArray();
        }
        catch (HttpRequestException e)
        {
            throw new IOException(e.Message, e);
        }
    }
}
