using Tongcai.Ledger;
using static Tongcai.Exchange.Conformance.ConformanceVerdict;

namespace Tongcai.Exchange.Conformance;

/// <summary>检查点的规则：form, name, signatures, and one history.</summary>
internal static class CheckpointRules
{
    public static IReadOnlyList<ConformanceRule> All { get; } =
    [
        new("CP-01", "检查点是 signed note，正文三行：来源名、条数、根；类型 text/plain。", "The checkpoint is a signed note of origin, size and root, served as text/plain.", "C2SP tlog-checkpoint；C2SP signed-note；tlog-tiles「Checkpoints」", Form),
        new("CP-02", "检查点的来源名等于公布的账本名称。", "The checkpoint's origin is the announced name.", "C2SP tlog-checkpoint「Note text」", Origin),
        new("CP-03", "每个检查点都有账本 Ed25519 密钥的有效签名。", "Every checkpoint is signed by the ledger's Ed25519 key.", "C2SP tlog-checkpoint「Signatures」", Signed),
        new("CP-04", "每个检查点都有账本 SM2 密钥的有效签名行。", "Every checkpoint has a valid SM2 signature line.", "docs/exchange/README.md；GB/T 32918.2", SignedBySm2),
        new("CP-05", "检查点不得长期缓存。", "The checkpoint is not cached for long.", "C2SP tlog-tiles「Checkpoints」", Fresh),
        new("CP-06", "观察期间条数从不减少。", "The size never shrinks while it is watched.", "C2SP tlog-checkpoint；电子招标投标办法第四十九条", NeverShrinks),
        new("CP-07", "观察到的各个检查点属于同一历史：每个根都是最大树的前缀的根。", "All checkpoints seen are of one history.", "RFC 6962 §2.1.2；C2SP tlog-witness", OneHistory),
    ];

    private static ConformanceVerdict Form(Observed o) => Each(
        o.Sightings, s => s.Checkpoint is not null && s.Head.ContentType == "text/plain" ? null : Failed(s.Head, "200，text/plain，signed note，正文为来源名、条数、Base64 根三行"), n => $"{n} 次。", "没有看到检查点。");

    private static ConformanceVerdict Origin(Observed o) => o.Origin.Length == 0 ? NotReached("接入页没有公布名称。") : OfParsed(o, s => s.Checkpoint!.Origin == o.Origin ? null : Failed(s.Head, $"第一行是 {o.Origin}"));

    private static ConformanceVerdict Signed(Observed o) => o.Key is not { } key ? NotReached("没有可用的 Ed25519 公钥。") : OfParsed(o, s => IsSigned(s.Head.Body, key) ? null : Failed(s.Head, $"有公钥 {key} 的有效签名行"));

    private static ConformanceVerdict SignedBySm2(Observed o) => o.AnnouncedSm2Key is not { Algorithm: NoteAlgorithm.Sm2 } key
        ? o.Announcement is null ? NotReached("没有读到接入页。") : Failed(o.Page, "接入页的 sm2VerifierKey 是 SM2 公钥")
        : OfParsed(o, s => IsSigned(s.Head.Body, key) ? null : Failed(s.Head, $"有公钥 {key} 的有效签名行"));

    private static ConformanceVerdict Fresh(Observed o) => OfParsed(o, s =>
        s.Head.Header("Cache-Control") is var cache && !cache.Contains("immutable", StringComparison.OrdinalIgnoreCase) && MaxAge(cache) <= 60
            ? null
            : Failed(s.Head.Request, $"Cache-Control: {cache}", "不含 immutable，max-age 不超过 60 秒"));

    private static ConformanceVerdict NeverShrinks(Observed o)
    {
        var seen = o.Sightings.Where(s => s.Checkpoint is not null).ToList();
        for (var n = 1; n < seen.Count; n++)
        {
            if (seen[n].Checkpoint!.Size < seen[n - 1].Checkpoint!.Size) return Failed(seen[n].Head, $"条数不少于先前看到的 {seen[n - 1].Checkpoint!.Size}（{seen[n - 1].Head.Text.Split('\n')[2]}）");
        }

        return seen.Count > 1 ? Passed($"{seen.Count} 次，从 {seen[0].Checkpoint!.Size:#,##0} 条到 {seen[^1].Checkpoint!.Size:#,##0} 条。") : NotReached("只看到一次检查点。");
    }

    private static ConformanceVerdict OneHistory(Observed o)
    {
        var entries = o.Entries.Value;
        return entries.Obstacle.Length > 0 ? NotReached(entries.Obstacle) : Each(
            o.Sightings.Where(s => s.Checkpoint is not null).DistinctBy(s => s.Checkpoint),
            s => entries.RootAt(s.Checkpoint!.Size, TreeHash.Sha256) is var root && root == s.Checkpoint.Root ? null : Failed(s.Head, $"{s.Checkpoint.Size} 条时的根是 {root}", "账本签出过两种历史。"),
            n => $"{n} 个不同的检查点，历史相同。", "没有看到检查点。");
    }

    private static ConformanceVerdict OfParsed(Observed o, Func<Sighting, ConformanceVerdict?> objection) =>
        o.Largest is null ? NotReached("没有看到检查点。") : Each(o.Sightings.Where(s => s.Checkpoint is not null), objection, n => $"{n} 次。", "没有看到检查点。");

    /// <summary>Whether the note has a signature by the key that verifies.</summary>
    internal static bool IsSigned(byte[] note, NoteKey key) => SignedNote.TryParse(note, out var signed, out _) && signed.Signatures.Any(s => key.Verify(signed.Text, s, out _));

    private static long MaxAge(string cacheControl) =>
        cacheControl.Split(',', StringSplitOptions.TrimEntries).FirstOrDefault(p => p.StartsWith("max-age=", StringComparison.OrdinalIgnoreCase)) is { } age && long.TryParse(age["max-age=".Length..], out var seconds) ? seconds : 0;
}
