using Tongcai.Risk.Bidding;
using Tongcai.Risk.Prices;
using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Learning;

/// <summary>
/// Scale-free features of one tender: no id, date, place or amount. Where bidders are named, also what the history of all other tenders says of them;
/// the tender itself is taken out of that history first, so that a tender never testifies for itself.
/// </summary>
public static class AuctionFeatures
{
    private const int Top = 60;

    /// <summary>Feature names, in the order of the rows.</summary>
    public static IReadOnlyList<string> Names(bool cobidding) => [.. PriceNames(), .. cobidding ? CobidNames : []];

    private static readonly string[] Statistics = ["least", "greatest", "mean", "median"];
    private static readonly string[] Screens = ["cv", "spread", "difference", "distance", "normalised", "skew", "uniform"];
    private static readonly string[] CobidNames =
    [
        "jaccard-mean", "jaccard-max", "jaccard-median", "met-mean", "met-max", "p-mean", "p-max", "p-median", "p-share", "past-mean", "past-max", "past-least", "win-mean", "win-max", "win-least",
        "gap-mean", "gap-least", "gap-relative-mean", "close-p-mean", "close-p-max", "pair-cv-mean", "pair-cv-least", "never-wins-share", "partners-mean", "partners-max", "partners-least", "partners-median",
        "partners-share", "z-mean", "z-max", "z-least", "zdev-mean", "zdev-least", "rank-mean", "rank-max", "rank-least", "field-mean", "field-max", "field-least", "cv-mean", "cv-max", "cv-least",
        "winner-partners", "winner-past", "winner-rate", "winner-cv", "new-share",
    ];

    private static IEnumerable<string> PriceNames()
    {
        foreach (var name in (string[])["n", "cv", "spread", "difference", "distance", "alternative", "normalised", "skew", "kurtosis", "uniform", "inner-cv", "least-gap", "gap-cv", "near-median", "tail-gap", "low-estimate", "mean-estimate", "high-estimate", "winner-rank", "winner-gap", "winner-z", "third", "fourth", "fifth", "middle-place", "last-gap"])
            yield return name;
        foreach (var size in (int[])[3, 4])
            foreach (var screen in Screens)
                foreach (var statistic in Statistics) yield return $"{screen}-{size}-{statistic}";
    }

    /// <summary>One row per auction; NaN where a value is undefined. Auctions with fewer than two prices give a row of NaN.</summary>
    /// <param name="auctions">Auctions to describe.</param>
    /// <param name="history">History that contains these auctions among others; null: prices only.</param>
    /// <param name="contained">False when the auctions were not added to the history (past-only use).</param>
    public static double[][] Of(IReadOnlyList<Auction> auctions, BiddingHistory? history, bool contained = true)
    {
        Dictionary<int, List<(int Partner, double Score)>> partners = [];
        return [.. auctions.Select(a => (double[])[.. Prices(a), .. history is null ? [] : Cobidding(a, history, partners, contained)])];
    }

