using Tongcai.Tests;
using static Tongcai.Law.ApprovalRules;
using static Tongcai.Law.Tests.Pairs;

namespace Tongcai.Law.Tests;

public class ApprovalRulesTests
{
    [Fact, Cites("APR-01")]
    public void 没有主管预算单位同意不行() => Pair(DepartmentFirst, CheckConsent(" "), CheckConsent("中教函〔2026〕3号同意"));

    [Fact, Cites("APR-02")]
    public void 情形与方式不符不行_没有指明失败的招标不行()
    {
        Pair(Material, CheckGround(MethodGrounds.OnlySupplier, "JZXTP"), CheckGround(MethodGrounds.OnlySupplier, "DYLY"));
        Pair(Material, CheckGround(null, "DYLY"), CheckGround(MethodGrounds.Addition, "DYLY"));
        Pair(Material, CheckAfterTender(false, 5), CheckAfterTender(true, 5));
    }

    [Fact, Cites("APR-03")]
    public void 招标失败后两名专家论证不行_三名可以() => Pair(FailedTenderOpinion, CheckAfterTender(true, 2), CheckAfterTender(true, 3));

    [Fact, Cites("APR-04")]
    public void 进口论证四人不行_五人可以_六人不行_没有法律专家不行_有本单位人员不行()
    {
        Pair(ImportOpinion, CheckImportPanel(4, 1, 0), CheckImportPanel(5, 1, 0));
        Pair(ImportOpinion, CheckImportPanel(6, 1, 0), CheckImportPanel(7, 1, 0));
        Pair(ImportOpinion, CheckImportPanel(5, 0, 0), CheckImportPanel(5, 1, 0));
        Pair(ImportOpinion, CheckImportPanel(5, 1, 1), CheckImportPanel(5, 1, 0));
    }

    [Fact, Cites("APR-05")]
    public void 进口产品没有核准不行() => Pair(ImportApproved, CheckImportApproved(true, false), CheckImportApproved(true, true));

    [Fact, Cites("SNG-01")]
    public void 唯一供应商达到公开招标数额须公示_其他情形不须()
    {
        Assert.True(NeedsPublicity(MethodGrounds.OnlySupplier, true));
        Assert.False(NeedsPublicity(MethodGrounds.OnlySupplier, false));
        Assert.All(MethodGrounds.All.Where(g => g != MethodGrounds.OnlySupplier), g => Assert.False(NeedsPublicity(g, true)));
        Assert.Equal("政府采购法实施条例", OnlyOne.Source.Instrument);
    }

    [Fact, Cites("SNG-02")]
    public void 没有专业人员论证不行_拟定供应商的人员不行()
    {
        Pair(Reasoned, CheckReasoning(0, 0), CheckReasoning(1, 0));
        Pair(Reasoned, CheckReasoning(3, 1), CheckReasoning(3, 0));
    }

    [Fact, Cites("SNG-03"), Cites("T039")]
    public void 公示期四个工作日不行_五个可以_期满次日才能报批()
    {
        // 2026年3月2日是周一：五个工作日到3月9日。
        Pair(TimeLimits.SingleSourcePublicity, CheckPublicity(Day(2026, 3, 2), Day(2026, 3, 8), Calendar), CheckPublicity(Day(2026, 3, 2), Day(2026, 3, 9), Calendar));
        Pair(PublicityFirst, CheckSubmission(true, null, 0, 0, Day(2026, 3, 10)), CheckSubmission(false, null, 0, 0, Day(2026, 3, 10)));
        Pair(PublicityFirst, CheckSubmission(true, Day(2026, 3, 9), 0, 0, Day(2026, 3, 9)), CheckSubmission(true, Day(2026, 3, 9), 0, 0, Day(2026, 3, 10)));
    }

    [Fact, Cites("SNG-04")]
    public void 公示期最后一日可以异议_次日不行() =>
        Pair(AnybodyObjects, CheckObjection(Day(2026, 3, 2), Day(2026, 3, 9), Day(2026, 3, 10)), CheckObjection(Day(2026, 3, 2), Day(2026, 3, 9), Day(2026, 3, 9)));

    [Fact, Cites("SNG-05")]
    public void 异议成立不能再报批() => Pair(ObjectionUpheld, CheckSubmission(true, Day(2026, 3, 9), 0, 1, Day(2026, 3, 10)), CheckSubmission(true, Day(2026, 3, 9), 0, 0, Day(2026, 3, 10)));

    [Fact, Cites("SNG-06")]
    public void 异议没有结论不能报批() => Pair(ObjectorTold, CheckSubmission(true, Day(2026, 3, 9), 1, 0, Day(2026, 3, 10)), CheckSubmission(true, Day(2026, 3, 9), 0, 0, Day(2026, 3, 10)));

    [Fact, Cites("SNG-07")]
    public void 高于同类合同价格须有理由_等于可以()
    {
        Pair(FairPrice, CheckNegotiatedPrice(101, 200, [90, 100], ""), CheckNegotiatedPrice(100, 200, [90, 100], ""));
        Pair(FairPrice, CheckNegotiatedPrice(101, 200, [100], "原材料涨价"), CheckNegotiatedPrice(101, 200, [100], "原材料涨价，含三年现场服务"));
        Assert.Empty(CheckNegotiatedPrice(101, 200, [], ""));
    }

    [Fact, Cites("SNG-10")]
    public void 协商价格等于预算可以_多一分即终止() => Pair(OverBudgetEnds, CheckNegotiatedPrice(201, 200, [], ""), CheckNegotiatedPrice(200, 200, [], ""));

    [Fact, Cites("SNG-08"), Cites("SNG-09")]
    public void 协商记录四项齐全_全体签字()
    {
        Pair(RecordContents, CheckNegotiationRecord("", "2026-05-06 采购中心", "成本说明", "条款"), CheckNegotiationRecord("已公示", "2026-05-06 采购中心", "成本说明", "条款"));
        Pair(RecordContents, CheckNegotiationRecord("已公示", "2026-05-06 采购中心", " ", "条款"), CheckNegotiationRecord("已公示", "2026-05-06 采购中心", "成本说明", "条款"));
        Pair(RecordSigned, CheckSignatures(["甲", "乙"], ["甲"]), CheckSignatures(["甲", "乙"], ["乙", "甲"]));
    }

    [Fact, Cites("SNG-11")]
    public void 情形变化须写明() => Pair(NoLongerOnly, CheckChangedGround(""), CheckChangedGround("已有第二家供应商取得同类许可"));

    [Fact]
    public void 情形编码唯一_每种方式都在方式表中()
    {
        Assert.Equal(MethodGrounds.All.Count, MethodGrounds.All.DistinctBy(g => g.Code).Count());
        Assert.All(MethodGrounds.All, g => Assert.NotNull(ProcurementMethods.ByCode(g.Method)));
        Assert.Same(MethodGrounds.OnlySupplier, MethodGrounds.ByCode("only-supplier"));
    }
}
