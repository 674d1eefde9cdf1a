using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Warnings.Loop;
using Tongcai.Supervision.Watch;
using Handling = Tongcai.Supervision.Warnings.Loop.HandleWarning.Handling;

namespace Tongcai.Supervision.Tests.Warnings;

/// <summary>预警 → 研判 → 核查 → 处理 → 销号, as decisions.</summary>
public sealed class WarningLoopTests
{
    /// <summary>Raised on Monday 1 June 2026.</summary>
    private static readonly DateTimeOffset Monday = Given.At(6, 1);

    private static readonly Warning Raised = new Warning { Id = "w1", ProcurementId = "p1", Tier = "B", RaisedAt = Monday }.In(WarningState.Raised, Monday);

    private static readonly Evidence Recording = new("开标录像", "采购人提供", "两家代表同车到场", new string('a', 64));

    private static readonly EndWarning.Request Opinion = new("已复核，意见如下。");

    private static Warning After(Outcome<Commit> outcome)
    {
        Assert.Empty(outcome.Refusals.Select(r => r.Reason));
        return (Warning)outcome.Value!.Changes.Single(c => c.Row is Warning).Row;
    }

    private static IReadOnlyList<string> Rules(Outcome<Commit> outcome)
    {
        Assert.All(outcome.Refusals, r => Assert.True(r.Reason.Length > 0 && r.Remedy.Length > 0));
        return [.. outcome.Refusals.Select(r => r.Rule.Id)];
    }

    private static Warning Judged(JudgeWarning.Finding finding = JudgeWarning.Finding.Inspect) => After(JudgeWarning.Decide(Raised, People.Handler, new(finding, "逐条核对过"), "s1", Given.At(6, 2)));

    private static Outcome<Commit> Inspect(Warning warning, InspectWarning.Finding finding, IReadOnlyCollection<Inquiry>? inquiries = null, IReadOnlyList<Evidence>? evidence = null, int gathered = 0, DateTimeOffset? at = null) =>
        InspectWarning.Decide(warning, inquiries ?? [], gathered, People.Handler, new(finding, "查明：两家标书由同一人编制。", evidence), "s2", at ?? Given.At(6, 10));

    private static Warning Verified(bool founded = true) => After(Inspect(Judged(), founded ? InspectWarning.Finding.Founded : InspectWarning.Finding.Unfounded, evidence: [Recording]));

    private static Outcome<Commit> Handle(Warning warning, Actor actor, Handling handling = Handling.Advise, string? to = null, DateOnly? by = null) =>
        HandleWarning.Decide(warning, actor, new(handling, to, by, "依查明的事实作出处理。"), "s3", Given.At(6, 12));

    private static Warning Handled() => After(Handle(Verified(), People.Head));

    [Fact, Cites("WRN-01")]
    public void 预警经研判核查处理由另一人销号_每一步留下意见和事实()
    {
        var outcome = EndWarning.DecideClose(Handled(), People.Second, Opinion, "s4", Given.At(6, 15));
        Assert.Equal((WarningState.Closed, null, People.Second.AccountId), (After(outcome).State, After(outcome).DueOn, After(outcome).EndedBy));
        var fact = Assert.IsType<WarningAdvanced>(Assert.Single(outcome.Value!.Facts).Fact);
        Assert.Equal(("w1", "closed", "founded", Opinion.Opinion), (fact.WarningId, fact.Step, fact.Conclusion, fact.Opinion));
        Assert.Equal(("赵敏", "销号"), outcome.Value.Changes.Select(c => c.Row).OfType<WarningStep>().Select(s => (s.Name, s.Act)).Single());
    }

    [Fact, Cites("DUT-01")]
    public void 研判人核查人处理人都不能销号()
    {
        Assert.Equal(["DUT-01"], Rules(EndWarning.DecideClose(Handled(), People.Handler, Opinion, "s", Given.At(6, 15))));
        Assert.Equal(["DUT-01"], Rules(EndWarning.DecideClose(Handled(), People.Head, Opinion, "s", Given.At(6, 15))));
        Assert.Equal(["DUT-01"], Rules(EndWarning.DecideDismiss(Verified(founded: false), People.Handler, Opinion, "s", Given.At(6, 15))));
        Assert.Equal(["DUT-01"], Rules(EndWarning.DecideReturn(Verified(), People.Handler, Opinion, "s", Given.At(6, 15))));
        Assert.Equal(WarningState.Dismissed, After(EndWarning.DecideDismiss(Verified(founded: false), People.Second, Opinion, "s", Given.At(6, 15))).State);
    }

