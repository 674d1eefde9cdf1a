using System.Globalization;

namespace Tongcai.Law;

/// <summary>北京时间。Legal days and hours are those of Beijing, UTC+8 without summer time, whatever the machine is set to.</summary>
public static class BeijingTimes
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The legal day of an instant.</summary>
    public static DateOnly BeijingDate(this DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>For people: <c>2026-03-01 09:30</c>.</summary>
    public static string BeijingTime(this DateTimeOffset instant) => instant.ToOffset(Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The instant (UTC) of a legal day and hour.</summary>
    public static DateTimeOffset Beijing(this DateOnly day, TimeOnly time) => new DateTimeOffset(day.ToDateTime(time), Offset).ToUniversalTime();
}
