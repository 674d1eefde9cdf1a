using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Bidding;

/// <summary>一个采购包和本单位在其中的投标.</summary>
/// <param name="Current">SM3 of the envelope that counts now; empty when there is none.</param>
/// <param name="Bids">Own envelopes, oldest first.</param>
public sealed record BidLot(string LotId, int Number, string Title, long CeilingFen, string Current, IReadOnlyList<OwnBid> Bids);

/// <summary>本单位递交过的一份.</summary>
public sealed record OwnBid(string BidId, string EnvelopeSm3, bool Withdrawal, bool Counts, DateTimeOffset ReceivedAt);

/// <summary>
/// 投标须知（机读）：all that a bidder's program needs to seal, <c>GET /api/v1/procurements/{id}/bid</c>, and the bid page. The first look draws the supplier's pseudonym.
/// </summary>
/// <param name="Method">Code of the method.</param>
/// <param name="Bidder">Own pseudonym.</param>
/// <param name="Transcript">The signed ceremony; a bidder's program checks it and takes the key from it.</param>
/// <param name="Open">Whether bids are taken now.</param>
/// <param name="Why">Why not; empty while they are.</param>
/// <param name="Round">1: first responses; from 2: last offers, whose lots are named by it.</param>
/// <param name="Changes">实质性变动 of which the supplier was told, in the order of their telling.</param>
/// <param name="Quote">二次竞价: what the one price is quoted for; null where a whole bid is sealed.</param>
/// <param name="MayLeave">Whether the supplier has answered in a method with talks, which it may leave before its last offer.</param>
public sealed record BidTerms(
    string ProcurementId, string Code, string Method, string Title, string PurchaserName, DateTimeOffset Deadline, DateTimeOffset Now, string SupplierId, string SupplierName, string SupplierSize,
    string Bidder, string KeyId, string Transcript, IReadOnlyList<string> Sections, IReadOnlyList<BidLot> Lots, TenderDocument Document, bool Open, string Why, int Round, IReadOnlyList<string> Changes, bool MayLeave,
    QuoteTerms? Quote)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/procurements/{id}/bid", Access.To(Owner.None, Role.Supplier), Read, "/05-Bidding/Bid.cshtml", "投标");

    private static async Task<BidTerms?> Read(QueryContext context)
    {
        var (id, supplier) = (context["id"], context.Actor.OrganisationId);
        if (await context.Read(c => BiddingCase.Load(c, id, supplier)) is not { } c)
            return null;
        if (c.Pseudonym is null)
        {
            // Whoever is second takes the first one's.
            _ = await context.Store.Execute(Commit.Empty.Insert(new Pseudonym { Id = RandomId.New(), ProcurementId = id, SupplierId = supplier }), null, context.Cancelled);
            c = await context.Read(connection => BiddingCase.Load(connection, id, supplier));
            if (c?.Pseudonym is null)
                return null;
        }

        var why = SealBid.Open(c, context.Now);
        context.Http.Response.Headers.CacheControl = "no-store";
        return new(
            id, c.Procurement.Code, c.Procurement.Method, c.Procurement.Title, c.Procurement.PurchaserName, c.Deadline ?? default, context.Now, supplier, context.Actor.OrganisationName, c.Supplier?.Size ?? "",
            c.Pseudonym.Id, c.KeyRow.KeyId, c.KeyRow.Transcript, BiddingCase.Sections, [.. (c.Lots.Count > 0 ? c.Lots : c.Tender.Document.Value.Lots).Select(l => LotOf(c, l))], c.Tender.Document.Value, why is null, why is null ? "" : c.Procurement.Words().Say(why.Reason), c.Offering?.Round?.Number ?? 1, c.Offering?.Changes ?? [], c is { Offering: not null, Bidder: not null }, c.Quote);
    }

    private static BidLot LotOf(BiddingCase c, LotTerms lot)
    {
        var current = c.Current(lot.LotId);
        return new(lot.LotId, lot.Number, lot.Title, c.Quote is { } quote ? quote.Quantity * quote.AgreedFen : lot.CeilingFen, current?.EnvelopeSm3 ?? "",
            [.. c.Bids.Where(b => b.LotId == lot.LotId).OrderBy(b => b.ReceivedAt).Select(b => new OwnBid(b.Id, b.EnvelopeSm3, b.Withdrawal, b.Id == current?.Id, b.ReceivedAt))]);
    }
}
