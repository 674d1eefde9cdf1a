using Tongcai.Tests;
using static Tongcai.Law.Tests.Pairs;

namespace Tongcai.Law.Tests;

public class ChallengeAndComplaintTests
{
    private static readonly DateOnly Known = Day(2026, 4, 30);

    [Fact, Cites("CHL-01")]
    public void 只取了文件没有投标的不能质疑结果() => Pair(ChallengeRules.Participant, Stand(ChallengeStage.Result, participated: false, taken: true), Stand(ChallengeStage.Result));

    [Fact, Cites("CHL-02")]
    public void 没有获取文件的不能质疑文件_获取了可以() => Pair(ChallengeRules.DocumentTaker, Stand(ChallengeStage.Documents, false, false), Stand(ChallengeStage.Documents, false, true));

    [Fact, Cites("T091")]
    public void 第七个工作日可以质疑_第八个不行() => Pair(TimeLimits.ChallengeWindow, Stand(today: Day(2026, 5, 14)), Stand(today: Day(2026, 5, 13)));

    [Fact, Cites("CHL-03")]
    public void 要求一次性提出的_第二次不行() => Pair(ChallengeRules.OncePerStage, Stand(once: true, already: true), Stand(once: true));

    [Fact, Cites("CHL-10")]
    public void 应知之日_文件取晚者_过程为环节结束_结果为公告期满()
    {
        Assert.Equal(Day(2026, 3, 9), ChallengeRules.KnownOn(ChallengeStage.Documents, Day(2026, 3, 4), Day(2026, 3, 9), null, null));
        Assert.Equal(Day(2026, 3, 12), ChallengeRules.KnownOn(ChallengeStage.Documents, Day(2026, 3, 12), Day(2026, 3, 9), null, null));
        Assert.Equal(Day(2026, 3, 31), ChallengeRules.KnownOn(ChallengeStage.Process, null, null, Day(2026, 3, 31), null));
        Pair(ChallengeRules.KnownFrom, ChallengeRules.CheckStanding(ChallengeStage.Result, true, true, null, Day(2026, 3, 2), Calendar), Stand(ChallengeStage.Result));
    }

    [Fact, Cites("CHL-04")]
    public void 质疑函缺事实依据不行() => Pair(ChallengeRules.LetterContents, Letter(ChallengeRules.LetterItems.But("事实依据")), Letter(ChallengeRules.LetterItems));

    [Fact, Cites("CHL-11")]
    public void 质疑函没有签章不行() => Pair(ChallengeRules.Signed, Letter(ChallengeRules.LetterItems, signed: false), Letter(ChallengeRules.LetterItems));

    [Fact, Cites("CHL-12")]
    public void 没有证明材料不行() => Pair(ChallengeRules.ClearRequest, Letter(ChallengeRules.LetterItems, evidence: false), Letter(ChallengeRules.LetterItems));

    [Fact, Cites("CHL-05")]
    public void 最后一日发出的不得拒收_次日发出的可以() => Pair(ChallengeRules.MustBeTaken, ChallengeRules.CheckRefusedLetter(Known, Known), ChallengeRules.CheckRefusedLetter(Known.AddDays(1), Known));

    [Fact, Cites("CHL-06")]
    public void 答复不写投诉权利不行() => Pair(ChallengeRules.AnswerContents, ChallengeRules.CheckAnswer(ChallengeRules.AnswerItems.But("投诉权利")), ChallengeRules.CheckAnswer(ChallengeRules.AnswerItems));

    [Fact, Cites("CHL-07")]
    public void 超出授权的代理机构不得答复() => Pair(ChallengeRules.AgencyScope, ChallengeRules.CheckAnswerer(true, false), ChallengeRules.CheckAnswerer(true, true));

    [Fact, Cites("CHL-08")]
    public void 文件质疑成立_能改的改后继续_不能的重来_不影响的继续()
    {
        Assert.Equal(new(UpheldEffect.ClarifyAndContinue, ChallengeRules.DocumentChallengeUpheld), ChallengeRules.WhenUpheld(ChallengeStage.Documents, true, true, true));
        Assert.Equal(UpheldEffect.StartAgain, ChallengeRules.WhenUpheld(ChallengeStage.Documents, true, false, true).Value);
        Assert.Equal(UpheldEffect.Continue, ChallengeRules.WhenUpheld(ChallengeStage.Documents, false, false, false).Value);
    }

