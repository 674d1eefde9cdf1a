using static Tongcai.Law.Refusing;

namespace Tongcai.Law;

/// <summary>合同走到哪一步，决定投诉成立的后果。</summary>
public enum ContractState
{
    /// <summary>未确定中标、成交供应商。</summary>
    NoWinner,

    /// <summary>已确定，未签合同。</summary>
    NotSigned,

    /// <summary>已签，未履行。</summary>
    NotPerformed,

    /// <summary>已履行。</summary>
    Performed,
}

/// <summary>驳回投诉的情形（94号第二十九条），按项次。</summary>
public enum RejectionGround
{
    /// <summary>不符合受理条件。</summary>
    Inadmissible = 1,

    /// <summary>缺乏事实依据。</summary>
    Unfounded,

    /// <summary>捏造事实或者虚假材料。</summary>
    Fabricated,

    /// <summary>非法手段取得证明。</summary>
    UnlawfulEvidence,
}

/// <summary>投诉事项的处理。</summary>
/// <param name="Effect">What follows for the procedure.</param>
/// <param name="ResultVoid">中标、成交结果无效.</param>
/// <param name="ContractCancelled">撤销合同.</param>
public sealed record ComplaintOutcome(UpheldEffect Effect, bool ResultVoid, bool ContractCancelled, Rule Rule);

public static partial class ComplaintRules
{
    /// <summary>投诉书六项（94号第十八条）。</summary>
    public static readonly IReadOnlyList<string> LetterItems = ["投诉人和被投诉人", "质疑和答复情况及证明", "投诉事项和请求", "事实依据", "法律依据", "日期"];

    /// <summary>投诉处理决定书四项（94号第三十三条）。</summary>
    public static readonly IReadOnlyList<string> DecisionItems = ["投诉人和被投诉人", "事实和依据及处理决定", "复议和诉讼权利及期限", "日期"];

    /// <summary>能否受理。</summary>
    /// <param name="challenged">Items of the challenge; empty when there was none.</param>
    /// <param name="answered">Items that the answer itself raised.</param>
    /// <param name="complained">Items of the complaint.</param>
    /// <param name="answerDue">End of the time to answer, or the day of the answer.</param>
    /// <param name="decidedBefore">Items the finance department has already decided.</param>
    public static IReadOnlyList<Refusal> CheckAdmissible(
        IReadOnlyCollection<string> challenged, IReadOnlyCollection<string> answered, IReadOnlyCollection<string> complained,
        DateOnly answerDue, DateOnly today, IReadOnlyCollection<string> decidedBefore, WorkCalendar calendar, string pointer = "") =>
        All(
            When(challenged.Count == 0, ChallengedFirst, "提起投诉前没有依法质疑。", "先向采购人或者代理机构提出质疑。", pointer),
            When(challenged.Count > 0 && complained.Except(challenged).Except(answered).Any(), OnlyWhatWasChallenged,
                $"投诉事项超出质疑范围：{string.Join("、", complained.Except(challenged).Except(answered))}。", "删去没有质疑过的事项；基于答复内容的除外。", pointer + "/items"),
            When(complained.Intersect(decidedBefore).Any(), OnceOnly, "同一投诉事项已经财政部门处理。", "不服处理决定的，可以申请行政复议或者起诉。", pointer + "/items"),
            When(today > TimeLimits.ComplaintWindow.Latest(answerDue, calendar), TimeLimits.ComplaintWindow, $"答复期满日{answerDue:yyyy-MM-dd}后十五个工作日已过。", "可以向财政部门反映违法线索。", pointer));

    /// <summary>向采购人所属预算级次的本级财政部门投诉。</summary>
    public static Refusal? CheckAuthority(string authority, string competent, string pointer = "/authority") =>
        When(authority != competent, ToFinance, $"本项目由{competent}处理投诉，不是{authority}。", $"向{competent}提起投诉。", pointer);

    /// <summary>投诉书内容；联合体由全体成员提出。</summary>
    public static IReadOnlyList<Refusal> CheckLetter(IEnumerable<string> given, IEnumerable<string> consortium, IEnumerable<string> complainants, string pointer = "") =>
        All(Missing(LetterContents, "投诉书", LetterItems, given, pointer), Missing(JointComplaint, "投诉人", consortium, complainants, pointer + "/complainants"));

