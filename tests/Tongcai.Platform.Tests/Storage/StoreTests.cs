using Dapper;
using Tongcai.Exchange;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Tests.Storage;

public sealed class SqliteStoreTests() : StoreTests(new SqliteEngine());

public sealed class PostgresStoreTests() : StoreTests(new PostgresEngine());

public abstract class StoreTests(Engine engine) : OnEngine(engine)
{
    private static readonly Specimen Full = Specimen.Named("台式计算机“甲”") with
    {
        Note = "第一批",
        AmountFen = 9_007_199_254_740_993,
        Rank = 3,
        Pieces = 7,
        Urgent = true,
        State = SpecimenState.Published,
        DueOn = new(2026, 2, 28),
        StartsOn = new(2026, 1, 1),
        OpenedAt = new(2026, 3, 1, 9, 0, 0, 123, TimeSpan.FromHours(8)),
        CreatedAt = new(2026, 3, 1, 1, 0, 0, TimeSpan.Zero),
        Content = [0, 1, 255],
        Tags = new(["货物", "节能"]),
    };

    [Fact]
    public async Task Every_type_of_property_comes_back_as_it_went_in()
    {
        var bare = await Inserted(Specimen.Named("空"));
        Assert.Equal((1L, null, null, null, false, SpecimenState.Draft), (bare.Version, bare.Note, bare.Rank, bare.DueOn, bare.Urgent, bare.State));
        Assert.Empty(bare.Content);

        var full = await Inserted(Full);
        Assert.Equal(Full.Tags.Value, full.Tags.Value);
        Assert.Equal(Full.Content, full.Content);
        Assert.Equal(Full with { Version = 1, OpenedAt = Full.OpenedAt!.Value.ToUniversalTime(), Content = full.Content, Tags = full.Tags }, full);

        // The reader that Dapper made for a row of nulls also reads rows that have values.
        var all = await Store.Read(async c => (await c.QueryAsync<Specimen>("select * from specimen order by amount_fen")).ToList());
        Assert.Equal([bare.Name, full.Name], all.Select(s => s.Name));
        Assert.Equal(full.Id, await Store.Read(c => c.QuerySingleAsync<string>(
            "select id from specimen where due_on <= @day and opened_at <= @at and urgent = @urgent and state = @state",
            new { day = new DateOnly(2026, 2, 28), at = Full.OpenedAt, urgent = true, state = nameof(SpecimenState.Published) })));
    }

    [Fact]
    public async Task An_update_of_what_somebody_changed_meanwhile_is_stale_and_changes_nothing()
    {
        var read = await Inserted(Specimen.Named("原名"));
        await Done(Commit.Empty.Update(read with { Name = "甲改" }).Record(new SpecimenShown(read.Id, "甲改")));

        var late = await Store.Execute(Commit.Empty.Insert(Specimen.Named("同一提交")).Update(read with { Name = "乙改" }).Record(new SpecimenShown(read.Id, "乙改")));

        Assert.Equal(new Stale("specimen", read.Id), late);
        Assert.Equal(("甲改", 2L), ((await Find(read.Id)).Name, (await Find(read.Id)).Version));
        Assert.Equal(1, await Count("specimen"));
        Assert.Equal(2, await Count("ledger_fact"));
    }

