using System.Globalization;
using System.Net;
using System.Text.Json;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;

namespace Tongcai.Exchange.Recovery;

/// <summary>Which segments a mirror keeps.</summary>
/// <param name="Mirror">Origin of the platform that mirrors.</param>
/// <param name="First">Oldest segment; 0: none.</param>
/// <param name="Last">Newest one.</param>
/// <param name="Size">Entries under the newest checkpoint that the mirror has accepted.</param>
public sealed record MirrorView(string Mirror, long First, long Last, long Size);

/// <summary>What came of asking for a segment.</summary>
/// <param name="Bytes">The segment, not yet checked; null: not there yet.</param>
/// <param name="Gone">Whether it was there and is kept no more.</param>
/// <param name="Diverged">Whether the one who was asked has made another segment before it: one of the two was restored from a backup.</param>
public sealed record SegmentAnswer(byte[]? Bytes, bool Gone, bool Diverged = false);

/// <summary>Asks for segments, by signed requests: a mirror asks a platform, and a platform, when it is healed, its mirror.</summary>
/// <param name="http">Client with a timeout.</param>
/// <param name="self">Who asks.</param>
/// <param name="origin">Origin of the platform that is asked; it is part of what is signed.</param>
public sealed class MirrorClient(HttpClient http, PeerIdentity self, string origin)
{
    /// <summary>Address of a platform's own segments, below its base address.</summary>
    public const string Own = "safe/";

    /// <summary>Address of what a platform mirrors of a ledger, below its base address.</summary>
    public static string Of(string ledger) => $"mirror/{WitnessState.FileName(ledger)}/";

    /// <summary>One segment. Asking with the digest of the segment before says that it and all before are kept where one asks from.</summary>
    /// <param name="folder">Ends in <c>safe/</c>.</param>
    /// <param name="after">SHA-256 of the segment before; null: nothing is said of it.</param>
    /// <exception cref="IOException">No answer, or no sound one.</exception>
    public async Task<SegmentAnswer> Segment(Uri folder, long number, byte[]? after = null, CancellationToken cancel = default)
    {
        using var response = await Send(new Uri(folder, number.ToString(CultureInfo.InvariantCulture) + (after is null ? "" : "?after=" + Convert.ToHexStringLower(after))), cancel);
        switch (response.StatusCode)
        {
            case HttpStatusCode.NoContent:
                return new(null, Gone: false);
            case HttpStatusCode.Gone:
                return new(null, Gone: true);
            case HttpStatusCode.Conflict:
                return new(null, Gone: false, Diverged: true);
            case HttpStatusCode.OK when response.Content.Headers.ContentLength is null or <= SafeSegment.Largest:
                return new(await response.Content.ReadAsByteArrayAsync(cancel), Gone: false);
            default:
                throw new IOException($"{folder.AbsolutePath}{number}: HTTP {(int)response.StatusCode}");
        }
    }

    /// <summary>What a mirror has; null when it mirrors no such ledger.</summary>
    /// <inheritdoc cref="Segment"/>
    public async Task<MirrorView?> View(Uri folder, CancellationToken cancel = default)
    {
        using var response = await Send(new Uri(folder, "view"), cancel);
        if (response.StatusCode is HttpStatusCode.NotFound) return null;
        if (!response.IsSuccessStatusCode) throw new IOException($"{folder.AbsolutePath}view: HTTP {(int)response.StatusCode}");
        try
        {
            return JsonSerializer.Deserialize<MirrorView>(await response.Content.ReadAsByteArrayAsync(cancel), WireJson.Options);
        }
        catch (JsonException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    private async Task<HttpResponseMessage> Send(Uri address, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        PeerRequest.Attach(request, self, origin);
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancel);
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
}
