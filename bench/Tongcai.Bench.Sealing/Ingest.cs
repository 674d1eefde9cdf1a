using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Tongcai.Bench.Ledger;
using Tongcai.Cryptography;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Tests.Bidding;

namespace Tongcai.Bench.Sealing;

/// <summary>Chunks of 1 MiB over HTTP, each durable when it is answered, beside dd writing the same number of bytes: synced once at the end, and synced block by block.</summary>
internal static class Ingest
{
    private const int Chunks = 200;
    private const int Senders = 4;
    private const int Warming = 10;

    /// <param name="counts">How many bids have their chunks stored before.</param>
    public static async Task Print(string folder, IReadOnlyList<int> counts)
    {
        Report.Head($"Chunks of 1 MiB, {Chunks} a bid, {Senders} at a time", "bids before", "ours MB/s", "without the generator", "platform CPU ms/chunk", "dd, one fsync at the end, MB/s", "dd, synced block by block, MB/s", "part of dd", "part of dd synced");
        foreach (var count in counts)
            await Print(folder, count);
    }

    private static async Task Print(string folder, int bids)
    {
        await using var crowd = await Crowd.Gather(folder, bids, bids);
        await crowd.Host.Leave();
        await using var platform = await SealingProcess.Start(crowd.Host.Folder, crowd.Now, Crowd.AsServed);
        // Each firm has a folder of its own, so that the same bytes are written anew.
        var made = Enumerable.Range(0, Chunks).Select(_ => RandomNumberGenerator.GetBytes(ChunkStore.Longest)).Select(b => (Sm3: Convert.ToHexStringLower(Sm3.Hash(b)), Bytes: b)).ToList();
        for (var firm = 0; firm < 3 + Warming; firm++)
        {
            using var http = platform.Client(crowd.Tokens[firm]);
            var (atOnce, each) = (await Dd(folder, "conv=fsync"), await Dd(folder, "oflag=dsync"));
            using var self = Process.GetCurrentProcess();
            var (own, its, clock) = (self.TotalProcessorTime, platform.Processor, Stopwatch.StartNew());
            await Parallel.ForEachAsync(made, new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (chunk, cancel) =>
            {
                using var body = new ByteArrayContent(chunk.Bytes);
                body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
                using var answer = await http.PutAsync($"/api/v1/procurements/{crowd.Id}/chunks/{chunk.Sm3}", body, cancel);
                if (answer.StatusCode is not HttpStatusCode.NoContent)
                    throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(cancel));
            });
            var wall = clock.Elapsed.TotalSeconds;
            self.Refresh();
            var all = Environment.ProcessorCount * wall;
            var ours = (double)Chunks * ChunkStore.Longest / 1e6 / wall;
            var alone = ours * all / (all - (self.TotalProcessorTime - own).TotalSeconds);
            // The first ones are for the platform's code, until it is compiled as it stays.
            if (firm >= Warming)
                Report.Row(bids, ours, alone, 1000 * (platform.Processor - its).TotalSeconds / Chunks, atOnce, each, alone / atOnce, alone / each);
        }
    }

    /// <summary>MB a second of dd.</summary>
    private static async Task<double> Dd(string folder, string flag)
    {
        var file = Path.Combine(folder, "dd.bin");
        var clock = Stopwatch.StartNew();
        using var dd = Process.Start(new ProcessStartInfo("dd", ["if=/dev/zero", "of=" + file, $"bs={ChunkStore.Longest}", $"count={Chunks}", flag]) { RedirectStandardError = true })!;
        await dd.WaitForExitAsync();
        var seconds = clock.Elapsed.TotalSeconds;
        File.Delete(file);
        return (double)Chunks * ChunkStore.Longest / 1e6 / seconds;
    }
}
