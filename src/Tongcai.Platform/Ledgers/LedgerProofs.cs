using Tongcai.Ledger;

namespace Tongcai.Platform.Ledgers;

/// <summary>账本证明。Makes the proofs that a supplier keeps with a receipt, from the static files alone.</summary>
public sealed class LedgerProofs(LedgerPublisher publisher)
{
    /// <summary>A tlog-proof of a public fact, or a sealed proof of a private one, under the newest cosigned checkpoint that covers it, else under the newest; null while the fact is not yet in it.</summary>
    /// <exception cref="LedgerFaultException">Tiles are missing or damaged.</exception>
    public async Task<byte[]?> Of(LedgerFact fact, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var reader = LedgerReader.Sha256(publisher.Files);
        if (fact.LeafIndex is not { } index || await Covering(index, reader, cancel) is not { } note) return null;
        var size = Checkpoint.Parse(note).Size;
        var outer = TlogProof.Make(await reader.InclusionAsync(index, size, cancel), note);
        return fact.Slot is { } slot ? new SealedProof(SealedPaths.Read(slot, fact.InnerPath!), outer).ToBytes() : outer.ToBytes();
    }

    /// <summary>Entries whose proofs stand under a checkpoint with all the signatures that the ledger's policy asks for.</summary>
    public async Task<long> WitnessedSize(CancellationToken cancel = default) => await publisher.Files.ReadAsync(LedgerPaths.Witnessed, cancel) is { } note ? Checkpoint.Parse(note).Size : 0;

    /// <summary>Witnesses are never waited for: until they have answered, a proof stands on the ledger's own signature.</summary>
    private async Task<byte[]?> Covering(long index, LedgerReader reader, CancellationToken cancel)
    {
        if (await publisher.Files.ReadAsync(LedgerPaths.Witnessed, cancel) is { } witnessed && index < Checkpoint.Parse(witnessed).Size) return witnessed;
        return await reader.CheckpointAsync(cancel) is { } note && index < Checkpoint.Parse(note).Size ? note : null;
    }
}