    [Fact]
    public async Task Of_twenty_who_update_one_row_at_once_one_wins()
    {
        var read = await Inserted(Specimen.Named("原名"));
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Store.Execute(Commit.Empty.Update(read with { Name = $"{n}" }).Record(new SpecimenShown(read.Id, $"{n}")))));
        Assert.Single(results.OfType<Committed>());
        Assert.Equal(19, results.OfType<Stale>().Count());
        Assert.Equal(2, (await Find(read.Id)).Version);
    }

    [Fact]
    public async Task A_decision_that_rests_on_a_row_fails_when_the_row_changed()
    {
        var basis = await Inserted(Specimen.Named("依据"));
        await Done(Commit.Empty.Require(basis).Insert(Specimen.Named("一")).Record(new SpecimenShown("x", "一")));
        await Done(Commit.Empty.Update(basis with { Pieces = 2 }).Record(new SpecimenShown(basis.Id, "变")));
        Assert.IsType<Stale>(await Store.Execute(Commit.Empty.Require(basis).Insert(Specimen.Named("二")).Record(new SpecimenShown("x", "二"))));
        Assert.Equal(2, await Count("specimen"));
    }

    [Fact]
    public async Task A_broken_unique_index_is_named_by_table_and_columns()
    {
        await Inserted(Specimen.Named("重名") with { AmountFen = 5, Rank = 1 });
        Assert.Equal(new Duplicate("specimen.name"), await Store.Execute(Commit.Empty.Insert(Specimen.Named("重名")).Record(new SpecimenShown("x", "重名"))));
        Assert.Equal(new Duplicate("specimen.amount_fen,rank"), await Store.Execute(Commit.Empty.Insert(Specimen.Named("另") with { AmountFen = 5, Rank = 1 }).Record(new SpecimenShown("x", "另"))));
        Assert.Equal(1, await Count("ledger_fact"));
    }

    [Fact]
    public async Task Bad_commits_in_a_group_hurt_no_other()
    {
        var read = await Inserted(Specimen.Named("原名"));
        await Done(Commit.Empty.Update(read with { Pieces = 1 }).Record(new SpecimenShown(read.Id, "先")));
        var results = await Task.WhenAll(Enumerable.Range(0, 300).Select(async n =>
        {
            var good = Commit.Empty.Insert(Specimen.Named($"第{n}")).Record(new SpecimenShown($"s{n % 7}", $"第{n}"));
            var commit = (n % 10) switch
            {
                3 => good.Update(read with { Pieces = 9 }),
                5 => good.Insert(Specimen.Named("原名")),
                7 => Commit.Empty.Insert(Specimen.Named($"第{n}") with { Name = null! }).Record(new SpecimenShown($"s{n % 7}", "坏")),
                _ => good,
            };
            try
            {
                return await Store.Execute(commit);
            }
            catch (System.Data.Common.DbException)
            {
                return null;
            }
        }));

        Assert.Equal((210, 30, 30, 30), (results.OfType<Committed>().Count(), results.OfType<Stale>().Count(), results.OfType<Duplicate>().Count(), results.Count(r => r is null)));
        Assert.Equal(211, await Count("specimen"));
        Assert.Equal(212, await Count("ledger_fact"));
        var gaps = await Store.Read(c => c.ExecuteScalarAsync<long>("select count(*) from (select stream, max(seq) as top, count(*) as facts from ledger_fact group by stream) s where top <> facts"));
        Assert.Equal(0, gaps);
    }

    [Fact]
    public async Task A_repeated_request_gets_the_first_answer_byte_for_byte()
    {
        CommitOrigin Origin(string digest) => new("k1", "account", digest) { Respond = facts => new(201, "application/json", facts[0].Leaf, "/specimens/1") };
        Commit Act() => Commit.Empty.Insert(Specimen.Named(RandomId.New())).Record(new SpecimenShown("x", "一"));

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Store.Execute(Act(), Origin("d1"))));

        var first = Assert.Single(results.OfType<Committed>());
        Assert.Equal(19, results.OfType<Replayed>().Count());
        Assert.All(results.OfType<Replayed>(), r => Assert.Equal(first.Facts[0].Leaf, r.Response.Body));
        Assert.Equal((201, "/specimens/1"), (results.OfType<Replayed>().First().Response.Status, results.OfType<Replayed>().First().Response.Location));
        Assert.Equal(new Duplicate(CommitOrigin.KeyConstraint), await Store.Execute(Act(), Origin("another")));
        Assert.IsType<Committed>(await Store.Execute(Act(), Origin("d1") with { Account = "somebody else" }));
        Assert.Equal(2, await Count("specimen"));

        await Reopen();
        var kept = await Store.Outcome("account", "k1");
        Assert.Equal(first.Facts[0].Leaf, kept!.Response.Body);
        Assert.Null(await Store.Outcome("account", "k2"));
    }

    [Fact]
    public async Task A_refused_commit_leaves_its_key_free()
    {
        var read = await Inserted(Specimen.Named("原名"));
        await Done(Commit.Empty.Update(read with { Pieces = 1 }).Record(new SpecimenShown(read.Id, "先")));
        var origin = new CommitOrigin("k", "a", "d");
        Assert.IsType<Stale>(await Store.Execute(Commit.Empty.Update(read).Record(new SpecimenShown(read.Id, "后")), origin));
        Assert.IsType<Committed>(await Store.Execute(Commit.Empty.Update(await Find(read.Id)).Record(new SpecimenShown(read.Id, "后")), origin));
    }

    [Fact]
    public async Task A_business_row_does_not_change_without_a_fact_and_is_never_deleted()
    {
        var row = Specimen.Named("无事实");
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Execute(Commit.Empty.Insert(row)));
        Assert.Throws<ArgumentException>(() => Commit.Empty.Delete(row));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Execute(Commit.Empty.Update(row).Record(new SpecimenShown("x", "y"))));

        var scratch = new Scratch { Id = RandomId.New(), Text = "草稿" };
        await Done(Commit.Empty.Insert(scratch));
        await Done(Commit.Empty.Update(scratch with { Version = 1, Text = "改" }));
        Assert.IsType<Stale>(await Store.Execute(Commit.Empty.Delete(scratch with { Version = 1 })));
        await Done(Commit.Empty.Delete(scratch with { Version = 2 }));
        Assert.Equal((0L, 0L), (await Count("scratch"), await Count("row_digest")));
    }

    [Fact]
    public async Task Facts_of_a_stream_are_counted_and_chained_and_private_ones_per_party()
    {
        var facts = (await Done(Commit.Empty
            .Record(new SpecimenShown("p", "一"), "org")
            .Record(new SpecimenSealed("p", "密一"), "甲")
            .Record(new SpecimenSealed("p", "密二"), "乙")
            .Record(new SpecimenShown("p", "二"), "org"))).Facts;
        var more = (await Done(Commit.Empty.StampedAt(Engine.Start.AddDays(1)).Record(new SpecimenSealed("p", "密三"), "甲").Record(new SpecimenShown("q", "三")))).Facts;

        Assert.Equal([1L, 1, 1, 2], facts.Select(f => f.Seq));
        Assert.Equal([2L, 1], more.Select(f => f.Seq));
        Assert.All(facts, f => Assert.Equal(Engine.Start, f.At));
        Assert.All(more, f => Assert.Equal(Engine.Start.AddDays(1), f.At));

        var leaves = facts.Concat(more).Select(f => FactLeaf.Read(f.Leaf)!).ToList();
        Assert.Equal([null, null, null, FactLeaf.HashOf(facts[0].Leaf), FactLeaf.HashOf(facts[1].Leaf), null], leaves.Select(l => l.Prev));
        Assert.All(facts.Concat(more).Zip(leaves), f => Assert.True(f.Second.Body.Fits(f.First.Body)));
        Assert.All(facts.Where(f => f.FactClass is FactClass.Sealed), f => Assert.True(Commitment.Opens(f.Commitment, f.Salt, f.Leaf)));
        Assert.All(facts.Where(f => f.FactClass is FactClass.Public), f => Assert.Empty(f.Commitment));

        // Only public bodies can be fetched by digest.
        foreach (var fact in facts.Concat(more)) Assert.Equal(fact.FactClass is FactClass.Public ? fact.Body : null, await Store.Read(c => c.PublicBody(FactLeaf.Read(fact.Leaf)!.Body.Sha256)));
        // One writer knows the place of a public fact; several do not, and that of a private one is nobody's before its tick.
        var placed = await Store.Read(async c => (await c.QueryAsync<(long, string)>("select leaf_index, stream from ledger_fact where leaf_index is not null order by 1")).ToList());
        Assert.Equal(Engine is SqliteEngine ? [(0L, "p"), (1, "p"), (2, "q")] : [], placed);
    }

    [Fact]
    public async Task Commits_on_one_stream_at_once_leave_no_gap_and_no_double()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(n => Done(Commit.Empty.Record(new SpecimenShown("one", $"{n}")).Record(new SpecimenShown($"two{n % 3}", $"{n}")))));
        var seqs = await Store.Read(async c => (await c.QueryAsync<long>("select seq from ledger_fact where stream = 'one' order by ordinal")).ToList());
        Assert.Equal(Enumerable.Range(1, 200).Select(n => (long)n), seqs);
    }

    [Fact]
    public async Task A_reader_sees_one_snapshot_and_cannot_write()
    {
        await Store.Read(async c =>
        {
            var before = await c.ExecuteScalarAsync<long>("select count(*) from specimen");
            await Inserted(Specimen.Named("其间"));
            Assert.Equal(before, await c.ExecuteScalarAsync<long>("select count(*) from specimen"));
            return 0;
        });
        Assert.Equal(1, await Count("specimen"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Store.Read(c => c.ExecuteAsync("delete from specimen")));
        Assert.Equal(1, await Count("specimen"));
    }
}
