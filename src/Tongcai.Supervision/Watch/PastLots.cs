using System.Data.Common;
using Dapper;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Storage;

namespace Tongcai.Supervision.Watch;

/// <summary>一个开过标的采购包。Id = procurement/lot.</summary>
[Table("watched_lot", Technical = true)]
public sealed record WatchedLot : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string LotId { get; init; } = "";

    /// <summary>The market it belongs to: the first three characters of its 品目.</summary>
    public string Market { get; init; } = "";
    public string PurchaserId { get; init; } = "";
    public DateTimeOffset OpenedAt { get; init; }
    public int Bidders { get; init; }

    /// <summary>中标人; empty until the result.</summary>
    public string WinnerId { get; init; } = "";

    /// <summary>评审专家 who accepted; empty until the result.</summary>
    public Json<List<string>> Experts { get; init; } = new([]);

    public static string KeyOf(string procurement, string lot) => procurement + "/" + lot;

    /// <summary>The market of a 品目 code.</summary>
    public static string MarketOf(string catalogueCode)
    {
        ArgumentNullException.ThrowIfNull(catalogueCode);
        return catalogueCode.Length <= 3 ? catalogueCode : catalogueCode[..3];
    }
}

/// <summary>开过标的一份投标。</summary>
[Table("watched_bid", Technical = true)]
public sealed record WatchedBid : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string WatchedLotId { get; init; } = "";
    public string SupplierId { get; init; } = "";
    public long PriceFen { get; init; }
}

/// <summary>一个开过标的采购包及其投标，as history.</summary>
public sealed record PastLot(string ProcurementId, string LotId, string Market, string PurchaserId, DateTimeOffset OpenedAt, string WinnerId, IReadOnlyList<(string SupplierId, long PriceFen)> Bids)
{
    /// <summary>评审专家 who accepted; empty: not known.</summary>
    public IReadOnlyList<string> Experts { get; init; } = [];

    /// <summary>Lots of a market that a lot is compared with.</summary>
    public const int MostPeers = 300;

    public static PastLot Of(WatchedLot lot, IEnumerable<WatchedBid> bids)
    {
        ArgumentNullException.ThrowIfNull(lot);
        return new(lot.ProcurementId, lot.LotId, lot.Market, lot.PurchaserId, lot.OpenedAt, lot.WinnerId, [.. bids.OrderBy(b => b.Id, StringComparer.Ordinal).Select(b => (b.SupplierId, b.PriceFen))]) { Experts = lot.Experts.Value };
    }

    /// <summary>The earlier lots in which any of the suppliers bid, and the latest earlier lots of the market; asked by index, whatever the length of the history.</summary>
    public static async Task<IReadOnlyList<PastLot>> Before(DbConnection db, string procurement, string market, IReadOnlyCollection<string> suppliers, DateTimeOffset at)
    {
        var given = new DynamicParameters(new { at, procurement });
        var own = await db.QueryAsync<string>(
            $"select distinct l.id from watched_lot l join watched_bid b on b.watched_lot_id = l.id where b.supplier_id in {given.In("supplier", suppliers)} and l.opened_at < @at and l.procurement_id <> @procurement", given);
        var peers = await db.QueryAsync<string>(
            "select id from watched_lot where market = @market and opened_at < @at and procurement_id <> @procurement order by opened_at desc, id limit @MostPeers", new { market, at, procurement, MostPeers });
        List<PastLot> found = [];
        foreach (var ids in own.Concat(peers).Distinct().Order(StringComparer.Ordinal).Chunk(400))
        {
            var asked = new DynamicParameters();
            var list = asked.In("lot", ids);
            var bids = (await db.Where<WatchedBid>($"watched_lot_id in {list}", asked)).ToLookup(b => b.WatchedLotId);
            found.AddRange((await db.Where<WatchedLot>($"id in {list}", asked)).Select(l => Of(l, bids[l.Id])));
        }

        return [.. found.OrderBy(l => l.OpenedAt).ThenBy(l => l.ProcurementId, StringComparer.Ordinal).ThenBy(l => l.LotId, StringComparer.Ordinal)];
    }
}

