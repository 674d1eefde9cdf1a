using System.Data.Common;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Ledgers;

namespace Tongcai.Trading.Bidding;

/// <summary>The ledger's facts of sealed and withdrawn bids.</summary>
/// <param name="BidId">Bid that the fact is about.</param>
public sealed record BidFacts(string BidId, LedgerFact Fact)
{
    /// <summary>Those of a supplier in a procurement.</summary>
    public static async Task<IReadOnlyList<BidFacts>> Of(DbConnection connection, string procurementId, string supplierId) =>
        Among((await connection.FactsOf(procurementId)).Where(f => f.Party == supplierId));

    /// <summary>Those among facts that were read.</summary>
    public static IReadOnlyList<BidFacts> Among(IEnumerable<LedgerFact> facts) =>
    [
        .. facts.Where(f => f.Kind is "bid.sealed" or "bid.withdrawn")
            .Select(f => FactBody.Read(FactKinds.Published.Find(f.Kind)!, f.Body).Fact switch
            {
                BidSealed bid => new BidFacts(bid.BidId, f),
                BidWithdrawn bid => new BidFacts(bid.BidId, f),
                _ => null,
            }).OfType<BidFacts>(),
    ];
}
