namespace Tongcai.Law;

/// <summary>期限单位。</summary>
public enum TimeUnit
{
    /// <summary>日。Calendar days; a period that ends on a day off rolls on.</summary>
    Day,

    /// <summary>工作日。</summary>
    Workday,

    /// <summary>月。</summary>
    Month,

    /// <summary>年。</summary>
    Year,

    /// <summary>分钟。</summary>
    Minute,

    /// <summary>百分之几。</summary>
    Percent,

    /// <summary>每日万分之几。</summary>
    TenThousandthPerDay,

    /// <summary>次数。</summary>
    Times,

    /// <summary>Day of the year as MMdd.</summary>
    MonthDay,
}

/// <summary>期限种类。</summary>
public enum LimitKind
{
    /// <summary>不少于。The next step may not come sooner.</summary>
    Min,

    /// <summary>不超过、以内。The act must come no later.</summary>
    Max,

    /// <summary>恰为。</summary>
    Exact,

    /// <summary>至少提前。The act must come that long before the anchor.</summary>
    MinBefore,

    /// <summary>不早于之前。The act may not come earlier than that long before the anchor.</summary>
    MaxBefore,

    /// <summary>有效期。An earlier act counts that long.</summary>
    MaxAge,

    /// <summary>向前追溯。</summary>
    Lookback,

    /// <summary>比率。</summary>
    Rate,

    /// <summary>每年某日前。</summary>
    Due,

    /// <summary>次数。</summary>
    Count,

    /// <summary>增减。</summary>
    Delta,
}

/// <summary>法定期限。A time limit with its number, unit and the event it runs from.</summary>
/// <param name="Days">The number, in <paramref name="Unit"/>.</param>
/// <param name="Trigger">The event the period runs from, or up to for "before" kinds.</param>
/// <param name="Methods">Procurement methods it applies to, 全部 for all.</param>
/// <param name="Actor">Who is bound.</param>
public sealed record TimeLimit(
    string Id, string Title, int Days, TimeUnit Unit, LimitKind Kind, string Trigger, string Methods, string Actor, Source Source)
    : Rule(Id, Title, Source)
{
    /// <summary>The number with its unit, for people: 20日, 5个工作日.</summary>
    public string Length => Unit switch
    {
        TimeUnit.Day => $"{Days}日",
        TimeUnit.Workday => $"{Days}个工作日",
        TimeUnit.Month => $"{Days}个月",
        TimeUnit.Year => $"{Days}年",
        TimeUnit.Minute => $"{Days}分钟",
        TimeUnit.Percent => $"{Days}%",
        TimeUnit.TenThousandthPerDay => $"日万分之{Days}",
        TimeUnit.Times => $"{Days}次",
        _ => $"{Days / 100}月{Days % 100}日",
    };

    /// <summary>
    /// The earliest lawful day. 不少于 and 恰为: of the step that ends the period running from <paramref name="start"/>.
    /// 不早于之前: of the act, <paramref name="start"/> being the anchor. 追溯: the first day looked at.
    /// </summary>
    /// <exception cref="InvalidOperationException">The kind of this limit has no earliest day.</exception>
    /// <exception cref="CalendarNotAnnouncedException">The period reaches a year not announced.</exception>
    public DateOnly Earliest(DateOnly start, WorkCalendar calendar) => Kind switch
    {
        LimitKind.Min or LimitKind.Exact => End(start, calendar),
        LimitKind.MaxBefore when Unit == TimeUnit.Workday => calendar.SubtractWorkdays(start, Days),
        LimitKind.MaxBefore or LimitKind.Lookback => Back(start),
        _ => throw new InvalidOperationException($"{Id} {Title} has no earliest day."),
    };

    /// <summary>
    /// The latest lawful day. 不超过、恰为、有效期: of the act, the period running from <paramref name="start"/>.
    /// 至少提前: of the act, <paramref name="start"/> being the anchor. 每年某日前: the first such day on or after <paramref name="start"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The kind of this limit has no latest day.</exception>
    /// <exception cref="CalendarNotAnnouncedException">The period reaches a year not announced.</exception>
    public DateOnly Latest(DateOnly start, WorkCalendar calendar) => Kind switch
    {
        LimitKind.Max or LimitKind.Exact or LimitKind.MaxAge => End(start, calendar),
        LimitKind.MinBefore when Unit == TimeUnit.Workday => LastBefore(start, calendar),
        LimitKind.MinBefore when Unit == TimeUnit.Day => calendar.SubtractDays(start, Days),
        LimitKind.Due => Due(start),
        _ => throw new InvalidOperationException($"{Id} {Title} has no latest day."),
    };

    private DateOnly End(DateOnly start, WorkCalendar calendar) => Unit switch
    {
        TimeUnit.Workday => calendar.AddWorkdays(start, Days),
        TimeUnit.Day => calendar.AddDays(start, Days),
        TimeUnit.Month => calendar.AddMonths(start, Days),
        // Fifteen years of keeping or three of a ban reach past any announced calendar: years are counted without rolling.
        TimeUnit.Year => start.AddYears(Days),
        TimeUnit.Minute when Days == 0 => start,
        _ => throw new InvalidOperationException($"{Id} {Title} is not counted in days."),
    };

    private DateOnly Back(DateOnly start) => Unit switch
    {
        TimeUnit.Year => start.AddYears(-Days),
        _ => throw new InvalidOperationException($"{Id} {Title} is not counted back in {Unit}."),
    };

    // Every day off between the working day that lies n working days before and the next working day also leaves n working days.
    private DateOnly LastBefore(DateOnly anchor, WorkCalendar calendar)
    {
        var last = calendar.SubtractWorkdays(anchor, Days);
        while (!calendar.IsWorkday(last.AddDays(1)))
            last = last.AddDays(1);
        return last;
    }

    private DateOnly Due(DateOnly start)
    {
        var due = new DateOnly(start.Year, Days / 100, Days % 100);
        return due >= start ? due : due.AddYears(1);
    }
}
