namespace Tongcai.Law.Questions;

/// <summary>代码的种类。</summary>
public enum CodeKind
{
    /// <summary>统一社会信用代码。</summary>
    CreditCode,

    /// <summary>组织机构代码。</summary>
    Organisation,

    /// <summary>公民身份号码。</summary>
    IdCard,

    /// <summary>统一交易标识码。</summary>
    Trade,

    /// <summary>项目编号。</summary>
    Project,

    /// <summary>行政区划代码。</summary>
    Division,

    /// <summary>品目编码。</summary>
    Catalogue,
}

/// <summary>代码的一段。</summary>
public sealed record CodePart(string Name, string Value);

/// <summary>合规的代码及其组成。</summary>
/// <param name="Code">The code; an ID card masked.</param>
public sealed record CodeAnswer(CodeKind Kind, string KindName, string Code, IReadOnlyList<CodePart> Parts, Rule Basis) : LawAnswer
{
    public override IEnumerable<string> InWords() =>
        [$"{Code}：{KindName}，格式和校验码正确（{Basis.Source.Instrument}）。是否真实存在须向登记机关查询。", .. Parts.Select(p => $"  {p.Name}　{p.Value}")];
}

/// <summary>代码检查。</summary>
internal static class CodeQuestion
{
    internal static readonly IReadOnlyList<FieldChoice> Kinds =
        FieldChoices.Of<CodeKind>("统一社会信用代码", "组织机构代码", "公民身份号码", "统一交易标识码", "项目编号", "行政区划代码", "品目编码");

    internal static readonly LawQuestion Row = new("code", "代码检查", "统一社会信用代码、组织机构代码、身份证号、交易标识码、项目编号、区划和品目代码的格式与校验码。",
    [
        QuestionField.Text("code", "代码", required: true),
        QuestionField.Choice("kind", "代码种类，不填按长度判断", Kinds),
        QuestionField.Day("today", "核对日，不填为当日"),
    ],
        typeof(CodeAnswer), Decide);

    private static Outcome<LawAnswer> Decide(Given given, DateOnly today)
    {
        var code = given.Text("code");
        var kind = given.Choice<CodeKind>("kind") ?? ByShape(code);
        return kind switch
        {
            CodeKind.CreditCode => Of(CreditCode.Check(code, "/code"), kind, IdentityRules.CreditCode, c => c.Value, c =>
                [new("登记管理部门", c.Value[..1]), new("机构类别", c.Value[1..2]), new("登记机关行政区划", Place(c.Value[2..8])), new("主体标识码", c.OrganisationCode), new("校验码", c.Value[17..])]),
            CodeKind.Organisation => Of(OrganisationCode.Check(code, "/code"), kind, IdentityRules.OrganisationCode, c => c.Value, c => [new("本体代码", c.Value[..8]), new("校验码", c.Value[8..])]),
            CodeKind.IdCard => Of(IdCard.Check(code, given.Day("today") ?? today, "/code"), kind, IdentityRules.IdCard, c => c.Masked, c =>
                [new("行政区划", Place(c.Value[..6])), new("周岁", $"{c.AgeOn(given.Day("today") ?? today)}")]),
            CodeKind.Trade => Of(TradeCode.Check(code, "/code"), kind, IdentityRules.TradeCode, c => c.Value, c =>
                [new("类型", c.Value[..3]), new("平台代码", c.Value[4..22]), new("日期", c.Value[23..31]), new("序号", c.Value[32..38]), new("校验码", c.Value[39..])]),
            CodeKind.Project => Of(ProjectCode.Check(code, "/code"), kind, IdentityRules.ProjectCode, c => c.Value, c =>
                [new("行业", c.Value[..1]), new("行政区划", Place(c.Value[1..7])), new("日期", "20" + c.Value[7..13]), new("序号", c.Value[13..])]),
            CodeKind.Division => Divisions.Name(code) is not null
                ? new CodeAnswer(kind, Name(kind), code, [new("名称", Divisions.FullName(code))], InputRules.Range)
                : InputRules.Range.Refuse($"没有行政区划代码“{QuestionReader.Shown(code)}”。", "填写县级以上六位代码（GB/T 2260）。", "/code"),
            _ => Catalogue.Find(code) is { } item
                ? new CodeAnswer(kind, Name(kind), code, [new("名称", item.Name), new("属性", item.Kind switch { "goods" => "货物", "works" => "工程", _ => "服务" }), new("底级品目", item.IsLeaf ? "是" : "否")], InputRules.Range)
                : InputRules.Range.Refuse($"《政府采购品目分类目录》没有编码“{QuestionReader.Shown(code)}”。", "填写字母加八位数字的编码，如 A02010105。", "/code"),
        };
    }

    private static Outcome<LawAnswer> Of<T>(Outcome<T> checkedCode, CodeKind kind, Rule basis, Func<T, string> shown, Func<T, IReadOnlyList<CodePart>> parts)
        where T : class =>
        checkedCode.Value is { } code ? new CodeAnswer(kind, Name(kind), shown(code), parts(code), basis) : checkedCode.Refusals.ToList();

    private static string Name(CodeKind kind) => Kinds[(int)kind].Name;

    private static string Place(string division) => Divisions.Name(division) is null ? $"{division}（现行区划中没有，可能已撤并）" : $"{division} {Divisions.FullName(division)}";

    private static CodeKind ByShape(string code) => code.Length switch
    {
        40 => CodeKind.Trade,
        17 => CodeKind.Project,
        6 => CodeKind.Division,
        10 when code[8] == '-' => CodeKind.Organisation,
        9 => Catalogue.Find(code) is null ? CodeKind.Organisation : CodeKind.Catalogue,
        1 => CodeKind.Catalogue,
        _ => CodeKind.CreditCode,
    };
}
