using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Awards;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Frameworks;

/// <summary>第二阶段成交：what an award under a framework writes, whichever way it was found. Contract, acceptance and payment are those of every method.</summary>
internal static class CallOffs
{
    /// <summary>What the procurement of a call-off is bought by: the framework's document with one lot, the quantity that is bought and the price agreed.</summary>
    public static TenderDocument Document(FrameworkCase c, Procurement procurement, FrameworkLot lot, long quantity, long unitPriceFen) => c.Document with
    {
        Edition = 1, Lots = [new(LotId(procurement), 1, procurement.Title, procurement.CatalogueCode, quantity, lot.Unit, quantity * unitPriceFen, quantity * unitPriceFen, "none", "")], EvaluationMethod = "lowest",
        Factors = [], SmeDeductionPercent = 0, ConsortiumDeductionPercent = 0, BondFen = 0, Framework = null,
    };

    /// <summary>The row of the document; the framework's was confirmed, so it needs no other confirmation than the act.</summary>
    public static Tender Tender(Procurement procurement, DateOnly today) => new() { Id = procurement.Id, AuthorId = procurement.HandlerId, ConfirmedBy = procurement.HandlerId, ConfirmedOn = today };

    public static string LotId(Procurement procurement) => $"{procurement.Id}-1";

    /// <summary>What an entrant offers for the purchase: its entry, at the quantity and the unit price.</summary>
    public static OpenedBidRow Offer(FrameworkCase c, Procurement procurement, Entrant entrant, long quantity, long unitPriceFen, string id)
    {
        var total = quantity * unitPriceFen;
        var content = new BidContent(
            entrant.SupplierId, entrant.SupplierName, LotId(procurement), total, entrant.DeliveryDays, [], 0, entrant.Size is "small" or "micro" or "medium" ? entrant.Size : "", true, "", true,
            [new(entrant.Product.Length <= 200 ? entrant.Product : c.Terms.Lots.First(l => l.Number == entrant.LotNumber).Title, quantity, entrant.Unit, unitPriceFen, total)], entrant.Responses.Value, [], entrant.Contact, entrant.Address);
        return new() { Id = id, ProcurementId = procurement.Id, LotId = content.LotId, SupplierId = entrant.SupplierId, SupplierName = entrant.SupplierName, PriceFen = total, DeliveryDays = entrant.DeliveryDays, Content = new(content) };
    }

    /// <summary>Rows and facts of the award. The procurement is inserted or updated by the caller, from what is returned.</summary>
    /// <param name="tender">The document that quotes were asked by; null: none was.</param>
    /// <param name="offer">The winner's offer, written by the caller.</param>
    /// <exception cref="CalendarNotAnnouncedException">The contract's last day falls in a year whose holidays are not announced.</exception>
    public static (Commit Commit, Procurement Procurement, CallOffRow CallOff) Award(
        FrameworkCase c, Procurement procurement, CallOffRow callOff, Tender? tender, Entrant entrant, long unitPriceFen, OpenedBidRow offer, string reason, string noticeId, string by, DateOnly today)
    {
        var price = callOff.Quantity * unitPriceFen;
        var lot = c.Terms.Lots.First(l => l.Number == callOff.LotNumber);
        var document = Document(c, procurement, lot, callOff.Quantity, unitPriceFen);
        var contractBy = TimeLimits.ContractSigning.Latest(today, WorkCalendar.Official);
        var award = new Award
        {
            Id = LotId(procurement), ProcurementId = procurement.Id, BidId = offer.Id, SupplierId = entrant.SupplierId, SupplierName = entrant.SupplierName, PriceFen = price, DecidedOn = today, LetterOn = today, ContractBy = contractBy,
        };
        var awarded = procurement with { Stage = Stage.Published, BudgetFen = price, NoticedOn = procurement.NoticedOn ?? today, DecidedOn = today, ResultOn = today };
        var commit = Commit.Empty.Put((tender ?? Tender(procurement, today)) with { Document = document })
            .Insert(award).Update(entrant with { Turns = entrant.Turns + 1 }).Require(c.Procurement)
            .Record(new DocumentDisclosed(procurement.Id, document), by)
            .Record(
                new CallOffAwarded(
                    procurement.Id, noticeId, c.FrameworkId, c.Procurement.Code, c.Procurement.Title, procurement.Code, procurement.Title, procurement.PurchaserId, procurement.PurchaserName, procurement.PurchaserContact,
                    procurement.Region, procurement.CatalogueCode, callOff.Second, entrant.ToFact(), callOff.Quantity, unitPriceFen, price, reason, today),
                by)
            .Record(new AwardLetterIssued(procurement.Id, award.Id, entrant.SupplierId, price, today, contractBy), by, entrant.SupplierId);
        return (commit, awarded, callOff with { EntrantId = entrant.Id, UnitPriceFen = unitPriceFen, Reason = reason });
    }
}
