using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Cryptography;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Time;

namespace Tongcai.Platform.Ledgers;

/// <summary>其他平台。Recognises a pinned platform by the signature of its request.</summary>
public sealed class Peers(PlatformOptions options, SystemTime system)
{
    private readonly Dictionary<string, (Audience Audience, Sm2PublicKey Key)> pins =
        options.Peers.ToDictionary(p => p.Origin, p => (p.Audience, Sm2PublicKey.FromPoint(Convert.FromBase64String(p.PublicKey))), StringComparer.Ordinal);

    /// <summary>Origin of the platform that made the request; null when it proves to be none. Fits the gate's peer check.</summary>
    public static ValueTask<string?> Check(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return ValueTask.FromResult(http.RequestServices.GetRequiredService<Peers>().Recognise(http.Request)?.Origin);
    }

    /// <summary>Who asks, and as what audience; null when nobody that is pinned.</summary>
    public (string Origin, Audience Audience)? Recognise(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var claim = new PeerRequest(request.Headers[PeerRequest.PeerHeader].ToString(), request.Headers[PeerRequest.AtHeader].ToString(), request.Headers[PeerRequest.SignatureHeader].ToString());
        var path = $"{request.PathBase}{request.Path}{request.QueryString}";
        return pins.TryGetValue(claim.Peer, out var pin) && claim.Verify(pin.Key, options.Origin, request.Method, path, system.GetUtcNow()) ? (claim.Peer, pin.Audience) : null;
    }
}
