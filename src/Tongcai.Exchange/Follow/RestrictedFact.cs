using Tongcai.Exchange.Wire;
using Tongcai.Ledger;

namespace Tongcai.Exchange.Follow;

/// <summary>A private fact as its audience gets it, with all that opens its commitment.</summary>
/// <param name="Cursor">Dense number in the audience's own feed, from 1.</param>
/// <param name="Index">Ledger index of the sealed batch.</param>
/// <param name="Slot">Slot in the batch.</param>
/// <param name="Path">Sibling hashes in the batch, leaf sibling first, one after the other.</param>
/// <param name="Leaf">Inner leaf.</param>
/// <param name="Salt">32 bytes.</param>
/// <param name="Body">Canonical body.</param>
public sealed record RestrictedFact(long Cursor, long Index, int Slot, byte[] Path, byte[] Leaf, byte[] Salt, byte[] Body)
{
    /// <summary>Whether the fact is what the ledger's entry at <see cref="Index"/> committed to. Never throws on bad input.</summary>
    public bool StandsIn(ReadOnlySpan<byte> ledgerEntry) =>
        Path.Length % NodeHash.Size == 0
        && SealedProof.Reveals(new SealedPath(Slot, [.. Path.Chunk(NodeHash.Size).Select(h => NodeHash.From(h))]), Salt, Leaf, ledgerEntry)
        && FactLeaf.Read(Leaf) is { } leaf && leaf.Body.Fits(Body);
}

/// <summary>A page of a restricted feed, in the order of the cursor; empty when there is nothing after it.</summary>
public sealed record RestrictedPage(IReadOnlyList<RestrictedFact> Items)
{
    /// <summary>Most facts of a page.</summary>
    public const int Most = 256;
}
