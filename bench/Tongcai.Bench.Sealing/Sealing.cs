using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Tongcai.Bench.Ledger;
using Tongcai.Trading.Tests.Bidding;

namespace Tongcai.Bench.Sealing;

/// <summary>
/// Seals over HTTP against the platform as a process of its own: envelope read, checked, stored, recorded, receipt signed. Envelopes are made beforehand; the generator is this process, and
/// the processor time that it takes is subtracted.
/// </summary>
internal static class Sealing
{
    /// <summary>Requests under way at once.</summary>
    public const int Writers = 64;

    public static async Task Print(string folder, IReadOnlyList<int> counts, int seconds, int seals)
    {
        Report.Head($"Seals, SQLite, {Writers} at a time, {seconds} s", "bidders", "seals", "seals/s by the clock", "without the generator", "p50 ms", "p99 ms", "platform CPU ms/seal", "SM2 verify/s", "SM2 sign/s", "commits/s", "limit/s", "part of the limit");
        foreach (var firms in counts)
        {
            await using var crowd = await Crowd.Gather(folder, firms, seals);
            await crowd.Host.Leave();
            await using var platform = await SealingProcess.Start(crowd.Host.Folder, crowd.Now, Crowd.AsServed);
            using var warm = new Load(crowd, platform.Address);
            // Until the platform's code is compiled as it stays.
            await warm.Run(TimeSpan.FromSeconds(seconds / 4));
            var rates = await Rates.Measure(folder, crowd.Chains[0][0]);
            warm.Forget();
            using var self = Process.GetCurrentProcess();
            var (own, its, clock) = (self.TotalProcessorTime, platform.Processor, Stopwatch.StartNew());
            await warm.Run(TimeSpan.FromSeconds(seconds));
            var wall = clock.Elapsed.TotalSeconds;
            self.Refresh();
            var (generator, platformTime) = ((self.TotalProcessorTime - own).TotalSeconds, (platform.Processor - its).TotalSeconds);
            var times = warm.Times;
            var (byClock, all) = (times.Length / wall, Environment.ProcessorCount * wall);
            var alone = byClock * all / (all - generator);
            Report.Row(firms, times.Length, byClock, alone, Report.Percentile(times, 0.5), Report.Percentile(times, 0.99), 1000 * platformTime / times.Length, rates.Verify, rates.Sign, rates.Durable, rates.Limit, alone / rates.Limit);
        }
    }

    /// <summary>Writers that hand in the envelopes of the crowd, each firm's in order.</summary>
    private sealed class Load(Crowd crowd, Uri address) : IDisposable
    {
        private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = Writers }) { BaseAddress = address };
        private readonly ConcurrentQueue<int> free = new(Enumerable.Range(0, crowd.Chains.Count));
        private readonly int[] next = new int[crowd.Chains.Count];
        private ConcurrentBag<double> times = [];

        public double[] Times => [.. times];

        public void Forget() => times = [];

        public Task Run(TimeSpan length)
        {
            var clock = Stopwatch.StartNew();
            return Task.WhenAll(Enumerable.Range(0, Writers).Select(async _ =>
            {
                await Task.Yield();
                while (clock.Elapsed < length && free.TryDequeue(out var firm))
                {
                    if (next[firm] == crowd.Chains[firm].Count)
                        continue;
                    await Send(firm);
                    free.Enqueue(firm);
                }
            }));
        }

        private async Task Send(int firm)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/procurements/{crowd.Id}/bids") { Content = new ByteArrayContent(crowd.Chains[firm][next[firm]++]) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", crowd.Tokens[firm]);
            var began = Stopwatch.GetTimestamp();
            using var answer = await http.SendAsync(request);
            var receipt = await answer.Content.ReadAsStringAsync();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if (answer.StatusCode is not HttpStatusCode.Created)
                throw new InvalidOperationException($"A sound bid was refused: {receipt}");
        }

        public void Dispose() => http.Dispose();
    }
}
