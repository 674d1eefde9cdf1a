using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Cryptography;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Registry;
using Tongcai.Trading.Tests.Opening;

namespace Tongcai.Trading.Tests.Bidding;

/// <summary>The list of severe dishonesty at the moment of bidding: by the signed entries of the authority, on the days they stand.</summary>
public sealed class ListedFirmTests
{
    private static readonly DateOnly First = new(2026, 4, 10);
    private static readonly DateOnly Last = new(2026, 4, 20);

    private static DateTimeOffset Beijing(DateOnly day, int hour, int minute = 0) => new(day.Year, day.Month, day.Day, hour, minute, 0, TimeSpan.FromHours(8));

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    [Cites("CRD-02"), Cites("CRD-03")]
    public async Task A_listed_firm_is_refused_from_the_first_day_to_the_last_and_bids_again_on_the_day_after(string engine)
    {
        await using var host = await SealedHost.Start(engine);
        var (chain, firms) = await SealedBidTests.Noticed(host, 2);
        var (listed, other) = (firms[0], firms[1]);
        using var key = Sm2PrivateKey.Generate();
        await Learn(host, key, Entry("91410100" + listed.Id, key));

        host.Trading.Legal.Now = Beijing(First, 0).AddMilliseconds(-1);
        var held = await listed.Seal(host.Trading, chain.Id, 30_000_000);
        Assert.NotNull(held);
        foreach (var at in new[] { Beijing(First, 0), Beijing(Last, 23, 59) })
        {
            host.Trading.Legal.Now = at;
            var (status, body) = await listed.Send(host.Trading, chain.Id, await listed.Pack(host.Trading, chain.Id, 29_000_000));
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "CRD-02"), (status, Firm.RuleOf(body)));
            var text = System.Text.Encoding.UTF8.GetString(body);
            Assert.Contains("2026-04-21 起可以参加", text, StringComparison.Ordinal);
            Assert.Contains("中财购罚〔2026〕1号", text, StringComparison.Ordinal);
            using var client = await host.Trading.Api(listed.Actor);
            using var envelope = new ByteArrayContent((await listed.Pack(client, chain.Id, 29_000_000, new(at))).Envelope);
            using var rehearsed = await client.PostAsync($"/api/v1/procurements/{chain.Id}/bids/rehearsal", envelope);
            Assert.Contains("CRD-02", await rehearsed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        // What was handed in before can be taken back; a firm that is not on the list is not concerned.
        await listed.Seal(host.Trading, chain.Id, null);
        await other.Seal(host.Trading, chain.Id, 31_000_000);
        host.Trading.Legal.Now = Beijing(Last.AddDays(1), 0);
        await listed.Seal(host.Trading, chain.Id, 28_000_000);
    }

    [Fact]
    public async Task A_revoked_entry_bars_nobody_from_that_day_and_what_the_authority_has_not_signed_bars_nobody()
    {
        await using var host = await SealedHost.Start("sqlite");
        var (chain, firms) = await SealedBidTests.Noticed(host, 1);
        var firm = firms[0];
        var code = "91410100" + firm.Id;
        using var key = Sm2PrivateKey.Generate();
        using var strange = Sm2PrivateKey.Generate();
        host.Trading.Legal.Now = Beijing(new(2026, 4, 15), 9);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Learn(host, key, Entry(code, strange)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Learn(host, key, Entry(code, key) with { To = new(2029, 4, 9) }));
        await firm.Seal(host.Trading, chain.Id, 30_000_000);

        await Learn(host, key, Entry(code, key));
        Assert.Equal("CRD-02", Firm.RuleOf((await firm.Send(host.Trading, chain.Id, await firm.Pack(host.Trading, chain.Id, 29_000_000))).Body));
        var revoked = new DishonestyChanged("entry-1", code, "revoked", "中财购罚〔2026〕2号", "复议撤销", "", "", new(2026, 4, 16), First, Last, new(2026, 4, 16), "");
        await Learn(host, key, revoked with { Signature = AuthoritySignature.Sign(revoked.SignedText(), key) });
        Assert.Equal("CRD-02", Firm.RuleOf((await firm.Send(host.Trading, chain.Id, await firm.Pack(host.Trading, chain.Id, 29_000_000))).Body));
        host.Trading.Legal.Now = Beijing(new(2026, 4, 16), 0);
        await firm.Seal(host.Trading, chain.Id, 28_000_000);
    }

    [Fact, Cites("CRD-01"), Cites("CRD-02")]
    public async Task The_review_of_qualification_shows_the_query_and_proposes_what_the_list_says_without_deciding()
    {
        await using var host = await SealedHost.Start("sqlite");
        var (chain, firms) = await SealedBidTests.Noticed(host, 3);
        foreach (var firm in firms)
            await firm.Seal(host.Trading, chain.Id, 30_000_000);
        using var key = Sm2PrivateKey.Generate();
        // Listed after it had handed in its bid.
        await Learn(host, key, Entry("91410100" + firms[0].Id, key, new(2027, 4, 9)));
        Assert.Equal(HttpStatusCode.OK, (await SealedBidTests.Open(host, chain.Id)).Status);
        await chain.Done(People.Agency, $"/procurements/{chain.Id}/opening/record", new { });
        var page = WebUtility.HtmlDecode((await host.Trading.Page(People.Agency, $"/procurements/{chain.Id}/qualification")).Html);
        Assert.Contains("失信名单查询", page, StringComparison.Ordinal);
        Assert.Contains("投标单位1因政府采购法第七十七条第一款第（三）项的情形被列入", page, StringComparison.Ordinal);
        Assert.DoesNotContain("投标单位2因", page, StringComparison.Ordinal);
    }

    private static DishonestyListed Entry(string code, Sm2PrivateKey key, DateOnly? last = null)
    {
        var entry = new DishonestyListed("entry-1", "", "投标单位1", code, "", "supplier", "中州市财政局", "中财购罚〔2026〕1号", "事实", "collusion", "政府采购法第七十七条第一款第（三）项", "禁止参加", First, First, last ?? Last, "", "");
        return entry with { Signature = AuthoritySignature.Sign(entry.SignedText(), key) };
    }

    private static async Task Learn<TFact>(SealedHost host, Sm2PrivateKey authority, TFact fact)
        where TFact : IFact
    {
        var services = new ServiceCollection().AddSingleton(host.Trading.Store);
        services.AddListings(Convert.ToBase64String(authority.PublicKey.ToPoint()));
        await using var readers = services.BuildServiceProvider();
        var kind = FactKinds.Published.Of(fact);
        var leaf = new FactLeaf(kind.Kind, kind.Version, RandomId.New(), fact.Stream, 1, host.Trading.Legal.Now, "", BodyDigest.Of([]), null, null);
        var commit = await readers.GetServices<FactReader>().Single(r => r.FactType == typeof(TFact)).Read(fact, new FactOrigin("watch.test/ledger", 1, leaf, false), TestContext.Current.CancellationToken);
        Assert.IsType<Committed>(await host.Trading.Store.Execute(commit.Record(new ClockJumped(1, host.Trading.Legal.Now, 1))));
    }
}
