using System.Data.Common;
using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Warnings.Detectors;

/// <summary>Reads what detectors look at: a procurement's own facts, and by index the earlier lots of its bidders and market.</summary>
public static class SceneReader
{
    /// <param name="fresh">A fact that is not in the database yet; null: none.</param>
    public static async Task<Scene> Read(DbConnection db, Watched row, WatchedFact? fresh, FactKinds kinds)
    {
        ArgumentNullException.ThrowIfNull(row);
        var kept = await db.Where<WatchedFact>("procurement_id = @Id", new { row.Id });
        return await Read(db, row, Ordered(fresh is null ? kept : kept.Append(fresh), kinds));
    }

    /// <summary>Kept facts in the order of time; those of one instant in that of the chain.</summary>
    public static IReadOnlyList<SceneFact> Ordered(IEnumerable<WatchedFact> kept, FactKinds kinds) =>
        [.. kept.Select(f => (Row: f, Fact: WatchReaders.Open(f, kinds))).OrderBy(f => f.Row.At).ThenBy(f => WatchReaders.RankOf(f.Fact)).ThenBy(f => f.Row.LeafIndex).ThenBy(f => f.Row.Id, StringComparer.Ordinal)
            .Select(f => new SceneFact(f.Row.Id, f.Row.Ledger, f.Row.LeafIndex, f.Row.At, f.Row.Title, f.Fact))];

    /// <param name="facts">Of the procurement, in the order of time.</param>
    public static async Task<Scene> Read(DbConnection db, Watched row, IReadOnlyList<SceneFact> facts)
    {
        ArgumentNullException.ThrowIfNull(row);
        var scene = new Scene { Row = row, Facts = facts, Organisations = new Dictionary<string, WatchedOrganisation>() };
        var suppliers = scene.Latest<BidsOpened>()?.Fact.Bids.Select(b => b.SupplierId).Distinct().ToList() ?? [];
        var organisations = await db.Among<WatchedOrganisation>("id", [.. suppliers, row.PurchaserId, row.AgencyId]);
        organisations = [.. organisations, .. await db.Among<WatchedOrganisation>("id", [.. organisations.Select(o => o.ParentId).Where(p => p.Length > 0).Except(organisations.Select(o => o.Id))])];
        var experts = scene.Latest<ExpertsDrawn>() is not var (drawn, _) ? [] : drawn.Drawn.Select(d => d.ExpertId)
            .Concat(facts.Any(f => f.Fact is SeatAnswered) ? Seats.Accepted(facts.Select(f => f.Fact), await db.QueryAsync<string>("select id from watched_expert")) : []).Distinct().ToList();
        scene = scene with
        {
            Organisations = organisations.DistinctBy(o => o.Id).ToDictionary(o => o.Id),
            Experts = experts.Count == 0 ? [] : (await db.Among<WatchedExpert>("id", experts)).ToDictionary(e => e.Id),
        };
        if (scene.Latest<BidsOpened>() is not var (opened, _) || suppliers.Count == 0) return scene;

        var market = WatchedLot.MarketOf(row.CatalogueCode);
        var keys = organisations.Select(o => o.AddressKey).Where(k => k.Length > 0).Distinct().ToList();
        var addresses = new DynamicParameters();
        var list = addresses.In("key", keys);
        return scene with
        {
            Past = await PastLot.Before(db, row.Id, market, suppliers, opened.OpenedAt),
            MarketLots = (int)await db.ExecuteScalarAsync<long>(
                "select count(*) from watched_lot where market = @market and opened_at < @OpenedAt and procurement_id <> @Id and bidders > 1", new { market, opened.OpenedAt, row.Id }),
            AtAddress = keys.Count == 0 ? [] : (await db.QueryAsync<(string Key, long Count)>(
                $"select address_key, count(*) from watched_organisation where address_key in {list} group by address_key", addresses)).ToDictionary(a => a.Key, a => (int)a.Count),
        };
    }
}
