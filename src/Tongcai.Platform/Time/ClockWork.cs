using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tongcai.Exchange.Facts;
using Tongcai.Platform.Ledgers.Witnessing;
using Tongcai.Platform.SafeCopies;
using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Time;

/// <summary>一段时间里时钟不可信. Instants recorded within it are right by the correction.</summary>
[Table("clock_doubt", Technical = true)]
public sealed record ClockDoubt : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }

    /// <summary>See <see cref="ClockFault.Cause"/>.</summary>
    public string Cause { get; init; } = "";

    /// <summary>Legal instant of the alarm.</summary>
    public DateTimeOffset FromAt { get; init; }

    /// <summary>Legal instant of the last stamp in doubt; null while it lasts.</summary>
    public DateTimeOffset? ToAt { get; init; }

    /// <summary>Milliseconds to be added.</summary>
    public long CorrectedMs { get; init; }
}

[Table("clock_mark", Technical = true)]
internal sealed record ClockMark : IRow
{
    public const string Only = "clock";

    public string Id { get; init; } = Only;
    public long Version { get; init; }
    public DateTimeOffset At { get; init; }
}

/// <summary>
/// 时钟值守. Looks at the clocks every second, hears the witnesses' times, keeps the latest instant acted on in the database and records what it finds. A demo's legal time is made up: there
/// nothing is guarded.
/// </summary>
public sealed partial class ClockWork(ClockGuard guard, IStore store, LegalTime legal, SystemTime system, PlatformOptions options, LedgerPolicy policy, RecoveryMode recovery, ILogger<ClockWork> log) : BackgroundService
{
    private static readonly TimeSpan MarkEvery = TimeSpan.FromSeconds(5);

    /// <summary>Witnesses of one mind in a row that outweigh the wall clock: a slow answer alone must not.</summary>
    private const int Agreeing = 3;

    private DateTimeOffset markAt;
    private DateTimeOffset heard;
    private int contradicted;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.IsDemo)
            await Recall(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Takes up what the last run left: the latest instant acted on, and a doubt that was not settled.</summary>
    public async Task Recall(CancellationToken cancel = default)
    {
        var (mark, open) = await store.Read(async c => (await c.Find<ClockMark>(ClockMark.Only), await c.First<ClockDoubt>("to_at is null", new { })), cancel);
        if (mark is not null)
            guard.NotBefore(mark.At);
        if (open is not null && policy.Parsed.Addresses.Count > 0)
            guard.Distrust();
    }

    /// <summary>One look.</summary>
    public async Task RunOnce(CancellationToken cancel = default)
    {
        var (open, witnessed) = await store.Read(async c => (await c.First<ClockDoubt>("to_at is null", new { }), Newest(await c.All<WitnessStanding>())), cancel);
        var stamped = legal.GetUtcNow();
        var corrected = guard.Look(witnessed);
        if (guard.Fault is { } fault && open is null)
        {
            LogDoubt(log, fault.Cause, fault.SkewMilliseconds);
            var doubt = new ClockDoubt { Id = RandomId.New(), Cause = fault.Cause, FromAt = stamped };
            await store.Execute(Commit.Empty.Insert(doubt).Record(new ClockAlarmed(options.Origin, fault.Cause, fault.SkewMilliseconds)), null, cancel);
        }
        else if (guard.Fault is null && open is not null)
        {
            var milliseconds = corrected.Ticks / TimeSpan.TicksPerMillisecond;
            await store.Execute(Commit.Empty.Update(open with { ToAt = stamped, CorrectedMs = milliseconds }).Record(new ClockConfirmed(options.Origin, milliseconds)), null, cancel);
        }

        if (guard.Fault is null && guard.GetUtcNow() - markAt >= MarkEvery)
        {
            markAt = guard.GetUtcNow();
            var mark = await store.Read(c => c.Find<ClockMark>(ClockMark.Only), cancel) ?? new ClockMark();
            if (markAt > mark.At)
                await store.Execute(Commit.Empty.Put(mark with { At = markAt }), null, cancel);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.IsDemo)
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await recovery.Passed(stoppingToken);
                await RunOnce(stoppingToken);
                await Task.Delay(TimeSpan.FromSeconds(1), system, stoppingToken);
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

    /// <summary>The newest cosignature's time, when there is news of one that counts.</summary>
    private DateTimeOffset? Newest(IEnumerable<WitnessStanding> standings)
    {
        if (standings.Max(s => s.CosignedAt) is not { } newest || newest <= heard)
            return null;
        // What stood before this program looked for the first time says nothing of now.
        var first = heard == default;
        heard = newest;
        if (first)
            return null;
        // A cosignature has whole seconds and is found out up to a second later: in the middle of both.
        var theirs = newest + TimeSpan.FromSeconds(1);
        contradicted = (system.GetUtcNow() - theirs).Duration() > ClockGuard.Apart ? contradicted + 1 : 0;
        return contradicted is 0 or >= Agreeing ? theirs : null;
    }

    [LoggerMessage(1, LogLevel.Critical, "The wall clock is not believed ({Cause}, {Milliseconds} ms). Deadlines wait until it is right again or a witness confirms it.")]
    private static partial void LogDoubt(ILogger log, string cause, long milliseconds);

    [LoggerMessage(2, LogLevel.Error, "Looking at the clocks failed and will be tried again.")]
    private static partial void LogTrouble(ILogger log, Exception e);
}
