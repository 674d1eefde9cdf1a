using System.Globalization;

namespace Tongcai.Law.Lint;

/// <summary>计量单位。What a number in a clause counts.</summary>
internal enum Quantity
{
    /// <summary>分（得分）。</summary>
    Points,

    /// <summary>元。</summary>
    Yuan,

    /// <summary>百分数，含百分之、几成；几折记为让利的百分数。</summary>
    Percent,

    Year,
    Month,
    Day,
    WorkingDay,
    Hour,
    Minute,

    /// <summary>岁。</summary>
    Age,

    /// <summary>人、名。</summary>
    Person,

    /// <summary>个、项、份、例、家、处。</summary>
    Piece,

    /// <summary>公里。</summary>
    Kilometre,

    /// <summary>平方米。</summary>
    SquareMetre,

    /// <summary>毫米、厘米、千克等尺寸重量。</summary>
    Size,

    /// <summary>区间分，如 6-10分。</summary>
    PointRange,

    /// <summary>型号样的字母数字串。</summary>
    Model,
}

/// <summary>条款中的一个数量，阿拉伯数字或者中文数字。</summary>
internal readonly record struct QuantityHit(Quantity Kind, decimal Value, int Start, int End)
{
    private const int LongestNumber = 18;

    // Longest first: 个工作日 before 个, 万元 is a scale of 元 and handled before.
    private static readonly (string Text, Quantity Kind, decimal Factor)[] Units =
    [
        ("个工作日", Quantity.WorkingDay, 1), ("工作日", Quantity.WorkingDay, 1), ("个日历天", Quantity.Day, 1), ("日历天", Quantity.Day, 1),
        ("个自然日", Quantity.Day, 1), ("个月", Quantity.Month, 1), ("月期", Quantity.Month, 1), ("周年", Quantity.Year, 1), ("年", Quantity.Year, 1),
        ("周岁", Quantity.Age, 1), ("岁", Quantity.Age, 1), ("小时", Quantity.Hour, 1), ("分钟", Quantity.Minute, 1), ("刻钟", Quantity.Minute, 15),
        ("日", Quantity.Day, 1), ("天", Quantity.Day, 1), ("平方米", Quantity.SquareMetre, 1), ("㎡", Quantity.SquareMetre, 1), ("平米", Quantity.SquareMetre, 1),
        ("M2", Quantity.SquareMetre, 1), ("公里", Quantity.Kilometre, 1), ("千米", Quantity.Kilometre, 1), ("KM", Quantity.Kilometre, 1),
        ("元", Quantity.Yuan, 1), ("人民币", Quantity.Yuan, 1), ("%", Quantity.Percent, 1), ("‰", Quantity.Percent, 0.1m), ("成", Quantity.Percent, 10),
        ("人", Quantity.Person, 1), ("名", Quantity.Person, 1), ("个", Quantity.Piece, 1), ("项", Quantity.Piece, 1), ("份", Quantity.Piece, 1),
        ("例", Quantity.Piece, 1), ("家", Quantity.Piece, 1), ("处", Quantity.Piece, 1), ("毫米", Quantity.Size, 1), ("MM", Quantity.Size, 1),
        ("厘米", Quantity.Size, 1), ("CM", Quantity.Size, 1), ("千克", Quantity.Size, 1), ("公斤", Quantity.Size, 1), ("KG", Quantity.Size, 1),
    ];

    private static readonly string[] NotPoints = ["分钟", "分包", "分公司", "分支", "分项", "分别", "分期", "分批", "分次", "分组", "分册", "分贝", "分之", "分局", "分部"];

    private static readonly string[] NotModels = ["GB", "ISO", "IEC", "IEEE", "CNAS", "CMA", "IP", "USB", "RJ", "CAT", "DB", "JB", "JGJ", "CJJ", "SO", "IPV", "A4", "A3", "HTTP", "TLS", "RS", "YY"];

    /// <summary>All quantities of a stretch of folded text, in order.</summary>
    internal static void Scan(ReadOnlySpan<char> text, List<QuantityHit> found)
    {
        for (var i = 0; i < text.Length;)
        {
            var next = ModelAt(text, i, found);
            if (next == i)
                next = NumberAt(text, i, found);
            i = next > i ? next : i + 1;
        }
    }

    private static int NumberAt(ReadOnlySpan<char> text, int start, List<QuantityHit> found)
    {
        var fraction = text[start..].StartsWith("百分之");
        var from = fraction ? start + 3 : start;
        if (Number(text, from) is not (var value, var end))
            return start;
        if (fraction)
        {
            found.Add(new(Quantity.Percent, value, start, end));
            return end;
        }
        if (RangeAt(text, start, end) is { } range)
        {
            found.Add(range);
            return range.End;
        }
        if (UnitAt(text, end, ref value) is var (kind, unitEnd))
        {
            // 2023年 is a date, three-digit years of service are not seen.
            if (kind is not Quantity.Year || value < 1000)
                found.Add(new(kind, value, start, unitEnd));
            return unitEnd;
        }
        return end;
    }

    private static QuantityHit? RangeAt(ReadOnlySpan<char> text, int start, int end)
    {
        var at = end;
        if (at < text.Length && text[at] == '分')
            at++;
        if (at >= text.Length || text[at] is not ('-' or '~' or '至' or '到') || Number(text, at + 1) is not (var high, var close))
            return null;
        var points = close < text.Length && text[close] == '分' && IsPoints(text[close..]);
        return points ? new QuantityHit(Quantity.PointRange, high, start, close + 1) : null;
    }

    private static (Quantity Kind, int End)? UnitAt(ReadOnlySpan<char> text, int at, ref decimal value)
    {
        if (at < text.Length && text[at] == '余')
            at++;
        var rest = text[at..];
        if (rest.StartsWith("分"))
            return IsPoints(rest) ? (Quantity.Points, at + 1) : null;
        if (rest.StartsWith("折"))
        {
            // 七折 and 70折 both leave 30 % off.
            value = 100 - (value < 10 ? value * 10 : value);
            return value is > 0 and < 100 ? (Quantity.Percent, at + 1) : null;
        }
        if (rest.StartsWith("[含]") || rest.StartsWith("[不含]"))
            rest = rest[(rest.IndexOf(']') + 1)..];
        foreach (var (unit, kind, factor) in Units)
        {
            if (!rest.StartsWith(unit, StringComparison.Ordinal))
                continue;
            value *= factor;
            return (kind, text.Length - rest.Length + unit.Length);
        }
        return null;
    }

    private static bool IsPoints(ReadOnlySpan<char> rest)
    {
        foreach (var other in NotPoints)
        {
            if (rest.StartsWith(other, StringComparison.Ordinal))
                return false;
        }
        return true;
    }

    private static int ModelAt(ReadOnlySpan<char> text, int start, List<QuantityHit> found)
    {
        if (text[start] is not (>= 'A' and <= 'Z'))
            return start;
        var end = start;
        var digits = 0;
        while (end < text.Length && text[end] is (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '/')
            digits += char.IsAsciiDigit(text[end++]) ? 1 : 0;
        var word = text[start..end];
        foreach (var common in NotModels)
        {
            if (word.StartsWith(common, StringComparison.Ordinal))
                return end;
        }
        if (digits >= 2)
            found.Add(new(Quantity.Model, 0, start, end));
        return end;
    }

    private static (decimal Value, int End)? Number(ReadOnlySpan<char> text, int start) =>
        start >= text.Length ? null : char.IsAsciiDigit(text[start]) ? Arabic(text, start) : Chinese(text, start);

    private static (decimal Value, int End)? Arabic(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || (text[end] is '.' or ',' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))))
            end++;
        var digits = text[start..end].ToString().Replace(",", "", StringComparison.Ordinal);
        if (digits.Length > LongestNumber || !decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            return (0, end);
        return Scaled(text, value, end);
    }

    private static (decimal Value, int End) Scaled(ReadOnlySpan<char> text, decimal value, int end)
    {
        for (; end < text.Length; end++)
        {
            var scale = text[end] switch { '万' => 10_000m, '亿' => 100_000_000m, '千' or '仟' => 1_000m, '百' or '佰' => 100m, _ => 0m };
            if (scale == 0 || value > 1_000_000_000_000m || (text[end] == '千' && end + 1 < text.Length && text[end + 1] is '克' or '米'))
                break;
            value *= scale;
        }
        return (value, end);
    }

    private static (decimal Value, int End)? Chinese(ReadOnlySpan<char> text, int start)
    {
        if (text[start] == '半')
            return Half(text, start);
        decimal total = 0, section = 0, digit = 0;
        var end = start;
        for (; end < text.Length && end - start < LongestNumber; end++)
        {
            if (DigitOf(text[end]) is { } d)
                digit = d;
            else if (end == start && text[end] is not ('十' or '拾'))
                break;
            else if (text[end] is '十' or '拾')
                (section, digit) = (section + ((digit == 0 ? 1 : digit) * 10), 0);
            else if (text[end] is '百' or '佰')
                (section, digit) = (section + (digit * 100), 0);
            else if ((text[end] is '千' or '仟') && !(end + 1 < text.Length && text[end + 1] is '克' or '米'))
                (section, digit) = (section + (digit * 1000), 0);
            else if (text[end] == '万')
                (total, section, digit) = (total + ((section + digit) * 10_000), 0, 0);
            else if (text[end] == '亿')
                (total, section, digit) = ((total + section + digit) * 100_000_000, 0, 0);
            else
                break;
        }
        return end == start ? null : (total + section + digit, end);
    }

    // 半年 counts as six months wherever a limit is asked in months: the caller sees 0.5 年.
    private static (decimal Value, int End)? Half(ReadOnlySpan<char> text, int start) =>
        start + 1 < text.Length && text[start + 1] is '年' or '小' or '个' ? (0.5m, start + 1) : null;

    private static decimal? DigitOf(char c) => c switch
    {
        '零' or '〇' => 0,
        '一' or '壹' => 1,
        '二' or '两' or '贰' => 2,
        '三' or '叁' => 3,
        '四' or '肆' => 4,
        '五' or '伍' => 5,
        '六' or '陆' => 6,
        '七' or '柒' => 7,
        '八' or '捌' => 8,
        '九' or '玖' => 9,
        _ => null,
    };
}
