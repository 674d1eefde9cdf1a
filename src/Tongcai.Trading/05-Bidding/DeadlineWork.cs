using System.Data.Common;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Bidding;

/// <summary>
/// 投标截止. Recorded only when every bid stamped before it is committed or refused, the clock is believed, and no outage that may move it is being cleared up; until then the lane looks again.
/// </summary>
public sealed class DeadlineWork(IStore store, Stamps stamps, ClockGuard guard) : IDueWork
{
    public string Name => "bid-deadline";

    public async Task<DateTimeOffset?> NextDue(CancellationToken cancel) => guard.Fault is null ? (await store.Read(Open, cancel)).Min(p => p.BidDeadline) : null;

    public async Task Run(DateTimeOffset now, CancellationToken cancel)
    {
        var (open, reports, doubts) = await store.Read(async c => (await Open(c), await c.All<OutageReport>(), await c.All<ClockDoubt>()), cancel);
        foreach (var procurement in open.Where(p => p.BidDeadline <= now))
        {
            // An alarm that is not written down yet may be about the very instants that decide.
            if (guard.Fault is not null || doubts.Any(d => AgreedOutage.HoldsUp(d, procurement.BidDeadline!.Value, now)) || AgreedOutage.Waits(ExtensionPolicy.Default, procurement.BidDeadline!.Value, reports, guard.Away, now, WorkCalendar.Official))
                continue;
            if (Decide(procurement, now, stamps.AnyBefore(procurement.Id, procurement.BidDeadline!.Value)) is not { } commit)
                continue;
            _ = await store.Execute(commit, null, cancel);
        }
    }

    /// <summary>The commit that records the deadline; null while it has not passed or an earlier bid is still on its way.</summary>
    public static Commit? Decide(Procurement procurement, DateTimeOffset now, bool earlierInFlight) =>
        procurement is { Stage: Stage.Noticed, BidDeadline: { } deadline } && now >= deadline && !earlierInFlight && Standstill.Check(procurement) is null
            ? Commit.Empty.Update(procurement with { Stage = Stage.Closed }).Record(new DeadlinePassed(procurement.Id, deadline))
            : null;

    private static Task<List<Procurement>> Open(DbConnection connection) =>
        connection.Where<Procurement>("stage = 'Noticed' and bid_deadline is not null and suspended_by is null and ending is null", new { });
}
