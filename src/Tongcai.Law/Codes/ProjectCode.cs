using System.Globalization;

namespace Tongcai.Law;

/// <summary>项目编号，17 characters: trade letter, division, yyMMdd, four digits of sequence. 招标项目 add three, 标段（包） another three.</summary>
public sealed record ProjectCode
{
    private ProjectCode(string value) => Value = value;

    public string Value { get; }

    /// <summary>The code of the n-th project of a day.</summary>
    /// <param name="trade">Industry letter A–Z.</param>
    /// <param name="division">Six digits of GB/T 2260.</param>
    /// <param name="sequence">1 to 9999.</param>
    public static Outcome<ProjectCode> Make(char trade, string division, DateOnly day, int sequence) =>
        sequence is < 1 or > 9999
            ? IdentityRules.ProjectCode.Refuse($"当日序号{sequence}超出1至9999。", "次日再立项，或另用行业代码。")
            : Check(string.Create(CultureInfo.InvariantCulture, $"{trade}{division}{day:yyMMdd}{sequence:D4}"));

    /// <summary>Accepts 17 characters of that form, or names the position that is wrong.</summary>
    public static Outcome<ProjectCode> Check(string? text, string pointer = "")
    {
        if (text is not { Length: 17 })
            return Wrong($"项目编号有{text?.Length ?? 0}位，应为十七位。", pointer);
        if (text[0] is < 'A' or > 'Z')
            return Wrong($"第1位“{text[0]}”应为大写行业字母。", pointer);
        for (var i = 1; i < 17; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
                return Wrong($"第{i + 1}位“{text[i]}”应为数字。", pointer);
        }

        return DateOnly.TryParseExact(text[7..13], "yyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? new ProjectCode(text)
            : Wrong($"第8至13位“{text[7..13]}”不是日期。", pointer);
    }

    /// <summary>招标项目编号, 20 characters.</summary>
    /// <param name="tender">1 to 999.</param>
    public string Tender(int tender) => Value + Three(tender);

    /// <summary>标段（包）编号, 23 characters.</summary>
    /// <param name="tender">1 to 999.</param>
    /// <param name="lot">1 to 999.</param>
    public string Lot(int tender, int lot) => Tender(tender) + Three(lot);

    public override string ToString() => Value;

    private static string Three(int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(n, 999);
        return n.ToString("D3", CultureInfo.InvariantCulture);
    }

    private static Refusal Wrong(string reason, string pointer) => IdentityRules.ProjectCode.Refuse(reason, "从立项页面复制完整的项目编号。", pointer);
}
