using System.Data.Common;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Ledgers;

namespace Tongcai.Trading.Bidding;

/// <summary>The ledger's facts of sealed and withdrawn bids.</summary>
/// <param name="BidId">Bid that the fact is about.</param>
public sealed record BidFacts(string BidId, LedgerFact Fact)
{
    /// <summary>Those of a procurement; of one supplier when it is named.</summary>
    public static async Task<IReadOnlyList<BidFacts>> Of(DbConnection connection, string procurementId, string supplierId = "") =>
    [
        .. (await connection.FactsOf(procurementId))
            .Where(f => f.Kind is "bid.sealed" or "bid.withdrawn" && (supplierId.Length == 0 || f.Party == supplierId))
            .Select(f => FactBody.Read(FactKinds.Published.Find(f.Kind)!, f.Body).Fact switch
            {
                BidSealed bid => new BidFacts(bid.BidId, f),
                BidWithdrawn bid => new BidFacts(bid.BidId, f),
                _ => null,
            }).OfType<BidFacts>(),
    ];
}
