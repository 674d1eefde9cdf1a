using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform.Time;

namespace Tongcai.Platform.Ledgers;

/// <summary>其他平台。Recognises an attached platform by the signature of its request.</summary>
public sealed class Peers(PlatformOptions options, LiveAttachments attachments, SystemTime system)
{
    private static readonly object Recognised = new();

    /// <summary>Origin of the platform that made the request; null when it proves to be none. Fits the gate's peer check.</summary>
    public static ValueTask<string?> Check(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (http.RequestServices.GetRequiredService<Peers>().Recognise(http.Request) is not { } peer) return ValueTask.FromResult<string?>(null);
        http.Items[Recognised] = peer;
        return ValueTask.FromResult<string?>(peer.Origin);
    }

    /// <summary>The audience as which a peer asks, as the gate has found out; where no gate stands, found out here. Null when it is no peer.</summary>
    internal static Audience? AudienceOf(HttpContext http) =>
        Found(http)?.Audience;

    /// <summary>Origin of the peer that asks; null when it is none.</summary>
    internal static string? Of(HttpContext http) => Found(http)?.Origin;

    private static (string Origin, Audience Audience)? Found(HttpContext http) =>
        http.Items.TryGetValue(Recognised, out var peer) ? ((string, Audience))peer! : http.RequestServices.GetRequiredService<Peers>().Recognise(http.Request);

    /// <summary>Who asks, and as what audience; null when nobody that is pinned.</summary>
    public (string Origin, Audience Audience)? Recognise(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var claim = PeerRequest.Of(name => request.Headers[name]);
        var path = $"{request.PathBase}{request.Path}{request.QueryString}";
        return attachments.Now.Pin(claim.Peer) is { } pin && claim.Verify(pin.Key, options.Origin, request.Method, path, system.GetUtcNow()) ? (claim.Peer, pin.Audience) : null;
    }
}
