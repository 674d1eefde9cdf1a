using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.SafeCopies;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.Platform.Ledgers.SplitViews;

/// <summary>Compares for as long as the program runs, in one process at a time.</summary>
internal sealed partial class SplitViewLoop(SplitViewCheck views, IStore store, PlatformOptions options, RecoveryMode recovery, SystemTime system, ILogger<SplitViewLoop> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lease = new Lease(store, "split-view", system);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await recovery.Passed(stoppingToken);
                await Task.Delay(options.ViewInterval, system, stoppingToken);
                if (await lease.Take(stoppingToken)) await views.RunOnce(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                LogTrouble(log, e);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Comparing views failed and will be tried again.")]
    private static partial void LogTrouble(ILogger log, Exception e);
}
