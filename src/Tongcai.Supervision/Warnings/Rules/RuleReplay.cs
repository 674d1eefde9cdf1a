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

    /// <summary>The scenes of the procurements in which the detector's facts have arrived.</summary>
    public static async Task<IReadOnlyList<Scene>> Scenes(DbConnection db, Detector detector, FactKinds kinds)
    {
        ArgumentNullException.ThrowIfNull(detector);
        var names = detector.On.Select(type => kinds.All.Single(k => k.Type == type).Kind).ToList();
        var given = new DynamicParameters(new { Most });
        var ids = (await db.QueryAsync<string>(
            $"select w.id from watched w where exists (select 1 from watched_fact f where f.procurement_id = w.id and f.kind in {given.In("kind", names)}) order by w.last_at desc, w.id limit @Most", given)).ToList();
        List<Scene> scenes = [];
        foreach (var id in ids)
            scenes.Add(await SceneReader.Read(db, await db.Get<Watched>(id), null, kinds));
        return scenes;
    }
}