    [Fact, Cites("CHL-09")]
    public void 结果质疑成立_候选够数另定_不够重来()
    {
        Assert.Equal(new(UpheldEffect.NextCandidate, ChallengeRules.ResultChallengeUpheld), ChallengeRules.WhenUpheld(ChallengeStage.Result, true, false, true));
        Assert.Equal(UpheldEffect.StartAgain, ChallengeRules.WhenUpheld(ChallengeStage.Process, true, true, false).Value);
    }

    [Fact, Cites("CMP-01")]
    public void 没有质疑过不得投诉() => Pair(ComplaintRules.ChallengedFirst, Complain(challenged: []), Complain());

    [Fact, Cites("CMP-02")]
    public void 多投诉一项不行_基于答复的可以() => Pair(ComplaintRules.OnlyWhatWasChallenged, Complain(complained: ["评分", "资格"]), Complain(complained: ["评分", "答复理由"]));

    [Fact, Cites("CMP-03")]
    public void 处理过的事项不再受理() => Pair(ComplaintRules.OnceOnly, Complain(decided: ["评分"]), Complain(decided: ["资格"]));

    [Fact, Cites("T093")]
    public void 答复期满后第十五个工作日可以_第十六个不行() => Pair(TimeLimits.ComplaintWindow, Complain(due: Day(2026, 10, 9), today: Day(2026, 10, 30)), Complain(due: Day(2026, 10, 9), today: Day(2026, 10, 29)));

    [Fact, Cites("CMP-04")]
    public void 向上级财政部门投诉不行() => Pair(ComplaintRules.ToFinance, ComplaintRules.CheckAuthority("省财政厅", "市财政局"), ComplaintRules.CheckAuthority("市财政局", "市财政局"));

    [Fact, Cites("CMP-05")]
    public void 投诉书缺一项不行() => Pair(ComplaintRules.LetterContents, ComplaintRules.CheckLetter(ComplaintRules.LetterItems.But("法律依据"), [], ["甲"]), ComplaintRules.CheckLetter(ComplaintRules.LetterItems, [], ["甲"]));

    [Fact, Cites("CMP-12")]
    public void 联合体少一方投诉不行() => Pair(ComplaintRules.JointComplaint, ComplaintRules.CheckLetter(ComplaintRules.LetterItems, ["甲", "乙"], ["甲"]), ComplaintRules.CheckLetter(ComplaintRules.LetterItems, ["甲", "乙"], ["乙", "甲"]));

    [Fact, Cites("CMP-06", "T094")]
    public void 补正只通知一次_第五个工作日可以_第六个不行()
    {
        Pair(ComplaintRules.CorrectionOnce, Correct(1, Day(2026, 3, 3)), Correct(0, Day(2026, 3, 9)));
        Pair(ComplaintRules.CorrectionOnce, Correct(0, Day(2026, 3, 10)), null);

        static Refusal? Correct(int earlier, DateOnly today) => ComplaintRules.CheckCorrectionNotice(earlier, Day(2026, 3, 2), today, Calendar);
    }

    [Fact, Cites("CMP-07", "T099")]
    public void 暂停第三十日仍不得采购_次日可以_恢复当日可以()
    {
        Pair(ComplaintRules.Suspended, Active(Day(2026, 4, 1)), Active(Day(2026, 4, 2)));
        Pair(ComplaintRules.Suspended, Active(Day(2026, 3, 9), Day(2026, 3, 10)), Active(Day(2026, 3, 10), Day(2026, 3, 10)));

        static Refusal? Active(DateOnly today, DateOnly? resumed = null) => ComplaintRules.CheckActivity(Day(2026, 3, 2), resumed, today, Calendar);
    }

    [Fact, Cites("CMP-08")]
    public void 决定书不写救济期限不行() => Pair(ComplaintRules.DecisionContents, ComplaintRules.CheckDecision(ComplaintRules.DecisionItems.But("复议和诉讼权利及期限"), true), ComplaintRules.CheckDecision(ComplaintRules.DecisionItems, true));

    [Fact, Cites("CMP-09")]
    public void 决定不公告不行() => Pair(ComplaintRules.DecisionPublished, ComplaintRules.CheckDecision(ComplaintRules.DecisionItems, false), ComplaintRules.CheckDecision(ComplaintRules.DecisionItems, true));

