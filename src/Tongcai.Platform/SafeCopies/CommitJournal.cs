using Tongcai.Exchange.Recovery;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.SafeCopies;

/// <summary>提交日志. Each transaction leaves its statements here, inside itself. What becomes visible together is closed: whatever a transaction saw of another one has a smaller ordinal.</summary>
internal static class CommitJournal
{
    /// <summary>Records taken at once: the rest waits for the next tick.</summary>
    private const int MostRecords = 8192;

    private const long MostBytes = 16 << 20;

    /// <summary>Ids deleted by one statement.</summary>
    private const int AtOnce = 64;

    public static void Append(SqlSession session, byte[] statements) =>
        session.ExecuteAside("insert into commit_journal (id, statements) values (@id, @statements)", ("id", RandomId.New()), ("statements", statements));

    /// <summary>What waits, oldest first, and whether that is all; taken out of the journal.</summary>
    public static (List<SafeRecord> Records, bool All) Take(SqlSession session)
    {
        var (records, total) = (new List<SafeRecord>(), 0L);
        var waiting = session.Query($"select id, length(statements) from commit_journal order by ordinal limit {MostRecords + 1}", r => (Id: r.GetString(0), Length: r.GetInt64(1)));
        var taken = waiting.TakeWhile((w, i) => i < MostRecords && (i == 0 || total + w.Length <= MostBytes) && (total += w.Length) > 0).Select(w => w.Id).ToList();
        foreach (var some in taken.Chunk(AtOnce))
        {
            var (names, values) = Named(some);
            records.AddRange(session.Query($"select id, statements from commit_journal where id in ({names}) order by ordinal", r => new SafeRecord(r.GetString(0), (byte[])r.GetValue(1)), values));
            session.ExecuteAside($"delete from commit_journal where id in ({names})", values);
        }

        return (records, taken.Count == waiting.Count);
    }

    /// <summary>Takes one record out; false when it is not there.</summary>
    public static bool Remove(SqlSession session, string id) => session.ExecuteAside("delete from commit_journal where id = @id", ("id", id)) == 1;

    private static (string Names, (string, object?)[] Values) Named(string[] ids) =>
        (string.Join(", ", ids.Select((_, i) => $"@id{i}")), [.. ids.Select((id, i) => ($"id{i}", (object?)id))]);
}
