using static Tongcai.Law.Refusing;

namespace Tongcai.Law;

public static partial class AwardRules
{
    /// <summary>按候选人顺序确定：排名靠前的只有放弃、不能履约或者依法被取消资格才能越过。</summary>
    /// <param name="chosenRank">Rank of the candidate chosen.</param>
    /// <param name="passedOver">Ranks lawfully passed over, each with its reason.</param>
    public static Refusal? CheckOrder(int chosenRank, IReadOnlyDictionary<int, string> passedOver, string pointer = "/winner") =>
        When(Enumerable.Range(1, chosenRank - 1).Any(r => string.IsNullOrWhiteSpace(passedOver.GetValueOrDefault(r))), InCandidateOrder,
            $"确定第{chosenRank}名，排名在前的候选人没有依法越过的理由。", "按顺序确定第一名，或写明法定理由。", pointer);

    /// <summary>逾期未定标又无合法理由的，视同确定第一候选人；returns the day from which that holds, null while the purchaser may still decide.</summary>
    public static DateOnly? DeemedOn(DateOnly reportReceived, DateOnly today, bool lawfulReason, WorkCalendar calendar) =>
        TimeLimits.AwardDecision.Latest(reportReceived, calendar) is var latest && today > latest && !lawfulReason ? latest.AddDays(1) : null;

    /// <summary>视同确定之后不能另选。</summary>
    public static Refusal? CheckDecisionTime(DateOnly reportReceived, DateOnly today, int chosenRank, bool lawfulReason, WorkCalendar calendar, string pointer = "/winner") =>
        When(DeemedOn(reportReceived, today, lawfulReason, calendar) is not null && chosenRank != 1, SilentPurchaser,
            "收到评标报告已过5个工作日，视同确定排名第一的候选人。", "确定第一名为中标人。", pointer);

    /// <summary>结果公告时向各方发出通知。</summary>
    public static IReadOnlyList<Refusal> CheckNotices(bool letterSent, bool reasonsSent, bool scored, bool scoresSent, string pointer = "") =>
        All(
            When(!letterSent, AwardLetter, "公告结果时没有向中标人发出中标通知书。", "同时发出中标通知书。", pointer),
            When(!reasonsSent, ReasonToUnqualified, "没有告知未通过资格审查的投标人原因。", "逐一告知原因。", pointer),
            When(scored && !scoresSent, OwnScore, "没有告知未中标人本人的得分与排序。", "逐一告知本人得分与排序。", pointer));

    /// <summary>并列候选人按招标文件规定的方式确定，没有规定的随机抽取。</summary>
    /// <param name="documentWay">The way the documents name; null when they name none.</param>
    public static Refusal? CheckTie(string? documentWay, string usedWay, string pointer = "") =>
        When(usedWay != (documentWay ?? "随机抽取"), TiedCandidates, $"并列候选人以“{usedWay}”确定，应为“{documentWay ?? "随机抽取"}”。", "改用规定的方式。", pointer);

    /// <summary>中标通知书发出后不得改变结果、不得无理由放弃。</summary>
    public static Refusal? CheckChange(bool letterSent, string lawfulGround, string pointer = "") =>
        When(letterSent && string.IsNullOrWhiteSpace(lawfulGround), ResultBinds, "中标通知书已经发出，没有改变结果或者放弃中标的法定理由。", "签订合同，或提供财政部门的处理决定等依据。", pointer);

    /// <summary>报价均超预算的，应予废标。</summary>
    public static Refusal? CheckAffordable(IReadOnlyCollection<long> pricesFen, long budgetFen, string pointer = "") =>
        When(pricesFen.Count > 0 && pricesFen.All(p => p > budgetFen), AllOverBudget, "投标人的报价均超过采购预算，采购人不能支付。", "应予废标。", pointer);
}