    [Fact]
    public void 研判建议误报的由另一人销号_转核查的没有结果不能销()
    {
        Assert.Equal(WarningState.Dismissed, After(EndWarning.DecideDismiss(Judged(JudgeWarning.Finding.FalseAlarm), People.Second, Opinion, "s", Given.At(6, 3))).State);
        Assert.Equal(["WRN-01"], Rules(EndWarning.DecideDismiss(Judged(), People.Second, Opinion, "s", Given.At(6, 3))));
        Assert.Equal(["WRN-01"], Rules(EndWarning.DecideDismiss(Verified(), People.Second, Opinion, "s", Given.At(6, 12))));
    }

    [Fact]
    public void 每一步只能从规定的环节办理()
    {
        foreach (var state in Enum.GetValues<WarningState>())
        {
            var warning = Raised with { State = state, Founded = true, Leaning = Leaning.FalseAlarm };
            void Only(IReadOnlyList<Refusal> refusals, params WarningState[] from) => Assert.Equal(from.Contains(state), refusals.All(r => r.Rule != WarningRules.Loop || r.Reason.Contains("查实", StringComparison.Ordinal)));
            Only(JudgeWarning.Check(warning, People.Handler), WarningState.Raised, WarningState.Noted);
            Only(AskParty.Check(warning, People.Handler), WarningState.Judged);
            Only(InspectWarning.Check(warning, [], 0, new(2026, 6, 2)), WarningState.Judged);
            Only(InspectWarning.CheckAttach(warning, People.Handler), WarningState.Judged, WarningState.Verified, WarningState.Handled);
            Only(HandleWarning.Check(warning, People.Handler), WarningState.Verified);
            Only(EndWarning.CheckClose(warning, People.Second, new(2026, 6, 2)), WarningState.Handled);
            Only(EndWarning.CheckDismiss(warning, People.Second), WarningState.Judged, WarningState.Verified);
            Only(EndWarning.CheckReturn(warning, People.Second), WarningState.Verified, WarningState.Handled);
            Only(EndWarning.CheckReopen(warning, People.Second), WarningState.Closed, WarningState.Dismissed);
        }
    }

    [Fact]
    public void 只凭系统提示不能查实_有证据或者答复才行()
    {
        Assert.Equal("/evidence", Assert.Single(Inspect(Judged(), InspectWarning.Finding.Founded).Refusals).Pointer);
        Assert.Equal(WarningState.Verified, After(Inspect(Judged(), InspectWarning.Finding.Unfounded)).State);
        Assert.True(After(Inspect(Judged(), InspectWarning.Finding.Founded, gathered: 1)).Founded);
        Assert.True(After(Inspect(Judged(), InspectWarning.Finding.Founded, [new() { AnsweredOn = new(2026, 6, 5), DueOn = new(2026, 6, 9) }])).Founded);
    }

    [Theory, Cites("WRN-02")]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void 询问没有答复的_期限届满才能记录核查结果(int day, bool allowed) =>
        Assert.Equal(allowed, Inspect(Judged(), InspectWarning.Finding.Founded, [new() { OrganisationName = "甲", DueOn = new(2026, 6, 9) }], [Recording], at: Given.At(6, day)).Refusals.Count == 0);

    [Fact]
    public void 证据的摘要进入账本_换一个字摘要就不同()
    {
        var fact = Assert.IsType<WarningAdvanced>(Assert.Single(InspectWarning.DecideAttach(Judged(), People.Handler, new([Recording]), "s", Given.At(6, 3)).Value!.Facts).Fact);
        var digest = Assert.Single(fact.Evidence!);
        Assert.Matches("^[0-9a-f]{64}$", digest);
        var other = InspectWarning.DecideAttach(Judged(), People.Handler, new([Recording with { Point = "两家代表同车离场" }]), "s", Given.At(6, 3));
        Assert.NotEqual(digest, Assert.Single(((WarningAdvanced)other.Value!.Facts[0].Fact).Evidence!));
    }

    [Theory, Cites("WRN-04")]
    [InlineData(Handling.Police)]
    [InlineData(Handling.Discipline)]
    [InlineData(Handling.Penalty)]
    public void 移送和立案由负责人作出(Handling handling)
    {
        Assert.Equal(["WRN-04"], Rules(Handle(Verified(), People.Second, handling, "市公安局")));
        Assert.Contains(handling.Label(), After(Handle(Verified(), People.Head, handling, "市公安局")).Handling, StringComparison.Ordinal);
    }

