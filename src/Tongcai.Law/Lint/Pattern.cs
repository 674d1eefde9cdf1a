using System.Globalization;

namespace Tongcai.Law.Lint;

/// <summary>A stretch of folded text.</summary>
internal readonly record struct Span(int Start, int End)
{
    internal bool Overlaps(Span other) => Start < other.End && other.Start < End;

    internal Span Union(Span other) => new(Math.Min(Start, other.Start), Math.Max(End, other.End));
}

/// <summary>
/// 条款模式。Elements separated by blanks, all of which a clause must have: alternatives by |, each a literal term, @概念 of the
/// lexicon, #数量 with an optional comparison (#百分数&gt;2) or $节 (the clause stands in that part). A leading ! asks that none occur.
/// Between two elements &gt;n asks that the second begins within n characters after the first, ~n that it lies within n characters on either side.
/// A leading S: asks the whole sentence instead of the part between semicolons.
/// </summary>
internal sealed class Pattern
{
    private const int SearchLimit = 4000;

    private static readonly Dictionary<string, Quantity[]> QuantityNames = new()
    {
        ["分"] = [Quantity.Points],
        ["区间分"] = [Quantity.PointRange],
        ["元"] = [Quantity.Yuan],
        ["百分数"] = [Quantity.Percent],
        ["年"] = [Quantity.Year],
        ["期限"] = [Quantity.Day, Quantity.WorkingDay, Quantity.Month, Quantity.Year, Quantity.Hour],
        ["分钟"] = [Quantity.Minute, Quantity.Hour],
        ["岁"] = [Quantity.Age],
        ["人"] = [Quantity.Person],
        ["个"] = [Quantity.Piece],
        ["公里"] = [Quantity.Kilometre],
        ["平方米"] = [Quantity.SquareMetre],
        ["尺寸"] = [Quantity.Size],
        ["型号"] = [Quantity.Model],
    };

    private static readonly Dictionary<string, SectionKind> SectionNames = new()
    {
        ["资格"] = SectionKind.Qualification,
        ["评分"] = SectionKind.Scoring,
        ["技术"] = SectionKind.Technical,
        ["合同"] = SectionKind.Contract,
        ["须知"] = SectionKind.Instructions,
        ["公告"] = SectionKind.Notice,
    };

    private readonly Element[] elements;

    internal Pattern(string text, Func<string, int> concept)
    {
        WholeSentence = text.StartsWith("S:", StringComparison.Ordinal);
        var words = (WholeSentence ? text[2..] : text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        List<Element> parsed = [];
        for (var i = 0; i < words.Length; i++)
        {
            var distance = words[i][0] is '>' or '~' ? words[i++] : "";
            parsed.Add(Element.Parse(distance, words[i], concept));
        }
        elements = [.. parsed];
    }

    internal bool WholeSentence { get; }

    /// <summary>The stretches that make the clause match, or null.</summary>
    internal List<Span>? Match(ClauseUnit unit)
    {
        foreach (var element in elements)
        {
            if (element.Occurs(unit) == element.Absent)
                return null;
        }
        List<Span> evidence = [];
        var steps = 0;
        return Search(unit, 0, null, evidence, ref steps) && evidence.Count > 0 ? evidence : null;
    }

    private bool Search(ClauseUnit unit, int at, Span? before, List<Span> evidence, ref int steps)
    {
        while (at < elements.Length && elements[at].Absent)
            at++;
        if (at == elements.Length)
            return true;
        var element = elements[at];
        if (element.HoldsBySection(unit) && Search(unit, at + 1, before, evidence, ref steps))
            return true;
        foreach (var span in element.Spans(unit))
        {
            if (++steps > SearchLimit)
                return false;
            if (!element.Fits(before, span) || evidence.Exists(e => e.Overlaps(span)))
                continue;
            evidence.Add(span);
            if (Search(unit, at + 1, span, evidence, ref steps))
                return true;
            evidence.RemoveAt(evidence.Count - 1);
        }
        return false;
    }

    private sealed record Element(bool Absent, int After, int Near, int[] Concepts, Amount[] Amounts, SectionKind[] Sections)
    {
        internal static Element Parse(string distance, string text, Func<string, int> concept)
        {
            var absent = text[0] == '!';
            var n = distance.Length > 0 ? int.Parse(distance.AsSpan(1), CultureInfo.InvariantCulture) : -1;
            var (after, near) = distance.StartsWith('>') ? (n, -1) : (-1, n);
            var alternatives = (absent ? text[1..] : text).Split('|', StringSplitOptions.RemoveEmptyEntries);
            return new(
                absent,
                after,
                near,
                [.. alternatives.Where(a => a[0] is not ('#' or '$')).Select(concept)],
                [.. alternatives.Where(a => a[0] == '#').Select(Amount.Parse)],
                [.. alternatives.Where(a => a[0] == '$').Select(a => SectionNames[a[1..]])]);
        }

        internal bool HoldsBySection(ClauseUnit unit) => Array.IndexOf(Sections, unit.Section) >= 0;

        internal bool Occurs(ClauseUnit unit)
        {
            foreach (var concept in Concepts)
            {
                if (unit.Has(concept))
                    return true;
            }
            foreach (var amount in Amounts)
            {
                foreach (var quantity in unit.Quantities)
                {
                    if (amount.Holds(quantity))
                        return true;
                }
            }
            return HoldsBySection(unit);
        }

        internal IEnumerable<Span> Spans(ClauseUnit unit)
        {
            foreach (var concept in Concepts)
            {
                foreach (var span in unit.Spans(concept))
                    yield return span;
            }
            foreach (var amount in Amounts)
            {
                foreach (var quantity in unit.Quantities)
                {
                    if (amount.Holds(quantity))
                        yield return new(quantity.Start, quantity.End);
                }
            }
        }

        internal bool Fits(Span? before, Span span)
        {
            if (before is not { } b)
                return true;
            if (After >= 0)
                return span.Start >= b.End && span.Start - b.End <= After;
            return Near < 0 || Math.Max(span.Start - b.End, b.Start - span.End) <= Near;
        }
    }

    private readonly record struct Amount(Quantity[] Kinds, char Comparison, decimal Limit)
    {
        internal static Amount Parse(string text)
        {
            var at = text.IndexOfAny(['>', '<', '≥', '≤']);
            return at < 0
                ? new(QuantityNames[text[1..]], '*', 0)
                : new(QuantityNames[text[1..at]], text[at], decimal.Parse(text[(at + 1)..], CultureInfo.InvariantCulture));
        }

        internal bool Holds(QuantityHit hit)
        {
            if (Array.IndexOf(Kinds, hit.Kind) < 0)
                return false;
            var value = Kinds.Length > 1 ? Common(hit) : hit.Value;
            return Comparison switch
            {
                '>' => value > Limit,
                '<' => value < Limit,
                '≥' => value >= Limit,
                '≤' => value <= Limit,
                _ => true,
            };
        }

        // Periods compare in calendar days (five working days are a week), travel times in minutes.
        private static decimal Common(QuantityHit hit) => hit.Kind switch
        {
            Quantity.Year => hit.Value > 1000 ? 0 : hit.Value * 365,
            Quantity.Month => hit.Value * 30,
            Quantity.WorkingDay => hit.Value > 100_000 ? hit.Value : hit.Value * 7 / 5,
            Quantity.Hour => hit.Value > 100_000 ? hit.Value : hit.Value / 24,
            _ => hit.Value,
        };
    }
}
