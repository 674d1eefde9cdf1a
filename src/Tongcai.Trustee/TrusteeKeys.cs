using System.Security.Cryptography;
using Tongcai.Cryptography;

namespace Tongcai.Trustee;

/// <summary>
/// 受托人的证书与私钥, made at first start when <c>keys/signing.cer</c> and <c>keys/encryption.cer</c> (PEM) are not there. Certificates made here are signed by nobody else:
/// the platform pins the signing key (<c>keys/trustee.pub</c>).
/// </summary>
internal sealed class TrusteeKeys : IDisposable
{
    private TrusteeKeys(Sm2PrivateKey signing, Sm2PrivateKey encryption, CertificatePair certificates) =>
        (Signing, Encryption, Certificates) = (signing, encryption, certificates);

    public Sm2PrivateKey Signing { get; }

    public Sm2PrivateKey Encryption { get; }

    public CertificatePair Certificates { get; }

    /// <exception cref="InvalidOperationException">A file is damaged, readable by others, or a certificate is not of its key.</exception>
    public static TrusteeKeys Load(string directory, string name, DateTimeOffset now)
    {
        Directory.CreateDirectory(directory);
        var (signing, encryption) = (Secret(Path.Combine(directory, "signing.sm2")), Secret(Path.Combine(directory, "encryption.sm2")));
        var (first, second) = (Path.Combine(directory, "signing.cer"), Path.Combine(directory, "encryption.cer"));
        if (!File.Exists(first) || !File.Exists(second))
        {
            using var root = Sm2PrivateKey.Generate();
            var made = CertificateAuthority.CreateRoot(new(name), root, now.AddDays(-1), now.AddYears(10)).IssuePair(new(name), signing.PublicKey, encryption.PublicKey, now.AddDays(-1), now.AddYears(10));
            File.WriteAllText(first, made.Signing.ToPem());
            File.WriteAllText(second, made.Encryption.ToPem());
        }

        var pair = new CertificatePair(Pem(first), Pem(second));
        if (!pair.Signing.PublicKey.Equals(signing.PublicKey) || !pair.Encryption.PublicKey.Equals(encryption.PublicKey))
            throw new InvalidOperationException("证书与私钥不相配：请核对 keys 目录中的证书文件。");
        File.WriteAllText(Path.Combine(directory, "trustee.pub"), Convert.ToBase64String(signing.PublicKey.ToPoint()) + "\n");
        return new(signing, encryption, pair);
    }

    public void Dispose()
    {
        Signing.Dispose();
        Encryption.Dispose();
    }

    private static Sm2PrivateKey Secret(string file)
    {
        if (OwnFiles.Read(file) is not { } pkcs8)
        {
            using var made = Sm2PrivateKey.Generate();
            pkcs8 = made.ExportPkcs8();
            OwnFiles.Write(file, pkcs8);
        }

        try
        {
            return Sm2PrivateKey.ImportPkcs8(pkcs8);
        }
        catch (CryptographicException e)
        {
            throw new InvalidOperationException($"密钥文件 {Path.GetFileName(file)} 已损坏，请从备份恢复；切勿删除后重新生成，否则已有份额无法使用。", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    private static Certificate Pem(string file) =>
        Certificate.TryParsePem(File.ReadAllText(file)) ?? throw new InvalidOperationException($"证书文件 {Path.GetFileName(file)} 无法读取。");
}