    [Fact]
    public void 责令改正要有对象和期限_届满以后才能销号()
    {
        Assert.Equal(["/to", "/rectifyBy"], Handle(Verified(), People.Second, Handling.Correct).Refusals.Select(r => r.Pointer));
        Assert.Equal("/rectifyBy", Assert.Single(Handle(Verified(), People.Second, Handling.Correct, "采购人", new(2026, 6, 12)).Refusals).Pointer);
        Assert.Equal("/rectifyBy", Assert.Single(Handle(Verified(), People.Second, Handling.Advise, "采购人", new(2026, 6, 20)).Refusals).Pointer);
        var ordered = After(Handle(Verified(), People.Second, Handling.Correct, "采购人", new(2026, 6, 20)));
        Assert.Equal(["WRN-01"], Rules(EndWarning.DecideClose(ordered, People.Head, Opinion, "s", Given.At(6, 20))));
        Assert.Equal(WarningState.Closed, After(EndWarning.DecideClose(ordered, People.Head, Opinion, "s", Given.At(6, 21))).State);
    }

    [Fact]
    public void 未查实的不能处理() => Assert.Equal(["WRN-01"], Rules(Handle(Verified(founded: false), People.Head)));

    [Fact]
    public void 退回补充核查_此前的结果不再有效()
    {
        var returned = After(EndWarning.DecideReturn(Handled(), People.Second, Opinion, "s", Given.At(6, 15)));
        Assert.Equal((WarningState.Judged, false, "", "", ""), (returned.State, returned.Founded, returned.VerifiedBy, returned.HandledBy, returned.Handling));
        Assert.Equal(People.Handler.AccountId, returned.JudgedBy);
    }

    [Fact, Cites("WRN-05")]
    public void 销号后有新证据的从研判重新开始()
    {
        var closed = After(EndWarning.DecideClose(Handled(), People.Second, Opinion, "s", Given.At(6, 15)));
        var again = After(EndWarning.DecideReopen(closed, People.Handler, Opinion, "s", Given.At(6, 16)));
        Assert.Equal((WarningState.Raised, new DateOnly(2026, 6, 22), ""), (again.State, again.DueOn!.Value, again.JudgedBy + again.EndedBy));
    }

    [Theory, Cites("WRN-11", "WRN-12", "WRN-13", "WRN-14")]
    // 6月19日端午放假，周末不计.
    [InlineData(WarningState.Raised, 4)]
    [InlineData(WarningState.Judged, 23)]
    [InlineData(WarningState.Verified, 15)]
    [InlineData(WarningState.Handled, 8)]
    public void 各环节的时限按工作日计_届满次日为逾期(WarningState state, int day)
    {
        var warning = Raised.In(state, Monday);
        Assert.Equal(new DateOnly(2026, 6, day), warning.DueOn);
        Assert.False(warning.IsOverdue(new(2026, 6, day)));
        Assert.True(warning.IsOverdue(new DateOnly(2026, 6, day).AddDays(1)));
        Assert.Equal(ClockState.Running, warning.Clock!.On(new(2026, 6, day)));
    }

    [Fact]
    public void 旁证和已经销号的没有时限_没有公布日历的年份不猜()
    {
        Assert.Null(Raised.In(WarningState.Noted, Monday).DueOn);
        Assert.False((Raised.In(WarningState.Closed, Monday) with { DueOn = new(2026, 6, 1) }).IsOverdue(new(2026, 9, 1)));
        Assert.Null(Raised.In(WarningState.Judged, Given.At(12, 28)).DueOn);
    }

    [Fact, Cites("WRN-15")]
    public void 询问给当事人五个工作日_同时只有一件未答复()
    {
        var party = new WatchedOrganisation { Id = "s2", Name = "供应商s2" };
        var asked = AskParty.Decide(Judged(), party, [], People.Handler, new("s2", "请说明报价的依据和编制人。", null), "i1", Given.At(6, 3)).Value!;
        Assert.Equal(new DateOnly(2026, 6, 10), asked.DueOn);
        Assert.Equal("/organisationId", Assert.Single(AskParty.Decide(Judged(), party, [asked], People.Handler, new("s2", "再请说明编制人员。", null), "i2", Given.At(6, 4)).Refusals).Pointer);
        Assert.Equal("/organisationId", Assert.Single(AskParty.Decide(Judged(), null, [], People.Handler, new("x", "请说明报价的依据和编制人。", null), "i2", Given.At(6, 4)).Refusals).Pointer);
        Assert.Equal("/dueOn", Assert.Single(AskParty.Decide(Judged(), party, [], People.Handler, new("s2", "请说明报价的依据和编制人。", new(2026, 6, 4)), "i2", Given.At(6, 4)).Refusals).Pointer);

        var late = AskParty.DecideAnswer(asked, People.Loser, new("是我单位自行编制。", null), Given.At(6, 11)).Value!;
        Assert.Equal(ClockState.Broken, late.Clock.On(new(2026, 6, 12)));
        Assert.NotEmpty(AskParty.DecideAnswer(late, People.Loser, new("改一下", null), Given.At(6, 12)).Refusals);
    }
}