    private static List<double> Prices(Auction auction)
    {
        var b = auction.Prices();
        var s = PriceScreens.OfSorted(b);
        double mean = b.Length > 0 ? b.Average() : double.NaN, deviation = (s.Cv ?? double.NaN) * mean;
        double[] gaps = [.. b.Zip(b.Skip(1), (x, y) => (y - x) / mean)];
        var meanGap = gaps.Length > 0 ? gaps.Average() : double.NaN;
        var median = Quantiles.Median(b);
        var winner = auction.WinningPrice();
        var above = b.Where(x => x > winner).DefaultIfEmpty(double.NaN).Min();
        var estimate = auction.Estimate ?? double.NaN;
        List<double> row =
        [
            b.Length, s.Cv ?? double.NaN, s.Spread ?? double.NaN, s.Difference ?? double.NaN, Clip(s.RelativeDistance), Clip(s.AlternativeDistance), s.NormalisedDistance ?? double.NaN, s.Skewness ?? double.NaN, s.Kurtosis ?? double.NaN, s.Uniformity ?? double.NaN,
            b.Length >= 4 ? PriceScreens.OfSorted(b.AsSpan(1, b.Length - 2)).Cv ?? double.NaN : double.NaN,
            gaps.Length > 0 ? gaps.Min() / meanGap : double.NaN,
            gaps.Length > 1 ? Math.Sqrt(gaps.Sum(g => (g - meanGap) * (g - meanGap)) / gaps.Length) / meanGap : double.NaN,
            b.Length > 0 ? b.Count(x => Math.Abs(x / median - 1) < 0.02) / (double)b.Length : double.NaN,
            gaps.Length > 1 ? gaps[^1] / meanGap : double.NaN,
            b.Length > 0 ? b[0] / estimate : double.NaN, mean / estimate, b.Length > 0 ? b[^1] / estimate : double.NaN,
            b.Length > 1 ? b.Count(x => x < winner) / (b.Length - 1.0) + (double.IsNaN(winner) ? double.NaN : 0) : double.NaN,
            (above - winner) / winner, (winner - mean) / deviation,
            b.Length > 2 ? b[2] / b[0] : double.NaN, b.Length > 3 ? b[3] / b[0] : double.NaN, b.Length > 4 ? b[4] / b[0] : double.NaN,
            (median - (b.Length > 0 ? b[0] : double.NaN)) / (b.Length > 1 ? b[^1] - b[0] : double.NaN), b.Length > 2 ? b[^1] / b[^2] - 1 : double.NaN,
        ];
        foreach (var size in (int[])[3, 4])
        {
            var groups = SubgroupScreens.Of(b, size);
            foreach (var summary in (Summary?[])[groups?.Cv, groups?.Spread, groups?.Difference, groups?.RelativeDistance, groups?.NormalisedDistance, groups?.Skewness, groups?.Uniformity])
                row.AddRange([summary?.Least ?? double.NaN, summary?.Greatest ?? double.NaN, summary?.Mean ?? double.NaN, summary?.Median ?? double.NaN]);
        }
        return row;
    }

