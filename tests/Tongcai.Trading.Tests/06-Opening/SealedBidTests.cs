using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;
using Tongcai.Trading.Tests.Bidding;

namespace Tongcai.Trading.Tests.Opening;

/// <summary>From the key ceremony to the recorded opening, over HTTP, with real trustees and a real ledger.</summary>
public sealed class SealedBidTests
{
    private static readonly DateTimeOffset Deadline = new(2026, 4, 28, 1, 30, 0, TimeSpan.Zero);

    internal static async Task<(ChainToNotice Chain, Firm[] Firms)> Noticed(SealedHost host, int firms)
    {
        var chain = new ChainToNotice(host.Trading);
        await chain.ToConfirmed();
        await chain.Done(People.Agency, $"/procurements/{chain.Id}/key", new { });
        host.Trading.Legal.Now = new DateTimeOffset(2026, 4, 7, 1, 0, 0, TimeSpan.Zero);
        await chain.Done(People.Agency, $"/procurements/{chain.Id}/notice", ChainToNotice.Notice());
        var all = Enumerable.Range(1, firms).Select(i => new Firm($"org-firm-{i}", $"投标单位{i}")).ToArray();
        foreach (var firm in all)
            await firm.Register(host.Trading.Store);
        return (chain, all);
    }

    internal static async Task<(HttpStatusCode Status, JsonNode Body)> Open(SealedHost host, string id)
    {
        host.Trading.Legal.Now = Deadline;
        await host.Due();
        await host.Tick();
        return await host.Trading.Do(People.Agency, $"/procurements/{id}/opening/start", new { });
    }

    private static Task<List<OpenedBidRow>> Opened(SealedHost host, string id) =>
        host.Trading.Store.Read(c => c.Where<OpenedBidRow>("procurement_id = @id order by price_fen", new { id }));

