using Tongcai.Risk.Prices;
using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Bidding;

/// <summary>Sums over the tenders of one bidder, from which its profile follows.</summary>
public struct BidderRecord
{
    public int Tenders { readonly get; internal set; }

    public int Wins { readonly get; internal set; }

    /// <summary>Sum of (price − mean)/deviation.</summary>
    public double StandardSum { readonly get; internal set; }

    /// <summary>Sum of their squares.</summary>
    public double StandardSquares { readonly get; internal set; }

    /// <summary>Sum of ranks, 0 lowest to 1 highest.</summary>
    public double RankSum { readonly get; internal set; }

    /// <summary>Sum of ln(number of bidders).</summary>
    public double FieldSum { readonly get; internal set; }

    /// <summary>Sum of ln(coefficient of variation).</summary>
    public double CvSum { readonly get; internal set; }

    internal void Add(in BidderRecord other, int sign)
    {
        Tenders += sign * other.Tenders;
        Wins += sign * other.Wins;
        StandardSum += sign * other.StandardSum;
        StandardSquares += sign * other.StandardSquares;
        RankSum += sign * other.RankSum;
        FieldSum += sign * other.FieldSum;
        CvSum += sign * other.CvSum;
    }
}

/// <summary>A pair that met more often than chance allows.</summary>
/// <param name="First">One bidder.</param>
/// <param name="Second">The other.</param>
/// <param name="Met">Support: tenders both entered.</param>
/// <param name="Log10P">log10 of the hypergeometric tail.</param>
/// <param name="MeanGap">Mean |ln(a/b)| of their prices in those tenders.</param>
/// <param name="FirstWins">Wins of the first in those tenders.</param>
/// <param name="SecondWins">Wins of the second.</param>
public readonly record struct CobidPair(int First, int Second, int Met, double Log10P, double MeanGap, int FirstWins, int SecondWins);

/// <summary>
/// 同标记录。Who met whom, how often and how close; one tender is added or taken back in time proportional to its pairs.
/// Unnamed bidders are not counted; of several bids of one bidder in one tender the lowest counts.
/// </summary>
public sealed class BiddingHistory
{
    private readonly Dictionary<string, int> numbers = [];
    private readonly List<string> names = [];
    private readonly PairTable pairs = new();
    private BidderRecord[] bidders = new BidderRecord[256];

    /// <summary>Tenders with at least two named bidders.</summary>
    public int Tenders { get; private set; }

    public int Bidders => names.Count;

    public int Pairs => pairs.Count;

    public string Name(int bidder) => names[bidder];

    /// <summary>The bidder's number; null when never seen.</summary>
    public int? Number(string name) => numbers.TryGetValue(name, out var number) ? number : null;

    public ref readonly BidderRecord this[int bidder] => ref bidders[bidder];

    /// <summary>What the two have in common; <see cref="PairRecord.Met"/> is 0 when they never met.</summary>
    public PairRecord Pair(int a, int b) => pairs.Get(PairTable.KeyOf(a, b));

    public void Add(Auction auction) => Change(auction, 1);

    /// <summary>Takes back a tender that was added, as for a corrected record.</summary>
    public void Remove(Auction auction) => Change(auction, -1);

    /// <summary>log10 of the chance that two bidders with so many tenders meet as often in a market of so many tenders.</summary>
    public double Log10P(int met, int first, int second) => Distributions.HypergeometricLog10Tail(met, first, second, Tenders);

    /// <summary>Pairs that met at least <paramref name="fewest"/> times with log10 P at most <paramref name="log10P"/>, most significant first.</summary>
    public IReadOnlyList<CobidPair> Significant(int fewest = 3, double log10P = -5)
    {
        List<CobidPair> found = [];
        foreach (var pair in pairs.All())
        {
            if (pair.Met < fewest) continue;
            var p = Log10P(pair.Met, bidders[pair.First].Tenders, bidders[pair.Second].Tenders);
            if (p <= log10P) found.Add(new(pair.First, pair.Second, pair.Met, p, pair.GapSum / pair.Met, pair.FirstWins, pair.SecondWins));
        }
        found.Sort((x, y) => x.Log10P != y.Log10P ? x.Log10P.CompareTo(y.Log10P) : (x.First, x.Second).CompareTo((y.First, y.Second)));
        return found;
    }