    private static double[] Cobidding(Auction auction, BiddingHistory history, Dictionary<int, List<(int Partner, double Score)>> partners, bool contained)
    {
        List<BiddingHistory.Share> shares = [];
        history.Shares(auction, create: false, shares);
        var n = shares.Count;
        if (n < 2) return [.. Enumerable.Repeat(double.NaN, CobidNames.Length)];
        var own = contained ? 1 : 0;
        var total = history.Tenders - own;
        var past = new BidderRecord[n];
        for (var i = 0; i < n; i++)
        {
            if (shares[i].Bidder < 0 || shares[i].Bidder >= history.Bidders) continue;
            past[i] = history[shares[i].Bidder];
            if (contained) past[i].Add(shares[i].Record, -1);
        }
        var cv = Math.Exp(shares[0].Record.CvSum);
        List<double> jaccard = [], met = [], p = [], gap = [], relativeGap = [], closeP = [], pairCv = [];
        var neverWins = 0;
        var scores = new List<double>[n];
        for (var i = 0; i < n; i++) scores[i] = [];
        var here = shares.Select(s => s.Bidder).ToHashSet();
        for (var i = 0; i < n; i++)
        {
            for (var j = i + 1; j < n; j++)
            {
                var pair = past[i].Tenders > 0 && past[j].Tenders > 0 ? history.Pair(shares[i].Bidder, shares[j].Bidder) : default;
                var times = Math.Max(0, pair.Met - (pair.Met > 0 ? own : 0));
                var log = times > 0 ? -Distributions.HypergeometricLog10Tail(times, past[i].Tenders, past[j].Tenders, total) : 0;
                jaccard.Add(times == 0 ? 0 : times / (double)(past[i].Tenders + past[j].Tenders - times));
                met.Add(times);
                p.Add(log);
                if (times == 0) continue;
                var meanGap = (pair.GapSum - own * Math.Log(shares[j].Price / shares[i].Price)) / times;
                var meanCv = Math.Max(1e-4, (pair.CvSum - own * cv) / times);
                gap.Add(meanGap);
                relativeGap.Add(meanGap / meanCv);
                pairCv.Add(Math.Log(meanCv));
                closeP.Add(log * Math.Exp(-Math.Max(0, meanGap) * 10));
                if (times >= 3)
                {
                    scores[i].Add(log);
                    scores[j].Add(log);
                    if (past[i].Wins == 0 != (past[j].Wins == 0)) neverWins++;
                }
            }
        }
        var top = new double[n];
        for (var i = 0; i < n; i++)
        {
            if (past[i].Tenders > 0)
                scores[i].AddRange(Partners(history, shares[i].Bidder, partners).Where(q => !here.Contains(q.Partner)).Take(3).Select(q => q.Score));
            top[i] = scores[i].OrderDescending().Take(3).Sum() / 3;
        }
        double[] tenders = [.. past.Select(r => (double)r.Tenders)];
        double[] rates = [.. past.Select(r => r.Tenders > 0 ? r.Wins / (double)r.Tenders : 0)];
        var known = past.Where(r => r.Tenders > 0).ToArray();
        double[] z = [.. known.Select(r => r.StandardSum / r.Tenders)];
        double[] zdev = [.. known.Where(r => r.Tenders > 1).Select(r => Math.Sqrt(Math.Max(0, r.StandardSquares / r.Tenders - r.StandardSum / r.Tenders * r.StandardSum / r.Tenders)))];
        double[] rank = [.. known.Select(r => r.RankSum / r.Tenders)];
        double[] field = [.. known.Select(r => r.FieldSum / r.Tenders)];
        double[] cvs = [.. known.Select(r => r.CvSum / r.Tenders)];
        var w = shares.FindIndex(s => s.Won);
        return
        [
            Mean(jaccard), Max(jaccard), Median(jaccard), Mean(met), Max(met), Mean(p), Max(p), Median(p), p.Count(x => x > 3) / (double)p.Count,
            Mean(tenders), Max(tenders), Min(tenders), Mean(rates), Max(rates), Min(rates),
            Mean(gap), Min(gap), Mean(relativeGap), Mean(closeP), Max(closeP), Mean(pairCv), Min(pairCv), neverWins / (double)p.Count,
            Mean(top), Max(top), Min(top), Median([.. top]), top.Count(t => t > 3) / (double)n,
            Mean(z), Max(z), Min(z), Mean(zdev), Min(zdev), Mean(rank), Max(rank), Min(rank), Mean(field), Max(field), Min(field), Mean(cvs), Max(cvs), Min(cvs),
            w < 0 ? double.NaN : top[w], w < 0 ? double.NaN : tenders[w], w < 0 ? double.NaN : rates[w], w < 0 || past[w].Tenders == 0 ? double.NaN : past[w].CvSum / past[w].Tenders,
            (n - known.Length) / (double)n,
        ];
    }

    // The bidder's most significant partners with at least three meetings.
    private static List<(int Partner, double Score)> Partners(BiddingHistory history, int bidder, Dictionary<int, List<(int Partner, double Score)>> known)
    {
        if (known.TryGetValue(bidder, out var partners)) return partners;
        return known[bidder] = [.. history.PairsOf(bidder).Where(p => p.Met >= 3)
            .Select(p => (Partner: p.First == bidder ? p.Second : p.First, P: history.Log10P(p.Met, history[p.First].Tenders, history[p.Second].Tenders)))
            .OrderBy(p => p.P).ThenBy(p => p.Partner).Take(Top).Select(p => (p.Partner, -p.P))];
    }

    private static double Clip(double? value) => value is { } v ? Math.Min(v, 50) : double.NaN;

    private static double Mean(IReadOnlyCollection<double> values) => values.Count == 0 ? double.NaN : values.Average();

    private static double Max(IReadOnlyCollection<double> values) => values.Count == 0 ? double.NaN : values.Max();

    private static double Min(IReadOnlyCollection<double> values) => values.Count == 0 ? double.NaN : values.Min();

    private static double Median(List<double> values) => Quantiles.Median(values.ToArray());
}
