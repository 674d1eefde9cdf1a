using Dapper;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Follow;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Warnings;

/// <summary>开标事实到达时提出预警，与学到的事实同一提交。</summary>
public sealed class WarningRule(IStore store) : IWatchRule
{
    public async Task<Commit> On(Watched row, IFact fact, FactOrigin origin, CancellationToken cancel)
    {
        if (fact is not BidsOpened opened)
            return Commit.Empty;
        var ids = opened.Bids.Select(b => b.SupplierId).Distinct().ToArray();
        var organisations = await store.Read(async db => (await db.QueryAsync<WatchedOrganisation>("SELECT * FROM watched_organisation WHERE id IN @ids", new { ids })).ToDictionary(o => o.Id), cancel);
        var commit = Commit.Empty;
        foreach (var pattern in BidPatterns.Of(opened, organisations))
        {
            var warning = new Warning
            {
                Id = RandomId.New(),
                ProcurementId = row.Id,
                LotId = pattern.LotId,
                Detector = pattern.Detector,
                Title = pattern.Title,
                Evidence = pattern.Evidence,
                Innocent = pattern.Innocent,
                RuleId = pattern.RuleId,
                Parties = new([.. pattern.Parties]),
                FactId = origin.Leaf.Id,
                RaisedAt = origin.Leaf.At,
            };
            commit = commit.Insert(warning).Record(new WarningRaised(warning.Id, row.Id, pattern.Detector, pattern.Evidence));
        }

        return commit;
    }
}
