using System.Data.Common;
using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Bidding;

/// <summary>
/// 故障顺延. An outage that two have confirmed, or a time in which the clock was not believed, moves the deadlines that it touches: 更正公告 in the purchaser's name, by the clause of the tender document that the purchaser has confirmed. No person
/// decides it, and it never makes a deadline earlier.
/// </summary>
public sealed class ExtendDeadline(IStore store) : IDueWork
{
    private static readonly TimeSpan LookedBack = TimeSpan.FromDays(7);

    private long seen = -1;

    public string Name => "deadline-extension";

    /// <summary>The correction of one procurement; null when the outage does not move its deadline or has moved it already.</summary>
    /// <param name="tender">The document in force.</param>
    /// <param name="earlier">Extensions of the procurement so far.</param>
    /// <param name="authorisation">Fact by which the purchaser confirmed the document with its clause.</param>
    /// <param name="number">Number of this correction, from 1.</param>
    /// <param name="noticeId">Random id of the correction notice.</param>
    /// <param name="extensionId">Random id of the extension.</param>
    /// <exception cref="CalendarNotAnnouncedException">The new deadline may fall in a year whose holidays are not announced.</exception>
    public static Commit? Decide(
        Procurement procurement, Tender tender, IReadOnlyList<DeadlineExtension> earlier, AgreedOutage outage, string authorisation, int number, string noticeId, string extensionId, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(procurement);
        ArgumentNullException.ThrowIfNull(tender);
        ArgumentNullException.ThrowIfNull(outage);
        if (Standstill.Check(procurement, "顺延截止时间", Stage.Noticed) is not null || procurement.BidDeadline is not { } deadline
            || earlier.Any(e => e.OutageFrom < outage.To && outage.From < e.OutageTo)
            || ExtensionPolicy.Default.Extend(deadline, outage.From, outage.To, WorkCalendar.Official) is not { } moved)
            return null;
        var what = outage.Sources.Contains(AgreedOutage.Clock) ? "时钟未经核对，其间照常接收投标文件" : "不能接收投标文件";
        var reason = procurement.Words().Say($"系统故障顺延：交易平台自 {outage.From.BeijingSeconds()} 至 {outage.To.BeijingSeconds()} {what}，由{string.Join("、", outage.Sources.Select(AgreedOutage.NameOf))}证实（记录 {string.Join("、", outage.Evidence)}）。"
            + $"按招标文件第五章的故障顺延条款和采购人的授权（账本记录 {authorisation}）发布；已递交的投标文件继续有效并保持密封。");
        var extension = new DeadlineExtension
        {
            Id = extensionId, ProcurementId = procurement.Id, NoticeId = noticeId, FromDeadline = deadline, ToDeadline = moved, OutageFrom = outage.From, OutageTo = outage.To, Evidence = new([.. outage.Evidence]),
        };
        return PublishCorrection.Compose(procurement, tender, tender.Document.Value, [], reason, moved, number, procurement.PurchaserId, noticeId, now).Insert(extension);
    }

    public async Task<DateTimeOffset?> NextDue(CancellationToken cancel) => await store.Read(Changed, cancel) == seen ? null : DateTimeOffset.MinValue;

    public async Task Run(DateTimeOffset now, CancellationToken cancel)
    {
        var since = (now - LookedBack).ToUnixTimeMilliseconds();
        var (changed, doubts, reports, open, attempts) = await store.Read(async c => (
            await Changed(c), await c.Where<ClockDoubt>("from_at > @since and to_at is not null", new { since }), await c.Where<OutageReport>("from_at > @since", new { since }), await c.Where<Procurement>("stage = 'Noticed' and bid_deadline is not null and suspended_by is null and ending is null", new { }),
            await c.Where<SealAttempt>("at > @since", new { since })), cancel);
        var failed = false;
        foreach (var procurement in open)
        {
            foreach (var outage in doubts.Select(d => AgreedOutage.Of(d, procurement.BidDeadline!.Value)).OfType<AgreedOutage>())
                failed |= !await Extend(procurement.Id, outage, now, cancel);
            // A bidder's word counts for the procurement that it was about.
            foreach (var outage in AgreedOutage.Of(reports, [.. attempts.Where(a => a.ProcurementId == procurement.Id).Select(a => a.At)]))
                failed |= !await Extend(procurement.Id, outage, now, cancel);
        }

        if (!failed)
            seen = changed;
    }

    public static IServiceCollection AddOutages(IServiceCollection services) => services
        .AddSingleton<IDueWork, ExtendDeadline>()
        .AddFactReader<OutageBegan>((p, fact, origin, cancel) => Learn(p, fact.Platform, fact.From, null, origin, cancel))
        .AddFactReader<OutageEnded>((p, fact, origin, cancel) => Learn(p, fact.Platform, fact.From, fact.To, origin, cancel));

    private static async Task<Commit> Learn(IServiceProvider services, string platform, DateTimeOffset from, DateTimeOffset? to, Exchange.Follow.FactOrigin origin, CancellationToken cancel)
    {
        if (platform != services.GetRequiredService<PlatformOptions>().Origin)
            return Commit.Empty;
        var source = services.GetRequiredService<LiveAttachments>().Now.Find(origin.Ledger)?.Terms.Role is PlatformRole.Supervision ? AgreedOutage.Supervision : AgreedOutage.Hub;
        var known = await services.GetRequiredService<IStore>().Read(c => c.First<OutageReport>("observer = @observer and from_at = @at", new { observer = origin.Ledger, at = from.ToUnixTimeMilliseconds() }), cancel);
        return Commit.Empty.Put((known ?? new OutageReport { Id = RandomId.New(), Observer = origin.Ledger, Source = source, FromAt = from }) with { ToAt = to ?? known?.ToAt, FactId = origin.Leaf.Id });
    }

    /// <summary>Whether it is done with: moved, or not to be moved.</summary>
    private async Task<bool> Extend(string id, AgreedOutage outage, DateTimeOffset now, CancellationToken cancel)
    {
        var (procurement, tender, earlier, corrections, confirmed) = await store.Read(async c => (
            await c.Get<Procurement>(id), await c.Find<Tender>(id), await c.Where<DeadlineExtension>("procurement_id = @id", new { id }),
            await c.ExecuteScalarAsync<int>("select count(*) from notice where procurement_id = @id and kind = 'MOD'", new { id }), (await c.FactsOf(id)).LastOrDefault(f => f.Kind is "document.confirmed" or "calloff.begun")), cancel);
        if (tender is null || confirmed is null)
            return true;
        try
        {
            return Decide(procurement, tender, earlier, outage, confirmed.FactId, corrections + 1, RandomId.New(), RandomId.New(), now) is not { } commit || await store.Execute(commit, null, cancel) is Committed;
        }
        catch (CalendarNotAnnouncedException)
        {
            // No notice sets a deadline in such a year, so only people could; the incident page shows it unmoved.
            return true;
        }
    }

    /// <summary>Grows with everything that may bring two together.</summary>
    private static Task<long> Changed(DbConnection connection) =>
        connection.ExecuteScalarAsync<long>("select (select coalesce(sum(version), 0) from outage_report) + (select count(*) from seal_attempt) + (select count(*) from clock_doubt where to_at is not null)");
}
