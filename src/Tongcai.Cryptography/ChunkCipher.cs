using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tongcai.Cryptography;

/// <summary>
/// Chunk format <c>sm4ctr-hmacsm3/v1</c>: encrypt then MAC. A stored chunk is ciphertext ‖ 32-byte tag.
/// Keys: HKDF-SM3(key32, no salt, info) → 16 bytes SM4 key ‖ 32 bytes MAC key.
/// Counter block: u64 chunk index ‖ u64 block number, big-endian.
/// Tag: HMAC-SM3 over the ASCII format name ‖ 0x00 ‖ u64 chunk index ‖ u8 last flag (0 or 1) ‖ ciphertext.
/// A key32 must be fresh for each info: the counter starts at the chunk index, so two plaintexts under one key32 and info betray each other.
/// </summary>
public sealed class ChunkCipher : IDisposable
{
    /// <summary>The name written into envelopes.</summary>
    public const string Format = "sm4ctr-hmacsm3/v1";

    public const int KeyLength = 32;
    public const int TagLength = Sm3.DigestLength;

    /// <summary>Longest plaintext of a chunk: 1 MiB.</summary>
    public const int MaximumPlainLength = 1 << 20;

    private static readonly byte[] Header = [.. Encoding.ASCII.GetBytes(Format), 0];

    private readonly byte[] keys;

    /// <param name="key">32 random bytes, used for nothing else under the same <paramref name="info"/>.</param>
    /// <param name="info">What the chunks belong to; chunks do not open under another info.</param>
    /// <exception cref="ArgumentException">The key has another length.</exception>
    public ChunkCipher(ReadOnlySpan<byte> key, ReadOnlySpan<byte> info)
    {
        if (key.Length != KeyLength)
            throw new ArgumentException("A chunk key has 32 bytes.", nameof(key));
        keys = Sm3.Hkdf(key, [], info, Sm4Ctr.KeyLength + Sm3.DigestLength);
    }

    /// <summary>Encrypts one chunk.</summary>
    /// <param name="index">Position in the stream, from 0.</param>
    /// <param name="last">Whether the stream ends with this chunk.</param>
    /// <param name="plain">At most 1 MiB.</param>
    /// <returns>Ciphertext ‖ tag, 32 bytes longer than <paramref name="plain"/>.</returns>
    public byte[] Seal(long index, bool last, ReadOnlySpan<byte> plain)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plain.Length, MaximumPlainLength, nameof(plain));
        var stored = new byte[plain.Length + TagLength];
        Span<byte> counter = stackalloc byte[Sm4Ctr.CounterLength];
        Sm4Ctr.CounterOf((ulong)index, counter);
        Sm4Ctr.Transform(keys.AsSpan(0, Sm4Ctr.KeyLength), counter, plain, stored);
        Tag(index, last, stored.AsSpan(0, plain.Length)).CopyTo(stored, plain.Length);
        return stored;
    }

    /// <summary>Checks and decrypts one stored chunk.</summary>
    /// <returns>The plaintext, or null when the chunk is altered, moved, cut short, of another info, or under another key.</returns>
    public byte[]? Open(long index, bool last, ReadOnlySpan<byte> stored)
    {
        if (index < 0 || stored.Length < TagLength || stored.Length > MaximumPlainLength + TagLength)
            return null;
        var cipherText = stored[..^TagLength];
        if (!CryptographicOperations.FixedTimeEquals(Tag(index, last, cipherText), stored[^TagLength..]))
            return null;
        var plain = new byte[cipherText.Length];
        Span<byte> counter = stackalloc byte[Sm4Ctr.CounterLength];
        Sm4Ctr.CounterOf((ulong)index, counter);
        Sm4Ctr.Transform(keys.AsSpan(0, Sm4Ctr.KeyLength), counter, cipherText, plain);
        return plain;
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(keys);

    private byte[] Tag(long index, bool last, ReadOnlySpan<byte> cipherText)
    {
        Span<byte> position = stackalloc byte[9];
        BinaryPrimitives.WriteInt64BigEndian(position, index);
        position[8] = last ? (byte)1 : (byte)0;
        using var mac = new Sm3Hmac(keys.AsSpan(Sm4Ctr.KeyLength));
        mac.Append(Header);
        mac.Append(position);
        mac.Append(cipherText);
        return mac.Finish();
    }
}
