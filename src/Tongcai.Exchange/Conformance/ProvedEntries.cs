using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Tongcai.Ledger;

namespace Tongcai.Exchange.Conformance;

/// <summary>The entries of the bundles and what they lead to.</summary>
/// <param name="Read">All entries in order, as served.</param>
/// <param name="Missing">Why they are not all there; empty when they are.</param>
/// <param name="Root">Root that they lead to.</param>
/// <param name="Expected">Head that was read up to; null: none.</param>
internal sealed record ProvedEntries(IReadOnlyList<ReadOnlyMemory<byte>> Read, string Missing, NodeHash Root, Checkpoint? Expected)
{
    /// <summary>Whether the entries are those of the head; only then anything is said about them.</summary>
    public bool AreProved => Missing.Length == 0 && Expected is not null && Root == Expected.Root;

    /// <summary>Why rules on entries are not reached; empty when they are.</summary>
    public string Obstacle => AreProved ? "" : Missing.Length > 0 ? Missing : "条目推不出检查点的根，其内容不足为凭。";

    /// <summary>Root of the first entries; the size is at most their number.</summary>
    public NodeHash RootAt(long size, TreeHash hash)
    {
        var frontier = new MerkleFrontier(hash);
        foreach (var entry in Read.Take((int)size)) frontier.Append(hash.Leaf(entry.Span));
        return frontier.Root();
    }

    public static ProvedEntries Of(Observed observed)
    {
        List<ReadOnlyMemory<byte>> entries = [];
        if (observed.Largest?.Checkpoint is not { } head) return new(entries, "没有读到检查点。", TreeHash.Sha256.Empty, null);
        if (head.Size > observed.Terms.MostEntries) return new(entries, $"账本有 {head.Size:#,##0} 条，超过一次检测读取的 {observed.Terms.MostEntries:#,##0} 条；整本重读用 tongcai verify ledger。", TreeHash.Sha256.Empty, head);
        for (long number = 0; number * TilePath.FullWidth < head.Size; number++)
        {
            var tile = new TilePath(TilePath.EntriesLevel, number, TilePath.WidthAt(TilePath.EntriesLevel, number, head.Size));
            if (observed.File("", tile) is not ({ IsOk: true } reply, _)) return new(entries, $"条目文件 {tile} 没有读到。", TreeHash.Sha256.Empty, head);
            try
            {
                entries.AddRange(EntryBundle.Read(reply.Body, tile.Width));
            }
            catch (LedgerFormatException e)
            {
                return new(entries, $"条目文件 {tile} 读不出 {tile.Width} 条：{e.Message}", TreeHash.Sha256.Empty, head);
            }
        }

        var whole = new ProvedEntries(entries, "", TreeHash.Sha256.Empty, head);
        return whole with { Root = whole.RootAt(head.Size, TreeHash.Sha256) };
    }

    /// <summary>The hashes of each level of a tree over the entries, leaves first.</summary>
    public IReadOnlyList<NodeHash[]> Levels(TreeHash hash, long size)
    {
        List<NodeHash[]> levels = [[.. Read.Take((int)size).Select(e => hash.Leaf(e.Span))]];
        while (levels[^1].Length >= TilePath.FullWidth)
        {
            var below = levels[^1];
            var above = new NodeHash[below.Length / TilePath.FullWidth];
            for (var n = 0; n < above.Length; n++) above[n] = hash.Root(below.AsSpan(n * TilePath.FullWidth, TilePath.FullWidth));
            levels.Add(above);
        }

        return levels;
    }

    /// <summary>The bytes that a tile has to have.</summary>
    public static byte[] TileBytes(IReadOnlyList<NodeHash[]> levels, TilePath tile)
    {
        var start = (int)(tile.Number * TilePath.FullWidth);
        var there = Math.Min(tile.Width, levels[tile.Level].Length - start);
        return MemoryMarshal.AsBytes(levels[tile.Level].AsSpan(start, there)).ToArray();
    }

    /// <summary>Bytes that the first entries of a bundle take; null when it ends before.</summary>
    public static int? LengthOf(ReadOnlySpan<byte> bundle, int entries)
    {
        var at = 0;
        for (; entries > 0; entries--)
        {
            if (at + 2 > bundle.Length) return null;
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bundle[at..]);
            if (at > bundle.Length) return null;
        }

        return at;
    }
}
