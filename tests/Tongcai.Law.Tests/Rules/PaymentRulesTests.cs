using Tongcai.Tests;
using static Tongcai.Law.PaymentRules;
using static Tongcai.Law.Tests.Pairs;

namespace Tongcai.Law.Tests;

public class PaymentRulesTests
{
    [Fact, Cites("PAY-01")]
    public void 付到验收额可以_多一分不行() => Pair(AcceptanceFirst, CheckPayment(41, 60, 100, 200, "a", "a"), CheckPayment(40, 60, 100, 200, "a", "a"));

    [Fact, Cites("PAY-06")]
    public void 付到合同额可以_多一分不行() => Pair(ByContract, CheckPayment(41, 60, 200, 100, "a", "a"), CheckPayment(40, 60, 200, 100, "a", "a"));

    [Fact, Cites("PAY-08")]
    public void 换账户不行() => Pair(ContractAccount, CheckPayment(1, 0, 1, 1, "b", "a"), CheckPayment(1, 0, 1, 1, "a", "a"));

    [Fact, Cites("PAY-02")]
    public void 漏验一项不行() => Pair(EveryItemAccepted, CheckAcceptance(["技术", "安全"], ["技术"], ["甲"], ["甲"]), CheckAcceptance(["技术", "安全"], ["安全", "技术"], ["甲"], ["甲"]));

    [Fact, Cites("PAY-03")]
    public void 验收少一人签字不行() => Pair(AcceptanceSigned, CheckAcceptance([], [], ["甲", "乙"], ["甲"]), CheckAcceptance([], [], ["甲", "乙"], ["乙", "甲"]));

    [Fact, Cites("PAY-04")]
    public void 大型项目没有质检机构不行() => Pair(TestingBody, CheckAcceptance([], [], [], [], large: true), CheckAcceptance([], [], [], [], large: true, testingBody: true));

    [Fact, Cites("PAY-05")]
    public void 公共服务没有服务对象参与不行() => Pair(UsersTakePart, CheckAcceptance([], [], [], [], publicService: true), CheckAcceptance([], [], [], [], publicService: true, users: true));

    [Fact, Cites("PAY-07")]
    public void 人员更替不是延迟付款的理由() => Pair(NoOtherReasons, CheckDelay("人员更替"), CheckDelay("供应商未开票"));

    [Fact, Cites("PAY-09")]
    public void 强制收汇票不行() => Pair(NoForcedDrafts, Terms(drafts: true), Terms());

    [Fact, Cites("PAY-10")]
    public void 以审计结果结算不行() => Pair(NoAuditClause, Terms(audit: true), Terms());

    [Fact, Cites("PAY-12")]
    public void 约定利率等于LPR可以_低零点零一不行() => Pair(AgreedInterestFloor, Terms(rate: 2.99m), Terms(rate: 3));

    [Fact, Cites("T078")]
    public void 约定六十日可以_六十一日不行() => Pair(TimeLimits.SmePaymentTermLimit, Terms(days: 61), Terms(days: 60));

    [Fact, Cites("PAY-15")]
    public void 二零二五年六月一日起的合同不得背靠背_前一日的不适用() => Pair(NoBackToBack,
        CheckTerms(Day(2025, 6, 1), false, null, null, 3, false, false, backToBack: true), CheckTerms(Day(2025, 5, 31), false, null, null, 3, false, false, backToBack: true));

    [Fact, Cites("PAY-13")]
    public void 六月一日起的合同先付无争议部分_少一分不行_前一日的不适用()
    {
        Pair(UndisputedPart, CheckUndisputed(100, 99, Day(2025, 6, 1)), CheckUndisputed(100, 100, Day(2025, 6, 1)));
        Assert.Null(CheckUndisputed(100, 0, Day(2025, 5, 31)));
    }

    [Fact, Cites("PAY-16", "PAY-11")]
    public void 期内合格自合格日起_拖延自约定期满起()
    {
        Assert.Equal(Day(2026, 3, 10), TermStart(Day(2026, 3, 2), Day(2026, 3, 10), Day(2026, 3, 10), out var rule));
        Assert.Equal(InspectionStartsTerm, rule);
        Assert.Equal(Day(2026, 3, 10), TermStart(Day(2026, 3, 2), Day(2026, 3, 10), Day(2026, 3, 11), out rule));
        Assert.Equal(DelayedInspection, rule);
        Assert.Equal(Day(2026, 3, 10), TermStart(Day(2026, 3, 2), Day(2026, 3, 10), null, out rule));
        Assert.Equal(DelayedInspection, rule);
        Assert.Equal(Day(2026, 3, 2), TermStart(Day(2026, 3, 2), null, null, out _));
    }

