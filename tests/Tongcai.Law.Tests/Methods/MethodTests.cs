using FsCheck;
using FsCheck.Fluent;
using Tongcai.Tests;
using static Tongcai.Law.Tests.Pairs;

namespace Tongcai.Law.Tests;

public class MethodTests
{
    private static readonly Threshold Central = Thresholds.Of("110000", BudgetLevel.Central, Day(2026, 3, 2))!;

    [Fact, Cites("MET-13")]
    public void 中央_货物一百万工程一百二十万为限额_二百万公开招标_差一分不是()
    {
        Assert.True(Central.ReachesLimit(ProjectKind.Goods, 100 * Wan));
        Assert.False(Central.ReachesLimit(ProjectKind.Services, (100 * Wan) - 1));
        Assert.True(Central.ReachesLimit(ProjectKind.Works, 120 * Wan));
        Assert.False(Central.ReachesLimit(ProjectKind.Works, (120 * Wan) - 1));
        Assert.True(Central.ReachesOpenTender(ProjectKind.Goods, 200 * Wan));
        Assert.False(Central.ReachesOpenTender(ProjectKind.Goods, (200 * Wan) - 1));
        Assert.False(Central.ReachesOpenTender(ProjectKind.Works, 10000 * Wan));
        Assert.Null(Thresholds.Of("110000", BudgetLevel.Central, Day(2019, 12, 31)));
    }

    [Fact, Cites("MET-14")]
    public void 地方_没有本省文件时用下限_有则用最近一级的()
    {
        Assert.Equal(30 * Wan, City.LimitFen);
        Threshold henan = City with { Region = "410000", OpenTenderFen = 400 * Wan };
        Assert.Equal(400 * Wan, Thresholds.Of("410106", BudgetLevel.City, Day(2026, 3, 2), [henan])!.OpenTenderFen);
        Assert.Equal(200 * Wan, Thresholds.Of("150100", BudgetLevel.City, Day(2026, 3, 2), [henan])!.OpenTenderFen);
    }

    [Fact, Cites("MET-01")]
    public void 达到数额公开招标_差一分按情形_公开招标总是可用()
    {
        Assert.Equal(ProcurementMethods.OpenTender, Propose(new(ProjectKind.Goods, 200 * Wan) { Uniform = true }).Method);
        var below = Propose(new(ProjectKind.Goods, (200 * Wan) - 1) { Uniform = true });
        Assert.Equal(ProcurementMethods.Inquiry, below.Method);
        Assert.Contains(ProcurementMethods.OpenTender, below.Allowed);
        Assert.Equal(ProcurementMethods.OpenTender, Propose(new(ProjectKind.Goods, 150 * Wan)).Method);
    }

    [Fact, Cites("MET-02")]
    public void 达到数额改谈判未批准不行_批准的是谈判才行()
    {
        ProjectNature big = new(ProjectKind.Goods, 200 * Wan);
        Assert.True(Propose(big).NeedsApproval(ProcurementMethods.Negotiation));
        Assert.False(Propose(big).NeedsApproval(ProcurementMethods.OpenTender));
        Pair(MethodRules.MethodApproval, Check(big, ProcurementMethods.Negotiation), Check(big, ProcurementMethods.Negotiation, "JZXTP"));
        Pair(MethodRules.MethodApproval, Check(big, ProcurementMethods.Negotiation, "XJ"), Check(big, ProcurementMethods.OpenTender));
    }

    [Fact, Cites("MET-03")]
    public void 邀请招标_有限供应商可以_否则不行() => Case(MethodRules.InvitedTender, ProcurementMethods.InvitedTender, p => p with { FewSuppliers = true });

    [Fact, Cites("MET-03")]
    public void 邀请招标_招标费用比例过大可以_否则不行() => Case(MethodRules.InvitedTender, ProcurementMethods.InvitedTender, p => p with { TenderCostly = true });

    [Fact, Cites("MET-04")]
    public void 谈判_紧急或者招标失败可以_否则不行()
    {
        Case(MethodRules.Negotiation, ProcurementMethods.Negotiation, p => p with { Urgent = true });
        Case(MethodRules.Negotiation, ProcurementMethods.Negotiation, p => p with { TenderFailed = true });
    }

    [Fact, Cites("MET-05")]
    public void 单一来源_唯一供应商可以_否则不行() => Case(MethodRules.SingleSource, ProcurementMethods.SingleSource, p => p with { OnlySupplier = true });

    [Fact, Cites("MET-07")]
    public void 询价_规格统一的货物可以_服务不行()
    {
        Case(MethodRules.Inquiry, ProcurementMethods.Inquiry, p => p with { Uniform = true });
        Assert.NotNull(Check(new(ProjectKind.Services, 150 * Wan) { Uniform = true }, ProcurementMethods.Inquiry));
    }

    [Fact, Cites("MET-08")]
    public void 磋商_政府购买服务可以_一般货物不行() => Case(MethodRules.Consultation, ProcurementMethods.Consultation, p => p with { Kind = ProjectKind.Services, PublicService = true });

    [Fact, Cites("MET-09")]
    public void 框架协议_目录内小额零星可以_目录外不行()
    {
        Case(MethodRules.FrameworkAgreement, ProcurementMethods.FrameworkAgreement, p => p with { SmallAndFrequent = true, InCatalogue = true });
        Assert.NotNull(Check(new(ProjectKind.Goods, 150 * Wan) { SmallAndFrequent = true }, ProcurementMethods.FrameworkAgreement));
    }

