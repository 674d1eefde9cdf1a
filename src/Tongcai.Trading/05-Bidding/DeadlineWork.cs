using System.Data.Common;
using Tongcai.Exchange.Facts;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Bidding;

/// <summary>投标截止. Recorded only when every bid stamped before it is committed or refused; until then the lane looks again.</summary>
public sealed class DeadlineWork(IStore store, Stamps stamps) : IDueWork
{
    public string Name => "bid-deadline";

    public async Task<DateTimeOffset?> NextDue(CancellationToken cancel) => (await store.Read(Open, cancel)).Min(p => p.BidDeadline);

    public async Task Run(DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var procurement in await store.Read(Open, cancel))
        {
            if (Decide(procurement, now, stamps.AnyBefore(procurement.Id, procurement.BidDeadline!.Value)) is { } commit)
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
