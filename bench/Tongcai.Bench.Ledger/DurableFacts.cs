using System.Diagnostics;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;

namespace Tongcai.Bench.Ledger;

/// <summary>What a run of writers came to.</summary>
/// <param name="Facts">Facts that are acknowledged, indexed and under the published checkpoint.</param>
/// <param name="Seconds">From the first commit to that checkpoint.</param>
/// <param name="Rounds">Sizes of the ledger at which a checkpoint was published, ascending.</param>
internal sealed record DurableRun(long Facts, double Seconds, IReadOnlyList<long> Rounds)
{
    public double PerSecond => Facts / Seconds;
}

/// <summary>Durable facts per second through the platform's own store, sequencer and publisher: one row and one or more public facts a commit.</summary>
internal static class DurableFacts
{
    public static async Task<DurableRun> Run(IStore store, string folder, int writers, int facts, int inOne)
    {
        using var keys = LedgerKeys.Load(Path.Combine(folder, "keys"), "bench.example/ledger");
        using var publisher = new LedgerPublisher(store, keys, "bench.example/ledger", Path.Combine(folder, "ledger"));
        var sequencer = new Sequencer(store, publisher, 4, TimeProvider.System);
        var rounds = new List<long>();
        using var written = new CancellationTokenSource();
        var clock = Stopwatch.StartNew();
        var sequencing = Sequence(sequencer, publisher, rounds, written.Token);
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, writers).Select(async writer =>
        {
            await Task.Yield();
            for (int n; (n = Interlocked.Increment(ref next)) <= facts / inOne;)
            {
                if (await store.Execute(Of(n, writer, inOne)) is not Committed) throw new InvalidOperationException("A commit was not acknowledged.");
            }
        }));
        await written.CancelAsync();
        await sequencing;
        return new(facts, clock.Elapsed.TotalSeconds, rounds);
    }

    /// <summary>The <paramref name="n"/>th commit: the streams are procurements, each with some thirty facts.</summary>
    private static Commit Of(int n, int writer, int facts)
    {
        var row = new MeasuredRow { Id = RandomId.New(), Name = $"中州市第一中学教学设备采购项目第{n}号", AmountFen = 1_000_00L * n, State = "Published", At = DateTimeOffset.UnixEpoch.AddSeconds(n) };
        var commit = Commit.Empty.Insert(row);
        for (var place = 0; place < facts; place++)
            commit = commit.Record(new Measured($"proc-{n * facts / 32:D8}", $"{row.Name}第{place}包", $"中州{writer}号科技有限公司", row.AmountFen, row.At, ["包一", "包二"]), "91410000MA00000000");
        return commit;
    }

    private static async Task Sequence(Sequencer sequencer, LedgerPublisher publisher, List<long> rounds, CancellationToken written)
    {
        for (var last = false; ; last = written.IsCancellationRequested)
        {
            await sequencer.RunOnce(CancellationToken.None);
            if (publisher.Published is { } head && (rounds.Count == 0 || head.Size > rounds[^1])) rounds.Add(head.Size);
            if (last) return;
            // The platform's own rhythm (SequencerLoop).
            await Task.Delay(100, CancellationToken.None);
        }
    }
}
