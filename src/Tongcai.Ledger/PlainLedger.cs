using System.Text;

namespace Tongcai.Ledger;

/// <summary>
/// A ledger without a database: lines of text appended to a directory, signed, served as static files. The files are the only copy of
/// the entries.
/// </summary>
public sealed class PlainLedger : IDisposable
{
    private readonly TileStore store;
    private readonly NoteSigner signer;
    private readonly NoteSigner? sm3Signer;

    private PlainLedger(TileStore store, NoteSigner signer, NoteSigner? sm3Signer) => (this.store, this.signer, this.sm3Signer) = (store, signer, sm3Signer);

    /// <summary>The published size.</summary>
    public long Size => store.Published?.Size ?? 0;

    /// <summary>
    /// Opens or creates a ledger whose origin is the signer's name, and publishes what an interrupted append has left complete.
    /// </summary>
    /// <param name="sm3Signer">Signs the SM3 tree's checkpoint, by the name of the origin with <see cref="LedgerPaths.Sm3OriginSuffix"/>; null for none.</param>
    /// <exception cref="LedgerConflictException">Another writer has it open, or the ledger is of another origin.</exception>
    /// <exception cref="LedgerFaultException">Its files are damaged.</exception>
    public static PlainLedger Open(string directory, NoteSigner signer, NoteSigner? sm3Signer = null)
    {
        var store = TileStore.Open(directory);
        try
        {
            if (store.Published is { } published && published.Origin != signer.Key.Name)
                throw new LedgerConflictException($"The ledger in {directory} is {published.Origin}, not {signer.Key.Name}.");
            var ledger = new PlainLedger(store, signer, sm3Signer);
            if (store.EntriesBeyond(ledger.Size) is { Count: > 0 } left) ledger.Add(left);
            return ledger;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Appends each line as one entry (UTF-8, without the line end); durable and published when it returns.</summary>
    /// <returns>The index of the first line.</returns>
    /// <exception cref="LedgerFormatException">A line is longer than an entry may be; nothing was appended.</exception>
    public long Append(IReadOnlyList<string> lines)
    {
        var first = Size;
        if (lines.Count > 0 || store.Published is null) Add([.. lines.Select(line => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line))]);
        return first;
    }

    /// <summary>Adds cosignatures to the published checkpoint.</summary>
    /// <exception cref="LedgerConflictException">The note is not the published checkpoint's.</exception>
    public void Cosign(SignedNote cosigned)
    {
        ArgumentNullException.ThrowIfNull(cosigned);
        store.Publish(cosigned.ToBytes());
    }

    public void Dispose() => store.Dispose();

    private void Add(IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        var tree = store.Append(Size, entries);
        store.Publish(new Checkpoint(signer.Key.Name, tree.Size, tree.Root).Sign(signer));
        if (sm3Signer is not null) store.PublishSm3(new Checkpoint(signer.Key.Name + LedgerPaths.Sm3OriginSuffix, tree.Size, tree.Sm3Root).Sign(sm3Signer));
    }
}
