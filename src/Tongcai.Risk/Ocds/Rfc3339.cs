namespace Tongcai.Risk.Ocds;

/// <summary>Instants of RFC 3339 (section 5.6), years 0000 to 9999.</summary>
internal static class Rfc3339
{
    /// <summary>Seconds and nanoseconds since 1970-01-01T00:00:00Z; null when the text is not a date-time with offset.</summary>
    public static (long Seconds, int Nanoseconds)? Parse(ReadOnlySpan<byte> text)
    {
        if (text.Length < 20 || text[4] != '-' || text[7] != '-' || text[10] is not ((byte)'T' or (byte)'t' or (byte)' ') || text[13] != ':' || text[16] != ':') return null;
        if (Digits(text[..4]) is not { } year || Digits(text[5..7]) is not { } month || Digits(text[8..10]) is not { } day
            || Digits(text[11..13]) is not { } hour || Digits(text[14..16]) is not { } minute || Digits(text[17..19]) is not { } second) return null;
        if (month is < 1 or > 12 || day < 1 || day > DaysIn(year, month) || hour > 23 || minute > 59 || second > 60) return null;
        var rest = text[19..];
        var nanoseconds = 0;
        if (rest[0] == '.')
        {
            var end = 1;
            while (end < rest.Length && rest[end] is >= (byte)'0' and <= (byte)'9')
            {
                if (end <= 9) nanoseconds = nanoseconds * 10 + rest[end] - '0';
                end++;
            }
            if (end == 1) return null;
            for (var i = end; i <= 9; i++) nanoseconds *= 10;
            rest = rest[end..];
        }
        int offset;
        if (rest is [(byte)'Z' or (byte)'z']) offset = 0;
        else if (rest.Length == 6 && rest[0] is (byte)'+' or (byte)'-' && rest[3] == ':' && Digits(rest[1..3]) is { } hours and < 24 && Digits(rest[4..6]) is { } minutes and < 60)
            offset = (rest[0] == '-' ? -1 : 1) * (hours * 60 + minutes) * 60;
        else return null;
        return (DaysFromEpoch(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - offset, nanoseconds);
    }

    /// <summary>Whole days from start to end, towards zero; null when either text is not an instant.</summary>
    public static long? DaysBetween(ReadOnlySpan<byte> start, ReadOnlySpan<byte> end)
    {
        if (Parse(start) is not { } from || Parse(end) is not { } to) return null;
        var seconds = to.Seconds - from.Seconds;
        var fraction = to.Nanoseconds - from.Nanoseconds;
        if (seconds > 0 && fraction < 0) seconds--;
        else if (seconds < 0 && fraction > 0) seconds++;
        return seconds / 86400;
    }

    private static int? Digits(ReadOnlySpan<byte> text)
    {
        var value = 0;
        foreach (var c in text)
        {
            if (c is < (byte)'0' or > (byte)'9') return null;
            value = value * 10 + c - '0';
        }
        return value;
    }

    private static bool Leap(int year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    private static int DaysIn(int year, int month) => month switch { 2 => Leap(year) ? 29 : 28, 4 or 6 or 9 or 11 => 30, _ => 31 };

    private static long DaysFromEpoch(int year, int month, int day)
    {
        // March-based years, so that the leap day is the last (Hinnant, "days_from_civil").
        long y = month <= 2 ? year - 1 : year;
        var era = (y >= 0 ? y : y - 399) / 400;
        var ofEra = y - era * 400;
        var ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        return era * 146097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719468;
    }
}
