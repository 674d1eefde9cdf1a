using System.Runtime.InteropServices;

namespace Tongcai.Ledger;

/// <summary>Size and both roots of a ledger.</summary>
public sealed record LedgerTree(long Size, NodeHash Root, NodeHash Sm3Root);

/// <summary>What was asked would contradict what the ledger holds or has published; nothing was changed.</summary>
public sealed class LedgerConflictException(string message) : Exception(message);

/// <summary>
/// The files of one ledger in a directory: entry bundles, SHA-256 tiles, SM3 tiles under <c>sm3/</c>, both checkpoints.
/// One writer at a time (a lock file); readers need no lock, since files are immutable and appear whole. Indexes come from the
/// caller; everything here can be rebuilt from the entries.
/// </summary>
public sealed class TileStore : IDisposable
{
    /// <summary>
    /// Partial files kept per tile. A reader who holds a slightly older checkpoint still finds its partial files; one whose
    /// checkpoint is older still finds them gone and takes the newest checkpoint, or the full tile once there is one.
    /// </summary>
    public const int PartialsKept = 16;

    private const string LockFile = ".lock";
    private const string RebuildDirectory = ".rebuild";

    private readonly string directory;
    private readonly FileStream? writerLock;
    private Edge? edge;

    /// <summary>The right edge of both trees and of the bundles at one size.</summary>
    private sealed record Edge(TreeEdge Sha256, TreeEdge Sm3, List<ReadOnlyMemory<byte>> Entries)
    {
        public long Size { get; set; }
    }

    private TileStore(string directory, FileStream? writerLock) => (this.directory, this.writerLock) = (directory, writerLock);

