using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tongcai.Ledger;

/// <summary>An entry and its index.</summary>
public readonly record struct LedgerEntry(long Index, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// Reads a ledger from its files: checkpoint, entries, any proof. Holds at most <see cref="CachedTiles"/> tiles and one bundle
/// at a time, however large the ledger. What it returns is not yet checked against a root; the caller has one to check with.
/// </summary>
public sealed class LedgerReader
{
    private const int CachedTiles = 128;

    private readonly ITileSource source;
    private readonly TreeHash hash;
    private readonly string prefix;
    private readonly string checkpoint;
    private readonly Dictionary<TilePath, NodeHash[]> tiles = [];

    private LedgerReader(ITileSource source, TreeHash hash, string prefix, string checkpoint) =>
        (this.source, this.hash, this.prefix, this.checkpoint) = (source, hash, prefix, checkpoint);

    /// <summary>The SHA-256 tree, for every outside tool.</summary>
    public static LedgerReader Sha256(ITileSource source) => new(source, TreeHash.Sha256, "", LedgerPaths.Checkpoint);

    /// <summary>The parallel SM3 tree over the same entries.</summary>
    public static LedgerReader Sm3(ITileSource source) => new(source, TreeHash.Sm3, LedgerPaths.Sm3Prefix, LedgerPaths.Sm3Checkpoint);

    /// <summary>The bytes of the newest checkpoint; null when none was published.</summary>
    public ValueTask<byte[]?> CheckpointAsync(CancellationToken cancellation = default) => source.ReadAsync(checkpoint, cancellation);

    /// <summary>Streams the entries [from, size), one bundle in memory at a time.</summary>
    /// <param name="size">The tree size of a checkpoint: it decides which partial files are asked for.</param>
    /// <exception cref="LedgerFaultException">A bundle is missing or malformed.</exception>
    public async IAsyncEnumerable<LedgerEntry> EntriesAsync(long from, long size, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        for (var index = from; index < size;)
        {
            var first = index - index % TilePath.FullWidth;
            var entries = await BundleAsync(index / TilePath.FullWidth, size, cancellation);
            for (; index < first + entries.Count; index++) yield return new LedgerEntry(index, entries[(int)(index - first)]);
        }
    }

    /// <summary>The entries of one bundle, as far as <paramref name="size"/> fills it.</summary>
    /// <exception cref="LedgerFaultException">The bundle is missing or malformed.</exception>
    public async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> BundleAsync(long number, long size, CancellationToken cancellation = default)
    {
        var path = new TilePath(TilePath.EntriesLevel, number, TilePath.WidthAt(TilePath.EntriesLevel, number, size));
        // Bundles belong to the entries, not to a tree: both trees share them.
        return EntryBundle.Read(await ReadAsync("", path, cancellation), path);
    }

    /// <exception cref="LedgerFaultException">A tile is missing or malformed.</exception>
    public async ValueTask<InclusionProof> InclusionAsync(long index, long size, CancellationToken cancellation = default) =>
        new(index, size, await RootsAsync(InclusionProof.Parts(index, size), size, cancellation));

    /// <exception cref="LedgerFaultException">A tile is missing or malformed.</exception>
    public async ValueTask<ConsistencyProof> ConsistencyAsync(long oldSize, long newSize, CancellationToken cancellation = default) =>
        new(oldSize, newSize, await RootsAsync(ConsistencyProof.Parts(oldSize, newSize), newSize, cancellation));

    /// <summary>The root at a size, computed from tiles.</summary>
    /// <exception cref="LedgerFaultException">A tile is missing or malformed.</exception>
    public async ValueTask<NodeHash> RootAsync(long size, CancellationToken cancellation = default) => (await FrontierAsync(size, cancellation)).Root();

    /// <summary>The frontier at a size, computed from tiles.</summary>
    /// <exception cref="LedgerFaultException">A tile is missing or malformed.</exception>
    public async ValueTask<MerkleFrontier> FrontierAsync(long size, CancellationToken cancellation = default)
    {
        var frontier = new MerkleFrontier(hash);
        foreach (var (height, index) in new LeafRange(0, size).CompleteSubtrees())
            frontier.Append(await SubtreeAsync(height, index, size, cancellation), height);
        return frontier;
    }

    private async ValueTask<IReadOnlyList<NodeHash>> RootsAsync(IReadOnlyList<LeafRange> parts, long size, CancellationToken cancellation)
    {
        var roots = new List<NodeHash>(parts.Count);
        foreach (var part in parts)
        {
            var peaks = new List<NodeHash>();
            foreach (var (height, index) in part.CompleteSubtrees()) peaks.Add(await SubtreeAsync(height, index, size, cancellation));
            roots.Add(hash.Fold(peaks));
        }
        return roots;
    }

    /// <summary>The root of the complete subtree <paramref name="index"/> of 2^height leaves: a run of hashes within one tile.</summary>
    private async ValueTask<NodeHash> SubtreeAsync(int height, long index, long size, CancellationToken cancellation)
    {
        var (level, inside) = (height / 8, height % 8);
        var number = index >> (8 - inside);
        var tile = await TileAsync(new TilePath(level, number, TilePath.WidthAt(level, number, size)), cancellation);
        var start = (int)((index << inside) - number * TilePath.FullWidth);
        return hash.Root(tile.AsSpan(start, 1 << inside));
    }

    private async ValueTask<NodeHash[]> TileAsync(TilePath path, CancellationToken cancellation)
    {
        if (tiles.TryGetValue(path, out var known)) return known;
        var bytes = await ReadAsync(prefix, path, cancellation);
        if (bytes.Length < path.TileBytes || bytes.Length % NodeHash.Size != 0)
            throw new LedgerFaultException(LedgerFault.Malformed, prefix + path, $"{bytes.Length} bytes instead of {path.TileBytes}");
        var hashes = MemoryMarshal.Cast<byte, NodeHash>(bytes.AsSpan(0, path.TileBytes)).ToArray();
        if (tiles.Count >= CachedTiles) tiles.Clear();
        return tiles[path] = hashes;
    }

    private async ValueTask<byte[]> ReadAsync(string under, TilePath path, CancellationToken cancellation)
    {
        var bytes = await source.ReadAsync(under + path, cancellation);
        // A partial file may be dropped once the full one is there.
        if (bytes is null && !path.IsFull) bytes = await source.ReadAsync(under + path.Full, cancellation);
        return bytes ?? throw new LedgerFaultException(LedgerFault.Missing, under + path, "the file is not there");
    }
}
