using System.Text;
using Tongcai.Cryptography;

namespace Tongcai.Exchange.Facts;

/// <summary>监督部门的签名, by which orders and approvals stand: SM2 over the UTF-8 text of what is decided, base64 of raw r‖s.</summary>
public static class AuthoritySignature
{
    public static string Sign(string text, Sm2PrivateKey authority)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(authority);
        return Convert.ToBase64String(authority.Sign(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Whether the text carries the signature of the authority; false also for what is no signature at all.</summary>
    public static bool Verifies(string text, string signature, Sm2PublicKey authority)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(authority);
        Span<byte> bytes = stackalloc byte[Sm2PublicKey.SignatureLength];
        return Convert.TryFromBase64String(signature, bytes, out var length) && length == bytes.Length && authority.Verify(Encoding.UTF8.GetBytes(text), bytes);
    }
}
