using Dapper;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Storage.Sqlite;

namespace Tongcai.Platform.Tests.Storage;

public sealed class SqliteMigrationTests() : MigrationTests(new SqliteEngine())
{
    [Fact]
    public async Task A_file_is_copied_and_checked_before_it_is_changed_and_three_copies_are_kept()
    {
        await Inserted(Specimen.Named("旧"));
        var backups = Path.Combine(((SqliteEngine)Engine).Folder, "backup");
        Assert.False(Directory.Exists(backups));
        for (var n = 0; n < 5; n++)
        {
            Engine.System.Now += TimeSpan.FromMinutes(1);
            await Store.Transact(s => s.Execute("drop table scratch") + s.Execute("drop table specimen") + s.Execute("delete from migration where number = 901"));
            await Reopen();
        }

        var copies = Directory.GetFiles(backups).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(3, copies.Count);
        Assert.EndsWith("before-0901-20270302T010500000.db", copies[^1], StringComparison.Ordinal);
        Assert.Equal(0, await Count("specimen"));
    }
}

public sealed class PostgresMigrationTests() : MigrationTests(new PostgresEngine());

public abstract class MigrationTests(Engine engine) : OnEngine(engine)
{
    [Fact]
    public async Task Every_step_runs_once_in_its_order_and_is_remembered_with_its_digest()
    {
        var steps = await Store.Read(async c => (await c.QueryAsync<(long, string, string)>("select number, name, digest from migration order by number")).ToList());
        Assert.Equal(Engine.Setup().Migrations.Select(m => ((long)m.Number, m.Name, m.Digest)), steps);
        Assert.Equal((1L, 901L), (steps[0].Item1, steps[^1].Item1));
        await Reopen();
        Assert.Equal(steps.Count, await Count("migration"));
    }

    [Fact]
    public async Task A_database_newer_than_the_program_is_refused_in_words()
    {
        await Store.Transact(s => s.Execute("insert into migration (number, name, digest, at) values (9999, '9999-later.sql', 'x', 0)"));
        var refused = await Assert.ThrowsAsync<DatabaseRefusedException>(Engine.Open);
        Assert.Contains("数据库比程序新", refused.Message, StringComparison.Ordinal);
        Assert.Contains("9999-later.sql", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_was_edited_after_it_ran_is_refused()
    {
        await Store.Transact(s => s.Execute("update migration set digest = 'x' where number = 901"));
        Assert.Contains("0901-test.sql", (await Assert.ThrowsAsync<DatabaseRefusedException>(Engine.Open)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_fails_leaves_nothing_behind()
    {
        var broken = new Migration(902, "0902-broken.sql", "create table half (id text primary key); insert into nowhere values (1);");
        using (SqlSession session = Engine is SqliteEngine file ? new SqliteConnections(file.File).OpenWriter() : new DbSession(((PostgresEngine)Engine).Connect()))
            Assert.Throws<DatabaseRefusedException>(() => Migrations.Run(session, Store.Dialect, broken, Engine.Start));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Count("half"));
    }
}
