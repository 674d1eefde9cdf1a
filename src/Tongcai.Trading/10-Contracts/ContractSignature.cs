using System.Security.Cryptography.X509Certificates;
using System.Text;
using Tongcai.Cryptography;

namespace Tongcai.Trading.Contracts;

/// <summary>合同签名的核验。</summary>
public static class ContractSignature
{
    /// <summary>Whether the signature over the text verifies under one of the organisation's certificates that is valid at the instant.</summary>
    /// <param name="pems">Signing certificates of the organisation, PEM.</param>
    /// <param name="signature">Raw r‖s, base64; anything else is false.</param>
    public static bool Verifies(IReadOnlyList<string> pems, string text, string signature, DateTimeOffset now)
    {
        Span<byte> raw = stackalloc byte[64];
        if (!Convert.TryFromBase64String(signature.Trim(), raw, out var length) || length != 64)
            return false;
        foreach (var pem in pems)
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            if (now < certificate.NotBefore.ToUniversalTime() || now > certificate.NotAfter.ToUniversalTime())
                continue;
            if (Sm2PublicKey.FromPoint(certificate.PublicKey.EncodedKeyValue.RawData).Verify(Encoding.UTF8.GetBytes(text), raw))
                return true;
        }

        return false;
    }
}
