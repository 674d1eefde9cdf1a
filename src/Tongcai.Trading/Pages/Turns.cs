using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Pages;

/// <summary>One of the fourteen steps people see.</summary>
/// <param name="Title">Name of the step.</param>
/// <param name="Acts">Names of the acts that belong to it, the one that completes it first.</param>
public sealed record Turn(string Title, IReadOnlyList<string> Acts);

/// <summary>采购链的十四步。Which step a stage stands before and which acts have their turn; acts are named, not referenced, so that a page knows no stage from inside.</summary>
public static class Turns
{
    public static readonly IReadOnlyList<Turn> All =
    [
        new("采购需求", []),
        new("计划备案", []),
        new("意向公开", ["publish-intention"]),
        new("委托代理", ["entrust-agency", "accept-entrustment"]),
        new("采购文件", ["draft-document", "confirm-document"]),
        new("招标公告", ["open-key", "publish-notice"]),
        new("投标", ["ask-question", "publish-correction", "commit-draw", "reveal-draw", "appoint-representative"]),
        new("开标", ["start-opening", "record-opening", "object-to-opening", "commit-draw", "reveal-draw", "appoint-representative"]),
        new("评审", ["review-qualification", "commit-draw", "reveal-draw", "appoint-representative", "review-compliance", "record-talk", "call-offers", "submit-scores", "make-report", "sign-report"]),
        new("确定中标人", ["decide-award"]),
        new("结果公告", ["publish-result"]),
        new("签订合同", ["draft-contract", "lodge-challenge"]),
        new("履约验收", []),
        new("支付", []),
    ];

    /// <summary>0-based index of the step that has its turn at a stage; 14 when all are done.</summary>
    public static int Current(Stage stage) => stage switch
    {
        Stage.Filed => 2,
        Stage.Intended => 3,
        Stage.Entrusted or Stage.Drafted => 4,
        Stage.Confirmed => 5,
        Stage.Noticed => 6,
        Stage.Closed => 7,
        Stage.Opened or Stage.Evaluating => 8,
        Stage.Reported => 9,
        Stage.Decided => 10,
        Stage.Published => 11,
        Stage.Contracted => 12,
        Stage.Accepted => 13,
        _ => All.Count,
    };

    /// <summary>Acts that have their turn at a stage, the expected one first.</summary>
    public static IReadOnlyList<string> ActsAt(Procurement procurement) => procurement.Stage switch
    {
        Stage.Filed when procurement.IsOpenFramework() => ["call-framework"],
        Stage.Filed when procurement.MethodRow().TwoStages => procurement.AgencyId is not null ? ["accept-entrustment"] : ["entrust-agency"],
        Stage.Reported when procurement.MethodRow().TwoStages => ["publish-entry"],
        Stage.Published when procurement.MethodRow().TwoStages => ["lodge-challenge"],
        Stage.Opened when procurement.FrameworkId.Length > 0 => ["conclude-call-off"],
        Stage.Filed or Stage.Noticed or Stage.Closed when procurement.FrameworkId.Length > 0 => [],
        Stage.Published when procurement.FrameworkId.Length > 0 => ["draft-contract", "decline-call-off", "lodge-challenge"],
        Stage.Intended when procurement.AgencyId is not null => ["accept-entrustment"],
        Stage.Intended => ["entrust-agency"],
        Stage.Drafted => ["confirm-document", "draft-document"],
        Stage.Entrusted => ["draft-document"],
        Stage.Confirmed when procurement.MethodRow().OneSupplier => ["invite-source", "draft-document", "end-source"],
        Stage.Confirmed when procurement.MethodRow().InvitesDrawn => ["publish-prequalification", "list-candidates", "open-key", "review-prequalification", "commit-invitees", "draw-invitees", "send-invitations", .. procurement.NoticedOn is null ? ["draft-document"] : Array.Empty<string>()],
        Stage.Confirmed => procurement.Framework.Value is { Supplements.Length: > 0 } ? ["open-key", "publish-notice"] : ["open-key", "publish-notice", "draft-document"],
        Stage.Ended or Stage.Paid => [],
        Stage.Opened when procurement.MethodRow().OneSupplier => ["record-source", "offer-source", "end-source"],
        Stage.Evaluating when procurement.MethodRow().OneSupplier => ["sign-report"],
        var stage when Current(stage) < All.Count => [.. All[Current(stage)].Acts.Where(a => Has(procurement, a))],
        _ => [],
    };

    /// <summary>Whether the method has the act at all.</summary>
    public static bool Has(Procurement procurement, string act) => act switch
    {
        "review-qualification" => procurement.MethodRow().Tender,
        "record-talk" or "propose-change" or "call-offers" => procurement.MethodRow().Rounds,
        "submit-scores" => procurement.MethodRow().Tender || procurement.EvaluationMethod != "lowest",
        _ => true,
    };

    /// <summary>第 7 步，共 14 步：投标.</summary>
    public static string Sentence(Procurement procurement)
    {
        var current = Current(procurement.Stage);
        return procurement.Ending is not null ? "已终止" : procurement.Stage == Stage.Published && procurement.MethodRow().TwoStages ? "框架协议的签订和执行" : procurement.FrameworkId.Length > 0 && procurement.Stage < Stage.Published ? CallOff(procurement.Stage) : current < All.Count ? $"第 {current + 1} 步，共 {All.Count} 步：{procurement.Words().Say(All[current].Title)}" : "全部办结";
    }

    /// <summary>Where quotes of 二次竞价 are; it has none of the steps before.</summary>
    private static string CallOff(Stage stage) => stage switch
    {
        Stage.Filed => "二次竞价：等受托人生成开启密钥，生成后自动邀请报价",
        Stage.Noticed => "二次竞价：密封报价",
        Stage.Closed => "二次竞价：报价截止，等受托人开启",
        _ => "二次竞价：已开启，等成交",
    };
}
