using Dapper;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Tests.Storage;

namespace Tongcai.Platform.Tests.Ledgers.Attachments;

/// <summary>Faults 22 to 29 of the fault matrix on the link between two real platforms: nothing lost, nothing twice, the order kept, and service goes on without a person.</summary>
public sealed class LinkFaultTests
{
    [Theory]
    [InlineData(22, LinkFault.Partition)]
    [InlineData(23, LinkFault.Loss)]
    [InlineData(24, LinkFault.RequestsHeld)]
    [InlineData(24, LinkFault.AnswersHeld)]
    [InlineData(25, LinkFault.Reset)]
    [InlineData(25, LinkFault.Truncation)]
    [InlineData(25, LinkFault.Stall)]
    [InlineData(26, LinkFault.Slow)]
    [InlineData(27, LinkFault.Delay)]
    [InlineData(28, LinkFault.Replay)]
    public async Task Every_fact_is_learned_once_and_in_order_through_a_disturbed_link(int number, LinkFault fault)
    {
        await using var trade = await ActingPlatform.Start("trade");
        await using var proxy = new FaultProxy(trade.Address, Ports.Take(), seed: number);
        await using var hub = await ActingPlatform.Start("hub", more: o => o with { Follow = [new FollowedSource(trade.Options.Origin, new Uri(proxy.Address, "/"), trade.Keys.VerifierKey)] });
        await trade.Say("先");
        await hub.UntilLearned("先");

        proxy.Fault = fault;
        var names = Enumerable.Range(0, 40).Select(n => $"{n:D2}").ToList();
        foreach (var name in names) await trade.Say(name);
        await ActingPlatform.Until(() => Task.FromResult(proxy.Acted.GetValueOrDefault(fault) >= (fault is LinkFault.Partition or LinkFault.RequestsHeld or LinkFault.AnswersHeld or LinkFault.Stall ? 1 : 3)));
        proxy.Fault = LinkFault.None;
        await hub.UntilLearned(["先", .. names]);
        var open = await trade.Store.Read(c => c.ExecuteScalarAsync<long>("select count(*) from ledger_fact where salt is null"));
        Assert.Equal(open, (await hub.Store.Read(c => c.Get<FollowPosition>(trade.Options.Origin))).PublicFacts);
    }

    [Fact]
    public async Task Fault_29_a_poison_fact_parks_its_own_stream_others_flow_and_it_is_shown()
    {
        await using var trade = await ActingPlatform.Start("trade");
        await using var hub = await ActingPlatform.Start("hub", more: o => o with { Follow = [new FollowedSource(trade.Options.Origin, new Uri(trade.Address, "/"), trade.Keys.VerifierKey)] });
        await trade.Say("一");
        await hub.UntilLearned("一");
        // The same name again breaks a unique index there: it can never be learned.
        Assert.IsType<Committed>(await trade.Store.Execute(Commit.Empty.Record(new SpecimenShown("poison", "一"), "org").Record(new SpecimenShown("poison", "其后"), "org").Record(new SpecimenShown("s", "二"), "org")));
        await hub.UntilLearned("一", "二");
        await ActingPlatform.Until(async () => (await hub.Page(null, "/ledger")).Html.Contains("2 条", StringComparison.Ordinal));
    }
}
