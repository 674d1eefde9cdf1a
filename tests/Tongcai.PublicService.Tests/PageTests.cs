using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Tongcai.PublicService.Tests;

/// <summary>The pages of a hub that has followed three ledgers over HTTP.</summary>
public sealed partial class PageTests(FilledHub filled) : IClassFixture<FilledHub>
{
    private HubHost Hub => filled.Hub;

    public static TheoryData<string> Paths =>
    [
        "/", "/?list=result", "/notices", "/notices?q=教学", "/notices?kind=result", "/notices?region=410000&sme=1", "/notices/notice-aaaaaaaaaaaaaaaaaaaaaaaaaa", "/notices/correction-aaaaaaaaaaaaaaaaaaaaaaaaaa",
        "/notices/result-aaaaaaaaaaaaaaaaaaaaaaaaaa", "/procurements/aaaaaaaaaaaaaaaaaaaaaaaaaa", "/procurements/bbbbbbbbbbbbbbbbbbbbbbbbbb", "/verify", "/platforms", "/status", "/policy", "/policy/政府采购法", "/sitemap", "/en",
        "/en/notices/notice-aaaaaaaaaaaaaaaaaaaaaaaaaa", "/problems", "/problems?q=期限&day=2026-03-02", "/tools", "/tools/deadline", "/tools/size", "/tools/code", "/tools/method", "/tools/lint",
        "/buyers", "/suppliers", "/agencies", "/buyers/org-school", "/suppliers/org-supplier", "/agencies/org-agency", "/stats", "/stats?year=2026&method=GKZB", "/stats?region=110000", "/prices", "/prices/A02102100", "/consult", "/consult/new", "/rights",
        "/exposure", "/exposure/cases", "/accessibility", "/open-data", "/tools/deadline?limit=T012&start=2026-01-28", "/tools/size?industry=INDU&staff=300&revenueWan=2000", "/tools/code?code=91410100MA9TE0T00M", "/tools/method?kind=goods&budgetFen=486万&level=city",
    ];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Every_page_has_one_heading_named_tables_and_labelled_fields(string path)
    {
        var (status, html) = await Hub.Page(path);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Single(Regex.Matches(html, "<h1[ >]"));
        Assert.Equal(Regex.Count(html, "<table"), Regex.Count(html, "<caption"));
        Assert.DoesNotMatch("<th(?![^>]*scope)[ >]", html);
        var labels = Regex.Matches(html, "<label[^>]*for=\"([^\"]+)\"").Select(m => m.Groups[1].Value).ToHashSet();
        Assert.All(FieldId().Matches(html).Select(m => m.Groups[1].Value), id => Assert.Contains(id, labels));
        Assert.DoesNotMatch(@"<script(?![^>]*\bsrc=)|\son[a-z]+=|style=", html);
    }

