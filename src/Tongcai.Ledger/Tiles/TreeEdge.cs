using System.Runtime.InteropServices;

namespace Tongcai.Ledger;

/// <summary>The unfinished tiles at the right edge of one tree: up to 255 hashes a level. Gives out each tile as it fills.</summary>
internal sealed class TreeEdge(TreeHash hash, string prefix)
{
    private sealed class Level
    {
        public List<NodeHash> Hashes { get; init; } = new(TilePath.FullWidth);
        public long Number { get; set; }
        public bool Changed { get; set; }
    }

    private readonly List<Level> levels = [];

    public TreeHash Hash => hash;

    /// <summary>The edge of a tree of <paramref name="size"/> leaves, its tiles read through <paramref name="read"/>.</summary>
    public static TreeEdge Load(TreeHash hash, string prefix, long size, Func<TilePath, ReadOnlySpan<NodeHash>> read)
    {
        var edge = new TreeEdge(hash, prefix);
        for (var level = 0; level < TilePath.Levels(size); level++)
        {
            var number = size >> (8 * (level + 1));
            var width = TilePath.WidthAt(level, number, size);
            var hashes = width == 0 ? [] : read(new TilePath(level, number, width));
            edge.levels.Add(new Level { Hashes = [.. hashes], Number = number });
        }
        return edge;
    }

    /// <summary>Leaf hashes of the unfinished tile of level 0.</summary>
    public IReadOnlyList<NodeHash> Leaves => levels.Count == 0 ? [] : levels[0].Hashes;

    public void Append(NodeHash leaf, Action<string, byte[]> full) => Push(0, leaf, full);

    /// <summary>Gives out the partial tiles that changed since the last call.</summary>
    public void TakePartials(Action<string, byte[]> partial)
    {
        for (var level = 0; level < levels.Count; level++)
        {
            var edge = levels[level];
            if (edge.Changed && edge.Hashes.Count > 0) partial(prefix + new TilePath(level, edge.Number, edge.Hashes.Count), Bytes(edge));
            edge.Changed = false;
        }
    }

    public MerkleFrontier Frontier()
    {
        var frontier = new MerkleFrontier(hash);
        for (var level = levels.Count - 1; level >= 0; level--)
            foreach (var subtree in levels[level].Hashes) frontier.Append(subtree, 8 * level);
        return frontier;
    }

    private void Push(int level, NodeHash node, Action<string, byte[]> full)
    {
        if (level == levels.Count) levels.Add(new Level());
        var edge = levels[level];
        edge.Hashes.Add(node);
        edge.Changed = true;
        if (edge.Hashes.Count < TilePath.FullWidth) return;
        full(prefix + new TilePath(level, edge.Number, TilePath.FullWidth), Bytes(edge));
        var root = hash.Root(CollectionsMarshal.AsSpan(edge.Hashes));
        edge.Hashes.Clear();
        edge.Number++;
        Push(level + 1, root, full);
    }

    private static byte[] Bytes(Level level) => MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(level.Hashes)).ToArray();
}
