using System.Text.Json.Nodes;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;
using static Tongcai.Exchange.Conformance.ConformanceVerdict;

namespace Tongcai.Exchange.Conformance;

/// <summary>条目的规则：leaves, streams, sealed batches. Only entries that are proved are judged.</summary>
internal static class LeafRules
{
    private const string Leaf = "接口规范 /spec「账本的一条」";
    private const string Streams = "接口规范 /spec「流」；电子招标投标办法第四十九条";
    private const string Secrecy = "接口规范 /spec「密封」；政府采购货物和服务招标投标管理办法第四十条";

    private static readonly string[] Members = ["v", "k", "kv", "id", "agg", "seq", "at", "by", "body", "prev", "rows"];

    private static readonly string[] Digests = ["prev", "rows"];

    public static IReadOnlyList<ConformanceRule> All { get; } =
    [
        new("LF-01", "每条是一个 JSON 对象，v 为 1，k 为事实种类或 sealed。", "Every entry is a JSON object with v 1 and a kind.", Leaf, Form),
        new("LF-02", "公开事实的叶是规范 JSON，逐字节相同。", "Leaves of facts are canonical JSON, byte for byte.", $"{Leaf}；RFC 8785", Canonical),
        new("LF-03", "叶不超过 2048 字节。", "A leaf has at most 2048 bytes.", Leaf, Length),
        new("LF-04", "叶恰有 v k kv id agg seq at by body prev rows 各项，类型合规。", "A leaf has exactly its members, each of its type.", Leaf, MembersFit),
        new("LF-05", "每个流的公开序号从 1 起，逐一递增。", "Public numbers of a stream run from 1 without gap.", Streams, Dense),
        new("LF-06", "prev 是同一流前一叶的哈希，首叶为空值。", "prev is the hash of the stream's leaf before.", Streams, Chained),
        new("LF-07", "事实编号在账本中唯一。", "Ids are unique.", Leaf, Unique),
        new("LF-08", "叶的种类和版本都在 /spec 之中。", "Kind and version are in /spec.", Leaf, Known),
        new("LF-09", "限定和密封的事实不以明文叶出现。", "No private kind stands in clear.", Secrecy, NothingPrivate),
        new("SB-01", "密封批次形式固定：各批字节数相同，深度等于公布的深度。", "Sealed batches have one form and one size.", Secrecy, SealedForm),
        new("SB-02", "每个节拍恰有一个密封批次，不论有无事件。", "There is one sealed batch a tick, whatever happened.", Secrecy, SealedPace),
    ];

    private static ConformanceVerdict OfLeaves(Observed o, Func<PublicLeaf, ConformanceVerdict?> objection, Func<PublicLeaf, bool> which, string none) => Each(o.Leaves.Value.Where(which), objection, n => $"{n:#,##0} 条。", none);

    private static ConformanceVerdict OfFacts(Observed o, Func<PublicLeaf, ConformanceVerdict?> objection) =>
        o.Entries.Value.Obstacle is { Length: > 0 } obstacle ? NotReached(obstacle) : OfLeaves(o, objection, IsFact, "账本中还没有公开事实。");

    private static bool IsFact(PublicLeaf leaf) => leaf is { Json: not null, IsSealed: false };

    private static ConformanceVerdict Form(Observed o) => o.Entries.Value.Obstacle is { Length: > 0 } obstacle
        ? NotReached(obstacle)
        : OfLeaves(o, l => l.Json is not null && Json.Number(l.Json, "v") == 1 && l.Kind.Length > 0 ? null : l.Failed("JSON 对象，v 为 1，k 为种类"), _ => true, "账本是空的。");

    private static ConformanceVerdict Canonical(Observed o) => OfFacts(o, l => CanonicalJson.IsCanonical(l.Bytes) ? null : l.Failed("RFC 8785 的规范形式"));

    private static ConformanceVerdict Length(Observed o) => OfFacts(o, l => l.Bytes.Length <= FactLeaf.LongestLeaf ? null : l.Failed($"不超过 {FactLeaf.LongestLeaf} 字节", $"有 {l.Bytes.Length} 字节。"));

    private static ConformanceVerdict MembersFit(Observed o) => OfFacts(o, l => Problem(l.Json!) is { Length: > 0 } problem ? l.Failed($"各项齐全、类型合规，没有其他项：{problem}") : null);

    private static string Problem(JsonObject leaf)
    {
        var names = leaf.Select(m => m.Key).ToHashSet(StringComparer.Ordinal);
        if (Members.FirstOrDefault(m => !names.Contains(m)) is { } missing) return $"缺 {missing}";
        if (names.FirstOrDefault(n => !Members.Contains(n)) is { } extra) return $"多 {extra}";
        if (Json.Number(leaf, "kv") is not >= 1) return "kv 应为不小于 1 的整数";
        if (Json.Number(leaf, "seq") is not >= 1) return "seq 应为不小于 1 的整数";
        if (Json.Text(leaf, "id").Length == 0 || Json.Text(leaf, "agg").Length == 0) return "id、agg 应为非空文本";
        if (leaf["by"] is not JsonValue by || !by.TryGetValue<string>(out _)) return "by 应为文本";
        if (!WireJson.TryInstant(Json.Text(leaf, "at"), out _)) return $"at 应为 {WireJson.InstantFormat}";
        if (leaf["body"] is not JsonObject body || body.Count != 3 || !Json.IsHex(Json.Text(body, "sm3"), 64) || !Json.IsHex(Json.Text(body, "sha256"), 64) || Json.Number(body, "len") is not >= 0) return "body 应为 sm3、sha256（64 位小写十六进制）和 len";
        if (Digests.FirstOrDefault(n => leaf[n] is not null && !Json.IsHex(Json.Text(leaf, n), 64)) is { } digest) return $"{digest} 应为 null 或 64 位小写十六进制";
        return "";
    }

