using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Tests;

public sealed class ResultReleaseTests
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task 独立评分和意见_随结果公告才到监督平台_其他采购的不随之公开(string engine)
    {
        await using var host = await TradingHost.Start(engine);
        async Task<string> Recorded(string procurement) => Assert.IsType<Committed>(await host.Store.Execute(
            Commit.Empty.Record(new ScoresSubmitted(procurement, "lot1", "e1", [new("b1", "f1", 3000, "")])).Record(new ScoresSaved(procurement, "lot1", 1)).Record(new ComplianceSubmitted(procurement, "lot1", 1)))).Facts[0].Id;
        Task<List<string>> Told() => host.Store.Read(async db =>
            (await db.QueryAsync<string>("SELECT fact_id FROM ledger_release WHERE audience = 'Supervision' AND fact_id IN (SELECT fact_id FROM ledger_fact WHERE kind = 'scores.submitted')")).AsList());

        var mine = await Recorded("p1");
        await Recorded("p2");
        Assert.Empty(await Told());
        Assert.IsType<Committed>(await host.Store.Execute(await host.Store.Read(db => ResultRelease.Of(db, "p1"))));
        Assert.Equal([mine], await Told());

        // A second result (after a challenge) tells nothing twice.
        Assert.IsType<Committed>(await host.Store.Execute(await host.Store.Read(db => ResultRelease.Of(db, "p1"))));
        Assert.Equal([mine], await Told());
        Assert.Equal(
            ["compliance.submitted", "report.drafted", "scores.saved", "scores.submitted", "source.offered"],
            Entitlements.Published.All.Where(e => e.From is ReleaseMoment.AfterResult).Select(e => e.Kind).Order(StringComparer.Ordinal));
    }
}
