namespace Tongcai.Law;

/// <summary>同品牌投标（87号第三十一条）。核心产品 decides the brand where a lot has several products.</summary>
/// <param name="Brand">Brand of the core product, compared as written after trimming, case ignored; empty when there is none.</param>
public sealed record BrandedBid<T>(T Bid, string Brand, decimal Score, decimal PriceFen);

/// <summary>同品牌的处理结果。</summary>
/// <param name="InPlay">Bids that go on, in their old order.</param>
/// <param name="Out">Bids of a brand that another one stands for.</param>
/// <param name="Tied">Groups of equals: one of each group has to be chosen by the documents' way or drawn, the rest then leave.</param>
public sealed record SameBrandResult<T>(IReadOnlyList<T> InPlay, IReadOnlyList<T> Out, IReadOnlyList<IReadOnlyList<T>> Tied);

/// <summary>相同品牌按一家计算。</summary>
public static class SameBrand
{
    /// <summary>最低评标价法: of one brand only the cheapest valid bid is evaluated.</summary>
    public static SameBrandResult<T> ByPrice<T>(IEnumerable<BrandedBid<T>> validBids) => Choose(validBids, (a, b) => a.PriceFen.CompareTo(b.PriceFen));

    /// <summary>综合评分法: all are scored, of one brand only the best-scored may be a candidate; they count as one bidder.</summary>
    public static SameBrandResult<T> ByScore<T>(IEnumerable<BrandedBid<T>> validBids) => Choose(validBids, (a, b) => b.Score.CompareTo(a.Score));

    /// <summary>How many bidders count: one per brand, and each bid without a brand.</summary>
    public static int Count<T>(IEnumerable<BrandedBid<T>> validBids) => Groups(validBids).Count();

    private static IEnumerable<IGrouping<string, BrandedBid<T>>> Groups<T>(IEnumerable<BrandedBid<T>> bids) =>
        bids.Select((b, i) => (Bid: b, Key: b.Brand.Trim() is { Length: > 0 } brand ? brand.ToUpperInvariant() : $"\0{i}")).GroupBy(b => b.Key, b => b.Bid);

    private static SameBrandResult<T> Choose<T>(IEnumerable<BrandedBid<T>> bids, Comparison<BrandedBid<T>> better)
    {
        List<T> inPlay = [], losers = [];
        List<IReadOnlyList<T>> tied = [];
        foreach (var group in Groups(bids))
        {
            var best = group.Aggregate((a, b) => better(b, a) < 0 ? b : a);
            var equals = group.Where(b => better(b, best) == 0).Select(b => b.Bid).ToList();
            losers.AddRange(group.Where(b => better(b, best) != 0).Select(b => b.Bid));
            inPlay.AddRange(equals);
            if (equals.Count > 1)
                tied.Add(equals);
        }

        return new(inPlay, losers, tied);
    }
}
