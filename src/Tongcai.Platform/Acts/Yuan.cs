using System.Globalization;

namespace Tongcai.Platform.Acts;

/// <summary>元与分。Money as people write it: 1,234.50, 326 万元; stored as whole fen.</summary>
public static class Yuan
{
    private const NumberStyles Digits = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;

    /// <summary>Two decimals with separators, e.g. 1,234.50.</summary>
    public static string Text(long fen) => (fen / 100m).ToString("#,##0.00", CultureInfo.InvariantCulture);

    /// <summary>The same in 万元 with two decimals, e.g. 326.00; rounds half away from zero.</summary>
    public static string Wan(long fen) => decimal.Round(fen / 1_000_000m, 2, MidpointRounding.AwayFromZero).ToString("#,##0.00", CultureInfo.InvariantCulture);

    /// <summary>Reads an amount in 元, with or without separators, full-width digits and the units 元 and 万元; no more than two decimals of a 元.</summary>
    /// <returns>False when the text is no amount or has fractions of a fen.</returns>
    public static bool TryParse(string text, out long fen)
    {
        fen = 0;
        var plain = Halfwidth.Of(text).Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).TrimStart('¥');
        var scale = 100m;
        if (plain.EndsWith('元')) plain = plain[..^1];
        if (plain.EndsWith('万')) (plain, scale) = (plain[..^1], 1_000_000m);
        if (plain.Length is 0 or > 24 || !decimal.TryParse(plain, Digits, CultureInfo.InvariantCulture, out var amount)) return false;
        if (decimal.Abs(amount) > long.MaxValue / 1_000_000m) return false;

        var exact = amount * scale;
        if (exact != decimal.Truncate(exact)) return false;
        fen = (long)exact;
        return true;
    }
}
