using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tongcai.Cryptography;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Storage.Sqlite;
using Tongcai.Platform.Time;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Tests.Opening;

namespace Tongcai.Trading.Tests.Bidding;

/// <summary>
/// The platform is killed at the nth fsync after a bidder began to upload and seal. The bidder's program asks what is missing, sends it and hands in the same envelope again: there is one
/// bid, and what was receipted is there with the same receipt.
/// </summary>
public sealed class SealFaultTests
{
    private static readonly string[] Modes = ["kill", "vanish", "torn"];

    [Fact]
    [Fault(1)]
    [Fault(2)]
    [Fault(20)]
    public async Task Killed_at_the_nth_fsync_of_a_bid_there_are_never_two_and_none_that_was_receipted_is_lost() =>
        await Cut([.. Enumerable.Range(1, 10).Select(n => (Modes[n % 3], n))]);

    [Theory(Explicit = true)]
    [InlineData("kill")]
    [InlineData("vanish")]
    [InlineData("torn")]
    [Trait("drill", "seals")]
    public async Task Killed_at_each_of_200_fsyncs_of_bids_there_are_never_two_and_none_that_was_receipted_is_lost(string mode) =>
        await Cut([.. Enumerable.Range(1, 200).Select(n => (mode, n))]);

    private static async Task Cut(IReadOnlyList<(string Mode, int N)> cuts)
    {
        await using var host = await SealedHost.Start("sqlite");
        var (chain, firms) = await SealedBidTests.Noticed(host, 1);
        var (firm, id, now) = (firms[0], chain.Id, host.Trading.Legal.Now);
        using (var first = await host.Trading.Api(firm.Actor))
            _ = await Firm.Terms(first, id);
        var token = await host.Trading.Token(firm.Actor);
        await host.Leave();

        // Envelope digests with the receipts that the bidder holds, and the one that got no answer.
        Dictionary<string, byte[]> receipts = new(StringComparer.Ordinal), envelopes = new(StringComparer.Ordinal);
        Firm.Packed? unanswered = null;
        foreach (var (mode, n) in cuts)
        {
            await using var platform = await SealingProcess.Start(host.Folder, now, mode, n);
            using var client = platform.Client(token);
            if (unanswered is not null)
                await HandIn(client, unanswered);
            foreach (var (digest, receipt) in receipts)
                Assert.Equal(Firm.TextOf(receipt), Firm.TextOf((await Firm.Send(client, id, envelopes[digest])).Body));

            try
            {
                unanswered = await firm.Pack(client, id, 30_000_000, new(now));
                platform.Arm();
                while (true)
                {
                    await HandIn(client, unanswered);
                    unanswered = null;
                    unanswered = await firm.Pack(client, id, 30_000_000, new(now));
                }
            }
            catch (Exception e) when (e is HttpRequestException { StatusCode: null } or IOException)
            {
                // The power has failed: there was no answer.
            }

            Assert.Equal(137, await platform.End());
            await Sound();
        }

        Assert.NotEmpty(receipts);

        async Task HandIn(HttpClient client, Firm.Packed packed)
        {
            using var asked = new StringContent(JsonSerializer.Serialize(new { sm3 = packed.Chunks.Select(c => c.Chunk.Sm3) }), Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync($"/api/v1/procurements/{id}/chunks/missing", asked);
            var missing = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["missing"]!.AsArray().Select(m => m!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
            foreach (var (chunk, stored) in packed.Chunks.Where(c => missing.Contains(c.Chunk.Sm3)))
                Assert.Equal(HttpStatusCode.NoContent, await Firm.Upload(client, id, chunk.Sm3, stored));
            var (status, body) = await Firm.Send(client, id, packed.Envelope);
            Assert.True(status == HttpStatusCode.Created, Encoding.UTF8.GetString(body));
            var digest = SealedEnvelope.TryParse(packed.Envelope)!.Envelope.Digest();
            (receipts[digest], envelopes[digest]) = (body, packed.Envelope);
        }

        // What lies on the disk after the cut: each receipted bid once, at most the unanswered one besides, each with its fact, and every row as the ledger says.
        async Task Sound()
        {
            var setup = new StoreSetup([typeof(Chain).Assembly], new LegalTime(TimeProvider.System), new SystemTime());
            await using var store = SqliteStore.Open(Path.Combine(host.Folder, "trading", "data.db"), setup);
            var (bids, facts) = await store.Read(async c => (await c.Where<Bid>("procurement_id = @id", new { id }), await c.FactsOf(id)));
            var there = bids.Select(b => b.EnvelopeSm3).ToList();
            Assert.Equal(there.Count, there.Distinct().Count());
            Assert.Equal([], receipts.Keys.Except(there));
            Assert.InRange(there.Count, receipts.Count, receipts.Count + (unanswered is null ? 0 : 1));
            Assert.Equal(there.Count, facts.Count(f => f.Kind == "bid.sealed"));
            Assert.Equal(bids.Count > 0 ? 1 : 0, bids.Select(b => b.LotId).Distinct().Count());
            Assert.Empty(await new Reconciler(store, setup).Run());
        }
    }
}
