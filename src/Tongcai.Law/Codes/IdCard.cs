using System.Globalization;

namespace Tongcai.Law;

/// <summary>公民身份号码（GB 11643-1999）。Never printed whole: <see cref="Masked"/>.</summary>
public sealed record IdCard
{
    private const string CheckCharacters = "10X98765432";
    private const string Provinces = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83";
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    private IdCard(string value, DateOnly born) => (Value, Born) = (value, born);

    /// <summary>The 18 characters; store encrypted.</summary>
    public string Value { get; }

    public DateOnly Born { get; }

    /// <summary>First six and last two characters, for people's eyes.</summary>
    public string Masked => $"{Value[..6]}**********{Value[16..]}";

    /// <summary>Age in whole years on that day.</summary>
    public int AgeOn(DateOnly day) => day.Year - Born.Year - (day.Month < Born.Month || (day.Month == Born.Month && day.Day < Born.Day) ? 1 : 0);

    /// <summary>Accepts 18 characters with a province, a real birth date not after <paramref name="today"/> and the right check character.</summary>
    public static Outcome<IdCard> Check(string? text, DateOnly today, string pointer = "")
    {
        if (text is not { Length: 18 })
            return Wrong($"号码有{text?.Length ?? 0}位，应为十八位。", pointer);
        for (var i = 0; i < 18; i++)
        {
            if (!char.IsAsciiDigit(text[i]) && !(i == 17 && text[i] == 'X'))
                return Wrong($"第{i + 1}位不是数字{(i == 17 ? "或大写X" : "")}。", pointer);
        }

        if (!Provinces.Split(' ').Contains(text[..2]))
            return Wrong($"第1至2位“{text[..2]}”不是省级行政区划代码。", pointer);
        if (!DateOnly.TryParseExact(text[6..14], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born) || born > today)
            return Wrong($"第7至14位“{text[6..14]}”不是有效的出生日期。", pointer);
        var expected = CheckCharacters[text[..17].Select((c, i) => (c - '0') * Weights[i]).Sum() % 11];
        return text[17] == expected ? new IdCard(text, born) : Wrong("第18位校验码与前17位不符。", pointer);
    }

    public override string ToString() => Masked;

    private static Refusal Wrong(string reason, string pointer) => IdentityRules.IdCard.Refuse(reason, "对照身份证件核对后重新填写。", pointer);
}
