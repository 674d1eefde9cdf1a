using System.Diagnostics;
using Tongcai.Bench.Ledger;
using Tongcai.Risk.Bidding;
using Tongcai.Risk.Learning;
using Tongcai.Risk.Prices;
using Tongcai.Risk.Statistics;

namespace Tongcai.Bench.Risk;

/// <summary>The co-bidding graph of a market of regions, and one tender of it judged anew after its record was corrected.</summary>
internal static class Cobidding
{
    public static void Graph(int tenders)
    {
        var market = Market(tenders);
        var made = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var history = new BiddingHistory();
        foreach (var tender in market) history.Add(tender);
        var pairs = history.Pairs;
        var (added, addedWall) = (Environment.CpuUsage.TotalTime, watch.Elapsed.TotalSeconds);
        var significant = history.Significant().Count;
        var judged = Environment.CpuUsage.TotalTime;
        Report.Row($"{tenders:#,0}", $"{pairs:#,0}", $"{significant:#,0}", $"{(added - made).TotalSeconds:0.00}", $"{addedWall:0.00}", $"{(judged - added).TotalSeconds:0.00}", $"{Report.PeakMegabytes:0}");
    }

    public static void Change(int tenders)
    {
        var market = Market(tenders);
        var history = new BiddingHistory();
        foreach (var tender in market) history.Add(tender);
        var first = Stopwatch.StartNew();
        Judge(history, market[0], market[0]);
        first.Stop();
        // The next fifty are for the compiler.
        for (var i = 1; i <= 50; i++) Judge(history, market[i], Corrected(market[i]));
        var times = new double[500];
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < times.Length; i++)
        {
            var (old, now) = (market[^(i + 1)], Corrected(market[^(i + 1)]));
            var watch = Stopwatch.StartNew();
            Judge(history, old, now);
            times[i] = watch.Elapsed.TotalMilliseconds;
        }
        Report.Row($"{tenders:#,0}", $"{Report.Percentile(times, 0.5):0.00}", $"{Report.Percentile(times, 0.95):0.00}", $"{times[^1]:0.00}", $"{(Environment.CpuUsage.TotalTime - before).TotalMilliseconds / times.Length:0.00}", $"{first.Elapsed.TotalMilliseconds:0}");
    }

    private static Auction Corrected(Auction tender) => tender with { Bids = [.. tender.Bids.Select((b, i) => i == 0 ? b with { Amount = b.Amount * 0.99, Won = true } : b with { Won = false })] };

    // Taken back, entered again, screens, subgroups, regularity, every pair and partner, score: what the tool prints for a tender.
    private static void Judge(BiddingHistory history, Auction old, Auction now)
    {
        history.Remove(old);
        history.Add(now);
        var row = AuctionFeatures.Of([now], history)[0];
        var score = ColdStart.Of(row, PriceProfile.LowestPrice, MarketBaseline.Of(history)).Score;
        var tests = PriceRegularity.Test(now.Prices());
        if (!double.IsFinite(score) || tests.Any(t => double.IsNaN(t.P))) throw new InvalidOperationException("A tender could not be judged.");
    }

    private static List<Auction> Market(int tenders)
    {
        var random = new SeededRandom(1);
        string[] names = [.. Enumerable.Range(0, tenders / 5).Select(i => $"F{i}")];
        List<Auction> market = new(tenders);
        for (var t = 0; t < tenders; t++)
        {
            var region = random.Next(200);
            var bids = new AuctionBid[2 + random.Next(6)];
            for (var b = 0; b < bids.Length; b++) bids[b] = new(names[(int)((region + Math.Pow(random.NextDouble(), 2)) * names.Length / 200)], 100 + random.NextDouble(), false);
            market.Add(new("", bids));
        }
        return market;
    }
}
