using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Risk.Flags;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Warnings.Detectors;

/// <summary>A lot as the process that the flags of Tongcai.Risk judge. What the facts do not say stays unknown.</summary>
public static class ProcessScene
{
    /// <param name="lot">采购包; empty: the procurement as a whole, before there are bids.</param>
    public static ProcessFacts Of(Scene scene, string lot)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var row = scene.Row;
        var noticed = scene.Latest<NoticePublished>()?.Fact;
        var from = noticed is null ? (DateOnly?)null : noticed.DocumentsFrom > noticed.PublishedOn ? noticed.DocumentsFrom : noticed.PublishedOn;
        var deadline = scene.All<CorrectionPublished>() is [.., var last] ? last.Fact.BidDeadline : noticed?.BidDeadline;
        var opened = scene.Latest<BidsOpened>()?.Fact;
        var result = scene.Latest<ResultPublished>()?.Fact.Lots.FirstOrDefault(l => l.LotId == lot);
        var terms = scene.Document?.Document.Lots.FirstOrDefault(l => l.LotId == lot);
        var rejected = scene.All<QualificationReviewed>().Where(q => q.Fact.LotId == lot).SelectMany(q => q.Fact.Verdicts)
            .Concat(scene.All<ComplianceReviewed>().Where(c => c.Fact.LotId == lot).SelectMany(c => c.Fact.Verdicts)).Where(v => !v.Passed).GroupBy(v => v.BidId).ToDictionary(g => g.Key, g => g.First().Reason);
        return new ProcessFacts(WatchedLot.KeyOf(row.Id, lot))
        {
            Buyer = row.PurchaserId.Length > 0 ? row.PurchaserId : null,
            Agency = row.AgencyId.Length > 0 ? row.AgencyId : null,
            Category = row.CatalogueCode.Length > 0 ? row.CatalogueCode : null,
            Region = row.Region,
            Method = row.Method == "open" ? Openness.Open : null,
            BudgetFen = terms?.BudgetFen > 0 ? terms.BudgetFen : row.BudgetFen > 0 ? row.BudgetFen : null,
            CeilingFen = terms?.CeilingFen > 0 ? terms.CeilingFen : null,
            // 依法紧急采购不受三十日限制.
            PlanPublished = row.UrgentReason.Length > 0 && noticed is not null ? DateOnly.MinValue : row.IntentionOn,
            Published = from?.Beijing(Noon),
            BidEnd = deadline?.BeijingDate().Beijing(Noon),
            LeastBidDays = row.Method == "open" && from is { } start ? Least(start) : null,
            Bids = opened is null || lot.Length == 0 ? null : [.. opened.Bids.Where(b => b.LotId == lot).Select(b => new BidFacts(b.SupplierId)
            {
                PriceFen = b.PriceFen,
                Consortium = b.ConsortiumIds,
                Outcome = rejected.ContainsKey(b.BidId) ? BidOutcome.Disqualified : BidOutcome.Valid,
                Reason = rejected.GetValueOrDefault(b.BidId),
            })],
            Winners = result is null ? null : [result.SupplierId],
            AwardFen = result?.PriceFen,
            BidBondFen = scene.Document?.Document.BondFen,
            BondRefundDays = Refund(scene, lot),
            Awarded = scene.Latest<ResultPublished>()?.Fact.PublishedOn,
        };
    }

    /// <summary>An earlier lot.</summary>
    public static ProcessFacts Of(PastLot lot)
    {
        ArgumentNullException.ThrowIfNull(lot);
        return new ProcessFacts(WatchedLot.KeyOf(lot.ProcurementId, lot.LotId))
        {
            Buyer = lot.PurchaserId,
            Category = lot.Market,
            Published = lot.OpenedAt,
            Bids = [.. lot.Bids.Select(b => new BidFacts(b.SupplierId) { PriceFen = b.PriceFen })],
            Winners = lot.WinnerId.Length > 0 ? [lot.WinnerId] : null,
            Awarded = lot.WinnerId.Length > 0 ? lot.OpenedAt.BeijingDate() : null,
        };
    }

    // Noon falls on the same day in Beijing and in UTC, by which the flags count.
    private static readonly TimeOnly Noon = new(12, 0);

    /// <summary>Working days from the day on which a bond could first be given back to that on which it was; of the slowest. Null: none was, or a year is not announced.</summary>
    private static int? Refund(Scene scene, string lot)
    {
        try
        {
            return scene.All<BondReturned>().Where(b => lot.Length == 0 || b.Fact.LotId == lot).Select(b => (int?)WorkCalendar.Official.WorkdaysBetween(b.Fact.FromOn, b.Fact.ReturnedOn)).Max();
        }
        catch (CalendarNotAnnouncedException)
        {
            return null;
        }
    }

    private static int? Least(DateOnly from)
    {
        try
        {
            return TimeLimits.BidPreparation.Earliest(from, WorkCalendar.Official).DayNumber - from.DayNumber;
        }
        catch (CalendarNotAnnouncedException)
        {
            // Nothing is guessed: the flag answers "insufficient data".
            return null;
        }
    }
}
