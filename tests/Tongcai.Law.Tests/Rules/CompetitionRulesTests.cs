using Tongcai.Tests;
using static Tongcai.Law.CompetitionRules;
using static Tongcai.Law.Tests.Pairs;

namespace Tongcai.Law.Tests;

public class CompetitionRulesTests
{
    [Fact, Cites("NEG-01")]
    public void 谈判最后报价两家不行_三家可以_批准的两家可以()
    {
        Pair(LastOffers, CheckOffers(ProcurementMethods.Negotiation, 2), CheckOffers(ProcurementMethods.Negotiation, 3));
        Pair(LastOffers, CheckOffers(ProcurementMethods.Negotiation, 1, two: true), CheckOffers(ProcurementMethods.Negotiation, 2, two: true));
    }

    [Fact, Cites("CST-01")]
    public void 磋商两家不行_政府购买服务两家可以() => Pair(ConsultationOffers, CheckOffers(ProcurementMethods.Consultation, 2), CheckOffers(ProcurementMethods.Consultation, 2, two: true));

    [Fact, Cites("INQ-01")]
    public void 询价两家不行_没有两家的例外() => Pair(InquiryOffers, CheckOffers(ProcurementMethods.Inquiry, 2, two: true), CheckOffers(ProcurementMethods.Inquiry, 3));

    [Fact, Cites("MAL-01")]
    public void 网上竞价两家不行_三家可以() => Pair(MallAuctionOffers, CheckOffers(ProcurementMethods.MallAuction, 2), CheckOffers(ProcurementMethods.MallAuction, 3));

    [Fact, Cites("NEG-09")]
    public void 谈判由采购人审查资格不行_由小组审查可以_招标由采购人审查()
    {
        Pair(GroupReviews, CheckReviewer(ProcurementMethods.Negotiation, byGroup: false), CheckReviewer(ProcurementMethods.Negotiation, byGroup: true));
        Assert.Null(CheckReviewer(ProcurementMethods.OpenTender, byGroup: false));
    }

    [Fact, Cites("NEG-10")]
    public void 记录里写其他供应商不行_不写可以() => Pair(Confidential, CheckConfidential("恒泽公司报价更低", ["恒泽公司"]), CheckConfidential("请说明打印速度", ["恒泽公司", ""]));

    [Fact, Cites("NEG-11")]
    public void 最后报价少一秒不行_满三十分钟可以_超过三十日不行()
    {
        var now = Day(2026, 4, 7).Beijing(new TimeOnly(9, 0));
        var least = TimeSpan.FromMinutes(30);
        Pair(LastOfferInTime, CheckLastOfferTime(now, now.AddMinutes(30).AddSeconds(-1), least), CheckLastOfferTime(now, now.AddMinutes(30), least));
        Pair(LastOfferInTime, CheckLastOfferTime(now, now.AddDays(30).AddSeconds(1), least), CheckLastOfferTime(now, now.AddDays(30), least));
    }

    [Fact, Cites("NEG-02")]
    public void 采购人推荐一半可以_过半不行() => Pair(RecommendedShare, CheckRecommended(3, 5), CheckRecommended(3, 6));

    [Fact, Cites("NEG-03")]
    public void 变动评审标准不行_变动技术要求可以()
    {
        Pair(OnlyNeedsChange, CheckChange("评审标准", true, [], []), CheckChange("技术要求", true, [], []));
        Pair(OnlyNeedsChange, CheckChange("技术要求", false, [], []), null);
    }

    [Fact, Cites("NEG-04")]
    public void 变动漏通知一家不行() => Pair(EqualChances, CheckChange("技术要求", true, ["甲", "乙"], ["甲"]), CheckChange("技术要求", true, ["甲", "乙"], ["乙", "甲"]));

    [Fact, Cites("NEG-05")]
    public void 候选人不按低价排不行() => Pair(LowestLastOffer, CheckRecommendation([90, 100, 95]), CheckRecommendation([90, 95, 95]));

