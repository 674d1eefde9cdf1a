using System.Globalization;
using System.Text.RegularExpressions;
using Tongcai.Bench.Ledger;
using Tongcai.Risk.Documents;
using Tongcai.Risk.Statistics;
using Tongcai.Risk.Tests.Documents;

namespace Tongcai.Bench.Risk;

/// <summary>Likeness of bids on the generator of the tests: which pair of each of 150 tenders copied from each other. Beside it, where it is installed, Debian's <c>sim_text</c> on the same bids.</summary>
internal static partial class Copies
{
    public static void Head() => Report.Head(
        $"Likeness of bids, 150 tenders × 5; aims: AUC 0.992, right pair first in 97 %, every pair that shares 5 % above every honest one, sim_text beside it; reviewed from {Likeness.ReviewFrom}",
        "from seed", "manufacturers' leaflets", "program", "AUC", "right pair first", "highest honest", "lowest copied of 5 % and more", "copied below the highest honest", "copied below the line", "honest above the line", "CPU ms a tender");

    public static void Print(int from, string leaflets)
    {
        List<Pair> ours = [], theirs = [];
        double cpu = 0, theirCpu = 0;
        var folder = Directory.CreateTempSubdirectory("likeness-").FullName;
        var peer = Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(p => Path.Combine(p, "sim_text")).FirstOrDefault(File.Exists);
        var seed = (ulong)from;
        foreach (var shared in (int[])[3, 5, 10, 20, 40])
        {
            foreach (var noise in (int[])[0, 5, 15])
            {
                for (var t = 0; t < 10; t++)
                {
                    var made = BidGenerator.Make(new(seed++), shared, noise, leaflets != "plain");
                    var known = new KnownText();
                    var before = Environment.CpuUsage.TotalTime;
                    known.AddPublic(BidText.Of("", made.Tender));
                    if (leaflets == "given") known.AddPublic(BidText.Of("", BidGenerator.Leaflets()));
                    ours.AddRange(Likeness.Of([.. made.Bids.Select((b, i) => BidText.Of($"{i}", b))], known).Select(p => new Pair(seed, p.Score, p is { First: 0, Second: 1 }, shared)));
                    cpu += (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
                    if (peer is null) continue;
                    var (scores, used) = Peer(peer, folder, made, leaflets == "given");
                    theirs.AddRange(scores.Select(s => new Pair(seed, s.Value, s.Key == (0, 1), shared)));
                    theirCpu += used;
                }
            }
        }
        Directory.Delete(folder, recursive: true);
        Row(from, leaflets, "tongcai", ours, cpu, Likeness.ReviewFrom);
        if (peer is null) Console.WriteLine($"| {from} | {leaflets} | sim_text | not installed (Debian: similarity-tester) | | | | | | | |");
        else Row(from, leaflets, "sim_text", theirs, theirCpu, null);
    }

    private readonly record struct Pair(ulong Tender, double Score, bool Copied, int Shared);

    private static void Row(int from, string leaflets, string program, List<Pair> pairs, double cpu, double? line)
    {
        var tenders = pairs.GroupBy(p => p.Tender).ToList();
        var first = tenders.Count(t => t.Where(p => !p.Copied).All(p => p.Score < t.Single(q => q.Copied).Score));
        double[] honest = [.. pairs.Where(p => !p.Copied).Select(p => p.Score)], copied = [.. pairs.Where(p => p.Copied && p.Shared >= 5).Select(p => p.Score)];
        Report.Row(
            from, leaflets, program, $"{Ranking.Auc(pairs.Select(p => p.Score).ToArray(), pairs.Select(p => p.Copied).ToArray()):0.0000}", $"{first} of {tenders.Count}", $"{honest.Max():0.0000}", $"{copied.Min():0.0000}",
            $"{copied.Count(c => c <= honest.Max())} of {copied.Length}", line is { } l ? $"{copied.Count(c => c < l)}" : "–", line is { } m ? $"{honest.Count(h => h >= m)} of {honest.Length}" : "–", $"{cpu / tenders.Count:0.0}");
    }

    // It has no public text to subtract, so it is given the bids without the tender's sentences; it reads words, so every character stands alone.
    private static (Dictionary<(int, int), double> Scores, double CpuMilliseconds) Peer(string program, string folder, GeneratedTender made, bool knowLeaflets)
    {
        var known = made.Tender.Split('\n').Concat(knowLeaflets ? BidGenerator.Leaflets().Split('\n') : []).ToHashSet();
        for (var b = 0; b < made.Bids.Length; b++)
            File.WriteAllText(Path.Combine(folder, $"{b}"), string.Join('\n', made.Bids[b].Split('\n').Where(s => !known.Contains(s)).Select(s => string.Join(' ', s.EnumerateRunes()))));
        using var text = new StringWriter();
        var (cpu, _, _) = Child.Run(program, ["-p", "-a", "-t", "1", "-r", "10", .. Enumerable.Range(0, made.Bids.Length).Select(b => $"{b}")], text, folder);
        Dictionary<(int, int), double> scores = [];
        for (var a = 0; a < made.Bids.Length; a++)
            for (var b = a + 1; b < made.Bids.Length; b++) scores[(a, b)] = 0;
        foreach (Match line in Consists().Matches(text.ToString()))
        {
            var (a, b) = (int.Parse(line.Groups[1].ValueSpan, CultureInfo.InvariantCulture), int.Parse(line.Groups[3].ValueSpan, CultureInfo.InvariantCulture));
            var pair = (Math.Min(a, b), Math.Max(a, b));
            scores[pair] = Math.Max(scores[pair], double.Parse(line.Groups[2].ValueSpan, CultureInfo.InvariantCulture) / 100);
        }
        return (scores, cpu * 1000);
    }

    [GeneratedRegex(@"^(\d) consists for (\d+) % of (\d) material", RegexOptions.Multiline)]
    private static partial Regex Consists();
}
