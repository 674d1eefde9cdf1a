using Tongcai.Platform.Storage;
using Tongcai.Platform.Storage.Sqlite;

namespace Tongcai.Bench.Ledger;

/// <summary>Durable facts on SQLite beside the bare loop, alternating on the same disk; the first pair warms up and does not count.</summary>
internal static class Durable
{
    private const int Writers = 2048;
    private const int Pairs = 3;

    public static StoreSetup Setup { get; } = new([typeof(Measured).Assembly], TimeProvider.System, TimeProvider.System);

    public static async Task Print(string folder, int facts)
    {
        Report.Head($"Durable facts on SQLite, {facts:N0} at a time, {Writers} writers", "pair", "facts a commit", "ours facts/s", "CPU µs/fact", "commits an fsync", "bare loop facts/s", "ratio", "memory MB");
        foreach (var inOne in new[] { 1, 8 })
        {
            for (var pair = 0; pair <= Pairs; pair++)
            {
                var (ours, bare) = (Fresh(folder, "ours"), Fresh(folder, "bare"));
                DurableRun run;
                double cpu, share;
                await using (var store = SqliteStore.Open(Path.Combine(ours, "data.db"), Setup))
                {
                    var before = Environment.CpuUsage.TotalTime;
                    run = await DurableFacts.Run(store, ours, Writers, facts, inOne);
                    cpu = (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / facts;
                    share = (double)facts / inOne / store.Transactions;
                }

                await using (SqliteStore.Open(Path.Combine(bare, "data.db"), Setup))
                {
                    // Its schema is that of ours.
                }

                var batch = (int)Math.Ceiling(share * inOne);
                var seconds = BareLoop.InChild(folder, new(ours, bare, batch, facts, inOne, run.Rounds));
                if (pair > 0) Report.Row(pair, inOne, run.PerSecond, cpu, share, facts / seconds, run.PerSecond / (facts / seconds), $"{Report.PeakMegabytes:0}");
            }
        }
    }

    public static string Fresh(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        return Directory.CreateDirectory(path).FullName;
    }
}
