using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;

namespace Tongcai.Cryptography;

/// <summary>密钥用途 (RFC 5280 4.2.1.3), in the order of the named bits.</summary>
[Flags]
public enum CertificateUses
{
    None = 0,
    DigitalSignature = 1 << 0,
    NonRepudiation = 1 << 1,
    KeyEncipherment = 1 << 2,
    DataEncipherment = 1 << 3,
    KeyAgreement = 1 << 4,
    CertificateSigning = 1 << 5,
    RevocationListSigning = 1 << 6,

    /// <summary>签名证书 of the double-certificate scheme (GM/T 0015).</summary>
    Signing = DigitalSignature | NonRepudiation,

    /// <summary>加密证书 of the double-certificate scheme (GM/T 0015).</summary>
    Encryption = KeyEncipherment | DataEncipherment | KeyAgreement,
}

/// <summary>An X.509 version 3 certificate with an SM2 key, signed by SM2 with SM3 (GM/T 0015). .NET's own chain cannot verify these.</summary>
public sealed class Certificate : IEquatable<Certificate>
{
    // A bidder's certificates come again with every request.
    private static readonly Remembered<Certificate> Sound = new(4096);

    private readonly byte[] der;
    private readonly SignedDer signed;

    private Certificate(byte[] der)
    {
        this.der = der;
        signed = SignedDer.Parse(der);
        var content = new AsnReader(signed.Content, AsnEncodingRules.DER).ReadSequence();
        var version = new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true);
        if (!content.PeekTag().HasSameClassAndValue(version) || content.ReadSequence(version).ReadInteger() != 2)
            throw new CryptographicException("Not a version 3 certificate.");
        SerialNumber = SignedDer.Serial(content.ReadInteger());
        SignedDer.ReadAlgorithm(content);
        IssuerDer = content.ReadEncodedValue();
        var validity = content.ReadSequence();
        (NotBefore, NotAfter) = (SignedDer.ReadTime(validity), SignedDer.ReadTime(validity));
        SubjectDer = content.ReadEncodedValue();
        (Issuer, Subject) = (CertificateName.Decode(IssuerDer), CertificateName.Decode(SubjectDer));
        PublicKey = ReadKey(content);
        ReadExtensions(SignedDer.ReadExtensions(content, 3));
    }

    /// <summary>Upper-case hexadecimal.</summary>
    public string SerialNumber { get; }

    public CertificateName Issuer { get; }

    public CertificateName Subject { get; }

    public DateTimeOffset NotBefore { get; }

    public DateTimeOffset NotAfter { get; }

    public Sm2PublicKey PublicKey { get; }

    /// <summary>None when the certificate does not say: it is then good for nothing here.</summary>
    public CertificateUses Uses { get; private set; }

    /// <summary>Whether it may issue certificates (basicConstraints cA).</summary>
    public bool IsAuthority { get; private set; }

    /// <summary>How many authorities may follow below it; null is no limit.</summary>
    public int? PathLength { get; private set; }

    internal ReadOnlyMemory<byte> IssuerDer { get; }

    internal ReadOnlyMemory<byte> SubjectDer { get; }

    internal byte[]? KeyId { get; private set; }

    internal byte[]? IssuerKeyId { get; private set; }

    /// <summary>Critical extensions that this program does not understand (RFC 5280 4.2: then the certificate must be refused).</summary>
    internal IReadOnlyList<string> UnknownCritical { get; private set; } = [];

    /// <summary>Reads DER; null for what is not a sound SM2 certificate.</summary>
    public static Certificate? TryParse(ReadOnlySpan<byte> der)
    {
        try
        {
            return Parse(der);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Reads the first PEM block of a text; null for what holds no sound SM2 certificate.</summary>
    public static Certificate? TryParsePem(ReadOnlySpan<char> pem) =>
        PemEncoding.TryFind(pem, out var place) ? TryParse(Convert.FromBase64String(pem[place.Base64Data].ToString())) : null;

    /// <summary>Reads DER.</summary>
    /// <exception cref="CryptographicException">Not a sound version 3 certificate with an SM2 key, signed by SM2 with SM3.</exception>
    public static Certificate Parse(ReadOnlySpan<byte> der)
    {
        try
        {
            return new Certificate(der.ToArray());
        }
        catch (Exception e) when (e is AsnContentException or OverflowException or ArgumentException)
        {
            throw new CryptographicException("The certificate is damaged.", e);
        }
    }

    public byte[] ToBytes() => [.. der];

    /// <summary>The certificate as PEM text.</summary>
    public string ToPem() => PemEncoding.WriteString("CERTIFICATE", der);

    /// <summary>Whether it was signed by the key of <paramref name="issuer"/>; says nothing of names, dates and uses.</summary>
    public bool IsSignedBy(Sm2PublicKey issuer)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        return Sound.Of(Convert.ToHexString(SHA256.HashData([.. issuer.ToPoint(), .. der])), () => issuer.Verify(signed.Content.Span, signed.Signature) ? this : null) is not null;
    }

    public bool Equals(Certificate? other) => other is not null && der.AsSpan().SequenceEqual(other.der);

    public override bool Equals(object? obj) => Equals(obj as Certificate);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(SerialNumber);

    private static Sm2PublicKey ReadKey(AsnReader content)
    {
        var info = content.ReadSequence();
        var algorithm = info.ReadSequence();
        if (algorithm.ReadObjectIdentifier() != Sm2Der.EcPublicKey || algorithm.ReadObjectIdentifier() != Sm2Der.Curve)
            throw new CryptographicException("Not a certificate of an SM2 key.");
        return Sm2PublicKey.FromPoint(info.ReadBitString(out _));
    }

    private void ReadExtensions(Dictionary<string, (bool Critical, ReadOnlyMemory<byte> Value)> extensions)
    {
        List<string> unknown = [];
        foreach (var (oid, (critical, value)) in extensions)
        {
            var reader = new AsnReader(value, AsnEncodingRules.DER);
            switch (oid)
            {
                case SignedDer.KeyUsage:
                    Uses = reader.ReadNamedBitListValue<CertificateUses>();
                    break;
                case SignedDer.BasicConstraints:
                    var constraints = reader.ReadSequence();
                    IsAuthority = constraints.HasData && constraints.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && constraints.ReadBoolean();
                    PathLength = constraints.HasData ? (int)BigInteger.Min(constraints.ReadInteger(), int.MaxValue) : null;
                    break;
                case SignedDer.SubjectKeyId:
                    KeyId = reader.ReadOctetString();
                    break;
                case SignedDer.AuthorityKeyId:
                    IssuerKeyId = SignedDer.ReadAuthorityKeyId(value);
                    break;
                default:
                    if (critical)
                        unknown.Add(oid);
                    break;
            }
        }
        UnknownCritical = unknown;
    }
}
