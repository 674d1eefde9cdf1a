using System.Net;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Tongcai.Exchange.Facts;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers;
using Tongcai.Supervision.Complaints;

namespace Tongcai.Supervision.Tests.Pages;

/// <summary>The platform through its real pages and API.</summary>
public sealed class PlatformTests
{
    private static readonly string[] Pages = ["/board", "/board?stage=accepted&only=broken&q=打印", "/warnings", "/complaints", "/orders", "/procurements/p1"];

    private static readonly object Letter = new { items = new[] { "评分标准含特定业绩" }, facts = "见附件", legalBasis = "政府采购法第五十五条", demand = "重新采购" };

    private static object Decision(string result, string? rejection = null) => new { result, rejection, facts = "经查……", grounds = "根据……", remedies = "可以自收到之日起60日内申请行政复议" };

    private static async Task<string> Lodged(WatchHost host)
    {
        await host.TeachChain();
        var (status, body) = await host.Do(People.Loser, "/challenges/ch1/complaint", Letter);
        Assert.True(status == HttpStatusCode.Created, body.ToJsonString());
        return body["result"]!["complaintId"]!.GetValue<string>();
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task 投诉从提起到决定_暂停指令签名发出_回执后记为执行(string engine)
    {
        await using var host = await WatchHost.Start(engine);
        var id = await Lodged(host);
        Assert.Equal(HttpStatusCode.Created, (await host.Do(People.Handler, $"/complaints/{id}/accept", new { finding = "accept", suspend = true })).Status);
        var orders = await host.Store.Read(db => db.QueryAsync<Supervision.Orders.Order>("select * from supervision_order"));
        var order = Assert.Single(orders);
        Assert.Equal(("suspend", null), (order.Kind, order.ObeyedAt));
        await host.Teach(new OrderObeyed("p1", order.Id, "suspend", host.Legal.Now), host.Legal.Now);
        Assert.Contains("已执行", (await host.Page(People.Handler, "/orders")).Html, StringComparison.Ordinal);
        Assert.Contains("采购活动暂停中", (await host.Page(People.Handler, "/procurements/p1")).Html, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NotFound, (await host.Page(null, $"/decisions/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Page(null, $"/decisions/{id}.pdf")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.Do(People.Handler, $"/complaints/{id}/decide", Decision("rejected", "unfounded"))).Status);
        var (status, body) = await host.Do(People.Second, $"/complaints/{id}/decide", Decision("upheldRestart"));
        Assert.True(status == HttpStatusCode.Created, body.ToJsonString());
        Assert.Equal("中财购诉〔2026〕1号", body["result"]!["number"]!.GetValue<string>());

        var facts = (await host.Store.Read(db => db.FactsOf("p1"))).Where(f => f.Kind == "order.issued").ToList();
        Assert.Equal(2, facts.Count);
        var decision = (await host.Page(null, $"/decisions/{id}")).Html;
        Assert.Contains("政府采购投诉处理决定书", decision, StringComparison.Ordinal);
        Assert.Contains("责令重新开展采购活动", decision, StringComparison.Ordinal);
        Assert.StartsWith("%PDF", (await host.Page(null, $"/decisions/{id}.pdf")).Html, StringComparison.Ordinal);
        Assert.Contains("中财购诉〔2026〕1号", (await host.Page(null, "/")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task 各页面对应看的人可读_别人看不到是否存在()
    {
        await using var host = await WatchHost.Start();
        var id = await Lodged(host);
        foreach (var path in Pages.Append($"/complaints/{id}").Append($"/complaints/{id}/accept").Append($"/complaints/{id}/decide"))
        {
            var (status, html) = await host.Page(People.Handler, path);
            Assert.True(status == HttpStatusCode.OK, $"{path}: {status}");
            Assert.Single(System.Text.RegularExpressions.Regex.Matches(html, "<h1"));
            Assert.True((await host.Page(People.OtherSupplier, path)).Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden, path);
            Assert.Equal(HttpStatusCode.Redirect, (await host.Page(null, path)).Status);
        }

        foreach (var path in new[] { "/my/complaints", "/complaints/new", $"/complaints/{id}", $"/complaints/{id}/withdraw" })
            Assert.Equal(HttpStatusCode.OK, (await host.Page(People.Loser, path)).Status);
        foreach (var path in new[] { "/", "/decisions", "/authority.pub", "/ledger/vkey" })
            Assert.Equal(HttpStatusCode.OK, (await host.Page(null, path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Page(People.Handler, "/complaints/nothing")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Page(People.Handler, "/procurements/nothing")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Page(People.OtherSupplier, "/challenges/ch1/complaint")).Status);
    }

    [Fact]
    public async Task 指令只由负责人签发()
    {
        await using var host = await WatchHost.Start();
        await host.TeachChain(5);
        var request = new { kind = "suspend", reason = "发现重大违法线索" };
        Assert.Equal(HttpStatusCode.NotFound, (await host.Do(People.Handler, "/procurements/p1/orders/new", request)).Status);
        Assert.Equal(HttpStatusCode.Created, (await host.Do(People.Head, "/procurements/p1/orders/new", request)).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.Do(People.Head, "/procurements/p1/orders/new", request)).Status);
    }

    [Fact]
    public async Task 残缺的输入得到说明_从不出错()
    {
        await using var host = await WatchHost.Start();
        var id = await Lodged(host);
        await host.Teach(Given.Opened(Given.Bid("s1", 1), Given.Bid("s2", 1)), Given.At(4, 28, 10));
        var warning = (await host.Store.Read(db => db.QueryAsync<string>("select id from warning where state = 'Raised' order by id"))).First();
        var acts = ((IEndpointRouteBuilder)host.App).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<Act>() is not null && e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal)).Select(e => e.Metadata.GetMetadata<Act>()!).Distinct().ToList();
        Assert.Contains(acts, a => a.Name == "decide-complaint");
        string[] bodies = ["", "{", "null", "[]", "{}", "{\"x\":1}", "{\"reason\":null,\"finding\":7,\"items\":\"a\",\"opinion\":[],\"kind\":{},\"result\":\"?\"}", "{\"finding\":\"correct\",\"suspend\":true,\"correctBy\":\"9999-12-31\",\"reason\":\"r\"}", "\"\\u0000\""];
        foreach (var act in acts)
        {
            var path = act.Path.Replace("{complaint}", id, StringComparison.Ordinal).Replace("{warning}", warning, StringComparison.Ordinal)
                .Replace("{challenge}", "ch1", StringComparison.Ordinal).Replace("{rule}", "near-prices", StringComparison.Ordinal).Replace("{id}", "p1", StringComparison.Ordinal);
            foreach (var actor in new[] { People.Head, People.Loser })
            {
                foreach (var text in bodies)
                {
                    var (status, body) = await host.Do(actor, path, text);
                    Assert.True((int)status is >= 400 and < 500, $"{act.Name} {text}: {status}");
                    Assert.NotNull(body["detail"]);
                }
            }
        }
    }

    [Fact]
    public async Task 每个入口都说明谁可以用()
    {
        await using var host = await WatchHost.Start();
        Assert.Empty(Platform.Web.AccessGate.Unguarded(((IEndpointRouteBuilder)host.App).DataSources));
    }

    [Fact]
    public async Task 供应商只看到自己的质疑()
    {
        await using var host = await WatchHost.Start();
        await host.TeachChain();
        Assert.Contains("评分标准含特定业绩", (await host.Page(People.Loser, "/complaints/new")).Html, StringComparison.Ordinal);
        Assert.Contains("没有查到您的质疑", (await host.Page(People.OtherSupplier, "/complaints/new")).Html, StringComparison.Ordinal);
        host.Legal.Now = Given.At(7, 10);
        Assert.Contains("届满", (await host.Page(People.Loser, "/complaints/new")).Html, StringComparison.Ordinal);
    }
}
