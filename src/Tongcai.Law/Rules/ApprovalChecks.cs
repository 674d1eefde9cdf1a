using static Tongcai.Law.MethodChoice;
using static Tongcai.Law.Refusing;

namespace Tongcai.Law;

public static partial class ApprovalRules
{
    /// <summary>主管预算单位同意。</summary>
    public static Refusal? CheckConsent(string consent, string pointer = "/consent") =>
        When(string.IsNullOrWhiteSpace(consent), DepartmentFirst, "没有写明主管预算单位的同意意见。", "先报经主管预算单位同意，填写同意的文号或者意见。", pointer);

    /// <summary>方式与情形相符：the ground belongs to the method asked for.</summary>
    public static Refusal? CheckGround(MethodGround? ground, string method, string pointer = "/ground") =>
        When(ground is null || ground.Method != method, Material,
            ground is null ? "没有选择法定情形。" : $"“{ground.Text}”不是采用{ProcurementMethods.ByCode(method)?.Name ?? method}的情形。",
            $"选择与采购方式相符的情形：{string.Join("；", MethodGrounds.All.Where(g => g.Method == method).Select(g => g.Text))}。", pointer);

    /// <summary>招标失败或者只有两家后改谈判：附失败的招标项目，且有三名以上评审专家认为招标文件没有不合理条款。</summary>
    /// <param name="failedTender">The named procurement was tendered openly, belongs to the purchaser and has failed.</param>
    /// <param name="experts">Experts who found no unreasonable clause; the evaluation committee counts with its members.</param>
    public static Refusal? CheckAfterTender(bool failedTender, int experts, string pointer = "") =>
        !failedTender
            ? Material.Refuse("没有指明已经发布公告而未能成立的公开招标项目。", "选择本单位未能成立的公开招标项目。", pointer + "/failedTender")
            : When(!FailedTenderOpinion.IsMetBy(experts), FailedTenderOpinion, $"认为招标文件没有不合理条款的评审专家{experts}名，不足3名。", "由评标委员会或者3名以上评审专家出具论证意见。", pointer + "/experts");

    /// <summary>进口产品专家组：五人以上单数，含法律专家一名，没有本单位人员。</summary>
    /// <param name="own">Members of the purchaser's own unit.</param>
    public static IReadOnlyList<Refusal> CheckImportPanel(int members, int lawExperts, int own, string pointer = "/experts") =>
        All(
            When(members < 5 || members % 2 == 0, ImportOpinion, $"专家组{members}人，应为5人以上单数。", "补足专家后重新论证。", pointer),
            When(lawExperts < 1, ImportOpinion, "专家组没有法律专家。", "增加1名法律专家。", pointer),
            When(own > 0, ImportOpinion, $"专家组有{own}名采购人本单位人员。", "由非本单位的专家论证。", pointer));

    /// <summary>进口产品须有财政部门的核准。</summary>
    public static Refusal? CheckImportApproved(bool imported, bool approved, string pointer = "") =>
        When(imported && !approved, ImportApproved, "拟采购进口产品，没有财政部门的核准。", "先组织专家论证并报财政部门核准，或者改为采购本国产品。", pointer);

    /// <summary>单一来源专业人员论证：有人论证，且不来自拟定的供应商。</summary>
    /// <param name="fromSupplier">Professionals who work for the proposed supplier.</param>
    public static IReadOnlyList<Refusal> CheckReasoning(int professionals, int fromSupplier, string pointer = "/experts") =>
        All(
            When(professionals < 1, Reasoned, "没有专业人员的论证意见。", "组织专业人员论证，写明姓名、工作单位、职称和具体意见。", pointer),
            When(fromSupplier > 0, Reasoned, $"论证的专业人员中有{fromSupplier}名拟定供应商的人员。", "由与该供应商没有利害关系的专业人员论证。", pointer));

    /// <summary>Whether publicity comes before the approval: 唯一供应商 and 达到公开招标数额标准.</summary>
    public static bool NeedsPublicity(MethodGround ground, bool reachesOpenTender) => ground.Publicity && reachesOpenTender;

