using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Prices;

/// <summary>Two bidders whose unit prices stand in one ratio.</summary>
/// <param name="First">Index of the first bidder.</param>
/// <param name="Second">Index of the second bidder.</param>
/// <param name="Items">Items both priced.</param>
/// <param name="Matching">Items at the commonest ratio, within rounding to the fen.</param>
/// <param name="Ratio">Price of the first divided by price of the second at those items.</param>
/// <param name="P">Probability of as many matches, corrected for the choice of the ratio and for all pairs; 1 when explained by the ceiling prices.</param>
/// <param name="ExplainedByCeiling">Both bidders cut the published ceiling by one rate each: a constant ratio then says nothing.</param>
public readonly record struct ItemRatio(int First, int Second, int Items, int Matching, double Ratio, double P, bool ExplainedByCeiling);

/// <summary>
/// 分项报价固定系数检验。Unit prices of the same items by all bidders of one tender; the chance of a match is measured on the other pairs of the same tender,
/// so a trade in which everybody marks up one price list alike does not fire.
/// </summary>
public static class ItemRatios
{
    /// <summary>Fewer common items than this say nothing.</summary>
    public const int FewestItems = 6;

    /// <param name="prices">Unit prices in fen, [bidder][item], 0 where not priced.</param>
    /// <param name="ceilings">Published ceiling per item in fen, empty when there is none.</param>
    /// <returns>One value for every pair with at least <see cref="FewestItems"/> common items.</returns>
    public static IReadOnlyList<ItemRatio> Of(IReadOnlyList<long[]> prices, ReadOnlySpan<long> ceilings)
    {
        var uniform = new bool[prices.Count];
        if (ceilings.Length > 0)
            for (var i = 0; i < prices.Count; i++)
                uniform[i] = Commonest(prices[i], ceilings) is { Items: >= FewestItems } cut && cut.Matching >= 0.9 * cut.Items;
        List<(int First, int Second, int Items, int Matching, double Ratio)> pairs = [];
        for (var i = 0; i < prices.Count; i++)
            for (var j = i + 1; j < prices.Count; j++)
                if (Commonest(prices[i], prices[j]) is { Items: >= FewestItems } c) pairs.Add((i, j, c.Items, c.Matching, c.Ratio));
        return [.. pairs.Select(p => Judge(p, pairs, uniform[p.First] && uniform[p.Second]))];
    }

    private static ItemRatio Judge(
        (int First, int Second, int Items, int Matching, double Ratio) pair, List<(int First, int Second, int Items, int Matching, double Ratio)> all, bool explained)
    {
        var others = all.Where(o => o.First != pair.First && o.First != pair.Second && o.Second != pair.First && o.Second != pair.Second).ToList();
        if (others.Count == 0) others = [.. all.Where(o => o != pair)];
        // One match per pair is the choice of the ratio itself; add-one smoothing keeps the chance above zero.
        var chance = (others.Sum(o => o.Matching - 1) + 1.0) / (others.Sum(o => o.Items - 1) + 20.0);
        var p = Distributions.BinomialTail(pair.Matching - 1, pair.Items - 1, Math.Min(1, chance)) * pair.Items * all.Count;
        return new(pair.First, pair.Second, pair.Items, pair.Matching, pair.Ratio, explained ? 1 : Math.Min(1, p), explained);
    }

    private static (int Items, int Matching, double Ratio) Commonest(ReadOnlySpan<long> a, ReadOnlySpan<long> b)
    {
        List<(double Low, double High)> ratios = [];
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
            if (a[i] > 0 && b[i] > 0) ratios.Add(((a[i] - 0.5) / (b[i] + 0.5), (a[i] + 0.5) / (b[i] - 0.5)));
        var best = (Matching: 0, Ratio: double.NaN);
        foreach (var (low, high) in ratios)
        {
            var middle = (low + high) / 2;
            var matching = ratios.Count(r => r.Low <= middle && middle <= r.High);
            if (matching > best.Matching) best = (matching, middle);
        }
        return (ratios.Count, best.Matching, best.Ratio);
    }
}
