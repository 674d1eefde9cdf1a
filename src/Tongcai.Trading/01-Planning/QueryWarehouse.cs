using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Planning;

/// <summary>查询公物仓并调剂。The mandatory look before buying: what lies idle is transferred, only the rest is bought, with the number of the query record.</summary>
public static class QueryWarehouse
{
    public sealed record Request(
        [property: Field("不适用数量", Min = 0, Max = 1_000_000, Hint = "公物仓有同品目资产但不能满足需求的，填不予调剂的数量")] int Unsuited = 0,
        [property: Field("不适用理由", Lines = true, Max = 500)] string? Reason = null);

    /// <summary>Pieces to be asked from the warehouse.</summary>
    public sealed record Match(int Count);

    public static readonly Act Act = new("query-warehouse", "查询公物仓", "/demands/{demand}/warehouse", Access.To(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [PlanningRules.WarehouseQueryFirst, PlanningRules.ReuseFirst],
        Button = "查询并调剂",
        Intro = "按品目查询公物仓闲置资产；匹配成功的当即调剂，其余数量才可以采购。查询编号随需求留存。",
    };

    /// <summary>How many to ask for, decided before anything is taken from the warehouse.</summary>
    public static Outcome<Match> Decide(Demand demand, Request request, IdleAssets idle)
    {
        List<Refusal> refusals = [];
        refusals.Unless(demand.Kind == "goods", PlanningRules.WarehouseQueryFirst, "只有货物类需求需要查询公物仓。", "服务、工程类需求直接送审查。");
        refusals.Unless(demand.ReuseInUnit is not null && demand.ReuseInDepartment is not null, PlanningRules.ReuseFirst,
            "还没有答复单位内部和部门内调剂。", "先办“答复内部调剂”，再查询公物仓。");
        refusals.Unless(demand.State == DemandState.Drafted, PlanningRules.WarehouseQueryFirst, $"这项需求已有查询记录 {demand.WarehouseReference}。", "需求有变化的，修改采购需求后重新查询。");
        refusals.Unless(request.Unsuited <= idle.Total, PlanningRules.WarehouseQueryFirst, $"公物仓现有 {idle.Total} {demand.Unit}，填报不适用 {request.Unsuited} {demand.Unit}。", "不适用数量不得多于现有数量。", "/unsuited");
        refusals.Unless(request.Unsuited == 0 || request.Reason is { } r && r.Trim().Length >= 10, PlanningRules.WarehouseQueryFirst, "填了不适用数量，但没有说明理由。", "用不少于十个字写明不能满足需求的性能、状态或者期限。", "/reason");
        return refusals.Count > 0 ? refusals : new Match((int)Math.Min(demand.ToBuy, idle.Total - request.Unsuited));
    }

    /// <summary>What the query ended in.</summary>
    /// <param name="transfer">Answer to the transfer; null when nothing was asked for.</param>
    public static Commit Record(Demand demand, Actor actor, IdleAssets idle, AssetTransfer? transfer)
    {
        // Never more than was asked for, whatever the other system says.
        var granted = transfer is null ? 0 : Math.Clamp(transfer.Granted, 0, transfer.Asked);
        var reference = transfer is null || granted == 0 ? idle.Reference : $"{idle.Reference} / {transfer.Reference}";
        var queried = demand with
        {
            WarehouseReference = reference,
            TransferredCount = granted,
            ToBuy = demand.ToBuy - granted,
            State = DemandState.Queried,
        };
        return Commit.Empty.Update(queried).Record(
            new WarehouseQueried(
                demand.Id, demand.CatalogueCode, (int)demand.Quantity, demand.ReusedCount - demand.ReusedInDepartmentCount, demand.ReusedInDepartmentCount,
                granted, (int)queried.ToBuy, reference),
            actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if ((await Cases.LoadDemand(context)).Demand is not { } demand)
            return ActContext.Missing;
        try
        {
            var assets = context.Http.RequestServices.GetRequiredService<IAssetSystem>();
            var idle = await assets.Idle(demand.CatalogueCode, context.Cancelled);
            var outcome = Decide(demand, request, idle);
            if (outcome.Value is not { } match)
                return outcome.Refusals.ToList();

            // The key is the demand's and its round's: asked again after a broken line, the warehouse answers with the same transfer.
            var creditCode = (await context.Read(connection => connection.Find<Organisation>(demand.OrganisationId)))?.CreditCode ?? demand.OrganisationId;
            var transfer = match.Count == 0 ? null : await assets.Transfer($"{demand.Id}-{demand.Round}", demand.CatalogueCode, match.Count, creditCode, context.Cancelled);
            var commit = Record(demand, context.Actor, idle, transfer);
            var queried = (WarehouseQueried)commit.Facts[0].Fact;
            return new Done(commit, $"公物仓调剂 {queried.Transferred} {demand.Unit}，还要采购 {queried.ToBuy} {demand.Unit}，查询编号 {queried.QueryReference}。", $"/demands/{demand.Id}",
                new { queried.Transferred, queried.ToBuy, queried.QueryReference });
        }
        catch (OutsideSystemException e)
        {
            return e.ToRefusal();
        }
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        if ((await Cases.LoadDemand(context)).Demand is { } demand)
            context.Show(demand);
        return null;
    }
}
