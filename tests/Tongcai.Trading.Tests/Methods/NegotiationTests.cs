using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Trustees;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Tests;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Evaluation;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Tests.Bidding;

namespace Tongcai.Trading.Tests.Methods;

/// <summary>竞争性磋商、竞争性谈判: talks, changes, last offers sealed to the same key.</summary>
public sealed class NegotiationTests
{
    private static async Task Talk(MethodChain chain, params int[] firms)
    {
        foreach (var i in firms)
            await chain.Chain.Done(chain.Experts[0], $"/procurements/{chain.Id}/talks", new { LotId = chain.Lot, SupplierId = chain.Firms[i].Id, WholeGroup = true, Minutes = "请说明打印速度和送货安排，供应商逐项答复。" });
    }

    private static async Task<DateTimeOffset> Call(SealedHost host, MethodChain chain)
    {
        var deadline = host.Trading.Legal.Now.AddMinutes(30);
        await chain.Chain.Done(chain.Experts[0], $"/procurements/{chain.Id}/offers", new { Deadline = deadline });
        return deadline;
    }

    /// <summary>The round's deadline passes; the trustees open it.</summary>
    private static async Task Close(SealedHost host, DateTimeOffset deadline)
    {
        host.Trading.Legal.Now = deadline;
        await host.Due();
        await host.Tick();
        await host.Due();
    }

    [Fact, Cites("CST-01"), Cites("CST-04"), Cites("NEG-03"), Cites("NEG-04"), Cites("NEG-06"), Cites("NEG-11")]
    public async Task 磋商从计划办到支付_机会均等_变动经确认同时通知_最后报价截止前谁也看不到()
    {
        await using var host = await SealedHost.Start("sqlite");
        var chain = new MethodChain(host, "JZXCS");
        await chain.ToOpened(33_000_000, 31_000_000, 32_000_000, 34_000_000);
        await chain.Comply();
        await chain.Chain.Refused(chain.Experts[0], $"/procurements/{chain.Id}/report", new { LotId = chain.Lot, LowPrices = Array.Empty<object>(), Opinion = "同意" }, "NEG-11");

        await Talk(chain, 0, 1, 2);
        await chain.Chain.Refused(chain.Experts[0], $"/procurements/{chain.Id}/offers", new { Deadline = host.Trading.Legal.Now.AddHours(2) }, "NEG-04");
        await Talk(chain, 3);
        var change = (await chain.Chain.Done(chain.Experts[0], $"/procurements/{chain.Id}/changes", new { LotId = chain.Lot, Kind = "technical", Text = "打印速度由每分钟 30 页改为每分钟 35 页（A4）" }))["result"]!["changeId"]!.GetValue<string>();
        await chain.Chain.Refused(chain.Experts[0], $"/procurements/{chain.Id}/offers", new { Deadline = host.Trading.Legal.Now.AddHours(2) }, "NEG-03");
        await chain.Chain.Refused(MethodChain.Representative, $"/procurements/{chain.Id}/changes/{change}/confirmation", new { Confirmed = false }, "NEG-03");
        Assert.Empty((await chain.Firms[0].Terms(host.Trading, chain.Id))["changes"]!.AsArray());
        await chain.Chain.Done(chain.Firms[3].Actor, $"/procurements/{chain.Id}/leaving", new { LotId = chain.Lot, Sure = true });
        await chain.Chain.Done(MethodChain.Representative, $"/procurements/{chain.Id}/changes/{change}/confirmation", new { Confirmed = true });
        var facts = await host.Trading.Store.Read(c => c.FactsOf(chain.Id));
        Assert.Equal(["org-firm-1", "org-firm-2", "org-firm-3"], facts.Where(f => f.Kind == "change.notified").Select(f => f.Party).Order());
        Assert.Contains("每分钟 35 页", (await chain.Firms[0].Terms(host.Trading, chain.Id))["changes"]![0]!.GetValue<string>(), StringComparison.Ordinal);

        var deadline = await Call(host, chain);
        await chain.Chain.Refused(chain.Firms[3].Actor, $"/procurements/{chain.Id}/leaving", new { LotId = chain.Lot, Sure = true }, "NEG-06");
        var terms = await chain.Firms[0].Terms(host.Trading, chain.Id);
        Assert.Equal((2, chain.Lot + ".r2"), (terms["round"]!.GetValue<int>(), terms["lots"]![0]!["lotId"]!.GetValue<string>()));
        Assert.Equal((HttpStatusCode.OK, deadline), await Rehearse(host, chain, chain.Firms[0]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Rehearse(host, chain, chain.Firms[3])).Status);
        await chain.Firms[0].Seal(host.Trading, chain.Id, 30_000_000);
        await chain.Firms[1].Seal(host.Trading, chain.Id, 30_500_000);
        await chain.Firms[2].Seal(host.Trading, chain.Id, 31_500_000);
        await chain.Chain.Refused(chain.Firms[0].Actor, $"/procurements/{chain.Id}/leaving", new { LotId = chain.Lot, Sure = true }, "NEG-06");
        Assert.Contains("截止前不解密", (await AskTrustee(host, chain)).Problem, StringComparison.Ordinal);
        await Nothing_of_a_last_offer_shows(host, chain);

        await Close(host, deadline);
        Assert.NotNull((await AskTrustee(host, chain)).Value);
        Assert.Equal([30_000_000, 30_500_000, 31_500_000], (await chain.Opened(chain.Lot + ".r2")).Select(b => b.PriceFen));
        await chain.Comply();
        // The dearest offer has the best technique.
        await chain.Score(b => b.SupplierId switch { "org-firm-3" => 6000, _ => 3000 });
        await chain.Report();
        Assert.Equal(("中州供货3公司", 31_500_000), await chain.ToPaid());
        await The_round_opens_without_the_platform(host, chain);
        var contract = (await host.Trading.Store.Read(c => c.Where<Contract>("procurement_id = @Id", new { chain.Id }))).Single();
        Assert.Contains("315,000.00", contract.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("320,000.00", contract.Text, StringComparison.Ordinal);
        var notices = await host.Trading.Store.Read(c => c.Where<Notice>("procurement_id = @Id order by published_on, number, kind", new { chain.Id }));
        Assert.Equal(["实训楼打印机采购竞争性磋商公告", "实训楼打印机采购成交结果公告"], notices.Select(n => n.Title));
        Assert.Empty(await host.Trading.App.Services.GetRequiredService<Reconciler>().Run());
    }

    /// <summary>试投 of an offer in the lot that goes on now, and until when it could be handed in.</summary>
    private static async Task<(HttpStatusCode Status, DateTimeOffset? Deadline)> Rehearse(SealedHost host, MethodChain chain, Firm firm)
    {
        using var client = await host.Trading.Api(firm.Actor);
        var packed = await firm.Pack(client, chain.Id, 30_000_000, new(host.Trading.Legal.Now, Lot: chain.Lot + ".r2"));
        using var content = new ByteArrayContent(packed.Envelope);
        using var answer = await client.PostAsync($"/api/v1/procurements/{chain.Id}/bids/rehearsal", content);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["deadline"]?.GetValue<DateTimeOffset>());
    }

