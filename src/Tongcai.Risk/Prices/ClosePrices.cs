namespace Tongcai.Risk.Prices;

/// <summary>Bids of one tender that lie within a tolerance of each other.</summary>
/// <param name="Bidders">Who, in ascending price.</param>
/// <param name="Lowest">Lowest price of the group.</param>
/// <param name="Highest">Highest price of the group.</param>
public sealed record CloseGroup(IReadOnlyList<string> Bidders, double Lowest, double Highest)
{
    /// <summary>(highest − lowest)/lowest.</summary>
    public double Gap => (Highest - Lowest) / Lowest;
}

/// <summary>
/// 报价相同或者几乎相同。Groups of two and more bidders whose prices all lie within a share of the lowest of them. Prices that anybody could have
/// taken from the documents (ceiling, budget) are left out; so is what is not positive.
/// </summary>
public static class ClosePrices
{
    /// <param name="bids">Bidder and price; of several bids of one bidder the lowest counts.</param>
    /// <param name="tolerance">Largest (highest − lowest)/lowest of a group; 0: identical prices only.</param>
    /// <param name="published">Prices that stand in the documents.</param>
    /// <returns>Groups that overlap in nobody, cheapest first; a group is as large as its tolerance allows.</returns>
    public static IReadOnlyList<CloseGroup> Of(IEnumerable<(string Bidder, double Price)> bids, double tolerance, IReadOnlySet<double>? published = null)
    {
        var sorted = bids.Where(b => double.IsFinite(b.Price) && b.Price > 0 && published?.Contains(b.Price) != true)
            .GroupBy(b => b.Bidder).Select(g => g.MinBy(b => b.Price)).OrderBy(b => b.Price).ThenBy(b => b.Bidder, StringComparer.Ordinal).ToList();
        List<CloseGroup> groups = [];
        for (var from = 0; from < sorted.Count;)
        {
            var to = from;
            while (to + 1 < sorted.Count && sorted[to + 1].Price - sorted[from].Price <= tolerance * sorted[from].Price) to++;
            if (to > from) groups.Add(new([.. sorted[from..(to + 1)].Select(b => b.Bidder)], sorted[from].Price, sorted[to].Price));
            from = to + 1;
        }
        return groups;
    }
}