    [Fact, Cites("NEG-06")]
    public void 最后报价后不得退出() => Pair(MayLeave, CheckLeaving(true), CheckLeaving(false));

    [Fact, Cites("NEG-08")]
    public void 拒签者不得参加重新采购() => Pair(RefuserStaysOut, CheckRerun("甲", ["甲"]), CheckRerun("乙", ["甲"]));

    [Fact, Cites("INQ-02")]
    public void 询价第二次报价不行() => Pair(OnePrice, CheckOnePrice(1), CheckOnePrice(0));

    [Fact, Cites("CST-02")]
    public void 磋商小组三人可以_两人不行()
    {
        var size = CommitteeSize.Of(ProcurementMethods.Consultation, 100 * Wan);
        Assert.Equal((3, ConsultationGroup), (size.Minimum, size.Rule));
        CommitteeMember[] three = [new("甲", CommitteeRole.Expert), new("乙", CommitteeRole.Expert), new("丙", CommitteeRole.PurchaserRepresentative)];
        Pair(ConsultationGroup, Committee.Check(three[..2], size, ""), Committee.Check(three, size, ""));
    }

    [Fact, Cites("CST-03")]
    public void 磋商价格权重_货物六十可以六十一不行_服务十可以九不行()
    {
        Pair(ConsultationWeights, CheckConsultationWeight(ProjectKind.Goods, 60.01m), CheckConsultationWeight(ProjectKind.Goods, 60));
        Pair(ConsultationWeights, CheckConsultationWeight(ProjectKind.Services, 9.99m), CheckConsultationWeight(ProjectKind.Services, 10));
        Pair(ConsultationWeights, CheckConsultationWeight(ProjectKind.Goods, 29.99m), CheckConsultationWeight(ProjectKind.Services, 30));
    }

    [Fact, Cites("CST-04")]
    public void 磋商同分比价_同价比技术_全同并列()
    {
        var ranked = Ranking.ByConsultation([("甲", 90m, 100m, 50m), ("乙", 90m, 100m, 51m), ("丙", 90m, 99m, 1m), ("丁", 90m, 100m, 50m)]);
        Assert.Equal([("丙", 1), ("乙", 2), ("甲", 3), ("丁", 3)], ranked.Select(r => (r.Bid, r.Rank)));
    }

    [Fact, Cites("FRM-01")]
    public void 框架协议一家响应不行_两家可以() => Pair(FrameworkResponders, CheckFramework(1, 1), CheckFramework(2, 1));

    [Fact, Cites("FRM-02")]
    public void 十家入围八家可以_九家不行_两家至少淘汰一家()
    {
        Pair(FrameworkElimination, CheckFramework(10, 9), CheckFramework(10, 8));
        Pair(FrameworkElimination, CheckFramework(2, 2), CheckFramework(2, 1));
        Pair(FrameworkElimination, CheckFramework(4, 4), CheckFramework(4, 3));
    }

    [Fact, Cites("FRM-03")]
    public void 仪器质量优先十家入围六家可以_七家不行() => Pair(InstrumentElimination, CheckFramework(10, 7, true, false, true), CheckFramework(10, 6, true, false, true));

    [Fact, Cites("FRM-06")]
    public void 一般项目不得质量优先_政府定价可以() => Pair(QualityFirst, CheckFramework(10, 8, true), CheckFramework(10, 8, true, governmentPriced: true));

    [Fact, Cites("FRM-04")]
    public void 剩七成不得补充_不足七成可以() => Pair(FrameworkSupplement, CheckSupplement(7, 10), CheckSupplement(69, 100));

    [Fact, Cites("FRM-05")]
    public void 二次竞价等于协议价可以_多一分不行() => Pair(CallOffCeiling, CheckCallOff(101, 100), CheckCallOff(100, 100));

    [Fact, Cites("FRM-07")]
    public void 一个轮候期内第二次不行() => Pair(TurnsOnce, CheckTurn(1), CheckTurn(0));
}
