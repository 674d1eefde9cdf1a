using Dapper;
using Tongcai.Ledger;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Tests.Ledgers;
using Tongcai.Tests;

namespace Tongcai.Platform.Tests.Storage;

/// <summary>What has to hold after a writer process has died, however it died.</summary>
internal static class Aftermath
{
    /// <summary>Every line that said Committed is in the database once, with its facts; what was refused is there whole or not at all, and its key answers for it.</summary>
    public static async Task NothingIsLost(SqliteEngine engine, IReadOnlyList<string> said)
    {
        await using var store = await engine.Open();
        var (there, facts, check) = await store.Read(async c => (
            (await c.QueryAsync<string>("select name from specimen")).ToList(), await c.ExecuteScalarAsync<long>("select count(*) from ledger_fact"), await c.ExecuteScalarAsync<string>("pragma integrity_check")));
        Assert.Equal("ok", check);
        Assert.Equal(there.Count, there.Distinct().Count());
        Assert.Equal(2 * there.Count, facts);
        Assert.Equal([], said.Where(l => l.StartsWith("Committed ", StringComparison.Ordinal)).Select(l => l.Split(' ')[1]).Except(there));
        Assert.Empty(await new Reconciler(store, engine.Setup()).Run());
        // What was refused may be there after all, but then its key answers for it.
        foreach (var name in said.Where(l => !l.StartsWith("Committed ", StringComparison.Ordinal)).Select(l => l.Split(' ')[1]))
            Assert.Equal(there.Contains(name), await store.Outcome("writer", name) is not null);
    }

    /// <summary>The ledger goes on, every file is sound, every fact has its index.</summary>
    public static async Task LedgerIsWhole(SqliteEngine engine)
    {
        await using var store = await engine.Open();
        using var keys = LedgerKeys.Load(engine.File + ".keys", OwnLedger.Origin);
        using var publisher = new LedgerPublisher(store, keys, OwnLedger.Origin, engine.File + ".ledger");
        var later = new StillClock(TimeProvider.System.GetUtcNow().AddHours(1));
        var sequencer = new Sequencer(store, publisher, 16, later);
        Assert.True(await sequencer.TickOnce());
        await sequencer.StepDown();
        Assert.Empty(await LedgerFsck.RunAsync(new DirectoryTileSource(publisher.TileDirectory), FsckScope.Everything));
        var (size, facts, batches, pending) = await store.Read(c => c.QuerySingleAsync<(long, long, long, long)>(
            "select size, (select count(*) from ledger_fact where salt is null), (select count(*) from sealed_batch), (select count(*) from ledger_fact where leaf_index is null) from ledger_state"));
        Assert.Equal((facts + batches, 0L), (size, pending));
        Assert.Equal(size, publisher.Published!.Size);
    }
}
