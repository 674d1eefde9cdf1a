using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Tests;

public sealed class CaseReleaseTests
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task 受理投诉后监督平台才知道谁撤回过投标_开标前受理的也要等到开标(string engine)
    {
        await using var host = await TradingHost.Start(engine);
        var open = new Procurement { Id = "p1", Title = "项目一", Stage = Stage.Published, OpenedAt = host.Legal.Now };
        var before = new Procurement { Id = "p2", Title = "项目二", Code = "C2", Stage = Stage.Noticed };
        await Store(Commit.Empty.Insert(open).Insert(before).Insert(open with { Id = "p3", Title = "项目三", Code = "C3" })
            .Record(Withdrawn("p1", "b1")).Record(Withdrawn("p2", "b2")).Record(Withdrawn("p3", "b3")));
        Assert.Empty(await Told());

        await Accepted("c1", "p1");
        await Accepted("c1", "p1");
        await Accepted("c2", "p2");
        await Accepted("c3", "another-platform");
        Assert.Equal(["p1"], await Told());
        Assert.Equal((true, true, false), (await IsHeard("p1"), await IsHeard("p2"), await IsHeard("p3")));
        await Store(CaseRelease.Of(await host.Store.Read(db => db.FactsOf("p2"))));
        Assert.Equal(["p1", "p2"], await Told());

        async Task Store(Commit commit) => Assert.IsType<Committed>(await host.Store.Execute(commit));
        Task<bool> IsHeard(string id) => host.Store.Read(db => CaseRelease.IsHeard(db, id));
        Task<List<string>> Told() => host.Store.Read(async db =>
            (await db.QueryAsync<string>("SELECT stream FROM ledger_fact WHERE kind = 'bid.withdrawn' AND fact_id IN (SELECT fact_id FROM ledger_release WHERE audience = 'Supervision') ORDER BY stream")).AsList());
        async Task Accepted(string complaint, string procurement)
        {
            var reader = host.App.Services.GetServices<FactReader>().Single(r => r.FactType == typeof(ComplaintAccepted));
            var leaf = new FactLeaf("complaint.accepted", 1, RandomId.New(), complaint, 1, host.Legal.Now, "authority", BodyDigest.Of([]), null, null);
            var commit = await reader.Read(new ComplaintAccepted(complaint, procurement, "ch1", "s1", new(2026, 5, 10)), new FactOrigin("watch.example/ledger", 1, leaf, true), TestContext.Current.CancellationToken);
            await Store(commit);
        }
    }

    private static BidWithdrawn Withdrawn(string procurement, string bid) => new(procurement, "lot1", bid, "匿名", new string('0', 64), new(2026, 4, 20, 1, 0, 0, TimeSpan.Zero));
}
