using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Planning;

/// <summary>项目及其来路：the procurement of a route with the demand and the budget line it came from, read in one snapshot.</summary>
public sealed record Case(Procurement Procurement, Demand Demand, BudgetLine Line);

/// <summary>Loads what acts decide on and says on their pages which project they are about.</summary>
public static class Cases
{
    /// <summary>The case of <c>{id}</c> in the route; null when there is none.</summary>
    public static Task<Case?> Load(RequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Read(async connection =>
            await connection.Find<Procurement>(context["id"]) is { } procurement
            && await connection.Find<Demand>(procurement.DemandId) is { } demand
            && await connection.Find<BudgetLine>(procurement.BudgetLineId) is { } line
                ? new Case(procurement, demand, line)
                : null);
    }

    /// <summary>The demand of <c>{demand}</c> in the route with its budget line.</summary>
    internal static Task<(Demand? Demand, BudgetLine? Line)> LoadDemand(RequestContext context) => context.Read(async connection =>
    {
        var demand = await connection.Find<Demand>(context["demand"]);
        return (demand, demand is null ? null : await connection.Find<BudgetLine>(demand.BudgetLineId));
    });

    /// <summary>Heads the page of an act with its project.</summary>
    public static void Show(this ActContext context, Procurement procurement)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(procurement);
        context.Trail("工作台", "/work");
        context.Trail(procurement.Title, $"/procurements/{procurement.Id}");
        context.Show("项目", $"{procurement.Title}（{procurement.Code}）");
        context.Show("预算金额", $"{Yuan.Text(procurement.BudgetFen)} 元");
        context.Show("所处环节", StageNames.Of(procurement.Stage, procurement.Words()));
    }

    internal static void Show(this ActContext context, Demand demand)
    {
        context.Trail("工作台", "/work");
        context.Trail(demand.Title, $"/demands/{demand.Id}");
        context.Show("采购需求", demand.Title);
        context.Show("品目", $"{demand.CatalogueCode} {demand.CatalogueName}");
        context.Show("数量", $"{demand.Quantity} {demand.Unit}，还要采购 {demand.ToBuy} {demand.Unit}");
        context.Show("需求金额", $"{Yuan.Text(demand.BudgetFen)} 元");
    }

    /// <summary>The decision as the answer of an act.</summary>
    /// <param name="decision">Commit or refusals.</param>
    /// <param name="message">One sentence for the person.</param>
    /// <param name="location">Path of the record.</param>
    /// <param name="result">What the API answers.</param>
    public static Outcome<Done> Done(this Outcome<Commit> decision, string message, string location, object? result = null) =>
        decision.Value is { } commit ? new Done(commit, message, location, result) : decision.Refusals.ToList();
}
