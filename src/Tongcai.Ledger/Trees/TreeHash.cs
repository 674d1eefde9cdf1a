using System.Buffers;
using System.Security.Cryptography;
using Tongcai.Cryptography;

namespace Tongcai.Ledger;

/// <summary>
/// The hash family of a Merkle tree (RFC 6962 §2.1): leaf = H(0x00 ‖ entry), node = H(0x01 ‖ left ‖ right), empty tree = H("").
/// Two families are kept over the same entries: SHA-256 for every outside tool, SM3 (GB/T 32905) for the national one.
/// </summary>
public sealed class TreeHash
{
    private delegate void Digest(ReadOnlySpan<byte> data, Span<byte> digest);

    private readonly Digest digest;

    private TreeHash(Digest digest) => (this.digest, Empty) = (digest, Compute(digest, []));

    public static TreeHash Sha256 { get; } = new(static (data, digest) => SHA256.HashData(data, digest));

    public static TreeHash Sm3 { get; } = new(static (data, digest) => Cryptography.Sm3.Hash(data, digest));

    /// <summary>The root of a tree of size 0.</summary>
    public NodeHash Empty { get; }

    /// <summary>The hash of one entry.</summary>
    public NodeHash Leaf(ReadOnlySpan<byte> entry)
    {
        var length = entry.Length + 1;
        byte[]? rented = null;
        Span<byte> data = length <= 1024 ? stackalloc byte[1024] : rented = ArrayPool<byte>.Shared.Rent(length);
        data[0] = 0;
        entry.CopyTo(data[1..]);
        var hash = Compute(digest, data[..length]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }

    /// <summary>The hash of two neighbouring subtrees.</summary>
    public NodeHash Node(NodeHash left, NodeHash right)
    {
        Span<byte> data = stackalloc byte[1 + 2 * NodeHash.Size];
        data[0] = 1;
        left.Bytes.CopyTo(data[1..]);
        right.Bytes.CopyTo(data[(1 + NodeHash.Size)..]);
        return Compute(digest, data);
    }

    /// <summary>The root over a run of sibling hashes, in order (RFC 6962 §2.1 MTH over given leaf hashes).</summary>
    public NodeHash Root(ReadOnlySpan<NodeHash> hashes)
    {
        if (hashes.IsEmpty) return Empty;
        if (hashes.Length == 1) return hashes[0];
        var split = (int)LeafRange.LargestPowerOfTwoBelow(hashes.Length);
        return Node(Root(hashes[..split]), Root(hashes[split..]));
    }

    /// <summary>The root over the complete subtrees of a tree, largest first; there is at least one.</summary>
    internal NodeHash Fold(IReadOnlyList<NodeHash> peaks)
    {
        var root = peaks[^1];
        for (var i = peaks.Count - 2; i >= 0; i--) root = Node(peaks[i], root);
        return root;
    }

    private static NodeHash Compute(Digest digest, ReadOnlySpan<byte> data)
    {
        Span<byte> result = stackalloc byte[NodeHash.Size];
        digest(data, result);
        return NodeHash.From(result);
    }
}
