using System.Security.Cryptography;
using Tongcai.Cryptography;

namespace Tongcai.Trading.Bidding;

/// <summary>Both digests of a chunk, lower-case hexadecimal.</summary>
public sealed record ChunkDigests(string Sm3, string Sha256)
{
    /// <summary>Of bytes that are there already.</summary>
    public static ChunkDigests Of(ReadOnlySpan<byte> bytes) => new(Convert.ToHexStringLower(Cryptography.Sm3.Hash(bytes)), Convert.ToHexStringLower(SHA256.HashData(bytes)));

    /// <summary>Reads a body to its end into the buffer and digests each piece while the processor still holds it; SM3, which is dear, together with the other bodies that come at the time.</summary>
    /// <param name="buffer">At least one byte longer than what is allowed.</param>
    /// <returns>How many bytes came, at most the length of the buffer, with their digests.</returns>
    public static async Task<(int Length, ChunkDigests Digests)> Read(Stream body, Memory<byte> buffer, Sm3Batch batch, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(batch);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = 0;
        for (int read; length < buffer.Length && (read = await body.ReadAsync(buffer[length..], cancel)) > 0; length += read)
            sha256.AppendData(buffer.Span.Slice(length, read));
        return (length, new(Convert.ToHexStringLower(await batch.Hash(buffer[..length])), Convert.ToHexStringLower(sha256.GetHashAndReset())));
    }
}
