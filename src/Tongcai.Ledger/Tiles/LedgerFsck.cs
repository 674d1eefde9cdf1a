using System.Runtime.InteropServices;

namespace Tongcai.Ledger;

/// <summary>How much of a ledger <see cref="LedgerFsck"/> reads.</summary>
public enum FsckScope
{
    /// <summary>The newest tile of each level and the newest bundle: what a crash or power cut could have hurt. A few files, at every start.</summary>
    LastTiles,

    /// <summary>Every bundle and every tile: all hashes computed anew from the entries.</summary>
    Everything,
}

/// <summary>Compares the files of a ledger, here or at another platform, with each other and with its checkpoints, and names what is wrong.</summary>
public static class LedgerFsck
{
    /// <summary>Findings in the order met; empty when all is well. Signatures are not checked here (see <see cref="TlogPolicy"/>).</summary>
    /// <exception cref="IOException">The source could not be read.</exception>
    public static async Task<IReadOnlyList<LedgerFinding>> RunAsync(ITileSource source, FsckScope scope, CancellationToken cancellation = default)
    {
        var check = new Run(source, cancellation);
        foreach (var (hash, prefix, path, required) in new[]
        {
            (TreeHash.Sha256, "", LedgerPaths.Checkpoint, true),
            (TreeHash.Sm3, LedgerPaths.Sm3Prefix, LedgerPaths.Sm3Checkpoint, false),
        })
        {
            var bytes = await source.ReadAsync(path, cancellation);
            if (bytes is null)
            {
                if (required) check.Add(LedgerFault.CheckpointUnreadable, path, "there is no checkpoint");
            }
            else if (!Checkpoint.TryParse(bytes, out var checkpoint, out var problem))
            {
                check.Add(LedgerFault.CheckpointUnreadable, path, problem);
            }
            else
            {
                var frontier = scope == FsckScope.Everything
                    ? await check.EverythingAsync(hash, prefix, checkpoint.Size)
                    : await check.LastTilesAsync(hash, prefix, checkpoint.Size);
                if (frontier is not null && frontier.Root() is var root && root != checkpoint.Root)
                    check.Add(LedgerFault.RootDiffers, path, $"size {checkpoint.Size}: the files lead to {root}, the checkpoint says {checkpoint.Root}");
            }
        }
        return check.Findings;
    }

    private sealed class Run(ITileSource source, CancellationToken cancellation)
    {
        private readonly List<LedgerFinding> findings = [];

        public IReadOnlyList<LedgerFinding> Findings => findings;

        public void Add(LedgerFault fault, string path, string detail)
        {
            var finding = new LedgerFinding(fault, path, detail);
            if (!findings.Contains(finding)) findings.Add(finding);
        }

        /// <summary>The frontier computed from the entries; null when both an entry bundle and its tile are gone.</summary>
        public async Task<MerkleFrontier?> EverythingAsync(TreeHash hash, string prefix, long size)
        {
            var edge = new TreeEdge(hash, prefix);
            var expected = new List<(string Path, byte[] Bytes)>();
            void Expect(string path, byte[] bytes) => expected.Add((path, bytes));
            for (long number = 0; number * TilePath.FullWidth < size; number++)
            {
                var tile = new TilePath(0, number, TilePath.WidthAt(0, number, size));
                var stored = await TileAsync(prefix, tile);
                var leaves = await LeavesAsync(hash, tile) ?? stored;
                if (leaves is null) return null;
                if (stored is not null && leaves.AsSpan().CommonPrefixLength(stored) is var at && at < leaves.Length)
                    Add(LedgerFault.EntryDiffers, (tile with { Level = TilePath.EntriesLevel }).ToString(), $"entry {number * TilePath.FullWidth + at} does not have the hash in {prefix}{tile}");
                foreach (var leaf in leaves) edge.Append(leaf, Expect);
                await CompareAsync(prefix, expected);
            }
            edge.TakePartials(Expect);
            await CompareAsync(prefix, expected);
            return edge.Frontier();
        }

