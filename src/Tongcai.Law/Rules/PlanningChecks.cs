using static Tongcai.Law.MethodChoice;
using static Tongcai.Law.Refusing;

namespace Tongcai.Law;

public static partial class PlanningRules
{
    private const long Wan = 1_000_000;

    /// <summary>采购需求七项（87号第十一条）。</summary>
    public static readonly IReadOnlyList<string> DemandItems = ["功能或者目标", "标准规范", "质量安全技术规格", "数量时间地点", "服务标准期限效率", "验收标准", "其他要求"];

    /// <summary>审查机构应当包括的内部机构（财库〔2021〕22号第三十二条）。</summary>
    public static readonly IReadOnlyList<string> Departments = ["采购", "财务", "业务", "监督"];

    /// <summary>预算：有批准的预算，且不超出余额。</summary>
    /// <param name="availableFen">What is left of the budget line; null when there is none.</param>
    public static Refusal? CheckBudget(long neededFen, long? availableFen, string pointer = "") =>
        availableFen is not { } available || available <= 0
            ? NoBudget.Refuse("该采购没有对应的批准预算。", "先列入部门预算并获批复，再编制采购计划。", pointer)
            : When(neededFen > available, OverBudget, $"需要{Yuan(neededFen)}，预算余额{Yuan(available)}，差{Yuan(Math.Max(0, neededFen - available))}。", "调减需求，或先办理预算调整。", pointer);

    /// <summary>新增资产先调剂：有闲置的部分不得购买。</summary>
    /// <param name="answered">The questions about reuse in the unit and in the department were answered.</param>
    public static Refusal? CheckReuse(bool answered, int wanted, int idle, int toBuy, string pointer = "") =>
        When(!answered || toBuy > Math.Max(0, wanted - idle), ReuseFirst,
            answered ? $"需要{wanted}件，可调剂{idle}件，仍拟购{toBuy}件。" : "没有填写本单位和本部门调剂的结果。", "先调剂，不足部分再购买。", pointer);

    /// <summary>公物仓前置查询 (where the region demands it).</summary>
    public static Refusal? CheckWarehouse(DateOnly? queriedOn, DateOnly plannedOn, string pointer = "") =>
        When(queriedOn is null || queriedOn > plannedOn, WarehouseQueryFirst, "编制计划前没有公物仓查询记录。", "先查询公物仓，附查询记录。", pointer);

    /// <summary>资产配置标准：数量和单价上限。</summary>
    public static Refusal? CheckAllocation(int count, int countLimit, long unitPriceFen, long unitPriceLimitFen, string pointer = "") =>
        When(count > countLimit || unitPriceFen > unitPriceLimitFen, AllocationStandard,
            $"拟配{count}件、单价{Yuan(unitPriceFen)}，标准为{countLimit}件、{Yuan(unitPriceLimitFen)}以内。", "按资产配置标准调整数量或者单价。", pointer);

    /// <summary>Whether a 需求调查 is mandatory.</summary>
    public static bool NeedsSurvey(ProjectKind kind, long budgetFen, bool publicInterest = false, bool complex = false) =>
        budgetFen >= (kind == ProjectKind.Works ? 3000 : 1000) * Wan || publicInterest || complex;

    /// <summary>需求调查：做了、一年内、不少于三家。</summary>
    public static Refusal? CheckSurvey(bool needed, DateOnly? surveyedOn, int parties, DateOnly day, WorkCalendar calendar, string pointer = "")
    {
        if (!needed)
            return null;
        if (surveyedOn is not { } surveyed)
            return DemandSurvey.Refuse("达到应当需求调查的范围，没有调查记录。", "开展需求调查并上传记录。", pointer);
        if (day > TimeLimits.DemandSurveyValidity.Latest(surveyed, calendar))
            return TimeLimits.DemandSurveyValidity.Refuse($"需求调查做于{surveyed:yyyy-MM-dd}，已过一年。", "重新开展需求调查。", pointer);
        return When(!SurveyedParties.IsMetBy(parties), SurveyedParties, $"调查对象{parties}个，不少于3个。", "补充有代表性的调查对象。", pointer);
    }

    /// <summary>采购需求七项齐全。</summary>
    public static Refusal? CheckDemand(IEnumerable<string> filledItems, string pointer = "") => Missing(DemandComplete, "采购需求", DemandItems, filledItems, pointer);

