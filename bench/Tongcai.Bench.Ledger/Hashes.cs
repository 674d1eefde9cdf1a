using System.Diagnostics;
using Tongcai.Ledger;

namespace Tongcai.Bench.Ledger;

/// <summary>Leaf hashes (512-byte entries) and node hashes per second on one core, both families.</summary>
internal static class Hashes
{
    public static void Print()
    {
        Report.Head("Hashes, one core", "family", "leaves of 512 B/s", "nodes/s");
        foreach (var (name, hash) in new[] { ("SHA-256", TreeHash.Sha256), ("SM3", TreeHash.Sm3) })
        {
            var entry = new byte[512];
            var node = hash.Leaf(entry);
            Report.Row(name, PerSecond(() => hash.Leaf(entry)), PerSecond(() => node = hash.Node(node, node)));
        }
    }

    private static double PerSecond(Action one)
    {
        for (var warm = 0; warm < 20_000; warm++) one();
        var clock = Stopwatch.StartNew();
        var done = 0;
        for (; clock.ElapsedMilliseconds < 2_000; done += 1_000)
            for (var i = 0; i < 1_000; i++) one();
        return done / clock.Elapsed.TotalSeconds;
    }
}
