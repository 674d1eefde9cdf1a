using System.Text;
using Dapper;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Tests.Storage;

namespace Tongcai.Platform.Tests.Ledgers;

public sealed class SqliteSequencerTests() : SequencerTests(new SqliteEngine());

public sealed class PostgresSequencerTests() : SequencerTests(new PostgresEngine());

public abstract class SequencerTests(Engine engine) : OnEngine(engine)
{
    private OwnLedger Ledger(string? keys = null, int depth = 4) => new(Store, Engine.System, keys, depth);

    private Task<Committed> Show(string stream, int count = 1) =>
        Done(Enumerable.Range(0, count).Aggregate(Commit.Empty, (c, n) => c.Record(new SpecimenShown(stream, $"{n}"), "org")));

    private Task<Committed> Seal(string party, int count = 1) =>
        Done(Enumerable.Range(0, count).Aggregate(Commit.Empty, (c, n) => c.Record(new SpecimenSealed("p", $"密{n}"), party)));

    private Task<List<long>> Indexes() => OwnLedger.Indexes(Store);

    [Fact]
    public async Task Public_facts_get_dense_indexes_and_proofs_that_outside_tools_accept()
    {
        using var ledger = Ledger();
        var facts = (await Show("a", 3)).Facts.Concat((await Show("b", 300)).Facts).ToList();
        Assert.True(await ledger.Sequencer.RunOnce());
        await Show("a");
        await ledger.Sequencer.RunOnce();
        await ledger.Sequencer.RunOnce();

        Assert.Equal(304, (await ledger.Checked()).Size);
        Assert.Equal(Enumerable.Range(0, 304).Select(n => (long)n), await Indexes());
        foreach (var fact in facts.Where((_, n) => n % 50 == 0))
        {
            var stored = await Store.Read(c => c.Fact(fact.Id));
            var proof = TlogProof.Parse(await ledger.Proofs.Of(stored!));
            Assert.True(proof.Verify(fact.Leaf, ledger.Policy).Accepted);
            Assert.False(proof.Verify(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(fact.Leaf).Replace("org", "0rg", StringComparison.Ordinal)), ledger.Policy).Accepted);
        }
    }

    [Fact]
    public async Task Files_look_the_same_whether_nobody_or_many_sealed_something()
    {
        using var quiet = Ledger();
        await quiet.Sequencer.TickOnce();
        await Show("p");
        await quiet.Sequencer.RunOnce();
        await quiet.Sequencer.TickOnce();
        var nobody = quiet.Sizes();

        await using var other = Engine is SqliteEngine ? (Engine)new SqliteEngine() : new PostgresEngine();
        await using var busyStore = await other.Open();
        using var busy = new OwnLedger(busyStore, other.System);
        await busyStore.Execute(Enumerable.Range(0, 9).Aggregate(Commit.Empty, (c, n) => c.Record(new SpecimenSealed("p", $"{n}"), $"供应商{n}")));
        await busy.Sequencer.TickOnce();
        await busyStore.Execute(Commit.Empty.Record(new SpecimenSealed("p", "又一份"), "甲").Record(new SpecimenShown("p", "0"), "org"));
        await busy.Sequencer.RunOnce();
        await busy.Sequencer.TickOnce();

        Assert.Equal(nobody, busy.Sizes());
        // The public leaf between the ticks tells nothing either: same counters, same length.
        var publics = await Task.WhenAll(new[] { Store, busyStore }.Select(s => s.Read(c => c.QuerySingleAsync<byte[]>("select leaf from ledger_fact where salt is null"))));
        Assert.Equal(FactLeaf.Read(publics[0])! with { Id = "" }, FactLeaf.Read(publics[1])! with { Id = "" });
        Assert.Equal(publics[0].Length, publics[1].Length);
    }

    [Fact]
    public async Task A_tick_writes_one_leaf_and_what_is_over_waits_for_the_next()
    {
        using var ledger = Ledger(depth: 2);
        var facts = (await Seal("甲", 5)).Facts;
        await ledger.Sequencer.RunOnce();
        Assert.Empty(await Indexes());

        await ledger.Sequencer.TickOnce();
        Assert.Equal([0L, 0, 0, 0, null], await Places());
        await ledger.Sequencer.TickOnce();
        await ledger.Sequencer.TickOnce();
        Assert.Equal([0L, 0, 0, 0, 1], await Places());
        Assert.Equal(3, (await ledger.Checked()).Size);

        foreach (var fact in facts)
        {
            var proof = SealedProof.Parse(await ledger.Proofs.Of((await Store.Read(c => c.Fact(fact.Id)))!));
            Assert.True(proof.Reveal(fact.Salt, fact.Leaf, ledger.Policy).Accepted);
            Assert.False(proof.Reveal(fact.Salt, [.. fact.Leaf, 32], ledger.Policy).Accepted);
        }

        Task<List<long?>> Places() => Store.Read(async c => (await c.QueryAsync<long?>("select leaf_index from ledger_fact order by ordinal")).ToList());
    }

    [Fact]
    public async Task Tiles_that_are_lost_damaged_or_left_behind_by_a_crash_are_made_anew()
    {
        using var first = Ledger();
        await Show("a", 300);
        await first.Sequencer.TickOnce();
        var before = await File.ReadAllBytesAsync(Path.Combine(first.TileDirectory, LedgerPaths.Checkpoint));

        // Another node, or the same one after a crash that came before any tile was written.
        using (var second = Ledger(first.KeyDirectory))
        {
            await second.Publisher.CatchUp(sign: false);
            Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(second.TileDirectory, LedgerPaths.Checkpoint)));
            await second.Checked();
        }

        // A tile at the edge is cut off; the next append finds it and rebuilds.
        foreach (var partial in Directory.GetFiles(Path.Combine(first.TileDirectory, "tile"), "*", SearchOption.AllDirectories).Where(f => f.Contains(".p", StringComparison.Ordinal))) await File.WriteAllBytesAsync(partial, [1, 2, 3]);
        using var third = new LedgerCopy(first);
        using var healed = new LedgerPublisher(Store, first.Keys, OwnLedger.Origin, third.Directory);
        await Show("b");
        Assert.True(await new Sequencer(Store, healed, 4, new StillClock(Engine.System.Now.AddHours(1))).RunOnce());
        Assert.Empty(await LedgerFsck.RunAsync(new DirectoryTileSource(third.Directory), FsckScope.Everything));
        Assert.Equal(302, healed.Published!.Size);
    }

    [Fact]
    public async Task Two_sequencers_at_once_give_each_index_once()
    {
        using var one = Ledger();
        using var two = Ledger(one.KeyDirectory);
        await Task.WhenAll(
            Task.WhenAll(Enumerable.Range(0, 60).Select(n => Show($"s{n % 4}"))), Task.WhenAll(Enumerable.Range(0, 20).Select(n => Seal($"甲{n}"))),
            Run(one), Run(two));
        foreach (var ledger in new[] { one, two, one, two }) await ledger.Sequencer.RunOnce();

        var indexes = await Indexes();
        Assert.Equal(Enumerable.Range(0, indexes.Count).Select(n => (long)n), indexes);
        Assert.Equal(await one.Checked(), await two.Checked());
        Assert.Equal(indexes.Count, (await one.Checked()).Size);
        Assert.Single(await Store.Read(async c => (await c.QueryAsync<string>("select holder from lease")).ToList()));

        async Task Run(OwnLedger ledger)
        {
            for (var n = 0; n < 10; n++) await (n % 3 == 0 ? ledger.Sequencer.TickOnce() : ledger.Sequencer.RunOnce());
        }
    }

    [Fact]
    public async Task A_sequencer_that_died_is_replaced_when_its_lease_has_run_out()
    {
        using var one = Ledger();
        using var two = Ledger(one.KeyDirectory);
        await Show("a");
        Assert.True(await one.Sequencer.RunOnce());
        await Show("a");
        Assert.False(await two.Sequencer.RunOnce());
        Assert.Equal(1, (await Store.Read(LedgerState.Peek))!.CheckpointSize);
        Engine.System.Now += Tongcai.Platform.Jobs.Lease.Length + TimeSpan.FromSeconds(1);
        Assert.True(await two.Sequencer.RunOnce());
        Assert.Equal([0L, 1], await Indexes());
        Assert.Equal(2, (await Store.Read(LedgerState.Peek))!.CheckpointSize);
        await two.Sequencer.StepDown();
        await Show("a");
        Assert.True(await one.Sequencer.RunOnce());
    }

    [Fact]
    public async Task An_entry_changed_by_hand_stops_publishing_instead_of_making_a_second_root()
    {
        using var first = Ledger();
        await Show("a", 3);
        await first.Sequencer.RunOnce();
        await Store.Transact(s => s.Execute("update ledger_fact set leaf = @leaf where leaf_index = 1", ("leaf", Encoding.UTF8.GetBytes("{}"))));
        using var second = Ledger(first.KeyDirectory);
        await Assert.ThrowsAsync<LedgerConflictException>(() => second.Publisher.CatchUp(sign: false));
        await Store.Transact(s => s.Execute("delete from ledger_fact where leaf_index = 1"));
        await Assert.ThrowsAsync<LedgerConflictException>(() => second.Publisher.CatchUp(sign: false));
        Assert.Null(second.Publisher.Published);
    }

    [Fact]
    public async Task A_private_fact_reaches_exactly_the_audiences_that_are_entitled_and_not_before()
    {
        using var ledger = Ledger();
        var noted = (await Done(Commit.Empty.Record(new SpecimenNoted("p", "登记"), "org"))).Facts[0];
        var sealedFact = (await Seal("甲")).Facts[0];
        var withdrawn = (await Seal("乙")).Facts[0];
        Assert.Empty(await Feed(Audience.Supervision));
        await ledger.Sequencer.TickOnce();
        Assert.Equal([noted.Id], await Feed(Audience.Supervision));
        Assert.Empty(await Feed(Audience.Hub));

        await Done(Commit.Empty.Release(sealedFact.Id, ReleaseMoment.AfterOpening).Record(new SpecimenShown("p", "开启")));
        await Done(Commit.Empty.Release(sealedFact.Id, ReleaseMoment.AfterOpening));
        await ledger.Sequencer.TickOnce();
        Assert.Equal([noted.Id, sealedFact.Id], await Feed(Audience.Supervision));
        await Done(Commit.Empty.Release(noted.Id, ReleaseMoment.AfterResult));
        await ledger.Sequencer.TickOnce();
        Assert.Equal([noted.Id], await Feed(Audience.Hub));
        Assert.Empty(await Feed(Audience.Trading));
        Assert.Equal([1L, 2], (await Store.Read(c => c.Restricted(Audience.Supervision, 0))).Items.Select(i => i.Cursor));
        Assert.DoesNotContain(withdrawn.Id, await Feed(Audience.Supervision));

        // An unknown release, or the release of a public fact, is a bug and says so.
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Execute(Commit.Empty.Release("nothing", ReleaseMoment.AfterOpening)));

        async Task<List<string>> Feed(Audience audience) => [.. (await Store.Read(c => c.Restricted(audience, 0))).Items.Select(i => FactLeaf.Read(i.Leaf)!.Id)];
    }

    /// <summary>A copy of a ledger's files, because the original is held open by its writer.</summary>
    private sealed class LedgerCopy : IDisposable
    {
        public LedgerCopy(OwnLedger ledger)
        {
            foreach (var file in System.IO.Directory.GetFiles(ledger.TileDirectory, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != ".lock"))
            {
                var target = Path.Combine(Directory, Path.GetRelativePath(ledger.TileDirectory, file));
                System.IO.Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }

        public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("tongcai-copy-").FullName;

        public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
    }
}
