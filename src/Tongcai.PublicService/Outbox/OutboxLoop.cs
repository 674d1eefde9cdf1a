using System.Collections.Concurrent;
using System.Diagnostics;
using Dapper;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.SafeCopies;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.PublicService.Outbox;

/// <summary>发件箱。Sends what is due, many at once but few for one owner, so that a receiver who is slow delays only himself. One node at a time; after a crash a message may be sent again under the same id.</summary>
internal sealed partial class OutboxLoop(IStore store, SystemTime system, RecoveryMode recovery, IEnumerable<IChannel> channels, ILogger<OutboxLoop> log) : BackgroundService
{
    private const int AtOnce = 32;
    private const int PerOwner = 2;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<Channel, IChannel> ways = channels.ToDictionary(c => c.Channel);
    private readonly Lease lease = new(store, "outbox", system);
    private readonly ConcurrentDictionary<string, bool> flying = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await recovery.Passed(stoppingToken);
                if (await Due(stoppingToken) is { Count: > 0 } due && await lease.Hold(stoppingToken))
                {
                    foreach (var message in due.Where(_ => flying.Count < AtOnce))
                    {
                        if (flying.TryAdd(message.Id, true)) _ = Fly(message, stoppingToken);
                    }
                }
            }
            catch (Exception e) when (e is not OutOfMemoryException && !stoppingToken.IsCancellationRequested)
            {
                LogTrouble(log, e);
            }

            await Task.Delay(Pause, system, stoppingToken);
        }
    }

    /// <summary>The first due messages of every owner, those under way among them.</summary>
    private Task<List<OutboundMessage>> Due(CancellationToken cancel) => store.Read(async db => (await db.QueryAsync<OutboundMessage>(
        """
        select * from (
          select m.*, row_number() over (partition by owner_id order by next_at, id) as place from outbound_message m where state in ('Waiting', 'Accepted') and next_at <= @now) due
        where place <= @PerOwner order by next_at, id limit @most
        """,
        new { now = system.GetUtcNow(), PerOwner, most = 2 * AtOnce })).AsList(), cancel);

    private async Task Fly(OutboundMessage message, CancellationToken cancel)
    {
        await Task.Yield();
        try
        {
            await Try(message, cancel);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            if (!cancel.IsCancellationRequested) LogTrouble(log, e);
        }
        finally
        {
            flying.TryRemove(message.Id, out _);
        }
    }

    private async Task Try(OutboundMessage message, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        var sent = ways.TryGetValue(message.Channel, out var way) ? await way.Send(message, cancel) : new Sent(MessageState.Waiting, "这一通道没有接通");
        var now = system.GetUtcNow();
        var next = message with { State = sent.State, Attempts = message.Attempts + 1, NextAt = now };
        if (sent.State is MessageState.Waiting or MessageState.Accepted)
        {
            var wait = sent.After ?? Retries.After(next.Attempts);
            next = wait is { } later ? next with { NextAt = now + later } : next with { State = MessageState.GivenUp };
        }

        var attempt = new OutboundAttempt { Id = RandomId.New(), MessageId = message.Id, At = now, Milliseconds = watch.ElapsedMilliseconds, Outcome = sent.Outcome };
        await store.Execute(Commit.Empty.Update(next).Insert(attempt).And(sent.Also), null, CancellationToken.None);
    }

    [LoggerMessage(1, LogLevel.Error, "A message could not be handled and will be tried again.")]
    private static partial void LogTrouble(ILogger log, Exception e);
}

internal static class OutboxParts
{
    /// <summary>How long the log of what was settled is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public static IServiceCollection AddOutbox(this IServiceCollection services) => services.AddHostedService<OutboxLoop>()
        .AddSingleton(new Expiry("outbound_message", "next_at", Kept, "state in ('Delivered', 'GivenUp', 'Dropped')")).AddSingleton(new Expiry("outbound_attempt", "at", Kept));
}
