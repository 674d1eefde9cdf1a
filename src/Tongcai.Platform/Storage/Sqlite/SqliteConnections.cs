using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Tongcai.Platform.Storage.Sqlite;

/// <summary>Opens connections to one database file with the settings that keep an acknowledged write: WAL and synchronous=FULL, both asserted.</summary>
internal sealed class SqliteConnections(string file) : IDisposable
{
    /// <summary>Waits of a writer for another process (backup, checkpoint).</summary>
    private const int BusyMilliseconds = 5000;

    /// <summary>Pages that the writer keeps: the indexes it inserts into at random stay in memory, and a batch is not spilled before its end.</summary>
    private const int WriterCacheKibibytes = 65_536;

    /// <summary>Pages of the log (4 KiB each) after which it is copied into the file.</summary>
    private const int LogPages = 16_384;

    private readonly ConcurrentBag<SqliteConnection> readers = [];

    /// <summary>Held open for as long as the database is used: with its last connection SQLite removes the index of the log, and on a disk that is full or read-only nobody could make it anew, not even to read.</summary>
    private SqliteConnection? anchor;

    public string File => file;

    /// <summary>
    /// A writing connection on a database whose every visible commit is on the disk. After a failed fsync the log may hold commits that were never
    /// acknowledged and never written; copying the log into the file writes and syncs them anew, and only then may an outcome be looked up.
    /// </summary>
    /// <exception cref="SqliteException">The file cannot be opened or brought to the disk.</exception>
    public SqliteSession OpenWriter()
    {
        var connection = Open(SqliteOpenMode.ReadWriteCreate);
        try
        {
            Expect(connection, "pragma journal_mode = wal", "wal");
            Run(connection, "pragma synchronous = full");
            Expect(connection, "pragma synchronous", "2");
            Run(connection, "pragma foreign_keys = on");
            Run(connection, $"pragma cache_size = -{WriterCacheKibibytes}");
            // Undo pages of savepoints, one for each commit of a batch: in a file they cost a write each.
            Run(connection, "pragma temp_store = memory");
            // Copying the log into the file at every commit would double the fsyncs; a log of this length is read back in well under a second.
            Run(connection, $"pragma wal_autocheckpoint = {LogPages}");
            Expect(connection, "pragma wal_checkpoint(truncate)", "0");
            anchor ??= Anchor();
            return new SqliteSession(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public SqliteConnection TakeReader()
    {
        if (readers.TryTake(out var pooled)) return pooled;
        var connection = Open(SqliteOpenMode.ReadWrite);
        Run(connection, "pragma query_only = on");
        return connection;
    }

    public void GiveBack(SqliteConnection reader) => readers.Add(reader);

    public void Dispose()
    {
        while (readers.TryTake(out var reader)) reader.Dispose();
        anchor?.Dispose();
    }

    private SqliteConnection Anchor()
    {
        var connection = Open(SqliteOpenMode.ReadWrite);
        Run(connection, "select count(*) from sqlite_schema");
        return connection;
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            Run(connection, $"pragma busy_timeout = {BusyMilliseconds}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void Expect(SqliteConnection connection, string pragma, string expected)
    {
        using var command = connection.CreateCommand();
        command.CommandText = pragma;
        var answer = command.ExecuteScalar()?.ToString();
        if (answer != expected) throw new SqliteException($"{pragma}: {answer} instead of {expected}", SqliteErrors.Busy);
    }
}