    /// <summary>
    /// Bidders by the mean of −log10 P of their three most significant pairs, each with at least three meetings; label-free.
    /// </summary>
    public IReadOnlyList<(int Bidder, double Score)> Suspects()
    {
        var best = new (double A, double B, double C)[Bidders];
        foreach (var pair in Significant(3, 0))
        {
            Insert(ref best[pair.First], -pair.Log10P);
            Insert(ref best[pair.Second], -pair.Log10P);
        }
        return [.. best.Select((b, i) => (Bidder: i, Score: (b.A + b.B + b.C) / 3)).OrderByDescending(s => s.Score).ThenBy(s => s.Bidder)];
        static void Insert(ref (double A, double B, double C) top, double value) =>
            top = value > top.A ? (value, top.A, top.B) : value > top.B ? (top.A, value, top.B) : value > top.C ? (top.A, top.B, value) : top;
    }

    /// <summary>What one tender adds to each of its named bidders, lowest price first.</summary>
    internal List<(int Bidder, double Price, bool Won, BidderRecord Share)> Shares(Auction auction, bool create)
    {
        List<(int Bidder, double Price, bool Won)> entrants = [];
        List<string> strangers = [];
        foreach (var bid in auction.Bids.OrderBy(b => b.Amount))
        {
            if (bid.Bidder.Length == 0 || !(bid.Amount > 0) || !double.IsFinite(bid.Amount)) continue;
            var number = Resolve(bid.Bidder, create ? null : strangers);
            var known = entrants.FindIndex(e => e.Bidder == number);
            if (known < 0) entrants.Add((number, bid.Amount, bid.Won));
            else if (bid.Won) entrants[known] = entrants[known] with { Won = true };
        }
        if (entrants.Count < 2) return [];
        double[] prices = [.. entrants.Select(e => e.Price)];
        var mean = prices.Average();
        var cv = PriceScreens.OfSorted(prices).Cv ?? 0;
        var deviation = cv * mean;
        List<(int, double, bool, BidderRecord)> shares = new(entrants.Count);
        for (var i = 0; i < entrants.Count; i++)
        {
            var z = deviation > 0 ? Math.Clamp((prices[i] - mean) / deviation, -4, 4) : 0;
            shares.Add((entrants[i].Bidder, prices[i], entrants[i].Won, new()
            {
                Tenders = 1,
                Wins = entrants[i].Won ? 1 : 0,
                StandardSum = z,
                StandardSquares = z * z,
                RankSum = i / (prices.Length - 1.0),
                FieldSum = Math.Log(prices.Length),
                CvSum = Math.Log(Math.Max(cv, 1e-4)),
            }));
        }
        return shares;
    }

    // A bidder the history does not know gets a negative number within its tender.
    private int Resolve(string name, List<string>? strangers)
    {
        if (numbers.TryGetValue(name, out var number)) return number;
        if (strangers is not null)
        {
            if (!strangers.Contains(name)) strangers.Add(name);
            return -1 - strangers.IndexOf(name);
        }
        numbers[name] = number = names.Count;
        names.Add(name);
        if (number == bidders.Length) Array.Resize(ref bidders, bidders.Length * 2);
        return number;
    }

    private void Change(Auction auction, int sign)
    {
        var shares = Shares(auction, create: true);
        if (shares.Count == 0) return;
        Tenders += sign;
        var cv = (float)Math.Exp(shares[0].Share.CvSum);
        for (var i = 0; i < shares.Count; i++)
        {
            var (a, price, won, share) = shares[i];
            bidders[a].Add(share, sign);
            for (var j = i + 1; j < shares.Count; j++)
            {
                var (b, other, otherWon, _) = shares[j];
                ref var pair = ref pairs[PairTable.KeyOf(a, b)];
                pair.Met += sign;
                pair.GapSum += sign * (float)Math.Log(other / price);
                pair.CvSum += sign * cv;
                if (a < b ? won : otherWon) pair.FirstWins = (ushort)Math.Clamp(pair.FirstWins + sign, 0, ushort.MaxValue);
                if (a < b ? otherWon : won) pair.SecondWins = (ushort)Math.Clamp(pair.SecondWins + sign, 0, ushort.MaxValue);
            }
        }
    }
}
