using System.Data.Common;
using Dapper;
using Tongcai.Platform.Storage;

namespace Tongcai.PublicService.Search.Index;

/// <summary>
/// The index as the store stands: before a question is answered it takes over what was committed since, so whoever sees a notice on one node finds it on every one.
/// On PostgreSQL numbers may become visible out of order; those skipped are looked for again until a commit under way cannot bring them any more.
/// </summary>
internal sealed class LiveIndex(TimeProvider time) : IDisposable
{
    /// <summary>No commit takes so long.</summary>
    private static readonly TimeSpan Awaited = TimeSpan.FromMinutes(1);

    /// <summary>Numbers below the newest one at the start that may still come.</summary>
    private const int Recent = 1000;

    private const int AtOnce = 200;

    /// <summary>So long a reader waits for the index of a program that has just started, holding a connection.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Replaced documents from which on, when they are more than the living, the index is made anew.</summary>
    private const int WorthMakingAnew = 50_000;

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Dictionary<long, DateTimeOffset> skipped = [];
    private volatile State? state;

    /// <param name="Floor">Every number up to it is done with.</param>
    /// <param name="Seen">The highest number taken over.</param>
    /// <param name="Beyond">How many above the floor were taken over.</param>
    private sealed record State(NoticeIndex Index, long Floor, long Seen, long Beyond);

    private sealed record Change(long Seq, string ProcurementId);

    /// <summary>The index with everything that the connection's snapshot holds; null when it is being made by somebody else and that takes long.</summary>
    public async Task<NoticeIndex?> Of(DbConnection db, CancellationToken cancel)
    {
        if (state is { } now)
        {
            var (beyond, seen) = await db.QuerySingleAsync<(long, long)>("select count(*), coalesce(max(seq), 0) from notice_change where seq > @floor", new { floor = now.Floor });
            if (beyond == now.Beyond && (beyond == 0 || seen == now.Seen)) return now.Index;
        }

        if (!await gate.WaitAsync(state is null ? Patience : Timeout.InfiniteTimeSpan, cancel)) return null;
        try
        {
            var before = state is { } known && !(known.Index.Replaced > WorthMakingAnew && known.Index.Replaced > known.Index.Count) ? known : await Load(db, cancel);
            return (state = await CatchUp(db, before)).Index;
        }
        catch
        {
            // What was taken over by halves is made anew.
            state = null;
            throw;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The index as it was last; null before the first question.</summary>
    public NoticeIndex? Last => state?.Index;

    public void Dispose() => gate.Dispose();

    private async Task<State> Load(DbConnection db, CancellationToken cancel)
    {
        // Last numbers first: what comes while the rows are read is in the same snapshot or comes again.
        var seen = await db.ExecuteScalarAsync<long>("select coalesce(max(seq), 0) from notice_change");
        var floor = Math.Max(0, seen - Recent);
        var there = (await db.QueryAsync<long>("select seq from notice_change where seq > @floor", new { floor })).ToHashSet();
        skipped.Clear();
        for (var seq = floor + 1; seq < seen; seq++)
        {
            if (!there.Contains(seq)) skipped.Add(seq, time.GetUtcNow());
        }

        var index = new NoticeIndex();
        Dictionary<string, string> words = [];
        await foreach (var row in db.QueryUnbufferedAsync<IndexedProcurement>(IndexedProcurement.Select).WithCancellation(cancel))
        {
            index.Load(row);
            words.Add(row.Id, row.SearchText);
        }

        await foreach (var row in db.QueryUnbufferedAsync<IndexedNotice>(IndexedNotice.Select).WithCancellation(cancel)) index.Load(row, words.GetValueOrDefault(row.ProcurementId, ""));
        return new State(index.Sealed(), floor, seen, there.Count);
    }

    private async Task<State> CatchUp(DbConnection db, State before)
    {
        var found = await db.QueryAsync<Change>("select seq, procurement_id as procurementId from notice_change where seq > @floor order by seq", new { floor = before.Floor });
        var (seen, beyond) = (before.Seen, before.Beyond);
        HashSet<string> changed = [];
        foreach (var (seq, procurement) in found.AsList())
        {
            if (seq <= before.Seen && !skipped.Remove(seq)) continue;
            changed.Add(procurement);
            for (var missing = seen + 1; missing < seq; missing++) skipped.Add(missing, time.GetUtcNow());
            seen = Math.Max(seen, seq);
            beyond++;
        }

        foreach (var ids in changed.Chunk(AtOnce)) await TakeOver(db, before.Index, ids);
        foreach (var gone in skipped.Where(s => time.GetUtcNow() - s.Value > Awaited).Select(s => s.Key).ToList()) skipped.Remove(gone);
        var floor = skipped.Count == 0 ? seen : skipped.Keys.Min() - 1;
        if (floor == before.Floor) return before with { Seen = seen, Beyond = beyond };
        beyond = floor == seen ? 0 : await db.ExecuteScalarAsync<long>("select count(*) from notice_change where seq > @floor and seq <= @seen", new { floor, seen });
        return new State(before.Index, floor, seen, beyond);
    }

    private static async Task TakeOver(DbConnection db, NoticeIndex index, string[] ids)
    {
        var parameters = new DynamicParameters();
        var among = $"in {parameters.In("p", ids)}";
        var pages = (await db.QueryAsync<IndexedProcurement>($"{IndexedProcurement.Select} where id {among}", parameters)).ToDictionary(p => p.Id, StringComparer.Ordinal);
        var notices = (await db.QueryAsync<IndexedNotice>($"{IndexedNotice.Select} where procurement_id {among}", parameters)).ToLookup(n => n.ProcurementId, StringComparer.Ordinal);
        foreach (var id in ids) index.Apply(id, pages.GetValueOrDefault(id), [.. notices[id]]);
    }
}
