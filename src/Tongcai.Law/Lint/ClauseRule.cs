namespace Tongcai.Law.Lint;

/// <summary>条款在文件中起作用的方式。</summary>
internal enum ClauseReach
{
    /// <summary>Wherever it stands.</summary>
    Anywhere,

    /// <summary>Conditions for taking part or for points; the same words as a duty of the winner (技术、合同 parts) are lawful.</summary>
    Bidder,
}

/// <summary>条款检查规则。</summary>
/// <param name="Theme">2025年专项整治差别歧视条款清单编号 D01–D22，不在其列的为空。</param>
/// <param name="Severity">How a hit is treated.</param>
/// <param name="JustificationAllowed">Whether a signed justification may stand instead of a change.</param>
/// <param name="Suggestion">What to write instead.</param>
public sealed record ClauseRule(string Id, string Title, Source Source, string Theme, ClauseSeverity Severity, bool JustificationAllowed, string Suggestion)
    : Rule(Id, Title, Source)
{
    internal ClauseReach Reach { get; init; }

    /// <summary>Patterns of the lexicon any of which makes a hit.</summary>
    internal IReadOnlyList<string> Hits { get; init; } = [];

    /// <summary>Patterns any of which makes the clause lawful: statutory exceptions and other meanings of the words.</summary>
    internal IReadOnlyList<string> Unless { get; init; } = [];

    /// <summary>Whether a sentence that forbids or waives the thing (不得以…、无需…、不作为…) is no hit.</summary>
    internal bool Negatable { get; init; } = true;

    /// <summary>Said once for the whole document: the first place is enough to act on.</summary>
    internal bool Once { get; init; }

    /// <summary>Rules that say the same more precisely; where one of them hits the same clause this one is silent.</summary>
    internal IReadOnlyList<string> YieldsTo { get; init; } = [];
}
