using Tongcai.Risk.Bidding;

namespace Tongcai.Risk.Learning;

/// <summary>评审办法的价格逻辑。</summary>
public enum PriceProfile
{
    /// <summary>最低价中标或价格分以最低价为基准：rings pull their covers above one low bid.</summary>
    LowestPrice,

    /// <summary>以平均价为基准：rings spread and cluster bids to move the benchmark, so price screens alone say nothing.</summary>
    AveragePrice,
}

/// <summary>One term of a rule score.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The measurement; NaN when it could not be made.</param>
/// <param name="Contribution">What it adds to the log-odds; 0 when missing, for missing is not innocent and not guilty.</param>
public readonly record struct ScoreTerm(string Name, double Value, double Contribution);

/// <summary>A score in 0 to 1 with every term it consists of.</summary>
public sealed record RuleScore(double Score, PriceProfile Profile, IReadOnlyList<ScoreTerm> Terms);

/// <summary>What a market looks like when nobody agrees with anybody, to measure pairs against.</summary>
/// <param name="LogPairs">log10 of the number of pairs that met: a chance of one in so many occurs once by itself.</param>
/// <param name="EqualMeetings">Meetings of a pair expected if all bidders entered tenders at the same rate, independently.</param>
public readonly record struct MarketBaseline(double LogPairs, double EqualMeetings)
{
    public static MarketBaseline Of(BiddingHistory history)
    {
        var rate = history.Bidders == 0 || history.Tenders == 0 ? 0 : (double)history.Entries / history.Bidders / history.Tenders;
        return new(Math.Log10(Math.Max(1, history.Pairs)), history.Tenders * rate * rate);
    }
}

/// <summary>
/// 冷启动规则评分。A fixed logistic rule that needs no decided case. Turning points come from the literature, weights are one per independent kind of
/// evidence (a half where two screens measure the same thing); nothing was fitted to any labelled set.
/// Turning points: coefficient of variation 6 % and relative distance 1 (Imhof); a pair so unlikely that one in the whole market is expected;
/// joint participation at twice the rate of equally active bidders (after Conley, Decarolis, AEJ Microeconomics 8 (2016) 1-38);
/// distance 2/√π deviations, the mean of two independent normal bids. History speaks against bidders only: having none is no sign of innocence.
/// </summary>
public static class ColdStart
{
    private static readonly Dictionary<string, int> Columns = AuctionFeatures.Names(cobidding: true).Select((name, i) => (name, i)).ToDictionary(x => x.name, x => x.i);

    /// <summary>The profile most tenders of a file follow: average price when the lowest bid wins less than half of those with a known winner.</summary>
    public static PriceProfile ProfileOf(IEnumerable<Auction> auctions)
    {
        int known = 0, lowest = 0;
        foreach (var auction in auctions)
        {
            var prices = auction.Prices();
            var winner = auction.WinningPrice();
            if (prices.Length < 2 || double.IsNaN(winner)) continue;
            known++;
            if (winner <= prices[0] * (1 + 1e-9)) lowest++;
        }
        return known > 0 && lowest * 2 < known ? PriceProfile.AveragePrice : PriceProfile.LowestPrice;
    }

    /// <param name="row">A row of <see cref="AuctionFeatures"/>, with or without co-bidding.</param>
    /// <param name="baseline">Of the history behind the row; null when there is none.</param>
    public static RuleScore Of(double[] row, PriceProfile profile, MarketBaseline? baseline)
    {
        double Get(string name) => Columns[name] < row.Length ? row[Columns[name]] : double.NaN;
        List<ScoreTerm> terms = [];
        void Add(string name, double value, double weight, double least, double term) =>
            terms.Add(new(name, value, double.IsFinite(term) ? weight * Math.Clamp(term, least, 4) : 0));

        if (profile == PriceProfile.LowestPrice)
        {
            var cv = Get("cv");
            Add("报价离散系数", cv, 1, -4, Math.Log(0.06 / Math.Max(cv, 1e-4)));
            var distance = Get("distance");
            Add("相对距离", distance, 0.5, -4, Math.Log(Math.Max(distance, 1e-3)));
        }
        if (baseline is { } market)
        {
            var partners = Get("partners-mean");
            Add("惯常同标（−log10 P）", partners, 1, 0, Math.Log(partners / Math.Max(1, market.LogPairs)) / 2);
            if (profile == PriceProfile.AveragePrice)
            {
                var meetings = Get("met-mean");
                Add("共同参与程度", meetings, 1, -4, Math.Log(Math.Max(meetings, 1e-2) / (2 * market.EqualMeetings)) / 2);
                var gap = Get("gap-relative-mean");
                Add("同标报价贴近", gap, 0.5, -4, Math.Log(2 / Math.Sqrt(Math.PI) / Math.Max(gap, 1e-2)));
            }
        }
        return new(1 / (1 + Math.Exp(1 - terms.Sum(t => t.Contribution))), profile, terms);
    }
}