    [Fact, Cites("PAY-21", "T077")]
    public void 五月三十一日的合同依原条例_六月一日的依新条例_都是三十日()
    {
        var before = SmePaymentTerm.Due(Day(2025, 5, 31), true, Day(2025, 7, 1), null, Calendar).Value!;
        var after = SmePaymentTerm.Due(Day(2025, 6, 1), true, Day(2025, 7, 1), null, Calendar).Value!;
        Assert.Equal((SmePaymentTerm.FormerDue, Day(2025, 7, 31)), (before.Rule, before.Due));
        Assert.Equal((TimeLimits.SmePaymentDue, Day(2025, 7, 31)), (after.Rule, after.Due));
        Assert.Equal(Day(2025, 9, 1), SmePaymentTerm.Due(Day(2025, 6, 1), true, Day(2025, 7, 1), 90, Calendar).Value!.Due);
        Assert.Equal("PAY-21", Assert.Single(SmePaymentTerm.Due(Day(2020, 8, 31), true, Day(2020, 9, 10), null, Calendar).Refusals).Rule.Id);
    }

    [Fact, Cites("PAY-22", "PAY-14")]
    public void 大型企业_五月三十一日的合同没有约定就没有法定日数_六月一日的六十日()
    {
        Assert.Equal(SmePaymentTerm.FormerLargeEnterprise, Assert.Single(SmePaymentTerm.Due(Day(2025, 5, 31), false, Day(2025, 7, 1), null, Calendar).Refusals).Rule);
        Assert.Equal(new PaymentDueDate(Day(2025, 9, 29), SmePaymentTerm.FormerLargeEnterprise), SmePaymentTerm.Due(Day(2025, 5, 31), false, Day(2025, 7, 1), 90, Calendar).Value);
        Assert.Equal(new PaymentDueDate(Day(2025, 9, 1), LargeEnterpriseDue), SmePaymentTerm.Due(Day(2025, 6, 1), false, Day(2025, 7, 1), null, Calendar).Value);
    }

    [Fact, Cites("T079", "PAY-23")]
    public void 逾期一日万分之五_到期日当天没有利息_依合同日的条例()
    {
        // 1,000,000.00 yuan, ten days, 0.05 % a day.
        Assert.Equal(new InterestAmount(5_000_00, 10, TimeLimits.SmeLateInterest), LateInterest.OfSmePayment(1_000_000_00, Day(2026, 3, 2), Day(2026, 3, 12), Day(2025, 6, 1), null, 3));
        Assert.Equal(0, LateInterest.OfSmePayment(1_000_000_00, Day(2026, 3, 2), Day(2026, 3, 2), Day(2025, 6, 1), null, 3).Fen);
        Assert.Equal(SmePaymentTerm.FormerInterest, LateInterest.OfSmePayment(1, Day(2026, 3, 2), Day(2026, 3, 3), Day(2025, 5, 31), null, 3).Rule);
    }

    [Fact, Cites("PAY-12")]
    public void 约定利率低于LPR的按LPR算()
    {
        // 365 days at 3 % of 1,000,000.00 yuan.
        Assert.Equal(30_000_00, LateInterest.OfSmePayment(1_000_000_00, Day(2025, 3, 3), Day(2026, 3, 3), Day(2025, 6, 1), 1, 3).Fen);
        Assert.Equal(50_000_00, LateInterest.OfSmePayment(1_000_000_00, Day(2025, 3, 3), Day(2026, 3, 3), Day(2025, 6, 1), 5, 3).Fen);
    }

    [Fact, Cites("T026")]
    public void 保证金逾期退还_基准利率上浮百分之二十_供应商原因不付()
    {
        // 20,000.00 yuan × 4.35 % × 1.2 ÷ 365 × 10 days = 28.60 yuan.
        Assert.Equal(new InterestAmount(28_60, 10, TimeLimits.LateRefundInterest), LateInterest.OfBond(20_000_00, Day(2026, 3, 2), Day(2026, 3, 12), 4.35m, false));
        Assert.Equal(0, LateInterest.OfBond(20_000_00, Day(2026, 3, 2), Day(2026, 3, 2), 4.35m, false).Fen);
        Assert.Equal(0, LateInterest.OfBond(20_000_00, Day(2026, 3, 2), Day(2026, 3, 12), 4.35m, true).Fen);
    }

    private static IReadOnlyList<Refusal> Terms(int? days = null, decimal? rate = null, bool drafts = false, bool audit = false) =>
        CheckTerms(Day(2026, 3, 2), true, days, rate, 3, drafts, audit, backToBack: false);
}
