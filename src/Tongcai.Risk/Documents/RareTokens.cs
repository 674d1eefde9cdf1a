using System.Text.RegularExpressions;

namespace Tongcai.Risk.Documents;

/// <summary>
/// 罕见错误与号码。Two independent copies of the tender's sentence do not carry the same slip; two independent bidders do not quote the same serial number.
/// Only what exactly two bids share counts; what three or more share is a common source.
/// </summary>
internal sealed partial class RareTokens
{
    private const int Context = 5;
    private const int LongestSlip = 4;

    private readonly HashSet<string>[] errors;
    private readonly HashSet<string>[] tokens;

    public RareTokens(IReadOnlyList<BidText> bids, KnownText known)
    {
        errors = [.. bids.Select(b => Slips(b.Text, known))];
        tokens = [.. bids.Select(b => Codes(b, known))];
        KeepPairs(errors);
        KeepPairs(tokens);
    }

    public IReadOnlyList<string> SharedErrors(int a, int b) => [.. errors[a].Where(errors[b].Contains).Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> SharedTokens(int a, int b) => [.. tokens[a].Where(tokens[b].Contains).Order(StringComparer.Ordinal)];

    // A slip: one to four characters, or a lost one, between two stretches of the tender's own wording that the tender does not join like this.
    private static HashSet<string> Slips(string text, KnownText known)
    {
        HashSet<string> slips = [];
        var shingles = Shingles.Of(text, KnownText.Length);
        for (var i = 1; i < shingles.Length; i++)
        {
            if (known.Contains(shingles[i]) || !known.Contains(shingles[i - 1])) continue;
            var end = i;
            while (end < shingles.Length && !known.Contains(shingles[end])) end++;
            // Between the last known shingle before and the first after lie end − i − (length − 1) foreign characters.
            var foreign = end - i - (KnownText.Length - 1);
            if (end == shingles.Length || foreign < 0 || foreign > LongestSlip) continue;
            var from = i + KnownText.Length - 1 - Context;
            slips.Add(text.Substring(from, Math.Min(text.Length - from, 2 * Context + foreign)));
        }
        return slips;
    }

    private static HashSet<string> Codes(BidText bid, KnownText known)
    {
        HashSet<string> codes = [];
        foreach (var match in CodePattern().EnumerateMatches(bid.Source))
        {
            var code = bid.Source.Substring(match.Index, match.Length);
            if (code.Count(char.IsAsciiDigit) < 4) continue;
            var folded = BidText.Of("", code).Text;
            if (folded.Length < 6 || Shingles.Of(folded, KnownText.Length) is { Length: > 0 } own && own.All(known.Contains)) continue;
            codes.Add(code);
        }
        return codes;
    }

    private static void KeepPairs(HashSet<string>[] sets)
    {
        Dictionary<string, int> counts = [];
        foreach (var item in sets.SelectMany(s => s)) counts[item] = counts.GetValueOrDefault(item) + 1;
        foreach (var set in sets) set.RemoveWhere(item => counts[item] != 2);
    }

    [GeneratedRegex(@"[A-Za-z0-9][A-Za-z0-9./\-]{4,40}[A-Za-z0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex CodePattern();
}
