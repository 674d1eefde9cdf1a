using System.Data.Common;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Planning;

/// <summary>紧急采购认定。</summary>
[Table("emergency")]
public sealed record Emergency : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string DemandId { get; init; } = "";
    /// <summary>Id that the procurement will have.</summary>
    public string ProcurementId { get; init; } = "";
    /// <summary>disaster, accident, health, security or other.</summary>
    public string Kind { get; init; } = "";
    public string Reason { get; init; } = "";
    /// <summary>集体决策记录 number.</summary>
    public string Decision { get; init; } = "";
    public DateOnly DecidedOn { get; init; }
    public Json<List<string>> Deciders { get; init; } = new([]);
    public bool Direct { get; init; }
    public string DirectReason { get; init; } = "";
    public DateOnly DeclaredOn { get; init; }
    /// <summary>Whether a plan rests on it.</summary>
    public bool Used { get; init; }

    /// <summary>The newest of a demand that no plan rests on; null when there is none.</summary>
    public static async Task<Emergency?> Open(DbConnection connection, string demandId) =>
        (await connection.Where<Emergency>("demand_id = @demandId and not used order by declared_on, id", new { demandId })).LastOrDefault();
}

/// <summary>
/// 紧急采购认定：what happened, why stock and allocation do not suffice, and the unit's collective decision. The plan rests on it and needs no approval beforehand; supervision gets it at once.
/// </summary>
public static class DeclareEmergency
{
    public enum Cause
    {
        [Label("严重自然灾害")] Disaster,
        [Label("事故灾难")] Accident,
        [Label("公共卫生事件")] Health,
        [Label("社会安全事件")] Security,
        [Label("其他不可抗力")] Other,
    }

    public sealed record Request(
        [property: Field("紧急情形", Section = "情形")] Cause Kind,
        [property: Field("具体情况", Lines = true, Max = 1000, Hint = "什么情况、何时发生，为什么库存和调剂不能满足需要")] string Reason,
        [property: Field("集体决策记录", Max = 200, Section = "集体决策", Hint = "会议纪要或者记录的名称、文号；原件存档")] string Decision,
        [property: Field("决策日期")] DateOnly DecidedOn,
        [property: Field("参加决策的人员", Min = 1, Max = 30)] IReadOnlyList<string> Deciders,
        [property: Field("决定直接采购", Section = "直接采购", Hint = "优先采用竞争性方式，只有两家或者一家也可以继续；极其紧急的才直接采购")] bool Direct,
        [property: Field("为什么来不及竞争", Lines = true, Max = 1000, Hint = "决定直接采购的填写")] string? DirectReason = null);

    public static readonly Act Act = new("declare-emergency", "紧急采购认定", "/demands/{demand}/emergency", Access.To(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [EmergencyRules.Situation, EmergencyRules.CollectiveDecision, EmergencyRules.CompetitionFirst, EmergencyRules.NoPriorApproval, MethodRules.Emergency],
        Button = "认定",
        Intro = "财库〔2026〕12号据转引文本载入，办理前请核对原文。认定随即送财政部门，不需要事先批准；备案计划时选择紧急采购。",
    };

    /// <param name="procurementId">Id that the procurement will have.</param>
    /// <param name="id">Random id.</param>
    public static Outcome<Commit> Decide(Demand demand, Actor actor, Request request, string procurementId, string id, DateOnly today)
    {
        List<Refusal> refusals = [];
        refusals.Unless(demand.State == DemandState.Reviewed, PlanningRules.DemandReview, demand.State == DemandState.Planned ? "这项需求已经备案采购计划。" : "这项需求还没有审查通过。", "审查通过后再认定。");
        refusals.Unless(EmergencyRules.CheckSituation(today, demand.ToBuy, request.Reason));
        refusals.Unless(EmergencyRules.CheckDecision(request.Deciders, request.DecidedOn, today));
        refusals.Unless(EmergencyRules.CheckDirect(request.Direct, request.DirectReason ?? ""));
        refusals.Unless(request.Decision.Trim().Length >= 4, EmergencyRules.CollectiveDecision, "没有写明集体决策记录。", "写明会议纪要或者记录的名称、文号。", "/decision");
        if (refusals.Count > 0)
            return refusals;
        var row = new Emergency
        {
            Id = id, DemandId = demand.Id, ProcurementId = procurementId, Kind = Wire.Name(request.Kind.ToString()), Reason = request.Reason.Trim(), Decision = request.Decision.Trim(), DecidedOn = request.DecidedOn,
            Deciders = new([.. request.Deciders.Select(d => d.Trim()).Where(d => d.Length > 0)]), Direct = request.Direct, DirectReason = request.Direct ? request.DirectReason!.Trim() : "", DeclaredOn = today,
        };
        return Commit.Empty.Insert(row).Require(demand).Record(
            new EmergencyDeclared(procurementId, demand.Id, actor.OrganisationId, actor.OrganisationName, demand.Title, row.Kind, row.Reason, row.Decision, row.DecidedOn, row.Deciders.Value, row.Direct, row.DirectReason),
            actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        if ((await Cases.LoadDemand(context)).Demand is { } demand)
            context.Show(demand);
        return new(Cause.Disaster, "", "", context.Now.BeijingDate(), ["", ""], false);
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if ((await Cases.LoadDemand(context)).Demand is not { } demand)
            return ActContext.Missing;
        var procurement = await context.Read(db => Approvals.NextProcurement(db, demand.Id));
        return Decide(demand, context.Actor, request, procurement, RandomId.New(), context.Now.BeijingDate()).Done("已认定，可以备案紧急采购计划。", $"/demands/{demand.Id}");
    }
}
