using System.Globalization;
using Tongcai.Bench.Ledger;
using Tongcai.Trading.Tests.Bidding;

namespace Tongcai.Bench.Sealing;

/// <summary>密封投标量测。Arguments: --data DIR [sealing] [ingest] [opening] [--seconds N] [--firms N] [--seals N] [--once: without the growth from 10 to 1,000 bidders]; without a name all parts run. Prints the tables for bench/README.md.</summary>
internal static class Program
{
    private static readonly string[] Parts = ["sealing", "ingest", "opening"];

    public static async Task<int> Main(string[] args)
    {
        if (SealingProcess.Asked is var (served, address, now))
        {
            await SealedHost.Serve(served, address, now);
            return 0;
        }

        int Number(string name, int otherwise) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
        if (Array.IndexOf(args, "--data") is var data && (data < 0 || data + 1 == args.Length))
        {
            await Console.Error.WriteLineAsync("usage: --data DIR [sealing] [ingest] [opening] [--seconds N] [--firms N] [--seals N] [--once]");
            return 2;
        }

        var folder = Directory.CreateDirectory(args[data + 1]).FullName;
        var wanted = Parts.Where(args.Contains).ToList();
        if (wanted.Count == 0)
            wanted = [.. Parts];
        if (wanted.Contains("sealing"))
        {
            await Sealing.Print(folder, [Number("--firms", 1000)], Number("--seconds", 60), Number("--seals", 50_000));
            if (!args.Contains("--once"))
                await Sealing.Print(folder, [10, 100, 1000], Math.Min(10, Number("--seconds", 60)), 8_000);
        }

        if (wanted.Contains("ingest"))
            await Ingest.Print(folder, args.Contains("--once") ? [16] : [16, 100, 1000]);
        if (wanted.Contains("opening"))
            await Opening.Print(folder, [10, 134, 1000]);
        Report.Memory("whole run");
        return 0;
    }
}
