using System.Data;
using System.Data.Common;
using Npgsql;

namespace Tongcai.Platform.Storage.Postgres;

/// <summary>A PostgreSQL database: one transaction per commit, several at a time, many nodes.</summary>
public sealed class PostgresStore : IStore
{
    /// <summary>Commits under way at once; the server groups their fsyncs.</summary>
    private const int Writers = 8;

    private static readonly SqlDialect Sql = new("bytea", "bigint generated always as identity primary key", " for share", " for update");

    private readonly WriteQueue queue;
    private readonly NpgsqlDataSource source;
    private readonly List<Thread> threads;

    private PostgresStore(NpgsqlDataSource source, StoreSetup setup)
    {
        (this.source, queue) = (source, setup.Queue(Sql));
        threads = [.. Enumerable.Range(1, Writers).Select(n => new Thread(Write) { IsBackground = true, Name = $"postgres writer {n}" })];
        threads.ForEach(t => t.Start());
    }

    /// <summary>Connects and migrates.</summary>
    /// <param name="connectionString">Npgsql connection string.</param>
    /// <param name="setup">Schema, kinds and clocks.</param>
    /// <exception cref="DatabaseRefusedException">The database cannot be used or does not keep what it acknowledges; the message says why.</exception>
    public static PostgresStore Open(string connectionString, StoreSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        setup.RegisterTypes();
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 200, AutoPrepareMinUsages = 2 });
        try
        {
            using (var session = new DbSession(source.OpenConnection()))
            {
                Expect(session, "show fsync", "on");
                // Two nodes that start at once migrate one after the other; the lock goes with the connection.
                session.Execute("select pg_advisory_lock(hashtext('tongcai.migration'))");
                foreach (var step in Migrations.Pending(session, setup.Migrations)) Migrations.Run(session, Sql, step, setup.System.GetUtcNow());
                session.Execute("select pg_advisory_unlock(hashtext('tongcai.migration'))");
            }

            return new PostgresStore(source, setup);
        }
        catch (Exception e)
        {
            source.Dispose();
            if (e is NpgsqlException) throw new DatabaseRefusedException($"PostgreSQL 数据库打不开：{e.Message}", e);
            throw;
        }
    }

    SqlDialect IStore.Dialect => Sql;

    public Task<CommitResult> Execute(Commit commit, CommitOrigin? origin = null, CancellationToken cancel = default) => queue.Execute(commit, origin, cancel);

    Task<T> IStore.Transact<T>(Func<SqlSession, T> work, CancellationToken cancel) => queue.Transact(work, cancel);

    public async Task<T> Read<T>(Func<DbConnection, Task<T>> query, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await using (var readOnly = new NpgsqlCommand("set transaction read only", connection)) await readOnly.ExecuteNonQueryAsync(cancel);
        var result = await query(connection);
        await snapshot.CommitAsync(cancel);
        return result;
    }

    public Task<StoredOutcome?> Outcome(string account, string key, CancellationToken cancel = default) =>
        Read(connection => StoredOutcomes.Find(connection, account, key), cancel);

    public async ValueTask DisposeAsync()
    {
        if (queue.Close()) threads.ForEach(t => t.Join());
        await source.DisposeAsync();
    }

    private void Write()
    {
        var line = new PostgresWriter(source, queue);
        // Each writer has a thread of its own; nothing else waits on it.
        while (queue.Jobs.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (queue.Jobs.TryRead(out var job)) line.Write(job);
        }

        line.Dispose();
    }

    private static void Expect(SqlSession session, string show, string expected)
    {
        var answer = session.Scalar(show)?.ToString();
        if (answer != expected) throw new DatabaseRefusedException($"PostgreSQL 设置 {show["show ".Length..]} 为 {answer}，必须为 {expected}：否则断电会丢失已确认的提交。");
    }
}
