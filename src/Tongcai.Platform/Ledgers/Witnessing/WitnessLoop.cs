using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.SafeCopies;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.Platform.Ledgers.Witnessing;

/// <summary>Asks the witnesses for as long as the program runs; one node asks, by lease, the others show what it got.</summary>
internal sealed partial class WitnessLoop(Cosigning cosigning, LedgerPolicy policy, IStore store, PlatformOptions options, RecoveryMode recovery, SystemTime system, ILogger<WitnessLoop> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (policy.Parsed.Addresses.Count == 0) return;
        var lease = new Lease(store, "witnesses", system);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await recovery.Passed(stoppingToken);
                if (await lease.Hold(stoppingToken)) await cosigning.RunOnce(stoppingToken);
                else await cosigning.Show(stoppingToken);
                await Task.Delay(options.WitnessInterval, system, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                LogTrouble(log, e);
                await Task.Delay(TimeSpan.FromSeconds(1), system, CancellationToken.None);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Asking the witnesses failed and will be tried again.")]
    private static partial void LogTrouble(ILogger log, Exception e);
}
