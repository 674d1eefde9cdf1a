using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tongcai.Platform.SafeCopies;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.Platform.Jobs;

/// <summary>到期工作。Work that the law asks for at a moment (截止、开标、公示期满). The moment is data in the database; nothing depends on a timer having fired.</summary>
public interface IDueWork
{
    /// <summary>Names the lease: permanent and unique in a platform.</summary>
    string Name { get; }

    /// <summary>Legal instant of the next thing to do; null when nothing waits.</summary>
    Task<DateTimeOffset?> NextDue(CancellationToken cancel);

    /// <summary>
    /// Does what is due at <paramref name="now"/>. Runs in one process at a time, but again after a crash: what is done must show in the
    /// database, so that <see cref="NextDue"/> no longer names it. Outside side effects are keyed by ledger origin and index.
    /// </summary>
    Task Run(DateTimeOffset now, CancellationToken cancel);
}

/// <summary>Runs due work: looks at legal time and the database ten times a second, so a jump of the clock is met at once.</summary>
public sealed partial class DueWorkRunner(IEnumerable<IDueWork> works, IStore store, LegalTime legal, SystemTime system, RecoveryMode recovery, ILogger<DueWorkRunner> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly List<(IDueWork Work, Lease Lease)> leased = [.. works.Select(w => (w, new Lease(store, "work:" + w.Name, system)))];
    private readonly Dictionary<string, DateTimeOffset> pausedUntil = new(StringComparer.Ordinal);

    /// <summary>Runs everything that is due now, each under its lease.</summary>
    /// <returns>How many works ran.</returns>
    public async Task<int> RunOnce(CancellationToken cancel = default)
    {
        var ran = 0;
        foreach (var (work, lease) in leased)
        {
            if (pausedUntil.TryGetValue(work.Name, out var until) && system.GetUtcNow() < until) continue;
            try
            {
                var now = legal.GetUtcNow();
                if (await work.NextDue(cancel) is not { } due || due > now || !await lease.Take(cancel)) continue;
                await work.Run(now, cancel);
                pausedUntil.Remove(work.Name);
                ran++;
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                // One work's trouble is its own; it comes again soon.
                LogTrouble(log, work.Name, e);
                pausedUntil[work.Name] = system.GetUtcNow() + Pause;
            }
        }

        return ran;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await recovery.Passed(stoppingToken);
                await RunOnce(stoppingToken);
                await Task.Delay(Look, system, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends.
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Due work {Name} failed and will be tried again.")]
    private static partial void LogTrouble(ILogger log, string name, Exception e);
}
