using System.Numerics;

namespace Tongcai.Ledger;

/// <summary>The leaves [Start, End) under one node of a tree; End − Start need not be a power of two at the tree's right edge.</summary>
public readonly record struct LeafRange(long Start, long End)
{
    /// <summary>Whether the range is one subtree of every tree that is large enough: its start is a multiple of the smallest power of two that is not below its length (draft-ietf-plants-merkle-tree-certs §4.1).</summary>
    public bool IsSubtree => 0 <= Start && Start <= End && (Start == End || (Start & ((long)BitOperations.RoundUpToPowerOf2((ulong)(End - Start)) - 1)) == 0);

    /// <summary>The largest power of two smaller than <paramref name="count"/> (RFC 6962 §2.1: k &lt; n ≤ 2k); <paramref name="count"/> ≥ 2.</summary>
    internal static long LargestPowerOfTwoBelow(long count) => 1L << BitOperations.Log2((ulong)count - 1);

    /// <summary>The complete subtrees that the range is made of, left to right, as (height, index at that height).</summary>
    internal IEnumerable<(int Height, long Index)> CompleteSubtrees()
    {
        var start = Start;
        while (start < End)
        {
            var height = BitOperations.Log2((ulong)(End - start));
            yield return (height, start >> height);
            start += 1L << height;
        }
    }
}
