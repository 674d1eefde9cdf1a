using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Tongcai.Ledger;

/// <summary>
/// The compact range of a growing tree: the roots of its complete subtrees, largest first. It is all a follower needs to keep
/// in order to compute every later root: 32 bytes for each one-bit of the size.
/// </summary>
public sealed class MerkleFrontier(TreeHash hash)
{
    private readonly List<NodeHash> peaks = [];

    /// <summary>Number of leaves.</summary>
    public long Size { get; private set; }

    /// <summary>Adds the next leaf.</summary>
    public void Append(NodeHash leafHash) => Append(leafHash, 0);

    /// <summary>Adds a complete subtree of 2^<paramref name="height"/> leaves.</summary>
    /// <exception cref="ArgumentException">The size is not a multiple of 2^height, so the subtree cannot start here.</exception>
    public void Append(NodeHash subtree, int height)
    {
        if ((Size & ((1L << height) - 1)) != 0) throw new ArgumentException($"A subtree of height {height} cannot start at leaf {Size}.", nameof(height));
        var carry = subtree;
        for (var rest = Size >> height; (rest & 1) == 1; rest >>= 1)
        {
            carry = hash.Node(peaks[^1], carry);
            peaks.RemoveAt(peaks.Count - 1);
        }
        peaks.Add(carry);
        Size += 1L << height;
    }

    /// <summary>The root of the tree of <see cref="Size"/> leaves.</summary>
    public NodeHash Root() => Size == 0 ? hash.Empty : hash.Fold(peaks);

    /// <summary>Size as 8 bytes big-endian, then the subtree roots, 32 bytes each, largest subtree first.</summary>
    public byte[] Serialize()
    {
        var bytes = new byte[8 + peaks.Count * NodeHash.Size];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Size);
        MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(peaks)).CopyTo(bytes.AsSpan(8));
        return bytes;
    }

    /// <summary>Reads what <see cref="Serialize"/> wrote.</summary>
    /// <exception cref="LedgerFormatException">The length does not belong to the size.</exception>
    public static MerkleFrontier Parse(TreeHash hash, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8) throw new LedgerFormatException($"A frontier has at least 8 bytes, not {bytes.Length}.");
        var size = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (size < 0 || bytes.Length != 8 + BitOperations.PopCount((ulong)size) * NodeHash.Size)
            throw new LedgerFormatException($"A frontier of size {size} does not have {bytes.Length} bytes.");
        var frontier = new MerkleFrontier(hash) { Size = size };
        frontier.peaks.AddRange(MemoryMarshal.Cast<byte, NodeHash>(bytes[8..]));
        return frontier;
    }
}
