using System.Data.Common;
using Dapper;
using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Trustees;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Bidding;

/// <summary>最后报价的轮次，对一家供应商。</summary>
/// <param name="Round">The round that takes offers; null: none does.</param>
/// <param name="Lots">Lots in which the supplier goes on, named as the round's envelopes name them.</param>
/// <param name="Changes">实质性变动 that it was told of.</param>
public sealed record Offering(Round? Round, IReadOnlyList<LotTerms> Lots, IReadOnlyList<string> Changes)
{
    internal static async Task<Offering> Load(DbConnection connection, string id, string supplierId, TenderDocument document)
    {
        var by = new { id, supplierId };
        var round = (await connection.Where<Round>("procurement_id = @id order by number", by)).LastOrDefault();
        var left = (await connection.Where<Leaving>("procurement_id = @id and supplier_id = @supplierId", by)).Select(l => l.LotId).ToHashSet(StringComparer.Ordinal);
        var places = (await connection.Where<OfferPlace>("procurement_id = @id and supplier_id = @supplierId", by)).Select(p => p.LotId).Where(l => !left.Contains(l)).ToHashSet(StringComparer.Ordinal);
        var told = (await connection.FactsOf(id)).Where(f => f.Kind == "change.notified" && f.Party == supplierId)
            .Select(f => FactBody.Read(FactKinds.Published.Find(f.Kind)!, f.Body).Fact).OfType<NeedChangeNotified>().Select(f => f.Text).ToList();
        return new(
            round is { Closed: false } ? round : null,
            round is { Closed: false } open ? [.. document.Lots.Where(l => places.Contains(l.LotId)).Select(l => l with { LotId = new OfferRound(l.LotId, open.Number).ToString(), Title = l.Title + "（最后报价）" })] : [], told);
    }
}