    /// <summary>需求和实施计划的审查。</summary>
    /// <param name="authors">Who wrote the demand and the plan.</param>
    /// <param name="reviewers">Who reviewed them.</param>
    /// <param name="departments">Internal departments that took part.</param>
    /// <param name="focusedNeeded">The project is in the range of mandatory surveys.</param>
    public static IReadOnlyList<Refusal> CheckReview(
        bool passed, IReadOnlyCollection<string> authors, IReadOnlyCollection<string> reviewers, IReadOnlyCollection<string> departments,
        bool focusedNeeded, bool focusedDone, string pointer = "") =>
        All(
            When(!passed, DemandReview, "采购需求和采购实施计划没有通过审查。", "采购活动开始前完成审查；不通过的修改后重新审查。", pointer),
            When(authors.Intersect(reviewers).Any(), ReviewerNotAuthor, $"{string.Join("、", authors.Intersect(reviewers))}参与了编制，又参与审查。", "由没有参与编制的人员审查。", pointer),
            Missing(ReviewDepartments, "审查机构", Departments, departments, pointer),
            When(focusedNeeded && !focusedDone, FocusedReview, "该项目应当重点审查，没有重点审查记录。", "完成非歧视性、竞争性、采购政策、履约风险审查。", pointer));

    /// <summary>采购实施计划先备案。</summary>
    public static Refusal? CheckPlanFiled(DateOnly? filedOn, DateOnly startsOn, string pointer = "") =>
        When(filedOn is null || filedOn > startsOn, PlanFiled, "采购实施计划没有在采购活动开始前报财政部门备案。", "先备案采购实施计划。", pointer);

    /// <summary>化整为零：同一年度、同一预算项目、同一品目的非公开招标累计超过公开招标数额。</summary>
    /// <param name="earlierFen">Bought that way before in the year.</param>
    /// <param name="excused">项目预算调整或者经批准。</param>
    public static Refusal? CheckSplitting(long earlierFen, long thisFen, Threshold threshold, bool excused, string pointer = "") =>
        When(!excused && earlierFen + thisFen > threshold.OpenTenderFen && earlierFen > 0, NoSplitting,
            $"本年度同一预算项目同一品目已以其他方式采购{Yuan(earlierFen)}，加本次{Yuan(thisFen)}超过公开招标数额标准{Yuan(threshold.OpenTenderFen)}。", "合并后公开招标，或先报批采购方式。", pointer);

    /// <summary>委托代理机构。</summary>
    /// <param name="inCatalogue">集中采购目录以内。</param>
    /// <param name="central">The agency is a 集中采购机构.</param>
    /// <param name="signedOn">Day of the agreement; null when there is none.</param>
    /// <param name="chosenByPurchaser">Nobody else picked the agency.</param>
    public static IReadOnlyList<Refusal> CheckAgency(bool inCatalogue, bool central, DateOnly? signedOn, DateOnly day, bool chosenByPurchaser = true, string pointer = "") =>
        All(
            When(inCatalogue && !central, CentralAgency, "项目在集中采购目录以内，代理机构不是集中采购机构。", "委托集中采购机构。", pointer),
            When(signedOn is null || signedOn > day, Entrustment, "采购人与代理机构之间没有生效的委托代理协议。", "先在线签订委托代理协议。", pointer),
            When(!chosenByPurchaser, FreeChoiceOfAgency, "代理机构不是采购人自行选择的。", "由采购人自主选择代理机构。", pointer));

    /// <summary>代理行为在委托范围内。</summary>
    public static Refusal? CheckScope(string act, IReadOnlyCollection<string> entrusted, string pointer = "") =>
        When(!entrusted.Contains(act), EntrustmentScope, $"委托代理协议没有委托“{act}”。", "由采购人办理，或先补充委托。", pointer);

    /// <summary>进口产品须经审核。</summary>
    public static Refusal? CheckImport(bool imported, bool approved, string pointer = "") =>
        When(imported && !approved, ImportApproval, "拟采购进口产品，没有财政部门的审核意见。", "先办理进口产品论证和审核，或改为本国产品。", pointer);

    /// <summary>采购意向公开30日以上；不可预见的紧急需要可以不公开，但须写明原因。</summary>
    public static Refusal? CheckIntention(DateOnly? publishedOn, DateOnly startsOn, WorkCalendar calendar, string urgentReason = "", string pointer = "")
    {
        if (!string.IsNullOrWhiteSpace(urgentReason))
            return null;
        var latest = TimeLimits.IntentionLead.Latest(startsOn, calendar);
        return When(publishedOn is null || publishedOn > latest, TimeLimits.IntentionLead,
            publishedOn is { } day ? $"采购意向公开于{day:yyyy-MM-dd}，距采购活动开始不足30日。" : "没有公开采购意向。",
            $"采购活动{startsOn:yyyy-MM-dd}开始的，意向不晚于{latest:yyyy-MM-dd}公开；因不可预见的原因急需的，写明原因。", pointer);
    }
}
