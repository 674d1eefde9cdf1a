using Tongcai.Law;

namespace Tongcai.Trading.Planning;

/// <summary>项目能否继续办理。Every act of the chain asks here first: a suspended or ended procurement stands still, and a step out of turn is refused.</summary>
public static class Standstill
{
    /// <summary>Null when the procurement may go on; else why it stands still.</summary>
    public static Refusal? Check(Procurement procurement)
    {
        ArgumentNullException.ThrowIfNull(procurement);
        return procurement.SuspendedBy is not null
            ? ComplaintRules.Suspended.Refuse(
                $"监督部门已指令暂停本项目的采购活动{(procurement.SuspendedUntil is { } until ? $"，至 {until:yyyy-MM-dd} 止" : "")}。",
                "等监督部门恢复采购的指令送达后再办理；指令全文在项目页。")
            : procurement.Ending is not null
                ? HouseRules.Procedure.Refuse($"本项目已经终止：{procurement.EndingReason}", "需要继续采购的，从采购需求重新开始。")
                : null;
    }

    /// <summary>The same, and that the procurement is at one of the stages at which the act has its turn.</summary>
    /// <param name="procurement">The procurement.</param>
    /// <param name="act">The act in Chinese, e.g. 发布招标公告.</param>
    /// <param name="turn">Stages at which the act may be done.</param>
    public static Refusal? Check(Procurement procurement, string act, params ReadOnlySpan<Stage> turn)
    {
        if (Check(procurement) is { } standing)
            return standing;
        if (turn.Contains(procurement.Stage))
            return null;
        var words = procurement.Words();
        var stages = string.Join("、", turn.ToArray().Select(s => StageNames.Of(s, words)));
        return HouseRules.Procedure.Refuse(
            $"项目现处于“{StageNames.Of(procurement.Stage, words)}”，{act}须在“{stages}”时办理。",
            procurement.Stage < turn[0] ? "先办完前面的环节，项目页“下一步”写明由谁办、办什么。" : "这一步已经办过，不需要重复办理；办错的，以更正公告更正。");
    }

    /// <summary>That an agency may be entrusted now: after the intention; a framework needs none, since what is bought under it is small and sporadic (财库〔2020〕10号).</summary>
    public static Refusal? Entrusting(Procurement procurement, string act)
    {
        ArgumentNullException.ThrowIfNull(procurement);
        return procurement.IsOpenFramework() ? FrameworkRules.OpenCase.Refuse("开放式框架协议由征集人自行征集。", "发布征集公告。")
            : procurement.MethodRow().TwoStages ? Check(procurement, act, Stage.Filed) : Check(procurement, act, Stage.Intended);
    }
}

/// <summary>环节名称。What the stages are called before people's eyes.</summary>
public static class StageNames
{
    /// <summary>A stage in the words of a method.</summary>
    public static string Of(Stage stage, MethodWords words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return words == ProcurementMethods.FrameworkAgreement.Words && stage == Stage.Paid ? "框架协议期满" : words.Say(Of(stage));
    }

    public static string Of(Stage stage) => stage switch
    {
        Stage.Filed => "计划已备案",
        Stage.Intended => "意向已公开",
        Stage.Entrusted => "已委托代理",
        Stage.Drafted => "采购文件编制",
        Stage.Confirmed => "采购文件已确认",
        Stage.Noticed => "公告与投标",
        Stage.Closed => "投标截止",
        Stage.Opened => "已开标",
        Stage.Evaluating => "评审",
        Stage.Reported => "评审报告",
        Stage.Decided => "已定标",
        Stage.Published => "结果已公告",
        Stage.Contracted => "合同已签订",
        Stage.Accepted => "已验收",
        Stage.Paid => "已支付",
        _ => "已终止",
    };
}