    [Fact, Cites("CMP-10")]
    public void 没有法定情形不得驳回() => Pair(ComplaintRules.Rejected, ComplaintRules.CheckRejection(null), ComplaintRules.CheckRejection(RejectionGround.Unfounded));

    [Fact, Cites("CMP-11")]
    public void 书面撤回后不得继续处理() => Pair(ComplaintRules.Withdrawn, ComplaintRules.CheckProceeding(true), ComplaintRules.CheckProceeding(false));

    [Fact, Cites("CMP-13", "T098")]
    public void 鉴定所用的工作日不计入三十个工作日()
    {
        Assert.Equal(Day(2025, 11, 17), ComplaintRules.DecisionDue(Day(2025, 9, 29), [], Calendar));
        var due = ComplaintRules.DecisionDue(Day(2025, 9, 29), [(Day(2025, 10, 13), Day(2025, 10, 17))], Calendar);
        Assert.Equal(Calendar.AddWorkdays(Day(2025, 11, 17), 4), due);
        Pair(ComplaintRules.TimeNotCounted, ComplaintRules.CheckDecisionTime(due.AddDays(1), due), ComplaintRules.CheckDecisionTime(due, due));
    }

    [Fact, Cites("CMP-16")]
    public void 投诉人不举证的事项不成立() => Pair(ComplaintRules.BurdenOfProof, ComplaintRules.CheckProof(true, false), ComplaintRules.CheckProof(false, false));

    [Fact, Cites("CMP-14")]
    public void 文件投诉成立_未定重来_已定无效重来_已签撤销重来_已履行赔偿()
    {
        Assert.Equal(new ComplaintOutcome(UpheldEffect.Continue, false, false, ComplaintRules.DocumentComplaintUpheld), ComplaintRules.WhenUpheld(ChallengeStage.Documents, false, ContractState.NotSigned, true));
        Assert.Equal((UpheldEffect.StartAgain, false, false), Of(ChallengeStage.Documents, ContractState.NoWinner));
        Assert.Equal((UpheldEffect.StartAgain, true, false), Of(ChallengeStage.Documents, ContractState.NotSigned));
        Assert.Equal((UpheldEffect.StartAgain, true, true), Of(ChallengeStage.Documents, ContractState.NotPerformed));
        Assert.Equal((UpheldEffect.Damages, false, false), Of(ChallengeStage.Documents, ContractState.Performed));
    }

    [Fact, Cites("CMP-15")]
    public void 结果投诉成立_候选够数另定_不够重来()
    {
        Assert.Equal((UpheldEffect.NextCandidate, true, false), Of(ChallengeStage.Result, ContractState.NotSigned));
        Assert.Equal((UpheldEffect.NextCandidate, true, true), Of(ChallengeStage.Result, ContractState.NotPerformed));
        Assert.Equal((UpheldEffect.StartAgain, true, true), Of(ChallengeStage.Process, ContractState.NotPerformed, enough: false));
        Assert.Equal(ComplaintRules.ResultComplaintUpheld, ComplaintRules.WhenUpheld(ChallengeStage.Result, true, ContractState.NoWinner, true).Rule);
    }

    private static (UpheldEffect Effect, bool ResultVoid, bool ContractCancelled) Of(ChallengeStage stage, ContractState state, bool enough = true) =>
        ComplaintRules.WhenUpheld(stage, true, state, enough) is var o ? (o.Effect, o.ResultVoid, o.ContractCancelled) : default;

    private static IReadOnlyList<Refusal> Stand(
        ChallengeStage stage = ChallengeStage.Result, bool participated = true, bool taken = true, DateOnly? today = null, bool once = false, bool already = false) =>
        ChallengeRules.CheckStanding(stage, participated, taken, Known, today ?? Known, Calendar, once, already);

    private static IReadOnlyList<Refusal> Letter(IEnumerable<string> items, bool signed = true, bool evidence = true) => ChallengeRules.CheckLetter(items, signed, true, evidence);

    private static IReadOnlyList<Refusal> Complain(string[]? challenged = null, string[]? complained = null, string[]? decided = null, DateOnly? due = null, DateOnly? today = null) =>
        ComplaintRules.CheckAdmissible(challenged ?? ["评分"], ["答复理由"], complained ?? ["评分"], due ?? Known, today ?? Known, decided ?? [], Calendar);
}
