using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tongcai.Platform.SafeCopies;
using Tongcai.Platform.Time;

namespace Tongcai.Platform.Ledgers;

/// <summary>Runs the sequencer: public facts within a fifth of a second, one sealed batch on every tick of system time, whatever happened.</summary>
internal sealed partial class SequencerLoop(Sequencer sequencer, PlatformOptions options, SystemTime system, LedgerHealth health, RecoveryMode recovery, ILogger<SequencerLoop> log, SafeCopy? safe = null) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var tick = options.Tick.Ticks;
        var next = system.GetUtcNow();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await recovery.Passed(stoppingToken);
                var now = system.GetUtcNow();
                if (now >= next)
                {
                    // Ticks lie on a fixed grid: a late one is not made up for, so that a tick tells nothing of load.
                    next = new DateTimeOffset((now.Ticks / tick + 1) * tick, TimeSpan.Zero);
                    await sequencer.TickOnce(stoppingToken);
                    health.Report(safe is null ? "" : await safe.Problem(stoppingToken));
                }
                else
                {
                    await sequencer.RunOnce(stoppingToken);
                }

                await Task.Delay(Look, system, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Ledger.LedgerConflictException e)
            {
                // Never guess here: a second root for one size could not be taken back.
                LogConflict(log, e);
                health.Report($"账本与数据库不一致，已停止发布：{e.Message}");
                return;
            }
            catch (Exception e) when (e is IOException or InvalidOperationException or System.Data.Common.DbException)
            {
                LogTrouble(log, e);
                health.Report($"账本暂时无法推进：{e.Message}");
                await Task.Delay(TimeSpan.FromSeconds(1), system, CancellationToken.None);
            }
        }
    }

    /// <summary>Leaves the lease to whoever starts next, so that nobody waits until it runs out.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await sequencer.StepDown(cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException or IOException or System.Data.Common.DbException)
        {
            LogTrouble(log, e);
        }
    }

    [LoggerMessage(1, LogLevel.Critical, "The ledger contradicts the database; publishing has stopped.")]
    private static partial void LogConflict(ILogger log, Exception e);

    [LoggerMessage(2, LogLevel.Error, "The sequencer failed and will try again.")]
    private static partial void LogTrouble(ILogger log, Exception e);
}

/// <summary>账本运行状态。What the operator's page shows of the sequencer.</summary>
public sealed class LedgerHealth
{
    private volatile string problem = "";

    /// <summary>What is wrong, in Chinese; empty when all is well.</summary>
    public string Problem => problem;

    internal void Report(string text) => problem = text;
}
