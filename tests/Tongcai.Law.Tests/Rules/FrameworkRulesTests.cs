using Tongcai.Tests;
using static Tongcai.Law.FrameworkRules;
using static Tongcai.Law.Tests.Pairs;

namespace Tongcai.Law.Tests;

public class FrameworkRulesTests
{
    private static readonly DateTimeOffset Morning = At(9, 0);

    [Fact, Cites("FRM-35")]
    public void 工程和目录外货物不行_目录外服务达到限额可以()
    {
        Pair(Uses, CheckUse(FrameworkUse.Catalogue, ProjectKind.Works, true), CheckUse(FrameworkUse.Catalogue, ProjectKind.Goods, false));
        Pair(Uses, CheckUse(FrameworkUse.Advisory, ProjectKind.Goods, true), CheckUse(FrameworkUse.Advisory, ProjectKind.Services, true));
        Pair(Uses, CheckUse(FrameworkUse.PublicService, ProjectKind.Services, false), CheckUse(FrameworkUse.PublicService, ProjectKind.Services, true));
    }

    [Fact, Cites("FRM-09"), Cites("FRM-10"), Cites("FRM-11")]
    public void 目录内集采机构征集并经审核_目录外主管预算单位或者经其批准()
    {
        Pair(CentralCollects, CheckCollector(FrameworkUse.Catalogue, false, false, null), CheckCollector(FrameworkUse.Catalogue, true, true, null));
        Pair(SchemeReviewed, CheckCollector(FrameworkUse.Catalogue, true, false, null), CheckCollector(FrameworkUse.Catalogue, true, true, null));
        Pair(DepartmentCollects, CheckCollector(FrameworkUse.Advisory, true, true, null), CheckCollector(FrameworkUse.Advisory, false, false, null));
        Pair(DepartmentCollects, CheckCollector(FrameworkUse.Advisory, false, false, "同意"), CheckCollector(FrameworkUse.Advisory, false, false, "教财函〔2026〕3号"));
    }

    [Fact, Cites("FRM-12"), Cites("FRM-13"), Cites("FRM-22")]
    public void 开放式须有情形_鉴证咨询不行_只能直接选定()
    {
        Pair(ClosedIsTheRule, CheckOpen(FrameworkUse.Advisory, "统一付费标准，接纳所有供应商"), CheckOpen(FrameworkUse.PublicService, "统一付费标准，接纳所有供应商"));
        Pair(OpenCase, CheckOpen(FrameworkUse.PublicService, "统一标准"), CheckOpen(FrameworkUse.Catalogue, "供应商三家以下且不宜淘汰的"));
        Pair(OpenDirect, CheckSecond(true, false), CheckSecond(true, true));
        Assert.Null(CheckSecond(false, false));
    }

    [Fact, Cites("FRM-14")]
    public void 调查对象各三个可以_一边两个不行()
    {
        Pair(Surveyed, CheckSurvey(2, 3), CheckSurvey(3, 3));
        Pair(Surveyed, CheckSurvey(3, 2), CheckSurvey(3, 3));
    }

    [Fact, Cites("T059"), Cites("T060")]
    public void 货物十二个月_服务二十四个月_多一个月不行()
    {
        Pair(TimeLimits.GoodsFrameworkTerm, CheckTerm(ProjectKind.Goods, 13), CheckTerm(ProjectKind.Goods, 12));
        Pair(TimeLimits.ServicesFrameworkTerm, CheckTerm(ProjectKind.Services, 25), CheckTerm(ProjectKind.Services, 24));
        Pair(TimeLimits.ServicesFrameworkTerm, CheckTerm(ProjectKind.Services, 0), CheckTerm(ProjectKind.Services, 1));
        Assert.Equal(Day(2027, 4, 27), TermEnd(Day(2026, 4, 28), 12));
    }

    [Fact, Cites("FRM-02"), Cites("FRM-03"), Cites("FRM-06")]
    public void 淘汰比例二十_仪器质量优先四十_质量优先须有情形()
    {
        Pair(CompetitionRules.FrameworkElimination, CheckElimination(19, false, false, false), CheckElimination(20, false, false, false));
        Pair(CompetitionRules.InstrumentElimination, CheckElimination(39, true, false, true), CheckElimination(40, true, false, true));
        Pair(CompetitionRules.QualityFirst, CheckElimination(40, true, false, false), CheckElimination(20, true, true, false));
    }

    [Theory, Cites("FRM-02")]
    [InlineData(2, 20, 0, 1)]
    [InlineData(3, 20, 0, 2)]
    [InlineData(4, 20, 0, 3)]
    [InlineData(5, 20, 0, 4)]
    [InlineData(6, 20, 0, 4)]
    [InlineData(10, 20, 5, 5)]
    [InlineData(5, 40, 0, 3)]
    [InlineData(2, 60, 0, 1)]
    public void 至少淘汰一家_按比例_不超上限(int responsive, int percent, int most, int places)
    {
        Assert.Equal(places, Places(responsive, percent, most));
        Assert.True(percent > 20 || places <= CompetitionRules.FrameworkPlaces(responsive));
    }

