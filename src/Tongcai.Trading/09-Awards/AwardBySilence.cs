using Dapper;
using Tongcai.Law;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Evaluation;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Awards;

/// <summary>逾期未确定的，视同确定第一候选人（87号第六十八条）。</summary>
public sealed class AwardBySilence(IStore store) : IDueWork
{
    public string Name => "award-by-silence";

    public async Task<DateTimeOffset?> NextDue(CancellationToken cancel)
    {
        var waiting = await Waiting(cancel);
        return waiting.Count == 0 ? null : waiting.Min(p => p.Due);
    }

    public async Task Run(DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var (procurement, _) in (await Waiting(cancel)).Where(w => w.Due <= now))
        {
            var (reports, awards) = await store.Read(async db => (
                await db.Where<Report>("procurement_id = @Id", procurement),
                await db.Where<Award>("procurement_id = @Id", procurement)), cancel);
            if (reports.Find(r => !r.Failed && awards.All(a => a.Id != r.Id)) is not { } report)
                continue;
            // Candidates that tie for the first place are left to the purchaser: silence cannot choose among equals.
            if (report.Ranking.Value.Where(r => r.Rank == 1).ToList() is not [var first])
                continue;
            if (DecideAward.Decide(procurement, report, null, first.BidId, bySilence: true, now).Value is { } award)
                await store.Execute(DecideAward.Commit(procurement, award, DecideAward.Open(reports, awards)), null, cancel);
        }
    }

    /// <summary>The instant after the last of the five working days.</summary>
    public static DateTimeOffset DueOf(DateOnly reportedOn) => TimeLimits.AwardDecision.Latest(reportedOn, WorkCalendar.Official).AddDays(1).Beijing(TimeOnly.MinValue);

    private async Task<List<(Procurement Procurement, DateTimeOffset Due)>> Waiting(CancellationToken cancel)
    {
        var open = await store.Read(async db => (await db.QueryAsync<Procurement>(
            """
            SELECT p.* FROM procurement p WHERE p.stage = 'Reported' AND p.method NOT IN ('DYLY', 'KJXY') AND p.suspended_by IS NULL AND p.reported_on IS NOT NULL
              AND EXISTS (SELECT 1 FROM report r WHERE r.procurement_id = p.id AND NOT r.failed AND NOT EXISTS (SELECT 1 FROM award a WHERE a.id = r.id))
            """)).ToList(), cancel);
        List<(Procurement, DateTimeOffset)> due = [];
        foreach (var procurement in open)
        {
            try
            {
                due.Add((procurement, DueOf(procurement.ReportedOn!.Value)));
            }
            catch (CalendarNotAnnouncedException)
            {
                // Without a calendar the last day is not known, so nothing is confirmed by silence.
            }
        }

        return due;
    }
}
