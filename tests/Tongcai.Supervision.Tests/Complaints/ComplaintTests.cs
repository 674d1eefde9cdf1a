using Tongcai.Law;
using Tongcai.Supervision.Complaints;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Tests.Complaints;

public sealed class ComplaintTests
{
    private static readonly LodgeComplaint.Request Letter = new(["评分标准含特定业绩"], "事实", "依据", "重新采购");

    /// <summary>Lodged on Thursday 9 July 2026.</summary>
    private static readonly Complaint Lodged = new() { Id = "c1", ProcurementId = "p1", ChallengeId = "ch1", SupplierId = "s2", SupplierName = "启航", LodgedOn = new(2026, 7, 9) };

    private static readonly DecideComplaint.Request Rejected = new(DecideComplaint.Result.Rejected, DecideComplaint.Rejection.Unfounded, "查明", "理由", "复议");

    private static IReadOnlyList<string> Lodge(int month, int day, bool answered = true, LodgeComplaint.Request? letter = null, Complaint? earlier = null) => Rules(
        LodgeComplaint.Decide(Given.Challenge, answered ? Given.Answer : null, earlier, People.Loser, letter ?? Letter, "c1", Given.At(month, day)));

    private static IReadOnlyList<string> Rules<T>(Outcome<T> outcome)
        where T : class
    {
        Assert.All(outcome.Refusals, r => Assert.True(r.Reason.Length > 0 && r.Remedy.Length > 0));
        return [.. outcome.Refusals.Select(r => r.Rule.Id)];
    }

    private static Complaint Made(Outcome<Complaint> outcome)
    {
        Assert.Empty(outcome.Refusals.Select(r => r.Reason));
        return outcome.Value!;
    }

    private static Outcome<Complaint> Review(Complaint complaint, AcceptComplaint.Finding finding, int month, int day, bool suspend = false, DateOnly? by = null) => AcceptComplaint.Decide(
        complaint, People.Handler, new(finding, finding == AcceptComplaint.Finding.Accept ? null : "缺少身份证明", by ?? (finding == AcceptComplaint.Finding.Correct ? new DateOnly(2026, month, day).AddDays(7) : null), suspend), Given.At(month, day));

    private static Complaint Accepted => Made(Review(Lodged, AcceptComplaint.Finding.Accept, 7, 10));

    // 6月8日质疑，答复期七个工作日到6月17日；端午 6月19日放假，十五个工作日到7月9日。
    [Fact, Cites("T093")]
    public void 投诉在答复期满后十五个工作日内_第十六个工作日不行()
    {
        Assert.Empty(Lodge(7, 9));
        Assert.Equal(["T093"], Lodge(7, 10));
    }

    [Fact, Cites("CMP-01")]
    public void 没有答复的_答复期满次日起才能投诉_已经答复的不必等()
    {
        Assert.Equal(["CMP-01"], Lodge(6, 17, answered: false));
        Assert.Empty(Lodge(6, 18, answered: false));
        Assert.Empty(Lodge(6, 12));
        Assert.Equal("CMP-01", Assert.Single(LodgeComplaint.Decide(null, null, null, People.Loser, Letter, "c1", Given.At(6, 12)).Refusals).Rule.Id);
    }

    [Fact, Cites("CMP-02", "CMP-03")]
    public void 不超出质疑范围_答复内容除外_一事不再理()
    {
        var wider = LodgeComplaint.Decide(Given.Challenge, Given.Answer, null, People.Loser, Letter with { Items = ["评分标准含特定业绩", "别的"] }, "c1", Given.At(6, 20)).Refusals;
        Assert.Equal(("CMP-02", "/items/1"), (Assert.Single(wider).Rule.Id, wider[0].Pointer));
        Assert.Empty(Lodge(6, 20, letter: Letter with { Items = [LodgeComplaint.AboutTheAnswer] }));
        Assert.Equal(["CMP-03"], Lodge(6, 20, earlier: Lodged));
    }

    [Fact]
    public void 日历没有公布的年份_说明而不出错()
    {
        var late = Given.Challenge with { LodgedOn = new(2026, 12, 28) };
        Assert.NotEmpty(LodgeComplaint.Decide(late, null, null, People.Loser, Letter, "c1", new DateOnly(2027, 1, 20).Beijing(new(9, 0))).Refusals);
        Assert.NotEmpty(Review(Lodged with { LodgedOn = new(2026, 12, 1) }, AcceptComplaint.Finding.Accept, 12, 2).Refusals);
    }

    [Theory, Cites("T094")]
    [InlineData(16, ClockState.Kept)]
    [InlineData(17, ClockState.Broken)]
    public void 审查期限是五个工作日_逾期受理也受理但时钟记为逾期(int day, ClockState expected) =>
        Assert.Equal(expected, Made(Review(Lodged, AcceptComplaint.Finding.Accept, 7, day)).Clocks().Single(c => c.Limit == TimeLimits.ComplaintAcceptance).On(new(2026, 7, 20)));

    [Fact, Cites("CMP-06")]
    public void 补正通知在五个工作日内_只有一次()
    {
        var correcting = Made(Review(Lodged, AcceptComplaint.Finding.Correct, 7, 16));
        Assert.Equal(["CMP-06"], Rules(Review(Lodged, AcceptComplaint.Finding.Correct, 7, 17)));
        var corrected = Made(CorrectComplaint.Decide(correcting, new("新事实", "依据", "请求"), Given.At(7, 20)));
        Assert.Equal((ComplaintState.Lodged, "新事实"), (corrected.State, corrected.Facts));
        Assert.Equal(["CMP-06"], Rules(Review(corrected, AcceptComplaint.Finding.Correct, 7, 21)));
        Assert.Equal(["CMP-06"], Rules(CorrectComplaint.Decide(corrected, new("再改", "依据", "请求"), Given.At(7, 21))));
    }

