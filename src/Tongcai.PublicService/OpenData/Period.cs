using System.Globalization;
using Tongcai.Law;

namespace Tongcai.PublicService.OpenData;

/// <summary>期间：a day or a month in Beijing.</summary>
/// <param name="Name">2026-03-04 or 2026-03.</param>
/// <param name="First">Its first day.</param>
/// <param name="After">The day after its last.</param>
internal sealed record Period(string Name, DateOnly First, DateOnly After)
{
    /// <summary>UTC milliseconds of its beginning.</summary>
    public long From { get; } = First.Beijing(TimeOnly.MinValue).ToUnixTimeMilliseconds();

    /// <summary>UTC milliseconds of its end, which no longer belongs to it.</summary>
    public long To { get; } = After.Beijing(TimeOnly.MinValue).ToUnixTimeMilliseconds();

    public bool IsMonth => Name.Length == 7;

    public bool Holds(DateTimeOffset at) => at.ToUnixTimeMilliseconds() is var ms && ms >= From && ms < To;

    public static Period Of(DateOnly day) => new(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day, day.AddDays(1));

    public static Period MonthOf(DateOnly day) => new(day.ToString("yyyy-MM", CultureInfo.InvariantCulture), new(day.Year, day.Month, 1), new DateOnly(day.Year, day.Month, 1).AddMonths(1));

    /// <summary>The period of that name; null for a name that is none, or a year this platform does not publish (2000 to 2999).</summary>
    public static Period? Parse(string name)
    {
        if (DateOnly.TryParseExact(name, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day.Year is >= 2000 and < 3000 ? Of(day) : null;
        return DateOnly.TryParseExact(name + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is >= 2000 and < 3000 ? MonthOf(month) : null;
    }
}
