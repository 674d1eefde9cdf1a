using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.Platform.Ledgers;

/// <summary>Follows every configured ledger, each at its own pace; what one of them does holds up no other.</summary>
internal sealed partial class FollowLoop(IEnumerable<SourceFollower> followers, IStore store, PlatformOptions options, SystemTime system, ILogger<FollowLoop> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(followers.Select(f => Follow(f, stoppingToken)));

    private async Task Follow(SourceFollower follower, CancellationToken stopping)
    {
        var lease = new Lease(store, "follow:" + follower.Origin, system);
        var retried = false;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var state = FollowState.Waiting;
                if (await lease.Hold(stopping))
                {
                    if (!retried) await follower.RetryParked(stopping);
                    retried = true;
                    state = await follower.Step(stopping);
                }

                if (state is not FollowState.Advanced) await Task.Delay(options.FollowInterval, system, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                LogTrouble(log, follower.Origin, e);
                await Task.Delay(TimeSpan.FromSeconds(1), system, CancellationToken.None);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Following {Origin} failed and will be tried again.")]
    private static partial void LogTrouble(ILogger log, string origin, Exception e);
}