/// <summary>What a supplier's bid in a procurement is decided on, read in one snapshot.</summary>
/// <param name="Pseudonym">The supplier's pseudonym; null before it first looked.</param>
/// <param name="Bidder">Null before the first sealed bid.</param>
/// <param name="Bids">The supplier's own bids, all lots, superseded ones too; without their envelopes.</param>
/// <param name="Certificates">Signing certificates registered for the supplier, PEM.</param>
public sealed record BiddingCase(
    Procurement Procurement, Tender Tender, ProjectKeyRow KeyRow, Pseudonym? Pseudonym, Bidder? Bidder, IReadOnlyList<Bid> Bids, Organisation? Supplier, Organisation? Agency,
    IReadOnlyList<string> Certificates)
{
    /// <summary>Sections that every lot asks for, opened together.</summary>
    public static readonly IReadOnlyList<string> Sections = [Envelope.OpeningSection, "technical", "price"];

    /// <summary>Entries of the list of severe dishonesty about the supplier, past ones too.</summary>
    public IReadOnlyList<ListedEntry> Listings { get; init; } = [];

    /// <summary>What an entrant of a framework quotes for; null where whole offers are sealed.</summary>
    public QuoteTerms? Quote { get; init; }

    /// <summary>What a supplier may offer in now beside the first responses; null where the method has no rounds or is not there yet.</summary>
    public Offering? Offering { get; init; }

    /// <summary>Lots that envelopes may name now: those of the documents, or those of the open round.</summary>
    public IReadOnlyList<LotTerms> Lots => Offering?.Lots ?? Tender.Document.Value.Lots;

    /// <summary>Until when what is taken now is taken: the open round's deadline, or that of the first responses; null before one is set.</summary>
    public DateTimeOffset? Deadline => Offering?.Round?.Deadline ?? Procurement.BidDeadline;

    private const string OwnSql = """
        select id, version, procurement_id, lot_id, pseudonym, envelope_sm3, envelope_sha256, supersedes, withdrawal, received_at from bid where pseudonym = @name
        """;

    /// <summary>Reads it; null when the procurement has not been noticed or the supplier is not among the invited, which to a supplier is as if it were not there.</summary>
    public static async Task<BiddingCase?> Load(DbConnection connection, string id, string supplierId)
    {
        if (await connection.Find<Procurement>(id) is not { NoticedOn: not null } procurement || await connection.Find<Tender>(id) is not { } tender || await connection.Find<ProjectKeyRow>(id) is not { } key)
            return null;
        if (procurement.BidDeadline is null || !await connection.MayTakePart(procurement, supplierId))
            return null;
        var pseudonym = (await connection.Where<Pseudonym>("procurement_id = @id and supplier_id = @supplierId", new { id, supplierId })).SingleOrDefault();
        return new(
            procurement, tender, key, pseudonym,
            (await connection.Where<Bidder>("procurement_id = @id and supplier_id = @supplierId", new { id, supplierId })).SingleOrDefault(),
            pseudonym is null ? [] : [.. await connection.QueryAsync<Bid>(OwnSql, new { name = pseudonym.Id })],
            await connection.Find<Organisation>(supplierId),
            procurement.AgencyId is { } agency ? await connection.Find<Organisation>(agency) : null,
            [.. await connection.QueryAsync<string>("select signing_pem from certificate where organisation_id = @supplierId", new { supplierId })])
        {
            Listings = [.. (await connection.Where<Listing>("credit_code = (select credit_code from organisation where id = @supplierId)", new { supplierId })).Select(l => l.Entry)],
            Offering = await Offers(connection, procurement, supplierId),
            Quote = procurement.MethodRow().InvitesEntrants ? (await connection.First<OfferPlace>("procurement_id = @id and supplier_id = @supplierId", new { id, supplierId }))?.Quote.Value : null,
        };
    }

    /// <summary>What an uploaded chunk is taken by: the procurement, the supplier's pseudonym, and what it may offer in; null when it has none or there is no such notice.</summary>
    public static async Task<(Procurement Procurement, string Pseudonym, Offering? Offering)?> Sender(DbConnection connection, string id, string supplierId)
    {
        if (await connection.Find<Procurement>(id) is not { NoticedOn: not null } procurement
            || (await connection.Where<Pseudonym>("procurement_id = @id and supplier_id = @supplierId", new { id, supplierId })).SingleOrDefault() is not { } pseudonym)
            return null;
        if (procurement.BidDeadline is null || !await connection.MayTakePart(procurement, supplierId))
            return null;
        return (procurement, pseudonym.Id, await Offers(connection, procurement, supplierId));
    }

    private static async Task<Offering?> Offers(DbConnection connection, Procurement procurement, string supplierId) =>
        procurement.Stage == Stage.Evaluating && procurement.MethodRow().Rounds && await connection.Find<Tender>(procurement.Id) is { } tender
            ? await Offering.Load(connection, procurement.Id, supplierId, tender.Document.Value)
            : null;

    /// <summary>The envelope of a lot that counts now; null when there is none or it was withdrawn.</summary>
    public Bid? Current(string lotId) => Last(Bids.Where(b => b.LotId == lotId));

    /// <summary>The end of a chain of envelopes.</summary>
    internal static Bid? Last(IEnumerable<Bid> chain)
    {
        var bids = chain.ToList();
        var replaced = bids.Select(b => b.Supersedes).ToHashSet(StringComparer.Ordinal);
        return bids.SingleOrDefault(b => !b.Withdrawal && !replaced.Contains(b.EnvelopeSm3));
    }

    /// <summary>What the chain of a lot goes on from: after a withdrawal a new chain begins, marked by the withdrawal's own digest.</summary>
    internal string Supersedes(string lotId)
    {
        var bids = Bids.Where(b => b.LotId == lotId).ToList();
        var replaced = bids.Select(b => b.Supersedes).ToHashSet(StringComparer.Ordinal);
        return bids.SingleOrDefault(b => !replaced.Contains(b.EnvelopeSm3))?.EnvelopeSm3 ?? "";
    }
}