    [Theory]
    [InlineData("sqlite", 1, 1)]
    [InlineData("postgres", 1, 1)]
    [InlineData("sqlite", 3, 5)]
    public async Task Bids_are_sealed_replaced_withdrawn_and_only_the_last_are_opened(string engine, int k, int n)
    {
        await using var host = await SealedHost.Start(engine, k, n);
        var (chain, firms) = await Noticed(host, 5);
        foreach (var (firm, i) in firms.Select((f, i) => (f, i)))
            await firm.Seal(host.Trading, chain.Id, 30_000_000 + i);
        var replaced = await firms[0].Seal(host.Trading, chain.Id, 29_000_000);
        await firms[4].Seal(host.Trading, chain.Id, null);

        var (status, body) = await Open(host, chain.Id);
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        Assert.Equal("opened", body["state"]!.GetValue<string>());
        var opened = await Opened(host, chain.Id);
        Assert.Equal([29_000_000, 30_000_001, 30_000_002, 30_000_003], opened.Select(b => b.PriceFen));
        Assert.All(opened, b => Assert.Equal("", b.Cause));
        Assert.Equal("投标单位1", opened[0].SupplierName);
        Assert.Equal(replaced["receipt"]!["envelopeSm3"]!.GetValue<string>(), opened[0].EnvelopeSm3);
        Assert.Equal("每分钟 40 页", opened[0].Content.Value.Responses[0].Text);
        Assert.Equal(Stage.Opened, (await chain.Procurement()).Stage);

        await host.Tick();
        await EveryOpenedBidStoodInTheLedger(host, chain.Id);
        var (page, html) = await host.Trading.Page(null, $"/procurements/{chain.Id}/opening");
        Assert.Equal(HttpStatusCode.OK, page);
        Assert.Contains("290,000.00", html, StringComparison.Ordinal);
        Assert.DoesNotContain("投标单位5", html, StringComparison.Ordinal);

        await chain.Done(firms[1].Actor, $"/procurements/{chain.Id}/opening/objections", new { Text = "请核对第一家的名称" });
        await chain.Done(People.Agency, $"/procurements/{chain.Id}/opening/record", new { });
        await chain.Refused(firms[1].Actor, $"/procurements/{chain.Id}/opening/objections", new { Text = "再次提出异议" }, "OPN-07");
        Assert.Empty(await host.Trading.App.Services.GetRequiredService<Reconciler>().Run());
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task The_hall_tells_each_public_fact_once_as_it_comes_and_nothing_of_a_bid(string engine)
    {
        await using var host = await SealedHost.Start(engine);
        var (chain, firms) = await Noticed(host, 3);
        foreach (var firm in firms)
            await firm.Seal(host.Trading, chain.Id, 30_000_000);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var client = await host.Trading.Api(null);
        using var answer = await client.GetAsync($"/procurements/{chain.Id}/opening/events", HttpCompletionOption.ResponseHeadersRead, limit.Token);
        using var events = new StreamReader(await answer.Content.ReadAsStreamAsync(limit.Token));

        Assert.Equal(["key.ceremony", "notice.published"], await Until("notice.published"));
        Assert.Equal(HttpStatusCode.OK, (await Open(host, chain.Id)).Status);
        Assert.Equal(["deadline.passed", "partials.published", "bids.opened"], await Until("bids.opened"));
        await chain.Done(People.Agency, $"/procurements/{chain.Id}/opening/record", new { });
        Assert.Equal(["opening.recorded"], await Until("opening.recorded"));

        async Task<List<string>> Until(string kind)
        {
            List<string> kinds = [];
            while (kinds.LastOrDefault() != kind)
            {
                var line = await events.ReadLineAsync(limit.Token) ?? throw new EndOfStreamException();
                if (line.StartsWith("data: ", StringComparison.Ordinal))
                    kinds.Add(JsonNode.Parse(line[6..])!["kind"]!.GetValue<string>());
            }

            return kinds;
        }
    }

    private static async Task EveryOpenedBidStoodInTheLedger(SealedHost host, string id)
    {
        var facts = await host.Trading.Store.Read(c => c.FactsOf(id));
        var record = Assert.IsType<BidsOpened>(FactBody.Read(FactKinds.Published.Find("bids.opened")!, facts.Single(f => f.Kind == "bids.opened").Body).Fact);
        var commitments = facts.Where(f => f.Kind == "bid.sealed").Select(f => f.Commitment!).ToList();
        Assert.All(record.Bids, b => Assert.Contains(commitments, c => Commitment.Opens(c, Convert.FromBase64String(b.Salt), Convert.FromBase64String(b.Inner))));
    }

    [Fact]
    public async Task A_receipt_is_signed_by_both_ledger_keys_and_its_proof_verifies()
    {
        await using var host = await SealedHost.Start("sqlite");
        var (chain, firms) = await Noticed(host, 1);
        var answer = await firms[0].Seal(host.Trading, chain.Id, 30_000_000);
        var receipt = answer["receipt"]!;
        var text = Encoding.UTF8.GetString(CanonicalJson.Write(receipt));
        var keys = host.Trading.App.Services.GetRequiredService<LedgerKeys>();
        foreach (var (signer, said) in keys.Signers.Zip(answer["signatures"]!.AsArray()))
        {
            Assert.Equal(signer.Key.ToString(), said!["key"]!.GetValue<string>());
            var signature = new NoteSignature(signer.Key.Name, signer.Key.Id, Convert.FromBase64String(said["signature"]!.GetValue<string>()));
            Assert.True(signer.Key.Verify(text, signature, out _));
            Assert.False(signer.Key.Verify(text.Replace("false", "true ", StringComparison.Ordinal), signature, out _));
        }

        await host.Tick();
        using var client = await host.Trading.Api(firms[0].Actor);
        var again = JsonNode.Parse(await client.GetStringAsync($"/api/v1/procurements/{chain.Id}/receipts/{receipt["bidId"]}"))!;
        Assert.Equal(text, Encoding.UTF8.GetString(CanonicalJson.Write(again["receipt"]!.DeepClone())));
        var proof = SealedProof.Parse(Encoding.UTF8.GetBytes(again["proof"]!.GetValue<string>()));
        var policy = TlogPolicy.LogOnly(NoteKey.Parse(keys.VerifierKey));
        Assert.True(proof.Reveal(Convert.FromHexString(receipt["salt"]!.GetValue<string>()), Convert.FromBase64String(receipt["leaf"]!.GetValue<string>()), policy).Accepted);
        using var other = await host.Trading.Api(People.Supplier);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/v1/procurements/{chain.Id}/receipts/{receipt["bidId"]}")).StatusCode);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task The_same_envelope_gives_the_same_receipt_and_of_two_envelopes_one_wins(string engine)
    {
        await using var host = await SealedHost.Start(engine);
        var (chain, firms) = await Noticed(host, 1);
        var first = await firms[0].Pack(host.Trading, chain.Id, 30_000_000);
        var clicks = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => firms[0].Send(host.Trading, chain.Id, first)));
        Assert.All(clicks, c => Assert.Equal(HttpStatusCode.Created, c.Status));
        Assert.Single(clicks.Select(c => Firm.TextOf(c.Body)).Distinct());

        var (left, right) = (await firms[0].Pack(host.Trading, chain.Id, 29_000_000), await firms[0].Pack(host.Trading, chain.Id, 28_000_000));
        var race = await Task.WhenAll(firms[0].Send(host.Trading, chain.Id, left), firms[0].Send(host.Trading, chain.Id, right));
        Assert.Single(race, r => r.Status == HttpStatusCode.Created);
        Assert.Equal("BID-03", Firm.RuleOf(race.Single(r => r.Status != HttpStatusCode.Created).Body));

        host.Trading.Legal.Now = Deadline.AddDays(1);
        var late = await firms[0].Send(host.Trading, chain.Id, first);
        Assert.Equal(Firm.TextOf(clicks[0].Body), Firm.TextOf(late.Body));
    }

