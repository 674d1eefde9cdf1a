using Tongcai.Tests;
using static Tongcai.Law.Tests.Pairs;

namespace Tongcai.Law.Tests;

public class AwardAndContractTests
{
    private static readonly Dictionary<int, string> None = [];

    [Fact, Cites("AWD-01")]
    public void 越过第一名没有理由不行_有放弃声明可以()
    {
        Pair(AwardRules.InCandidateOrder, AwardRules.CheckOrder(2, None), AwardRules.CheckOrder(1, None));
        Pair(AwardRules.InCandidateOrder, AwardRules.CheckOrder(3, new Dictionary<int, string> { [1] = "放弃中标" }), AwardRules.CheckOrder(2, new Dictionary<int, string> { [1] = "放弃中标" }));
    }

    [Fact, Cites("AWD-02", "T020")]
    public void 第五个工作日还可以另定_第六个视同第一名()
    {
        // 2026-09-24 + 5 working days over the October holiday.
        Pair(AwardRules.SilentPurchaser,
            AwardRules.CheckDecisionTime(Day(2026, 9, 24), Day(2026, 10, 10), 2, false, Calendar), AwardRules.CheckDecisionTime(Day(2026, 9, 24), Day(2026, 10, 9), 2, false, Calendar));
        Assert.Equal(Day(2026, 10, 10), AwardRules.DeemedOn(Day(2026, 9, 24), Day(2026, 10, 20), false, Calendar));
        Assert.Null(AwardRules.DeemedOn(Day(2026, 9, 24), Day(2026, 10, 20), lawfulReason: true, Calendar));
    }

    [Fact, Cites("AWD-03")]
    public void 公告时不发通知书不行() => Pair(AwardRules.AwardLetter, AwardRules.CheckNotices(false, true, true, true), AwardRules.CheckNotices(true, true, true, true));

    [Fact, Cites("AWD-04")]
    public void 不告知未通过原因不行() => Pair(AwardRules.ReasonToUnqualified, AwardRules.CheckNotices(true, false, true, true), AwardRules.CheckNotices(true, true, true, true));

    [Fact, Cites("AWD-05")]
    public void 综合评分不告知本人得分不行_最低价法不必() => Pair(AwardRules.OwnScore, AwardRules.CheckNotices(true, true, true, false), AwardRules.CheckNotices(true, true, false, false));

    [Fact, Cites("AWD-06")]
    public void 并列没有规定就抽取_规定了按规定()
    {
        Pair(AwardRules.TiedCandidates, AwardRules.CheckTie(null, "技术分高者"), AwardRules.CheckTie(null, "随机抽取"));
        Pair(AwardRules.TiedCandidates, AwardRules.CheckTie("技术分高者", "随机抽取"), AwardRules.CheckTie("技术分高者", "技术分高者"));
    }

    [Fact, Cites("AWD-07")]
    public void 通知书发出后无依据不得改变_发出前不受此限() => Pair(AwardRules.ResultBinds, AwardRules.CheckChange(true, ""), AwardRules.CheckChange(false, ""));

    [Fact, Cites("AWD-08")]
    public void 全部超预算废标_有一家等于预算不废() => Pair(AwardRules.AllOverBudget, AwardRules.CheckAffordable([101, 102], 100), AwardRules.CheckAffordable([100, 102], 100));

    [Fact, Cites("CON-01")]
    public void 合同金额改一分不行() => Pair(ContractRules.NoSubstantiveChange, Text("100.01"), Text("100.00"));

    [Fact, Cites("CON-02")]
    public void 附加一项要求不行() => Pair(ContractRules.NoUnreasonableDemand, ContractRules.CheckDemands(["赠送打印机"]), ContractRules.CheckDemands([]));

    [Fact, Cites("CON-03")]
    public void 没有书面文本不行() => Pair(ContractRules.WrittenForm, ContractRules.CheckForm(false, ContractRules.RequiredClauses), ContractRules.CheckForm(true, ContractRules.RequiredClauses));

    [Fact, Cites("CON-04")]
    public void 缺验收要求不行() => Pair(ContractRules.Clauses, ContractRules.CheckForm(true, ContractRules.RequiredClauses.But("验收要求")), ContractRules.CheckForm(true, ContractRules.RequiredClauses));

    [Fact, Cites("CON-05")]
    public void 第一名拒签定第二名可以_跳到第三名不行() => Pair(ContractRules.NextCandidate, ContractRules.CheckNext(1, 3), ContractRules.CheckNext(1, 2));

    [Fact, Cites("CON-06")]
    public void 没有公共利益理由不得变更() => Pair(ContractRules.NoUnilateralChange, ContractRules.CheckChange(false), ContractRules.CheckChange(true));

    [Fact, Cites("T074")]
    public void 补充合同累计百分之十可以_多一分不行() => Pair(TimeLimits.SupplementLimit, ContractRules.CheckSupplement(1000_00, 60_00, 40_01), ContractRules.CheckSupplement(1000_00, 60_00, 40_00));

    [Fact, Cites("CON-07")]
    public void 预留合同不标注不行() => Pair(ContractRules.SetAsideMark, ContractRules.CheckMark(true, false), ContractRules.CheckMark(true, true));

    [Fact, Cites("CON-08")]
    public void 未经同意不得分包() => Pair(ContractRules.SubcontractConsent, Subcontract(false, EnterpriseSize.Small, EnterpriseSize.Small), Subcontract(true, EnterpriseSize.Small, EnterpriseSize.Small));

    [Fact, Cites("CON-09")]
    public void 小微分给中型不行_中型分给大型不行_中型分给小型可以()
    {
        Pair(ContractRules.NoUpwardSubcontract, Subcontract(true, EnterpriseSize.Micro, EnterpriseSize.Medium), Subcontract(true, EnterpriseSize.Medium, EnterpriseSize.Small));
        Pair(ContractRules.NoUpwardSubcontract, Subcontract(true, EnterpriseSize.Medium, EnterpriseSize.Large), ContractRules.CheckSubcontract(true, false, EnterpriseSize.Small, EnterpriseSize.Large));
    }

    [Fact, Cites("CON-10")]
    public void 可能影响结果的质疑未答复暂停签约() => Pair(ContractRules.HeldByChallenge, ContractRules.CheckHold(true, true), ContractRules.CheckHold(true, false));

    [Fact, Cites("CON-11")]
    public void 代签没有授权书不行() => Pair(ContractRules.AgencyAuthorised, ContractRules.CheckAuthority(true, false), ContractRules.CheckAuthority(true, true));

    [Fact, Cites("CON-12")]
    public void 郑州文件不告知融资不行() => Pair(ContractRules.FinancingNotice, ContractRules.CheckFinancingNotice(false), ContractRules.CheckFinancingNotice(true));

    private static IReadOnlyList<Refusal> Text(string price) => ContractRules.CheckText(new Dictionary<string, string> { ["金额"] = "100.00" }, new Dictionary<string, string> { ["金额"] = price });

    private static Refusal? Subcontract(bool consented, EnterpriseSize from, EnterpriseSize to) => ContractRules.CheckSubcontract(consented, preferred: true, from, to);
}
