using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;

namespace Tongcai.Cryptography;

/// <summary>The DER forms that libcrypto speaks (GM/T 0009: SM2Signature, SM2Cipher; RFC 5280/5958 keys) and the raw forms that we store.</summary>
internal static class Sm2Der
{
    internal const string EcPublicKey = "1.2.840.10045.2.1";
    internal const string Curve = "1.2.156.10197.1.301";

    private static readonly byte[] PublicPrefix = Convert.FromHexString("3059301306072A8648CE3D020106082A811CCF5501822D034200");
    private static readonly byte[] PrivatePrefix = Convert.FromHexString("308187020100301306072A8648CE3D020106082A811CCF5501822D046D306B0201010420");
    private static readonly byte[] PrivateMiddle = Convert.FromHexString("A144034200");

    /// <summary>SubjectPublicKeyInfo of a point.</summary>
    internal static byte[] PublicKey(CurvePoint point) => [.. PublicPrefix, .. point.Encoded];

    /// <summary>PKCS#8 PrivateKeyInfo; the caller wipes it.</summary>
    internal static byte[] PrivateKey(ReadOnlySpan<byte> scalar, CurvePoint point) => [.. PrivatePrefix, .. scalar, .. PrivateMiddle, .. point.Encoded];

    /// <summary>The private number in a PKCS#8 PrivateKeyInfo; the caller wipes it.</summary>
    /// <exception cref="CryptographicException">Not a PKCS#8 key of the SM2 curve.</exception>
    internal static byte[] ScalarOf(ReadOnlyMemory<byte> pkcs8)
    {
        try
        {
            var outer = new AsnReader(pkcs8, AsnEncodingRules.DER);
            var info = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            if (info.ReadInteger() > 1)
                throw new CryptographicException("Unknown version of a PKCS#8 key.");
            var algorithm = info.ReadSequence();
            var kind = algorithm.ReadObjectIdentifier();
            if (kind != EcPublicKey || algorithm.ReadObjectIdentifier() != Curve)
                throw new CryptographicException("The PKCS#8 key is not a key of the SM2 curve.");
            if (!info.TryReadPrimitiveOctetString(out var inner))
                throw new CryptographicException("The PKCS#8 key is damaged.");
            var key = new AsnReader(inner, AsnEncodingRules.DER).ReadSequence();
            if (key.ReadInteger() != BigInteger.One || !key.TryReadPrimitiveOctetString(out var scalar) || scalar.Length != Scalar.Length)
                throw new CryptographicException("The PKCS#8 key is damaged.");
            return scalar.ToArray();
        }
        catch (AsnContentException e)
        {
            throw new CryptographicException("The PKCS#8 key is damaged.", e);
        }
    }

    /// <summary>r ‖ s, 64 bytes, to DER. Leading zeros go, a sign byte comes.</summary>
    internal static byte[] Signature(ReadOnlySpan<byte> raw)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(Trim(raw[..32]));
            writer.WriteIntegerUnsigned(Trim(raw[32..]));
        }
        return writer.Encode();
    }

    /// <summary>DER to r ‖ s, 64 bytes. Only for what libcrypto itself produced.</summary>
    internal static byte[] RawSignature(ReadOnlySpan<byte> der)
    {
        var sequence = new AsnReader(der.ToArray(), AsnEncodingRules.DER).ReadSequence();
        var raw = new byte[64];
        Pad(sequence.ReadIntegerBytes().Span, raw.AsSpan(0, 32));
        Pad(sequence.ReadIntegerBytes().Span, raw.AsSpan(32));
        return raw;
    }

    /// <summary>C1 ‖ C3 ‖ C2 with C1 = 04 ‖ x ‖ y to DER; the caller has checked the length.</summary>
    internal static byte[] CipherText(ReadOnlySpan<byte> raw)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(Trim(raw[1..33]));
            writer.WriteIntegerUnsigned(Trim(raw[33..65]));
            writer.WriteOctetString(raw[65..97]);
            writer.WriteOctetString(raw[97..]);
        }
        return writer.Encode();
    }

    /// <summary>DER to C1 ‖ C3 ‖ C2. Only for what libcrypto itself produced.</summary>
    internal static byte[] RawCipherText(ReadOnlySpan<byte> der)
    {
        var sequence = new AsnReader(der.ToArray(), AsnEncodingRules.DER).ReadSequence();
        var x = sequence.ReadIntegerBytes();
        var y = sequence.ReadIntegerBytes();
        var hash = sequence.ReadOctetString();
        var body = sequence.ReadOctetString();
        var raw = new byte[CurvePoint.Length + hash.Length + body.Length];
        raw[0] = 4;
        Pad(x.Span, raw.AsSpan(1, 32));
        Pad(y.Span, raw.AsSpan(33, 32));
        hash.CopyTo(raw, CurvePoint.Length);
        body.CopyTo(raw, CurvePoint.Length + hash.Length);
        return raw;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> number)
    {
        var trimmed = number.TrimStart((byte)0);
        return trimmed.IsEmpty ? number[^1..] : trimmed;
    }

    private static void Pad(ReadOnlySpan<byte> integer, Span<byte> field)
    {
        var digits = integer.TrimStart((byte)0);
        digits.CopyTo(field[^digits.Length..]);
    }
}
