using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Planning;

/// <summary>答复内部调剂。First what the unit itself, then what its department can provide; only the rest goes to the 公物仓.</summary>
public static class AnswerReuse
{
    public sealed record Request(
        [property: Field("本单位可调剂数量", Section = "单位内部挖潜", Min = 0, Max = 1_000_000)] int InUnit,
        [property: Field("本单位调剂情况", Lines = true, Max = 500, Hint = "查了哪些库存、哪些处室，结果如何")] string UnitAnswer,
        [property: Field("部门内可调剂数量", Section = "部门内调剂", Min = 0, Max = 1_000_000)] int InDepartment,
        [property: Field("部门内调剂情况", Lines = true, Max = 500, Hint = "向主管部门何处询问，答复如何")] string DepartmentAnswer);

    public static readonly Act Act = new("answer-reuse", "答复内部调剂", "/demands/{demand}/reuse", Access.To(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [PlanningRules.ReuseFirst],
        Button = "提交答复",
        Intro = "能够通过单位内部挖潜、部门内调剂解决的，一律不予新增。两项都要如实答复。",
    };

    public static Outcome<Commit> Decide(Demand demand, Actor actor, Request request)
    {
        List<Refusal> refusals = [];
        refusals.Unless(demand.State == DemandState.Drafted, PlanningRules.ReuseFirst, "这项需求已经查询过公物仓或者已送审查。", "要改答复的，先修改采购需求。");
        refusals.Unless(demand.Kind == "goods", PlanningRules.ReuseFirst, "只有货物类需求需要答复调剂。", "服务、工程类需求直接送审查。");
        refusals.Unless(request.InUnit <= demand.Quantity, PlanningRules.ReuseFirst,
            $"本单位可调剂 {request.InUnit} {demand.Unit}，多于需求的 {demand.Quantity} {demand.Unit}。", "按需求数量以内填写。", "/inUnit");
        refusals.Unless(request.InDepartment <= demand.Quantity - Math.Min(request.InUnit, demand.Quantity), PlanningRules.ReuseFirst,
            $"部门内可调剂 {request.InDepartment} {demand.Unit}，多于本单位调剂后尚缺的 {Math.Max(0, demand.Quantity - request.InUnit)} {demand.Unit}。", "先用本单位的，部门内只填尚缺的数量。", "/inDepartment");
        if (refusals.Count > 0)
            return refusals;

        var answered = demand with
        {
            ReuseInUnit = request.UnitAnswer.Trim(),
            ReuseInDepartment = request.DepartmentAnswer.Trim(),
            ReusedCount = request.InUnit + request.InDepartment,
            ReusedInDepartmentCount = request.InDepartment,
            ToBuy = demand.Quantity - request.InUnit - request.InDepartment,
        };
        return Commit.Empty.Update(answered).Record(
            new ReuseAnswered(demand.Id, request.InUnit, answered.ReuseInUnit, request.InDepartment, answered.ReuseInDepartment), actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context) =>
        (await Cases.LoadDemand(context)).Demand is { } demand ? Decide(demand, context.Actor, request).Done("内部调剂答复已保存。", $"/demands/{demand.Id}") : ActContext.Missing;

    private static async Task<Request?> Prefill(ActContext context)
    {
        if ((await Cases.LoadDemand(context)).Demand is { } demand)
            context.Show(demand);
        return null;
    }
}
