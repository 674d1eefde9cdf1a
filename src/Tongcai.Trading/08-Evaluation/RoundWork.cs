using System.Data.Common;
using Tongcai.Exchange.Facts;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Evaluation;

/// <summary>最后报价截止与开启：the deadline is recorded when every offer stamped before it is committed or refused and the clock is believed; then the trustees are asked until they have opened the round; lots with too few offers end.</summary>
public sealed class RoundWork(IStore store, Stamps stamps, ClockGuard guard, Opener opener, SystemTime system) : IDueWork
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, DateTimeOffset> nextTry = new(StringComparer.Ordinal);
    private readonly HashSet<string> judged = new(StringComparer.Ordinal);

    public string Name => "offer-round";

    public async Task<DateTimeOffset?> NextDue(CancellationToken cancel)
    {
        var (open, closed, opened) = await store.Read(Waiting, cancel);
        return closed.Any(Ready) || opened.Any(r => !judged.Contains(r.Id)) ? DateTimeOffset.MinValue : guard.Fault is null ? open.Min(r => (DateTimeOffset?)r.Deadline) : null;
    }

    public async Task Run(DateTimeOffset now, CancellationToken cancel)
    {
        var (open, closed, opened) = await store.Read(Waiting, cancel);
        foreach (var round in open.Where(r => r.Deadline <= now && guard.Fault is null))
        {
            var procurement = await store.Read(c => c.Get<Procurement>(round.ProcurementId), cancel);
            if (Close(procurement, round, now, stamps.AnyBefore(round.ProcurementId, round.Deadline)) is { } commit)
                _ = await store.Execute(commit, null, cancel);
        }

        foreach (var round in closed.Where(Ready))
        {
            if (await opener.TryRound(round.ProcurementId, cancel) is OpenResult.Waiting)
                nextTry[round.Id] = system.GetUtcNow() + Pause;
            else
                nextTry.Remove(round.Id);
        }

        opened = (await store.Read(Waiting, cancel)).Opened;
        foreach (var round in opened.Where(r => !judged.Contains(r.Id)))
        {
            var (@case, released) = await store.Read(async c => (await EvaluationCase.Load(c, round.ProcurementId), await ResultRelease.Of(c, round.ProcurementId)), cancel);
            if (Judge(@case, released, now) is not { } commit || await store.Execute(commit, null, cancel) is Committed)
                judged.Add(round.Id);
        }
    }

    /// <summary>The commit that ends the lots with fewer last offers than the law asks for (74号第三十七条); null when none has.</summary>
    /// <param name="released">What becomes visible when the procurement ends with them.</param>
    public static Commit? Judge(EvaluationCase @case, Commit released, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(@case);
        var minimum = @case.Procurement.Minimum();
        var lots = @case.OpenLots.Select(l => l.LotId).Where(l => @case.ToReview(l).Count < minimum.Value).ToList();
        if (lots.Count == 0 || Standstill.Check(@case.Procurement) is not null)
            return null;
        var ended = @case.Fail(lots, minimum.Rule, $"提交最后报价的供应商不足{minimum.Suppliers()}，终止采购活动。", @case.Procurement.AgencyId ?? "", now);
        return @case.EndsWith(lots) ? ended.And(released) : ended;
    }

    /// <summary>The commit that records the round's deadline; null while it has not passed or an earlier offer is still on its way.</summary>
    public static Commit? Close(Procurement procurement, Round round, DateTimeOffset now, bool earlierInFlight) =>
        !round.Closed && now >= round.Deadline && !earlierInFlight && Standstill.Check(procurement) is null
            ? Commit.Empty.Update(round with { Closed = true }).Update(procurement with { OfferDeadline = null }).Record(new OffersClosed(procurement.Id, round.Number, round.Deadline))
            : null;

    private bool Ready(Round round) => !nextTry.TryGetValue(round.Id, out var until) || until <= system.GetUtcNow();

    private static async Task<(List<Round> Open, List<Round> Closed, List<Round> Opened)> Waiting(DbConnection connection)
    {
        var rounds = await connection.Where<Round>("procurement_id in (select id from procurement where stage = 'Evaluating' and suspended_by is null and ending is null)", new { });
        return ([.. rounds.Where(r => !r.Closed)], [.. rounds.Where(r => r is { Closed: true, OpenedAt: null })], [.. rounds.Where(r => r.OpenedAt is not null)]);
    }
}
