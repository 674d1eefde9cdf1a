using Tongcai.Tests;
using static Tongcai.Law.ExpertRules;
using static Tongcai.Law.Tests.Pairs;

namespace Tongcai.Law.Tests;

public class ExpertRulesTests
{
    private static readonly Law.CommitteeSize Five = Law.CommitteeSize.Of(ProcurementMethods.OpenTender, 100 * Wan);

    [Fact, Cites("EXP-01")]
    public void 评委五人可以_四人不足_六人双数不行()
    {
        Pair(CommitteeSize5(), Committee.Check(Members(4, 0), Five, "某局"), Committee.Check(Members(4, 1), Five, "某局"));
        Pair(CommitteeSize5(), Committee.Check(Members(5, 1), Five, "某局"), Committee.Check(Members(5, 0), Five, "某局"));
        Assert.Contains("补足到7人", Committee.Check(Members(5, 1), Five, "某局")[0].Remedy, StringComparison.Ordinal);
    }

    [Fact, Cites("EXP-02")]
    public void 五人中专家四人可以_三人不足三分之二() => Pair(ExpertShare, Committee.Check(Members(3, 2), Five, "某局"), Committee.Check(Members(4, 1), Five, "某局"));

    [Fact, Cites("EXP-03")]
    public void 一千万起七人_差一分五人_复杂或者影响大七人()
    {
        Assert.Equal((7, LargeCommittee), Size(1000 * Wan));
        Assert.Equal((5, ExpertRules.CommitteeSize), Size((1000 * Wan) - 1));
        Assert.Equal(7, Law.CommitteeSize.Of(ProcurementMethods.OpenTender, 1, complex: true).Minimum);
        Assert.Equal(7, Law.CommitteeSize.Of(ProcurementMethods.InvitedTender, 1, highImpact: true).Minimum);
        Pair(LargeCommittee, Committee.Check(Members(4, 1), Law.CommitteeSize.Of(ProcurementMethods.OpenTender, 1000 * Wan), ""), Committee.Check(Members(5, 2), Law.CommitteeSize.Of(ProcurementMethods.OpenTender, 1000 * Wan), ""));
    }

    [Fact, Cites("EXP-04", "T116")]
    public void 离职满三年不必回避_差一日应当_亲属没有期限()
    {
        var day = Day(2026, 3, 2);
        Pair(Avoidance, CheckAvoidance(Interest.Employment, Day(2023, 3, 2), day, Calendar), CheckAvoidance(Interest.Employment, Day(2023, 3, 1), day, Calendar));
        Pair(Avoidance, CheckAvoidance(Interest.Board, null, day, Calendar), CheckAvoidance(Interest.Control, Day(2020, 1, 1), day, Calendar));
        Pair(Avoidance, CheckAvoidance(Interest.Family, Day(2000, 1, 1), day, Calendar), CheckAvoidance(Interest.Other, Day(2025, 1, 1), day, Calendar));
        Pair(Avoidance, Committee.Check([.. Members(4, 1).Skip(1), new("张", CommitteeRole.Expert) { Conflict = "曾任职" }], Five, "某局"), []);
    }

    [Fact, Cites("EXP-05")]
    public void 指定专家不行_随机可以() => Pair(RandomDraw, CheckDraw(Day(2026, 3, 30), Day(2026, 3, 31), Calendar, random: false), CheckDraw(Day(2026, 3, 30), Day(2026, 3, 31), Calendar, random: true));

    [Fact, Cites("EXP-13")]
    public void 复杂项目自选须同意() =>
        Pair(SelfSelection, CheckDraw(Day(2026, 3, 30), Day(2026, 3, 31), Calendar, false, complex: true), CheckDraw(Day(2026, 3, 30), Day(2026, 3, 31), Calendar, false, complex: true, consented: true));

    [Fact, Cites("T117")]
    public void 评审前两个工作日可以抽取_第三个不行()
    {
        // 2026-04-07 follows the holiday of 4–6 April: two working days before are 3 and 2 April.
        Pair(TimeLimits.ExpertDraw, CheckDraw(Day(2026, 4, 1), Day(2026, 4, 7), Calendar, true), CheckDraw(Day(2026, 4, 2), Day(2026, 4, 7), Calendar, true));
    }

