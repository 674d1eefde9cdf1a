using Tongcai.Ledger;
using static Tongcai.Exchange.Conformance.ConformanceVerdict;

namespace Tongcai.Exchange.Conformance;

/// <summary>见证规则文件的规则：what the ledger promises of witnesses, and whether it keeps it. And what the platform saw of other ledgers.</summary>
internal static class PolicyRules
{
    private const string Source = "C2SP tlog-policy";

    public static IReadOnlyList<ConformanceRule> All { get; } =
    [
        new("PL-01", "/ledger/policy 是合规的见证规则文件。", "/ledger/policy parses.", Source, o => Parsed(o) is { } policy ? Passed($"{policy.Witnesses.Count} 个见证方。") : Failed(o.PolicyFile, "tlog-policy")),
        new("PL-02", "规则文件以本账本的公钥为 log。", "The policy names the ledger's own key.", Source, NamesItself),
        new("PL-03", "checkpoint.witnessed 满足规则文件。", "checkpoint.witnessed meets the policy.", $"{Source}；C2SP tlog-cosignature", Met),
        new("PL-04", "checkpoint.witnessed 与检查点同一历史。", "checkpoint.witnessed is of the same history.", "RFC 6962 §2.1.2", SameHistory),
        new("SV-01", "/ledger/seen/HASH 给出所同步账本的最新检查点。", "/ledger/seen/HASH gives the newest checkpoint of a followed ledger.", "docs/exchange/README.md", Seen),
        new("SV-02", "没有同步的账本，/ledger/seen 答复 404。", "/ledger/seen of another ledger is 404.", "docs/exchange/README.md", o => o.NoSuchSeen.Status == 404 ? Passed("404。") : Failed(o.NoSuchSeen, "404")),
    ];

    private static TlogPolicy? Parsed(Observed o)
    {
        try
        {
            return o.PolicyFile.IsOk ? TlogPolicy.Parse(o.PolicyFile.Text) : null;
        }
        catch (LedgerFormatException)
        {
            return null;
        }
    }

    private static ConformanceVerdict NamesItself(Observed o) => o.Key is not { } key || Parsed(o) is not { } policy ? NotReached("没有公钥或者规则文件。") : policy.Logs.Contains(key) ? Passed($"{key}") : Failed(o.PolicyFile, $"log {key}");

    private static ConformanceVerdict Met(Observed o)
    {
        if (Parsed(o) is not { } policy) return NotReached("规则文件无法读取。");
        if (!policy.NeedsWitnesses) return NotApplicable("规则文件不要求见证。");
        if (!o.WitnessedHead.IsOk) return Failed(o.WitnessedHead, "200，满足规则文件的检查点");
        var verdict = policy.Check(o.WitnessedHead.Body);
        // A policy that names another log is judged by the rule on its own key.
        return verdict.Fault is PolicyFault.UnknownLog ? NotReached("规则文件不含本账本的公钥。") : verdict.Accepted ? Passed($"见证方 {string.Join("、", verdict.Cosigned.Keys)}。") : Failed(o.WitnessedHead, $"满足 /ledger/policy：{verdict.Detail}");
    }

    private static ConformanceVerdict SameHistory(Observed o)
    {
        if (o.WitnessedHead.Status == 404) return NotApplicable("还没有获得见证的检查点。");
        if (!o.WitnessedHead.IsOk || !Checkpoint.TryParse(o.WitnessedHead.Body, out var head, out _)) return NotReached("checkpoint.witnessed 没有读到。");
        var entries = o.Entries.Value;
        if (entries.Obstacle.Length > 0) return NotReached(entries.Obstacle);
        if (head.Size > entries.Read.Count) return NotReached("获得见证的检查点比读到的条目新。");
        return entries.RootAt(head.Size, TreeHash.Sha256) is var root && root == head.Root ? Passed($"{head.Size:#,##0} 条，根相同。") : Failed(o.WitnessedHead, $"{head.Size} 条时的根是 {root}");
    }

    private static ConformanceVerdict Seen(Observed o) => o.Announcement is null ? NotReached("没有读到接入页。") : Each(
        o.Seen, s => s.Value.Status == 404 || (Json.Object(s.Value) is { } view && Json.Text(view, "ledger") == s.Key.Origin && Checkpoint.TryParse(System.Text.Encoding.UTF8.GetBytes(Json.Text(view, "checkpoint")), out var head, out _) && head.Origin == s.Key.Origin) ? null
            : Failed(s.Value, $"JSON 对象，ledger 为 {s.Key.Origin}，checkpoint 是其检查点；还没有读到的为 404"),
        n => $"{n} 个账本。", "平台没有同步其他账本。");
}
