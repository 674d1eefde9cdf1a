namespace Tongcai.Law.Lint;

/// <summary>
/// 条款检查。Reads a tender document clause by clause: which concepts of the lexicon occur, which quantities, where in the document,
/// whether the clause demands, scores, forbids or waives; then tries every rule of <see cref="ClauseRules"/>.
/// Time and memory grow linearly with the text: one automaton pass, clauses cut at <see cref="LongestClause"/> characters.
/// </summary>
public static class ClauseCheck
{
    /// <summary>Longest stretch looked at in one piece; longer "sentences" are cut with an overlap.</summary>
    public const int LongestClause = 800;

    /// <summary>After so many findings of one rule in one document the rest are counted, not listed.</summary>
    public const int MostPerRule = 500;

    private const int Overlap = 80;

    /// <summary>How far before a clause a prohibition still governs it, in characters; and how far behind.</summary>
    private const int NegationBefore = 45;
    private const int NegationBehind = 24;

    private static readonly ClauseVocabulary Vocabulary = new(ClauseRules.All);

    /// <summary>Checks a document. Never throws on content; empty text gives no findings.</summary>
    /// <returns>Findings in document order.</returns>
    public static IReadOnlyList<ClauseFinding> Run(TenderText text, ClauseContext context)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(context);
        var unit = Vocabulary.NewUnit();
        var counts = new Dictionary<string, int>();
        List<ClauseFinding> findings = [];
        var header = new ListHeader();
        foreach (var paragraph in text.Paragraphs)
        {
            var normal = NormalText.Of(paragraph.Text);
            header.Enter(normal.Text);
            var section = header.Scores && paragraph.Section == SectionKind.Unknown ? SectionKind.Scoring : paragraph.Section;
            foreach (var (span, extent) in Clauses(normal.Text))
            {
                unit.Load(normal.Text.AsSpan(span.Start, span.End - span.Start), section);
                if (!header.Waives)
                    Examine(unit, extent, new(paragraph, normal, span), context, counts, findings);
            }
            header.Leave(normal.Text, unit, Vocabulary);
        }
        return findings;
    }

    private static void Examine(ClauseUnit unit, Extent extent, Clause clause, ClauseContext context, Dictionary<string, int> counts, List<ClauseFinding> findings)
    {
        List<(CompiledRule Rule, List<Span> Evidence)> hits = [];
        foreach (var rule in Vocabulary.Rules)
        {
            if (rule.Match(unit, extent) is { } evidence && Applies(rule, unit, evidence, context))
                hits.Add((rule, evidence));
        }
        foreach (var (rule, evidence) in hits)
        {
            if (!rule.Rule.YieldsTo.Any(id => hits.Exists(h => h.Rule.Rule.Id == id)))
                Report(rule.Rule, evidence.Aggregate((a, b) => a.Union(b)), clause, counts, findings);
        }
        if ((extent & Extent.Part) == 0)
            return;
        if (BondRatio.Excess(unit, Vocabulary, context) is { } bond && !hits.Exists(h => h.Rule.Rule.Id == bond.Rule.Id))
            Report(bond.Rule, bond.Span, clause, counts, findings);
        foreach (var span in UnlistedFees.Find(unit, Vocabulary, clause.Text, context))
            Report(ClauseRules.UnlistedFee, span, clause, counts, findings);
    }

    private static bool Applies(CompiledRule rule, ClauseUnit unit, List<Span> evidence, ClauseContext context)
    {
        if (rule.Rule.Reach == ClauseReach.Bidder && !Addresses(unit))
            return false;
        if (rule.Rule.Negatable && Negated(unit, evidence))
            return false;
        return rule.Rule.Id switch
        {
            "L131" => !context.ImportApproved,
            "L064" => !context.FrameworkAgreement,
            // Saying so in the notice is exactly what the law asks for, unless the reserve needs the consortium.
            "L127" => unit.Has(Vocabulary.Reserve) || !(unit.Section == SectionKind.Notice || context.JointVentureStatedInNotice),
            _ => true,
        };
    }

    // In the technical and contract parts only a clause that speaks to bidders sets a condition for taking part.
    private static bool Addresses(ClauseUnit unit) =>
        unit.Section is not (SectionKind.Technical or SectionKind.Contract)
        || (unit.Has(Vocabulary.Bidder) && !unit.Has(Vocabulary.Winner))
        || unit.Has(Vocabulary.Points) || unit.Has(Vocabulary.Invalid) || unit.Quantities.Exists(q => q.Kind == Quantity.Points);

    private static bool Negated(ClauseUnit unit, List<Span> evidence)
    {
        var whole = evidence.Aggregate((a, b) => a.Union(b));
        return Governs(Vocabulary.WaivesBefore, whole.Start) || Governs(Vocabulary.WaivesBehind, whole.End + NegationBehind);

        bool Governs(int concept, int latest)
        {
            foreach (var negation in unit.Spans(concept))
            {
                if (negation.Start > Math.Max(latest, whole.End) || whole.Start - negation.End > NegationBefore || evidence.Exists(e => e.Start <= negation.Start && negation.End <= e.End))
                    continue;
                if (concept == Vocabulary.WaivesBefore && negation.Start > whole.Start && !evidence.Exists(e => e.Start > negation.End))
                    continue;
                if (!Turned(unit, negation, whole))
                    return true;
            }
            return false;
        }
    }

    private static bool Turned(ClauseUnit unit, Span negation, Span evidence)
    {
        foreach (var turn in unit.Spans(Vocabulary.Turn))
        {
            if (turn.Start >= negation.End && turn.End <= evidence.End && turn.Start < evidence.Start)
                return true;
            if (turn.Start >= evidence.End && turn.End <= negation.Start)
                return true;
        }
        return false;
    }

    private static void Report(ClauseRule rule, Span evidence, Clause clause, Dictionary<string, int> counts, List<ClauseFinding> findings)
    {
        var (start, length) = clause.Normal.Original(clause.Span.Start + evidence.Start, clause.Span.Start + evidence.End);
        if (Known(findings, rule, clause.Paragraph.Number, start, start + length))
            return;
        var seen = counts[rule.Id] = counts.GetValueOrDefault(rule.Id) + 1;
        if (seen > (rule.Once ? 1 : MostPerRule))
            return;
        var quote = clause.Paragraph.Text.Substring(start, length);
        var more = seen == MostPerRule ? "同类问题还有更多，不再逐条列出。" : "";
        findings.Add(new(
            rule,
            new(clause.Paragraph.Number, start, length, quote),
            $"“{quote}”属于{rule.Title}。{rule.Source.Instrument}{rule.Source.Article}：“{rule.Source.Quote}”{more}",
            rule.Suggestion,
            rule.Severity,
            rule.JustificationAllowed));
    }

    // The whole sentence and the overlap of two windows show the same words again, shortly after the first time.
    private static bool Known(List<ClauseFinding> findings, ClauseRule rule, int paragraph, int start, int end)
    {
        for (var i = findings.Count - 1; i >= Math.Max(0, findings.Count - 100); i--)
        {
            var place = findings[i].Place;
            if (place.Paragraph != paragraph)
                return false;
            if (ReferenceEquals(findings[i].Rule, rule) && place.Start < end && start < place.Start + place.Length)
                return true;
        }
        return false;
    }

    // Each part between semicolons; then, where a sentence has several, the sentence as a whole.
    private static IEnumerable<(Span Span, Extent Extent)> Clauses(string text)
    {
        var sentence = 0;
        var part = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var end = i == text.Length || text[i] is '。' or '!' or '！' or '?' or '？' or NormalText.Break;
            if (!end && text[i] is not ('；' or ';'))
                continue;
            foreach (var window in Windows(part, i))
                yield return (window, end && part == sentence ? Extent.Part | Extent.Sentence : Extent.Part);
            if (end && part > sentence)
            {
                foreach (var window in Windows(sentence, i))
                    yield return (window, Extent.Sentence);
            }
            part = i + 1;
            sentence = end ? part : sentence;
        }
    }

    private static IEnumerable<Span> Windows(int start, int end)
    {
        for (; end - start > LongestClause; start += LongestClause - Overlap)
            yield return new(start, start + LongestClause);
        if (end > start)
            yield return new(start, end);
    }

    private readonly record struct Clause(TenderParagraph Paragraph, NormalText Normal, Span Span)
    {
        internal string Text => Normal.Text[Span.Start..Span.End];
    }
}
