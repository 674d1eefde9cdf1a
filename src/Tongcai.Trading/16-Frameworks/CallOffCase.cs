using System.Data.Common;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Frameworks;

/// <summary>第二阶段的一次采购, with its framework, and what was opened of its quotes.</summary>
/// <param name="Tender">What it is bought by; null before it is awarded where no quotes are asked for.</param>
/// <param name="Opened">Empty before the opening.</param>
internal sealed record CallOffCase(Procurement Procurement, CallOffRow CallOff, FrameworkCase Framework, Tender? Tender, OpeningRow? Opening, IReadOnlyList<OpenedBidRow> Opened)
{
    public static Task<CallOffCase?> Load(RequestContext context) => context.Read(db => Of(db, context["id"]));

    public static async Task<CallOffCase?> Of(DbConnection db, string id) =>
        await db.Find<CallOffRow>(id) is { } callOff && await db.Find<Procurement>(id) is { } procurement && await FrameworkCase.Of(db, callOff.FrameworkId) is { } framework
            ? new(procurement, callOff, framework, await db.Find<Tender>(id), await db.Find<OpeningRow>(id), await db.Where<OpenedBidRow>("procurement_id = @id order by price_fen, id", new { id }))
            : null;

    public FrameworkLot Lot => Framework.Terms.Lots.First(l => l.Number == CallOff.LotNumber);

    /// <summary>Every opened quote with what it is worth on a day, those that count first: the cheapest, of equals the one that ranked first.</summary>
    public IReadOnlyList<JudgedQuote> Judge(DateOnly day) => [.. Opened.Select(o => Judge(o, day)).OrderBy(q => q.Fault.Length > 0).ThenBy(q => q.UnitPriceFen).ThenBy(q => q.Entrant?.Rank)];

    private JudgedQuote Judge(OpenedBidRow opened, DateOnly day)
    {
        var entrant = Framework.EntryOf(CallOff.LotNumber, opened.SupplierId);
        var unit = opened.PriceFen / CallOff.Quantity;
        var fault = opened.Cause.Length > 0 ? $"没有开启：{opened.Detail}"
            : entrant is not { State: EntrantState.Active } ? entrant is null ? "不是这个采购包的入围供应商。" : $"现为“{entrant.State.Label()}”。"
            : Framework.Listed(entrant, day) is { } listed ? listed.Reason
            : unit * CallOff.Quantity != opened.PriceFen ? "报价不是单价和数量的积。"
            : CompetitionRules.CheckCallOff(unit, entrant.UnitPriceFen)?.Reason ?? "";
        return new(opened, entrant, unit, fault);
    }
}

/// <summary>一份开启的报价。</summary>
/// <param name="Entrant">Entry of its supplier; null when it has none in the lot.</param>
/// <param name="UnitPriceFen">What it asks, fen per unit; 0 when it was not opened.</param>
/// <param name="Fault">Why it is left out (Chinese); empty when it counts.</param>
internal sealed record JudgedQuote(OpenedBidRow Opened, Entrant? Entrant, long UnitPriceFen, string Fault);
