using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform.SafeCopies;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.Platform.Ledgers;

/// <summary>Makes what follows one ledger.</summary>
public delegate SourceFollower MakeFollower(FollowedSource source);

/// <summary>Follows every attached ledger, each at its own pace; what one of them does holds up no other. Looks at the list all the time: who is attached is followed, who is detached no more.</summary>
internal sealed partial class FollowLoop(
    LiveAttachments attachments, ConfiguredAttachments configured, MakeFollower make, IStore store, PlatformOptions options, RecoveryMode recovery, SystemTime system, ILogger<FollowLoop> log) : BackgroundService
{
    private readonly Dictionary<string, Running> running = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var written = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await recovery.Passed(stoppingToken);
                written = written || await configured.Record(stoppingToken);
                await attachments.Refresh(stoppingToken);
            }
            catch (Exception e) when (e is not OutOfMemoryException && !stoppingToken.IsCancellationRequested)
            {
                LogListTrouble(log, e);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            await Adjust(attachments.Now.Followed, stoppingToken);
            await Task.Delay(options.FollowInterval, system, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Adjust([], CancellationToken.None);
    }

    /// <summary>Ends what is no longer followed, or on other terms, and begins what is new.</summary>
    private async Task Adjust(IReadOnlyList<FollowedSource> followed, CancellationToken stopping)
    {
        var ending = running.Values.Where(r => !followed.Contains(r.Source)).ToList();
        foreach (var one in ending)
        {
            running.Remove(one.Source.Origin);
            await one.Stop.CancelAsync();
        }

        foreach (var one in ending)
        {
            await one.Work;
            one.Stop.Dispose();
        }

        foreach (var source in followed.Where(s => !running.ContainsKey(s.Origin) && !stopping.IsCancellationRequested))
        {
            var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            running[source.Origin] = new(source, stop, Follow(source, stop.Token));
        }
    }

    private async Task Follow(FollowedSource source, CancellationToken stopping)
    {
        var lease = new Lease(store, "follow:" + source.Origin, system);
        var standing = new Standing(store, source.Origin, system);
        SourceFollower? follower = null;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await recovery.Passed(stopping);
                var state = FollowState.Waiting;
                if (await lease.Hold(stopping))
                {
                    if (follower is null)
                    {
                        follower = make(source);
                        await follower.RetryParked(stopping);
                    }

                    state = await follower.Step(stopping);
                    await standing.Tell(state, stopping);
                }

                if (state is not FollowState.Advanced) await Task.Delay(options.FollowInterval, system, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                LogTrouble(log, source.Origin, e);
                await Task.Delay(TimeSpan.FromSeconds(1), system, CancellationToken.None);
            }
        }

        await GiveUp(lease, source.Origin);
    }

    /// <summary>Whoever follows next, here or on another node, need not wait until the lease runs out.</summary>
    private async Task GiveUp(Lease lease, string origin)
    {
        try
        {
            await lease.GiveUp();
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or System.Data.Common.DbException)
        {
            LogTrouble(log, origin, e);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Following {Origin} failed and will be tried again.")]
    private static partial void LogTrouble(ILogger log, string origin, Exception e);

    [LoggerMessage(2, LogLevel.Error, "The list of attached platforms could not be read and stays as it was.")]
    private static partial void LogListTrouble(ILogger log, Exception e);

    private sealed record Running(FollowedSource Source, CancellationTokenSource Stop, Task Work);

    /// <summary>Writes down how following stands when that changes, and the traffic at every step of its grid.</summary>
    private sealed class Standing(IStore store, string origin, TimeProvider system)
    {
        private FollowingState? told;
        private DateTimeOffset nextCount;

        public async Task Tell(FollowState state, CancellationToken cancel)
        {
            var now = system.GetUtcNow();
            var shown = state switch
            {
                FollowState.Waiting => FollowingState.Silent,
                FollowState.Alarmed => FollowingState.Alarmed,
                _ => FollowingState.Reading,
            };
            if (shown != told)
            {
                var row = await store.Read(c => c.Find<FollowStanding>(origin), cancel);
                // A row that another node has changed meanwhile says as much.
                if (row?.State != shown) await store.Execute(Commit.Empty.Put((row ?? new FollowStanding { Id = origin }) with { State = shown, Since = now }), null, cancel);
                told = shown;
            }

            if (now < nextCount) return;
            var step = now.Ticks / FollowTraffic.Step.Ticks;
            if (await store.Read(c => c.Find<FollowPosition>(origin), cancel) is { } position)
                await store.Execute(Commit.Empty.Insert(new FollowTraffic { Id = FormattableString.Invariant($"{origin}|{step}"), Ledger = origin, At = now, Facts = position.PublicFacts }), null, cancel);
            nextCount = new DateTimeOffset((step + 1) * FollowTraffic.Step.Ticks, TimeSpan.Zero);
        }
    }
}
