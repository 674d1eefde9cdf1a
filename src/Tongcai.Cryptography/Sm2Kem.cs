using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tongcai.Cryptography;

/// <summary>SM2 encryption (GB/T 32918.4) taken apart where libcrypto has no function: with a given ephemeral number, and finished from a given shared point.</summary>
internal static class Sm2Kem
{
    /// <summary>C1 ‖ C3 ‖ C2 under <paramref name="key"/> with the ephemeral number k (6.1); null when the key stream comes out all zero.</summary>
    internal static byte[]? Encrypt(CurvePoint key, Scalar k, ReadOnlySpan<byte> plain)
    {
        var shared = key.Multiply(k).ToBytes();
        var stream = KeyStream(shared, plain.Length);
        try
        {
            if (!stream.AsSpan().ContainsAnyExcept((byte)0))
                return null;
            for (var i = 0; i < stream.Length; i++)
                stream[i] ^= plain[i];
            return [.. CurvePoint.MultiplyBase(k).Encoded, .. Check(shared, plain), .. stream];
        }
        finally
        {
            CryptographicOperations.ZeroMemory(shared);
        }
    }

    /// <summary>Finishes decryption from the shared point d · C1 (7.1, steps B4 to B6); null when C3 does not match.</summary>
    internal static byte[]? Finish(CurvePoint sharedPoint, ReadOnlySpan<byte> cipherText)
    {
        var shared = sharedPoint.ToBytes();
        var body = cipherText[Sm2PublicKey.CipherTextOverhead..];
        var plain = KeyStream(shared, body.Length);
        try
        {
            if (!plain.AsSpan().ContainsAnyExcept((byte)0))
                return null;
            for (var i = 0; i < plain.Length; i++)
                plain[i] ^= body[i];
            if (CryptographicOperations.FixedTimeEquals(Check(shared, plain), cipherText[CurvePoint.Length..Sm2PublicKey.CipherTextOverhead]))
                return plain;
            CryptographicOperations.ZeroMemory(plain);
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(shared);
        }
    }

    /// <summary>C1 of a ciphertext; null when it is too short or C1 is no point of the curve.</summary>
    internal static CurvePoint? Ephemeral(ReadOnlySpan<byte> cipherText) =>
        cipherText.Length > Sm2PublicKey.CipherTextOverhead ? CurvePoint.TryParse(cipherText[..CurvePoint.Length]) : null;

    /// <summary>C3 = SM3(x2 ‖ M ‖ y2).</summary>
    private static byte[] Check(byte[] shared, ReadOnlySpan<byte> plain)
    {
        using var hasher = new Sm3Hasher();
        hasher.Append(shared.AsSpan(1, 32));
        hasher.Append(plain);
        hasher.Append(shared.AsSpan(33));
        return hasher.Finish();
    }

    /// <summary>KDF(x2 ‖ y2, length) of GB/T 32918.4 5.4.3: SM3 over the input and a 32-bit counter from 1.</summary>
    private static byte[] KeyStream(byte[] shared, int length)
    {
        var stream = new byte[length];
        Span<byte> input = stackalloc byte[68];
        shared.AsSpan(1).CopyTo(input);
        Span<byte> block = stackalloc byte[Sm3.DigestLength];
        for (var (written, counter) = (0, 1u); written < length; written += block.Length, counter++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(input[64..], counter);
            Sm3.Hash(input, block);
            block[..Math.Min(block.Length, length - written)].CopyTo(stream.AsSpan(written));
        }
        CryptographicOperations.ZeroMemory(input);
        CryptographicOperations.ZeroMemory(block);
        return stream;
    }
}
