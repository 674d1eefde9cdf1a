namespace Tongcai.Law.Lint;

/// <summary>A clause under examination: its text, where it stands and which concepts and quantities occur in it. Reused from clause to clause.</summary>
internal sealed class ClauseUnit(TermAutomaton automaton, int concepts, IReadOnlyList<(int Concept, int Mask)> masks)
{
    private readonly List<Span>?[] spans = new List<Span>?[concepts];
    private readonly List<int> touched = [];

    internal List<QuantityHit> Quantities { get; } = [];

    internal SectionKind Section { get; private set; }

    internal void Load(ReadOnlySpan<char> text, SectionKind section)
    {
        foreach (var concept in touched)
            spans[concept]!.Clear();
        touched.Clear();
        Quantities.Clear();
        Section = section;
        automaton.Scan(text, Add);
        QuantityHit.Scan(text, Quantities);
        foreach (var (concept, mask) in masks)
        {
            if (Has(concept) && Has(mask))
                spans[concept]!.RemoveAll(s => spans[mask]!.Exists(m => m.Start <= s.Start && s.End <= m.End));
        }
    }

    internal bool Has(int concept) => spans[concept] is { Count: > 0 };

    internal IReadOnlyList<Span> Spans(int concept) => spans[concept] ?? (IReadOnlyList<Span>)[];

    private void Add(int concept, int start, int end)
    {
        var list = spans[concept] ??= [];
        if (list.Count == 0)
            touched.Add(concept);
        list.Add(new(start, end));
    }
}
