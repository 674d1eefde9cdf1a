using System.Globalization;
using System.Text.RegularExpressions;

namespace Tongcai.Platform.Acts;

/// <summary>北京时间。Beside <see cref="Law.BeijingTimes"/>: how days and instants are read from people and shown to them.</summary>
public static partial class Beijing
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    private static readonly string[] Weekdays = ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"];

    /// <summary>2026-11-20 14:03:26.</summary>
    public static string BeijingSeconds(this DateTimeOffset instant) => instant.ToOffset(Offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>2026-11-20T14:03:26+08:00, for machines.</summary>
    public static string BeijingIso(this DateTimeOffset instant) => instant.ToOffset(Offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>2026年11月20日.</summary>
    public static string InWords(this DateOnly day) => day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);

    /// <summary>星期五.</summary>
    public static string Weekday(this DateOnly day) => Weekdays[(int)day.DayOfWeek];

    /// <summary>Reads 2026-11-21, 20261121, 2026/11/21, 2026.11.21 and 2026年11月21日.</summary>
    public static bool TryParseDay(string text, out DateOnly day)
    {
        day = default;
        var match = DayText().Match(Halfwidth.Of(text).Trim());
        if (!match.Success) return false;

        static int Part(Group g) => int.Parse(g.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        var (y, m, d) = (Part(match.Groups["y"]), Part(match.Groups["m"]), Part(match.Groups["d"]));
        if (y is 0 || m is < 1 or > 12 || d < 1 || d > DateTime.DaysInMonth(y, m)) return false;
        day = new DateOnly(y, m, d);
        return true;
    }

    /// <summary>Reads a clock time: 9:30, 09:30, 09:30:15, 930, 9时30分.</summary>
    public static bool TryParseClock(string text, out TimeOnly clock)
    {
        clock = default;
        var match = ClockText().Match(Halfwidth.Of(text).Trim());
        if (!match.Success) return false;

        static int Part(Group g) => g.Success ? int.Parse(g.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        var (h, m, s) = (Part(match.Groups["h"]), Part(match.Groups["m"]), Part(match.Groups["s"]));
        if (h > 23 || m > 59 || s > 59) return false;
        clock = new TimeOnly(h, m, s);
        return true;
    }

    /// <summary>Reads RFC 3339 with an explicit offset, as the API takes it; the form's date and clock time arrive in the same shape.</summary>
    public static bool TryParseInstant(string text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(
            text,
            ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out instant);

    [GeneratedRegex(@"^(?:(?<y>\d{4})(?<m>\d\d)(?<d>\d\d)|(?<y>\d{4})[-/.](?<m>\d{1,2})[-/.](?<d>\d{1,2})|(?<y>\d{4})\s*年\s*(?<m>\d{1,2})\s*月\s*(?<d>\d{1,2})\s*日)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DayText();

    [GeneratedRegex(@"^(?:(?<h>\d{1,2})[:时](?<m>\d{1,2})(?:[:分](?<s>\d\d)秒?)?分?|(?<h>\d{1,2})(?<m>\d\d))$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ClockText();
}
