using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tongcai.Ledger;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.Platform.SafeCopies;

/// <summary>Mirrors for as long as the program runs, each ledger at its own pace; one node does, by lease.</summary>
internal sealed partial class MirrorLoop(IEnumerable<LedgerMirror> mirrors, IStore store, PlatformOptions options, RecoveryMode recovery, SystemTime system, ILogger<MirrorLoop> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(mirrors.Select(m => Mirror(m, stoppingToken)));

    private async Task Mirror(LedgerMirror mirror, CancellationToken stopping)
    {
        var lease = new Lease(store, "mirror:" + mirror.Origin, system);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await recovery.Passed(stopping);
                if (await lease.Hold(stopping)) await mirror.Step(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (IOException)
            {
                // No answer: the platform that is mirrored shows that nobody takes its segments.
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                LogTrouble(log, mirror.Origin, e);
            }

            await Task.Delay(options.FollowInterval, system, stopping).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Mirroring {Origin} failed and will be tried again.")]
    private static partial void LogTrouble(ILogger log, string origin, Exception e);
}
