namespace Tongcai.Ledger;

public sealed partial class TileStore
{
    private const string RebuildDirectory = ".rebuild";

    /// <summary>
    /// Makes all tiles and bundles anew from the entries, beside the old ones, and puts in place only those that differ, after the
    /// published roots were met. Repeatable when interrupted.
    /// </summary>
    /// <returns>The tree over all given entries and the paths of the files that were missing or damaged.</returns>
    /// <exception cref="LedgerConflictException">The entries do not lead to a published root; no file was touched.</exception>
    public (LedgerTree Tree, IReadOnlyList<string> Replaced) Rebuild(IEnumerable<ReadOnlyMemory<byte>> entries)
    {
        edge = null;
        var side = Path.Combine(directory, RebuildDirectory);
        if (Directory.Exists(side)) Directory.Delete(side, recursive: true);
        Directory.CreateDirectory(side);
        using var fresh = new TileStore(side, null);

        var published = new List<(Checkpoint At, Func<LedgerTree, NodeHash> Pick)>();
        if (Published is { } head) published.Add((head, tree => tree.Root));
        if (ReadCheckpoint(LedgerPaths.Sm3Checkpoint) is { } sm3Head) published.Add((sm3Head, tree => tree.Sm3Root));
        var stops = published.Select(check => check.At.Size).ToHashSet();
        var batch = new List<ReadOnlyMemory<byte>>();
        var tree = fresh.TreeAt(0);
        void Flush()
        {
            tree = fresh.Append(tree.Size, batch);
            batch.Clear();
            foreach (var (at, pick) in published)
                if (at.Size == tree.Size && at.Root != pick(tree)) throw new LedgerConflictException($"The entries lead to root {pick(tree)} at size {tree.Size}; {at.Origin} published {at.Root}.");
        }

        foreach (var entry in entries)
        {
            batch.Add(entry.ToArray());
            if (batch.Count == 16 * TilePath.FullWidth || stops.Contains(tree.Size + batch.Count)) Flush();
        }
        Flush();
        if (stops.Any(size => size > tree.Size)) throw new LedgerConflictException($"There are {tree.Size} entries; a checkpoint of size {stops.Max()} is published.");

        PartialFiles.Prune(side, 0, tree.Size, PartialsKept);
        var replaced = Directory.EnumerateFiles(side, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(side, file).Replace('\\', '/'))
            .Where(path => !SameBytes(Path.Combine(side, path), Path.Combine(directory, path)))
            .Order(StringComparer.Ordinal).ToList();
        DurableFiles.MoveInto(directory, side, replaced);
        Directory.Delete(side, recursive: true);
        return (tree, replaced);
    }

    private static bool SameBytes(string left, string right) =>
        File.Exists(right) && new FileInfo(left).Length == new FileInfo(right).Length && File.ReadAllBytes(left).AsSpan().SequenceEqual(File.ReadAllBytes(right));
}
