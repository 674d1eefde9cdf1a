namespace Tongcai.Law.Lint;

/// <summary>采购文件的部分。Where a paragraph stands decides what it does: the same words are a threshold in 资格, points in 评分 and a duty after award in 合同.</summary>
public enum SectionKind
{
    Unknown,

    /// <summary>资格要求。</summary>
    Qualification,

    /// <summary>评审方法和标准。</summary>
    Scoring,

    /// <summary>采购需求（技术、服务要求）。</summary>
    Technical,

    /// <summary>合同、商务条款。</summary>
    Contract,

    /// <summary>供应商须知。</summary>
    Instructions,

    /// <summary>公告、邀请。</summary>
    Notice,
}

/// <summary>一个段落。</summary>
/// <param name="Section">Part of the document.</param>
/// <param name="Number">Number of the paragraph as the reader knows it, from 1.</param>
/// <param name="Offset">Offset of its first character in the whole document, in UTF-16 units.</param>
/// <param name="Text">The paragraph as extracted; line breaks inside a paragraph are allowed.</param>
public sealed record TenderParagraph(SectionKind Section, int Number, int Offset, string Text);

/// <summary>采购文件文本，按段落。</summary>
public sealed record TenderText(IReadOnlyList<TenderParagraph> Paragraphs)
{
    /// <summary>Longest line still taken for a heading, in characters.</summary>
    private const int HeadingLength = 30;

    private static readonly (SectionKind Kind, string[] Words)[] Headings =
    [
        (SectionKind.Qualification, ["资格要求", "资格条件", "资格审查"]),
        (SectionKind.Scoring, ["评标办法", "评标方法", "评分标准", "评审标准", "评审办法", "评分办法", "评审方法", "评分细则"]),
        (SectionKind.Technical, ["采购需求", "技术要求", "服务要求", "技术参数", "技术规格", "项目需求"]),
        (SectionKind.Contract, ["合同条款", "合同文本", "商务要求", "商务条款", "合同草案", "付款方式"]),
        (SectionKind.Instructions, ["须知"]),
        (SectionKind.Notice, ["招标公告", "采购公告", "磋商公告", "谈判公告", "询价公告", "投标邀请", "采购邀请"]),
    ];

    /// <summary>Takes plain text, one paragraph a line; a short line naming a part (评分标准、资格要求 …) sets the part of the lines after it.</summary>
    public static TenderText Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<TenderParagraph> paragraphs = [];
        var section = SectionKind.Unknown;
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0)
                end = text.Length;
            var line = text[start..end];
            if (line.AsSpan().Trim().Length > 0)
            {
                section = HeadingOf(line) ?? section;
                paragraphs.Add(new(section, paragraphs.Count + 1, start, line));
            }
            start = end + 1;
        }
        return new(paragraphs);
    }

    private static SectionKind? HeadingOf(string line)
    {
        var title = line.AsSpan().Trim().TrimEnd("：:");
        if (title.Length > HeadingLength || title.IndexOfAny("。；，") >= 0)
            return null;
        foreach (var (kind, words) in Headings)
        {
            foreach (var word in words)
            {
                if (title.IndexOf(word, StringComparison.Ordinal) >= 0)
                    return kind;
            }
        }
        return null;
    }
}

/// <summary>检查所需的项目情况；文本里看不出来的事实由调用者给出。</summary>
public sealed record ClauseContext
{
    /// <summary>采购进口产品已经财政部门审核同意。</summary>
    public bool ImportApproved { get; init; }

    /// <summary>本项目为框架协议采购：入围是法定程序。</summary>
    public bool FrameworkAgreement { get; init; }

    /// <summary>是否接受联合体已在公告中载明（87号令第十九条）。</summary>
    public bool JointVentureStatedInNotice { get; init; }

    /// <summary>采购项目预算金额，分；用于把保证金金额折成比例，0：不知道。</summary>
    public long BudgetFen { get; init; }

    /// <summary>依法公示的收费项目名称；null：没有提供清单，只查明列的无依据收费。</summary>
    public IReadOnlyList<string>? PublishedFees { get; init; }
}

/// <summary>处理程度。</summary>
public enum ClauseSeverity
{
    /// <summary>禁止：不改不得发布。</summary>
    Forbidden,

    /// <summary>需说明：改，或者由采购人签字说明理由。</summary>
    NeedsReason,

    /// <summary>提示。</summary>
    Hint,
}

/// <summary>位置。</summary>
/// <param name="Paragraph">Number of the paragraph; 0 for a finding on structured data.</param>
/// <param name="Start">First character inside the paragraph's text, UTF-16 units.</param>
/// <param name="Length">Length in the paragraph's text, UTF-16 units.</param>
/// <param name="Quote">The words concerned, verbatim.</param>
/// <param name="Pointer">JSON pointer of the field for structured data, else empty.</param>
public sealed record ClausePlace(int Paragraph, int Start, int Length, string Quote, string Pointer = "");

/// <summary>一处发现。</summary>
/// <param name="Rule">The rule with source and quotation.</param>
/// <param name="Place">Where.</param>
/// <param name="Why">Why, in Chinese.</param>
/// <param name="Suggestion">What to write instead, in Chinese.</param>
/// <param name="Severity">How it is to be treated.</param>
/// <param name="JustificationAllowed">Whether a signed justification may stand instead of a change; false where the law knows no exception.</param>
public sealed record ClauseFinding(Rule Rule, ClausePlace Place, string Why, string Suggestion, ClauseSeverity Severity, bool JustificationAllowed);