        /// <summary>The frontier read from the newest tiles; null when one of them cannot be read.</summary>
        public async Task<MerkleFrontier?> LastTilesAsync(TreeHash hash, string prefix, long size)
        {
            var frontier = new MerkleFrontier(hash);
            NodeHash[]?[] rightmost = new NodeHash[TilePath.Levels(size)][];
            for (var level = rightmost.Length - 1; level >= 0; level--)
            {
                var tile = TilePath.Rightmost(level, size)!.Value;
                rightmost[level] = await TileAsync(prefix, tile);
                if (level + 1 < rightmost.Length && tile.IsFull && rightmost[level] is { } below && rightmost[level + 1] is { } above && above[^1] != hash.Root(below))
                    Add(LedgerFault.TileDiffers, prefix + tile, "its root is not the hash in the tile above");
                if (level == 0 && rightmost[0] is { } leaves && await LeavesAsync(hash, tile) is { } computed
                    && computed.AsSpan().CommonPrefixLength(leaves) is var at && at < leaves.Length)
                    Add(LedgerFault.EntryDiffers, (tile with { Level = TilePath.EntriesLevel }).ToString(), $"entry {tile.Number * TilePath.FullWidth + at} does not have the hash in {prefix}{tile}");
                // A full rightmost tile is already counted by its root one level up.
                if (!tile.IsFull) foreach (var subtree in rightmost[level] ?? []) frontier.Append(subtree, 8 * level);
            }
            return rightmost.Contains(null) ? null : frontier;
        }

        private async Task CompareAsync(string prefix, List<(string Path, byte[] Bytes)> expected)
        {
            foreach (var (path, bytes) in expected)
            {
                _ = TilePath.TryParse(path[prefix.Length..], out var tile);
                // Level 0 was compared entry by entry.
                if (tile.Level > 0 && await TileAsync(prefix, tile) is { } stored && !MemoryMarshal.AsBytes<NodeHash>(stored).SequenceEqual(bytes))
                    Add(LedgerFault.TileDiffers, path, "its hashes are not the roots of the tiles below");
            }
            expected.Clear();
        }

        private async Task<NodeHash[]?> TileAsync(string prefix, TilePath tile)
        {
            var (bytes, found) = await ReadAsync(prefix, tile);
            if (bytes is null) return null;
            if (bytes.Length == found.TileBytes) return MemoryMarshal.Cast<byte, NodeHash>(bytes.AsSpan(0, tile.TileBytes)).ToArray();
            Add(LedgerFault.Malformed, prefix + found, $"{bytes.Length} bytes instead of {found.TileBytes}");
            return null;
        }

        private async Task<NodeHash[]?> LeavesAsync(TreeHash hash, TilePath tile)
        {
            var (bytes, found) = await ReadAsync("", tile with { Level = TilePath.EntriesLevel });
            if (bytes is null) return null;
            try
            {
                var entries = EntryBundle.Read(bytes, found.Width);
                if (EntryBundle.LengthOf(entries) == bytes.Length) return [.. entries.Take(tile.Width).Select(entry => hash.Leaf(entry.Span))];
                Add(LedgerFault.Malformed, found.ToString(), $"{bytes.Length - EntryBundle.LengthOf(entries)} bytes follow the last entry");
            }
            catch (LedgerFormatException e)
            {
                Add(LedgerFault.Malformed, found.ToString(), e.Message);
            }
            return null;
        }

        private async Task<(byte[]? Bytes, TilePath Found)> ReadAsync(string prefix, TilePath tile)
        {
            if (await source.ReadAsync(prefix + tile, cancellation) is { } exact) return (exact, tile);
            if (!tile.IsFull && await source.ReadAsync(prefix + tile.Full, cancellation) is { } full) return (full, tile.Full);
            Add(LedgerFault.Missing, prefix + tile, "the file is not there");
            return (null, tile);
        }
    }
}
