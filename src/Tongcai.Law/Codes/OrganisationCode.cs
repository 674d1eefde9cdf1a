namespace Tongcai.Law;

/// <summary>组织机构代码（GB 11714-1997），also positions 9–17 of the credit code.</summary>
public sealed record OrganisationCode
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static readonly int[] Weights = [3, 7, 9, 10, 5, 8, 4, 2];

    private OrganisationCode(string value) => Value = value;

    /// <summary>Nine characters without a hyphen.</summary>
    public string Value { get; }

    /// <summary>Accepts nine characters with the right check character; a hyphen before the last is allowed.</summary>
    public static Outcome<OrganisationCode> Check(string? text, string pointer = "")
    {
        var code = text is { Length: 10 } && text[8] == '-' ? text.Remove(8, 1) : text ?? "";
        if (code.Length != 9 || code[..8].Any(c => !Alphabet.Contains(c, StringComparison.Ordinal)))
            return Wrong("组织机构代码应为八位数字或大写字母加一位校验码。", pointer);
        var rest = 11 - (code[..8].Select((c, i) => Alphabet.IndexOf(c, StringComparison.Ordinal) * Weights[i]).Sum() % 11);
        var expected = rest switch { 10 => 'X', 11 => '0', _ => (char)('0' + rest) };
        return code[8] == expected ? new OrganisationCode(code) : Wrong($"第9位校验码是“{code[8]}”，按前8位应为“{expected}”。", pointer);
    }

    private static Refusal Wrong(string reason, string pointer) => IdentityRules.OrganisationCode.Refuse(reason, "核对代码证或统一社会信用代码第9至17位。", pointer);
}
