using Tongcai.Tests;
using static Tongcai.Law.BiddingRules;
using static Tongcai.Law.Tests.Pairs;

namespace Tongcai.Law.Tests;

public class BiddingRulesTests
{
    private static readonly DateTimeOffset Deadline = At(9, 30);
    private static readonly Participant Clean = new("甲公司");

    [Fact, Cites("BID-01")]
    public void 截止前一瞬收下_截止那一刻拒收() => Pair(LateBid, CheckArrival(Deadline, Deadline), CheckArrival(Deadline.AddTicks(-1), Deadline));

    [Fact, Cites("BID-02")]
    public void 没有加密或者摘要不符拒收()
    {
        Pair(UnsealedBid, CheckSealed(false, true), CheckSealed(true, true));
        Pair(UnsealedBid, CheckSealed(true, false), null);
    }

    [Fact, Cites("BID-03")]
    public void 截止前一瞬可以撤回_截止那一刻不行() => Pair(WithdrawalBeforeDeadline, CheckWithdrawal(Deadline, Deadline), CheckWithdrawal(Deadline.AddTicks(-1), Deadline));

    [Fact, Cites("BID-04")]
    public void 差一个字节视为撤回() => Pair(UnfinishedUpload, CheckFinished(99, 100), CheckFinished(100, 100));

    [Fact, Cites("BID-05")]
    public void 收到而不回执不行() => Pair(ReceiptAtOnce, CheckReceipt(false), CheckReceipt(true));

    [Fact, Cites("BID-06")]
    public void 同一负责人或者控股不得同投_没有关系可以()
    {
        Participant a = new("甲公司") { Head = "张三" }, b = new("乙公司") { Head = "张三" }, c = new("丙公司") { Head = "李四", ControlledBy = ["甲公司"] };
        Pair(SameController, CheckRelations([a, b]), CheckRelations([b, c]));
        Pair(SameController, CheckRelations([a, c]), CheckRelations([new("丁"), new("戊")]));
    }

    [Fact, Cites("BID-07")]
    public void 前期服务供应商不得参加_单一来源除外() =>
        Pair(ConsultantMayNotBid, Check(Clean with { PreparedProject = true }), CheckParticipant(Clean with { PreparedProject = true }, Day(2026, 3, 31), singleSource: true));

    [Fact, Cites("BID-08")]
    public void 本项目代理机构不得投标() => Pair(AgencyMayNotBid, Check(Clean with { IsAgency = true }), Check(Clean));

    [Fact, Cites("BID-09")]
    public void 平台运营机构不得投标() => Pair(OperatorMayNotBid, Check(Clean with { IsOperator = true }), Check(Clean));

    [Fact, Cites("BID-14")]
    public void 禁止期最后一日不得参加_次日可以() =>
        Pair(Banned, Check(Clean with { BannedUntil = Day(2026, 3, 31) }), Check(Clean with { BannedUntil = Day(2026, 3, 30) }));

    [Fact, Cites("BID-16")]
    public void 没有验证的不得参加() => Pair(RegisteredAndVerified, Check(Clean with { Verified = false }), Check(Clean));

    [Fact, Cites("BID-10")]
    public void 联合体成员另投不行() => Pair(OneConsortium, Consortium(["乙", "丁"]), Consortium(["丁"]));

    [Fact, Cites("BID-11")]
    public void 联合协议漏写一方分工不行() => Pair(ConsortiumAgreement,
        CheckConsortium(["甲", "乙"], new Dictionary<string, string> { ["甲"] = "施工" }, []), Consortium([]));

    [Fact, Cites("BID-12")]
    public void 分包主体不载明或者再分包不行()
    {
        Pair(SubcontractNamed, CheckSubcontract(null, false), CheckSubcontract("丙公司", false));
        Pair(SubcontractNamed, CheckSubcontract("丙公司", true), null);
    }

    [Fact, Cites("BID-13")]
    public void 有效期等于要求可以_少一日不行() => Pair(Validity, CheckValidity(89, 90), CheckValidity(90, 90));

    [Fact, Cites("BID-15")]
    public void 保证金少一分不行() => Pair(BondMissing, CheckBond(100, 99), CheckBond(100, 100));

    private static IReadOnlyList<Refusal> Check(Participant p) => CheckParticipant(p, Day(2026, 3, 31));

    private static IReadOnlyList<Refusal> Consortium(string[] others) =>
        CheckConsortium(["甲", "乙"], new Dictionary<string, string> { ["甲"] = "供货", ["乙"] = "安装" }, others);
}
