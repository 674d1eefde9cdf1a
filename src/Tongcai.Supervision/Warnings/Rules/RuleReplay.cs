using System.Data.Common;
using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Warnings.Detectors;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Warnings.Rules;

/// <summary>回放中的一条预警。</summary>
/// <param name="Pattern">The pattern of the warning, as <see cref="Finding.PatternOf"/>.</param>
public sealed record Replayed(string ProcurementId, string Procurement, string Pattern, string Evidence, double? Value);

/// <summary>规则变更在已有事实上的回放。</summary>
/// <param name="Procurements">How many procurements were looked at.</param>
/// <param name="Judged">How many objects could be judged.</param>
/// <param name="Before">Warnings under the values in force.</param>
/// <param name="After">Warnings under the proposed values.</param>
/// <param name="New">Those that only the proposed values have.</param>
/// <param name="Gone">Those that only the values in force have.</param>
public sealed record ReplayResult(int Procurements, int Judged, int Before, int After, IReadOnlyList<Replayed> New, IReadOnlyList<Replayed> Gone)
{
    /// <summary>The change alone, from two runs over the same scenes; null values: the rule is off.</summary>
    public static ReplayResult Of(IReadOnlyCollection<Scene> scenes, Detector detector, Parameters? inForce, Parameters? proposed)
    {
        ArgumentNullException.ThrowIfNull(scenes);
        ArgumentNullException.ThrowIfNull(detector);
        var judged = 0;
        var before = Run(inForce);
        var after = Run(proposed, count: true);
        return new(
            scenes.Count, judged, before.Count, after.Count,
            [.. after.Where(a => !before.ContainsKey(a.Key)).Select(a => a.Value).OrderBy(a => a.Pattern, StringComparer.Ordinal)],
            [.. before.Where(b => !after.ContainsKey(b.Key)).Select(b => b.Value).OrderBy(b => b.Pattern, StringComparer.Ordinal)]);

        Dictionary<string, Replayed> Run(Parameters? with, bool count = false)
        {
            Dictionary<string, Replayed> found = [];
            foreach (var scene in scenes)
            {
                var judgement = with is null ? Judgement.None : detector.Judge(scene, with);
                if (count) judged += judgement.Judged;
                foreach (var seen in judgement.Seen)
                {
                    var pattern = Finding.PatternOf(scene.Row.Id, detector.Id, seen.Parties);
                    found.TryAdd(pattern, new(scene.Row.Id, scene.Row.Title, pattern, seen.Evidence, seen.Value is { } value && double.IsFinite(value) ? value : null));
                }
            }

            return found;
        }
    }
}

/// <summary>回放：every procurement held, as it stood at its own opening, judged twice.</summary>
public static class RuleReplay
{
    /// <summary>Procurements that one replay looks at, the latest first; the page says when there are more.</summary>
    public const int Most = 2_000;

    /// <summary>The scenes of the procurements in which the detector's facts have arrived; the history is read once for all of them.</summary>
    public static async Task<IReadOnlyList<Scene>> Scenes(DbConnection db, Detector detector, FactKinds kinds)
    {
        ArgumentNullException.ThrowIfNull(detector);
        var names = detector.On.Select(type => kinds.All.Single(k => k.Type == type).Kind).ToList();
        var given = new DynamicParameters(new { Most });
        var ids = (await db.QueryAsync<string>(
            $"select w.id from watched w where exists (select 1 from watched_fact f where f.procurement_id = w.id and f.kind in {given.In("kind", names)}) order by w.last_at desc, w.id limit @Most", given)).ToList();
        var rows = (await db.Among<Watched>("id", ids)).ToDictionary(r => r.Id);
        var facts = (await db.Among<WatchedFact>("procurement_id", ids)).ToLookup(f => f.ProcurementId);
        var past = new PastLots(await db.All<WatchedLot>(), await db.All<WatchedBid>());
        var organisations = (await db.All<WatchedOrganisation>()).ToDictionary(o => o.Id);
        var experts = (await db.All<WatchedExpert>()).ToDictionary(e => e.Id);
        var addresses = organisations.Values.Where(o => o.AddressKey.Length > 0).GroupBy(o => o.AddressKey).ToDictionary(g => g.Key, g => g.Count());
        return [.. ids.Select(id =>
        {
            var scene = new Scene { Row = rows[id], Facts = SceneReader.Ordered(facts[id], kinds), Organisations = organisations, Experts = experts, AtAddress = addresses };
            if (scene.Latest<BidsOpened>() is not var (opened, _)) return scene;
            var market = WatchedLot.MarketOf(scene.Row.CatalogueCode);
            return scene with
            {
                Past = past.Before(id, market, opened.Bids.Select(b => b.SupplierId).Distinct(), opened.OpenedAt),
                MarketLots = past.CountBefore(id, market, opened.OpenedAt),
            };
        })];
    }
}

/// <summary>The whole history in memory for one replay; answers as <see cref="PastLot.Before"/> does by index.</summary>
internal sealed class PastLots
{
    private readonly List<PastLot> lots;
    private readonly ILookup<string, int> bySupplier;
    private readonly Dictionary<string, List<int>> byMarket;

    public PastLots(IEnumerable<WatchedLot> watched, IEnumerable<WatchedBid> bids)
    {
        var byLot = bids.ToLookup(b => b.WatchedLotId);
        lots = [.. watched.Select(l => PastLot.Of(l, byLot[l.Id])).OrderBy(l => l.OpenedAt).ThenBy(l => l.ProcurementId, StringComparer.Ordinal).ThenBy(l => l.LotId, StringComparer.Ordinal)];
        bySupplier = lots.SelectMany((l, i) => l.Bids.Select(b => b.SupplierId).Distinct().Select(s => (s, i))).ToLookup(x => x.s, x => x.i);
        byMarket = lots.Select((l, i) => (l.Market, i)).GroupBy(x => x.Market).ToDictionary(
            g => g.Key, g => g.Select(x => x.i).OrderByDescending(i => lots[i].OpenedAt).ThenBy(i => WatchedLot.KeyOf(lots[i].ProcurementId, lots[i].LotId), StringComparer.Ordinal).ToList());
    }

    public List<PastLot> Before(string procurement, string market, IEnumerable<string> suppliers, DateTimeOffset at)
    {
        bool Earlier(int i) => lots[i].OpenedAt < at && lots[i].ProcurementId != procurement;
        var peers = byMarket.GetValueOrDefault(market, []).Where(Earlier).Take(PastLot.MostPeers);
        return [.. suppliers.SelectMany(s => bySupplier[s]).Where(Earlier).Concat(peers).Distinct().Order().Select(i => lots[i])];
    }

    public int CountBefore(string procurement, string market, DateTimeOffset at) =>
        byMarket.GetValueOrDefault(market, []).Count(i => lots[i].OpenedAt < at && lots[i].ProcurementId != procurement && lots[i].Bids.Select(b => b.SupplierId).Distinct().Skip(1).Any());
}
