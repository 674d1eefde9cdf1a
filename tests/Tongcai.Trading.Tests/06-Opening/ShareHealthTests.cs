using System.Text.Json.Nodes;
using Tongcai.Cryptography;
using Tongcai.Exchange.Trustees;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Tests.Bidding;

namespace Tongcai.Trading.Tests.Opening;

/// <summary>份额健康证明：a lost share is seen while it can be repaired.</summary>
public sealed class ShareHealthTests
{
    private static readonly DateTimeOffset Deadline = new(2026, 4, 28, 1, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, null)]
    [InlineData(-200, -194)]
    [InlineData(-26, -24)]
    [InlineData(-24, -18)]
    [InlineData(-3, -1)]
    [InlineData(-1, 5)]
    public void Shares_are_checked_every_six_hours_and_a_day_and_an_hour_before_the_deadline(int? last, int? next) =>
        Assert.Equal(next is { } n ? Deadline.AddHours(n) : DateTimeOffset.MinValue, ShareHealthWork.Next(last is { } l ? Deadline.AddHours(l) : null, Deadline));

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task The_hall_shows_proofs_that_anybody_verifies_and_names_a_trustee_that_lost_its_share(string engine)
    {
        await using var host = await SealedHost.Start(engine, 2, 2);
        var (chain, _) = await SealedBidTests.Noticed(host, 0);
        await host.Due();
        var first = await Health();
        Assert.Equal([1, 2], first.Select(h => h["index"]!.GetValue<int>()));
        var row = (await host.Trading.Store.Read(c => c.Find<ProjectKeyRow>(chain.Id)))!;
        var key = OpenKey.KeyOf(row)!;
        Assert.All(first, h =>
        {
            string Text(string name) => h[name]!.GetValue<string>();
            var (proof, words) = (new KnowledgeProof(Convert.FromHexString(Text("challenge")), Convert.FromHexString(Text("response"))), TrusteeProtocol.HealthContext(OpenKey.CeremonyOf(row), Text("nonce")));
            Assert.True(proof.Verify(key.Trustees[h["index"]!.GetValue<int>() - 1].Point, words));
            Assert.False(proof.Verify(key.Trustees[2 - h["index"]!.GetValue<int>()].Point, words));
            Assert.False(proof.Verify(key.Trustees[h["index"]!.GetValue<int>() - 1].Point, words + "x"));
            Assert.Equal("", Text("problem"));
        });

        // Nothing is asked again before it is due; then a trustee whose files are gone shows.
        await host.Due();
        Assert.Equal(first.Select(h => h.ToJsonString()), (await Health()).Select(h => h.ToJsonString()));
        await host.StopTrustee(1);
        host.LoseShares(1);
        await host.StartTrustee(1);
        host.Trading.Legal.Now = Deadline.AddHours(-24);
        await host.Due();
        var second = await Health();
        Assert.Equal("", second[0]["problem"]!.GetValue<string>());
        Assert.Contains("没有这次仪式的份额", second[1]["problem"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(first[1]["heldAt"]!.ToJsonString(), second[1]["heldAt"]!.ToJsonString());
        Assert.NotEqual(first[0]["nonce"]!.GetValue<string>(), second[0]["nonce"]!.GetValue<string>());
        var html = (await host.Trading.Page(null, $"/procurements/{chain.Id}/opening")).Html;
        Assert.Contains("已证明仍持有", html, StringComparison.Ordinal);
        Assert.Contains("没有这次仪式的份额", html, StringComparison.Ordinal);

        async Task<List<JsonNode>> Health()
        {
            using var anybody = await host.Trading.Api(null);
            return [.. JsonNode.Parse(await anybody.GetStringAsync($"/api/v1/procurements/{chain.Id}/opening"))!["health"]!.AsArray().OfType<JsonNode>()];
        }
    }
}
