using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;

namespace Tongcai.Cryptography;

/// <summary>The outer form that certificates and revocation lists share (RFC 5280 4.1, 5.1): content, algorithm, signature.</summary>
/// <param name="Content">The signed bytes (TBS).</param>
/// <param name="Signature">r ‖ s, 64 bytes.</param>
internal readonly record struct SignedDer(ReadOnlyMemory<byte> Content, byte[] Signature)
{
    /// <summary>SM2-with-SM3 signature (GM/T 0006).</summary>
    internal const string Sm2WithSm3 = "1.2.156.10197.1.501";

    internal const string SubjectKeyId = "2.5.29.14";
    internal const string KeyUsage = "2.5.29.15";
    internal const string BasicConstraints = "2.5.29.19";
    internal const string RevocationNumber = "2.5.29.20";
    internal const string RevocationReason = "2.5.29.21";
    internal const string AuthorityKeyId = "2.5.29.35";

    private static readonly Asn1Tag KeyIdTag = new(TagClass.ContextSpecific, 0);

    /// <summary>A second encoding of one signature would be a second document of one content: the DER is read strictly.</summary>
    internal static SignedDer Parse(ReadOnlyMemory<byte> der)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER);
        var body = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var content = body.ReadEncodedValue();
        ReadAlgorithm(body);
        var bits = body.ReadBitString(out var unused);
        body.ThrowIfNotEmpty();
        if (unused != 0)
            throw new CryptographicException("A signature of whole bytes is expected.");
        var signature = new AsnReader(bits, AsnEncodingRules.DER);
        var numbers = signature.ReadSequence();
        signature.ThrowIfNotEmpty();
        byte[] raw = [.. Number(numbers), .. Number(numbers)];
        numbers.ThrowIfNotEmpty();
        return new SignedDer(content, raw);
    }

    internal static byte[] Sign(byte[] content, Sm2PrivateKey key)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(content);
            WriteAlgorithm(writer);
            writer.WriteBitString(Sm2Der.Signature(key.Sign(content)));
        }
        return writer.Encode();
    }

    internal static void WriteAlgorithm(AsnWriter writer)
    {
        using (writer.PushSequence())
            writer.WriteObjectIdentifier(Sm2WithSm3);
    }

    internal static void ReadAlgorithm(AsnReader reader)
    {
        var algorithm = reader.ReadSequence();
        if (algorithm.ReadObjectIdentifier() != Sm2WithSm3)
            throw new CryptographicException("Not signed by SM2 with SM3.");
        if (algorithm.HasData)
            algorithm.ReadNull();
        algorithm.ThrowIfNotEmpty();
    }

    /// <summary>RFC 5280 4.1.2.5: UTCTime through 2049, GeneralizedTime after.</summary>
    internal static void WriteTime(AsnWriter writer, DateTimeOffset at)
    {
        if (at.Year < 2050)
            writer.WriteUtcTime(at.ToUniversalTime());
        else
            writer.WriteGeneralizedTime(at.ToUniversalTime(), omitFractionalSeconds: true);
    }

    internal static DateTimeOffset ReadTime(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();

    internal static void WriteExtension(AsnWriter writer, string oid, bool critical, Action<AsnWriter> value)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            if (critical)
                writer.WriteBoolean(true);
            using (writer.PushOctetString())
                value(writer);
        }
    }

    internal static void WriteAuthorityKeyId(AsnWriter writer, byte[] keyId) =>
        WriteExtension(writer, AuthorityKeyId, critical: false, w =>
        {
            using (w.PushSequence())
                w.WriteOctetString(keyId, KeyIdTag);
        });

    /// <summary>The key identifier in an authorityKeyIdentifier extension, null when it names the issuer otherwise.</summary>
    internal static byte[]? ReadAuthorityKeyId(ReadOnlyMemory<byte> value)
    {
        var sequence = new AsnReader(value, AsnEncodingRules.DER).ReadSequence();
        return sequence.HasData && sequence.PeekTag().HasSameClassAndValue(KeyIdTag) ? sequence.ReadOctetString(KeyIdTag) : null;
    }

    /// <summary>Reads the extensions; a repeated one is refused (RFC 5280 4.2).</summary>
    internal static Dictionary<string, (bool Critical, ReadOnlyMemory<byte> Value)> ReadExtensions(AsnReader reader, int tag)
    {
        Dictionary<string, (bool, ReadOnlyMemory<byte>)> extensions = [];
        var context = new Asn1Tag(TagClass.ContextSpecific, tag, isConstructed: true);
        if (!reader.HasData || !reader.PeekTag().HasSameClassAndValue(context))
            return extensions;
        var list = reader.ReadSequence(context).ReadSequence();
        while (list.HasData)
        {
            var extension = list.ReadSequence();
            var oid = extension.ReadObjectIdentifier();
            var critical = extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean();
            if (!extensions.TryAdd(oid, (critical, extension.ReadOctetString())))
                throw new CryptographicException($"The extension {oid} is repeated.");
        }
        return extensions;
    }

    private static byte[] Number(AsnReader reader)
    {
        var number = reader.ReadInteger();
        var raw = new byte[32];
        if (number.Sign <= 0 || number.GetByteCount(isUnsigned: true) > raw.Length)
            throw new CryptographicException("A number of the signature is out of range.");
        number.TryWriteBytes(raw.AsSpan(raw.Length - number.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true);
        return raw;
    }

    /// <summary>Serial numbers in the form that people compare: upper-case hexadecimal without leading zeros.</summary>
    internal static string Serial(BigInteger number) => number.Sign > 0
        ? Convert.ToHexString(number.ToByteArray(isUnsigned: true, isBigEndian: true))
        : throw new CryptographicException("A serial number is positive.");
}
