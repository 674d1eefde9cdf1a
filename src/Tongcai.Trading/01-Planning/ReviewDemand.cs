using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Planning;

/// <summary>审查种类（政府采购需求管理办法第二十九条）。</summary>
public enum ReviewKind
{
    [Label("一般性审查")] General,
    [Label("重点审查")] Focused,
}

/// <summary>审查采购需求。By another person than the author, holding the reviewer's post.</summary>
public static class ReviewDemand
{
    /// <summary>Amount from which goods and services need 重点审查 (第十一条第一项), fen.</summary>
    public const long FocusedGoodsServicesFen = 1_000_000_000;

    /// <summary>The same for works, fen.</summary>
    public const long FocusedWorksFen = 3_000_000_000;

    public sealed record Request(
        [property: Field("审查种类", Hint = "货物、服务1000万元以上，工程3000万元以上，应当开展重点审查")] ReviewKind Kind,
        [property: Field("非歧视性：没有指向特定供应商或者产品", Section = "重点审查内容")] bool NonDiscrimination,
        [property: Field("竞争性：能够充分竞争")] bool Competition,
        [property: Field("采购政策：进口、中小企业、绿色等政策已落实")] bool Policy,
        [property: Field("履约风险：合同和验收安排能控制风险")] bool Risk,
        [property: Field("结论：审查通过", Section = "结论")] bool Passed,
        [property: Field("审查意见", Lines = true, Max = 2000)] string Opinion);

    public static readonly Act Act = new("review-demand", "审查采购需求", "/demands/{demand}/review", Access.To(Owner.Purchaser, Role.Purchaser).Holding(Post.Reviewer))
    {
        Rules = [PlanningRules.DemandReview, PlanningRules.FocusedReview, PlanningRules.ReviewerNotAuthor, DutyRules.Incompatible, PlanningRules.WarehouseQueryFirst],
        Button = "提交审查结论",
        Intro = "审查不通过的，需求退回修改后重新审查。",
    };

    public static Outcome<Commit> Decide(Demand demand, Actor actor, Request request)
    {
        List<Refusal> refusals = [];
        refusals.Unless(demand.AuthorId != actor.AccountId, PlanningRules.ReviewerNotAuthor, "您是这项需求的编制人，不得审查自己编制的需求。", "请本单位其他审核岗人员办理。");
        refusals.Unless(demand.State is DemandState.Drafted or DemandState.Queried, PlanningRules.DemandReview,
            demand.State == DemandState.Returned ? "需求已退回，修改后才能重新审查。" : "这项需求已经审查。", "退回的先修改采购需求；审查通过的直接备案采购计划。");
        refusals.Unless(demand.Kind != "goods" || demand.State != DemandState.Drafted, PlanningRules.WarehouseQueryFirst, "货物类需求还没有查询公物仓。", "先答复内部调剂并查询公物仓，再送审查。");
        refusals.Unless(request.Kind == ReviewKind.Focused || !NeedsFocus(demand.Kind, demand.BudgetFen), PlanningRules.FocusedReview,
            $"需求金额 {Yuan.Text(demand.BudgetFen)} 元，应当开展重点审查。", "选择重点审查，并逐项给出非歧视性、竞争性、采购政策、履约风险的结论。", "/kind");
        if (request.Kind == ReviewKind.Focused && request.Passed)
        {
            foreach (var (holds, name, pointer) in new[]
            {
                (request.NonDiscrimination, "非歧视性", "/nonDiscrimination"), (request.Competition, "竞争性", "/competition"),
                (request.Policy, "采购政策", "/policy"), (request.Risk, "履约风险", "/risk"),
            })
                refusals.Unless(holds, PlanningRules.FocusedReview, $"{name}审查没有通过，重点审查的结论不能是通过。", "把结论改为不通过并写明修改意见，或者核实后改正该项。", pointer);
        }

        if (refusals.Count > 0)
            return refusals;
        var reviewed = demand with
        {
            ReviewerId = actor.AccountId,
            ReviewOpinion = request.Opinion.Trim(),
            State = request.Passed ? DemandState.Reviewed : DemandState.Returned,
        };
        return Commit.Empty.Update(reviewed).Record(
            new DemandReviewed(
                demand.Id, request.Kind == ReviewKind.Focused ? "focused" : "general", request.Passed,
                request.NonDiscrimination, request.Competition, request.Policy, request.Risk, reviewed.ReviewOpinion),
            actor.OrganisationId);
    }

    /// <summary>Whether the amount belongs to those that must have 重点审查; 以上 includes the number.</summary>
    public static bool NeedsFocus(string kind, long budgetFen) => budgetFen >= (kind == "works" ? FocusedWorksFen : FocusedGoodsServicesFen);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context) =>
        (await Cases.LoadDemand(context)).Demand is { } demand
            ? Decide(demand, context.Actor, request).Done(request.Passed ? "需求审查通过。" : "需求已退回修改。", $"/demands/{demand.Id}")
            : ActContext.Missing;

    private static async Task<Request?> Prefill(ActContext context)
    {
        if ((await Cases.LoadDemand(context)).Demand is not { } demand)
            return null;
        context.Show(demand);
        return new(NeedsFocus(demand.Kind, demand.BudgetFen) ? ReviewKind.Focused : ReviewKind.General, false, false, false, false, false, "");
    }
}
