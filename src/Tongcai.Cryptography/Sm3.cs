using System.Security.Cryptography;
using Tongcai.Cryptography.Native;

namespace Tongcai.Cryptography;

/// <summary>SM3 密码杂凑算法 (GB/T 32905-2016): 256-bit digests, and HMAC (RFC 2104) and HKDF (RFC 5869) over it.</summary>
public static class Sm3
{
    /// <summary>Length of a digest and of an HMAC, in bytes.</summary>
    public const int DigestLength = 32;

    internal const int BlockLength = 64;

    /// <summary>The 32-byte digest of <paramref name="data"/>.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> data)
    {
        var digest = new byte[DigestLength];
        Hash(data, digest);
        return digest;
    }

    /// <summary>Writes the digest of <paramref name="data"/> into the first 32 bytes of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than 32 bytes.</exception>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        if (destination.Length < DigestLength)
            throw new ArgumentException("An SM3 digest needs 32 bytes.", nameof(destination));
        OpenSsl.Check(LibCrypto.EVP_Digest(data, (nuint)data.Length, destination, out _, OpenSsl.Sm3, 0));
    }

    /// <summary>The digests of several messages of public data, of any lengths, in their order; quicker than one after the other where the processor has wide registers.</summary>
    public static byte[][] Hash(ReadOnlySpan<ReadOnlyMemory<byte>> messages)
    {
        var digests = new byte[messages.Length][];
        for (var at = 0; at < messages.Length; at += Sm3Lanes.Count)
        {
            var some = messages.Slice(at, Math.Min(Sm3Lanes.Count, messages.Length - at));
            if (some.Length > 1 && Sm3Lanes.IsSupported)
                Sm3Lanes.Hash(some).CopyTo(digests, at);
            else
            {
                for (var i = 0; i < some.Length; i++)
                    digests[at + i] = Hash(some[i].Span);
            }
        }

        return digests;
    }

    /// <summary>HMAC-SM3: the 32-byte tag of <paramref name="data"/> under a key of any length.</summary>
    public static byte[] Hmac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data)
    {
        using var mac = new Sm3Hmac(key);
        mac.Append(data);
        return mac.Finish();
    }

    /// <summary>HKDF-SM3 (RFC 5869, extract then expand).</summary>
    /// <param name="ikm">Input keying material.</param>
    /// <param name="salt">Salt; empty means 32 zero bytes, as in the RFC.</param>
    /// <param name="info">Context that binds the output to its use.</param>
    /// <param name="length">Bytes wanted, 1 to 8160.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is out of range.</exception>
    public static byte[] Hkdf(ReadOnlySpan<byte> ikm, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, 255 * DigestLength);
        var pseudorandomKey = Hmac(salt, ikm);
        var block = Array.Empty<byte>();
        try
        {
            var output = new byte[length];
            for (var (written, counter) = (0, 1); written < length; written += DigestLength, counter++)
            {
                using var mac = new Sm3Hmac(pseudorandomKey);
                mac.Append(block);
                mac.Append(info);
                mac.Append([(byte)counter]);
                CryptographicOperations.ZeroMemory(block);
                block = mac.Finish();
                block.AsSpan(0, Math.Min(DigestLength, length - written)).CopyTo(output.AsSpan(written));
            }
            return output;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pseudorandomKey);
            CryptographicOperations.ZeroMemory(block);
        }
    }
}