    [Fact]
    public async Task Thirty_two_bids_at_the_last_millisecond_are_all_taken_and_none_after_it()
    {
        await using var host = await SealedHost.Start("sqlite");
        var (chain, firms) = await Noticed(host, 33);
        var packed = await Task.WhenAll(firms.Select(f => f.Pack(host.Trading, chain.Id, 30_000_000)));
        host.Trading.Legal.Now = Deadline.AddMilliseconds(-1);
        var answers = await Task.WhenAll(firms.Take(32).Select((f, i) => f.Send(host.Trading, chain.Id, packed[i])));
        Assert.All(answers, a => Assert.True(a.Status == HttpStatusCode.Created, Encoding.UTF8.GetString(a.Body)));
        host.Trading.Legal.Now = Deadline;
        var late = await firms[32].Send(host.Trading, chain.Id, packed[32]);
        Assert.Equal("BID-01", Firm.RuleOf(late.Body));
        var (status, _) = await Open(host, chain.Id);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(32, (await Opened(host, chain.Id)).Count);
    }

    [Fact]
    [Cites("OPN-01")]
    public async Task 投标人不足三家_不得开标()
    {
        await using var host = await SealedHost.Start("sqlite");
        var (chain, firms) = await Noticed(host, 3);
        foreach (var firm in firms)
            await firm.Seal(host.Trading, chain.Id, 30_000_000);
        await firms[2].Seal(host.Trading, chain.Id, null);
        var (_, body) = await Open(host, chain.Id);
        Assert.Equal("failed", (await chain.Procurement()).Ending);
        Assert.Empty(await Opened(host, chain.Id));
        Assert.DoesNotContain("投标单位", (await host.Trading.Page(null, $"/procurements/{chain.Id}/opening")).Html, StringComparison.Ordinal);
        Assert.NotNull(body);
    }

    [Fact]
    public async Task A_trustee_that_is_absent_is_named_and_the_others_open_when_they_are_enough()
    {
        await using var host = await SealedHost.Start("sqlite", 2, 3);
        var (chain, firms) = await Noticed(host, 3);
        foreach (var firm in firms)
            await firm.Seal(host.Trading, chain.Id, 30_000_000);
        await host.StopTrustee(0);
        await host.StopTrustee(2);
        var (status, body) = await Open(host, chain.Id);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        var said = body["detail"]!.GetValue<string>();
        Assert.Contains("受托人1", said, StringComparison.Ordinal);
        Assert.Contains("受托人3", said, StringComparison.Ordinal);
        Assert.DoesNotContain("受托人2", said, StringComparison.Ordinal);

        // Its share, position and answers were on the disk.
        await host.StartTrustee(2);
        (status, body) = await Open(host, chain.Id);
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        Assert.Equal(3, (await Opened(host, chain.Id)).Count);
        Assert.Contains(host.Trading.App.Services.GetRequiredService<OpeningBoard>().Of(chain.Id), t => t is { Index: 1, Answered: false });
    }

