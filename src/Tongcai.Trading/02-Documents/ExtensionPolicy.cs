using Tongcai.Law;

namespace Tongcai.Trading.Documents;

/// <summary>
/// 系统故障顺延规则表. When the platform could not take bids, the deadline moves by rule and not by anybody's discretion; never back. The default is the rule of 나라장터 (Korea's KONEPS) in force at
/// its outages of 2023, except that here the opening is held at the deadline, as 政府采购货物和服务招标投标管理办法第三十九条 demands.
/// </summary>
/// <param name="Long">Outages longer than this move deadlines by <paramref name="AfterLong"/>.</param>
/// <param name="After">From the recovery to the new deadline.</param>
/// <param name="AfterLong">The same after a long outage.</param>
/// <param name="Near">A deadline within this after the recovery moves as well.</param>
/// <param name="Hearing">After a gap of its own the platform waits so long to hear whether others saw an outage before it records a deadline.</param>
/// <param name="From">Deadlines set by this table lie in working hours of a working day.</param>
public sealed record ExtensionPolicy(TimeSpan Long, TimeSpan After, TimeSpan AfterLong, TimeSpan Near, TimeSpan Hearing, TimeOnly From, TimeOnly To)
{
    public static ExtensionPolicy Default { get; } = new(TimeSpan.FromHours(2), TimeSpan.FromHours(2), TimeSpan.FromHours(24), TimeSpan.FromHours(2), TimeSpan.FromMinutes(10), new(9, 0), new(18, 0));

    /// <summary>The deadline after an outage; null when the outage does not touch it.</summary>
    /// <param name="deadline">The deadline as it stands.</param>
    /// <param name="from">When bids could no longer be handed in.</param>
    /// <param name="to">When they could again.</param>
    /// <exception cref="CalendarNotAnnouncedException">The new deadline may fall in a year whose holidays are not announced.</exception>
    public DateTimeOffset? Extend(DateTimeOffset deadline, DateTimeOffset from, DateTimeOffset to, WorkCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        // Whoever handed in before the outage began was not hindered by it.
        if (to <= from || deadline <= from || deadline > to + Near)
            return null;
        var more = to - from > Long ? AfterLong : After;
        var earliest = WholeMinute((deadline > to ? deadline : to) + more);
        return InWorkingHours(earliest, deadline, calendar);
    }

    /// <summary>The table as a clause of the tender document.</summary>
    public string Clause =>
        $"交易平台因系统故障不能接收投标文件，并经公共服务平台、行政监督平台的独立监测和投标人签名的递交记录三者中的两者证实的，投标截止和开标时间自动顺延：截止时间落在故障期间的，顺延至恢复后 {Words(After)}；落在恢复后 {Words(Near)}内的，顺延 {Words(After)}；故障超过 {Words(Long)}的，均改为 {Words(AfterLong)}。"
        + $"顺延后不在工作日 {From:HH:mm} 至 {To:HH:mm} 的，移至下一工作日的原定钟点。采购人在确认本文件时授权交易平台依本条以采购人名义发布更正公告；截止时间只延后，不提前。";

    private DateTimeOffset InWorkingHours(DateTimeOffset earliest, DateTimeOffset deadline, WorkCalendar calendar)
    {
        var (day, time) = (earliest.BeijingDate(), TimeOfDay(earliest));
        if (calendar.IsWorkday(day) && time >= From && time <= To)
            return earliest;
        var hour = TimeOfDay(deadline);
        hour = hour < From ? From : hour > To ? To : hour;
        while (!calendar.IsWorkday(day) || day.Beijing(hour) < earliest)
            day = day.AddDays(1);
        return day.Beijing(hour);
    }

    private static TimeOnly TimeOfDay(DateTimeOffset at) => TimeOnly.FromTimeSpan(at - at.BeijingDate().Beijing(default));

    private static DateTimeOffset WholeMinute(DateTimeOffset at) => new((at.UtcTicks + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);

    private static string Words(TimeSpan span) => span.Minutes == 0 ? $"{(long)span.TotalHours} 小时" : $"{(long)span.TotalMinutes} 分钟";
}
