using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Bidding;

/// <summary>
/// 惯常同标。The pairs among the bidders of one tender, tested against the market they share: bidders as often in tenders as these two meet as often
/// by chance with log10 P, corrected (Bonferroni) for the pairs of the tender. One tender needs only the earlier tenders of its own bidders.
/// </summary>
public static class PairTest
{
    /// <summary>Numbers of earlier tenders of a market in which a pair bid, together and apart.</summary>
    public readonly record struct Meeting(string First, string Second, int Met, int FirstTenders, int SecondTenders, double Log10P);

    /// <param name="bidders">Bidders of the tender, each once.</param>
    /// <param name="earlier">Bidders of each earlier tender of the market in which any of them bid.</param>
    /// <param name="tenders">Earlier tenders of the whole market, those of strangers included.</param>
    /// <returns>Pairs that met at least once, least probable first.</returns>
    public static IReadOnlyList<Meeting> Of(IReadOnlyList<string> bidders, IReadOnlyCollection<IReadOnlySet<string>> earlier, int tenders)
    {
        var pairs = bidders.Count * (bidders.Count - 1) / 2.0;
        List<Meeting> met = [];
        for (var i = 0; i < bidders.Count; i++)
        {
            for (var j = i + 1; j < bidders.Count; j++)
            {
                var (a, b) = (bidders[i], bidders[j]);
                var together = earlier.Count(t => t.Contains(a) && t.Contains(b));
                if (together == 0) continue;
                var (first, second) = (earlier.Count(t => t.Contains(a)), earlier.Count(t => t.Contains(b)));
                met.Add(new(a, b, together, first, second, Math.Min(0, Distributions.HypergeometricLog10Tail(together, first, second, Math.Max(tenders, earlier.Count)) + Math.Log10(pairs))));
            }
        }
        return [.. met.OrderBy(m => m.Log10P).ThenBy(m => m.First, StringComparer.Ordinal).ThenBy(m => m.Second, StringComparer.Ordinal)];
    }
}
