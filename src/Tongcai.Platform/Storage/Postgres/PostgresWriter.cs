using System.Collections.Concurrent;
using Npgsql;

namespace Tongcai.Platform.Storage.Postgres;

/// <summary>One writing connection and the thread that owns it.</summary>
internal sealed class PostgresWriter(NpgsqlDataSource source, WriteQueue queue) : IDisposable
{
    /// <summary>Repetitions after a conflict, and after a connection that turned out dead before anything was done.</summary>
    private const int Attempts = 5;

    private const string IndexColumnsSql = """
        select t.relname, string_agg(a.attname, ',' order by k.place), bool_or(k.attnum = 0)
        from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
        cross join lateral unnest(i.indkey::int[]) with ordinality as k(attnum, place)
        left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
        where c.relname = @name group by t.relname
        """;

    private static readonly ConcurrentDictionary<string, string> Constraints = new(StringComparer.Ordinal);

    private DbSession? session;

    public void Write(WriteJob job)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (begun, ending) = (false, false);
            try
            {
                session ??= Open();
                session.Execute("begin");
                begun = true;
                var keep = queue.Run(job, session);
                ending = keep;
                session.Execute(keep ? "commit" : "rollback");
                break;
            }
            catch (Exception e) when (e is not NpgsqlException)
            {
                job.Refuse(e, null);
                if (TryRollBack()) break;
                job.Fail(full: false, e.Message);
                return;
            }
            catch (NpgsqlException e) when (PostgresErrors.IsConflict(e) && attempt < Attempts)
            {
                TryRollBack();
            }
            catch (NpgsqlException e) when (PostgresErrors.ConcernsOneJob(e))
            {
                var index = PostgresErrors.BrokenIndex(e);
                TryRollBack();
                job.Refuse(e, index is null ? null : Name(index));
                break;
            }
            catch (NpgsqlException) when (!begun && session is not null && attempt < Attempts)
            {
                // A kept connection whose server went away meanwhile: nothing was begun on it.
                ThrowAway();
            }
            catch (NpgsqlException e)
            {
                ThrowAway();
                if (ending && IsThere(job)) break;
                job.Fail(PostgresErrors.IsFull(e), $"数据库暂不可用（{e.SqlState ?? "连接中断"}），请用同一请求编号重试");
                return;
            }
        }

        job.Finish();
    }

    public void Dispose() => ThrowAway();

    private DbSession Open()
    {
        var opened = new DbSession(source.OpenConnection());
        // A server may ask for more (a synchronous standby), never for less.
        if (opened.Scalar("show synchronous_commit") is "off") opened.Execute("set synchronous_commit = on");
        return opened;
    }

    private bool TryRollBack()
    {
        try
        {
            session?.Execute("rollback");
            return true;
        }
        catch (NpgsqlException)
        {
            ThrowAway();
            return false;
        }
    }

    private void ThrowAway()
    {
        if (session is null) return;
        if (session.Connection is NpgsqlConnection connection) NpgsqlConnection.ClearPool(connection);
        session.Dispose();
        session = null;
    }

    private bool IsThere(WriteJob job)
    {
        try
        {
            session = Open();
            return job.IsThere(session);
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private string Name(string index)
    {
        if (Constraints.TryGetValue(index, out var known)) return known;
        try
        {
            session ??= Open();
            var name = session.Query(IndexColumnsSql, r => r.GetBoolean(2) ? index : $"{r.GetString(0)}.{r.GetString(1)}", ("name", index)).FirstOrDefault(index);
            return Constraints[index] = name;
        }
        catch (NpgsqlException)
        {
            return index;
        }
    }
}
