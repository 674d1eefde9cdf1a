namespace Tongcai.Ledger;

/// <summary>That the entry at <paramref name="Index"/> stands in the tree of <paramref name="Size"/> entries (RFC 6962 §2.1.1). Hashes: leaf sibling first.</summary>
public sealed record InclusionProof(long Index, long Size, IReadOnlyList<NodeHash> Hashes)
{
    /// <summary>The subtrees whose roots make the proof, leaf sibling first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Index is not in [0, size).</exception>
    public static IReadOnlyList<LeafRange> Parts(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var parts = new List<LeafRange>();
        long start = 0, end = size;
        while (end - start > 1)
        {
            var middle = start + LeafRange.LargestPowerOfTwoBelow(end - start);
            parts.Add(index < middle ? new LeafRange(middle, end) : new LeafRange(start, middle));
            (start, end) = index < middle ? (start, middle) : (middle, end);
        }
        parts.Reverse();
        return parts;
    }

    /// <summary>Makes the proof from a function that gives the root of any range of the tree.</summary>
    public static InclusionProof Make(long index, long size, Func<LeafRange, NodeHash> rootOf) => new(index, size, [.. Parts(index, size).Select(rootOf)]);

    /// <summary>Whether leaf and proof lead to <paramref name="root"/> (RFC 9162 §2.1.3.2). Never throws on bad input.</summary>
    public bool Verify(TreeHash hash, NodeHash leafHash, NodeHash root) => ComputeRoot(hash, leafHash) is { } computed && computed == root;

    /// <summary>The root that leaf and proof lead to; null when the proof has the wrong length for index and size.</summary>
    public NodeHash? ComputeRoot(TreeHash hash, NodeHash leafHash)
    {
        if (Index < 0 || Index >= Size) return null;
        var (node, last, computed) = (Index, Size - 1, leafHash);
        foreach (var sibling in Hashes)
        {
            if (last == 0) return null;
            if ((node & 1) == 1 || node == last)
            {
                computed = hash.Node(sibling, computed);
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                computed = hash.Node(computed, sibling);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 ? computed : null;
    }
}
