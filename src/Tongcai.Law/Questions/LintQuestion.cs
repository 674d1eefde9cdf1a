using Tongcai.Law.Lint;

namespace Tongcai.Law.Questions;

/// <summary>一处发现。</summary>
/// <param name="Pointer">JSON pointer of the field for a finding on structured data; absent for one on the text.</param>
/// <param name="Paragraph">Number of the paragraph, from 1: of the lines that are not blank, or of the paragraphs given; 0 for structured data.</param>
/// <param name="Start">First character in the paragraph, UTF-16 units from 0.</param>
/// <param name="Words">The words concerned.</param>
/// <param name="Theme">2025年专项整治差别歧视条款清单编号; absent where it is not on it.</param>
/// <param name="JustificationAllowed">Whether a signed justification may stand instead of a change.</param>
public sealed record FindingLine(
    Rule Rule, string? Theme, ClauseSeverity Severity, bool JustificationAllowed, string? Pointer, int Paragraph, int Start, int Length, string Words, string Why, string Suggestion);

/// <summary>条款检查的结论。</summary>
/// <param name="Forbidden">How many have to be changed before publication.</param>
/// <param name="NeedReason">How many have to be changed or justified.</param>
/// <param name="Hints">How many are hints.</param>
public sealed record LintAnswer(int Paragraphs, int Characters, int Forbidden, int NeedReason, int Hints, IReadOnlyList<FindingLine> Findings) : LawAnswer
{
    /// <summary>禁止、需说明、提示.</summary>
    public static string Name(ClauseSeverity severity) => severity switch { ClauseSeverity.Forbidden => "禁止", ClauseSeverity.NeedsReason => "需说明", _ => "提示" };

    public override IEnumerable<string> InWords()
    {
        yield return Findings.Count == 0
            ? $"检查了{Paragraphs}段，没有发现问题。规则查不到的问题仍由采购人负责。"
            : $"检查了{Paragraphs}段，发现{Findings.Count}处：禁止{Forbidden}处，需说明{NeedReason}处，提示{Hints}处。";
        foreach (var f in Findings)
        {
            yield return f.Pointer is { } pointer ? $"  {pointer} [{Name(f.Severity)}] {f.Rule.Id} {f.Rule.Title}：{f.Why}" : $"  第{f.Paragraph}段第{f.Start + 1}字 [{Name(f.Severity)}] {f.Rule.Id} {f.Rule.Title}：“{f.Words}”";
            yield return $"    依据　{f.Rule.Source.Instrument} {f.Rule.Source.Article}：“{f.Rule.Source.Quote}”";
            yield return $"    建议　{f.Suggestion}{(f.JustificationAllowed ? "确有必要的，由采购人签字说明理由。" : "")}";
        }
    }
}

/// <summary>采购文件条款检查。</summary>
internal static class LintQuestion
{
    private static readonly IReadOnlyList<FieldChoice> Sections =
        FieldChoices.Of<SectionKind>("未知", "资格要求", "评审方法和标准", "采购需求", "合同、商务条款", "供应商须知", "公告、邀请");

    internal static readonly LawQuestion Row = new("lint", "条款检查", "检查采购文件的条款和结构化数据：限制、排斥供应商的表述、违规收费和45项结构检查，逐处给出位置、依据和改法。",
    [
        new("text", FieldType.Document, "采购文件文本，一行一段；资格要求、评分标准等标题行决定后面各段的部分"),
        QuestionField.Rows("paragraphs", "分段给出的文本，与 text 填其一", 200_000,
            QuestionField.Choice("section", "所在部分", Sections),
            new QuestionField("text", FieldType.Document, "段落文本") { Required = true }),
        QuestionField.Flag("importApproved", "采购进口产品已经财政部门审核同意"),
        QuestionField.Flag("frameworkAgreement", "框架协议采购"),
        QuestionField.Flag("jointVentureStatedInNotice", "公告已载明是否接受联合体"),
        QuestionField.Money("budgetFen", "采购项目预算，分；用于核算保证金比例"),
        TenderFields.Field,
        new("publishedFees", FieldType.Texts, "依法公示的收费项目名称；填了就检查清单以外的收费") { Longest = 1000 },
    ],
        typeof(LintAnswer), Decide);

    private static Outcome<LawAnswer> Decide(Given given, DateOnly today)
    {
        if (given.Has("text") && given.Has("paragraphs"))
            return InputRules.Range.Refuse("同时填写了 text 和 paragraphs。", "两者填其一。", "/paragraphs");
        var text = given.Has("text") ? TenderText.Of(given.Text("text")) : Paragraphs(given.Rows("paragraphs"));
        if (text.Paragraphs.All(p => string.IsNullOrWhiteSpace(p.Text)) && !given.Has("tender"))
            return InputRules.Required.Refuse("没有要检查的文本。", "填写 text 或者 paragraphs，检查结构化数据的填写 tender。", given.Has("paragraphs") ? "/paragraphs" : "/text");
        var findings = ClauseCheck.Run(text, new ClauseContext
        {
            ImportApproved = given.Flag("importApproved"), FrameworkAgreement = given.Flag("frameworkAgreement"), JointVentureStatedInNotice = given.Flag("jointVentureStatedInNotice"),
            BudgetFen = given.Fen("budgetFen") ?? 0, PublishedFees = given.Has("publishedFees") ? given.Texts("publishedFees") : null,
        }).Select(Line).ToList();
        if (given.Group("tender") is { } tender)
            findings.AddRange(StructuralCheck.Run(TenderFields.Read(tender, given.Texts("publishedFees")), WorkCalendar.Official).Select(Line));
        return new LintAnswer(text.Paragraphs.Count, text.Paragraphs.Sum(p => p.Text.Length),
            findings.Count(f => f.Severity == ClauseSeverity.Forbidden), findings.Count(f => f.Severity == ClauseSeverity.NeedsReason), findings.Count(f => f.Severity == ClauseSeverity.Hint), findings);
    }

    private static TenderText Paragraphs(IReadOnlyList<Given> rows)
    {
        List<TenderParagraph> paragraphs = [];
        var offset = 0;
        foreach (var row in rows)
        {
            var text = row.Text("text");
            paragraphs.Add(new(row.Choice<SectionKind>("section") ?? SectionKind.Unknown, paragraphs.Count + 1, offset, text));
            offset += text.Length + 1;
        }
        return new(paragraphs);
    }

    private static FindingLine Line(ClauseFinding f) => new(
        f.Rule, f.Rule is ClauseRule { Theme.Length: > 0 } clause ? clause.Theme : null, f.Severity, f.JustificationAllowed, f.Place.Pointer.Length > 0 ? "/tender" + f.Place.Pointer : null, f.Place.Paragraph, f.Place.Start, f.Place.Length, f.Place.Quote, f.Why, f.Suggestion);
}
