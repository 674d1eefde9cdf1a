using System.Diagnostics;
using Tongcai.Bench.Ledger;
using Tongcai.Risk.Documents;
using Tongcai.Risk.Statistics;

namespace Tongcai.Bench.Risk;

/// <summary>Many long bids of one project: a tenth is the tender's, the rest independent; the first two share another tenth.</summary>
internal static class Documents
{
    private const int Characters = 200_000;

    public static void Print(int bids)
    {
        var random = new SeededRandom(1);
        string Han(int length) => string.Create(length, random, (text, r) =>
        {
            // A punctuation mark every dozen characters, as in prose.
            for (var i = 0; i < text.Length; i++) text[i] = i % 12 == 11 ? '，' : (char)(0x4E00 + r.Next(2500));
        });

        var (tender, copied) = (Han(Characters / 10), Han(Characters / 10));
        var known = new KnownText();
        known.AddPublic(BidText.Of("", tender));
        List<BidText> texts = [];
        for (var b = 0; b < bids; b++) texts.Add(BidText.Of($"{b}", Han(Characters / 10 * (b < 2 ? 8 : 9)) + tender + (b < 2 ? copied : "")));
        GC.Collect();
        var held = GC.GetTotalMemory(true) / 1e6;
        var watch = Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        var pairs = Likeness.Of(texts, known, 2);
        Report.Row($"{bids}", $"{watch.Elapsed.TotalSeconds:0.0}", $"{(Environment.CpuUsage.TotalTime - before).TotalSeconds:0.0}", $"{pairs.Count:#,0}", pairs[0] is { First: 0, Second: 1 } ? "yes" : "no", $"{held:0}", $"{Report.PeakMegabytes:0}");
    }
}
