using System.Text.Json.Nodes;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Law;

namespace Tongcai.PublicService.OpenData.Releases;

/// <summary>投标 after the opening: who tendered for which lot, and what became of each bid.</summary>
internal sealed class BidStory
{
    private readonly List<OpenedBid> opened = [];

    /// <summary>Organisations that tendered, members of consortia with them, in the order of the opening record.</summary>
    public List<string> Tenderers { get; } = [];

    public (JsonArray Details, JsonArray Statistics) Opened(BidsOpened f, Roster roster)
    {
        opened.AddRange(f.Bids);
        var details = Json.List(f.Bids.Select(bid => Json.Of(
            ("id", bid.BidId), ("date", SealedAt(bid) is { } at ? Json.Instant(at) : ""), ("status", "pending"), ("tenderers", Json.List(Of(bid).Select(id => roster.In("tenderer", id, id == bid.SupplierId ? bid.SupplierName : "")))),
            ("value", Json.Money(bid.PriceFen)), ("relatedLots", Json.Texts([bid.LotId])), ("deliveryDays", bid.DeliveryDays), ("envelopeSm3", bid.EnvelopeSm3)))
            .Concat(f.Unopened.Select(bid => Json.Of(("id", bid.BidId), ("status", "withdrawn"), ("relatedLots", Json.Texts([bid.LotId])), ("envelopeSm3", bid.EnvelopeSm3), ("unopenedRationale", bid.Detail)))));
        foreach (var id in f.Bids.SelectMany(Of).Where(id => !Tenderers.Contains(id))) Tenderers.Add(id);
        var statistics = Json.List(f.Bids.GroupBy(b => b.LotId).Select(lot => Json.Of(
            ("id", $"bids-{lot.Key}"), ("measure", "bids"), ("date", Json.Instant(f.OpenedAt)), ("value", lot.Count()), ("relatedLot", lot.Key))));
        return (details, statistics);
    }

    /// <summary>What the result says of the bids of its lots: those it names invalid, and the others.</summary>
    public JsonObject Judged(ResultPublished f)
    {
        List<JsonObject> details = [], statistics = [];
        foreach (var lot in f.Lots)
        {
            var bids = opened.Where(b => b.LotId == lot.LotId).Select(b => (b.BidId, Invalid: b.BidId != lot.BidId && lot.Invalid.Any(i => i.StartsWith(b.SupplierName + "：", StringComparison.Ordinal)))).ToList();
            details.AddRange(bids.Select(b => Json.Of(("id", b.BidId), ("status", b.Invalid ? "disqualified" : "valid"))));
            if (bids.Count > 0) statistics.Add(Json.Of(("id", $"validBids-{lot.LotId}"), ("measure", "validBids"), ("value", bids.Count(b => !b.Invalid)), ("relatedLot", lot.LotId)));
        }

        return Json.Of(("statistics", Json.List(statistics)), ("details", Json.List(details)));
    }

    /// <summary>Whether the bid was read out; in methods that are no tender none is.</summary>
    public bool Knows(string bidId) => opened.Exists(b => b.BidId == bidId);

    /// <summary>The winner with the members of its consortium.</summary>
    public IEnumerable<string> Suppliers(string bidId, string supplierId) => opened.Find(b => b.BidId == bidId) is { } bid ? Of(bid).Prepend(supplierId).Distinct() : [supplierId];

    private static IEnumerable<string> Of(OpenedBid bid) => bid.ConsortiumIds.Prepend(bid.SupplierId).Where(id => id.Length > 0).Distinct();

    /// <summary>When the envelope was sealed into the ledger, by the event that the opening revealed.</summary>
    private static DateTimeOffset? SealedAt(OpenedBid bid)
    {
        var bytes = new byte[bid.Inner.Length];
        return Convert.TryFromBase64String(bid.Inner, bytes, out var length) && length > 0 ? FactLeaf.Read(bytes.AsSpan(0, length))?.At : null;
    }
}

/// <summary>中标与合同: which award is in force for a lot, and which contract follows from it.</summary>
internal sealed class AwardStory
{
    private readonly Dictionary<string, (string Id, DateTimeOffset At)> byLot = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Signed> contracts = new(StringComparer.Ordinal);

