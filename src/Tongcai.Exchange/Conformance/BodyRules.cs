using Tongcai.Exchange.Wire;
using static Tongcai.Exchange.Conformance.ConformanceVerdict;

namespace Tongcai.Exchange.Conformance;

/// <summary>正文的规则：what is fetched by digest is what the leaf names and what the specification describes.</summary>
internal static class BodyRules
{
    private const string Source = "接口规范 /spec「正文」";

    public static IReadOnlyList<ConformanceRule> All { get; } =
    [
        new("BD-01", "公开事实的正文可按其 SHA-256 取得，类型 application/json。", "The body of a public fact is served under its SHA-256 as application/json.", "docs/exchange/README.md", Served),
        new("BD-02", "正文的 SM3、SHA-256 和长度与叶一致。", "SM3, SHA-256 and length are those of the leaf.", $"{Source}；GB/T 32905", DigestsFit),
        new("BD-03", "正文是规范 JSON。", "A body is canonical JSON.", $"{Source}；RFC 8785", Canonical),
        new("BD-04", "正文符合其种类公布的 JSON Schema。", "A body is valid against the schema of its kind.", $"{Source}；JSON Schema 2020-12", Valid),
        new("BD-05", "没有的正文答复 404。", "A body that is not there is 404.", "docs/exchange/README.md", Absent),
        new("BD-06", "按序号区段取得的正文与各叶一致，非公开事实处长度为 0。", "A range of bodies has those that the leaves name, and length 0 where there is no public fact.", "docs/exchange/README.md", RangeFits),
        new("BD-07", "账本末尾之后的区段答复 404。", "A range beyond the end of the ledger is 404.", "docs/exchange/README.md", RangeBeyond),
    ];

    /// <summary>Leaves whose kind is public, with the answer for their body.</summary>
    private static IEnumerable<(PublicLeaf Leaf, Reply Reply)> Bodies(Observed o) => o.Leaves.Value.Where(l => IsPublic(o, l) && o.Bodies.ContainsKey(l.Sha256)).Select(l => (l, o.Bodies[l.Sha256]));

    internal static bool IsPublic(Observed o, PublicLeaf leaf) => leaf is { Json: not null, IsSealed: false } && o.Kinds.Value.GetValueOrDefault(leaf.Kind)?.Class is null or nameof(FactClass.Public);

    private static ConformanceVerdict Of(Observed o, Func<PublicLeaf, Reply, ConformanceVerdict?> objection, Func<PublicLeaf, Reply, bool> which) => o.Entries.Value.Obstacle is { Length: > 0 } obstacle
        ? NotReached(obstacle)
        : Each(Bodies(o).Where(b => which(b.Leaf, b.Reply)), b => objection(b.Leaf, b.Reply), n => $"{n:#,##0} 份正文。", "账本中还没有公开事实。");

    private static bool Fits(PublicLeaf leaf, Reply reply) => reply.IsOk && leaf.Body?.Fits(reply.Body) == true;

    private static ConformanceVerdict Served(Observed o) => Of(o, (l, r) => r is { IsOk: true, ContentType: "application/json" } ? null : Failed(r, $"200，application/json，第 {l.Index} 条的正文"), (_, _) => true);

    private static ConformanceVerdict DigestsFit(Observed o) => Of(o, (l, r) => Fits(l, r) ? null : Failed(r, $"第 {l.Index} 条：SM3 {l.Body?.Sm3}，SHA-256 {l.Body?.Sha256}，{l.Body?.Len} 字节", $"实为 {BodyDigest.Of(r.Body)}。"), (_, r) => r.IsOk);

    private static ConformanceVerdict Canonical(Observed o) => Of(o, (_, r) => CanonicalJson.IsCanonical(r.Body) ? null : Failed(r, "RFC 8785 的规范形式"), Fits);

    private static ConformanceVerdict Valid(Observed o) => o.Kinds.Value.Count == 0
        ? NotReached("没有读到 /spec/facts.json。")
        : Of(
            o, (l, r) => o.Kinds.Value[l.Kind].Schema is { } schema && SchemaCheck.Problem(schema, r.Body) is { Length: > 0 } problem ? Failed(r, $"符合 /spec/{l.Kind}：{problem}") : null,
            (l, r) => Fits(l, r) && o.Kinds.Value.ContainsKey(l.Kind));

    private static ConformanceVerdict Absent(Observed o) => o.NoSuchBody.Status == 404 ? Passed("404。") : Failed(o.NoSuchBody, "404");

    private static ConformanceVerdict RangeFits(Observed o)
    {
        if (o.Entries.Value.Obstacle is { Length: > 0 } obstacle) return NotReached(obstacle);
        if (o.BodyRange is not var (from, to, reply)) return NotReached("账本是空的。");
        if (!reply.IsOk || Follow.BodyRange.Read(from, reply.Body, out var next) is not { } bodies || next <= from || next > to) return Failed(reply, $"200，从第 {from} 条起、不超过第 {to - 1} 条的区段：每条四字节长度（大端）加正文");
        return Each(
            o.Leaves.Value.Where(l => l.Index >= from && l.Index < next && (l.Body is not null || l.IsSealed)),
            l => (bodies.GetValueOrDefault(l.Index), IsPublic(o, l)) switch
            {
                (null, false) => null,
                ({ } body, true) when l.Body!.Fits(body) => null,
                (_, false) => Failed(reply, $"第 {l.Index} 条不是公开事实，长度为 0"),
                (var body, true) => Failed(reply, $"第 {l.Index} 条的正文，SHA-256 {l.Sha256}", body is null ? "没有这一条的正文。" : $"实为 {BodyDigest.Of(body)}。"),
            },
            n => $"{n:#,##0} 条。", "账本中还没有公开事实。");
    }

    private static ConformanceVerdict RangeBeyond(Observed o) => o.RangeBeyond.Status == 404 ? Passed("404。") : Failed(o.RangeBeyond, "404");
}
