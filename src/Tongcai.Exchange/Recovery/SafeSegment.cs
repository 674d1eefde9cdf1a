using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tongcai.Cryptography;
using Tongcai.Ledger;

namespace Tongcai.Exchange.Recovery;

/// <summary>What a segment says of itself in the clear.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Size">Entries of the ledger that can be restored with this segment and all before it.</param>
/// <param name="Root">Root of the ledger at that size.</param>
/// <param name="Previous">SHA-256 of the segment before; 32 zero bytes for the first.</param>
public sealed record SegmentHead(long Number, long Size, NodeHash Root, byte[] Previous);

/// <summary>
/// 安全副本的一段. What a platform changed, encrypted to its recovery key, in files of one size at a fixed rhythm, so that neither their number nor their length tells anything:
/// <c>magic ‖ number ‖ size ‖ root ‖ previous ‖ SM2(fresh key) ‖ SM4-CTR+HMAC-SM3(content ‖ zeros) ‖ Ed25519 signature of the ledger's key</c>; numbers are 8 bytes, big-endian.
/// </summary>
public static class SafeSegment
{
    /// <summary>Smallest segment that a platform may choose, in bytes.</summary>
    public const int Smallest = 4096;

    /// <summary>Largest one.</summary>
    public const int Largest = ChunkCipher.MaximumPlainLength;

    /// <summary>Bytes of a segment that are not content.</summary>
    public const int Overhead = HeadLength + WrappedLength + ChunkCipher.TagLength + SignatureLength;

    private const string Form = "tongcai/safe-copy/v1";
    private const int DigestLength = 32;
    private const int HeadLength = 8 + 8 + 8 + NodeHash.Size + DigestLength;
    private const int WrappedLength = ChunkCipher.KeyLength + Sm2PublicKey.CipherTextOverhead;
    private const int SignatureLength = 64;

    private static ReadOnlySpan<byte> Magic => "TCSAFE1\n"u8;

    /// <summary>SHA-256 of a segment, as its successor names it.</summary>
    public static byte[] Digest(ReadOnlySpan<byte> segment) => SHA256.HashData(segment);

    /// <summary>The predecessor of the first segment.</summary>
    public static byte[] None => new byte[DigestLength];

    /// <summary>Makes a segment of exactly <paramref name="length"/> bytes.</summary>
    /// <param name="signer">Ed25519 key of the ledger.</param>
    /// <param name="recovery">Key to which the content is encrypted.</param>
    /// <param name="content">At most <paramref name="length"/> less <see cref="Overhead"/> bytes; the rest is zeros.</param>
    public static byte[] Seal(SegmentHead head, NoteSigner signer, Sm2PublicKey recovery, ReadOnlySpan<byte> content, int length)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(recovery);
        var segment = new byte[length];
        Magic.CopyTo(segment);
        BinaryPrimitives.WriteInt64BigEndian(segment.AsSpan(8), head.Number);
        BinaryPrimitives.WriteInt64BigEndian(segment.AsSpan(16), head.Size);
        head.Root.ToArray().CopyTo(segment.AsSpan(24));
        head.Previous.CopyTo(segment.AsSpan(24 + NodeHash.Size));

        var key = RandomNumberGenerator.GetBytes(ChunkCipher.KeyLength);
        var plain = new byte[length - Overhead];
        try
        {
            content.CopyTo(plain);
            recovery.Encrypt(key).CopyTo(segment.AsSpan(HeadLength));
            using var cipher = new ChunkCipher(key, Info(signer.Key.Name, head.Number));
            cipher.Seal(0, last: true, plain).CopyTo(segment.AsSpan(HeadLength + WrappedLength));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(plain);
        }

        signer.Sign(SignedText(signer.Key.Name, segment)).Bytes.Span.CopyTo(segment.AsSpan(length - SignatureLength));
        return segment;
    }

    /// <summary>Reads the clear part of a segment that the key's ledger has signed; null with what is wrong for anything else.</summary>
    /// <param name="key">Ed25519 verifier key of the ledger.</param>
    public static SegmentHead? Check(ReadOnlySpan<byte> segment, NoteKey key, out string problem)
    {
        ArgumentNullException.ThrowIfNull(key);
        problem = "";
        if (segment.Length is < Smallest or > Largest || !segment.StartsWith(Magic))
            problem = "不是安全副本的段，或者长度不对";
        else if (!key.Verify(SignedText(key.Name, segment), new NoteSignature(key.Name, key.Id, segment[^SignatureLength..].ToArray()), out _))
            problem = $"签名不是 {key.Name} 的，或者内容被改动过";
        if (problem.Length > 0)
            return null;
        return new(
            BinaryPrimitives.ReadInt64BigEndian(segment[8..]), BinaryPrimitives.ReadInt64BigEndian(segment[16..]), NodeHash.From(segment.Slice(24, NodeHash.Size)),
            segment.Slice(24 + NodeHash.Size, DigestLength).ToArray());
    }

    /// <summary>The content with its zeros; null when it is encrypted to another key.</summary>
    /// <param name="segment">Checked by <see cref="Check"/>.</param>
    public static byte[]? Open(ReadOnlySpan<byte> segment, string origin, Sm2PrivateKey recovery)
    {
        ArgumentNullException.ThrowIfNull(recovery);
        if (recovery.TryDecrypt(segment.Slice(HeadLength, WrappedLength)) is not { Length: ChunkCipher.KeyLength } key)
            return null;
        using var cipher = new ChunkCipher(key, Info(origin, BinaryPrimitives.ReadInt64BigEndian(segment[8..])));
        CryptographicOperations.ZeroMemory(key);
        return cipher.Open(0, last: true, segment[(HeadLength + WrappedLength)..^SignatureLength]);
    }

    private static byte[] Info(string origin, long number) => Encoding.UTF8.GetBytes($"{Form}\n{origin}\n{number}");

    /// <summary>No checkpoint begins so, hence the ledger's key may sign it.</summary>
    private static string SignedText(string origin, ReadOnlySpan<byte> segment) => $"{Form}\n{origin}\n{Convert.ToHexStringLower(SHA256.HashData(segment[..^SignatureLength]))}\n";
}
