using Tongcai.Tests;
using static Tongcai.Law.OpeningRules;
using static Tongcai.Law.Tests.Pairs;

namespace Tongcai.Law.Tests;

public class OpeningRulesTests
{
    [Fact, Cites("OPN-01")]
    public void 两家不得开标_三家可以() => Pair(Quorum, CheckQuorum(2), CheckQuorum(3));

    [Fact, Cites("OPN-10")]
    public void 合格两家不得评标_三家可以() => Pair(QualifiedQuorum, CheckQualified(2), CheckQualified(3));

    [Fact, Cites("OPN-11")]
    public void 响应两家废标_三家不废标() => Pair(ResponsiveQuorum, CheckResponsive(2), CheckResponsive(3));

    [Fact, Cites("OPN-02")]
    public void 评委不得进开标大厅() => Pair(CommitteeStaysAway, CheckAttendance("张专家", ["张专家"]), CheckAttendance("李四", ["张专家"]));

    [Fact, Cites("OPN-03")]
    public void 录像断一秒不行_首尾相接可以()
    {
        Pair(Recording, CheckRecording(At(9, 0), At(10, 0), [(At(9, 0), At(9, 30)), (At(9, 30, 1), At(10, 0))]), CheckRecording(At(9, 0), At(10, 0), [(At(9, 30), At(10, 0)), (At(8, 59), At(9, 30))]));
        Pair(Recording, CheckRecording(At(9, 0), At(10, 0), []), null);
    }

    [Fact, Cites("OPN-04")]
    public void 不唱价格不行() => Pair(ReadOut, CheckReadOut(["投标人名称"]), CheckReadOut(ReadOutItems));

    [Fact, Cites("OPN-05")]
    public void 参加者漏签一人不行() => Pair(RecordSigned, CheckRecordSigned(["甲", "乙"], ["甲"]), CheckRecordSigned(["甲", "乙"], ["乙", "甲"]));

    [Fact, Cites("OPN-06")]
    public void 没有参加视同认可_参加了可以异议()
    {
        Pair(AbsentAccepts, CheckObjection(false, At(9, 40), At(10, 0)), CheckObjection(true, At(9, 40), At(10, 0)));
        Assert.True(AcceptsRecord(attended: false, objected: true));
        Assert.False(AcceptsRecord(attended: true, objected: true));
    }

    [Fact, Cites("OPN-07")]
    public void 开标结束那一刻还可以异议_之后不行() => Pair(ObjectionOnTheSpot, CheckObjection(true, At(10, 0, 1), At(10, 0)), CheckObjection(true, At(10, 0), At(10, 0)));

    [Fact, Cites("OPN-08")]
    public void 自身原因未解密是撤销_他人原因是撤回()
    {
        Assert.Equal(UndecryptedBid.Revoked, WhenUndecrypted(bidderAtFault: true));
        Assert.Equal(UndecryptedBid.Withdrawn, WhenUndecrypted(bidderAtFault: false));
        Assert.True(Statutes.Contains(Undecrypted.Source));
    }

    [Fact, Cites("OPN-09")]
    public void 评委不得审查资格_采购人可以() => Pair(QualificationByPurchaser, CheckQualificationReviewer("评标委员会"), CheckQualificationReviewer("采购人"));

    [Fact, Cites("OPN-12")]
    public void 文件有问题改正重招_没有问题可以报批_任务取消终止()
    {
        Assert.Equal(AfterFailedTender.TenderAgain, Next(false, true));
        Assert.Equal(AfterFailedTender.MayAskForOtherMethod, Next(false, false));
        Assert.Equal(AfterFailedTender.End, Next(true, true));
        Pair(AfterFailure, CheckReopening(true, ProcurementMethods.Negotiation, "JZXTP"), CheckReopening(true, ProcurementMethods.OpenTender, null));
    }

    [Fact, Cites("OPN-13")]
    public void 废标后改谈判须批准的就是谈判() =>
        Pair(ReopenedByTender, CheckReopening(false, ProcurementMethods.Negotiation, "JZXCS"), CheckReopening(false, ProcurementMethods.Negotiation, "JZXTP"));

    [Fact, Cites("SEC-01", "SEC-02")]
    public void 截止前一瞬名称数量保密_截止那一刻起不再()
    {
        var deadline = At(9, 30);
        Pair(SecrecyRules.BidderNames, SecrecyRules.CheckNames(deadline.AddTicks(-1), deadline, false), SecrecyRules.CheckNames(deadline, deadline, false));
        Pair(SecrecyRules.PlatformKeepsNames, SecrecyRules.CheckNames(deadline.AddTicks(-1), deadline, true), SecrecyRules.CheckNames(deadline, deadline, true));
    }

    [Fact, Cites("SEC-03")]
    public void 截止前一瞬不得解密_截止那一刻可以() => Pair(SecrecyRules.NoEarlyOpening, SecrecyRules.CheckDecryption(At(9, 29, 59), At(9, 30)), SecrecyRules.CheckDecryption(At(9, 30), At(9, 30)));

    [Fact, Cites("SEC-04")]
    public void 结果公告前评委名单保密() => Pair(SecrecyRules.CommitteeNames, SecrecyRules.CheckCommitteeNames(false), SecrecyRules.CheckCommitteeNames(true));

    [Fact, Cites("SEC-05")]
    public void 采购人其他人员不得进评标现场() => Pair(SecrecyRules.Evaluation, SecrecyRules.CheckPresence("采购人其他人员"), SecrecyRules.CheckPresence("采购人代表"));

    [Fact, Cites("SEC-06")]
    public void 答复带出商业秘密不行() => Pair(SecrecyRules.CommercialSecrets, SecrecyRules.CheckAnswer("其配方为X", ["配方为X"]), SecrecyRules.CheckAnswer("不予公开", ["配方为X", ""]));

    [Fact, Cites("SEC-07")]
    public void 公告合同未隐去秘密不行() => Pair(SecrecyRules.ContractSecrets, SecrecyRules.CheckContractText("含工艺Y", ["工艺Y"]), SecrecyRules.CheckContractText("含***", ["工艺Y"]));
}
