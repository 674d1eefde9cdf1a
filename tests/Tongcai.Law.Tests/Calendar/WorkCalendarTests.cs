using FsCheck;
using FsCheck.Fluent;
using Tongcai.Tests;

namespace Tongcai.Law.Tests;

public class WorkCalendarTests
{
    private static readonly WorkCalendar Calendar = WorkCalendar.Official;

    public static TheoryData<DateOnly, int, DateOnly> WorkdayVectors() => Triples("working_days");

    public static TheoryData<DateOnly, int, DateOnly> DayVectors() => Triples("calendar_days_roll");

    [Theory]
    [MemberData(nameof(WorkdayVectors))]
    [Cites("CAL-01")]
    public void 工作日首日不计_按官方日历(DateOnly start, int n, DateOnly end)
    {
        Assert.Equal(end, Calendar.AddWorkdays(start, n));
        Assert.Equal(n, Calendar.WorkdaysBetween(start, end));
        Assert.Equal(n - 1, Calendar.WorkdaysBetween(start, end.AddDays(-1)));
    }

    [Theory]
    [MemberData(nameof(DayVectors))]
    [Cites("CAL-02")]
    public void 自然日末日逢节假日顺延到下一工作日(DateOnly start, int n, DateOnly end)
    {
        Assert.Equal(end, Calendar.AddDays(start, n));
        Assert.True(end == start.AddDays(n) || !Calendar.IsWorkday(start.AddDays(n)));
    }

    [Fact]
    [Cites("CAL-02")]
    public void 末日是节前最后一个工作日不顺延_次日开始放假就顺延()
    {
        Assert.Equal(new DateOnly(2026, 9, 30), Calendar.AddDays(new(2026, 9, 10), 20));
        Assert.Equal(new DateOnly(2026, 10, 8), Calendar.AddDays(new(2026, 9, 11), 20));
    }

    [Fact]
    [Cites("CAL-03")]
    public void 期限跨入未公布的年度时明说而不猜()
    {
        Assert.False(Calendar.IsAnnounced(2027));
        Assert.Equal(Enumerable.Range(2018, 9), Calendar.Years);
        Assert.Equal(new DateOnly(2026, 12, 31), Calendar.AddWorkdays(new(2026, 12, 30), 1));
        var e = Assert.Throws<CalendarNotAnnouncedException>(() => Calendar.AddWorkdays(new(2026, 12, 31), 1));
        Assert.Equal(2027, e.Year);
        var refusal = e.ToRefusal("/deadline");
        Assert.Equal(("CAL-03", "/deadline"), (refusal.Rule.Id, refusal.Pointer));
        Assert.Contains("2027", refusal.Reason, StringComparison.Ordinal);
        Assert.Throws<CalendarNotAnnouncedException>(() => Calendar.AddDays(new(2026, 12, 31), int.MaxValue));
        Assert.Throws<CalendarNotAnnouncedException>(() => Calendar.AddDays(new(2017, 12, 31), 5));
        Assert.Throws<CalendarNotAnnouncedException>(() => Calendar.SubtractWorkdays(new(2018, 1, 2), 5));
    }

    [Fact]
    public void 调休上班的周末是工作日_放假的周中不是()
    {
        Assert.True(Calendar.IsWorkday(new(2026, 2, 14)));
        Assert.False(Calendar.IsWorkday(new(2026, 2, 23)));
        Assert.False(Calendar.IsWorkday(new(2026, 3, 1)));
        Assert.All(Calendar.Years, y => Assert.StartsWith("http", Assert.Single(Calendar.SourcesOf(y).Take(1)), StringComparison.Ordinal));
    }

    [Fact]
    public void 加减互逆_每一天()
    {
        Prop.ForAll(Days(), Gen.Choose(0, 30).ToArbitrary(), (day, n) =>
        {
            var later = Calendar.AddWorkdays(day, n);
            var lastLead = Calendar.SubtractDays(later, n);
            return Calendar.WorkdaysBetween(day, later) == n
                && (n == 0 || Calendar.IsWorkday(later))
                && Calendar.AddDays(lastLead, n) <= Calendar.Roll(later)
                && Calendar.AddDays(lastLead.AddDays(1), n) > later
                && (!Calendar.IsWorkday(day) || Calendar.SubtractWorkdays(later, n) == day)
                && Calendar.IsWorkday(Calendar.AddDays(day, n));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void 期限越长越晚_首日越晚越晚()
    {
        Prop.ForAll(Days(), Gen.Choose(0, 30).ToArbitrary(), (day, n) =>
            Calendar.AddDays(day, n) <= Calendar.AddDays(day, n + 1)
            && Calendar.AddDays(day, n) <= Calendar.AddDays(day.AddDays(1), n)
            && Calendar.AddWorkdays(day, n) < Calendar.AddWorkdays(day, n + 1)
            && Calendar.AddWorkdays(day, n) <= Calendar.AddWorkdays(day.AddDays(1), n)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void 北京时间换算不看机器时区()
    {
        var instant = new DateOnly(2026, 3, 1).Beijing(new TimeOnly(0, 30));
        Assert.Equal(new DateTimeOffset(2026, 2, 28, 16, 30, 0, TimeSpan.Zero), instant);
        Assert.Equal(TimeSpan.Zero, instant.Offset);
        Assert.Equal(new DateOnly(2026, 3, 1), instant.BeijingDate());
        Assert.Equal("2026-03-01 00:30", instant.BeijingTime());
    }

    [Fact]
    public void 日历文本有误即拒读() => Assert.Throws<FormatException>(() => WorkCalendar.Parse("off 01-01"));

    private static Arbitrary<DateOnly> Days() =>
        Gen.Choose(new DateOnly(2018, 3, 1).DayNumber, new DateOnly(2026, 10, 1).DayNumber).Select(DateOnly.FromDayNumber).ToArbitrary();

    private static TheoryData<DateOnly, int, DateOnly> Triples(string name) =>
        [.. Vectors.Worked.GetProperty(name).GetProperty("add").EnumerateArray().Select(v => new TheoryDataRow<DateOnly, int, DateOnly>(v[0].Day(), v[1].GetInt32(), v[2].Day()))];
}