    [Fact]
    public void 待补正的不能受理_补正期满才能不予受理()
    {
        var correcting = Made(Review(Lodged, AcceptComplaint.Finding.Correct, 7, 10, by: new(2026, 7, 17)));
        Assert.Equal(["CMP-05"], Rules(Review(correcting, AcceptComplaint.Finding.Accept, 7, 13)));
        Assert.Equal(["CMP-06"], Rules(Review(correcting, AcceptComplaint.Finding.Refuse, 7, 17)));
        Assert.Equal(ComplaintState.NotAccepted, Made(Review(correcting, AcceptComplaint.Finding.Refuse, 7, 18)).State);
    }

    [Fact, Cites("T098", "CMP-13")]
    public void 三十个工作日自收到投诉起算_补正的时间不计入()
    {
        Assert.Equal(new DateOnly(2026, 8, 20), Accepted.DecideBy);
        Assert.Equal(Lodged.LodgedOn, Accepted.AcceptedOn);
        var corrected = Made(CorrectComplaint.Decide(Made(Review(Lodged, AcceptComplaint.Finding.Correct, 7, 10)), new("f", "l", "d"), Given.At(7, 15)));
        Assert.Equal(new DateOnly(2026, 8, 25), Made(Review(corrected, AcceptComplaint.Finding.Accept, 7, 16)).DecideBy);
    }

    [Theory, Cites("T098")]
    [InlineData(20, ClockState.Kept)]
    [InlineData(21, ClockState.Broken)]
    public void 第三十个工作日的决定按期_第三十一个逾期(int day, ClockState expected) =>
        Assert.Equal(expected, Made(DecideComplaint.Decide(Accepted, People.Second, Rejected, "1号", Given.At(8, day))).Clocks().Single(c => c.Limit == TimeLimits.ComplaintDecision).On(new(2026, 9, 1)));

    [Fact, Cites("DUT-01")]
    public void 受理人不能作决定()
    {
        Assert.Equal(["DUT-01"], Rules(DecideComplaint.Decide(Accepted, People.Handler, Rejected, "1号", Given.At(8, 3))));
        Assert.Equal(ComplaintState.Decided, Made(DecideComplaint.Decide(Accepted, People.Second, Rejected, "1号", Given.At(8, 3))).State);
    }

    [Fact, Cites("CMP-10")]
    public void 驳回须有法定情形_其他结果不得有()
    {
        Assert.Equal(["CMP-10"], Rules(DecideComplaint.Decide(Accepted, People.Second, Rejected with { Rejection = null }, "1号", Given.At(8, 3))));
        Assert.Equal(["CMP-10"], Rules(DecideComplaint.Decide(Accepted, People.Second, Rejected with { Result = DecideComplaint.Result.UpheldRestart }, "1号", Given.At(8, 3))));
    }

    [Fact, Cites("CMP-11")]
    public void 撤回的终止处理_没有撤回的不能按撤回终止()
    {
        var end = Rejected with { Result = DecideComplaint.Result.Withdrawn, Rejection = null };
        Assert.Equal(["CMP-11"], Rules(DecideComplaint.Decide(Accepted, People.Second, end, "1号", Given.At(8, 3))));
        var withdrawn = Made(WithdrawComplaint.Decide(Accepted, new("与采购人达成一致"), Given.At(7, 30)));
        Assert.Equal(["CMP-11"], Rules(DecideComplaint.Decide(withdrawn, People.Second, Rejected, "1号", Given.At(8, 3))));
        Assert.Equal(ComplaintState.Withdrawn, Made(DecideComplaint.Decide(withdrawn, People.Second, end, "1号", Given.At(8, 3))).State);
        Assert.Equal(ComplaintState.Withdrawn, Made(WithdrawComplaint.Decide(Lodged, new("不投诉了"), Given.At(7, 10))).State);
        Assert.Equal(["CMP-11"], Rules(WithdrawComplaint.Decide(withdrawn, new("再撤"), Given.At(8, 1))));
    }

    [Fact]
    public void 没有受理的不能暂停_不予受理要有理由()
    {
        Assert.Equal(["CMP-07"], Rules(Review(Lodged, AcceptComplaint.Finding.Refuse, 7, 10, suspend: true)));
        Assert.Equal(["INP-01"], Rules(AcceptComplaint.Decide(Lodged, People.Handler, new(AcceptComplaint.Finding.Refuse, null, null, false), Given.At(7, 10))));
        Assert.Equal(["CMP-03"], Rules(Review(Accepted, AcceptComplaint.Finding.Accept, 7, 13)));
    }

    [Theory]
    [InlineData(DecideComplaint.Result.Rejected, "o1", "resume")]
    [InlineData(DecideComplaint.Result.Rejected, "", "")]
    [InlineData(DecideComplaint.Result.UpheldContinue, "o1", "resume")]
    [InlineData(DecideComplaint.Result.UpheldNext, "", "next")]
    [InlineData(DecideComplaint.Result.UpheldRestart, "o1", "annul")]
    public void 决定带着执行它的指令(DecideComplaint.Result result, string suspension, string kind) =>
        Assert.Equal(kind, DecideComplaint.OrderFor(new Complaint { Outcome = DecideComplaint.Outcomes[result], SuspensionOrderId = suspension }).Kind);
}
