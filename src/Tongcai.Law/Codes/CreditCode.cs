namespace Tongcai.Law;

/// <summary>统一社会信用代码（GB 32100-2015）。A code that passes is well formed; whether it exists only the register can say.</summary>
public sealed record CreditCode
{
    /// <summary>The 31 characters, in order of their values.</summary>
    public const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private const string Departments = "123456789ANY";
    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    private CreditCode(string value) => Value = value;

    /// <summary>The 18 characters.</summary>
    public string Value { get; }

    /// <summary>主体标识码, the organisation code of GB 11714 (positions 9–17).</summary>
    public string OrganisationCode => Value[8..17];

    /// <summary>Accepts a well-formed code, or says which position is wrong and what was expected.</summary>
    /// <param name="text">As typed; not trimmed, lower case is refused with a hint.</param>
    /// <param name="pointer">JSON pointer of the field.</param>
    public static Outcome<CreditCode> Check(string? text, string pointer = "")
    {
        if (string.IsNullOrEmpty(text))
            return InputRules.Required.Refuse("没有填写统一社会信用代码。", "按营业执照或登记证书填写十八位代码。", pointer);
        if (text.Length != 18)
            return Wrong($"代码有{text.Length}位，应为十八位。", pointer);
        for (var i = 0; i < 18; i++)
        {
            if (Alphabet.Contains(text[i], StringComparison.Ordinal) && (i is < 2 or >= 8 || char.IsAsciiDigit(text[i])))
                continue;
            return Wrong(
                i is >= 2 and < 8 && Alphabet.Contains(text[i], StringComparison.Ordinal)
                    ? $"第{i + 1}位是“{text[i]}”，第3至8位是登记机关行政区划，只能是数字。"
                    : $"第{i + 1}位是“{text[i]}”，只能用数字和大写英文字母（不含I、O、S、V、Z）。",
                pointer);
        }

        if (!Departments.Contains(text[0], StringComparison.Ordinal))
            return Wrong($"第1位是“{text[0]}”，不是登记管理部门代码。", pointer);
        var expected = CheckCharacter(text[..17]);
        return text[17] == expected ? new CreditCode(text) : Wrong($"第18位校验码是“{text[17]}”，按前17位应为“{expected}”，代码中至少有一位写错。", pointer);
    }

    /// <summary>校验码：Alphabet[(31 − Σ value × 3^i mod 31) mod 31] over 17 characters of the alphabet.</summary>
    public static char CheckCharacter(string body) =>
        Alphabet[(31 - (body.Select((c, i) => Alphabet.IndexOf(c, StringComparison.Ordinal) * Weights[i]).Sum() % 31)) % 31];

    public override string ToString() => Value;

    private static Refusal Wrong(string reason, string pointer) =>
        IdentityRules.CreditCode.Refuse(reason, "对照营业执照或登记证书核对后重新填写。", pointer);
}
