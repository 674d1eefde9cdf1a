using System.Globalization;

namespace Tongcai.Law;

/// <summary>
/// 官方工作日历。Counts legal periods: the first day is not counted, and a period of calendar days that ends on a day off runs to the next
/// working day (政府采购货物和服务招标投标管理办法第八十五条). Days of a year that is not announced throw <see cref="CalendarNotAnnouncedException"/>.
/// </summary>
public sealed class WorkCalendar
{
    /// <summary>节假日安排 of the State Council as shipped (2018–2026).</summary>
    public static readonly WorkCalendar Official = Parse(Resources.Read("official-days.txt"));

    private readonly HashSet<DateOnly> _off;
    private readonly HashSet<DateOnly> _work;
    private readonly Dictionary<int, IReadOnlyList<string>> _sources;

    private WorkCalendar(HashSet<DateOnly> off, HashSet<DateOnly> work, Dictionary<int, IReadOnlyList<string>> sources) =>
        (_off, _work, _sources) = (off, work, sources);

    /// <summary>Years whose holidays are known, ascending.</summary>
    public IEnumerable<int> Years => _sources.Keys.Order();

    /// <summary>Reads the compact form: <c>year 2026 URL…</c>, then <c>off MM-dd …</c> and <c>work MM-dd …</c>; <c>#</c> starts a remark.</summary>
    /// <exception cref="FormatException">A line is none of these, or a day comes before its year.</exception>
    public static WorkCalendar Parse(string text)
    {
        HashSet<DateOnly> off = [], work = [];
        Dictionary<int, IReadOnlyList<string>> sources = [];
        var year = 0;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (line[0] == '#')
                continue;
            if (words[0] == "year" && words.Length > 1)
                sources.Add(year = int.Parse(words[1], CultureInfo.InvariantCulture), words[2..]);
            else if (words[0] is "off" or "work" && year > 0)
                (words[0] == "off" ? off : work).UnionWith(words.Skip(1).Select(d => DateOnly.ParseExact($"{year}-{d}", "yyyy-MM-dd", CultureInfo.InvariantCulture)));
            else
                throw new FormatException($"Not a line of the calendar: {line}");
        }

        return new(off, work, sources);
    }

    /// <summary>Whether the holidays of that year are announced and known here.</summary>
    public bool IsAnnounced(int year) => _sources.ContainsKey(year);

    /// <summary>Addresses of the notices behind a year; empty for a year not announced.</summary>
    public IReadOnlyList<string> SourcesOf(int year) => _sources.GetValueOrDefault(year, []);

    /// <summary>工作日。Monday to Friday except holidays, and the weekends moved to work.</summary>
    /// <exception cref="CalendarNotAnnouncedException">The year is not announced.</exception>
    public bool IsWorkday(DateOnly day)
    {
        if (!IsAnnounced(day.Year))
            throw new CalendarNotAnnouncedException(day.Year);
        return _work.Contains(day) || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_off.Contains(day));
    }

    /// <summary>The n-th working day after <paramref name="start"/>; the first day is not counted. Zero gives <paramref name="start"/>.</summary>
    /// <exception cref="CalendarNotAnnouncedException">The period reaches a year not announced.</exception>
    public DateOnly AddWorkdays(DateOnly start, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        Know(start);
        var day = start;
        while (n > 0)
        {
            day = Next(day);
            if (IsWorkday(day))
                n--;
        }

        return day;
    }

    /// <summary>The last day of a period of n calendar days that starts after <paramref name="start"/>, rolled to the next working day if it is a day off.</summary>
    /// <exception cref="CalendarNotAnnouncedException">The period reaches a year not announced.</exception>
    public DateOnly AddDays(DateOnly start, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        Know(start);
        return start.DayNumber > DateOnly.MaxValue.DayNumber - n ? throw new CalendarNotAnnouncedException(DateOnly.MaxValue.Year) : Roll(start.AddDays(n));
    }

    /// <summary>The same day n months later (the last of a shorter month), rolled like <see cref="AddDays"/>.</summary>
    /// <exception cref="CalendarNotAnnouncedException">The period ends in a year not announced.</exception>
    public DateOnly AddMonths(DateOnly start, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        Know(start);
        return n > 12 * (DateOnly.MaxValue.Year - start.Year - 1) ? throw new CalendarNotAnnouncedException(DateOnly.MaxValue.Year) : Roll(start.AddMonths(n));
    }

    /// <summary>The last day from which a period of n calendar days still ends on or before <paramref name="end"/>: what must happen "at least n days before".</summary>
    /// <exception cref="CalendarNotAnnouncedException">The period begins in a year not announced.</exception>
    public DateOnly SubtractDays(DateOnly end, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        Know(end);
        while (!IsWorkday(end))
            end = Previous(end);
        var day = end.DayNumber < n ? throw new CalendarNotAnnouncedException(DateOnly.MinValue.Year) : end.AddDays(-n);
        Know(day);
        return day;
    }

    /// <summary>The working day that lies n working days before <paramref name="end"/>.</summary>
    /// <exception cref="CalendarNotAnnouncedException">The period begins in a year not announced.</exception>
    public DateOnly SubtractWorkdays(DateOnly end, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        Know(end);
        var day = end;
        while (!IsWorkday(day))
            day = Previous(day);
        while (n > 0)
        {
            day = Previous(day);
            if (IsWorkday(day))
                n--;
        }

        return day;
    }

    /// <summary>Working days after <paramref name="a"/> up to and including <paramref name="b"/>; zero when b is not later.</summary>
    /// <exception cref="CalendarNotAnnouncedException">The period reaches a year not announced.</exception>
    public int WorkdaysBetween(DateOnly a, DateOnly b)
    {
        Know(a);
        Know(b);
        var count = 0;
        for (var day = a; day < b;)
        {
            day = Next(day);
            if (IsWorkday(day))
                count++;
        }

        return count;
    }

    /// <summary>That day if it is a working day, otherwise the next one.</summary>
    /// <exception cref="CalendarNotAnnouncedException">The year is not announced.</exception>
    public DateOnly Roll(DateOnly day)
    {
        while (!IsWorkday(day))
            day = Next(day);
        return day;
    }

    private static DateOnly Next(DateOnly day) => day == DateOnly.MaxValue ? throw new CalendarNotAnnouncedException(day.Year) : day.AddDays(1);

    private static DateOnly Previous(DateOnly day) => day == DateOnly.MinValue ? throw new CalendarNotAnnouncedException(day.Year) : day.AddDays(-1);

    private void Know(DateOnly day)
    {
        if (!IsAnnounced(day.Year))
            throw new CalendarNotAnnouncedException(day.Year);
    }
}