    private sealed record Signed(string AwardId, string LotId, string SupplierId, string SupplierName, DateTimeOffset At)
    {
        public bool Begun { get; set; }
    }

    public bool Any => byLot.Count > 0;

    /// <summary>The awards of a result, and those it replaces; whether it is the first.</summary>
    public (JsonArray Awards, bool First) Result(ResultPublished f, TenderDocument? document, BidStory bids, Roster roster, DateTimeOffset at, JsonArray documents)
    {
        var first = byLot.Count == 0;
        List<JsonObject> made = [];
        foreach (var lot in f.Lots)
        {
            var (id, date) = (IdOf(lot.LotId, lot.BidId), Json.Start(f.PublishedOn, at));
            if (byLot.TryGetValue(lot.LotId, out var earlier) && earlier.Id != id) made.Add(Json.Of(("id", earlier.Id), ("status", "cancelled")));
            byLot[lot.LotId] = (id, date);
            var terms = document?.Lots.FirstOrDefault(l => l.LotId == lot.LotId);
            made.Add(Json.Of(
                ("id", id), ("title", terms?.Title), ("status", "active"), ("date", Json.Instant(date)), ("value", Json.Money(lot.PriceFen)),
                ("suppliers", Json.List(bids.Suppliers(lot.BidId, lot.SupplierId).Select(s => s == lot.SupplierId ? roster.In("supplier", s, lot.SupplierName, address: lot.SupplierAddress) : roster.In("supplier", s)))),
                ("items", terms is null ? null : Json.List([TenderBlock.Item(terms)])), ("relatedLots", Json.Texts([lot.LotId])), ("relatedBid", bids.Knows(lot.BidId) ? lot.BidId : ""), ("totalScore", lot.TotalPoints > 0 ? lot.TotalPoints / 100m : null),
                ("smeDeclaration", lot.SmeDeclaration), ("invalidBids", Json.Texts(lot.Invalid)), ("noticePeriodEnd", Json.End(f.NoticePeriodEnd)), ("challengeUntil", Json.End(f.ChallengeUntil)), ("documents", documents.DeepClone())));
        }

        return (Json.List(made), first);
    }

    /// <summary>Takes a contract into the story; the instant of its signing.</summary>
    public DateTimeOffset Sign(ContractPublished f)
    {
        var award = byLot.GetValueOrDefault(f.LotId, (IdOf(f.LotId, ""), DateTimeOffset.MinValue));
        var at = Json.Start(f.SignedOn, award.Item2);
        contracts[f.ContractId] = new(award.Item1, f.LotId, f.SupplierId, f.SupplierName, at);
        return at;
    }

    public bool Has(string contractId) => contracts.ContainsKey(contractId);

    public string AwardOf(string contractId) => contracts[contractId].AwardId;

    public DateTimeOffset SignedAt(string contractId) => contracts[contractId].At;

    public (string Id, string Name) SupplierOf(string contractId) => (contracts[contractId].SupplierId, contracts[contractId].SupplierName);

    /// <summary>Whether this is the first that is told of the contract's performance.</summary>
    public bool Begin(string contractId) => !contracts[contractId].Begun && (contracts[contractId].Begun = true);

    /// <summary>What the end of lots makes of their contracts, and of the awards that have none.</summary>
    public JsonObject End(IReadOnlyList<string> lots)
    {
        var ended = contracts.Where(c => lots.Contains(c.Value.LotId)).ToList();
        var open = byLot.Where(a => lots.Contains(a.Key) && ended.All(c => c.Value.AwardId != a.Value.Id));
        return Json.Of(
            ("awards", Json.List(open.Select(a => Json.Of(("id", a.Value.Id), ("status", "cancelled"))))),
            ("contracts", Json.List(ended.Select(c => Json.Of(("id", c.Key), ("awardID", c.Value.AwardId), ("status", c.Value.Begun ? "terminated" : "cancelled"))))));
    }

    private static string IdOf(string lotId, string bidId) => bidId.Length > 0 ? $"{lotId}-{bidId}" : lotId;
}
