using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.PublicService.Notices;

namespace Tongcai.PublicService.Chain;

/// <summary>What the law says of one time limit in this chain.</summary>
/// <param name="FactId">The record it is shown at.</param>
/// <param name="Rule">The limit.</param>
/// <param name="Kept">Whether it was kept; null while it runs or where nothing can be judged.</param>
/// <param name="LastDay">The day that decides; null where the calendar is not announced.</param>
/// <param name="Note">With days and rule, e.g. 至投标截止 22 日，法定不少于 20 日.</param>
public sealed record JudgedClock(string FactId, TimeLimit Rule, bool? Kept, DateOnly? LastDay, string Note);

/// <summary>法定时限的核对。Pure: from the public facts, the rules of Tongcai.Law and the legal day.</summary>
public static class Clocks
{
    private static readonly WorkCalendar Calendar = WorkCalendar.Official;

    /// <summary>Every limit that the public facts let anybody judge, in the order of the chain.</summary>
    /// <param name="today">Legal day on which it is asked.</param>
    public static IReadOnlyList<JudgedClock> Of(ProcurementChain chain, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(chain);
        return [.. chain.Facts.SelectMany(f => Of(f, chain, today)).OfType<JudgedClock>()];
    }

    private static IEnumerable<JudgedClock?> Of(Recorded at, ProcurementChain chain, DateOnly today) => at.Fact switch
    {
        IntentionPublished f => [Intention(at, f, chain.First<NoticePublished>(), today)],
        NoticePublished f => [Preparation(at, f), Supply(at, f)],
        CorrectionPublished f => [Clarification(at, f, chain.Page?.Method ?? "")],
        BidsOpened f => [Opening(at, f, chain)],
        ResultPublished f => [Signing(at, f, chain, today)],
        ContractPublished f => [Signed(at, f, chain), Publication(at, f)],
        ContractFiled f => [Filing(at, f, chain)],
        PaymentMade f => [Judge(at, TimeLimits.PaymentDue, () => (f.PaidOn <= f.DueOn, f.DueOn, $"应于 {Day(f.DueOn)} 前支付，{Day(f.PaidOn)} 支付"))],
        OrderIssued { Kind: "suspend", Until: { } until } => [Judge(at, TimeLimits.SuspensionMax, () => Within(TimeLimits.SuspensionMax, at.Row.At.BeijingDate(), until, $"暂停至 {Day(until)}"))],
        _ => [],
    };

    private static JudgedClock Intention(Recorded at, IntentionPublished f, NoticePublished? notice, DateOnly today) => Judge(at, TimeLimits.IntentionLead, () =>
    {
        var first = Calendar.AddDays(f.PublishedOn, TimeLimits.IntentionLead.Days);
        if (notice is null) return (null, first, today < first ? $"满 30 日为 {Day(first)}，之后方可公告" : $"已满 30 日（{Day(first)}）");
        var days = notice.PublishedOn.DayNumber - f.PublishedOn.DayNumber;
        return notice.PublishedOn >= first ? (true, first, $"距采购公告 {days} 日，规定不少于 30 日")
            : f.UrgentReason.Length > 0 ? (null, first, $"距采购公告 {days} 日，说明了紧急情况")
            : (false, first, $"距采购公告 {days} 日，规定不少于 30 日，最早为 {Day(first)}");
    });

    private static JudgedClock Preparation(Recorded at, NoticePublished f)
    {
        var (rule, words) = (MethodOf(f)?.ResponsePeriod ?? TimeLimits.BidPreparation, Wording.Words(f.Method));
        return Judge(at, rule, () =>
        {
            var start = f.DocumentsFrom > f.PublishedOn ? f.DocumentsFrom : f.PublishedOn;
            var (first, deadline) = (rule.Earliest(start, Calendar), f.BidDeadline.BeijingDate());
            return (deadline >= first, first, words.Say(rule == TimeLimits.BidPreparation ? $"至投标截止 {deadline.DayNumber - start.DayNumber} 日，法定不少于 20 日" : $"至投标截止 {deadline.DayNumber - start.DayNumber} 日，法定不少于 {rule.Length}"));
        });
    }

    private static JudgedClock? Supply(Recorded at, NoticePublished f) => (MethodOf(f) is { } method ? method.DocumentSupply : TimeLimits.DocumentSupply) is { } rule ? Judge(at, rule, () =>
    {
        var start = f.DocumentsFrom > f.PublishedOn ? f.DocumentsFrom : f.PublishedOn;
        var first = rule.Earliest(start, Calendar);
        return (f.DocumentsTo >= first, first, $"{Wording.Words(f.Method).Document}提供至 {Day(f.DocumentsTo)}，规定不早于 {Day(first)}");
    }) : null;