    [Fact]
    public async Task No_trustee_decrypts_before_its_own_reading_of_the_ledger_says_that_the_deadline_has_passed()
    {
        await using var host = await SealedHost.Start("sqlite");
        var (chain, firms) = await Noticed(host, 3);
        foreach (var firm in firms)
            await firm.Seal(host.Trading, chain.Id, 30_000_000);
        await host.Tick();
        var (live, key) = await host.Trading.Store.Read(async c =>
        {
            var facts = (BidFacts.Among(await c.FactsOf(chain.Id))).ToDictionary(f => f.BidId, f => f.Fact);
            var bids = await c.Where<Bid>("procurement_id = @id", new { id = chain.Id });
            return (bids.Select(b => new LiveBid(b, "", "", facts[b.Id])).ToList(), (await c.Find<ProjectKeyRow>(chain.Id))!);
        });
        using var scope = host.Trading.App.Services.CreateScope();
        var client = scope.ServiceProvider.GetRequiredService<TrusteeClient>();
        var request = new Exchange.Trustees.PartialsRequest([.. live.Select(b => b.ForTrustees())]);
        var early = await client.Partials(client.Panel.Trustees[0], OpenKey.CeremonyOf(key), request, default);
        Assert.Null(early.Value);
        Assert.Contains("截止前不解密", early.Problem, StringComparison.Ordinal);
        var health = await client.Health(client.Panel.Trustees[0], OpenKey.CeremonyOf(key), OpenKey.KeyOf(key)!, "abc123", default);
        Assert.NotNull(health.Value);

        // A bid that the ledger does not hold opens for nobody, even then.
        host.Trading.Legal.Now = Deadline;
        await host.Due();
        await host.Tick();
        var foreign = request.Bids[0] with { Fact = request.Bids[0].Fact with { Salt = new byte[32] } };
        var refused = await client.Partials(client.Panel.Trustees[0], OpenKey.CeremonyOf(key), new([foreign]), default);
        Assert.Contains("不在账本中", refused.Problem, StringComparison.Ordinal);

        // The clock of the trustee is its own.
        host.Trading.Legal.Now = Deadline.AddSeconds(-3);
        Assert.Contains("时钟", (await client.Partials(client.Panel.Trustees[0], OpenKey.CeremonyOf(key), request, default)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bid_page_has_no_field_that_a_browser_would_send_and_offers_withdrawal_of_what_was_handed_in()
    {
        await using var host = await SealedHost.Start("sqlite");
        var (chain, firms) = await Noticed(host, 1);
        using var client = await host.Trading.Api(firms[0].Actor);
        var before = await Form();
        Assert.DoesNotContain(" name=", before, StringComparison.Ordinal);
        Assert.Contains("tongcai bid pack", before, StringComparison.Ordinal);
        Assert.Contains("data-worker=\"/assets/seal.worker", before, StringComparison.Ordinal);
        Assert.DoesNotContain("data-withdraw", before, StringComparison.Ordinal);
        await firms[0].Seal(host.Trading, chain.Id, 30_000_000);
        Assert.Contains("data-withdraw", await Form(), StringComparison.Ordinal);

        async Task<string> Form()
        {
            var page = await client.GetStringAsync($"/procurements/{chain.Id}/bid");
            var start = page.IndexOf("<form class=\"stack\" data-seal", StringComparison.Ordinal);
            return page[start..page.IndexOf("</form>", start, StringComparison.Ordinal)];
        }
    }

    [Fact]
    public async Task Nobody_but_the_bidder_sees_a_difference_before_the_opening()
    {
        await using var host = await SealedHost.Start("sqlite");
        var (chain, firms) = await Noticed(host, 2);
        string[] paths =
        [
            "", "/opening", "/document", "/bid", "/receipts/aaaaaaaaaaaaaaaaaaaaaaaaaa", "/opening/objections", "/opening/record",
        ];
        Platform.Acts.Actor?[] readers = [null, People.Handler, People.Reviewer, People.Agency, People.OtherAgency, firms[1].Actor];
        _ = await firms[1].Terms(host.Trading, chain.Id);
        await host.Tick();
        var before = await Snapshot();
        await firms[0].Seal(host.Trading, chain.Id, 30_000_000);
        await firms[0].Seal(host.Trading, chain.Id, 29_000_000);
        await host.Tick();
        Assert.Equal(before, await Snapshot());

        async Task<List<string>> Snapshot()
        {
            List<string> seen = [];
            foreach (var reader in readers)
            {
                using var client = await host.Trading.Api(reader);
                foreach (var path in paths)
                {
                    foreach (var prefix in new[] { "", "/api/v1" })
                    {
                        using var answer = await client.GetAsync($"{prefix}/procurements/{chain.Id}{path}");
                        var body = await answer.Content.ReadAsStringAsync();
                        seen.Add($"{reader?.AccountId} {prefix}{path} {(int)answer.StatusCode} {answer.Headers.ETag} {Steady(body)}");
                    }
                }
            }

            return seen;
        }
    }

    /// <summary>Takes out what is different in every answer by design.</summary>
    private static string Steady(string body) => System.Text.RegularExpressions.Regex.Replace(
        body, """(name="_token"[^>]*value="[^"]*")|("traceId":"[^"]*")|([0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4})|(nonce="[^"]*")|(name="_key" value="[^"]*")""", "");
}