    /// <summary>公示期不少于五个工作日。</summary>
    /// <param name="from">Day of publication.</param>
    /// <param name="to">Last day of publicity.</param>
    /// <exception cref="CalendarNotAnnouncedException">The period reaches a year not announced.</exception>
    public static Refusal? CheckPublicity(DateOnly from, DateOnly to, WorkCalendar calendar, string pointer = "/to")
    {
        var earliest = TimeLimits.SingleSourcePublicity.Earliest(from, calendar);
        return When(to < earliest, TimeLimits.SingleSourcePublicity, $"公示 {from:yyyy-MM-dd} 至 {to:yyyy-MM-dd}，不足5个工作日，最早到 {earliest:yyyy-MM-dd}。", $"改为 {earliest:yyyy-MM-dd} 或者以后。", pointer);
    }

    /// <summary>异议在公示期内提出。</summary>
    public static Refusal? CheckObjection(DateOnly from, DateOnly to, DateOnly day, string pointer = "") =>
        When(day < from || day > to, AnybodyObjects, $"公示期 {from:yyyy-MM-dd} 至 {to:yyyy-MM-dd}，今日 {day:yyyy-MM-dd} 不在公示期内。", "公示期外的意见可以向财政部门反映。", pointer);

    /// <summary>报批：该公示的已经公示期满，异议都经补充论证且不成立。</summary>
    /// <param name="publicisedTo">Last day of publicity; null when there was none.</param>
    /// <param name="unanswered">Objections without a conclusion.</param>
    public static IReadOnlyList<Refusal> CheckSubmission(bool publicityNeeded, DateOnly? publicisedTo, int unanswered, int upheld, DateOnly day) =>
        All(
            When(publicityNeeded && publicisedTo is null, PublicityFirst, "没有公示。", "先发布单一来源公示，期满后再报批。"),
            When(publicisedTo >= day, PublicityFirst, $"公示期到 {publicisedTo:yyyy-MM-dd}，还没有届满。", $"{publicisedTo?.AddDays(1):yyyy-MM-dd} 起再报批。"),
            When(unanswered > 0, ObjectorTold, $"有{unanswered}件异议没有补充论证的结论。", "先组织补充论证并告知提出异议的人。"),
            When(upheld > 0, ObjectionUpheld, "异议成立。", "采用其他采购方式。"));

    /// <summary>协商的成交价格：不超预算，高于同类项目合同价格的写明为什么合理。</summary>
    /// <param name="similarFen">Prices of similar contracts for the same quantity, fen; empty when none were found.</param>
    public static IReadOnlyList<Refusal> CheckNegotiatedPrice(long agreedFen, long budgetFen, IReadOnlyCollection<long> similarFen, string reason, string pointer = "/priceFen") =>
        All(
            When(agreedFen > budgetFen, OverBudgetEnds, $"协商价格{Yuan(agreedFen)}超过采购预算{Yuan(budgetFen)}。", "继续协商到预算以内；协商不成的，终止采购活动并公告。", pointer),
            When(similarFen.Count > 0 && agreedFen > similarFen.Max() && reason.Trim().Length < 10, FairPrice,
                $"协商价格{Yuan(agreedFen)}高于同类项目合同价格（最高{Yuan(similarFen.DefaultIfEmpty().Max())}）。", "继续协商；确有理由的，用不少于十个字写明价格为什么合理。", "/fairness"));

    /// <summary>协商情况记录四项：公示情况、日期地点人员、成本与同类合同价格及专利说明、主要条款及价格商定情况。</summary>
    public static Refusal? CheckNegotiationRecord(string publicity, string meeting, string cost, string terms, string pointer = "") =>
        Missing(RecordContents, "协商情况记录", RecordParts,
            new[] { publicity, meeting, cost, terms }.Zip(RecordParts).Where(p => !string.IsNullOrWhiteSpace(p.First)).Select(p => p.Second), pointer);

    /// <summary>全体采购人员签字。</summary>
    public static Refusal? CheckSignatures(IEnumerable<string> staff, IEnumerable<string> signed, string pointer = "") => Missing(RecordSigned, "协商情况记录的签字", staff, signed, pointer);

    /// <summary>情形变化而终止的，写明变化。</summary>
    public static Refusal? CheckChangedGround(string change, string pointer = "/reason") =>
        When(string.IsNullOrWhiteSpace(change), NoLongerOnly, "没有写明不再符合单一来源情形的变化。", "写明什么变化、何时发生。", pointer);

    private static readonly string[] RecordParts = ["公示情况说明", "协商日期、地点和采购人员", "成本、同类合同价格和专利等情况说明", "合同主要条款及价格商定情况"];
}
