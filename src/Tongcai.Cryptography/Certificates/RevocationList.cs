using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;

namespace Tongcai.Cryptography;

/// <summary>One revoked certificate.</summary>
/// <param name="SerialNumber">Upper-case hexadecimal, as <see cref="Certificate.SerialNumber"/>.</param>
/// <param name="At">From when it is revoked.</param>
/// <param name="Reason">CRLReason of RFC 5280 5.3.1; 0 is unspecified, 1 key compromise, 4 superseded, 5 cessation.</param>
public sealed record Revocation(string SerialNumber, DateTimeOffset At, int Reason = 0);

/// <summary>证书吊销列表: an X.509 version 2 CRL signed by SM2 with SM3 (RFC 5280 5). Complete lists only, no deltas, no indirect ones.</summary>
public sealed class RevocationList
{
    private readonly byte[] der;
    private readonly SignedDer signed;
    private Sm2PublicKey? signer;

    private RevocationList(byte[] der)
    {
        this.der = der;
        signed = SignedDer.Parse(der);
        var content = new AsnReader(signed.Content, AsnEncodingRules.DER).ReadSequence();
        if (content.ReadInteger() != 1)
            throw new CryptographicException("Not a version 2 revocation list.");
        SignedDer.ReadAlgorithm(content);
        IssuerDer = content.ReadEncodedValue();
        Issuer = CertificateName.Decode(IssuerDer);
        (ThisUpdate, NextUpdate) = (SignedDer.ReadTime(content), SignedDer.ReadTime(content));
        Dictionary<string, Revocation> revoked = [];
        if (content.HasData && content.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
        {
            for (var list = content.ReadSequence(); list.HasData;)
            {
                var revocation = Read(list.ReadSequence());
                revoked[revocation.SerialNumber] = revocation;
            }
        }
        Revoked = revoked;
        var extensions = SignedDer.ReadExtensions(content, 0);
        if (extensions.TryGetValue(SignedDer.RevocationNumber, out var number))
            Number = new AsnReader(number.Value, AsnEncodingRules.DER).ReadInteger();
        HasUnknownCritical = extensions.Any(e => e.Value.Critical && e.Key is not (SignedDer.RevocationNumber or SignedDer.AuthorityKeyId));
    }

    public CertificateName Issuer { get; }

    public DateTimeOffset ThisUpdate { get; }

    /// <summary>After this instant the list says nothing any more.</summary>
    public DateTimeOffset NextUpdate { get; }

    /// <summary>Rises with every list of an issuer.</summary>
    public BigInteger Number { get; }

    /// <summary>By serial number.</summary>
    public IReadOnlyDictionary<string, Revocation> Revoked { get; }

    internal ReadOnlyMemory<byte> IssuerDer { get; }

    internal bool HasUnknownCritical { get; }

    /// <summary>Reads DER; null for what is not a sound list.</summary>
    public static RevocationList? TryParse(ReadOnlySpan<byte> der)
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

    /// <summary>Reads DER.</summary>
    /// <exception cref="CryptographicException">Not a sound version 2 list signed by SM2 with SM3.</exception>
    public static RevocationList Parse(ReadOnlySpan<byte> der)
    {
        try
        {
            return new RevocationList(der.ToArray());
        }
        catch (Exception e) when (e is AsnContentException or OverflowException or ArgumentException)
        {
            throw new CryptographicException("The revocation list is damaged.", e);
        }
    }

    public byte[] ToBytes() => [.. der];

    /// <summary>Whether it was signed by this key. A good answer is remembered: one list judges every certificate of its issuer.</summary>
    public bool IsSignedBy(Sm2PublicKey issuer)
    {
        if (issuer.Equals(signer))
            return true;
        if (!issuer.Verify(signed.Content.Span, signed.Signature))
            return false;
        signer = issuer;
        return true;
    }

    private static Revocation Read(AsnReader entry)
    {
        var serial = SignedDer.Serial(entry.ReadInteger());
        var at = SignedDer.ReadTime(entry);
        var reason = 0;
        if (entry.HasData)
        {
            for (var extensions = entry.ReadSequence(); extensions.HasData;)
            {
                var extension = extensions.ReadSequence();
                var oid = extension.ReadObjectIdentifier();
                var critical = extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean();
                if (oid == SignedDer.RevocationReason)
                    reason = (int)new AsnReader(extension.ReadOctetString(), AsnEncodingRules.DER).ReadEnumeratedValue<ReasonCode>();
                else if (critical)
                    throw new CryptographicException($"The entry {serial} has an extension that is not understood.");
            }
        }
        return new Revocation(serial, at, reason);
    }
}

/// <summary>CRLReason of RFC 5280 5.3.1; the numbers pass through.</summary>
internal enum ReasonCode
{
    Unspecified,
}