    private static ConformanceVerdict Dense(Observed o)
    {
        var last = new Dictionary<string, long>(StringComparer.Ordinal);
        return OfFacts(o, l =>
        {
            if (l.Seq is not { } seq) return null;
            var expected = last.GetValueOrDefault(l.Stream) + 1;
            last[l.Stream] = seq;
            return seq == expected ? null : l.Failed($"seq 为 {expected}");
        });
    }

    private static ConformanceVerdict Chained(Observed o)
    {
        var before = new Dictionary<string, PublicLeaf>(StringComparer.Ordinal);
        return OfFacts(o, l =>
        {
            var known = before.GetValueOrDefault(l.Stream);
            before[l.Stream] = l;
            // After a gap the predecessor is not known; the rule on numbers says so.
            if (l.Seq is not { } seq || seq != (known?.Seq ?? 0) + 1) return null;
            var expected = known is null ? null : FactLeaf.HashOf(known.Bytes);
            return (l.Json!["prev"] is null ? null : Json.Text(l.Json, "prev")) == expected ? null : l.Failed($"prev 为 {expected ?? "null"}");
        });
    }

    private static ConformanceVerdict Unique(Observed o)
    {
        var seen = new Dictionary<string, long>(StringComparer.Ordinal);
        return OfFacts(o, l => l.Id.Length == 0 || seen.TryAdd(l.Id, l.Index) ? null : l.Failed($"id 没有用过；第 {seen[l.Id]} 条已用"));
    }

    private static ConformanceVerdict Known(Observed o) => Json.Object(o.SpecificationFile) is null
        ? NotReached("没有读到 /spec/facts.json。")
        : OfFacts(o, l => o.Kinds.Value.GetValueOrDefault(l.Kind) is { } kind && Json.Number(l.Json, "kv") <= kind.Version ? null : l.Failed($"/spec/facts.json 中有 {l.Kind}，版本不低于 {Json.Number(l.Json, "kv")}"));

    private static ConformanceVerdict NothingPrivate(Observed o) => Json.Object(o.SpecificationFile) is null
        ? NotReached("没有读到 /spec/facts.json。")
        : OfFacts(o, l => o.Kinds.Value.GetValueOrDefault(l.Kind) is not { } kind || kind.Class == nameof(FactClass.Public) ? null : l.Failed($"{l.Kind} 的级别是 {kind.Class}，只以密封批次中的承诺入账"));

    private static ConformanceVerdict SealedForm(Observed o)
    {
        if (o.Entries.Value.Obstacle is { Length: > 0 } obstacle) return NotReached(obstacle);
        if (SpecificationRules.LedgerTerm(o, "sealedDepth") is not { } depth) return NotReached("/spec/facts.json 没有公布深度（ledger.sealedDepth）。");
        return OfLeaves(
            o, l => NodeHash.TryParse(Json.Text(l.Json, "root"), out var root) && SealedBatch.LeafBytes(root, (int)depth).AsSpan().SequenceEqual(l.Bytes) ? null : l.Failed($$"""{"v":1,"k":"sealed","root":"…","depth":{{depth}}}，没有其他字节"""),
            l => l.IsSealed, "账本中还没有密封批次。");
    }

    private static ConformanceVerdict SealedPace(Observed o)
    {
        if (o.Entries.Value.Obstacle is { Length: > 0 } obstacle) return NotReached(obstacle);
        if (SpecificationRules.LedgerTerm(o, "tickMilliseconds") is not { } tick || tick <= 0) return NotReached("/spec/facts.json 没有公布节拍（ledger.tickMilliseconds）。");
        var seen = o.Sightings.Where(s => s.Checkpoint is not null).ToList();
        var watched = (seen[^1].At - seen[0].At).Ticks / TimeSpan.TicksPerMillisecond;
        var ticks = watched / tick;
        if (ticks < 3) return NotReached($"只观察了 {watched} 毫秒，不到三个节拍（{tick} 毫秒）；请延长 --seconds。");
        var (first, last) = (seen[0].Checkpoint!.Size, o.Largest!.Checkpoint!.Size);
        var batches = o.Leaves.Value.Skip((int)first).Take((int)(last - first)).Count(l => l.IsSealed);
        // A late tick is left out, never made up for; a look may fall on either side of one at both ends.
        return batches >= ticks / 3 && batches <= ticks + 2
            ? Passed($"{watched} 毫秒内 {batches} 个批次，节拍 {tick} 毫秒。")
            : Failed($"GET /ledger/checkpoint，{watched} 毫秒", $"从 {first} 条到 {last} 条，其中 {batches} 个密封批次", $"约 {ticks} 个，每 {tick} 毫秒一个");
    }
}
