using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Trustees;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Tests.Bidding;

namespace Tongcai.Trading.Tests.Opening;

/// <summary>解密的补救：missing trustees are called, then bidders open with their own copies, then what stays closed is nobody's fault but the trustees'.</summary>
public sealed class RecoveryTests
{
    private static readonly DateTimeOffset Deadline = new(2026, 4, 28, 1, 30, 0, TimeSpan.Zero);

    private static async Task<JsonNode> Hall(SealedHost host, string id)
    {
        using var client = await host.Trading.Api(null);
        return JsonNode.Parse(await client.GetStringAsync($"/api/v1/procurements/{id}/opening"))!;
    }

    private static async Task At(SealedHost host, DateTimeOffset now, string id)
    {
        host.Trading.Legal.Now = now;
        _ = await host.Trading.Do(People.Agency, $"/procurements/{id}/opening/start", new { });
        await host.Tick();
    }

    private static object Keys(params IEnumerable<DisclosedKey> keys) => new { Keys = JsonSerializer.Serialize(keys, WireJson.Options) };

    private static async Task<string> Refused(SealedHost host, Firm firm, string id, object body)
    {
        var (status, problem) = await host.Trading.Do(firm.Actor, $"/procurements/{id}/opening/keys", body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("OPN-08", problem.ToJsonString(), StringComparison.Ordinal);
        return problem["detail"]!.GetValue<string>();
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    [Cites("OPN-08")]
    public async Task 受托人不足时依次催请_由投标人用自留密钥解密_逾时未开启的视为撤回(string engine)
    {
        await using var host = await SealedHost.Start(engine, 2, 2);
        var (chain, firms) = await SealedBidTests.Noticed(host, 4);
        List<(string Id, byte[] Envelope)> bids = [];
        foreach (var (i, firm) in firms.Index())
        {
            var envelope = await firm.Pack(host.Trading, chain.Id, 30_000_000 + i);
            var (_, body) = await firm.Send(host.Trading, chain.Id, envelope);
            bids.Add((JsonNode.Parse(body)!["receipt"]!["bidId"]!.GetValue<string>(), envelope));
        }

        IEnumerable<DisclosedKey> Own(int i) => new[] { "opening", "technical", "price" }.Select(s => firms[i].Disclose(bids[i].Id, bids[i].Envelope, s));
        await host.StopTrustee(1);
        host.Trading.Legal.Now = Deadline;
        await host.Due();
        await host.Tick();

        // Before a quarter of an hour nothing is on record, and no bidder need do anything.
        await At(host, Deadline.AddMinutes(14), chain.Id);
        Assert.Contains("不需要投标人解密", await Refused(host, firms[0], chain.Id, Keys(Own(0))), StringComparison.Ordinal);
        await At(host, Deadline.AddMinutes(15), chain.Id);
        await At(host, Deadline.AddMinutes(16), chain.Id);
        var facts = await host.Trading.Store.Read(c => c.FactsOf(chain.Id));
        var called = (OpeningCalled)FactBody.Read(FactKinds.Published.Find("opening.called")!, facts.Single(f => f.Kind == "opening.called").Body).Fact!;
        Assert.Equal("受托人2", Assert.Single(called.Missing));
        Assert.Equal("OPN-08", called.Rule);
        Assert.Equal(Deadline.AddMinutes(15), called.CalledAt);
        Assert.InRange(called.TrusteesUntil - called.CalledAt, TimeSpan.FromMinutes(10), OpeningRecovery.LongestWait);
        Assert.Contains("催请", (await Hall(host, chain.Id))["waiting"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("正在等待", await Refused(host, firms[0], chain.Id, Keys(Own(0))), StringComparison.Ordinal);

        // The bidders' time: keys are taken that fit what was sealed, and only by their own bidder.
        await At(host, called.TrusteesUntil, chain.Id);
        Assert.Contains("自留密钥", (await Hall(host, chain.Id))["waiting"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("不符", await Refused(host, firms[0], chain.Id, Keys(Own(0).First() with { Key = new byte[32] })), StringComparison.Ordinal);
        Assert.Contains("不是本单位", await Refused(host, firms[1], chain.Id, Keys(Own(0))), StringComparison.Ordinal);
        Assert.Contains("无法读取", await Refused(host, firms[0], chain.Id, new { Keys = "{}" }), StringComparison.Ordinal);
        using (var client = await host.Trading.Api(firms[0].Actor))
            Assert.Equal(3, JsonNode.Parse(await client.GetStringAsync($"/api/v1/procurements/{chain.Id}/opening/self"))!.AsArray().Count);
        for (var i = 0; i < 3; i++)
            await chain.Done(firms[i].Actor, $"/procurements/{chain.Id}/opening/keys", Keys(Own(i)));
        Assert.Contains("已经提交过", await Refused(host, firms[0], chain.Id, Keys(Own(0))), StringComparison.Ordinal);
        await At(host, called.BiddersUntil.AddSeconds(-1), chain.Id);
        Assert.Empty((await Hall(host, chain.Id))["bids"]!.AsArray());

        // Then it goes on: three were opened by their bidders, the fourth is taken back without its bidder's fault.
        await At(host, called.BiddersUntil, chain.Id);
        var opened = (await Hall(host, chain.Id))["bids"]!.AsArray();
        Assert.Equal([30_000_000L, 30_000_001, 30_000_002], opened.Where(b => b!["cause"]!.GetValue<string>().Length == 0).Select(b => b!["priceFen"]!.GetValue<long>()).Order());
        Assert.Equal((bids[3].Id, "platform"), opened.Where(b => b!["cause"]!.GetValue<string>().Length > 0).Select(b => (b!["bidId"]!.GetValue<string>(), b["cause"]!.GetValue<string>())).Single());
        facts = await host.Trading.Store.Read(c => c.FactsOf(chain.Id));
        Assert.Equal(3, ((ContentKeysDisclosed)FactBody.Read(FactKinds.Published.Find("bidkeys.disclosed")!, facts.Single(f => f.Kind == "bidkeys.disclosed").Body).Fact!).Keys.Count);
        Assert.Equal(3, facts.Count(f => f.Kind == "bidkey.handed"));
        Assert.Empty(await ReconciledFindings(host));

        // Anybody repeats it from the ledger and the package.
        using var anybody = await host.Trading.Api(null);
        var package = JsonSerializer.Deserialize<OpeningPackage>(await anybody.GetByteArrayAsync($"/api/v1/procurements/{chain.Id}/opening/package"), WireJson.Options)!;
        var chunks = host.Trading.App.Services.GetService(typeof(Trading.Bidding.ChunkStore)) as Trading.Bidding.ChunkStore;
        var names = package.Bids.SelectMany(b => Cryptography.SealedEnvelope.TryParse(b.Document)!.Envelope is var e ? e.Sections.SelectMany(s => s.Chunks).Select(k => (k.Sm3, e.Bidder)) : []).DistinctBy(k => k.Sm3).ToDictionary(k => k.Sm3, k => k.Bidder);
        var again = await new Reopening(host.Tiles, host.Policy, (sm3, stop) => chunks!.Read(chain.Id, names[sm3], sm3, stop)).Run(package, (_, _) => Stream.Null, default);
        Assert.True(again.IsOpened);
        Assert.Equal(3, again.Sections.Count(s => s.ByBidder));
    }

    [Fact]
    public async Task A_trustee_that_comes_back_while_it_is_called_opens_and_nobody_hands_in_anything()
    {
        await using var host = await SealedHost.Start("sqlite", 2, 2);
        var (chain, firms) = await SealedBidTests.Noticed(host, 3);
        foreach (var firm in firms)
            await firm.Seal(host.Trading, chain.Id, 30_000_000);
        await host.StopTrustee(1);
        host.Trading.Legal.Now = Deadline;
        await host.Due();
        await host.Tick();
        await At(host, Deadline.AddMinutes(20), chain.Id);
        await host.StartTrustee(1);
        await At(host, Deadline.AddMinutes(25), chain.Id);
        Assert.Equal("opened", (await Hall(host, chain.Id))["state"]!.GetValue<string>());
        var facts = await host.Trading.Store.Read(c => c.FactsOf(chain.Id));
        Assert.Contains(facts, f => f.Kind == "opening.called");
        Assert.DoesNotContain(facts, f => f.Kind == "bidkeys.disclosed");
    }

    private static async Task<IReadOnlyList<object>> ReconciledFindings(SealedHost host) =>
        [.. await Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Reconciler>(host.Trading.App.Services).Run()];
}
