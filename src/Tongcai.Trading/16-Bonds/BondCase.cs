using System.Data.Common;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Awards;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Bonds;

/// <summary>A procurement's bonds with what decides when they have to be given back.</summary>
/// <param name="EndedOn">Day on which it ended without a result; null: it did not.</param>
public sealed record BondCase(Procurement Procurement, Tender Tender, IReadOnlyList<BidBondRow> Bonds, IReadOnlyList<Award> Awards, IReadOnlyList<Contract> Contracts, DateOnly? EndedOn)
{
    public static async Task<BondCase?> Load(DbConnection db, string id)
    {
        if (await db.Find<Procurement>(id) is not { } procurement || await db.Find<Tender>(id) is not { } tender)
            return null;
        var ended = procurement.Stage == Stage.Ended
            ? (await db.FactsOf(id)).Where(f => f.Kind == "procurement.ended").Select(f => FactBody.Read(FactKinds.Published.Find(f.Kind)!, f.Body).Fact).OfType<ProcurementEnded>().FirstOrDefault()?.PublishedOn
            : null;
        var by = new { id };
        return new(
            procurement, tender, await db.Where<BidBondRow>("procurement_id = @id order by lot_id, supplier_name", by), await db.Where<Award>("procurement_id = @id", by), await db.Where<Contract>("procurement_id = @id", by), ended);
    }

    /// <summary>By when a bond has to be given back; null while no limit runs.</summary>
    public BondDue? Due(BidBondRow bond) =>
        BondJudging.Due(bond, Awards.FirstOrDefault(a => a.Id == bond.LotId), Contracts.FirstOrDefault(c => c.LotId == bond.LotId), EndedOn, WorkCalendar.Official);
}
