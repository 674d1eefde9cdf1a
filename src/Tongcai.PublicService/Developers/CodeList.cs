using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.English;
using Tongcai.PublicService.Notices;
using Tongcai.PublicService.OpenData.Releases;
using Tongcai.PublicService.Search;
using Tongcai.PublicService.Search.Index;
using Tongcai.PublicService.Webhooks;

namespace Tongcai.PublicService.Developers;

/// <summary>A value of a code list.</summary>
/// <param name="Name">In Chinese.</param>
/// <param name="English">Empty where there is no settled word.</param>
/// <param name="Ocds">What the open data say in its place, e.g. tender/procurementMethod: open; empty: nothing.</param>
internal sealed record CodeValue(string Code, string Name, string English = "", string Ocds = "");

/// <summary>代码表。The values that a field of the interface may have: what the program itself decides by, so that the list cannot lag behind.</summary>
/// <param name="Name">In the address.</param>
/// <param name="Fields">Fields of facts with these values: kind of fact, then the path, e.g. notice.published/document/factors/kind.</param>
/// <param name="Parameter">Parameter of the search of notices with these values; empty: none.</param>
internal sealed record CodeList(string Name, string Title, string English, IReadOnlyList<CodeValue> Values, IReadOnlyList<string> Fields, string Parameter = "")
{
    private static readonly IReadOnlyList<string> MethodFields = ["intention.published/method", "notice.published/method"];