    [Fact, Cites("EXP-06")]
    public void 本单位专家不得以专家身份_采购人代表可以_自选除外()
    {
        CommitteeMember own = new("王", CommitteeRole.Expert, "某局");
        Pair(OwnUnit, Committee.Check([.. Members(4, 0), own], Five, "某局"), Committee.Check([.. Members(4, 0), own with { Role = CommitteeRole.PurchaserRepresentative }], Five, "某局"));
        Assert.Empty(Committee.Check([.. Members(4, 0), own], Five, "某局", selfSelected: true));
    }

    [Fact, Cites("EXP-07")]
    public void 代理机构人员不得评标() => Pair(AgencyStaff, Committee.Check([.. Members(4, 0), new("赵", CommitteeRole.PurchaserRepresentative) { AgencyStaff = true }], Five, "某局"), Committee.Check(Members(4, 1), Five, "某局"));

    [Fact, Cites("EXP-08")]
    public void 采购人代表不得任组长_专家可以()
    {
        CommitteeMember leader = new("赵", CommitteeRole.PurchaserRepresentative, Leader: true);
        Pair(RepresentativeNotLeader, Committee.Check([.. Members(4, 0), leader], Five, "某局"), Committee.Check([.. Members(4, 0), leader with { Role = CommitteeRole.Expert }], Five, "某局"));
    }

    [Fact, Cites("EXP-09")]
    public void 谈判小组三人可以_两人不行()
    {
        var three = Law.CommitteeSize.Of(ProcurementMethods.Negotiation, 100 * Wan);
        Pair(GroupSize, Committee.Check(Members(2, 0), three, ""), Committee.Check(Members(2, 1), three, ""));
    }

    [Fact, Cites("EXP-10")]
    public void 达到公开招标数额的谈判小组五人()
    {
        var five = Law.CommitteeSize.Of(ProcurementMethods.Inquiry, 500 * Wan, reachesOpenTender: true);
        Pair(LargeGroup, Committee.Check(Members(2, 1), five, ""), Committee.Check(Members(4, 1), five, ""));
    }

    [Fact, Cites("EXP-11")]
    public void 复杂谈判没有法律专家不行()
    {
        var three = Law.CommitteeSize.Of(ProcurementMethods.Negotiation, 100 * Wan);
        Pair(LawExpert, Committee.Check(Members(3, 0), three, "", complexNegotiation: true), Committee.Check([.. Members(2, 0), new("律师", CommitteeRole.Expert) { LawExpert = true }], three, "", complexNegotiation: true));
    }

    [Fact, Cites("EXP-12")]
    public void 缺员后四人不得继续_五人可以() => Pair(Replacement, CheckComplete(4, Five), CheckComplete(5, Five));

    [Fact, Cites("EXP-14")]
    public void 六十九岁可以_满七十不行() =>
        Pair(Age, Committee.Check([.. Members(4, 0), new("老", CommitteeRole.Expert) { Age = 70 }], Five, ""), Committee.Check([.. Members(4, 0), new("老", CommitteeRole.Expert) { Age = 69 }], Five, ""));

    [Fact, Cites("EXP-15")]
    public void 前五项使意见无效_复制资料违纪但不使意见无效()
    {
        Assert.True(VoidsOpinion(ReviewMisconduct.Absence));
        Assert.False(VoidsOpinion(ReviewMisconduct.TakingMaterials));
        Assert.Equal(Discipline, CheckDiscipline(ReviewMisconduct.AgreedScores).Rule);
        Assert.NotEqual(CheckDiscipline(ReviewMisconduct.Absence).Reason, CheckDiscipline(ReviewMisconduct.TakingMaterials).Reason);
    }

    private static (int Minimum, Rule Rule) Size(long budget) => Law.CommitteeSize.Of(ProcurementMethods.OpenTender, budget) is var s ? (s.Minimum, s.Rule) : default;

    private static Rule CommitteeSize5() => ExpertRules.CommitteeSize;

    private static List<CommitteeMember> Members(int experts, int representatives) =>
        [.. Enumerable.Range(1, experts).Select(i => new CommitteeMember($"专家{i}", CommitteeRole.Expert, "某大学")),
         .. Enumerable.Range(1, representatives).Select(i => new CommitteeMember($"代表{i}", CommitteeRole.PurchaserRepresentative, "某局"))];
}
