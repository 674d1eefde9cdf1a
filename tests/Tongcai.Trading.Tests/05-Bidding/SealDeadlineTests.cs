using System.Net;
using System.Text;
using Tongcai.Cryptography;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Tests.Opening;

namespace Tongcai.Trading.Tests.Bidding;

/// <summary>The deadline to the millisecond, under load.</summary>
public sealed class SealDeadlineTests
{
    private const int Writers = 32;
    private const int Rounds = 32;
    private static readonly DateTimeOffset Deadline = new(2026, 4, 28, 1, 30, 0, TimeSpan.Zero);

    [Fact]
    [Cites("BID-01")]
    public async Task Of_32_writers_a_millisecond_before_the_deadline_is_in_time_and_a_millisecond_after_it_is_late_a_thousand_times()
    {
        await using var host = await SealedHost.Start("sqlite");
        var (chain, firms) = await SealedBidTests.Noticed(host, Writers);
        var clients = await Task.WhenAll(firms.Select(f => host.Trading.Api(f.Actor)));

        // Each firm's chain of replacements, made and signed beforehand: the same sealed sections under a new envelope.
        var chains = new List<byte[]>[Writers];
        for (var w = 0; w < Writers; w++)
        {
            var packed = await firms[w].Pack(clients[w], chain.Id, 30_000_000, new(host.Trading.Legal.Now));
            foreach (var (chunk, stored) in packed.Chunks)
                Assert.Equal(HttpStatusCode.NoContent, await Firm.Upload(clients[w], chain.Id, chunk.Sm3, stored));
            chains[w] = [packed.Envelope];
            for (var envelope = SealedEnvelope.TryParse(packed.Envelope)!; chains[w].Count < Rounds;)
                chains[w].Add((envelope = firms[w].Again(envelope)).ToBytes());
        }

        for (var round = 0; round < Rounds; round++)
        {
            host.Trading.Legal.Now = Deadline.AddMilliseconds(1);
            Assert.All(await Send(), a => Assert.Equal("BID-01", Firm.RuleOf(a.Body)));
            host.Trading.Legal.Now = Deadline.AddMilliseconds(-1);
            Assert.All(await Send(), a => Assert.True(a.Status == HttpStatusCode.Created, Encoding.UTF8.GetString(a.Body)));

            Task<(HttpStatusCode Status, byte[] Body)[]> Send() => Task.WhenAll(clients.Select((c, w) => Firm.Send(c, chain.Id, chains[w][round])));
        }

        var bids = await host.Trading.Store.Read(c => c.Where<Bid>("procurement_id = @id", new { id = chain.Id }));
        Assert.Equal(Writers * Rounds, bids.Count);
        Assert.All(bids, b => Assert.Equal(Deadline.AddMilliseconds(-1), b.ReceivedAt));
        foreach (var client in clients)
            client.Dispose();
    }
}
