using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Tests.Notices;

public sealed class NoticeActTests
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_procurement_runs_from_budget_to_notice(string engine)
    {
        await using var host = await TradingHost.Start(engine);
        var chain = new ChainToNotice(host);
        await chain.ToNotice();
        var procurement = await chain.Procurement();
        Assert.Equal(Stage.Noticed, procurement.Stage);
        Assert.Equal(new DateTimeOffset(2026, 4, 28, 1, 30, 0, TimeSpan.Zero), procurement.BidDeadline);
    }
}
