using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;

namespace Tongcai.Cryptography;

/// <summary>双证书: the signing and the encryption certificate of one holder (GM/T 0015).</summary>
public sealed record CertificatePair(Certificate Signing, Certificate Encryption);

/// <summary>Issues certificates and revocation lists: for the sandbox, tests and closed trials. Real bidders bring certificates of licensed authorities.</summary>
/// <param name="certificate">The authority's own certificate.</param>
/// <param name="key">Its private key; stays the caller's to dispose of.</param>
public sealed class CertificateAuthority(Certificate certificate, Sm2PrivateKey key)
{
    private const CertificateUses AuthorityUses = CertificateUses.CertificateSigning | CertificateUses.RevocationListSigning;

    public Certificate Certificate { get; } = certificate.PublicKey.Equals(key.PublicKey)
        ? certificate
        : throw new ArgumentException("The key does not belong to the certificate.", nameof(key));

    /// <summary>A self-signed root.</summary>
    public static CertificateAuthority CreateRoot(CertificateName name, Sm2PrivateKey key, DateTimeOffset from, DateTimeOffset to)
    {
        var der = name.Encode();
        var keyId = KeyIdOf(key.PublicKey);
        return new(Build(der, keyId, key, der, key.PublicKey, AuthorityUses, isAuthority: true, null, from, to), key);
    }

    /// <summary>A certificate for an end user.</summary>
    /// <param name="uses"><see cref="CertificateUses.Signing"/> or <see cref="CertificateUses.Encryption"/>.</param>
    public Certificate Issue(CertificateName subject, Sm2PublicKey subjectKey, CertificateUses uses, DateTimeOffset from, DateTimeOffset to) =>
        Build(Certificate.SubjectDer, OwnKeyId, key, subject.Encode(), subjectKey, uses, isAuthority: false, null, from, to);

    /// <summary>Signing and encryption certificates for one holder.</summary>
    public CertificatePair IssuePair(CertificateName subject, Sm2PublicKey signing, Sm2PublicKey encryption, DateTimeOffset from, DateTimeOffset to) =>
        new(Issue(subject, signing, CertificateUses.Signing, from, to), Issue(subject, encryption, CertificateUses.Encryption, from, to));

    /// <summary>A certificate for a subordinate authority, or a cross certificate for another root (互认).</summary>
    /// <param name="pathLength">How many authorities may follow below it; null is no limit.</param>
    public Certificate IssueAuthority(CertificateName subject, Sm2PublicKey subjectKey, DateTimeOffset from, DateTimeOffset to, int? pathLength = null) =>
        Build(Certificate.SubjectDer, OwnKeyId, key, subject.Encode(), subjectKey, AuthorityUses, isAuthority: true, pathLength, from, to);

    /// <summary>A complete revocation list.</summary>
    /// <param name="number">Higher than that of the list before.</param>
    public RevocationList IssueRevocationList(IEnumerable<Revocation> revoked, DateTimeOffset thisUpdate, DateTimeOffset nextUpdate, BigInteger number)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            SignedDer.WriteAlgorithm(writer);
            writer.WriteEncodedValue(Certificate.SubjectDer.Span);
            SignedDer.WriteTime(writer, thisUpdate);
            SignedDer.WriteTime(writer, nextUpdate);
            Write(writer, [.. revoked]);
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true)))
            using (writer.PushSequence())
            {
                SignedDer.WriteAuthorityKeyId(writer, OwnKeyId);
                SignedDer.WriteExtension(writer, SignedDer.RevocationNumber, critical: false, w => w.WriteInteger(number));
            }
        }
        return RevocationList.Parse(SignedDer.Sign(writer.Encode(), key));
    }

    private byte[] OwnKeyId => Certificate.KeyId ?? KeyIdOf(key.PublicKey);

    /// <summary>RFC 5280 4.2.1.2 leaves the method open (SHA-1 is its example); ours is the left 20 bytes of SM3.</summary>
    private static byte[] KeyIdOf(Sm2PublicKey publicKey) => Sm3.Hash(publicKey.ToPoint())[..20];

    private static void Write(AsnWriter writer, Revocation[] revoked)
    {
        // RFC 5280 5.1.2.6: absent, never empty.
        if (revoked.Length == 0)
            return;
        using (writer.PushSequence())
        {
            foreach (var one in revoked)
            {
                using (writer.PushSequence())
                {
                    writer.WriteIntegerUnsigned(Convert.FromHexString(one.SerialNumber));
                    SignedDer.WriteTime(writer, one.At);
                    if (one.Reason == 0)
                        continue;
                    using (writer.PushSequence())
                        SignedDer.WriteExtension(writer, SignedDer.RevocationReason, critical: false, w => w.WriteEnumeratedValue((ReasonCode)one.Reason));
                }
            }
        }
    }

    private static Certificate Build(
        ReadOnlyMemory<byte> issuer, byte[] issuerKeyId, Sm2PrivateKey issuerKey, byte[] subject, Sm2PublicKey subjectKey,
        CertificateUses uses, bool isAuthority, int? pathLength, DateTimeOffset from, DateTimeOffset to)
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7f) | 0x40);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true)))
                writer.WriteInteger(2);
            writer.WriteIntegerUnsigned(serial);
            SignedDer.WriteAlgorithm(writer);
            writer.WriteEncodedValue(issuer.Span);
            using (writer.PushSequence())
            {
                SignedDer.WriteTime(writer, from);
                SignedDer.WriteTime(writer, to);
            }
            writer.WriteEncodedValue(subject);
            writer.WriteEncodedValue(Sm2Der.PublicKey(subjectKey.Point));
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 3, isConstructed: true)))
            using (writer.PushSequence())
            {
                SignedDer.WriteExtension(writer, SignedDer.BasicConstraints, critical: true, w => WriteConstraints(w, isAuthority, pathLength));
                SignedDer.WriteExtension(writer, SignedDer.KeyUsage, critical: true, w => w.WriteNamedBitList(uses));
                SignedDer.WriteExtension(writer, SignedDer.SubjectKeyId, critical: false, w => w.WriteOctetString(KeyIdOf(subjectKey)));
                SignedDer.WriteAuthorityKeyId(writer, issuerKeyId);
            }
        }
        return Certificate.Parse(SignedDer.Sign(writer.Encode(), issuerKey));
    }

    private static void WriteConstraints(AsnWriter writer, bool isAuthority, int? pathLength)
    {
        using (writer.PushSequence())
        {
            if (isAuthority)
                writer.WriteBoolean(true);
            if (pathLength is { } length)
                writer.WriteInteger(length);
        }
    }
}
