using System.Data.Common;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Supervision.Warnings.Detectors;
using Tongcai.Supervision.Warnings.Loop;
using Tongcai.Supervision.Warnings.Rules;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Warnings;

/// <summary>事实到达时提出预警，与学到的事实同一提交。Only the detectors that the fact can answer are asked, over one procurement and what its index finds.</summary>
public sealed class WarningRule(IStore store, FactKinds kinds, LegalTime legal) : IWatchRule
{
    public Task<Commit> On(Watched row, WatchedFact kept, IFact fact, FactOrigin origin, CancellationToken cancel)
    {
        var asked = DetectorCatalogue.All.Where(d => d.AsksOn(fact)).ToList();
        return asked.Count == 0 ? Task.FromResult(Commit.Empty) : store.Read(db => Judge(db, row, kept, asked), cancel);
    }

    private async Task<Commit> Judge(DbConnection db, Watched row, WatchedFact kept, List<Detector> asked)
    {
        var now = legal.GetUtcNow();
        var scene = await SceneReader.Read(db, row, kept, kinds);
        var settings = (await db.All<DetectorSetting>()).ToDictionary(s => s.Id);
        var known = (await db.Where<Warning>("procurement_id = @Id", new { row.Id })).ToDictionary(w => w.Pattern);
        var seenBefore = (await db.Where<WarningFinding>("procurement_id = @Id", new { row.Id })).Select(f => (f.WarningId, f.Identity)).ToHashSet();
        var (commit, touched) = (Commit.Empty, new Dictionary<string, Warning>());
        foreach (var detector in asked)
        {
            var setting = settings.GetValueOrDefault(detector.Id) ?? DetectorSetting.Shipped(detector);
            if (!setting.Enabled) continue;
            var judgement = detector.Judge(scene, setting.InForce(detector));
            if (judgement.Judged == 0) continue;
            var rate = await db.Find<DetectorRate>(detector.Id) ?? new DetectorRate { Id = detector.Id };
            commit = commit.Put(rate with { Judged = rate.Judged + judgement.Judged, Hits = rate.Hits + judgement.Seen.Select(s => s.LotId).Distinct().Count() });
            foreach (var seen in judgement.Seen)
            {
                var finding = Finding.Of(detector, setting.Edition, seen, scene, rate.Hits, rate.Judged);
                var pattern = Finding.PatternOf(row.Id, detector.Id, seen.Parties);
                var warning = touched.GetValueOrDefault(pattern) ?? known.GetValueOrDefault(pattern);
                if (warning is not null && !seenBefore.Add((warning.Id, Finding.IdentityOf(seen)))) continue;
                var grown = warning is null ? New(row.Id, pattern, detector, seen, now) : warning with { GrownAt = now };
                commit = commit.And(Said(warning is null, grown, finding)).Insert(new WarningFinding
                {
                    Id = RandomId.New(), WarningId = grown.Id, ProcurementId = row.Id, Identity = Finding.IdentityOf(seen), SeenAt = now, Finding = finding,
                });
                seenBefore.Add((grown.Id, Finding.IdentityOf(seen)));
                touched[pattern] = grown;
            }
        }

        return touched.Values.Aggregate(commit, (all, warning) => all.Put(warning));
    }

    private static Warning New(string procurement, string pattern, Detector detector, Seen seen, DateTimeOffset now) => new Warning
    {
        Id = RandomId.New(),
        ProcurementId = procurement,
        LotId = seen.LotId,
        Detector = detector.Id,
        Pattern = pattern,
        Title = detector.Title,
        Tier = detector.Tier.ToString(),
        Violation = detector.Violation,
        Evidence = seen.Evidence,
        Innocent = string.Join('；', detector.Innocent),
        RuleId = detector.Rule.Id,
        Parties = new([.. seen.Parties]),
        FactId = seen.Source.Id,
        RaisedAt = now,
    }.In(detector.Tier is 'C' ? WarningState.Noted : WarningState.Raised, now);

    private static Commit Said(bool first, Warning warning, Finding finding) => Commit.Empty.Record(first
        ? new WarningRaised(warning.Id, warning.ProcurementId, warning.Detector, finding.Evidence, warning.Tier, warning.RuleId, finding.Parties, finding.FactId, finding.Version)
        : new WarningGrown(warning.Id, warning.ProcurementId, warning.Detector, finding.Evidence, finding.FactId, finding.Version));
}
