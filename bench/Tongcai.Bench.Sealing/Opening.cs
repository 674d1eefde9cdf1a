using System.Diagnostics;
using System.Net;
using Tongcai.Bench.Ledger;
using Tongcai.Trading.Tests;
using Tongcai.Trading.Tests.Bidding;

namespace Tongcai.Bench.Sealing;

/// <summary>
/// The opening over HTTP with 3 of 5 trustees, all on this machine: deadline recorded, parts asked for, proofs checked, combined, decrypted, committed. A lot asks for three sections, so that
/// 134 bids have as many ciphertexts as 100 with four.
/// </summary>
internal static class Opening
{
    private const int Sections = 3;
    private static readonly DateTimeOffset Deadline = new(2026, 4, 28, 1, 30, 0, TimeSpan.Zero);

    public static async Task Print(string folder, IReadOnlyList<int> counts)
    {
        Report.Head("Opening, SQLite, 3 of 5 trustees", "bids", "ciphertexts", "seconds", "ms a bid");
        foreach (var firms in counts)
        {
            await using var crowd = await Crowd.Gather(folder, firms, firms, 3, 5);
            using var http = crowd.Host.Trading.Client();
            await Parallel.ForAsync(0, firms, async (f, _) =>
            {
                using var client = crowd.Host.Trading.Client();
                client.DefaultRequestHeaders.Authorization = new("Bearer", crowd.Tokens[f]);
                var (status, body) = await Firm.Send(client, crowd.Id, crowd.Chains[f][0]);
                if (status is not HttpStatusCode.Created)
                    throw new InvalidOperationException(System.Text.Encoding.UTF8.GetString(body));
            });
            await crowd.Host.Tick();
            crowd.Host.Trading.Legal.Now = Deadline;
            var clock = Stopwatch.StartNew();
            await crowd.Host.Due();
            await crowd.Host.Tick();
            var (opened, said) = await crowd.Host.Trading.Do(People.Agency, $"/procurements/{crowd.Id}/opening/start", new { });
            var seconds = clock.Elapsed.TotalSeconds;
            if (opened is not HttpStatusCode.OK)
                throw new InvalidOperationException(said.ToString());
            Report.Row(firms, firms * Sections, seconds, 1000 * seconds / firms);
        }
    }
}
