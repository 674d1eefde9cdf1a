using System.Data.Common;
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
    /// <summary>Registered organisations by id; those that are not known are left out.</summary>
    internal static async Task<Dictionary<string, WatchedOrganisation>> Organisations(DbConnection db, IEnumerable<string> ids)
    {
        Dictionary<string, WatchedOrganisation> known = [];
        foreach (var id in ids.Distinct())
        {
            if (await db.Find<WatchedOrganisation>(id) is { } organisation)
                known.Add(id, organisation);
        }

        return known;
    }

    public async Task<Commit> On(Watched row, IFact fact, FactOrigin origin, CancellationToken cancel)
    {
        if (fact is not BidsOpened opened)
            return Commit.Empty;
        var organisations = await store.Read(db => Organisations(db, opened.Bids.Select(b => b.SupplierId)), cancel);
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
