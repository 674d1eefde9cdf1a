namespace Tongcai.Law;

/// <summary>评审后的投标：得分与报价。</summary>
/// <param name="Score">Total score; ignored by the lowest-price method.</param>
/// <param name="PriceFen">Price the ranking looks at, in fen: evaluated price.</param>
public sealed record Ranked<T>(T Bid, decimal Score, decimal PriceFen, int Rank);

/// <summary>排序。Equal ranks stay equal; who wins a tie is for the documents' way or a draw (87号第六十八条).</summary>
public static class Ranking
{
    /// <summary>综合评分法: score from high to low, then price from low to high, both equal are tied (87号第五十七条).</summary>
    public static IReadOnlyList<Ranked<T>> ByScore<T>(IEnumerable<(T Bid, decimal Score, decimal PriceFen)> bids) =>
        Rank(bids.OrderByDescending(b => b.Score).ThenBy(b => b.PriceFen), (a, b) => a.Score == b.Score && a.PriceFen == b.PriceFen);

    /// <summary>最低评标价法: price from low to high, equal prices are tied (87号第五十六条).</summary>
    public static IReadOnlyList<Ranked<T>> ByPrice<T>(IEnumerable<(T Bid, decimal PriceFen)> bids) =>
        Rank(bids.Select(b => (b.Bid, Score: 0m, b.PriceFen)).OrderBy(b => b.PriceFen), (a, b) => a.PriceFen == b.PriceFen);

    /// <summary>竞争性磋商: score, then last price, then technical score (财库〔2014〕214号第二十五条).</summary>
    public static IReadOnlyList<Ranked<T>> ByConsultation<T>(IEnumerable<(T Bid, decimal Score, decimal PriceFen, decimal TechnicalScore)> bids)
    {
        var technical = bids.OrderByDescending(b => b.Score).ThenBy(b => b.PriceFen).ThenByDescending(b => b.TechnicalScore).ToList();
        return [.. technical.Select((b, i) => new Ranked<T>(b.Bid, b.Score, b.PriceFen,
            1 + technical.FindIndex(o => (o.Score, o.PriceFen, o.TechnicalScore) == (b.Score, b.PriceFen, b.TechnicalScore))))];
    }

    private static List<Ranked<T>> Rank<T>(
        IEnumerable<(T Bid, decimal Score, decimal PriceFen)> sorted, Func<(T Bid, decimal Score, decimal PriceFen), (T Bid, decimal Score, decimal PriceFen), bool> tied)
    {
        var list = sorted.ToList();
        return [.. list.Select(b => new Ranked<T>(b.Bid, b.Score, b.PriceFen, 1 + list.FindIndex(o => tied(o, b))))];
    }
}
