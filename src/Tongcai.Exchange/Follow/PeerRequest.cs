using System.Security.Cryptography;
using System.Text;
using Tongcai.Cryptography;
using Tongcai.Exchange.Wire;

namespace Tongcai.Exchange.Follow;

/// <summary>
/// 平台之间的签名请求。A platform proves who it is by an SM2 signature over method, path with query, its own ledger origin, the origin asked, and system time.
/// </summary>
/// <param name="Peer">Ledger origin of the platform that asks.</param>
/// <param name="At">System time of the asker, as <see cref="WireJson.Instant"/> writes it.</param>
/// <param name="Signature">Base64 of r ‖ s.</param>
public sealed record PeerRequest(string Peer, string At, string Signature)
{
    private const string PeerHeader = "Tongcai-Peer";
    private const string AtHeader = "Tongcai-At";
    private const string SignatureHeader = "Tongcai-Signature";

    /// <summary>How far the clocks of two platforms may differ.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>The claim of a request that came in; whatever is missing is empty and fits no key.</summary>
    /// <param name="header">Value of a header by its name.</param>
    public static PeerRequest Of(Func<string, string?> header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return new(header(PeerHeader) ?? "", header(AtHeader) ?? "", header(SignatureHeader) ?? "");
    }

    /// <summary>Signs a request that goes out and puts the claim into its headers.</summary>
    /// <param name="request">Method and absolute address are set.</param>
    /// <param name="self">Who asks.</param>
    /// <param name="origin">Origin of the one who is asked.</param>
    public static void Attach(HttpRequestMessage request, PeerIdentity self, string origin)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(self);
        var signed = Sign(self.Key, self.Origin, origin, request.Method.Method, request.RequestUri!.PathAndQuery, self.System.GetUtcNow());
        signed.PutInto(request);
    }

    /// <summary>Puts the claim into the headers of a request.</summary>
    internal void PutInto(HttpRequestMessage request)
    {
        request.Headers.Add(PeerHeader, Peer);
        request.Headers.Add(AtHeader, At);
        request.Headers.Add(SignatureHeader, Signature);
    }

    public static PeerRequest Sign(Sm2PrivateKey key, string peer, string origin, string method, string pathAndQuery, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(key);
        var at = WireJson.Instant(now);
        return new PeerRequest(peer, at, Convert.ToBase64String(key.Sign(Message(peer, origin, method, pathAndQuery, at))));
    }

    /// <summary>Whether the pinned key signed exactly this request just now. Never throws on bad input.</summary>
    public bool Verify(Sm2PublicKey pinned, string origin, string method, string pathAndQuery, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(pinned);
        if (!WireJson.TryInstant(At, out var at) || (now - at).Duration() > Tolerance) return false;
        Span<byte> signature = stackalloc byte[Sm2PublicKey.SignatureLength];
        if (!Convert.TryFromBase64String(Signature, signature, out var length) || length != signature.Length) return false;
        try
        {
            return pinned.Verify(Message(Peer, origin, method, pathAndQuery, At), signature);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static byte[] Message(string peer, string origin, string method, string pathAndQuery, string at) =>
        Encoding.UTF8.GetBytes($"tongcai-peer-request/v1\n{method}\n{pathAndQuery}\n{peer}\n{origin}\n{at}\n");
}
