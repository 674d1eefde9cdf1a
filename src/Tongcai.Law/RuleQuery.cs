namespace Tongcai.Law;

/// <summary>查规则。Which rules somebody wants to see; an empty condition asks nothing.</summary>
/// <param name="Text">Words apart by blanks, each found in id, title, instrument, article or quotation.</param>
/// <param name="Instrument">Part of the instrument's title.</param>
/// <param name="InForceOn">Only rules in force on that day.</param>
/// <param name="Region">Six digits of GB/T 2260: the region's own limits that apply there beside the national rules, no other region's.</param>
/// <param name="Certainty">Only rules so obtained.</param>
public sealed record RuleQuery(string Text = "", string Instrument = "", DateOnly? InForceOn = null, string Region = "", Certainty? Certainty = null)
{
    /// <summary>The rules of the law with the shipped regional limits that answer the query, by id, regional ones last.</summary>
    public IEnumerable<Rule> Run() => Run(AllRules.All.Concat(Regional(_ => true)));

    /// <summary>The same over a list that holds the regional rules already, e.g. with the rules of an interface.</summary>
    public IEnumerable<Rule> Run(IEnumerable<Rule> rules)
    {
        var elsewhere = Region.Length == 0 ? [] : Regional(r => !r.Covers(Region)).ToHashSet();
        return rules.Where(r => Fits(r) && !elsewhere.Contains(r));
    }

    /// <summary>Limits and thresholds of the shipped region files.</summary>
    public static IEnumerable<Rule> Regional(Func<RegionalRules, bool> which) =>
        RegionalRules.Shipped.Where(which).SelectMany(r => r.Limits.Concat(r.Thresholds.Select(t => t.Rule)));

    /// <summary>Whether a rule meets every condition but the region's.</summary>
    public bool Fits(Rule rule) =>
        (InForceOn is not { } day || rule.InForceOn(day))
        && (Certainty is not { } certainty || rule.Certainty == certainty)
        && rule.Source.Instrument.Contains(Instrument.Trim(), StringComparison.Ordinal)
        && Text.Split([' ', '\u3000', '\t'], StringSplitOptions.RemoveEmptyEntries).All(word => Says(rule, word));

    private static bool Says(Rule rule, string word) =>
        new[] { rule.Id, rule.Title, rule.Source.Instrument, rule.Source.Article, rule.Source.Quote, rule is TimeLimit limit ? limit.Trigger : "" }
            .Any(text => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
