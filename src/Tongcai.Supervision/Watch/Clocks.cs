using Tongcai.Law;

namespace Tongcai.Supervision.Watch;

/// <summary>法定时钟的状态。</summary>
public enum ClockState
{
    Running,
    Kept,
    Overdue,
    Broken,
}

/// <summary>一只法定时钟：a limit, the day it runs from, the day it sets, and the day on which the duty was done.</summary>
/// <param name="Due">The last lawful day; of a limit 不少于 the first.</param>
/// <param name="About">What inside the procurement it concerns; empty: the whole.</param>
public sealed record LegalClock(TimeLimit Limit, DateOnly From, DateOnly Due, DateOnly? Done, string About = "")
{
    /// <summary>Whether the duty, once done, was done on a lawful day.</summary>
    public bool InTime => Done is { } done && (Limit.Kind is LimitKind.Min ? done >= Due : done <= Due);

    /// <summary>Where the clock stands on a day.</summary>
    public ClockState On(DateOnly today) => Done is not null
        ? InTime ? ClockState.Kept : ClockState.Broken
        : today <= Due ? ClockState.Running : ClockState.Overdue;

    /// <summary>How much is left or by how much it is late, in words.</summary>
    public string InWords(DateOnly today) => On(today) switch
    {
        ClockState.Kept => $"{Done:yyyy-MM-dd}，合规",
        ClockState.Broken => $"{Done:yyyy-MM-dd}，{(Limit.Kind is LimitKind.Min ? $"早于 {Due:yyyy-MM-dd}" : $"逾期 {Done!.Value.DayNumber - Due.DayNumber} 日")}",
        ClockState.Overdue => $"逾期 {today.DayNumber - Due.DayNumber} 日未办",
        _ when today == Due => "今日到期",
        _ => Limit.Unit is TimeUnit.Workday ? $"剩 {WorkCalendar.Official.WorkdaysBetween(today, Due)} 个工作日" : $"剩 {Due.DayNumber - today.DayNumber} 日",
    };

    /// <summary>The limit with the day it sets: 结果公告与通知书 2个工作日，2026-06-11 前.</summary>
    public string RuleInWords => $"{(Limit.Kind is LimitKind.Min or LimitKind.MinBefore ? "不少于" : "")}{Limit.Length}，{(Limit.Kind is LimitKind.Min ? "不早于" : "不迟于")} {Due:yyyy-MM-dd}（{Limit.Source.Instrument}{Limit.Source.Article}）";
}

/// <summary>一个项目的全部法定时钟。</summary>
public static class Clocks
{
    /// <summary>Every clock that the known facts have started, in the order of the chain. A clock whose day lies in a year without an announced calendar is left out.</summary>
    public static IReadOnlyList<LegalClock> Of(Watched row)
    {
        ArgumentNullException.ThrowIfNull(row);
        List<LegalClock> clocks = [];
        if (row is { NoticedOn: { } noticed, IntentionOn: { } intended, UrgentReason: "" })
            Add(TimeLimits.IntentionLead, intended, l => l.Latest(noticed, WorkCalendar.Official), intended);
        // Quotes under a framework have their own time, which the purchaser sets.
        if (row is { NoticedOn: { } from, BidDeadline: { } deadline } && row.Method != ProcurementMethods.CallOff.Code)
            Add(TimeLimits.BidPreparation, from, l => l.Earliest(from, WorkCalendar.Official), deadline.BeijingDate());
        // An ended procurement owes nothing more; what was done before stays judged.
        var over = row.Ending.Length > 0;
        Run(TimeLimits.AwardDecision, row.ReportedOn, row.DecidedOn);
        Run(TimeLimits.ResultNotice, row.DecidedOn, row.ResultOn);
        var framework = row.Method == ProcurementMethods.FrameworkAgreement.Code;
        Run(framework ? TimeLimits.FrameworkSigning : TimeLimits.ContractSigning, row.ResultOn, row.SignedOn);
        Run(framework ? TimeLimits.FrameworkInformation : TimeLimits.ContractPublication, row.SignedOn, row.ContractPublishedOn);
        Run(framework ? TimeLimits.FrameworkFiling : TimeLimits.ContractFiling, row.SignedOn, row.FiledOn);
        if (row is { InvoicedOn: { } invoiced, PaymentDueOn: { } due })
            Add(TimeLimits.PaymentDue, invoiced, _ => due, row.PaidOn);
        foreach (var challenge in row.Challenges.Value)
            Run(TimeLimits.ChallengeAnswer, challenge.LodgedOn, challenge.AnsweredOn, "质疑");
        return clocks;

        void Run(TimeLimit limit, DateOnly? start, DateOnly? done, string about = "")
        {
            if (start is { } day && (done is not null || !over))
                Add(limit, day, l => l.Latest(day, WorkCalendar.Official), done, about);
        }

        void Add(TimeLimit limit, DateOnly start, Func<TimeLimit, DateOnly> day, DateOnly? done, string about = "")
        {
            try
            {
                clocks.Add(new(limit, start, day(limit), done, about));
            }
            catch (CalendarNotAnnouncedException)
            {
                // Nothing is guessed: the clock appears when the calendar does.
            }
        }
    }
}
