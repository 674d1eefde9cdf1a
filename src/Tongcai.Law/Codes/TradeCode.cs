using System.Globalization;

namespace Tongcai.Law;

/// <summary>
/// 统一交易标识码，40 characters: three of kind, credit code of the platform, date, six digits of sequence, check character, joined by hyphens.
/// Check: ISO/IEC 7064 MOD 37-2 over the 35 characters without hyphens.
/// </summary>
public sealed record TradeCode
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*";

    private TradeCode(string value) => Value = value;

    public string Value { get; }

    /// <summary>The code of the n-th trade of a day.</summary>
    /// <param name="kind">Three characters: a capital letter and two digits.</param>
    /// <param name="sequence">1 to 999999.</param>
    /// <exception cref="ArgumentException">The kind is malformed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The sequence is out of range.</exception>
    public static TradeCode Make(string kind, CreditCode platform, DateOnly day, int sequence)
    {
        if (!IsKind(kind))
            throw new ArgumentException("A capital letter and two digits.", nameof(kind));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sequence);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence, 999_999);
        var body = string.Create(CultureInfo.InvariantCulture, $"{kind}-{platform.Value}-{day:yyyyMMdd}-{sequence:D6}");
        return new($"{body}-{CheckCharacter(body.Replace("-", "", StringComparison.Ordinal))}");
    }

    /// <summary>Accepts a well-formed code or names the part that is wrong.</summary>
    public static Outcome<TradeCode> Check(string? text, string pointer = "")
    {
        if (text is not { Length: 40 } || text.Split('-') is not [{ Length: 3 } kind, { Length: 18 } platform, { Length: 8 } date, { Length: 6 } sequence, { Length: 1 } check])
            return Wrong("应为“三位类型-十八位平台代码-八位日期-六位序号-一位校验码”共四十位。", pointer);
        if (!IsKind(kind))
            return Wrong($"类型“{kind}”应为一位大写字母和两位数字。", pointer);
        if (CreditCode.Check(platform).Refusals is [var refusal, ..])
            return Wrong($"平台代码有误：{refusal.Reason}", pointer);
        if (!DateOnly.TryParseExact(date, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return Wrong($"日期“{date}”不存在。", pointer);
        if (!sequence.All(char.IsAsciiDigit))
            return Wrong($"序号“{sequence}”应为六位数字。", pointer);
        var expected = CheckCharacter(kind + platform + date + sequence);
        return check[0] == expected ? new TradeCode(text) : Wrong($"校验码是“{check}”，应为“{expected}”。", pointer);
    }

    /// <summary>ISO/IEC 7064 MOD 37-2: p ← ((p + value) × 2) mod 37; the check is (38 − p) mod 37.</summary>
    public static char CheckCharacter(string body) =>
        Alphabet[(38 - body.Aggregate(0, (p, c) => (p + Alphabet.IndexOf(c, StringComparison.Ordinal)) * 2 % 37)) % 37];

    public override string ToString() => Value;

    private static bool IsKind(string kind) => kind is [>= 'A' and <= 'Z', >= '0' and <= '9', >= '0' and <= '9'];

    private static Refusal Wrong(string reason, string pointer) => IdentityRules.TradeCode.Refuse(reason, "从交易平台复制完整的标识码。", pointer);
}