    /// <summary>补正只通知一次，在五个工作日内。</summary>
    public static Refusal? CheckCorrectionNotice(int earlierNotices, DateOnly receivedOn, DateOnly today, WorkCalendar calendar, string pointer = "") =>
        When(earlierNotices > 0 || today > TimeLimits.ComplaintAcceptance.Latest(receivedOn, calendar), CorrectionOnce,
            earlierNotices > 0 ? "已经通知过补正。" : "收到投诉书已过五个工作日。", "依法受理或者不予受理。", pointer);

    /// <summary>暂停期间不得进行该项采购活动。</summary>
    /// <param name="suspendedOn">Day of the notice.</param>
    /// <param name="resumedOn">Day of the notice to go on; null while there is none.</param>
    public static Refusal? CheckActivity(DateOnly suspendedOn, DateOnly? resumedOn, DateOnly today, WorkCalendar calendar, string pointer = "")
    {
        var end = TimeLimits.SuspensionMax.Latest(suspendedOn, calendar);
        return When(today >= suspendedOn && today <= end && !(resumedOn <= today), Suspended, $"财政部门已于{suspendedOn:yyyy-MM-dd}通知暂停采购活动。", $"收到恢复通知或者{end:yyyy-MM-dd}暂停期满后继续。", pointer);
    }

    /// <summary>处理决定书内容；送达后公告。</summary>
    public static IReadOnlyList<Refusal> CheckDecision(IEnumerable<string> given, bool published, string pointer = "") =>
        All(
            Missing(DecisionContents, "投诉处理决定书", DecisionItems, given, pointer),
            When(!published, DecisionPublished, "投诉处理结果没有在指定媒体公告。", "及时公告。", pointer));

    /// <summary>驳回须有法定情形。</summary>
    public static Refusal? CheckRejection(RejectionGround? ground, string pointer = "") =>
        When(ground is null, Rejected, "没有驳回投诉的法定情形。", "查证后作出处理决定。", pointer);

    /// <summary>受理后书面撤回的，终止处理。</summary>
    public static Refusal? CheckProceeding(bool withdrawnInWriting, string pointer = "") =>
        When(withdrawnInWriting, Withdrawn, "投诉人已书面申请撤回投诉。", "终止处理程序并书面告知相关当事人。", pointer);

    /// <summary>处理期限的最后一日：检验、鉴定、专家评审、补正所需的自然日不计算在内。</summary>
    /// <param name="pauses">From the sending of the request to the receipt of the answer; they do not overlap.</param>
    public static DateOnly DecisionDue(DateOnly receivedOn, IEnumerable<(DateOnly Sent, DateOnly Received)> pauses, WorkCalendar calendar)
    {
        var days = TimeLimits.ComplaintDecision.Days + pauses.Where(p => p.Sent >= receivedOn).Sum(p => calendar.WorkdaysBetween(p.Sent, p.Received));
        return calendar.AddWorkdays(receivedOn, days);
    }

    /// <summary>逾期作出的决定。</summary>
    public static Refusal? CheckDecisionTime(DateOnly decidedOn, DateOnly due, string pointer = "") =>
        When(decidedOn > due, TimeNotCounted, $"扣除不计入的时间后，处理期限到{due:yyyy-MM-dd}，决定作于{decidedOn:yyyy-MM-dd}。", "立即作出决定，并记录逾期。", pointer);

    /// <summary>投诉人没有提供证据的事项不成立。</summary>
    public static Refusal? CheckProof(bool burdenOnComplainant, bool evidence, string pointer = "") =>
        When(burdenOnComplainant && !evidence, BurdenOfProof, "投诉人没有提供相关证据、依据。", "补充证据；否则该事项视为不成立。", pointer);

    /// <summary>投诉成立的后果（94号第三十一、三十二条）。</summary>
    public static ComplaintOutcome WhenUpheld(ChallengeStage stage, bool affectsResult, ContractState contract, bool enoughCandidates)
    {
        var rule = stage == ChallengeStage.Documents ? DocumentComplaintUpheld : ResultComplaintUpheld;
        if (!affectsResult)
            return new(UpheldEffect.Continue, false, false, rule);
        var next = stage != ChallengeStage.Documents && enoughCandidates ? UpheldEffect.NextCandidate : UpheldEffect.StartAgain;
        return contract switch
        {
            ContractState.NoWinner => new(UpheldEffect.StartAgain, false, false, rule),
            ContractState.NotSigned => new(next, true, false, rule),
            ContractState.NotPerformed => new(next, true, true, rule),
            _ => new(UpheldEffect.Damages, false, false, rule),
        };
    }
}
