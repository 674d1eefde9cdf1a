using Dapper;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Tests.Storage;

namespace Tongcai.Platform.Tests.Ledgers;

/// <summary>随提交定位, where one transaction is written at a time.</summary>
public sealed class PlacingTests() : OnEngine(new SqliteEngine())
{
    [Fact]
    public async Task Commits_that_are_refused_among_others_leave_no_gap_and_ticks_fall_between()
    {
        using var ledger = new OwnLedger(Store, Engine.System);
        var old = await Inserted(Specimen.Named("旧"));
        await Done(Commit.Empty.Update(old).Record(new SpecimenShown(old.Id, "新"), "org"));
        // All wait for the writer together: committed, stale, thrown, private, and the sequencer's own.
        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(async n =>
        {
            if (n % 40 == 39) await ledger.Sequencer.TickOnce();
            var shown = Commit.Empty.Record(new SpecimenShown($"s{n % 7}", $"{n}"), "org");
            if (n % 5 == 1) shown = shown.Update(old);
            if (n % 5 == 2) shown = shown.Record(new SpecimenSealed("p", $"密{n}"), "甲");
            if (n % 5 == 3) shown = shown.Release("nothing", ReleaseMoment.AfterOpening);
            try
            {
                return await Store.Execute(shown);
            }
            catch (ArgumentException)
            {
                return null;
            }
        }));
        Assert.Equal((120, 40, 40), (results.Count(r => r is Committed), results.Count(r => r is Stale), results.Count(r => r is null)));
        while (await Store.Read(c => c.ExecuteScalarAsync<long>("select count(*) from ledger_fact where leaf_index is null")) > 0) await ledger.Sequencer.TickOnce();
        await ledger.Sequencer.RunOnce();

        var indexes = await Indexes();
        Assert.Equal(Enumerable.Range(0, indexes.Count).Select(n => (long)n), indexes);
        Assert.Equal(indexes.Count, (await ledger.Checked()).Size);
        Assert.Equal(122, await Store.Read(c => c.ExecuteScalarAsync<long>("select count(*) from ledger_fact where salt is null")));
    }

    [Fact]
    public async Task What_stands_without_an_index_goes_before_what_follows()
    {
        using var ledger = new OwnLedger(Store, Engine.System);
        for (var n = 0; n < 3; n++) await Show(n);
        var three = (await Store.Read(LedgerState.Peek))!;
        for (var n = 3; n < 5; n++) await Show(n);

        // A safe copy that ends within a transaction has the facts and not yet the state that counts them.
        await Store.Transact(s => s.Execute("update ledger_state set size = @size, frontier = @sha256, frontier_sm3 = @sm3", ("size", three.Size), ("sha256", three.Sha256.Serialize()), ("sm3", three.Sm3.Serialize())));
        await Store.Transact(s =>
        {
            Placing.TakeBack(s);
            return true;
        });
        Assert.Equal([0L, 1, 2], await Indexes());
        await Show(5);
        Assert.Equal([0L, 1, 2, 3, 4, 5], await Indexes());
        Assert.Equal(["0", "1", "2", "3", "4", "5"], await Store.Read(async c => (await c.QueryAsync<byte[]>("select body from ledger_fact order by leaf_index")).Select(b => ((SpecimenShown)FactBody.Read(Shown, b).Fact!).Name)));
        await ledger.Sequencer.RunOnce();
        Assert.Equal(6, (await ledger.Checked()).Size);
    }

    private static readonly FactKind Shown = new FactKinds([typeof(SpecimenShown).Assembly]).Find("specimen.shown")!;

    private Task<Committed> Show(int n) => Done(Commit.Empty.Record(new SpecimenShown("p", $"{n}"), "org"));

    private Task<List<long>> Indexes() => OwnLedger.Indexes(Store);
}