/// <summary>开标与结果记入历史，供以后的项目比对。</summary>
public sealed class PastLotRule(IStore store, FactKinds kinds) : IWatchRule
{
    public async Task<Commit> On(Watched row, WatchedFact kept, IFact fact, FactOrigin origin, CancellationToken cancel) => fact switch
    {
        BidsOpened opened => await store.Read(db => Opened(db, row, opened), cancel),
        ResultPublished result => await store.Read(async db => await Won(db, result.ProcurementId, result.Lots.Select(l => (l.LotId, l.SupplierId)), await Seats.Of(db, result.ProcurementId, kinds)), cancel),
        _ => Commit.Empty,
    };

    private static async Task<Commit> Opened(DbConnection db, Watched row, BidsOpened opened)
    {
        var commit = Commit.Empty;
        foreach (var lot in opened.Bids.GroupBy(b => b.LotId))
        {
            var id = WatchedLot.KeyOf(row.Id, lot.Key);
            commit = commit.Put((await db.Find<WatchedLot>(id) ?? new WatchedLot { Id = id, ProcurementId = row.Id, LotId = lot.Key }) with
            {
                Market = WatchedLot.MarketOf(row.CatalogueCode), PurchaserId = row.PurchaserId, OpenedAt = opened.OpenedAt, Bidders = lot.Select(b => b.SupplierId).Distinct().Count(),
            });
            foreach (var bid in lot.DistinctBy(b => b.BidId))
            {
                var bidId = WatchedLot.KeyOf(id, bid.BidId);
                commit = commit.Put((await db.Find<WatchedBid>(bidId) ?? new WatchedBid { Id = bidId, WatchedLotId = id }) with { SupplierId = bid.SupplierId, PriceFen = bid.PriceFen });
            }
        }

        return commit;
    }

    private static async Task<Commit> Won(DbConnection db, string procurement, IEnumerable<(string Lot, string Supplier)> winners, IReadOnlyList<string> experts)
    {
        var commit = Commit.Empty;
        foreach (var (lot, supplier) in winners.DistinctBy(w => w.Lot))
        {
            if (await db.Find<WatchedLot>(WatchedLot.KeyOf(procurement, lot)) is { } known && (known.WinnerId != supplier || !known.Experts.Value.SequenceEqual(experts)))
                commit = commit.Update(known with { WinnerId = supplier, Experts = new([.. experts]) });
        }

        return commit;
    }
}

/// <summary>评审专家的席位。</summary>
public static class Seats
{
    /// <summary>Experts who accepted, those who took the place of others too; by the answers to their pseudonyms.</summary>
    /// <param name="library">Every expert that is known.</param>
    public static IReadOnlyList<string> Accepted(IEnumerable<IFact> facts, IEnumerable<string> library)
    {
        var all = facts.ToList();
        if (all.OfType<ExpertsDrawn>().LastOrDefault() is not { } drawn) return [];
        var answers = all.OfType<SeatAnswered>().Where(a => a.DrawId == drawn.DrawId).GroupBy(a => a.Pseudonym).ToDictionary(g => g.Key, g => g.Last().Answer);
        var accepted = drawn.Drawn.ToDictionary(d => d.Pseudonym, d => d.Answer).Concat(answers).GroupBy(a => a.Key).Where(g => g.Last().Value == "accepted").Select(g => g.Key).ToHashSet();
        var ids = drawn.Drawn.ToDictionary(d => d.Pseudonym, d => d.ExpertId);
        return [.. library.Where(e => accepted.Contains(Roster.Pseudonym(drawn.DrawId, e))).Concat(accepted.Where(ids.ContainsKey).Select(p => ids[p])).Distinct().Order(StringComparer.Ordinal)];
    }

    internal static async Task<IReadOnlyList<string>> Of(DbConnection db, string procurement, FactKinds kinds) => Accepted(
        (await db.Where<WatchedFact>("procurement_id = @procurement and kind in ('experts.drawn', 'seat.answered') order by at, leaf_index", new { procurement })).Select(f => WatchReaders.Open(f, kinds)),
        await db.QueryAsync<string>("select id from watched_expert"));
}
