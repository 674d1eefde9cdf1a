using static Tongcai.Law.Refusing;

namespace Tongcai.Law;

/// <summary>质疑所针对的采购程序环节。</summary>
public enum ChallengeStage
{
    /// <summary>采购文件。</summary>
    Documents,

    /// <summary>采购过程。</summary>
    Process,

    /// <summary>中标、成交结果。</summary>
    Result,
}

/// <summary>质疑、投诉成立后的去向。</summary>
public enum UpheldEffect
{
    /// <summary>不影响结果，继续采购。</summary>
    Continue,

    /// <summary>澄清或者修改采购文件后继续。</summary>
    ClarifyAndContinue,

    /// <summary>另行确定中标、成交供应商。</summary>
    NextCandidate,

    /// <summary>重新开展采购。</summary>
    StartAgain,

    /// <summary>合同已履行，赔偿。</summary>
    Damages,
}

public static partial class ChallengeRules
{
    /// <summary>质疑函六项（94号第十二条）。</summary>
    public static readonly IReadOnlyList<string> LetterItems = ["供应商名称地址联系人", "项目名称编号", "质疑事项和请求", "事实依据", "法律依据", "日期"];

    /// <summary>质疑答复六项（94号第十五条）。</summary>
    public static readonly IReadOnlyList<string> AnswerItems = ["质疑供应商", "收到日期和项目", "质疑事项和答复", "投诉权利", "答复人", "日期"];

    /// <summary>应知之日（条例第五十三条）。</summary>
    /// <param name="documentsReceived">收到采购文件之日, null when they were not taken.</param>
    /// <param name="documentNoticeEnd">采购文件公告期限届满之日.</param>
    /// <param name="stageEnd">环节结束之日.</param>
    /// <param name="resultNoticeEnd">结果公告期限届满之日.</param>
    /// <returns>The day the seven working days run from; null while it has not come.</returns>
    public static DateOnly? KnownOn(ChallengeStage stage, DateOnly? documentsReceived, DateOnly? documentNoticeEnd, DateOnly? stageEnd, DateOnly? resultNoticeEnd) => stage switch
    {
        // Documents taken on the last day of the notice may be challenged as long as anybody else may: the later of the two counts.
        ChallengeStage.Documents => documentsReceived is null || documentNoticeEnd is null ? documentsReceived ?? documentNoticeEnd : Later(documentsReceived.Value, documentNoticeEnd.Value),
        ChallengeStage.Process => stageEnd,
        _ => resultNoticeEnd,
    };

    /// <summary>能否质疑：身份、时间、一次性。</summary>
    /// <param name="participated">Took part in the procedure.</param>
    /// <param name="documentsTaken">Took the documents lawfully.</param>
    /// <param name="known">From <see cref="KnownOn"/>.</param>
    /// <param name="onceOnly">The documents demand one challenge per stage.</param>
    /// <param name="alreadyChallenged">The supplier challenged this stage before.</param>
    public static IReadOnlyList<Refusal> CheckStanding(
        ChallengeStage stage, bool participated, bool documentsTaken, DateOnly? known, DateOnly today, WorkCalendar calendar, bool onceOnly = false, bool alreadyChallenged = false, string pointer = "") =>
        All(
            When(stage == ChallengeStage.Documents && !participated && !documentsTaken, DocumentTaker, "没有依法获取采购文件。", "先获取采购文件。", pointer),
            When(stage != ChallengeStage.Documents && !participated, Participant, "不是参与本项目采购活动的供应商。", "只有参与者可以对过程和结果提出质疑；可以向财政部门反映。", pointer),
            When(known is null, KnownFrom, "该环节尚未结束，或者公告期限未届满，质疑期还没有开始。", "环节结束或者公告期满后提出；急需的可以先询问。", pointer),
            When(known is { } k && today > TimeLimits.ChallengeWindow.Latest(k, calendar), TimeLimits.ChallengeWindow, $"质疑期自{known:yyyy-MM-dd}起算，七个工作日已过。", "可以向财政部门反映违法线索。", pointer),
            When(onceOnly && alreadyChallenged, OncePerStage, "采购文件要求同一环节一次性提出质疑，已经提出过。", "在已提出的质疑中等待答复。", pointer));

    /// <summary>质疑函内容、签章、明确的请求和证明。</summary>
    public static IReadOnlyList<Refusal> CheckLetter(IEnumerable<string> given, bool signedAndSealed, bool clearRequest, bool evidence, string pointer = "") =>
        All(
            Missing(LetterContents, "质疑函", LetterItems, given, pointer),
            When(!signedAndSealed, Signed, "质疑函没有签字或者盖章。", "由法定代表人、主要负责人或者授权代表签字盖章，并加盖公章。", pointer + "/signature"),
            When(!clearRequest || !evidence, ClearRequest, clearRequest ? "没有必要的证明材料。" : "没有明确的请求。", "写明请求并附证明材料。", pointer));

    /// <summary>法定期内的质疑函不得拒收。</summary>
    public static Refusal? CheckRefusedLetter(DateOnly sentOn, DateOnly lastDay, string pointer = "") =>
        When(sentOn <= lastDay, MustBeTaken, $"质疑函于{sentOn:yyyy-MM-dd}发出，在质疑期内，不得拒收。", "接收并在七个工作日内答复。", pointer);

    /// <summary>答复内容齐全。</summary>
    public static Refusal? CheckAnswer(IEnumerable<string> given, string pointer = "") => Missing(AnswerContents, "质疑答复", AnswerItems, given, pointer);

    /// <summary>代理机构只在授权范围内答复。</summary>
    public static Refusal? CheckAnswerer(bool byAgency, bool entrusted, string pointer = "") =>
        When(byAgency && !entrusted, AgencyScope, "质疑事项超出采购人的委托授权范围。", "告知供应商向采购人提出。", pointer);

    /// <summary>质疑成立的后果（94号第十六条）。</summary>
    /// <param name="curable">文件可以通过澄清或者修改继续.</param>
    /// <param name="enoughCandidates">合格供应商符合法定数量，可以从合格候选人中另行确定.</param>
    public static Cited<UpheldEffect> WhenUpheld(ChallengeStage stage, bool affectsResult, bool curable, bool enoughCandidates)
    {
        var rule = stage == ChallengeStage.Documents ? DocumentChallengeUpheld : ResultChallengeUpheld;
        return new(!affectsResult ? UpheldEffect.Continue
            : stage == ChallengeStage.Documents ? (curable ? UpheldEffect.ClarifyAndContinue : UpheldEffect.StartAgain)
            : enoughCandidates ? UpheldEffect.NextCandidate : UpheldEffect.StartAgain, rule);
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
}
