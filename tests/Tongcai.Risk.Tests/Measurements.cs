using System.Diagnostics;
using System.Text;
using Tongcai.Risk.Bidding;
using Tongcai.Risk.Documents;
using Tongcai.Risk.Ocds;
using Tongcai.Risk.Statistics;
using Tongcai.Risk.Tests.Ocds;

namespace Tongcai.Risk.Tests;

/// <summary>Figures for docs/risk-figures.md; run with -explicit only. Nothing is asserted about time.</summary>
public sealed class Measurements(ITestOutputHelper output)
{
    [Theory(Explicit = true)]
    [InlineData(25_000)]
    [InlineData(100_000)]
    public void IndicatorsOverGeneratedReleases(int releases)
    {
        var path = Path.Combine(Path.GetTempPath(), $"releases-{releases}.jsonl");
        if (!File.Exists(path))
        {
            var random = new SeededRandom(1);
            using var file = new StreamWriter(path, false, new UTF8Encoding(false));
            for (var i = 0; i < releases; i++) file.Write(ReleaseGenerator.Line(random, i, 5000, 6000) + "\n");
        }
        var before = Environment.CpuUsage.TotalTime;
        var run = new Indicators(new() { Currency = "CNY" });
        using (var stream = File.OpenRead(path)) JsonLines.Read(stream, (_, utf8) => run.Add(utf8), _ => { }, cancel: TestContext.Current.CancellationToken);
        new IndicatorResults(run).Write(Stream.Null, true);
        var cpu = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        output.WriteLine($"{releases} releases, {new FileInfo(path).Length >> 20} MB: {cpu:0.00} CPU s, {(new FileInfo(path).Length >> 20) / cpu:0} MB/s, peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB (test process)");
    }

    [Theory(Explicit = true)]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public void CobiddingGraph(int tenders)
    {
        var random = new SeededRandom(1);
        var before = Environment.CpuUsage.TotalTime;
        List<Auction> market = [];
        string[] names = [.. Enumerable.Range(0, tenders / 5).Select(i => $"F{i}")];
        for (var t = 0; t < tenders; t++)
        {
            var region = random.Next(200);
            market.Add(new("", [.. Enumerable.Range(0, 2 + random.Next(6)).Select(_ => new AuctionBid(names[(int)((region + Math.Pow(random.NextDouble(), 2)) * names.Length / 200)], 100 + random.NextDouble(), false))]));
        }
        var made = Environment.CpuUsage.TotalTime;
        var history = new BiddingHistory();
        foreach (var tender in market) history.Add(tender);
        var built = Environment.CpuUsage.TotalTime;
        var significant = history.Significant();
        var judged = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 1000; i++) history.Remove(market[i]);
        output.WriteLine($"{tenders} tenders, {history.Pairs} pairs, {significant.Count} significant: made {(made - before).TotalSeconds:0.0}, added {(built - made).TotalSeconds:0.00}, judged {(judged - built).TotalSeconds:0.00} CPU s, one change {watch.Elapsed.TotalMilliseconds / 1000:0.0000} ms, peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB");
    }

    [Theory(Explicit = true)]
    [InlineData(100)]
    [InlineData(500)]
    public void BidsOfTwoHundredThousandCharacters(int bids)
    {
        var random = new SeededRandom(1);
        var texts = Enumerable.Range(0, bids).Select(b => BidText.Of($"{b}", new string([.. Enumerable.Range(0, 200_000).Select(_ => (char)(0x4E00 + random.Next(2500)))]))).ToList();
        var watch = Stopwatch.StartNew();
        var pairs = Likeness.Of(texts, new(), 2);
        output.WriteLine($"{bids} bids of 200,000 characters: {watch.Elapsed.TotalSeconds:0.0} s on 2 cores, {pairs.Count} pairs read, peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB");
    }
}