    public static readonly IReadOnlyList<CodeList> All =
    [
        new("procurement-methods", "采购方式", "Procurement methods",
            [.. ProcurementMethods.All.Append(ProcurementMethods.CallOff).DistinctBy(m => m.Code).Select(m => new CodeValue(m.Code, m.Name, TenderSummary.Methods.GetValueOrDefault(m.Code, ""), $"tender/procurementMethod: {TenderBlock.MethodOf(m.Code)}"))], MethodFields, "method"),
        new("notice-types", "采购邀请公告的种类", "Types of invitation notices",
            [.. ProcurementMethods.All.Where(m => m.NoticeKind.Length > 0).GroupBy(m => m.NoticeKind).Select(g => new CodeValue(g.Key, string.Join('、', g.Select(m => m.Name)) + "的公告", "", "tag: tender"))], ["notice.published/kind"]),
        Of<NoticeKind>("notice-kinds", "公告种类", "Kinds of notices", "kind", new()
        {
            [NoticeKind.Intention] = ("Procurement intention", "tag: planning"), [NoticeKind.Tender] = ("Tender notice", "tag: tender"), [NoticeKind.Correction] = ("Correction", "tag: tenderAmendment"), [NoticeKind.Clarification] = ("Clarification", "tender/enquiries"),
            [NoticeKind.Result] = ("Result", "tag: award"), [NoticeKind.Contract] = ("Contract", "tag: contract"), [NoticeKind.Acceptance] = ("Acceptance of performance", "contracts/implementation/milestones"), [NoticeKind.Ending] = ("Termination", "tag: tenderCancellation"),
            [NoticeKind.Decision] = ("Decision on a complaint", "complaints (tongcai extension)"), [NoticeKind.Source] = ("Single source announced", "tender/documents"), [NoticeKind.Framework] = ("Framework agreement", "techniques/frameworkAgreement"),
        }),
        Of<ProcurementState>("procurement-states", "项目状态", "States of a procurement", "state", new()
        {
            [ProcurementState.Intended] = ("Intended", "tender/status: planned"), [ProcurementState.Noticed] = ("Taking bids", "tender/status: active"), [ProcurementState.Closed] = ("Closed, result awaited", "tender/status: active"),
            [ProcurementState.Awarded] = ("Result published", "tender/status: complete"), [ProcurementState.Contracted] = ("Contract signed", "contracts/status: active"), [ProcurementState.Accepted] = ("Accepted", "contracts/status: active"),
            [ProcurementState.Paid] = ("Paid in full", "contracts/status: terminated"), [ProcurementState.Ended] = ("Terminated", "tender/status: unsuccessful, cancelled"),
        }),
        Of<DeadlineIs>("deadline-states", "截止状态", "States of the deadline", "deadline", new() { [DeadlineIs.Open] = ("Taking bids", ""), [DeadlineIs.Week] = ("Closing within seven days", ""), [DeadlineIs.Closed] = ("Closed", "") }),
        Of<NoticeSort>("sort-orders", "排序", "Orders of the list", "sort", new() { [NoticeSort.Date] = ("Newest first", ""), [NoticeSort.Relevance] = ("Most relevant first", ""), [NoticeSort.Deadline] = ("Nearest deadline first", "") }),
        new("set-asides", "中小企业预留", "Set-asides for small and medium firms",
            [new("none", "不预留", "None"), .. Named(Wording.SetAsides, new() { ["whole"] = "Whole procurement", ["consortium"] = "Share by consortium", ["subcontract"] = "Share by subcontract" }, c => $"tender/lots/smeSetAside: {c} (tongcai extension)")],
            ["intention.published/setAside", "notice.published/document/lots/setAside", "correction.published/document/lots/setAside", "document.disclosed/document/lots/setAside"], "sme"),
        new("evaluation-methods", "评审方法", "Evaluation methods",
            [new("comprehensive", "综合评分法", "Rated criteria", "tender/awardCriteria: ratedCriteria"), new("lowest", "最低评标价法", "Lowest evaluated price", "tender/awardCriteria: priceOnly")], Documents("evaluationMethod")),
        new("requirement-kinds", "采购需求的种类", "Kinds of requirements", [new("technical", "技术要求", "Technical", "tender/lots/requirements"), new("business", "商务要求", "Commercial", "tender/lots/requirements")], Documents("requirements/kind")),
        new("factor-kinds", "评审因素的种类", "Kinds of scoring factors", [new("price", "价格", "Price", "tender/lots/awardCriteria"), new("objective", "客观评审因素", "Objective", "tender/lots/awardCriteria"), new("subjective", "主观评审因素", "Subjective", "tender/lots/awardCriteria")], Documents("factors/kind")),
        new("fee-payers", "代理费支付方", "Payers of the agency's fee", [new("purchaser", "采购人", "Purchaser", "tender/agencyFee/payer (tongcai extension)"), new("winner", "中标（成交）供应商", "Winning supplier", "tender/agencyFee/payer (tongcai extension)")], ["agency.entrusted/feePayer"]),
        new("unopened-causes", "未能开启的原因", "Causes of bids left unopened", [new("bidder", "投标人的原因", "On the bidder's side", "bids/details/status: disqualified"), new("platform", "平台的原因", "On the platform's side", "bids/details/status: pending")], ["bids.opened/unopened/cause"]),
        new("endings", "终止的种类", "Ways to end", [.. Named(Wording.Endings, new() { ["failed"] = "Failed", ["terminated"] = "Terminated", ["annulled"] = "Annulled by the authority" }, c => c == "failed" ? "tender/status: unsuccessful" : "tender/status: cancelled")], ["procurement.ended/ending"]),
        new("orders", "监督指令", "Orders of the supervisor", [.. Named(Wording.Orders, new() { ["suspend"] = "Suspend", ["resume"] = "Resume", ["next"] = "Choose another winner", ["annul"] = "Annul and procure again" }, _ => "tongcai extension: orders")], ["order.issued/kind", "order.obeyed/kind"]),
        new("complaint-outcomes", "投诉处理结果", "Outcomes of complaints", [.. Named(Wording.Outcomes, new()
        {
            ["rejected"] = "Rejected", ["upheld-continue"] = "Upheld, procurement continues", ["upheld-next"] = "Upheld, another winner is chosen", ["upheld-restart"] = "Upheld, procurement begins again", ["dismissed"] = "Not admitted", ["withdrawn"] = "Withdrawn",
        }, _ => "tongcai extension: complaints")], ["complaint.decided/outcome"]),
        new("event-kinds", "事实的种类，也是可以订阅的事件", "Kinds of facts, also events of webhooks", [.. WebhookEvents.Kinds.Select(k => new CodeValue(k.Kind, k.Title))], []),
    ];

    private static string[] Documents(string path) => [$"notice.published/document/{path}", $"correction.published/document/{path}", $"document.disclosed/document/{path}", $"framework.called/document/{path}"];

    private static IEnumerable<CodeValue> Named(IReadOnlyDictionary<string, string> names, Dictionary<string, string> english, Func<string, string> ocds) =>
        names.Where(n => n.Value.Length > 0).OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => new CodeValue(n.Key, n.Value.TrimEnd('。'), english[n.Key], ocds(n.Key)));

    private static CodeList Of<T>(string name, string title, string english, string parameter, Dictionary<T, (string English, string Ocds)> words)
        where T : struct, Enum => new(name, title, english, [.. Enum.GetValues<T>().Select(v => new CodeValue(NoticeQuery.Code(v), v.Label(), words[v].English, words[v].Ocds))], [], parameter);
}
