namespace Tongcai.Law;

/// <summary>最低评标价法、谈判、询价：全部满足实质性要求者中最低价。Only arithmetic correction and policy deduction may have changed the price (87号第五十四条).</summary>
public static class LowestPrice
{
    /// <summary>Bids that meet every substantive requirement, ranked by evaluated price.</summary>
    public static IReadOnlyList<Ranked<T>> Rank<T>(IEnumerable<(T Bid, decimal EvaluatedFen, bool Responsive)> bids) =>
        Ranking.ByPrice(bids.Where(b => b.Responsive).Select(b => (b.Bid, b.EvaluatedFen)));
}
