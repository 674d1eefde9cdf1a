using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Planning;

/// <summary>修改采购需求。Until a plan is filed; what was answered and reviewed before is asked again, because it was about another demand.</summary>
public static class ReviseDemand
{
    public static readonly Act Act = new("revise-demand", "修改采购需求", "/demands/{demand}/revision", Access.To(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [PlanningRules.DemandReview, PlanningRules.OverBudget, PlanningRules.DemandComplete],
        Button = "保存修改",
        Intro = "修改后，内部调剂、公物仓查询和审查都要重新办理。已经调剂到位的资产不受影响，数量请填还要购置的。",
    };

    public static Outcome<Commit> Decide(Demand demand, BudgetLine? line, Actor actor, DraftDemand.Request request)
    {
        var refusals = DraftDemand.Examine(line, demand.OrganisationId, request, out var item);
        refusals.Unless(demand.State != DemandState.Planned, PlanningRules.DemandReview, "这项需求已经备案采购计划，不能再改。", "采购文件发出前要改的，终止项目后重新编制；发出后以更正公告更正。");
        if (refusals.Count > 0)
            return refusals;

        var revised = DraftDemand.Fill(demand, request, item!) with
        {
            AuthorId = actor.AccountId,
            ReuseInUnit = null,
            ReuseInDepartment = null,
            WarehouseReference = null,
            ReusedCount = 0,
            ReusedInDepartmentCount = 0,
            TransferredCount = 0,
            ReviewerId = null,
            ReviewOpinion = null,
            Round = demand.Round + 1,
        };
        return Commit.Empty.Update(revised).Record(DraftDemand.FactOf(revised), actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<DraftDemand.Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(DraftDemand.Request request, ActContext context)
    {
        var (demand, line) = await context.Read(async connection => (await connection.Find<Demand>(context["demand"]), await connection.Find<BudgetLine>(request.BudgetLineId)));
        return demand is null ? ActContext.Missing : Decide(demand, line, context.Actor, request).Done("采购需求已修改。", $"/demands/{demand.Id}");
    }

    private static async Task<DraftDemand.Request?> Prefill(ActContext context)
    {
        await DraftDemand.Offer(context);
        if ((await Cases.LoadDemand(context)).Demand is not { } demand)
            return null;
        context.Show(demand);
        return new(
            demand.BudgetLineId, demand.Title, demand.CatalogueCode, demand.ToBuy > 0 ? demand.ToBuy : demand.Quantity, demand.Unit, demand.BudgetFen, demand.Summary,
            [.. demand.Requirements.Value.Select(r => new DraftDemand.Requirement(r.Kind == "technical" ? RequirementKind.Technical : RequirementKind.Business, r.Text, r.Mandatory))]);
    }
}
