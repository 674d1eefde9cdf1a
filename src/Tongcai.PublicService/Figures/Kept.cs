using System.Data.Common;
using Dapper;
using Tongcai.Platform.Time;

namespace Tongcai.PublicService.Figures;

/// <summary>
/// A sum over all rows, kept in memory until something was read or registered since. Under a steady stream of facts it is made anew only when ten times as long has passed as making it takes,
/// so that it never costs more than a tenth of a core.
/// </summary>
/// <param name="make">Makes it.</param>
internal sealed class Kept<T>(SystemTime time, Func<DbConnection, Task<T>> make) : IDisposable
    where T : class
{
    private const int Rest = 10;

    /// <summary>What is made faster is always made anew when something changed.</summary>
    private static readonly TimeSpan Costly = TimeSpan.FromMilliseconds(50);

    /// <summary>Commits of a database server may become visible in another order than they are numbered in: nothing is believed for longer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim one = new(1);
    private Made? last;

    private sealed record Made(T Value, (long Changes, long Organisations) Seen, long At, TimeSpan Took);

    public async Task<T> Now(DbConnection db)
    {
        if (last is { } before && await Holds(before, db)) return before.Value;
        await one.WaitAsync();
        try
        {
            if (last is { } meanwhile && await Holds(meanwhile, db)) return meanwhile.Value;
            var (seen, begun) = (await Seen(db), time.GetTimestamp());
            var value = await make(db);
            last = new(value, seen, time.GetTimestamp(), time.GetElapsedTime(begun));
            return value;
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private async Task<bool> Holds(Made made, DbConnection db)
    {
        var age = time.GetElapsedTime(made.At);
        return (made.Took > Costly && age < Rest * made.Took) || (age < Longest && made.Seen == await Seen(db));
    }

    private static async Task<(long Changes, long Organisations)> Seen(DbConnection db) => (
        await db.ExecuteScalarAsync<long>("select coalesce(max(seq), 0) from notice_change"), await db.ExecuteScalarAsync<long>("select count(*) from registered_organisation"));
}
