using System.Globalization;

namespace Tongcai.Law.Questions;

/// <summary>企业划型的结论。</summary>
/// <param name="Industry">Code of the industry.</param>
/// <param name="IndustryName">名称.</param>
/// <param name="Gbt4754">Sections of GB/T 4754-2017 that belong to it.</param>
/// <param name="Medium">Lower bounds of a medium enterprise, and so on.</param>
/// <param name="IsSme">中小企业（含微型）.</param>
public sealed record SizeAnswer(
    EnterpriseSize Size, string SizeName, bool IsSme, string Industry, string IndustryName, string Gbt4754, SizeFloor Large, SizeFloor Medium, SizeFloor Small, Rule Basis) : LawAnswer
{
    public override IEnumerable<string> InWords() =>
    [
        $"{IndustryName}：{SizeName}企业{(IsSme ? "，属于中小企业" : "，不属于中小企业")}。",
        $"  大型下限　{Words(Large)}", $"  中型下限　{Words(Medium)}", $"  小型下限　{Words(Small)}",
        "  各项下限须同时满足，否则下划一档；数据用上一年度的。与大企业的负责人为同一人，或者与大企业存在直接控股、管理关系的除外。",
    ];

    /// <summary>从业人员300人、营业收入2000万元.</summary>
    public static string Words(SizeFloor floor) => string.Join("、", new[]
    {
        floor.Staff is { } staff ? $"从业人员{staff}人" : "", floor.RevenueWan is { } revenue ? $"营业收入{revenue}万元" : "", floor.AssetsWan is { } assets ? $"资产总额{assets}万元" : "",
    }.Where(t => t.Length > 0));
}

/// <summary>中小企业划型。</summary>
internal static class SizeQuestion
{
    internal static readonly LawQuestion Row = new("size", "企业规模自测", "按上一年度的人员、营业收入、资产总额和十六个行业的标准划分大型、中型、小型、微型。",
    [
        QuestionField.Choice("industry", "划型行业", [.. SmeSize.Industries.Select(i => new FieldChoice(i.Code, i.Name))], required: true),
        QuestionField.Whole("staff", "从业人员，人", 0, 100_000_000),
        QuestionField.Number("revenueWan", "营业收入，万元", 0, 10_000_000_000),
        QuestionField.Number("assetsWan", "资产总额，万元", 0, 10_000_000_000),
    ],
        typeof(SizeAnswer), Decide);

    internal static readonly IReadOnlyList<string> Names = ["微型", "小型", "中型", "大型"];

    // A floor is a whole number of 万元, so what lies behind the decimal point decides nothing.
    private static Outcome<LawAnswer> Decide(Given given, DateOnly today)
    {
        var row = SmeSize.Industries.First(i => i.Code == given.Text("industry"));
        if (Missing(row, given) is { Count: > 0 } missing)
            return missing;
        var outcome = SmeSize.Of(row.Code, given.Whole("staff"), Wan("revenueWan"), Wan("assetsWan"));
        return outcome.Value is { } size
            ? new SizeAnswer(size.Value, Names[(int)size.Value], size.Value != EnterpriseSize.Large, row.Code, row.Name, row.Gbt4754, row.Large, row.Medium, row.Small, size.Rule)
            : outcome.Refusals.ToList();

        long? Wan(string name) => given.Number(name) is { } wan ? (long)decimal.Floor(wan) : null;
    }

    private static List<Refusal> Missing(SmeIndustry row, Given given)
    {
        (string Name, string Title, bool Needed)[] figures =
            [("staff", "从业人员", row.Small.Staff is not null), ("revenueWan", "营业收入", row.Small.RevenueWan is not null), ("assetsWan", "资产总额", row.Small.AssetsWan is not null)];
        return [.. figures.Where(f => f.Needed && !given.Has(f.Name)).Select(f => InputRules.Required.Refuse($"{row.Name}划型要看{f.Title}，没有填写。", string.Create(CultureInfo.InvariantCulture, $"填报上一年度的{f.Title}。"), given.At(f.Name)))];
    }
}