    /// <summary>Before the round's deadline: no row, no public word, no page.</summary>
    private static async Task Nothing_of_a_last_offer_shows(SealedHost host, MethodChain chain)
    {
        await host.Tick();
        Assert.Empty(await chain.Opened(chain.Lot + ".r2"));
        foreach (var told in (await host.Trading.Store.Read(c => c.FactsOf(chain.Id))).Where(f => f.FactClass is not Exchange.FactClass.Sealed))
            Assert.DoesNotContain("30000000", Encoding.UTF8.GetString(told.Body), StringComparison.Ordinal);
        foreach (var reader in new[] { People.Agency, chain.Experts[0], MethodChain.Representative, chain.Firms[1].Actor })
        {
            foreach (var path in new[] { $"/procurements/{chain.Id}/evaluation", $"/procurements/{chain.Id}/opening", $"/procurements/{chain.Id}" })
            {
                var (_, html) = await host.Trading.Page(reader, path);
                Assert.DoesNotContain("300,000.00", html, StringComparison.Ordinal);
                Assert.DoesNotContain(".r2", html, StringComparison.Ordinal);
            }
        }

        await host.Trading.App.Services.GetRequiredService<Opener>().TryRound(chain.Id, default);
        Assert.Empty(await chain.Opened(chain.Lot + ".r2"));
    }

    /// <summary>From the ledger, the trustee's own program and the stored chunks alone; the first responses are in no package of the round.</summary>
    private static async Task The_round_opens_without_the_platform(SealedHost host, MethodChain chain)
    {
        var folder = Path.Combine(host.Folder, "round");
        Assert.True(await OpeningPackages.Written(["opening-package", chain.Id, folder, "2"], host.Trading.App.Services));
        Assert.True(await Trustee.PackageOpening.Written(["partials", folder], host.TrusteeServices(0)));
        Assert.Equal(0, Environment.ExitCode);
        var package = JsonSerializer.Deserialize<OpeningPackage>(await File.ReadAllBytesAsync(Path.Combine(folder, OpeningPackage.File)), WireJson.Options)!;
        var partials = JsonSerializer.Deserialize<TrusteePartials>(await File.ReadAllBytesAsync(Path.Combine(folder, "partials-1.json")), WireJson.Options)!;
        var opened = await Run(package with { Partials = [partials] });
        Assert.True(opened.IsOpened, string.Join('\n', opened.Checks.Steps));
        Assert.Equal(3, opened.Sections.Select(s => s.BidId).Distinct().Count());
        Assert.All(opened.Sections, s => Assert.Equal(chain.Lot + ".r2", s.Lot));
        // The same envelopes are none of the first round.
        Assert.False((await Run(package with { Round = 1, Partials = [partials] })).IsOpened);

        Task<Reopened> Run(OpeningPackage from) => new Reopening(host.Tiles, host.Policy, (sm3, stop) => Task.FromResult<byte[]?>(File.ReadAllBytes(Path.Combine(folder, OpeningPackage.ChunkPath(sm3))))).Run(from, (_, _) => Stream.Null, default);
    }

