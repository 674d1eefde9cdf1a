using System.Globalization;
using System.Text;
using Tongcai.Law;
using Tongcai.Platform.Acts;

namespace Tongcai.PublicService.Notices;

/// <summary>日历里的一项。</summary>
/// <param name="Uid">The same date of a project has the same UID wherever it is taken from, so that a calendar moves it instead of adding it.</param>
/// <param name="Stamp">When it was last said.</param>
/// <param name="Sequence">Grows with every change.</param>
/// <param name="On">The day, where no instant is given.</param>
internal sealed record CalendarDate(string Uid, DateTimeOffset Stamp, long Sequence, DateOnly On, DateTimeOffset? At, string Summary, string Description);

/// <summary>RFC 5545.</summary>
internal static class Calendars
{
    // The law's days are Beijing's; there has been no summer time since 1991.
    private static readonly string[] Zone =
    [
        "BEGIN:VTIMEZONE", "TZID:Asia/Shanghai", "BEGIN:STANDARD", "DTSTART:19910915T010000", "TZOFFSETFROM:+0900", "TZOFFSETTO:+0800", "TZNAME:CST", "END:STANDARD", "END:VTIMEZONE",
    ];

    /// <summary>One event a date.</summary>
    public static byte[] Write(string name, IReadOnlyList<CalendarDate> dates)
    {
        var text = new StringBuilder();
        foreach (var line in (string[])["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tongcai//notices//ZH", $"X-WR-CALNAME:{Escaped(name)}", .. Zone]) Line(line);
        foreach (var date in dates)
        {
            Line("BEGIN:VEVENT");
            Line($"UID:{date.Uid}");
            Line($"DTSTAMP:{date.Stamp.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}");
            Line(string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{date.Sequence}"));
            Line(date.At is { } at ? $"DTSTART;TZID=Asia/Shanghai:{at.ToOffset(Beijing.Offset).ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture)}" : $"DTSTART;VALUE=DATE:{date.On:yyyyMMdd}");
            Line($"SUMMARY:{Escaped(date.Summary)}");
            Line($"DESCRIPTION:{Escaped(date.Description)}");
            Line("END:VEVENT");
        }

        Line("END:VCALENDAR");
        return Encoding.UTF8.GetBytes(text.ToString());

        // Lines end with CRLF and are folded at 75 octets (§3.1), never inside a character.
        void Line(string line)
        {
            var octets = 0;
            foreach (var rune in line.EnumerateRunes())
            {
                if (octets + rune.Utf8SequenceLength > 75)
                {
                    text.Append("\r\n ");
                    octets = 1;
                }

                text.Append(rune);
                octets += rune.Utf8SequenceLength;
            }

            text.Append("\r\n");
        }
    }

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
}