    /// <summary>Opens or creates a ledger directory for writing.</summary>
    /// <exception cref="LedgerConflictException">Another writer has it open.</exception>
    public static TileStore Open(string directory)
    {
        directory = Path.GetFullPath(directory);
        Directory.CreateDirectory(directory);
        try
        {
            var held = new FileStream(Path.Combine(directory, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            return new TileStore(directory, held);
        }
        catch (IOException e)
        {
            throw new LedgerConflictException($"{directory} is open for writing elsewhere: {e.Message}");
        }
    }

    /// <summary>The last checkpoint published here; null when there is none or it does not parse (see <see cref="LedgerFsck"/>).</summary>
    public Checkpoint? Published => ReadCheckpoint(LedgerPaths.Checkpoint);

    /// <summary>
    /// Writes entries at the indexes <paramref name="from"/>, from + 1, …; durable when it returns. Writing the same entries at the
    /// same indexes again, after a crash or not, leaves the same bytes.
    /// </summary>
    /// <exception cref="LedgerFormatException">An entry is too long; nothing was written.</exception>
    /// <exception cref="LedgerConflictException">A full tile, or one that a published checkpoint covers, stands with other bytes.</exception>
    /// <exception cref="LedgerFaultException">The files up to <paramref name="from"/> are missing or damaged: rebuild.</exception>
    public LedgerTree Append(long from, IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        foreach (var entry in entries) EntryBundle.Checked(entry);
        var at = edge?.Size == from ? edge : LoadEdge(from);
        // After a failure the files decide: the edge in memory has gone further than they have.
        edge = null;

        var files = new List<KeyValuePair<string, byte[]>>();
        void Add(string path, byte[] bytes) => files.Add(new(path, bytes));
        void AddBundle(long number) => Add(new TilePath(TilePath.EntriesLevel, number, at.Entries.Count).ToString(), EntryBundle.Write(at.Entries));

        foreach (var entry in entries)
        {
            at.Sha256.Append(at.Sha256.Hash.Leaf(entry.Span), Add);
            at.Sm3.Append(at.Sm3.Hash.Leaf(entry.Span), Add);
            at.Entries.Add(entry);
            at.Size++;
            if (at.Entries.Count < TilePath.FullWidth) continue;
            AddBundle(at.Size / TilePath.FullWidth - 1);
            at.Entries.Clear();
        }
        if (at.Entries.Count > 0 && entries.Count > 0) AddBundle(at.Size / TilePath.FullWidth);
        at.Sha256.TakePartials(Add);
        at.Sm3.TakePartials(Add);

        Store(files);
        // The caller's buffers may be reused; the unfinished bundle must not change with them.
        for (var i = 0; i < at.Entries.Count; i++) at.Entries[i] = at.Entries[i].ToArray();
        edge = at;
        return Tree(at);
    }

    /// <summary>Both roots at a size, from the files.</summary>
    /// <exception cref="LedgerFaultException">The files up to that size are missing or damaged.</exception>
    public LedgerTree TreeAt(long size) => Tree(edge?.Size == size ? edge : LoadEdge(size));

    /// <summary>Publishes a signed checkpoint of the SHA-256 tree, durably, then drops partial files that are out of use.</summary>
    /// <exception cref="LedgerFormatException">The bytes are no checkpoint.</exception>
    /// <exception cref="LedgerConflictException">It is smaller than the published one, another root at its size, of another origin, or not the root of these files.</exception>
    public void Publish(ReadOnlySpan<byte> checkpoint)
    {
        var next = Checkpoint.Parse(checkpoint);
        var before = Guard(next, LedgerPaths.Checkpoint, TreeAt(next.Size).Root);
        Store(LedgerPaths.Checkpoint, checkpoint.ToArray());
        PartialFiles.Prune(directory, before?.Size ?? 0, next.Size, PartialsKept);
    }

    /// <summary>Publishes a signed checkpoint of the SM3 tree. It must be of the size of the published SHA-256 checkpoint or smaller.</summary>
    /// <exception cref="LedgerFormatException">The bytes are no checkpoint.</exception>
    /// <exception cref="LedgerConflictException">As for <see cref="Publish"/>.</exception>
    public void PublishSm3(ReadOnlySpan<byte> checkpoint)
    {
        var next = Checkpoint.Parse(checkpoint);
        if (next.Size > (Published?.Size ?? 0)) throw new LedgerConflictException($"The SM3 checkpoint of size {next.Size} is ahead of the ledger's own.");
        Guard(next, LedgerPaths.Sm3Checkpoint, TreeAt(next.Size).Sm3Root);
        Store(LedgerPaths.Sm3Checkpoint, checkpoint.ToArray());
    }

    /// <summary>Looks for missing and damaged files, up to the published checkpoint.</summary>
    public Task<IReadOnlyList<LedgerFinding>> FsckAsync(FsckScope scope, CancellationToken cancellation = default) =>
        LedgerFsck.RunAsync(new DirectoryTileSource(directory), scope, cancellation);

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

    /// <summary>Entries that stand in bundles after <paramref name="size"/>, without a gap: what an append wrote before it was interrupted.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> EntriesBeyond(long size)
    {
        var entries = new List<ReadOnlyMemory<byte>>();
        for (var number = size / TilePath.FullWidth; PartialFiles.Widest(directory, new TilePath(TilePath.EntriesLevel, number, TilePath.FullWidth)) is { } path; number++)
        {
            var skip = (int)(number * TilePath.FullWidth < size ? size % TilePath.FullWidth : 0);
            entries.AddRange(Bundle(path).Skip(skip));
            if (!path.IsFull) break;
        }
        return entries;
    }

    public void Dispose() => writerLock?.Dispose();

    private static LedgerTree Tree(Edge at) => new(at.Size, at.Sha256.Frontier().Root(), at.Sm3.Frontier().Root());

    private Checkpoint? Guard(Checkpoint next, string path, NodeHash root)
    {
        if (next.Root != root) throw new LedgerConflictException($"The checkpoint names root {next.Root} at size {next.Size}; the files have {root}.");
        if (ReadCheckpoint(path) is not { } last) return null;
        if (next.Origin != last.Origin) throw new LedgerConflictException($"This ledger is {last.Origin}, the checkpoint is of {next.Origin}.");
        if (next.Size < last.Size) throw new LedgerConflictException($"Size {last.Size} is published; {next.Size} would take entries back.");
        if (next.Size == last.Size && next.Root != last.Root) throw new LedgerConflictException($"Root {last.Root} is published for size {last.Size}; {next.Root} would be a second one.");
        return last;
    }

    private Checkpoint? ReadCheckpoint(string path)
    {
        var file = Path.Combine(directory, path);
        if (!File.Exists(file)) return null;
        return Checkpoint.TryParse(File.ReadAllBytes(file), out var checkpoint, out _) ? checkpoint : null;
    }

    private Edge LoadEdge(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        var sha256 = TreeEdge.Load(TreeHash.Sha256, "", size, path => Hashes("", path));
        var sm3 = TreeEdge.Load(TreeHash.Sm3, LedgerPaths.Sm3Prefix, size, path => Hashes(LedgerPaths.Sm3Prefix, path));
        var width = TilePath.WidthAt(TilePath.EntriesLevel, size / TilePath.FullWidth, size);
        var bundle = new TilePath(TilePath.EntriesLevel, size / TilePath.FullWidth, width);
        List<ReadOnlyMemory<byte>> entries = width == 0 ? [] : [.. Bundle(bundle)];
        for (var i = 0; i < entries.Count; i++)
            if (sha256.Hash.Leaf(entries[i].Span) != sha256.Leaves[i] || sm3.Hash.Leaf(entries[i].Span) != sm3.Leaves[i])
                throw new LedgerFaultException(LedgerFault.EntryDiffers, bundle.ToString(), $"entry {bundle.Number * TilePath.FullWidth + i} does not have the hash in its tile");
        return new Edge(sha256, sm3, entries) { Size = size };
    }

    private NodeHash[] Hashes(string prefix, TilePath path)
    {
        var bytes = PartialFiles.Read(directory, prefix, path);
        if (bytes.Length < path.TileBytes) throw new LedgerFaultException(LedgerFault.Malformed, prefix + path, $"{bytes.Length} bytes instead of {path.TileBytes}");
        return MemoryMarshal.Cast<byte, NodeHash>(bytes.AsSpan(0, path.TileBytes)).ToArray();
    }

    private IReadOnlyList<ReadOnlyMemory<byte>> Bundle(TilePath path) => EntryBundle.Read(PartialFiles.Read(directory, "", path), path);

    private void Store(string path, byte[] bytes) => DurableFiles.Write(directory, [new(path, bytes)], []);

    private void Store(List<KeyValuePair<string, byte[]>> files)
    {
        var publishedSize = -1L;
        var unchanged = new List<string>();
        var write = new List<KeyValuePair<string, byte[]>>();
        foreach (var file in files)
        {
            var standing = Path.Combine(directory, file.Key);
            if (!File.Exists(standing))
            {
                write.Add(file);
            }
            else if (File.ReadAllBytes(standing).AsSpan().SequenceEqual(file.Value))
            {
                unchanged.Add(file.Key);
            }
            else
            {
                if (publishedSize < 0) publishedSize = Published?.Size ?? 0;
                var own = file.Key.StartsWith(LedgerPaths.Sm3Prefix, StringComparison.Ordinal) ? file.Key[LedgerPaths.Sm3Prefix.Length..] : file.Key;
                if (!TilePath.TryParse(own, out var tile) || tile.IsFull || tile.EndLeaf <= publishedSize)
                    throw new LedgerConflictException($"{file.Key} stands with other bytes: the entries given are not those written before, or the file is damaged.");
                write.Add(file);
            }
        }
        DurableFiles.Write(directory, write, unchanged);
    }

    private static bool SameBytes(string left, string right) =>
        File.Exists(right) && new FileInfo(left).Length == new FileInfo(right).Length && File.ReadAllBytes(left).AsSpan().SequenceEqual(File.ReadAllBytes(right));
}
