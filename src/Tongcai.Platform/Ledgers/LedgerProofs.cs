using Tongcai.Ledger;

namespace Tongcai.Platform.Ledgers;

/// <summary>账本证明。Makes the proofs that a supplier keeps with a receipt, from the static files alone.</summary>
public sealed class LedgerProofs(LedgerPublisher publisher)
{
    /// <summary>A tlog-proof of a public fact, or a sealed proof of a private one, under the newest checkpoint; null while the fact is not yet in it.</summary>
    /// <exception cref="LedgerFaultException">Tiles are missing or damaged.</exception>
    public async Task<byte[]?> Of(LedgerFact fact, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var reader = LedgerReader.Sha256(new DirectoryTileSource(publisher.TileDirectory));
        if (fact.LeafIndex is not { } index || await reader.CheckpointAsync(cancel) is not { } note) return null;
        var size = Checkpoint.Parse(note).Size;
        if (index >= size) return null;
        var outer = TlogProof.Make(await reader.InclusionAsync(index, size, cancel), note);
        return fact.Slot is { } slot ? new SealedProof(SealedPaths.Read(slot, fact.InnerPath!), outer).ToBytes() : outer.ToBytes();
    }
}
