using System.Text;
using Tongcai.Ledger;
using static Tongcai.Exchange.Conformance.ConformanceVerdict;

namespace Tongcai.Exchange.Conformance;

/// <summary>见证的规则：the statuses of C2SP tlog-witness, and what a witness must never sign.</summary>
internal static class WitnessRules
{
    private const string Source = "C2SP tlog-witness「add-checkpoint」";

    public static IReadOnlyList<ConformanceRule> All { get; } =
    [
        new("WT-01", "/witness/vkey 是见证公钥（cosignature/v1），与接入页相同。", "/witness/vkey is a cosignature/v1 key, as announced.", "docs/exchange/README.md；C2SP tlog-cosignature", KeyFile),
        new("WT-02", "不认识的账本：404。", "An unknown log: 404.", Source, o => Answered(o, WitnessQuestions.Unknown, 404)),
        new("WT-03", "签名无效的检查点：403。", "A bad signature: 403.", Source, o => Answered(o, WitnessQuestions.BadSignature, 403)),
        new("WT-04", "old 与记录不同：409，text/x.tlog.size，正文是记录的条数。", "Another old size: 409 with the recorded size.", Source, OldSize),
        new("WT-05", "一致性证明不成立：422。", "A bad consistency proof: 422.", Source, o => Answered(o, WitnessQuestions.BadProof, 422)),
        new("WT-06", "不合格式的请求、old 大于检查点：400。", "A malformed request, or old above the checkpoint: 400.", Source, Malformed),
        new("WT-07", "证明成立的新检查点：200 和有效的见证签名，随后可在监测地址取得。", "A proved checkpoint: 200 with a valid cosignature, then served to monitors.", $"{Source}；C2SP tlog-cosignature", Cosigns),
        new("WT-08", "同一条数的另一个根：拒绝，绝不签名。", "Another root for one size is refused.", Source, Fork),
        new("WT-09", "未见证过的账本，监测地址答复 404。", "The monitoring address of an unknown log is 404.", "C2SP tlog-witness「Monitoring」", o => Answered(o, WitnessQuestions.UnknownMonitor, 404)),
    ];

    private static ConformanceVerdict KeyFile(Observed o) => o.Announcement is null ? NotReached("没有读到接入页。")
        : o.WitnessKeyFile.IsOk && Json.Key(o.WitnessKeyFile.Text) is { Algorithm: NoteAlgorithm.CosignatureV1 } key && key.Equals(o.AnnouncedWitnessKey) ? Passed($"{key}")
        : Failed(o.WitnessKeyFile, $"接入页的 witnessKey {o.AnnouncedWitnessKey}");

    private static ConformanceVerdict Of(Observed o, string question, Func<WitnessAsked, ConformanceVerdict> judge) =>
        o.Witness.TryGetValue(question, out var asked) ? judge(asked) : NotApplicable("平台没有见证任何账本，也没有给出供检测用的账本（--log）。");

    private static ConformanceVerdict Answered(Observed o, string question, int status) => Of(o, question, a => a.Reply.Status == status ? Passed($"{a.Origin} {status}。".TrimStart()) : Failed(a.Reply, $"{status}"));

    private static ConformanceVerdict OldSize(Observed o) => Of(o, WitnessQuestions.OldSize, a =>
        a.Reply is { Status: 409, ContentType: WitnessAnswer.SizeType } && long.TryParse(a.Reply.Text.TrimEnd('\n'), out var size) && size >= a.Size ? Passed($"409，{size}。") : Failed(a.Reply, $"409，{WitnessAnswer.SizeType}，{a.Size}"));

    private static ConformanceVerdict Malformed(Observed o) => Answered(o, WitnessQuestions.Malformed, 400) is { Outcome: not ConformanceOutcome.Passed } wrong ? wrong
        : o.Witness.ContainsKey(WitnessQuestions.OldAbove) ? Answered(o, WitnessQuestions.OldAbove, 400) : Passed("400。");

    private static ConformanceVerdict Cosigns(Observed o) => !o.Witness.TryGetValue(WitnessQuestions.Extends, out var asked) ? NotApplicable("没有给出供检测用的账本（--log）。")
        : o.AnnouncedWitnessKey is not { } key ? NotReached("接入页没有公布见证公钥。")
        : asked.Reply.IsOk && Encoding.UTF8.GetString(o.Terms.Witnessed!.Head(asked.Size)) is var head && CheckpointRules.IsSigned(Encoding.UTF8.GetBytes(head + asked.Reply.Text), key)
            ? o.Witness[WitnessQuestions.Monitor] is { Reply: { IsOk: true } kept } && Checkpoint.TryParse(kept.Body, out var recorded, out _) && recorded.Size == asked.Size && CheckpointRules.IsSigned(kept.Body, key)
                ? Passed($"{asked.Size} 条，已见证。")
                : Failed(o.Witness[WitnessQuestions.Monitor].Reply, $"{asked.Size} 条的检查点，有见证签名")
            : Failed(asked.Reply, "200，一行有效的见证签名");

    private static ConformanceVerdict Fork(Observed o) => !o.Witness.TryGetValue(WitnessQuestions.Fork, out var asked) ? NotApplicable("没有给出供检测用的账本（--log）。")
        : asked.Reply.Status is 409 or 422 && !asked.Reply.Text.Contains('—', StringComparison.Ordinal) ? Passed($"{asked.Reply.Status}。") : Failed(asked.Reply, "422，没有签名行");
}