    [Fact, Cites("MET-10")]
    public void 工程达到必须招标规模的公开招标()
    {
        var works = Propose(new(ProjectKind.Works, 400 * Wan) { WorksMustBeTendered = true });
        Assert.Equal((ProcurementMethods.OpenTender, MethodRules.WorksMustTender), (works.Method, works.Reasons[0].Rule));
        Assert.Equal((400 * Wan, 200 * Wan, 100 * Wan), Thresholds.WorksTender);
    }

    [Fact, Cites("MET-11")]
    public void 工程不招标的可以谈判_理由是条例二十五条() =>
        Assert.Contains(Propose(new(ProjectKind.Works, 150 * Wan)).Reasons, r => r.Rule == MethodRules.WorksNotTendered);

    [Fact, Cites("MET-15")]
    public void 限额以下目录以外可用商城_差一分到限额不行_不得强制()
    {
        Assert.True(Propose(new(ProjectKind.Goods, (100 * Wan) - 1)).Method.Mall);
        Assert.False(Propose(new(ProjectKind.Goods, 100 * Wan)).Method.Mall);
        Assert.False(Propose(new(ProjectKind.Goods, 1) { InCatalogue = true }).Method.Mall);
        Pair(MethodRules.MallIsVoluntary, MethodRules.CheckMall(true), MethodRules.CheckMall(false));
    }

    [Fact, Cites("MET-06")]
    public void 添购百分之十可以_多一分不行() => Pair(MethodRules.SingleSourceAddition, MethodRules.CheckAddition(100_01, 1000_00), MethodRules.CheckAddition(100_00, 1000_00));

    [Fact, Cites("MET-12")]
    public void 只有两家未批准不得谈判_三家不必() => Pair(MethodRules.TwoBidders, MethodRules.CheckTwo(2, false), MethodRules.CheckTwo(3, false));

    [Fact, Cites("MET-16")]
    public void 没有不可抗力不得紧急采购() => Pair(MethodRules.Emergency, MethodRules.CheckEmergency(false), MethodRules.CheckEmergency(true));

    [Fact, Cites("MET-17")]
    public void 没有突破也没有新范式不得合作创新() => Pair(MethodRules.Innovation, MethodRules.CheckInnovation(false, false), MethodRules.CheckInnovation(false, true));

    [Fact, Cites("MET-18")]
    public void 标准统一用综合评分不行() => Pair(MethodRules.LowestPriceRequired, MethodRules.CheckEvaluation(true, "综合评分法"), MethodRules.CheckEvaluation(false, "综合评分法"));

    [Fact]
    public void 方式表与法规期限一致_代码唯一()
    {
        Assert.Equal(13, ProcurementMethods.All.DistinctBy(m => m.Code).Count());
        Assert.Equal(20, ProcurementMethods.ByCode("GKZB")!.ResponsePeriod!.Days);
        Assert.Equal((3, TimeUnit.Workday), ProcurementMethods.ByCode("XJ")!.ResponsePeriod is { } p ? (p.Days, p.Unit) : default);
        Assert.Equal(10, ProcurementMethods.ByCode("JZXCS")!.ResponsePeriod!.Days);
        Assert.Null(ProcurementMethods.ByCode("DYLY")!.MinimumSuppliers);
        Assert.Null(ProcurementMethods.ByCode("没有"));
        Assert.All(ProcurementMethods.All, m => Assert.True(m.MinimumSuppliers is not { Rule: MinimumCount rule } || rule.Minimum == m.MinimumSuppliers.Value));
    }

    [Fact]
    public void 提出的方式自己总能通过检查() =>
        Prop.ForAll<int, int>((flags, amount) =>
        {
            ProjectNature p = new((ProjectKind)(Math.Abs(flags % 3)), Math.Abs((long)amount) * 100)
            {
                InCatalogue = (flags & 1) > 0, WorksMustBeTendered = (flags & 3) == 3 && flags % 3 == 2, Uniform = (flags & 4) > 0, CannotSpecify = (flags & 8) > 0, PriceUnknown = (flags & 16) > 0,
                Urgent = (flags & 32) > 0, TenderFailed = (flags & 64) > 0, FewSuppliers = (flags & 128) > 0, OnlySupplier = (flags & 256) > 0, PublicService = (flags & 512) > 0,
            };
            var proposal = Propose(p);
            return proposal.Allowed[0] == proposal.Method && proposal.Reasons.Count > 0
                && proposal.Allowed.All(m => MethodChoice.Check(p, Central, m, null) is null)
                && ProcurementMethods.All.Except(proposal.Allowed).All(m => MethodChoice.Check(p, Central, m, null) is not null);
        }).QuickCheckThrowOnFailure();

    private static MethodProposal Propose(ProjectNature p) => MethodChoice.Propose(p, Central);

    private static Refusal? Check(ProjectNature p, ProcurementMethod m, string? approved = null) => MethodChoice.Check(p, Central, m, approved);

    private static void Case(Rule rule, ProcurementMethod method, Func<ProjectNature, ProjectNature> with)
    {
        ProjectNature plain = new(ProjectKind.Goods, 150 * Wan);
        Pair(rule, Check(plain, method), Check(with(plain), method));
    }
}
