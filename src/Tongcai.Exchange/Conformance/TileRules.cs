using Tongcai.Ledger;
using static Tongcai.Exchange.Conformance.ConformanceVerdict;

namespace Tongcai.Exchange.Conformance;

/// <summary>静态文件的规则：tiles and bundles of the tree that the largest checkpoint signs.</summary>
internal static class TileRules
{
    private const string Tiles = "C2SP tlog-tiles「Merkle Tree」";
    private const string Bundles = "C2SP tlog-tiles「Log Entries」";
    private const string Partial = "C2SP tlog-tiles「Partial Tiles」";
    private const string Binary = "application/octet-stream";

    public static IReadOnlyList<ConformanceRule> All { get; } =
    [
        new("TL-01", "检查点所需的每个树块和条目文件都在（不满的可由满的代替）。", "Every tile and bundle that the checkpoint asks for is there.", $"{Tiles}；{Partial}", Complete),
        new("TL-02", "树块的长度恰为其宽度乘 32 字节，满块 8192 字节。", "A tile has exactly width times 32 bytes.", Tiles, TileLength),
        new("TL-03", "树块的哈希等于由条目算出的哈希。", "The hashes in tiles are those of the entries.", $"{Tiles}；RFC 6962 §2.1", TileHashes),
        new("TL-04", "条目文件恰好分成其宽度的条目，没有多余字节。", "A bundle splits exactly into its entries.", Bundles, BundleForm),
        new("TL-05", "由全部条目算出的根等于检查点签名的根。", "The entries lead to the signed root.", "RFC 6962 §2.1；C2SP tlog-checkpoint", Root),
        new("TL-06", "树块和条目文件标明永久缓存（immutable）。", "Tiles and bundles are marked immutable.", "C2SP tlog-tiles「Parameters」", Immutable),
        new("TL-07", $"树块和条目文件的类型是 {Binary}。", $"Tiles and bundles are {Binary}.", $"{Tiles}；{Bundles}", Types),
        new("TL-08", "树块和条目文件再次读取时不变。", "Tiles and bundles do not change.", "C2SP tlog-tiles「Parameters」", Unchanged),
        new("TL-09", "没有的树块、不合规的路径答复 404。", "What is not there is 404.", "C2SP tlog-tiles「Parameters」；RFC 9110 §15.5.5", Absent),
        new("SM-01", "SM3 树的检查点名称为账本名称加 -sm3，有 Ed25519 和 SM2 两个有效签名。", "The SM3 tree's checkpoint is named after the ledger and signed by both keys.", "docs/exchange/README.md；GB/T 32905、GB/T 32918.2", Sm3Head),
        new("SM-02", "SM3 树与 SHA-256 树同时公布，条数相同。", "Both trees are published at the same size.", "docs/exchange/README.md", Sm3Size),
        new("SM-03", "SM3 树的根由同样的条目算出。", "The SM3 root is that of the same entries.", "docs/exchange/README.md；GB/T 32905", Sm3Root),
        new("SM-04", "SM3 树的树块等于由条目算出的哈希，长度合规。", "The tiles of the SM3 tree are those of the entries.", "docs/exchange/README.md；GB/T 32905", Sm3Tiles),
    ];

    /// <summary>Files that a tree of the size asks for; bundles with the SHA-256 tree only.</summary>
    internal static IEnumerable<TilePath> Needed(long size, bool bundles)
    {
        for (var level = bundles ? TilePath.EntriesLevel : 0; level < TilePath.Levels(size); level++)
        {
            for (long number = 0; TilePath.WidthAt(level, number, size) is > 0 and var width; number++) yield return new(level, number, width);
        }
    }

    private static IEnumerable<(Reply Reply, TilePath Tile)> Files(Observed o, string prefix, long size, bool bundles = true) => Needed(size, bundles).Select(t => o.File(prefix, t)).OfType<(Reply, TilePath)>();

    private static ConformanceVerdict OfFiles(Observed o, Func<Reply, TilePath, ConformanceVerdict?> objection, Func<TilePath, bool>? which = null) => o.Largest?.Checkpoint is not { } head
        ? NotReached("没有看到检查点。")
        : Each(Files(o, "", head.Size).Where(f => f.Reply.IsOk && which?.Invoke(f.Tile) != false), f => objection(f.Reply, f.Tile), n => $"{n:#,##0} 个文件。", "账本是空的。");

    private static ConformanceVerdict Complete(Observed o) => o.Largest?.Checkpoint is not { } head
        ? NotReached("没有看到检查点。")
        : Each(Files(o, "", head.Size), f => f.Reply.IsOk ? null : Failed(f.Reply, $"200：检查点有 {head.Size} 条"), n => $"{n:#,##0} 个文件。", head.Size == 0 ? "账本是空的。" : "条目太多，没有读取。");

    private static ConformanceVerdict TileLength(Observed o) => OfFiles(o, (r, t) => r.Body.Length == t.Width * NodeHash.Size ? null : Failed(r, $"{t.Width * NodeHash.Size} 字节"), t => !t.IsEntries);

    private static ConformanceVerdict TileHashes(Observed o)
    {
        if (o.Entries.Value is { AreProved: false } unproved) return NotReached(unproved.Obstacle);
        var levels = o.Entries.Value.Levels(TreeHash.Sha256, o.Largest!.Checkpoint!.Size);
        // What has another length is judged by the rule on lengths.
        return OfFiles(o, (r, t) => r.Body.Length != t.Width * NodeHash.Size ? null : Differs(r, t, levels), t => !t.IsEntries);
    }

