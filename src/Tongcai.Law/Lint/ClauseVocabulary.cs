namespace Tongcai.Law.Lint;

/// <summary>The rules made ready: every term of lexicon and patterns numbered and put into one automaton.</summary>
internal sealed class ClauseVocabulary
{
    private readonly Dictionary<string, int> concepts = [];
    private readonly List<(string Term, int Concept)> terms = [];
    private readonly List<(int Concept, int Mask)> masks = [];
    private readonly TermAutomaton automaton;

    internal ClauseVocabulary(IReadOnlyList<ClauseRule> rules)
    {
        Rules = [.. rules.Where(r => r.Hits.Count > 0).Select(r => new CompiledRule(r, Parse(r.Hits), Parse(r.Unless)))];
        (Bidder, Winner, Points, Invalid) = (Concept("@投标方"), Concept("@履约方"), Concept("@计分"), Concept("@无效"));
        (WaivesBefore, WaivesBehind, Turn, Reserve) = (Concept("@豁免前"), Concept("@豁免后"), Concept("@转折"), Concept("预留"));
        (BidBond, PerformanceBond, Base) = (Concept("@投标保证金"), Concept("@履约保证金"), Concept("预算|控制价|最高限价|限价|合同金额|合同总价|合同价"));
        (Charging, Waiving) = (Concept("收取|缴纳|交纳|支付|承担|缴费|交费|须缴|须交|收费"), Concept("免收|免费|不收|无需|无须|不需要|不缴|不得收取|不承担"));
        automaton = new(terms);
    }

    internal IReadOnlyList<CompiledRule> Rules { get; }

    internal int Bidder { get; }

    internal int Winner { get; }

    internal int Points { get; }

    internal int Invalid { get; }

    internal int WaivesBefore { get; }

    internal int WaivesBehind { get; }

    internal int Turn { get; }

    internal int Reserve { get; }

    internal int BidBond { get; }

    internal int PerformanceBond { get; }

    internal int Base { get; }

    internal int Charging { get; }

    internal int Waiving { get; }

    internal ClauseUnit NewUnit() => new(automaton, concepts.Count, masks);

    private Pattern[] Parse(IReadOnlyList<string> patterns) => [.. patterns.Select(p => new Pattern(p, Concept))];

    // A literal term is a concept of one word.
    private int Concept(string name)
    {
        if (concepts.TryGetValue(name, out var known))
            return known;
        var id = concepts[name] = concepts.Count;
        var words = name[0] == '@' ? Lexicon.Concepts[name[1..]] : name;
        foreach (var word in words.Split('|').Distinct())
        {
            if (word[0] != '-' || word.Length == 1)
                terms.Add((NormalText.Fold(word), id));
        }
        var hiding = words.Split('|').Where(w => w.Length > 1 && w[0] == '-').Distinct().ToArray();
        if (hiding.Length > 0)
        {
            var mask = concepts["-" + name] = concepts.Count;
            terms.AddRange(hiding.Select(w => (NormalText.Fold(w[1..]), mask)));
            masks.Add((id, mask));
        }
        return id;
    }
}

/// <summary>What a piece of text is to the patterns.</summary>
[Flags]
internal enum Extent
{
    None = 0,

    /// <summary>A part between semicolons.</summary>
    Part = 1,

    /// <summary>A whole sentence.</summary>
    Sentence = 2,
}

/// <summary>A rule with its patterns parsed.</summary>
internal sealed record CompiledRule(ClauseRule Rule, Pattern[] Hits, Pattern[] Unless)
{
    /// <summary>The evidence of the first pattern that matches, or null.</summary>
    internal List<Span>? Match(ClauseUnit unit, Extent extent)
    {
        foreach (var hit in Hits)
        {
            if ((extent & (hit.WholeSentence ? Extent.Sentence : Extent.Part)) != 0 && hit.Match(unit) is { } evidence)
                return Array.Exists(Unless, u => u.Match(unit) is not null) ? null : evidence;
        }
        return null;
    }
}

/// <summary>列举的引导句。A lead-in ending with a colon says what the numbered items after it are: points, or things that may not be done.</summary>
internal sealed class ListHeader
{
    private bool scores;
    private bool waives;
    private bool listed;

    internal bool Scores => listed && scores;

    internal bool Waives => listed && waives;

    internal void Enter(string text) =>
        listed = text.Length > 0 && (text[0] is '[' or '-' or '●' or (>= '①' and <= '⑳') || char.IsAsciiDigit(text[0]) || (text.Length > 1 && text[1] is '、' or '.' or ']'));

    /// <summary>Takes note of the paragraph just read, whose last clause is loaded in the unit.</summary>
    internal void Leave(string text, ClauseUnit unit, ClauseVocabulary vocabulary)
    {
        if (listed && !(text.EndsWith('：') || text.EndsWith(':')))
            return;
        var leads = text.EndsWith('：') || text.EndsWith(':');
        scores = leads && unit.Has(vocabulary.Points);
        waives = leads && unit.Has(vocabulary.WaivesBefore);
    }
}