    /// <summary>Asks a trustee for its part of a last offer, as a platform would that does not keep to the deadline.</summary>
    private static async Task<TrusteeAnswer<PartialsAnswer>> AskTrustee(SealedHost host, MethodChain chain)
    {
        await host.Tick();
        var client = host.Trading.App.Services.GetRequiredService<TrusteeClient>();
        var (key, facts, bids) = await host.Trading.Store.Read(async c => (await c.Find<ProjectKeyRow>(chain.Id), await c.FactsOf(chain.Id), await c.Where<Bid>("procurement_id = @Id and lot_id = @Lot", new { chain.Id, Lot = chain.Lot + ".r2" })));
        var fact = facts.First(f => f.Kind == "bid.sealed" && Encoding.UTF8.GetString(f.Body).Contains(bids[0].Id, StringComparison.Ordinal));
        var proof = new Exchange.Follow.RestrictedFact(0, fact.LeafIndex!.Value, (int)fact.Slot!.Value, fact.InnerPath!, fact.Leaf, fact.Salt!, fact.Body);
        return await client.Partials(client.Panel.Trustees[0], OpenKey.CeremonyOf(key!), new([new(bids[0].Id, bids[0].Envelope, proof)]), default);
    }

    [Fact, Cites("NEG-01"), Cites("NEG-05")]
    public async Task 谈判从计划办到支付_最后报价最低的成交()
    {
        await using var host = await SealedHost.Start("sqlite");
        var chain = new MethodChain(host, "JZXTP");
        await chain.ToOpened(33_000_000, 31_000_000, 32_000_000);
        await chain.Comply();
        await Talk(chain, 0, 1, 2);
        var deadline = await Call(host, chain);
        await chain.Firms[0].Seal(host.Trading, chain.Id, 28_000_000);
        await chain.Firms[1].Seal(host.Trading, chain.Id, 29_000_000);
        await chain.Firms[2].Seal(host.Trading, chain.Id, 29_500_000);
        await Close(host, deadline);
        // Without a change only the price of the last offer counts: the response stays the first.
        var standing = (await host.Trading.Store.Read(c => EvaluationCase.Load(c, chain.Id))).ToReview(chain.Lot);
        Assert.Equal([28_000_000, 29_000_000, 29_500_000], standing.Select(b => b.PriceFen).Order());
        await chain.Comply();
        await chain.Report();
        Assert.Equal(("中州供货1公司", 28_000_000), await chain.ToPaid());
    }

    [Fact, Cites("NEG-01")]
    public async Task 最后报价不足三家终止_封着的不开()
    {
        await using var host = await SealedHost.Start("sqlite");
        var chain = new MethodChain(host, "JZXTP");
        await chain.ToOpened(33_000_000, 31_000_000, 32_000_000);
        await chain.Comply();
        await Talk(chain, 0, 1, 2);
        var deadline = await Call(host, chain);
        await chain.Firms[0].Seal(host.Trading, chain.Id, 28_000_000);
        await chain.Firms[1].Seal(host.Trading, chain.Id, 29_000_000);
        var late = await chain.Firms[2].Pack(host.Trading, chain.Id, 27_000_000);
        host.Trading.Legal.Now = deadline;
        Assert.Equal("BID-01", Firm.RuleOf((await chain.Firms[2].Send(host.Trading, chain.Id, late)).Body));
        await Close(host, deadline);
        var ended = await chain.Chain.Procurement();
        Assert.Equal((Stage.Ended, "failed", "提交最后报价的供应商不足三家，终止采购活动。"), (ended.Stage, ended.Ending, ended.EndingReason));
        Assert.Empty(await chain.Opened(chain.Lot + ".r2"));
    }

    [Fact, Cites("NEG-01"), Cites("NEG-06")]
    public async Task 退出后不足三家终止()
    {
        await using var host = await SealedHost.Start("sqlite");
        var chain = new MethodChain(host, "JZXTP");
        await chain.ToOpened(33_000_000, 31_000_000, 32_000_000);
        await chain.Comply();
        await chain.Chain.Done(chain.Firms[2].Actor, $"/procurements/{chain.Id}/leaving", new { LotId = chain.Lot, Sure = true });
        Assert.Equal(Stage.Ended, (await chain.Chain.Procurement()).Stage);
    }
}
