using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tongcai.Ledger;
using Tongcai.Platform.Storage.Sqlite;

namespace Tongcai.Bench.Ledger;

/// <summary>
/// The named peer of <see cref="DurableFacts"/>: writes the rows, entries, bundles, tiles and checkpoints of a finished run once more, the same bytes in the same batches with the same
/// fsyncs, in a loop that computes nothing: statements prepared once, values bound as they are, an entry written once and with its index. One thread writes the database, another the files,
/// as in the platform.
/// </summary>
internal sealed class BareLoop(string from, string to, int batch, IReadOnlyList<long> rounds)
{
    private const string JobFile = "bare.json";

    /// <summary>What the loop is to repeat.</summary>
    /// <param name="From">Directory of the finished run.</param>
    /// <param name="To">Directory with an empty database of the same schema.</param>
    /// <param name="Batch">Facts that share an fsync of the database.</param>
    /// <param name="Facts">Facts in all.</param>
    /// <param name="InOne">Facts of a commit.</param>
    /// <param name="Rounds">Sizes of the ledger at which a checkpoint was published.</param>
    internal sealed record Job(string From, string To, int Batch, int Facts, int InOne, IReadOnlyList<long> Rounds);

    /// <summary>Runs the loop in a process of its own, so that what it keeps in memory is not counted as the platform's; seconds.</summary>
    public static double InChild(string folder, Job job)
    {
        File.WriteAllText(Path.Combine(folder, JobFile), JsonSerializer.Serialize(job));
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["--data", folder, "--bare"]) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(said, CultureInfo.InvariantCulture);
    }

    /// <summary>The child: prints the seconds.</summary>
    public static async Task Child(string folder)
    {
        await using (SqliteStore.Open(Path.Combine(Durable.Fresh(folder, "library"), "data.db"), Durable.Setup))
        {
            // From here on the process uses the SQLite that the platform uses.
        }

        var job = JsonSerializer.Deserialize<Job>(await File.ReadAllTextAsync(Path.Combine(folder, JobFile)))!;
        Console.Write((await new BareLoop(job.From, job.To, job.Batch, job.Rounds).Run(job.Facts, job.InOne)).ToString(CultureInfo.InvariantCulture));
    }

    private static readonly (string Table, string Order, string But)[] Tables =
        [("measured_row", "rowid", ""), ("row_digest", "ordinal", "ordinal"), ("ledger_fact", "ordinal", "ordinal")];

    private readonly string files = Path.Combine(to, "ledger");

    /// <summary>Seconds from the first row to the last file.</summary>
    public async Task<double> Run(long facts, int inOne)
    {
        using var source = Open(Path.Combine(from, "data.db"));
        using var target = Open(Path.Combine(to, "data.db"));
        Directory.CreateDirectory(files);
        var sets = Files(source);
        var rows = Tables.Select(t => Rows(source, t.Table, t.Order, t.But)).ToList();
        var statements = Tables.Select((t, i) => Insert(source, target, t.Table, t.But)).ToList();
        var clock = Stopwatch.StartNew();
        var writing = Task.Run(() =>
        {
            foreach (var set in sets) DurableFiles.Write(files, set, []);
        });
        for (var start = 0; start < facts; start += batch)
        {
            Run(target, "begin immediate");
            for (var n = start; n < Math.Min(start + batch, facts); n++)
            {
                Write(target, statements[2], rows[2][n]);
                if (n % inOne != 0) continue;
                Write(target, statements[0], rows[0][n / inOne]);
                Write(target, statements[1], rows[1][n / inOne]);
            }

            Run(target, "commit");
        }

        await writing;
        var seconds = clock.Elapsed.TotalSeconds;
        foreach (var statement in statements) statement.Dispose();
        return seconds;
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        foreach (var pragma in new[] { "journal_mode = wal", "synchronous = full", "cache_size = -65536", "wal_autocheckpoint = 16384" }) Run(connection, "pragma " + pragma);
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static List<string> Columns(SqliteConnection connection, string table, string but)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"select name from pragma_table_info('{table}') where name <> '{but}'";
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read()) names.Add(reader.GetString(0));
        return names;
    }

    private static sqlite3_stmt Insert(SqliteConnection source, SqliteConnection target, string table, string but)
    {
        var columns = Columns(source, table, but);
        _ = raw.sqlite3_prepare_v2(target.Handle, $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select(_ => "?"))})", out var statement);
        return statement;
    }

    private static List<object?[]> Rows(SqliteConnection source, string table, string order, string but)
    {
        using var command = source.CreateCommand();
        command.CommandText = $"select {string.Join(", ", Columns(source, table, but))} from {table} order by {order}";
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
                row[i] = reader.GetValue(i) switch
                {
                    DBNull => null,
                    string text => new Utf8(Encoding.UTF8.GetBytes(text)),
                    var value => value,
                };
            rows.Add(row);
        }

        return rows;
    }

    private sealed record Utf8(byte[] Bytes);

    private static void Write(SqliteConnection target, sqlite3_stmt statement, object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            _ = values[i] switch
            {
                null => raw.sqlite3_bind_null(statement, i + 1),
                long number => raw.sqlite3_bind_int64(statement, i + 1, number),
                Utf8 { Bytes.Length: 0 } => raw.sqlite3_bind_text(statement, i + 1, ""),
                Utf8 text => raw.sqlite3_bind_text(statement, i + 1, text.Bytes.AsSpan()),
                var bytes => raw.sqlite3_bind_blob(statement, i + 1, (byte[])bytes),
            };
        }

        var rc = raw.sqlite3_step(statement);
        if (rc != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(rc, target.Handle);
        _ = raw.sqlite3_reset(statement);
    }

    /// <summary>What a publisher writes in each round: every bundle and tile of both trees that the new entries touch, full or partial, and both checkpoints.</summary>
    private List<List<KeyValuePair<string, byte[]>>> Files(SqliteConnection source)
    {
        using var command = source.CreateCommand();
        command.CommandText = "select leaf from ledger_fact order by leaf_index";
        using var reader = command.ExecuteReader();
        var sets = new List<List<KeyValuePair<string, byte[]>>>();
        var bundle = new List<ReadOnlyMemory<byte>>();
        var noise = new byte[TilePath.FullWidth * NodeHash.Size];
        new Random(1).NextBytes(noise);
        var size = 0L;
        foreach (var until in rounds)
        {
            var set = new List<KeyValuePair<string, byte[]>>();
            for (var at = size; at < until && reader.Read(); at++)
            {
                bundle.Add((byte[])reader.GetValue(0));
                if (bundle.Count < TilePath.FullWidth) continue;
                set.Add(new(new TilePath(TilePath.EntriesLevel, at / TilePath.FullWidth, bundle.Count).ToString(), EntryBundle.Write(bundle)));
                bundle.Clear();
            }

            if (bundle.Count > 0) set.Add(new(new TilePath(TilePath.EntriesLevel, until / TilePath.FullWidth, bundle.Count).ToString(), EntryBundle.Write(bundle)));
            foreach (var prefix in new[] { "", LedgerPaths.Sm3Prefix })
                for (var level = 0; level < TilePath.Levels(until); level++)
                    for (var number = (size >> (8 * level)) / TilePath.FullWidth; TilePath.WidthAt(level, number, until) is > 0 and var width; number++)
                        set.Add(new(prefix + new TilePath(level, number, width), noise[..(width * NodeHash.Size)]));
            sets.Add(set);
            sets.Add([new(LedgerPaths.Checkpoint, noise[..330])]);
            sets.Add([new(LedgerPaths.Sm3Checkpoint, noise[..250])]);
            size = until;
        }

        return sets;
    }
}
