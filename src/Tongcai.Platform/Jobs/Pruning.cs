using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform.SafeCopies;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.Platform.Jobs;

/// <summary>过期即删。Technical rows that nobody can use any more once the instant in a column lies back by <paramref name="Keep"/>.</summary>
/// <param name="Table">Table, a constant of the program.</param>
/// <param name="Column">Column with an instant of system time, milliseconds since 1970.</param>
/// <param name="Keep">How long after that instant the row stays.</param>
/// <param name="Only">A further condition on the rows, SQL of both engines; a constant of the program.</param>
public sealed record Expiry(string Table, string Column, TimeSpan Keep, string Only = "1 = 1")
{
    /// <summary>A repeated request gets its first answer for so long (draft-ietf-httpapi-idempotency-key-header 2.3: the server publishes its policy).</summary>
    public static readonly TimeSpan OutcomeKept = TimeSpan.FromHours(72);

    /// <summary>What every platform keeps: sessions, answers to repeated requests, certificate challenges, counters of sign-in attempts.</summary>
    public static readonly IReadOnlyList<Expiry> OfEveryPlatform =
    [
        new("session", "until", TimeSpan.Zero),
        new("session", "idle_until", TimeSpan.Zero),
        new("request_outcome", "at", OutcomeKept, $"account not like '{CommitOrigin.Kept}%'"),
        new("sign_in_challenge", "until", TimeSpan.Zero),
        new("sign_in_attempt", "blocked_until", TimeSpan.FromDays(1)),
        new("follow_traffic", "at", FollowTraffic.Kept),
    ];
}

/// <summary>Deletes expired rows every ten minutes, so that there are never many. Every node may do it: a row is gone or not.</summary>
public sealed partial class Pruning(IEnumerable<Expiry> expiries, IStore store, SystemTime system, RecoveryMode recovery, ILogger<Pruning> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>Deletes what has expired by now.</summary>
    /// <returns>How many rows went.</returns>
    public async Task<int> RunOnce(CancellationToken cancel = default)
    {
        var gone = 0;
        foreach (var (table, column, keep, only) in expiries)
        {
            var before = (system.GetUtcNow() - keep).ToUnixTimeMilliseconds();
            gone += await store.Transact(session => session.Execute($"delete from {table} where {column} < @before and {only}", ("before", before)), cancel);
        }

        return gone;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await recovery.Passed(stoppingToken);
                await RunOnce(stoppingToken);
            }
            catch (Exception e) when (e is not OutOfMemoryException && !stoppingToken.IsCancellationRequested)
            {
                LogTrouble(log, e);
            }

            await Task.Delay(Pause, system, stoppingToken);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Expired rows could not be deleted; it will be tried again.")]
    private static partial void LogTrouble(ILogger log, Exception e);
}