    [Fact, Cites("FRM-19"), Cites("FRM-20")]
    public void 范围外_期外_没有入围供应商的不能采购()
    {
        var to = Day(2026, 9, 1);
        Pair(Scope, CheckCallOff(false, true, to, 1, to), CheckCallOff(true, true, to, 1, to));
        Pair(OnlyEntrants, CheckCallOff(true, true, to, 1, Day(2026, 9, 2)), CheckCallOff(true, true, to, 1, to));
        Pair(OnlyEntrants, CheckCallOff(true, false, to, 1, to), CheckCallOff(true, true, to, 1, to));
        Pair(OnlyEntrants, CheckCallOff(true, true, to, 0, to), CheckCallOff(true, true, to, 1, to));
    }

    [Fact, Cites("FRM-34")]
    public void 小额零星的单笔不达限额标准_为服务对象的不限()
    {
        Pair(SmallPurchases, CheckSmall(FrameworkUse.Catalogue, true, 100), CheckSmall(FrameworkUse.Catalogue, false, 99));
        Assert.Null(CheckSmall(FrameworkUse.PublicService, true, 100));
    }

    [Fact, Cites("FRM-21")]
    public void 直接选定须有理由() => Pair(Direct, CheckChoice("就近"), CheckChoice("服务站点最近"));

    [Fact, Cites("FRM-23")]
    public void 报价时间四小时可以_少一秒不行_不晚于期满()
    {
        var to = Morning.BeijingDate();
        Pair(TimeToQuote, CheckQuoteTime(Morning, Morning.AddHours(4).AddSeconds(-1), to), CheckQuoteTime(Morning, Morning.AddHours(4), to));
        Pair(TimeToQuote, CheckQuoteTime(Morning, Morning.AddDays(1), to), CheckQuoteTime(Morning, Morning.AddDays(1), to.AddDays(1)));
    }

    [Fact, Cites("FRM-23")]
    public void 密钥延误的截止顺延到邀请后四小时_进到整分_够四小时的不动()
    {
        var wanted = Morning.AddHours(4);
        Assert.Equal(wanted, QuotesUntil(wanted, Morning));
        Assert.Equal(wanted.AddMinutes(1), QuotesUntil(wanted, Morning.AddMilliseconds(1)));
        Assert.Equal(wanted.AddMinutes(1), QuotesUntil(wanted, Morning.AddMinutes(1)));
        Assert.Equal(wanted, QuotesUntil(wanted, Morning.AddMilliseconds(-1)));
    }

    [Fact, Cites("FRM-27"), Cites("FRM-32")]
    public void 公告后至期满前可以申请_清退的不行()
    {
        var to = Day(2026, 9, 1);
        Pair(JoinAnytime, CheckJoining(Day(2026, 3, 2), to, false, Day(2026, 9, 2)), CheckJoining(Day(2026, 3, 2), to, false, to));
        Pair(JoinAnytime, CheckJoining(null, to, false, Day(2026, 3, 2)), CheckJoining(Day(2026, 3, 2), to, false, Day(2026, 3, 2)));
        Pair(RemovedStaysOut, CheckJoining(Day(2026, 3, 2), to, true, Day(2026, 3, 2)), CheckJoining(Day(2026, 3, 2), to, false, Day(2026, 3, 2)));
    }

    [Fact, Cites("FRM-31")]
    public void 清退须写明事实() => Pair(Removal, CheckRemoval("拒单"), CheckRemoval("两次无正当理由拒绝接受订单"));

    [Fact, Cites("FRM-29"), Cites("FRM-30")]
    public void 封闭式不得主动退出_开放式可以() => Pair(ClosedStays, CheckLeaving(false), CheckLeaving(true));

    [Fact, Cites("T051")]
    public void 入围通知书发出三十日内签订() => Assert.Equal(Day(2026, 6, 11), SignBy(Day(2026, 5, 12), Calendar));

    [Fact, Cites("FRM-08"), Cites("FRM-15"), Cites("FRM-16"), Cites("FRM-17"), Cites("FRM-18"), Cites("FRM-24"), Cites("FRM-25"), Cites("FRM-26"), Cites("FRM-28"), Cites("FRM-30"), Cites("FRM-33")]
    public void 办法二〇二二年三月一日起施行_前一日不适用() =>
        Assert.All(
            new[] { SchemeFiled, MaximumUnitPrice, DocumentContents, AgreementContents, AgreementUnchanged, LowestQuote, FixedPrice, AwardAccepted, NoticeIsAgreement, OpenLeaves, SupplementSame },
            r => Assert.Equal((false, true), (r.InForceOn(Day(2022, 2, 28)), r.InForceOn(Day(2022, 3, 1)))));
}
