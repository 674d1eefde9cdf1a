using System.Text.Json.Nodes;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;
using static Tongcai.Exchange.Conformance.ConformanceVerdict;

namespace Tongcai.Exchange.Conformance;

/// <summary>证明的规则：a public fact is proved to anybody, a private one looks like none.</summary>
internal static class ProofRules
{
    public static IReadOnlyList<ConformanceRule> All { get; } =
    [
        new("PR-01", "公开事实的证明可离线验证，其检查点与所读账本同一历史。", "The proof of a public fact verifies, under a checkpoint of the same history.", "C2SP tlog-proof", Verifies),
        new("PR-02", "没有的事实答复 404。", "The proof of a fact that is not there is 404.", "docs/exchange/README.md", o => o.NoSuchProof.Status == 404 ? Passed("404。") : Failed(o.NoSuchProof, "404")),
        new("PR-03", "他人的不公开事实与没有的事实答复相同，正文也不提供。", "Somebody else's private fact is answered like one that never was; neither is its body served.", "docs/exchange/README.md；政府采购货物和服务招标投标管理办法第四十条", PrivateLooksLikeNone),
    ];

    /// <summary>Public leaves whose id stands in the ledger once, newest first.</summary>
    internal static IEnumerable<PublicLeaf> Provable(Observed o) => o.Leaves.Value.Where(l => BodyRules.IsPublic(o, l)).GroupBy(l => l.Id, StringComparer.Ordinal).Where(g => g.Count() == 1 && g.Key.Length > 0).Select(g => g.Single()).Reverse();

    /// <summary>Ids of private facts that public facts have revealed: inner leaves of opened bids.</summary>
    internal static IEnumerable<string> Revealed(Observed o) =>
        from body in o.Bodies.Values
        where body.IsOk
        from bid in (Json.Object(body)?["bids"] as JsonArray ?? []).OfType<JsonObject>()
        let inner = Json.Text(bid, "inner")
        where inner.Length > 0
        let bytes = new byte[inner.Length]
        where Convert.TryFromBase64String(inner, bytes, out _)
        let leaf = Json.Object(bytes.AsSpan(0, Decoded(inner)))
        where leaf is not null
        select Json.Text(leaf, "id");

    private static int Decoded(string base64) => Convert.TryFromBase64String(base64, new byte[base64.Length], out var length) ? length : 0;

    private static ConformanceVerdict Verifies(Observed o)
    {
        if (o.Key is not { } key) return NotReached("没有可用的公钥。");
        var entries = o.Entries.Value;
        if (entries.Obstacle.Length > 0) return NotReached(entries.Obstacle);
        var policy = TlogPolicy.LogOnly(key);
        return Each(
            Provable(o).Where(l => o.Proofs.ContainsKey(l.Id)), l =>
            {
                var reply = o.Proofs[l.Id];
                if (!reply.IsOk) return Failed(reply, $"200，第 {l.Index} 条的 tlog-proof");
                try
                {
                    var proof = TlogProof.Parse(reply.Body);
                    var verdict = proof.Verify(l.Bytes, policy);
                    if (!verdict.Accepted) return Failed(reply, $"第 {l.Index} 条推到签名的根：{verdict.Detail}");
                    var head = verdict.Policy!.Checkpoint!;
                    return proof.Index != l.Index ? Failed(reply, $"index {l.Index}") : head.Size > entries.Read.Count || entries.RootAt(head.Size, TreeHash.Sha256) == head.Root ? null : Failed(reply, "检查点与所读账本同一历史");
                }
                catch (LedgerFormatException e)
                {
                    return Failed(reply, $"tlog-proof：{e.Message}");
                }
            }, n => $"最新 {n} 件公开事实的证明。", "账本中还没有公开事实。");
    }

    private static ConformanceVerdict PrivateLooksLikeNone(Observed o) => o.NoSuchProof.Status != 404 ? NotReached("没有的事实的证明不是 404，无从比较。") : Each(
        o.PrivateProofs.Select(r => (Reply: r, Like: o.NoSuchProof)).Concat(o.PrivateBodies.Where(_ => o.NoSuchBody.Status == 404).Select(r => (Reply: r, Like: o.NoSuchBody))),
        p => Seen(p.Reply) == Seen(p.Like) && p.Reply.Body.AsSpan().SequenceEqual(p.Like.Body) ? null : Failed(p.Reply, $"与没有的一样：{p.Like.Shown}"),
        n => $"{n} 个请求。", "不知道任何不公开事实的编号（--private-fact、--peer）。");

    private static (int, string, string) Seen(Reply reply) => (reply.Status, reply.Header("Content-Type"), reply.Header("Cache-Control"));
}
