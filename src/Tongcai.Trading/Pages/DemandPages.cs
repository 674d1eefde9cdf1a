using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Pages;

/// <summary>采购需求列表 of the actor's organisation.</summary>
public sealed record DemandList(IReadOnlyList<DemandLine> Items)
{
    internal static async Task<DemandList?> Read(QueryContext context) => new(
        [.. (await context.Read(c => c.Where<Demand>("organisation_id = @OrganisationId order by state, title limit 500", new { context.Actor.OrganisationId }))).Select(DemandLine.Of)]);
}

/// <summary>One line of the list.</summary>
public sealed record DemandLine(string Id, string Title, string Catalogue, long BudgetFen, string State)
{
    internal static DemandLine Of(Demand d) => new(d.Id, d.Title, $"{d.CatalogueCode} {d.CatalogueName}", d.BudgetFen, DemandTurn.Of(d).Title);
}

/// <summary>一项采购需求：what is wanted, what reuse gave, what is next.</summary>
public sealed record DemandPage(
    string Id, string Title, string Catalogue, string State, long Quantity, string Unit, int Reused, int Transferred, long ToBuy, long BudgetFen, string BudgetLine, string Summary,
    IReadOnlyList<string> Technical, IReadOnlyList<string> Business, string? Warehouse, string? Opinion, IReadOnlyList<Offer> Offers, string? ProcurementId, IReadOnlyList<ApprovalLine> Approvals, string? Emergency)
{
    internal static async Task<DemandPage?> Read(QueryContext context)
    {
        var (demand, line, last, approvals, emergency) = await context.Read(async connection =>
        {
            var found = await connection.Find<Demand>(context["demand"]);
            return (found, found is null ? null : await connection.Find<BudgetLine>(found.BudgetLineId),
                found is null ? null : await ReopenDemand.Last(connection, found),
                found is null ? [] : await connection.Where<Approval>("demand_id = @Id order by submitted_on, id", new { found.Id }),
                found is null ? null : await Planning.Emergency.Open(connection, found.Id));
        });
        if (demand is null)
            return null;
        var turn = DemandTurn.Of(demand);
        var offers = DemandTurn.Offers(context, demand, [turn.Expected, .. turn.Also, .. demand.State == DemandState.Planned && last?.Ending is "failed" or "annulled" ? ["reopen-demand"] : Array.Empty<string>()]);
        IReadOnlyList<string> Of(string kind) => [.. demand.Requirements.Value.Where(r => r.Kind == kind).Select(r => $"{(r.Mandatory ? "★" : "")}{r.Id}　{r.Text}")];
        return new(
            demand.Id, demand.Title, $"{demand.CatalogueCode} {demand.CatalogueName}", turn.Title, demand.Quantity, demand.Unit, demand.ReusedCount, demand.TransferredCount,
            demand.ToBuy, demand.BudgetFen, line?.Name ?? "", demand.Summary, Of("technical"), Of("business"), demand.WarehouseReference, demand.ReviewOpinion, [.. offers], last?.Id,
            [.. approvals.Select(ApprovalLine.Of)], emergency is null ? null : $"{emergency.Reason}　集体决策：{emergency.Decision}（{emergency.DecidedOn:yyyy-MM-dd}）{(emergency.Direct ? "，直接采购" : "，竞争性方式")}");
    }
}

/// <summary>预算页：approved lines, what is drawn and what is left.</summary>
public sealed record BudgetPage(IReadOnlyList<BudgetLineView> Lines)
{
    internal static async Task<BudgetPage?> Read(QueryContext context) => new(
        [.. (await context.Read(c => c.Where<BudgetLine>("organisation_id = @OrganisationId order by year desc, name", new { context.Actor.OrganisationId })))
            .Select(l => new BudgetLineView(l.Id, l.Year, l.Name, $"{l.CatalogueCode} {Catalogue.Find(l.CatalogueCode)?.Name}", l.AmountFen, l.DrawnFen, l.AmountFen - l.DrawnFen))]);
}

/// <summary>One approved line.</summary>
public sealed record BudgetLineView(string Id, int Year, string Name, string Catalogue, long AmountFen, long DrawnFen, long LeftFen);
