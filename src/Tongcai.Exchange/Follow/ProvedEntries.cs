using Tongcai.Ledger;

namespace Tongcai.Exchange.Follow;

/// <summary>Entries of a followed ledger, each proved against its accepted checkpoint. A file that several of them need is read once; for the entries of one page, not for ever.</summary>
/// <param name="tiles">The ledger's files.</param>
/// <param name="checkpoint">A checkpoint whose signature has been checked.</param>
public sealed class ProvedEntries(ITileSource tiles, byte[] checkpoint)
{
    private readonly LedgerReader reader = LedgerReader.Sha256(new Kept(tiles));
    private readonly Checkpoint head = Checkpoint.Parse(checkpoint);

    /// <summary>The entry at an index below the checkpoint's size.</summary>
    /// <exception cref="IOException">The source does not give the entry, or not with its proof.</exception>
    public async Task<byte[]> At(long index, CancellationToken cancel = default)
    {
        try
        {
            var bundle = await reader.BundleAsync(index / TilePath.FullWidth, head.Size, cancel);
            var entry = bundle[(int)(index % TilePath.FullWidth)].ToArray();
            var proof = await reader.InclusionAsync(index, head.Size, cancel);
            return proof.Verify(TreeHash.Sha256, TreeHash.Sha256.Leaf(entry), head.Root) ? entry : throw new IOException($"The entry at {index} has no proof to the root of size {head.Size}.");
        }
        catch (LedgerFaultException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    private sealed class Kept(ITileSource source) : ITileSource
    {
        private readonly Dictionary<string, byte[]?> files = new(StringComparer.Ordinal);

        public async ValueTask<byte[]?> ReadAsync(string path, CancellationToken cancellation = default) =>
            files.TryGetValue(path, out var there) ? there : files[path] = await source.ReadAsync(path, cancellation);
    }
}