    private static ConformanceVerdict? Differs(Reply reply, TilePath tile, IReadOnlyList<NodeHash[]> levels)
    {
        var expected = ProvedEntries.TileBytes(levels, tile);
        var same = reply.Body.AsSpan().CommonPrefixLength(expected);
        return same == expected.Length ? null : Failed(reply, $"第 {same / NodeHash.Size} 个哈希为 {Convert.ToHexStringLower(expected.AsSpan(same / NodeHash.Size * NodeHash.Size, NodeHash.Size))}");
    }

    private static ConformanceVerdict BundleForm(Observed o) => OfFiles(
        o, (r, t) => ProvedEntries.LengthOf(r.Body, t.Width) == r.Body.Length ? null : Failed(r, $"恰为 {t.Width} 条，每条前两字节为长度"), t => t.IsEntries);

    private static ConformanceVerdict Root(Observed o)
    {
        var entries = o.Entries.Value;
        if (entries.Missing.Length > 0) return NotReached(entries.Missing);
        return entries.AreProved ? Passed($"{entries.Read.Count:#,##0} 条，根 {entries.Root}。") : Failed(o.Largest!.Head, $"由条目算出的根 {entries.Root}");
    }

    private static ConformanceVerdict Immutable(Observed o) => OfFiles(
        o, (r, _) => r.Header("Cache-Control").Contains("immutable", StringComparison.OrdinalIgnoreCase) ? null : Failed(r.Request, $"Cache-Control: {r.Header("Cache-Control")}", "Cache-Control 含 immutable"));

    private static ConformanceVerdict Types(Observed o) => OfFiles(o, (r, _) => r.ContentType == Binary ? null : Failed(r.Request, $"Content-Type: {r.Header("Content-Type")}", Binary));

    private static ConformanceVerdict Unchanged(Observed o) => Each(
        o.Again,
        again => again.Status == 404 && again.Path.Contains(".p/", StringComparison.Ordinal) ? null
            : again.IsOk && o.Files[again.Path["ledger/".Length..]].Body.AsSpan().SequenceEqual(again.Body) ? null
            : Failed(again, $"与第一次读取相同：{o.Files[again.Path["ledger/".Length..]].Shown}"),
        n => $"{n} 个文件再次读取，没有变化。", "账本是空的。");

    private static ConformanceVerdict Absent(Observed o) => Each(o.Absent, r => r.Status == 404 ? null : Failed(r, "404"), n => $"{n} 个地址。", "没有试过。");

    private static ConformanceVerdict Sm3Head(Observed o)
    {
        if (o.Key is not { } ed25519 || o.AnnouncedSm2Key is not { } sm2 || o.Origin.Length == 0) return NotReached("没有可用的公钥。");
        var name = o.Origin + LedgerPaths.Sm3OriginSuffix;
        return Each(
            o.Sightings,
            s => s.Sm3Checkpoint is { } head && head.Origin == name && CheckpointRules.IsSigned(s.Sm3Head.Body, ed25519.Named(name)) && CheckpointRules.IsSigned(s.Sm3Head.Body, sm2.Named(name)) ? null : Failed(s.Sm3Head, $"检查点 {name}，Ed25519 和 SM2 签名有效"),
            n => $"{n} 次。", "没有看到检查点。");
    }

    private static ConformanceVerdict Sm3Size(Observed o)
    {
        var seen = o.Sightings.Where(s => s is { Checkpoint: not null, Sm3Checkpoint: not null }).ToList();
        if (seen.Count == 0) return NotReached("没有同时看到两棵树的检查点。");
        // They are two files: between the two requests the ledger may have grown.
        return seen.Find(s => s.Checkpoint!.Size == s.Sm3Checkpoint!.Size) is { } same ? Passed($"同为 {same.Checkpoint!.Size:#,##0} 条。") : Failed(seen[^1].Sm3Head, $"{seen[^1].Checkpoint!.Size} 条，与 SHA-256 树相同");
    }

    private static ConformanceVerdict Sm3Root(Observed o) => OfSm3(o, (head, entries) => Each(
        o.Sightings.Where(s => s.Sm3Checkpoint is { } seen && seen.Size <= entries.Read.Count).DistinctBy(s => s.Sm3Checkpoint),
        s => entries.RootAt(s.Sm3Checkpoint!.Size, TreeHash.Sm3) is var root && root == s.Sm3Checkpoint.Root ? null : Failed(s.Sm3Head, $"{s.Sm3Checkpoint.Size} 条时的根是 {root}"),
        n => $"{n} 个检查点。", "SM3 树的检查点都比读到的条目新。"));

    private static ConformanceVerdict Sm3Tiles(Observed o) => OfSm3(o, (head, entries) =>
    {
        var levels = entries.Levels(TreeHash.Sm3, head.Size);
        return Each(
            Files(o, LedgerPaths.Sm3Prefix, head.Size, bundles: false),
            f => !f.Reply.IsOk ? Failed(f.Reply, "200") : f.Reply.Body.Length != f.Tile.Width * NodeHash.Size ? Failed(f.Reply, $"{f.Tile.Width * NodeHash.Size} 字节") : Differs(f.Reply, f.Tile, levels),
            n => $"{n:#,##0} 个树块。", "账本是空的。");
    });

    private static ConformanceVerdict OfSm3(Observed o, Func<Checkpoint, ProvedEntries, ConformanceVerdict> judge) =>
        o.Entries.Value is { AreProved: false } unproved ? NotReached(unproved.Obstacle)
        : o.Sightings.All(s => s.Sm3Checkpoint is null) ? NotReached("没有看到 SM3 树的检查点。")
        : judge(o.Largest!.Checkpoint!, o.Entries.Value);
}