    [Fact]
    public async Task Every_link_of_every_page_leads_somewhere()
    {
        HashSet<string> seen = [];
        Queue<string> waiting = new(["/"]);
        while (waiting.TryDequeue(out var path) && seen.Count < 250)
        {
            if (!seen.Add(path)) continue;
            var (status, html) = await Hub.Page(path);
            // What belongs to an account leads to the sign-in first.
            Assert.True(status is HttpStatusCode.OK || (path.StartsWith("/sign-out", StringComparison.Ordinal) && (int)status < 500) || (path.StartsWith("/account/", StringComparison.Ordinal) && status is HttpStatusCode.Found), $"{path}: {status}");
            foreach (var href in Link().Matches(html).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)).Where(h => h.StartsWith('/') && !h.StartsWith("/assets", StringComparison.Ordinal))) waiting.Enqueue(href.Split('#')[0]);
        }

        Assert.True(seen.Count > 60, $"{seen.Count} pages");
    }

    [Fact]
    public async Task The_home_page_counts_what_is_open_and_lists_what_is_new()
    {
        var (_, html) = await Hub.Page("/");
        Assert.Contains("北河县100%_数字化教室采购项目", html, StringComparison.Ordinal);
        Assert.Matches("正在接受投标</span><span class=\"v\">1</span>", html);
        Assert.Contains("1 项 3 日内截止", html, StringComparison.Ordinal);
        var (_, results) = await Hub.Page("/?list=result");
        Assert.Contains("教学仪器采购项目中标结果公告", results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tender_notice_follows_the_official_headings()
    {
        var (_, html) = await Hub.Page($"/notices/{FilledHub.Finished.NoticeId}");
        var headings = Regex.Matches(html, "<h2>([^<]+)</h2>").Select(m => m.Groups[1].Value);
        Assert.Equal(
            ["项目概况", "一、项目基本情况", "二、申请人的资格要求", "三、获取招标文件", "四、提交投标文件截止时间、开标时间和地点", "五、公告期限", "六、其他补充事宜", "七、凡对本次招标提出询问，请按以下方式联系"], headings);
        Assert.Contains("4,860,000.00 元", html, StringComparison.Ordinal);
        Assert.Contains("专门面向中小企业采购", html, StringComparison.Ordinal);
        Assert.Contains("<meta name=\"ContentSource\" content=\"中州市明衡招标代理有限公司\">", html, StringComparison.Ordinal);
        Assert.Contains("本公告之后有更正", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_shows_before_and_after()
    {
        var (_, html) = await Hub.Page($"/notices/correction-{FilledHub.Finished.Id}");
        Assert.Contains("不小于1200毫米</td>", html, StringComparison.Ordinal);
        Assert.Contains("不小于1000毫米</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_chain_tells_the_late_record_the_order_and_the_decision()
    {
        var (_, html) = await Hub.Page($"/procurements/{FilledHub.Finished.Id}");
        foreach (var words in new[] { "9 / 9", "应不晚于 2026-05-13", "监督指令：暂停采购活动", "投诉处理决定", "节约 6.92%", "招标 3 家投标", "支付 452.36 万元", "账本第 ", "/verify?fact=" })
            Assert.Contains(words, html, StringComparison.Ordinal);
        Assert.Equal(1, Regex.Count(html, "<li class=\"late\"><time"));
    }

    [Fact]
    public async Task A_record_is_verified_against_the_ledger_it_came_from()
    {
        var (_, report) = await Hub.Api($"/verify?fact={filled.FactIds[3]}");
        Assert.True((bool)report["report"]!["passed"]!, report.ToJsonString());
        Assert.Equal(6, report["report"]!["steps"]!.AsArray().Count);

        using var client = Hub.Client();
        using var pasted = await client.PostAsync("/verify", new FormUrlEncodedContent([new("proof", (string)report["proof"]!), new("entry", "")]));
        Assert.Contains("验证通过", await pasted.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var forged = await client.PostAsync("/verify", new FormUrlEncodedContent([new("proof", (string)report["proof"]!), new("entry", ((string)report["entry"]!).Replace("notice", "n0tice", StringComparison.Ordinal))]));
        Assert.Contains("验证没有通过", await forged.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("' or 1=1 --")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task A_record_that_is_not_there_is_said_to_be_missing(string fact)
    {
        var (status, html) = await Hub.Page($"/verify?fact={Uri.EscapeDataString(fact)}");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain("验证通过", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/notices", "notices")]
    [InlineData("/procurements/aaaaaaaaaaaaaaaaaaaaaaaaaa", "records")]
    [InlineData("/platforms", "attached")]
    [InlineData("/home", "published")]
    public async Task Equal_answers_have_equal_tags(string path, string member)
    {
        using var client = Hub.Client();
        using var first = await client.GetAsync("/api/v1" + path);
        Assert.Contains(member == "notices" ? "items" : member, await first.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        if (path == "/platforms") return;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1" + path);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task The_feeds_of_a_search_carry_its_notices()
    {
        using var client = Hub.Client();
        var rss = XDocument.Parse(await client.GetStringAsync("/feed/notices.rss?kind=tender"));
        Assert.Equal(2, rss.Descendants("item").Count());
        var atom = XDocument.Parse(await client.GetStringAsync("/feed/notices.atom?q=教学仪器&kind=result"));
        var entry = Assert.Single(atom.Root!.Elements(XName.Get("entry", "http://www.w3.org/2005/Atom")));
        Assert.Contains("中标结果公告", entry.Value, StringComparison.Ordinal);
        var json = System.Text.Json.Nodes.JsonNode.Parse(await client.GetStringAsync("/feed/notices.json"))!;
        Assert.Equal("https://jsonfeed.org/version/1.1", (string?)json["version"]);
        Assert.True(json["items"]!.AsArray().Count > 8);
        using var none = await client.GetAsync("/feed/notices.exe");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Theory]
    [InlineData("/notices/none")]
    [InlineData("/procurements/none")]
    [InlineData("/policy/none")]
    [InlineData("/en/notices/none")]
    public async Task What_is_not_there_is_a_page_that_says_so(string path)
    {
        var (status, html) = await Hub.Page(path);
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("没有找到", html, StringComparison.Ordinal);
        var (api, body) = await Hub.Api(path);
        Assert.Equal((HttpStatusCode.NotFound, "W005"), (api, (string?)body["rule"]!["id"]));
    }

    [GeneratedRegex("<(?:input|textarea|select)\\b(?![^>]*type=\"(?:hidden|checkbox|radio)\")[^>]*\\bid=\"([^\"]+)\"")]
    private static partial Regex FieldId();

    [GeneratedRegex("<a\\b[^>]*\\bhref=\"([^\"]+)\"")]
    private static partial Regex Link();
}
