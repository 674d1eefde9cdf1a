using Dapper;
using Tongcai.Platform.Storage;

namespace Tongcai.Bench.Search;

/// <summary>装库。Fills a store batch by batch; what is there already is left, so a run that was cut off goes on.</summary>
internal static class Filling
{
    private const int Batch = 200;

    public static async Task Run(IStore store, int seed, int notices)
    {
        // What one procurement has on average, by the chances in Market.
        var procurements = (int)(notices / 3.73);
        var market = new Market(seed, procurements);
        var done = (int)await store.Read(db => db.ExecuteScalarAsync<long>("select count(*) from procurement_page"));
        if (done > 0) Console.WriteLine($"resuming at procurement {done} of {procurements}");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var told = TimeSpan.FromSeconds(5);
        List<Task<CommitResult>> waiting = [];
        for (var from = done; from < procurements; from += Batch)
        {
            var rows = Enumerable.Range(from, Math.Min(Batch, procurements - from)).AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(market.Make).ToList();
            var commit = Commit.Empty;
            foreach (var (page, list) in rows)
            {
                commit = commit.Insert(page);
                foreach (var notice in list) commit = commit.Insert(notice);
            }

            waiting.Add(store.Execute(commit));
            if (waiting.Count < 4) continue;
            await Settle(waiting);
            if (clock.Elapsed < told) continue;
            told = clock.Elapsed + TimeSpan.FromSeconds(10);
            Console.WriteLine($"{from + Batch:N0} of {procurements:N0} procurements, {clock.Elapsed:mm\\:ss}");
        }

        await Settle(waiting);
        Console.WriteLine($"filled: {await store.Read(db => db.ExecuteScalarAsync<long>("select count(*) from public_notice")):N0} notices in {clock.Elapsed:mm\\:ss}");
    }

    /// <summary>Batches are numbered by count, so one may not overtake another that fails.</summary>
    private static async Task Settle(List<Task<CommitResult>> waiting)
    {
        foreach (var result in await Task.WhenAll(waiting))
        {
            if (result is not Committed) throw new InvalidOperationException($"The store answered {result}; run again to go on.");
        }

        waiting.Clear();
    }
}
