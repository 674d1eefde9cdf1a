using System.Text;

namespace Tongcai.Trading.Contracts;

/// <summary>金额的书写：the binding capitals (大写) of 正确填写票据和结算凭证的基本规定.</summary>
public static class Fen
{
    private const string Digits = "零壹贰叁肆伍陆柒捌玖";
    private static readonly string[] Places = ["", "拾", "佰", "仟"];
    private static readonly string[] Groups = ["", "万", "亿", "万亿"];

    /// <summary>
    /// 1234567 → 壹万贰仟叁佰肆拾伍元陆角柒分; an amount without fen ends with 整.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative or reaches ten thousand trillion yuan.</exception>
    public static string Capitals(long fen)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fen);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fen, 1_000_000_000_000_000_000);
        if (fen == 0)
            return "零元整";
        var text = new StringBuilder(Whole(fen / 100));
        if (text.Length > 0)
            text.Append('元');
        var (jiao, cents) = ((int)(fen / 10 % 10), (int)(fen % 10));
        if (jiao == 0 && cents == 0)
            return text.Append('整').ToString();
        if (jiao > 0)
            text.Append(Digits[jiao]).Append('角');
        else if (text.Length > 0)
            text.Append('零');
        return cents > 0 ? text.Append(Digits[cents]).Append('分').ToString() : text.Append('整').ToString();
    }

    private static string Whole(long yuan)
    {
        var text = new StringBuilder();
        var gap = false;
        for (var group = 3; group >= 0; group--)
        {
            var four = (int)(yuan / Power(group * 4) % 10_000);
            if (four == 0)
            {
                gap |= text.Length > 0;
                continue;
            }

            for (var place = 3; place >= 0; place--)
            {
                var digit = (int)(four / Power(place) % 10);
                if (digit == 0)
                {
                    gap |= text.Length > 0;
                    continue;
                }

                if (gap)
                    text.Append('零');
                gap = false;
                text.Append(Digits[digit]).Append(Places[place]);
            }

            text.Append(Groups[group]);
            gap = four % 10 == 0;
        }

        return text.ToString();
    }

    private static long Power(int exponent)
    {
        var power = 1L;
        for (var i = 0; i < exponent; i++)
            power *= 10;
        return power;
    }
}
