using Tongcai.Tests;
using static Tongcai.Law.PlanningRules;
using static Tongcai.Law.Tests.Pairs;

namespace Tongcai.Law.Tests;

public class PlanningRulesTests
{
    [Fact, Cites("PLN-01")]
    public void 没有预算不得采购_有一分余额买一分可以() => Pair(NoBudget, CheckBudget(1, null), CheckBudget(1, 1));

    [Fact, Cites("PLN-02")]
    public void 等于余额可以_多一分超预算_说出差额()
    {
        Pair(OverBudget, CheckBudget(100_01, 100_00), CheckBudget(100_00, 100_00));
        Assert.Contains("差0.01元", CheckBudget(100_01, 100_00)!.Reason, StringComparison.Ordinal);
    }

    [Fact, Cites("PLN-03")]
    public void 十台有四台可调剂_只能买六台() => Pair(ReuseFirst, CheckReuse(true, 10, 4, 7), CheckReuse(true, 10, 4, 6));

    [Fact, Cites("PLN-03")]
    public void 没有回答调剂问题_即使无闲置也不行() => Pair(ReuseFirst, CheckReuse(false, 10, 0, 10), CheckReuse(true, 10, 0, 10));

    [Fact, Cites("PLN-04")]
    public void 公物仓查询在计划当日可以_次日才查不行() => Pair(WarehouseQueryFirst, CheckWarehouse(Day(2026, 3, 3), Day(2026, 3, 2)), CheckWarehouse(Day(2026, 3, 2), Day(2026, 3, 2)));

    [Fact, Cites("PLN-05")]
    public void 数量单价等于标准可以_超一件或者一分不行()
    {
        Pair(AllocationStandard, CheckAllocation(11, 10, 5000_00, 5000_00), CheckAllocation(10, 10, 5000_00, 5000_00));
        Pair(AllocationStandard, CheckAllocation(10, 10, 5000_01, 5000_00), null);
    }

    [Fact, Cites("PLN-06")]
    public void 货物服务一千万_工程三千万应当调查_差一分不必()
    {
        Assert.True(NeedsSurvey(ProjectKind.Goods, 1000 * Wan));
        Assert.False(NeedsSurvey(ProjectKind.Goods, (1000 * Wan) - 1));
        Assert.True(NeedsSurvey(ProjectKind.Works, 3000 * Wan));
        Assert.False(NeedsSurvey(ProjectKind.Works, (3000 * Wan) - 1));
        Assert.True(NeedsSurvey(ProjectKind.Services, 1, publicInterest: true));
        Pair(DemandSurvey, CheckSurvey(true, null, 3, Day(2026, 3, 2), Calendar), CheckSurvey(false, null, 0, Day(2026, 3, 2), Calendar));
    }

    [Fact, Cites("PLN-07")]
    public void 调查两家不行_三家可以() => Pair(SurveyedParties, CheckSurvey(true, Day(2026, 1, 5), 2, Day(2026, 3, 2), Calendar), CheckSurvey(true, Day(2026, 1, 5), 3, Day(2026, 3, 2), Calendar));

    [Fact, Cites("T002")]
    public void 调查满一年当天还有效_次日失效() => Pair(TimeLimits.DemandSurveyValidity,
        CheckSurvey(true, Day(2025, 3, 3), 3, Day(2026, 3, 4), Calendar), CheckSurvey(true, Day(2025, 3, 3), 3, Day(2026, 3, 3), Calendar));

    [Fact, Cites("PLN-08")]
    public void 七项需求缺一项不行() => Pair(DemandComplete, CheckDemand(DemandItems.But("验收标准")), CheckDemand(DemandItems));

    [Fact, Cites("PLN-09")]
    public void 审查没有通过不行() => Pair(DemandReview, Review(passed: false), Review());

    [Fact, Cites("PLN-10")]
    public void 编制人参与审查不行() => Pair(ReviewerNotAuthor, Review(reviewers: ["乙", "甲"]), Review(reviewers: ["乙"]));

    [Fact, Cites("PLN-11")]
    public void 审查缺财务机构不行() => Pair(ReviewDepartments, Review(departments: ["采购", "业务", "监督"]), Review());

    [Fact, Cites("PLN-12")]
    public void 应当重点审查的没有重点审查不行() => Pair(FocusedReview, Review(focusedDone: false), Review());

    [Fact, Cites("PLN-13")]
    public void 计划在开始当日备案可以_次日不行() => Pair(PlanFiled, CheckPlanFiled(Day(2026, 3, 3), Day(2026, 3, 2)), CheckPlanFiled(Day(2026, 3, 2), Day(2026, 3, 2)));

    [Fact, Cites("PLN-14")]
    public void 累计等于公开招标数额可以_超一分是化整为零() => Pair(NoSplitting,
        CheckSplitting(150 * Wan, (50 * Wan) + 1, City, excused: false), CheckSplitting(150 * Wan, 50 * Wan, City, excused: false));

    [Fact, Cites("PLN-14")]
    public void 预算调整或者经批准的不算化整为零() => Assert.Null(CheckSplitting(150 * Wan, 100 * Wan, City, excused: true));

    [Fact, Cites("PLN-15")]
    public void 目录内项目委托社会代理不行() => Pair(CentralAgency, CheckAgency(true, false, Day(2026, 3, 2), Day(2026, 3, 2)), CheckAgency(true, true, Day(2026, 3, 2), Day(2026, 3, 2)));

    [Fact, Cites("PLN-16")]
    public void 进口产品未经审核不行() => Pair(ImportApproval, CheckImport(true, false), CheckImport(true, true));

    [Fact, Cites("PLN-17")]
    public void 协议次日才签_当日不得代理() => Pair(Entrustment, CheckAgency(false, false, Day(2026, 3, 3), Day(2026, 3, 2)), CheckAgency(false, false, Day(2026, 3, 2), Day(2026, 3, 2)));

    [Fact, Cites("PLN-18")]
    public void 协议没有委托的事项不得代办() => Pair(EntrustmentScope, CheckScope("签订合同", ["组织开标"]), CheckScope("组织开标", ["组织开标"]));

    [Fact, Cites("PLN-19")]
    public void 他人指定的代理机构不行() =>
        Pair(FreeChoiceOfAgency, CheckAgency(false, false, Day(2026, 3, 2), Day(2026, 3, 2), chosenByPurchaser: false), CheckAgency(false, false, Day(2026, 3, 2), Day(2026, 3, 2)));

    [Fact, Cites("T001")]
    public void 意向公开三十日可以_二十九日不行_紧急写明原因可以()
    {
        Pair(TimeLimits.IntentionLead, CheckIntention(Day(2026, 3, 3), Day(2026, 4, 1), Calendar), CheckIntention(Day(2026, 3, 2), Day(2026, 4, 1), Calendar));
        Pair(TimeLimits.IntentionLead, CheckIntention(null, Day(2026, 4, 1), Calendar), CheckIntention(null, Day(2026, 4, 1), Calendar, "防汛抢险"));
    }

    private static IReadOnlyList<Refusal> Review(bool passed = true, string[]? reviewers = null, string[]? departments = null, bool focusedDone = true) =>
        CheckReview(passed, ["甲"], reviewers ?? ["乙"], departments ?? [.. Departments], focusedNeeded: true, focusedDone);
}
