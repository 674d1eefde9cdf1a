using System.Diagnostics;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Tongcai.Bench.Search;

/// <summary>对照。What the engines bring themselves: FTS5 with trigrams, pg_trgm. Neither can look up a word of two characters by its index, so words of three and more are asked.</summary>
internal static class Peers
{
    private static readonly IReadOnlyList<string> Words = [.. Measuring.Common.Where(w => w.Length > 2)];

    /// <summary>FTS5 trigram over the same text, in a file of its own beside the database.</summary>
    public static List<Line> Fts5(string database)
    {
        var file = database + ".fts5";
        File.Delete(file);
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        connection.Execute("pragma journal_mode = off; pragma synchronous = off");
        connection.Execute("attach @database as hub", new { database });
        var clock = Stopwatch.StartNew();
        connection.Execute("create virtual table words using fts5(text, content='', tokenize='trigram')");
        connection.Execute("insert into words(rowid, text) select n.rowid, n.search_text || ' ' || coalesce(p.search_text, '') from hub.public_notice n left join hub.procurement_page p on p.id = n.procurement_id order by n.published_on, n.at");
        var built = $"built in {clock.Elapsed.TotalSeconds:F0} s, {new FileInfo(file).Length >> 20} MB; order of rowid";
        var lines = Ask(connection, "FTS5 trigram", "select rowid from words where words match @w order by rowid desc limit 20", "select count(*) from words where words match @w", w => $"\"{w}\"", built);
        File.Delete(file);
        return lines;
    }

    /// <summary>pg_trgm with GIN over the same text, in a table of its own that is dropped.</summary>
    public static List<Line> Trigram(string connectionString)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = 3600 }.ToString());
        connection.Open();
        connection.Execute("create extension if not exists pg_trgm");
        connection.Execute("drop table if exists bench_words");
        var clock = Stopwatch.StartNew();
        connection.Execute("create table bench_words as select row_number() over (order by n.published_on, n.at) as place, n.search_text || ' ' || coalesce(p.search_text, '') as text from public_notice n left join procurement_page p on p.id = n.procurement_id");
        connection.Execute("create index bench_words_text on bench_words using gin (text gin_trgm_ops)");
        connection.Execute("create index bench_words_place on bench_words (place)");
        connection.Execute("analyze bench_words");
        var built = $"built in {clock.Elapsed.TotalSeconds:F0} s, {connection.ExecuteScalar<long>("select pg_relation_size('bench_words_text')") >> 20} MB";
        var lines = Ask(connection, "pg_trgm", "select place from bench_words where text like @w order by place desc limit 20", "select count(*) from bench_words where text like @w", w => $"%{w}%", built);
        connection.Execute("drop table bench_words");
        return lines;
    }

    private static List<Line> Ask(System.Data.Common.DbConnection connection, string name, string newestSql, string countSql, Func<string, string> quote, string remark)
    {
        List<double> newest = [], counts = [];
        for (var round = 0; round < 3; round++)
        {
            foreach (var word in Words)
            {
                var clock = Stopwatch.StartNew();
                _ = connection.Query<long>(newestSql, new { w = quote(word) }).AsList();
                newest.Add(clock.Elapsed.TotalMilliseconds);
                clock.Restart();
                connection.ExecuteScalar<long>(countSql, new { w = quote(word) });
                counts.Add(clock.Elapsed.TotalMilliseconds);
            }
        }

        return [Measuring.Of($"{name}: newest 20, one word of 3 or more", newest, remark), Measuring.Of($"{name}: count", counts)];
    }
}
