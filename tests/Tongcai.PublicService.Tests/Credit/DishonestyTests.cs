using System.Net;
using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.PublicService.Tests.Credit;

/// <summary>The public list of severe dishonesty: search, page, paper and open data, day by day.</summary>
public sealed class DishonestyTests
{
    private static readonly DateTimeOffset Decided = SampleChain.At(2026, 7, 9, 10);

    private static DishonestyListed Entry(string id, string name, string code) => new(
        id, "", name, code, "中州市文渊路18号", "supplier", "中州市财政局", $"中财购罚〔2026〕{id[^1]}号", "报价呈规律性差异。", "collusion", "政府采购法第七十七条第一款第（三）项", "一年内禁止参加政府采购活动", new(2026, 7, 9), new(2026, 7, 10), new(2027, 7, 9),
        "六十日内申请行政复议。", "s");

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task An_entry_is_found_by_name_and_code_while_it_stands_and_its_change_keeps_what_stood_before(string engine)
    {
        await using var watch = await Source.Start("watch.test/ledger");
        var connection = engine == "postgres" ? await Databases.Postgres(new StoreSetup([typeof(PublicServicePlatform).Assembly], new LegalTime(TimeProvider.System), new SystemTime())) : "";
        await using var hub = await HubHost.Start(SampleChain.At(2026, 7, 10, 0), connection, watch.Followed);
        var (first, second) = (Entry("entry1", "河南启航教育装备有限公司", "91419900MA9D00654G"), Entry("entry2", "中州远图商贸有限公司", "91419900MA9D0054X7"));
        await watch.Say(new Said(first, Decided, "org-finance"), new Said(second, Decided, "org-finance"), new Said(
            new DishonestyChanged("entry2", second.CreditCode, "revoked", "中财购罚〔2026〕9号", "复议撤销", second.Conduct, second.Penalty, new(2026, 7, 10), second.From, second.To, new(2026, 7, 10), "s"), Decided.AddHours(1), "org-finance"));
        using (var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60)))
        {
            while (await hub.Store.Read(c => c.ExecuteScalarAsync<long>("select count(*) from dishonesty_change"), limit.Token) < 1)
                await Task.Delay(20, limit.Token);
        }

        Assert.Equal(["河南启航教育装备有限公司"], await Names("/credit"));
        Assert.Equal(["河南启航教育装备有限公司"], await Names("/credit?q=启航"));
        Assert.Equal(["河南启航教育装备有限公司"], await Names("/credit?q=91419900MA9D00654G"));
        Assert.Empty(await Names("/credit?q=%25"));
        Assert.Equal(["中州远图商贸有限公司"], await Names("/credit?state=changed"));
        Assert.Contains("不在名单期内", WebUtility.HtmlDecode((await hub.Page("/credit?q=某公司")).Html), StringComparison.Ordinal);

        var page = WebUtility.HtmlDecode((await hub.Page("/credit/entry1")).Html);
        Assert.All(new[] { "2027年7月10日起可以参加", "中财购罚〔2026〕1号", first.Conduct, "账本第" }, text => Assert.Contains(text, page, StringComparison.Ordinal));
        var revoked = WebUtility.HtmlDecode((await hub.Page("/credit/entry2")).Html);
        Assert.All(new[] { "已撤销", "复议撤销", "此前的内容：2026-07-10 至 2027-07-09" }, text => Assert.Contains(text, revoked, StringComparison.Ordinal));
        using var client = hub.Client();
        Assert.StartsWith("%PDF", System.Text.Encoding.ASCII.GetString(await client.GetByteArrayAsync("/credit/entry1.pdf"), 0, 4), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await hub.Page("/credit/none")).Status);

        var csv = await client.GetStringAsync("/open-data/credit/dishonesty.csv");
        Assert.Equal(2, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("entry1", await client.GetStringAsync("/open-data/credit/dishonesty.json"), StringComparison.Ordinal);

        // The last day it stands, the day after it does not, without anybody's act.
        hub.Legal.Now = new DateOnly(2027, 7, 9).Beijing(new(23, 59));
        Assert.Single(await Names("/credit"));
        hub.Legal.Now = new DateOnly(2027, 7, 10).Beijing(new(0, 0));
        Assert.Empty(await Names("/credit"));
        Assert.Contains("期限届满，已移出", WebUtility.HtmlDecode((await hub.Page("/credit/entry1")).Html), StringComparison.Ordinal);

        async Task<string[]> Names(string path) => [.. (await hub.Api(path)).Body["items"]!.AsArray().Select(i => i!["name"]!.GetValue<string>())];
    }
}
