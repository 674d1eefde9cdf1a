using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Tests.Storage;

namespace Tongcai.Platform.Tests.Ledgers;

public sealed class SqliteReconcilerTests() : ReconcilerTests(new SqliteEngine());

public sealed class PostgresReconcilerTests() : ReconcilerTests(new PostgresEngine());

public abstract class ReconcilerTests(Engine engine) : OnEngine(engine)
{
    private async Task<List<(string Table, string Id)>> Differences() => [.. (await new Reconciler(Store, Engine.Setup()).Run()).Select(d => (d.Table, d.RowId))];

    private Task<int> Raw(string sql) => Store.Transact(s => s.Execute(sql));

    [Fact]
    public async Task A_row_changed_added_or_removed_by_hand_is_named()
    {
        var (a, b, c) = (await Inserted(Specimen.Named("甲") with { Urgent = true, OpenedAt = Engine.Start, Content = [1], Tags = new(["x"]) }), await Inserted(Specimen.Named("乙")), await Inserted(Specimen.Named("丙")));
        await Done(Commit.Empty.Update(b with { AmountFen = 100 }).Record(new SpecimenShown(b.Id, "乙")));
        Assert.Empty(await Differences());

        await Raw($"update specimen set amount_fen = 99 where id = '{b.Id}'");
        Assert.Equal([("specimen", b.Id)], await Differences());
        await Raw($"update specimen set amount_fen = 100 where id = '{b.Id}'");
        Assert.Empty(await Differences());

        await Raw($"update specimen set urgent = false where id = '{a.Id}'");
        await Raw($"delete from specimen where id = '{c.Id}'");
        await Raw($"insert into specimen select 'smuggled', 1, '丁', note, 7, rank, pieces, urgent, state, due_on, starts_on, opened_at, created_at, content, tags from specimen where id = '{b.Id}'");
        Assert.Equal(new HashSet<(string, string)> { ("specimen", a.Id), ("specimen", c.Id), ("specimen", "smuggled") }, (await Differences()).ToHashSet());
    }

    [Fact]
    public async Task Who_also_forges_the_digest_is_betrayed_by_the_leaf()
    {
        var row = await Inserted(Specimen.Named("甲"));
        var map = RowMap.Of(typeof(Specimen));
        var forged = RowDigest.Of(map, row with { Version = 1, AmountFen = 5 }, 1);
        await Store.Transact(s => s.Execute("update specimen set amount_fen = 5 where id = @id", ("id", row.Id)));
        await Store.Transact(s => s.Execute("update row_digest set salt = @salt, digest = @digest where row_id = @id", ("salt", forged.Salt), ("digest", forged.Digest), ("id", row.Id)));
        var fact = Assert.Single(await Differences());
        Assert.Equal("ledger_fact", fact.Table);
    }
}
