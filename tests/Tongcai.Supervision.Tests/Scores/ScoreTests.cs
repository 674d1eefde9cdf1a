using System.Net;
using Microsoft.Extensions.Configuration;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers;
using Tongcai.Supervision.Scores;

namespace Tongcai.Supervision.Tests.Scores;

public sealed class ScoreTests
{
    private static readonly Actor College = new("acc-college", "陈立新", "org-college", "中州市职业技术学院", new HashSet<Role> { Role.Purchaser }, new HashSet<string> { Post.Handler });

    private static async Task Register(WatchHost host)
    {
        await host.Teach(new OrganisationRegistered("org-college", "中州市职业技术学院", "12419900MB0B00035R", ["purchaser"], "410100", "", "中州市学院路1号", ""), Given.At(1, 1));
        await host.Teach(new OrganisationRegistered("org-agency", "明衡招标", "91419900MA9C00119W", ["agency"], "410100", "small", "中州市建设路12号", ""), Given.At(1, 1));
        await host.Teach(new OrganisationRegistered("s1", "供应商s1", "91419900MA9D00216U", ["supplier"], "410100", "small", "中州市科苑路6号", ""), Given.At(1, 1));
    }

    private static async Task<IReadOnlyList<SubjectScore>> Compute(WatchHost host, string subject) =>
        await host.Store.Read(db => ScoreBook.Of(db, Risk.Credit.ScoreFormulas.All.Single(f => f.Subject == subject), FactKinds.Published, "watch.test/ledger", new(2026, 7, 9)));

    [Fact]
    public async Task 结果公告以前没有任何评价_公告以后才有()
    {
        await using var host = await WatchHost.Start();
        await Register(host);
        await host.TeachChain(11);
        Assert.Empty(await Compute(host, "agency"));
        Assert.Empty(await Compute(host, "purchaser"));
        await host.Teach(Given.Chain[11].Fact, Given.Chain[11].At);
        var agency = Assert.Single(await Compute(host, "agency"));
        Assert.Equal(("org-agency", 10000), (agency.Id, agency.Score.Hundredths));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task 公布连同要素和事实_异议不成立的答复_成立的重新计算_没有变化的不能成立(string engine)
    {
        await using var host = await WatchHost.Start(engine);
        await Register(host);
        await host.TeachChain();

        // The contract was published two days late: 35 × 4/5 + 25 + 20 of 80 points.
        var purchaser = Assert.Single(await Compute(host, "purchaser"));
        Assert.Equal((9125, 80), (purchaser.Score.Hundredths, purchaser.Score.JudgedPoints));
        var clocks = purchaser.Score.Components[0];
        Assert.Equal((5, 4, false), (clocks.Cases, clocks.Good, clocks.Evidence[0].Good));
        Assert.Contains("2026-06-05", clocks.Evidence[0].About, StringComparison.Ordinal);
        Assert.All(clocks.Evidence, e => Assert.Equal(Given.Trade, purchaser.Facts[e.FactId].Ledger));

        Assert.Equal(HttpStatusCode.Forbidden, (await host.Do(People.Handler, "/scores/new", new { subject = "purchaser" })).Status);
        var (status, body) = await host.Do(People.Head, "/scores/new", new { subject = "purchaser" });
        Assert.True(status == HttpStatusCode.Created, body.ToJsonString());
        ScorePublished Last() => (ScorePublished)FactBody.Read(FactKinds.Published.Find("score.published")!, host.Store.Read(db => db.FactsOf("score/org-college")).Result.Last(f => f.Kind == "score.published").Body).Fact!;
        var fact = Last();
        Assert.Equal((9125, "purchaser"), (fact.Hundredths, fact.Subject));
        Assert.Equal(fact.Formula, body["result"]!["formula"]!.GetValue<string>());
        Assert.Null(fact.Components.Single(c => c.Code == "inspection").Hundredths);

        var text = new { component = "payment", text = "第二笔款项已经在期限内支付，请核对。" };
        Assert.Equal(HttpStatusCode.NotFound, (await host.Do(People.Loser, $"/scores/{fact.ScoreId}/objection", text)).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.Do(College, $"/scores/{fact.ScoreId}/objection", text with { component = "none" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.Page(College, $"/scores/{fact.ScoreId}/objection")).Status);
        Assert.Equal(HttpStatusCode.Created, (await host.Do(College, $"/scores/{fact.ScoreId}/objection", text)).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.Do(College, $"/scores/{fact.ScoreId}/objection", text)).Status);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.Do(People.Second, $"/scores/{fact.ScoreId}/answer", new { finding = "uphold", text = "核对支付记录" })).Status);
        await host.Teach(new PaymentMade(Given.Procurement, "c1", "y2", 10_000_000, new(2026, 7, 9), new(2026, 7, 3), 30_000_000, "GK2"), Given.At(7, 9, 9));
        Assert.Equal(HttpStatusCode.OK, (await host.Page(People.Second, $"/scores/{fact.ScoreId}/answer")).Status);
        (status, body) = await host.Do(People.Second, $"/scores/{fact.ScoreId}/answer", new { finding = "uphold", text = "已核对支付记录" });
        Assert.True(status == HttpStatusCode.Created, body.ToJsonString());
        var again = Last();
        Assert.NotEqual(fact.ScoreId, again.ScoreId);
        Assert.Equal((2, 1), (again.Components.Single(c => c.Code == "payment").Cases, again.Components.Single(c => c.Code == "payment").Good));

        foreach (var subject in new[] { "agency", "supplier", "purchaser", "expert" })
            Assert.Equal(HttpStatusCode.OK, (await host.Page(People.Handler, $"/scores?subject={subject}")).Status);
        var now = WebUtility.HtmlDecode((await host.Page(People.Handler, "/scores/now/purchaser/org-college")).Html);
        Assert.Contains("合同公告", now, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Page(People.Handler, "/scores/now/purchaser/nobody")).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.Page(College, "/my/scores")).Status);
        Assert.Contains("已重新计算并公布", WebUtility.HtmlDecode((await host.Page(College, $"/scores/{fact.ScoreId}")).Html), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await host.Do(People.Head, "/scores/new", new { subject = "supplier" })).Status);
    }

    [Fact]
    public void 分值可以设定_错的设定不启动()
    {
        Formulas Of(string key, string value) => Formulas.Of(new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build());
        Assert.Equal(40, Of("Scores:agency:clocks", "40").Find("agency")!.Components[0].Points);
        Assert.Throws<InvalidOperationException>(() => Of("Scores:agency:none", "40"));
        Assert.Throws<InvalidOperationException>(() => Of("Scores:agency:clocks", "-1"));
        Assert.Throws<InvalidOperationException>(() => Of("Scores:nobody:clocks", "1"));
    }
}
