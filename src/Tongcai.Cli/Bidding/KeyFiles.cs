using System.Security.Cryptography;
using Tongcai.Cryptography;

namespace Tongcai.Cli.Bidding;

/// <summary>Keys and certificates as PEM files of this machine.</summary>
internal static class KeyFiles
{
    /// <summary>An unencrypted SM2 key, PKCS#8 PEM.</summary>
    /// <exception cref="BidFault">It is something else or cannot be read.</exception>
    public static Sm2PrivateKey Key(FileInfo file) => Read(file, "PRIVATE KEY", Sm2PrivateKey.ImportPkcs8, "未加密的 SM2 私钥（PKCS#8 PEM）");

    /// <summary>An SM2 certificate, PEM.</summary>
    /// <exception cref="BidFault">It is something else or cannot be read.</exception>
    public static Certificate Certificate(FileInfo file) => Read(file, "CERTIFICATE", Cryptography.Certificate.Parse, "SM2 证书（PEM）");

    /// <summary>A signing key that belongs to a certificate.</summary>
    public static Sm2PrivateKey KeyOf(FileInfo file, Certificate certificate)
    {
        var key = Key(file);
        if (key.PublicKey.ToPoint().AsSpan().SequenceEqual(certificate.PublicKey.ToPoint()))
            return key;
        key.Dispose();
        throw new BidFault("签名私钥与签名证书不是一对，请重新选择文件。");
    }

    private delegate T Parse<T>(ReadOnlySpan<byte> der);

    private static T Read<T>(FileInfo file, string label, Parse<T> parse, string wanted)
    {
        try
        {
            var pem = File.ReadAllText(file.FullName);
            if (PemEncoding.TryFind(pem, out var place) && pem[place.Label] == label)
                return parse(Convert.FromBase64String(pem[place.Base64Data]));
        }
        catch (Exception e) when (e is CryptographicException or FormatException or IOException or UnauthorizedAccessException or System.Formats.Asn1.AsnContentException or ArgumentException)
        {
            throw new BidFault($"{file.Name} 无法读取：{e.Message}");
        }

        throw new BidFault($"{file.Name} 不是{wanted}，请重新选择文件。");
    }
}
