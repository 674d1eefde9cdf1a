namespace Tongcai.Ledger;

/// <summary>That the tree of <paramref name="OldSize"/> entries is a prefix of the tree of <paramref name="NewSize"/> entries (RFC 6962 §2.1.2).</summary>
public sealed record ConsistencyProof(long OldSize, long NewSize, IReadOnlyList<NodeHash> Hashes)
{
    /// <summary>The subtrees whose roots make the proof, in the order of RFC 6962 §2.1.2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 ≤ old ≤ new.</exception>
    public static IReadOnlyList<LeafRange> Parts(long oldSize, long newSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(oldSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, newSize);
        var parts = new List<LeafRange>();
        if (oldSize == 0) return parts;
        long start = 0, end = newSize;
        var wholeOldTree = true;
        while (oldSize < end)
        {
            var middle = start + LeafRange.LargestPowerOfTwoBelow(end - start);
            if (oldSize <= middle)
            {
                parts.Add(new LeafRange(middle, end));
                end = middle;
            }
            else
            {
                parts.Add(new LeafRange(start, middle));
                start = middle;
                wholeOldTree = false;
            }
        }
        if (!wholeOldTree) parts.Add(new LeafRange(start, end));
        parts.Reverse();
        return parts;
    }

    /// <summary>Makes the proof from a function that gives the root of any range of the tree.</summary>
    public static ConsistencyProof Make(long oldSize, long newSize, Func<LeafRange, NodeHash> rootOf) => new(oldSize, newSize, [.. Parts(oldSize, newSize).Select(rootOf)]);

    /// <summary>
    /// Whether the proof leads from the old root to the new one (RFC 9162 §2.1.4.2). Every tree extends the empty tree, so from size 0
    /// nothing is proved and the answer is no. Never throws on bad input.
    /// </summary>
    public bool Verify(TreeHash hash, NodeHash oldRoot, NodeHash newRoot) => OldSize >= 1 && new SubtreeProof(new LeafRange(0, OldSize), NewSize, Hashes).Verify(hash, oldRoot, newRoot);
}
