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
    public bool Verify(TreeHash hash, NodeHash oldRoot, NodeHash newRoot)
    {
        if (OldSize < 1 || OldSize > NewSize) return false;
        if (OldSize == NewSize) return Hashes.Count == 0 && oldRoot == newRoot;
        if (Hashes.Count == 0) return false;

        var (node, last) = (OldSize - 1, NewSize - 1);
        while ((node & 1) == 1) (node, last) = (node >> 1, last >> 1);
        // A power of two as old size is a subtree of the new tree: its root is known and left out of the proof.
        var next = node == 0 ? 0 : 1;
        var fromOld = next == 0 ? oldRoot : Hashes[0];
        var fromNew = fromOld;
        for (; next < Hashes.Count; next++)
        {
            if (last == 0) return false;
            var sibling = Hashes[next];
            if ((node & 1) == 1 || node == last)
            {
                fromOld = hash.Node(sibling, fromOld);
                fromNew = hash.Node(sibling, fromNew);
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                fromNew = hash.Node(fromNew, sibling);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 && fromOld == oldRoot && fromNew == newRoot;
    }
}
