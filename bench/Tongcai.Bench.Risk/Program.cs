using System.Globalization;
using Tongcai.Bench.Ledger;

namespace Tongcai.Bench.Risk;

/// <summary>预警量测。Arguments: --data DIR [indicators] [cobidding] [change] [documents] [likeness] [--largest: a million releases too, 8 GB]; without a name all parts run. Prints tables, each with its aim.</summary>
internal static class Program
{
    private static readonly string[] Parts = ["indicators", "cobidding", "change", "documents", "likeness"];

    public static int Main(string[] args)
    {
        if (args is ["--part", var part, .. var rest])
        {
            Part(part, rest);
            return 0;
        }
        if (Array.IndexOf(args, "--data") is var data && (data < 0 || data + 1 == args.Length))
        {
            Console.Error.WriteLine("usage: --data DIR [indicators] [cobidding] [change] [documents] [likeness] [--largest]");
            return 2;
        }
        var folder = Directory.CreateDirectory(args[data + 1]).FullName;
        var wanted = Parts.Where(args.Contains).ToList();
        foreach (var name in wanted.Count > 0 ? wanted : [.. Parts])
        {
            switch (name)
            {
                case "indicators":
                    Indicators(folder, args.Contains("--largest") ? [10_000, 100_000, 1_000_000] : [10_000, 30_000, 100_000]);
                    break;
                case "cobidding":
                    Report.Head("Co-bid graph; aim at a million: 3 s, 1,000 MB with the tenders themselves", "tenders", "pairs", "significant", "CPU s to add", "clock s to add", "CPU s to judge all pairs", "peak MB");
                    foreach (var size in (int[])[10_000, 100_000, 1_000_000]) Child.Again("--part", "graph", Text(size));
                    break;
                case "change":
                    Report.Head("One changed tender: taken back, entered, screens, regularity, pairs, partners, score; aim: under 5 ms", "tenders", "median ms", "p95 ms", "largest ms", "CPU ms each", "first one, with the index of partners and compilation, ms");
                    foreach (var size in (int[])[10_000, 100_000, 1_000_000]) Child.Again("--part", "change", Text(size));
                    break;
                case "documents":
                    Report.Head("Bids of 200,000 characters of one project, a tenth copied from the tender, two cores; aim at 500: 60 s", "bids", "clock s", "CPU s", "pairs read", "copied pair first", "MB of the texts", "peak MB");
                    foreach (var size in (int[])[50, 150, 500]) Child.Again("--part", "documents", Text(size));
                    break;
                default:
                    Copies.Head();
                    foreach (var block in (int[])[7, 1007, 2007, 3007, 4007, 5007]) Child.Again("--part", "likeness", Text(block), "plain");
                    foreach (var leaflets in (string[])["given", "unknown"]) Child.Again("--part", "likeness", "7", leaflets);
                    break;
            }
        }
        return 0;
    }

    private static void Part(string part, string[] rest)
    {
        var number = int.Parse(rest[0], CultureInfo.InvariantCulture);
        switch (part)
        {
            case "releases":
                Releases.File(rest[1], number);
                break;
            case "graph":
                Cobidding.Graph(number);
                break;
            case "change":
                Cobidding.Change(number);
                break;
            case "documents":
                Documents.Print(number);
                break;
            case "likeness":
                Copies.Print(number, rest[1]);
                break;
        }
    }

    // The command as anybody runs it, from a cold start; its own time, not that of making the file.
    private static void Indicators(string folder, int[] sizes)
    {
        Report.Head("Eleven indicators, `tongcai risk ocds` from a cold start; aims: 1.5 CPU s and 90 MB at 100,000, 300 MB at a million", "releases", "MB", "CPU s (three runs)", "MB/s per core", "clock s", "peak MB");
        var command = Path.Combine(AppContext.BaseDirectory, "tongcai-cli");
        foreach (var size in sizes)
        {
            Child.Again("--part", "releases", Text(size), folder);
            var path = Releases.File(folder, size);
            var megabytes = new FileInfo(path).Length / 1e6;
            var runs = Enumerable.Range(0, 3).Select(_ => Child.Run(command, ["risk", "ocds", path], TextWriter.Null)).ToList();
            Report.Row($"{size:#,0}", $"{megabytes:#,0}", string.Join(" · ", runs.Select(r => r.Cpu.ToString("0.00", CultureInfo.InvariantCulture))), $"{megabytes / runs.Min(r => r.Cpu):#,0}", $"{runs.Min(r => r.Wall):0.0}", $"{runs[^1].PeakMegabytes:0}");
            if (size == 1_000_000) File.Delete(path);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
