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

/// <summary>一只法定时钟：a limit, the day it runs from, its last day, and the day on which the duty was done.</summary>
public sealed record Clock(TimeLimit Limit, DateOnly From, DateOnly Due, DateOnly? Done)
{
    /// <summary>Where the clock stands on a day.</summary>
    public ClockState On(DateOnly today) => Done is { } done
        ? done <= Due ? ClockState.Kept : ClockState.Broken
        : today <= Due ? ClockState.Running : ClockState.Overdue;
}

/// <summary>一个项目的全部法定时钟。</summary>
public static class Clocks
{
    /// <summary>Every clock that the known facts have started, in the order of the chain. A clock whose last day lies in a year without an announced calendar is left out.</summary>
    public static IReadOnlyList<Clock> Of(Watched row)
    {
        ArgumentNullException.ThrowIfNull(row);
        List<Clock> clocks = [];
        Add(TimeLimits.AwardDecision, row.ReportedOn, row.DecidedOn);
        Add(TimeLimits.ResultNotice, row.DecidedOn, row.ResultOn);
        Add(TimeLimits.ContractSigning, row.ResultOn, row.SignedOn);
        Add(TimeLimits.ContractPublication, row.SignedOn, row.ContractPublishedOn);
        Add(TimeLimits.ContractFiling, row.SignedOn, row.FiledOn);
        Add(TimeLimits.PaymentDue, row.InvoicedOn, row.PaidOn);
        return clocks;

        void Add(TimeLimit limit, DateOnly? from, DateOnly? done)
        {
            if (from is not { } start)
                return;
            try
            {
                clocks.Add(new(limit, start, limit.Latest(start, WorkCalendar.Official), done));
            }
            catch (CalendarNotAnnouncedException)
            {
                // Nothing is guessed: the clock appears when the calendar does.
            }
        }
    }
}
