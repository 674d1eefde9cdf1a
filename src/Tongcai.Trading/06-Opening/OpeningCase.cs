using System.Data.Common;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Trustees;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Opening;

/// <summary>A bid that counts at the deadline, with its bidder and its fact in the ledger.</summary>
/// <param name="SupplierName">As registered, not as the bid claims.</param>
public sealed record LiveBid(Bid Bid, string SupplierId, string SupplierName, LedgerFact Fact)
{
    /// <summary>What a trustee gets: the envelope, and what proves it in the ledger.</summary>
    internal SealedBid ForTrustees() => new(Bid.Id, Bid.Envelope, new RestrictedFact(0, Fact.LeafIndex!.Value, (int)Fact.Slot!.Value, Fact.InnerPath!, Fact.Leaf, Fact.Salt!, Fact.Body));
}

/// <summary>What an opening works on, read in one snapshot after the deadline.</summary>
/// <param name="Live">The last envelope of every bidder and lot, unless withdrawn.</param>
/// <param name="Questions">Facts of questions and of who applied and was invited, which become visible to supervision with the opening.</param>
/// <param name="ForCase">All facts of the procurement when the authority hears a complaint about it; else none.</param>
public sealed record OpeningCase(Procurement Procurement, Tender Tender, ProjectKeyRow KeyRow, OpeningRow? Opening, IReadOnlyList<LiveBid> Live, IReadOnlyList<LedgerFact> Questions, IReadOnlyList<LedgerFact> ForCase)
{
    /// <summary>That too few trustees came was put on record; null when not.</summary>
    public OpeningCallRow? Call { get; init; }

    /// <summary>What bidders handed in of their own copies since.</summary>
    public IReadOnlyList<HandedKeyRow> Handed { get; init; } = [];

    /// <summary>Facts by which they did.</summary>
    public IReadOnlyList<LedgerFact> HandedFacts { get; init; } = [];

    /// <summary>The round that is opened; null: the first responses.</summary>
    public Round? Round { get; init; }

    /// <summary>Lots with enough bidders to be opened (87号第四十一条).</summary>
    public IReadOnlyList<string> OpenableLots =>
        [.. Tender.Document.Value.Lots.Select(l => new OfferRound(l.LotId, Round?.Number ?? 1).ToString()).Where(lot => Live.Where(b => b.Bid.LotId == lot).Select(b => b.SupplierId).Distinct().Count() >= Procurement.Minimum().Value)];

    /// <summary>The bids that are opened; those of other lots stay sealed.</summary>
    public IReadOnlyList<LiveBid> ToOpen
    {
        get
        {
            var lots = OpenableLots;
            return [.. Live.Where(b => lots.Contains(b.Bid.LotId)).OrderBy(b => b.Bid.LotId, StringComparer.Ordinal).ThenBy(b => b.Bid.Pseudonym, StringComparer.Ordinal)];
        }
    }

    /// <summary>Whether every bid to be opened stands in the ledger: trustees open nothing else.</summary>
    public bool IsSequenced => ToOpen.All(b => b.Fact.LeafIndex is not null);

    public static async Task<OpeningCase?> Load(DbConnection connection, string id)
    {
        if (await connection.Find<Procurement>(id) is not { Stage: >= Stage.Closed } procurement || await connection.Find<Tender>(id) is not { } tender || await connection.Find<ProjectKeyRow>(id) is not { } key)
            return null;
        var facts = await connection.FactsOf(id);
        return new(procurement, tender, key, await connection.Find<OpeningRow>(id), await LiveBids(connection, id, 1, facts), [.. facts.Where(f => f.Kind is "question.asked" || ResultRelease.Invitations.Contains(f.Kind))], await CaseRelease.IsHeard(connection, id) ? facts : [])
        {
            Call = await connection.Find<OpeningCallRow>(id),
            Handed = await connection.Where<HandedKeyRow>("procurement_id = @id", new { id }),
            HandedFacts = [.. facts.Where(f => f.Kind == "bidkey.handed")],
        };
    }

    /// <summary>The closed round of a procurement that is not opened yet; null when there is none.</summary>
    public static async Task<OpeningCase?> LoadRound(DbConnection connection, string id)
    {
        if (await connection.Find<Procurement>(id) is not { Stage: Stage.Evaluating } procurement || await connection.Find<Tender>(id) is not { } tender || await connection.Find<ProjectKeyRow>(id) is not { } key)
            return null;
        if ((await connection.Where<Round>("procurement_id = @id order by number", new { id })).LastOrDefault() is not { Closed: true, OpenedAt: null } round)
            return null;
        // Whoever left after all has no offer that counts.
        var left = (await connection.Where<Leaving>("procurement_id = @id", new { id })).Select(l => (l.LotId, l.SupplierId)).ToHashSet();
        var live = (await LiveBids(connection, id, round.Number, await connection.FactsOf(id))).Where(b => !left.Contains((OfferRound.Of(b.Bid.LotId).LotId, b.SupplierId)));
        return new(procurement, tender, key, null, [.. live], [], []) { Round = round };
    }

    internal static async Task<IReadOnlyList<LiveBid>> LiveBids(DbConnection connection, string id, int round, IReadOnlyList<LedgerFact> facts)
    {
        var bids = (await connection.Where<Bid>("procurement_id = @id", new { id })).Where(b => OfferRound.Of(b.LotId).Number == round);
        var bidders = (await connection.Where<Bidder>("procurement_id = @id", new { id })).ToDictionary(b => b.Pseudonym);
        var sealedFacts = BidFacts.Among(facts).ToDictionary(f => f.BidId, f => f.Fact);
        var names = await connection.NamesOf("select supplier_id from bidder where procurement_id = @id", new { id });
        List<LiveBid> live = [];
        foreach (var chain in bids.GroupBy(b => (b.LotId, b.Pseudonym)))
        {
            if (BiddingCase.Last(chain) is not { } bid)
                continue;
            var bidder = bidders[bid.Pseudonym];
            live.Add(new(bid, bidder.SupplierId, names.GetValueOrDefault(bidder.SupplierId, bidder.SupplierId), sealedFacts[bid.Id]));
        }

        return live;
    }
}