    private static ProcurementMethod? MethodOf(NoticePublished f) => ProcurementMethods.ByCode(f.Method);

    // A correction that does not touch the bids needs no fifteen days, and the fact does not say whether it does: only a lead that is long enough is judged.
    private static JudgedClock Clarification(Recorded at, CorrectionPublished f, string method)
    {
        var (rule, words) = (ProcurementMethods.ByCode(method)?.ClarificationLead ?? TimeLimits.ClarificationLead, Wording.Words(method));
        var length = rule == TimeLimits.ClarificationLead ? "15 日" : rule.Length;
        return Judge(at, rule, () =>
        {
            var deadline = f.BidDeadline.BeijingDate();
            var (last, days) = (rule.Latest(deadline, Calendar), deadline.DayNumber - f.PublishedOn.DayNumber);
            return f.PublishedOn <= last ? (true, last, $"距截止 {days} 日，规定至少 {length}前") : (null, last, words.Say($"距截止 {days} 日；影响投标文件编制的更正应在 {length}前"));
        });
    }

    private static JudgedClock? Opening(Recorded at, BidsOpened f, ProcurementChain chain) => chain.Until(at) is var before && (before.Last<CorrectionPublished>()?.BidDeadline ?? before.Last<NoticePublished>()?.BidDeadline) is { } deadline
        ? Judge(at, TimeLimits.OpeningAtDeadline, () => (f.OpenedAt.BeijingDate() == deadline.BeijingDate(), deadline.BeijingDate(), $"截止 {deadline.BeijingTime()}，开标 {f.OpenedAt.BeijingTime()}，规定同一时间"))
        : null;

    private static JudgedClock? Signing(Recorded at, ResultPublished f, ProcurementChain chain, DateOnly today) =>
        chain.All<ContractPublished>().Any() || chain.All<ProcurementEnded>().Any() || chain.Last<ResultPublished>() != f ? null
            : Judge(at, TimeLimits.ContractSigning, () =>
            {
                var last = TimeLimits.ContractSigning.Latest(f.PublishedOn, Calendar);
                var seen = TimeLimits.ContractPublication.Latest(last, Calendar);
                return chain.Page?.Suspended == true ? (null, last, "采购活动暂停，签约期限中止")
                    : today > seen ? (false, last, $"应于 {Day(last)} 前签订合同，至今未见公告")
                    : (null, last, $"应于 {Day(last)} 前签订合同");
            });

    private static JudgedClock? Signed(Recorded at, ContractPublished f, ProcurementChain chain) => chain.Until(at).Last<ResultPublished>() is { } result
        ? Judge(at, TimeLimits.ContractSigning, () => Within(TimeLimits.ContractSigning, result.PublishedOn, f.SignedOn, $"通知书发出后第 {f.SignedOn.DayNumber - result.PublishedOn.DayNumber} 日签订"))
        : null;

    private static JudgedClock Publication(Recorded at, ContractPublished f) => Judge(at, TimeLimits.ContractPublication, () =>
        Within(TimeLimits.ContractPublication, f.SignedOn, f.PublishedOn, $"签订后第 {Calendar.WorkdaysBetween(f.SignedOn, f.PublishedOn)} 个工作日公告"));

    private static JudgedClock? Filing(Recorded at, ContractFiled f, ProcurementChain chain) => chain.All<ContractPublished>().LastOrDefault(c => c.ContractId == f.ContractId) is { } contract
        ? Judge(at, TimeLimits.ContractFiling, () => Within(TimeLimits.ContractFiling, contract.SignedOn, f.FiledOn, $"签订后第 {Calendar.WorkdaysBetween(contract.SignedOn, f.FiledOn)} 个工作日备案"))
        : null;

    private static (bool?, DateOnly?, string) Within(TimeLimit limit, DateOnly start, DateOnly done, string words)
    {
        var last = limit.Latest(start, Calendar);
        return (done <= last, last, done <= last ? $"{words}，规定 {limit.Length}内" : $"{words}，应不晚于 {Day(last)}（{limit.Length}内）");
    }

    private static JudgedClock Judge(Recorded at, TimeLimit rule, Func<(bool? Kept, DateOnly? LastDay, string Note)> judge)
    {
        try
        {
            var (kept, last, note) = judge();
            return new(at.Row.Id, rule, kept, last, note);
        }
        catch (CalendarNotAnnouncedException)
        {
            return new(at.Row.Id, rule, null, null, "期限跨入尚未公布节假日安排的年度，不作判断");
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
