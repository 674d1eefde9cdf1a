using System.Buffers.Binary;
using Tongcai.Cryptography.Native;

namespace Tongcai.Cryptography;

/// <summary>SM4 分组密码算法 (GB/T 32907-2016) in counter mode. It gives no integrity: use <see cref="ChunkCipher"/> for data.</summary>
public static class Sm4Ctr
{
    public const int KeyLength = 16;
    public const int CounterLength = 16;

    /// <summary>Encrypts or decrypts (the same operation) <paramref name="input"/> into <paramref name="output"/>.</summary>
    /// <param name="key">16 bytes.</param>
    /// <param name="counter">16 bytes: first counter block, big-endian, counted up by one per 16 bytes.</param>
    /// <param name="output">At least as long as <paramref name="input"/>; may be the same memory.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public static void Transform(ReadOnlySpan<byte> key, ReadOnlySpan<byte> counter, ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (key.Length != KeyLength)
            throw new ArgumentException("An SM4 key has 16 bytes.", nameof(key));
        if (counter.Length != CounterLength)
            throw new ArgumentException("An SM4 counter block has 16 bytes.", nameof(counter));
        if (output.Length < input.Length)
            throw new ArgumentException("The output is shorter than the input.", nameof(output));
        using var context = OpenSsl.Check(LibCrypto.EVP_CIPHER_CTX_new());
        OpenSsl.Check(LibCrypto.EVP_EncryptInit_ex(context, OpenSsl.Sm4Ctr, 0, key, counter));
        if (input.IsEmpty)
            return;
        OpenSsl.Check(LibCrypto.EVP_EncryptUpdate(context, output, out var written, input, input.Length));
        if (written != input.Length)
            throw OpenSsl.Failure(nameof(LibCrypto.EVP_EncryptUpdate));
    }

    /// <summary>Counter block of chunk <paramref name="index"/>: 8 bytes chunk index, 8 bytes block number from 0, both big-endian.</summary>
    internal static void CounterOf(ulong index, Span<byte> counter)
    {
        BinaryPrimitives.WriteUInt64BigEndian(counter, index);
        BinaryPrimitives.WriteUInt64BigEndian(counter[8..], 0);
    }
}
