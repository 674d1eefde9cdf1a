using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Tongcai.Platform.Storage.Sqlite;

/// <summary>One database file: one writer thread with group commit, many readers.</summary>
public sealed class SqliteStore : IStore
{
    /// <summary>Commits that share one fsync at most.</summary>
    private const int LargestBatch = 2048;

    private static readonly SqlDialect Sql = new("blob", "integer primary key autoincrement", "", "");

    private readonly WriteQueue queue;
    private readonly SqliteConnections connections;
    private readonly Thread thread;
    private SqliteSession? session;

    private SqliteStore(SqliteConnections connections, StoreSetup setup, SqliteSession first)
    {
        (this.connections, queue, session) = (connections, setup.Queue(Sql), first);
        thread = new Thread(Write) { IsBackground = true, Name = "sqlite writer" };
        thread.Start();
    }

    /// <summary>Opens (and creates or migrates) the database.</summary>
    /// <param name="file">Path of the database; its directory is created.</param>
    /// <param name="setup">Schema, kinds and clocks.</param>
    /// <exception cref="DatabaseRefusedException">The database or the library cannot be used; the message says why.</exception>
    public static SqliteStore Open(string file, StoreSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        SqliteLibrary.Use();
        setup.RegisterTypes();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var connections = new SqliteConnections(file);
        try
        {
            SqliteMigration.Run(connections, setup, Sql);
            var store = new SqliteStore(connections, setup, connections.OpenWriter());
            SqliteLibrary.Use();
            return store;
        }
        catch (SqliteException e)
        {
            connections.Dispose();
            throw new DatabaseRefusedException($"数据库 {Path.GetFileName(file)} 打不开：{e.Message}", e);
        }
    }

    SqlDialect IStore.Dialect => Sql;

    /// <summary>Transactions written since the store was opened; beside the number of commits it tells how many share an fsync.</summary>
    public long Transactions { get; private set; }

    public Task<CommitResult> Execute(Commit commit, CommitOrigin? origin = null, CancellationToken cancel = default) => queue.Execute(commit, origin, cancel);

    Task<T> IStore.Transact<T>(Func<SqlSession, T> work, CancellationToken cancel) => queue.Transact(work, cancel);

    public async Task<T> Read<T>(Func<DbConnection, Task<T>> query, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        cancel.ThrowIfCancellationRequested();
        var reader = connections.TakeReader();
        try
        {
            SqliteConnections.Run(reader, "begin");
            var result = await query(reader);
            SqliteConnections.Run(reader, "commit");
            connections.GiveBack(reader);
            return result;
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    public Task<StoredOutcome?> Outcome(string account, string key, CancellationToken cancel = default) =>
        Read(connection => StoredOutcomes.Find(connection, account, key), cancel);

    public ValueTask DisposeAsync()
    {
        if (queue.Close()) thread.Join();
        connections.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Write()
    {
        var batch = new List<WriteJob>(LargestBatch);
        // The writer has a thread of its own; nothing else waits on this one.
        while (queue.Jobs.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            while (batch.Count < LargestBatch && queue.Jobs.TryRead(out var job)) batch.Add(job);
            Write(batch);
        }

        session?.Dispose();
    }

    private void Write(List<WriteJob> batch)
    {
        var kept = new bool[batch.Count];
        try
        {
            session ??= connections.OpenWriter();
            session.Execute("begin immediate");
            if (!TryTogether(session, batch))
            {
                session.Execute("rollback");
                session.Placing.Forget(0);
                session.Execute("begin immediate");
                for (var i = 0; i < batch.Count; i++) kept[i] = RunAlone(session, batch[i]);
            }
            else
            {
                Array.Fill(kept, true);
            }

            queue.Place(session);
            session.Execute("commit");
            Transactions++;
        }
        catch (SqliteException e)
        {
            Settle(batch, kept, e);
            return;
        }

        foreach (var job in batch) job.Finish();
    }

    /// <summary>Runs a batch without savepoints, which cost as much as what they guard; false when one of its jobs is refused and all have to run anew, each by itself.</summary>
    private bool TryTogether(SqlSession session, List<WriteJob> batch)
    {
        try
        {
            return batch.TrueForAll(job => queue.Run(job, session));
        }
        catch (SqliteException e) when (SqliteErrors.ConcernsOneJob(e))
        {
            return false;
        }
        catch (Exception e) when (e is not SqliteException)
        {
            return false;
        }
    }

    /// <summary>Runs one job of a batch between savepoints, so that its failure is its own.</summary>
    private bool RunAlone(SqliteSession session, WriteJob job)
    {
        queue.Before(job, session);
        var placed = session.Placing.Count;
        session.Execute("savepoint job");
        bool keep;
        try
        {
            keep = queue.Run(job, session);
        }
        catch (SqliteException e) when (SqliteErrors.ConcernsOneJob(e))
        {
            job.Refuse(e, SqliteErrors.BrokenUnique(e));
            keep = false;
        }
        catch (Exception e) when (e is not SqliteException)
        {
            job.Refuse(e, null);
            keep = false;
        }

        if (!keep)
        {
            session.Execute("rollback to job");
            session.Placing.Forget(placed);
        }

        session.Execute("release job");
        return keep;
    }

    /// <summary>After a failed transaction: the connection goes, nobody is acknowledged before the database itself has been asked.</summary>
    private void Settle(List<WriteJob> batch, bool[] kept, SqliteException problem)
    {
        var reason = $"数据库写入失败（{problem.SqliteErrorCode}/{problem.SqliteExtendedErrorCode}），请用同一请求编号重试";
        try
        {
            session?.Dispose();
        }
        catch (SqliteException)
        {
            // The connection is thrown away whatever it says.
        }

        session = null;
        try
        {
            session = connections.OpenWriter();
        }
        catch (SqliteException)
        {
            // Still broken: the next batch tries again, this one is answered as failed.
        }

        for (var i = 0; i < batch.Count; i++)
        {
            if (session is not null && kept[i] && IsThere(session, batch[i])) batch[i].Finish();
            else batch[i].Fail(SqliteErrors.IsFull(problem), reason);
        }
    }

    private static bool IsThere(SqlSession session, WriteJob job)
    {
        try
        {
            return job.IsThere(session);
        }
        catch (SqliteException)
        {
            return false;
        }
    }
}
