using System.Data.Common;
using Tongcai.Law;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.SafeCopies;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.PublicService.Chain;
using Tongcai.PublicService.Outbox;
using Tongcai.PublicService.Search;
using Tongcai.PublicService.Webhooks;

namespace Tongcai.PublicService.Subscriptions;

/// <summary>
/// 通知订阅者。Takes what the platform has just learned, writes what subscribers are to be told and takes it off the list, in one commit: nobody is told twice or not at all, whatever fails when.
/// Only what is public is ever learned here, so nothing can be told before it is published.
/// </summary>
internal sealed partial class Offering(IStore store, NoticeSearch search, MailSettings mail, WebhookSettings webhooks, LegalTime legal, SystemTime system, RecoveryMode recovery, ILogger<Offering> log) : BackgroundService
{
    /// <summary>Older facts are no news: a ledger that is attached today brings years.</summary>
    public static readonly TimeSpan News = TimeSpan.FromDays(7);

    private const int AtOnce = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Lease lease = new(store, "offering", system);

    /// <summary>Offers some of what is new and sends the summaries that are due.</summary>
    /// <returns>Whether there may be more to do.</returns>
    public async Task<bool> RunOnce(CancellationToken cancel = default)
    {
        var now = legal.GetUtcNow();
        var (fresh, due) = await store.Read(async db => (
            await db.Where<FreshFact>("1 = 1 limit @AtOnce", new { AtOnce }),
            await db.Where<SavedSearch>("due_at <= @now order by due_at limit @AtOnce", new { now, AtOnce })), cancel);
        if (fresh.Count + due.Count == 0) return false;
        if (!await lease.Hold(cancel)) return false;
        var offered = fresh.Count == 0 || await Offer(fresh, now, cancel);
        foreach (var one in due) await SumUp(one, now, cancel);
        return offered;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await recovery.Passed(stoppingToken);
                if (await RunOnce(stoppingToken)) continue;
            }
            catch (Exception e) when (e is not OutOfMemoryException && !stoppingToken.IsCancellationRequested)
            {
                LogTrouble(log, e);
            }

            await Task.Delay(Pause, system, stoppingToken);
        }
    }

    /// <returns>False while the index is being made; what is new stays.</returns>
    private async Task<bool> Offer(List<FreshFact> fresh, DateTimeOffset now, CancellationToken cancel)
    {
        var commit = fresh.Aggregate(Commit.Empty, (c, f) => c.Delete(f));
        var told = await store.Read<Commit?>(async db =>
        {
            var facts = (await db.Among<ChainFact>("id", fresh.Select(f => f.Id))).Where(f => f.At > now - News).ToDictionary(f => f.Id);
            var notices = (await db.Among<PublicNotice>("fact_id", facts.Keys)).ToList();
            var call = facts.Count == 0 ? Commit.Empty : Call(await db.Where<Webhook>("ended = ''", new { }), facts.Values);
            return notices.Count == 0 ? call : await Tell(db, call, notices, now, cancel);
        }, cancel);
        return told is not null && await store.Execute(commit.And(told), null, cancel) is Committed;
    }

    private Commit Call(List<Webhook> hooks, IEnumerable<ChainFact> facts)
    {
        var calls = from fact in facts.OrderBy(f => f.At).ThenBy(f => f.LeafIndex) from hook in hooks where hook.Kinds.Value.Contains(fact.Kind) select WebhookEvents.Of(hook, fact, webhooks.Site, system.GetUtcNow());
        return calls.Aggregate(Commit.Empty, (commit, call) => commit.Insert(call));
    }

    /// <param name="commit">What else is told.</param>
    /// <returns>Null while the index is being made.</returns>
    private async Task<Commit?> Tell(DbConnection db, Commit commit, List<PublicNotice> notices, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var one in (await db.Where<SavedSearch>($"frequency <> '{Frequency.Never}'", new { })).Where(s => s.Mails))
        {
            if (one.Asked is not { } asked) continue;
            if (await search.Among(db, asked, now, notices, cancel) is not { } lines) return null;
            if (lines.Count == 0) continue;
            commit = one.Frequency is Frequency.AtOnce
                ? commit.Insert(SearchMails.Tell(one, lines, mail, system.GetUtcNow()))
                : lines.Aggregate(commit, (c, line) => c.Insert(new SearchHit { Id = RandomId.New(), SearchId = one.Id, NoticeId = line.Id }));
        }

        return commit;
    }

    private async Task SumUp(SavedSearch one, DateTimeOffset now, CancellationToken cancel)
    {
        var (hits, lines) = await store.Read(async db =>
        {
            var hits = await db.Where<SearchHit>("search_id = @Id", one);
            return (hits, await NoticeSearch.Lines(db, await db.Among<PublicNotice>("id", hits.Select(h => h.NoticeId))));
        }, cancel);
        var commit = hits.Aggregate(Commit.Empty.Update(one with { DueAt = SavedSearch.Next(one.Frequency, now) }), (c, hit) => c.Delete(hit));
        if (one.Mails && lines.Count > 0) commit = commit.Insert(SearchMails.Tell(one, lines, mail, system.GetUtcNow()));
        await store.Execute(commit, null, cancel);
    }

    [LoggerMessage(1, LogLevel.Error, "Subscribers could not be told of what is new; it will be tried again.")]
    private static partial void LogTrouble(ILogger log, Exception e);
}

internal static class SubscriptionParts
{
    public static IServiceCollection AddSubscriptions(this IServiceCollection services, MailSettings mail)
    {
        services.AddHttpClient(nameof(MailGateway), (p, http) => http.Timeout = p.GetRequiredService<MailSettings>().Patience);
        return services.AddSingleton(mail).AddSingleton<IChannel, MailGateway>().AddHostedService<Offering>();
    }
}
