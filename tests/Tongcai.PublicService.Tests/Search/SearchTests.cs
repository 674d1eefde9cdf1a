using System.Net;
using System.Text;

namespace Tongcai.PublicService.Tests.Search;

public sealed class SearchOnSqlite(FilledHub filled) : SearchTests(filled), IClassFixture<FilledHub>;

public sealed class SearchOnPostgres(FilledPostgresHub filled) : SearchTests(filled), IClassFixture<FilledPostgresHub>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/notices")]
    [InlineData("/platforms")]
    [InlineData("/notices/notice-aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("/procurements/aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("/en")]
    public async Task Every_page_is_drawn_on_this_engine_too(string path) => Assert.Equal(HttpStatusCode.OK, (await Filled.Hub.Page(path)).Status);
}

/// <summary>The search finds what is asked, literally, and answers rubbish with what is wrong.</summary>
public abstract class SearchTests(FilledHub filled)
{
    protected FilledHub Filled => filled;

    [Theory]
    [InlineData("教学仪器", true)]
    [InlineData("光具座", true)]
    [InlineData("知行教育", true)]
    [InlineData("明衡 第三中学", true)]
    [InlineData("410100-gkzb-2026-0417", true)]
    [InlineData("光具座 飞机", false)]
    [InlineData("教_仪器", false)]
    [InlineData("教%仪器", false)]
    public async Task Words_are_found_in_title_text_and_names(string words, bool found)
    {
        var (status, body) = await filled.Hub.Api($"/notices?q={Uri.EscapeDataString(words)}");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(found, (long)body["total"]! > 0);
    }

    [Fact]
    public async Task Wildcards_find_themselves()
    {
        foreach (var words in new[] { "100%", "%_数", "_数字" })
            Assert.Equal(2, (long)(await filled.Hub.Api($"/notices?q={Uri.EscapeDataString(words)}")).Body["total"]!);
    }

    [Fact]
    public async Task Conditions_narrow_and_counts_say_by_how_much()
    {
        var all = (await filled.Hub.Api("/notices")).Body;
        var kinds = all["kinds"]!.AsArray().ToDictionary(k => (string)k!["value"]!, k => (long)k!["count"]!);
        Assert.Equal((long)all["total"]!, kinds.Values.Sum());
        Assert.Equal((2, 1, 1, 1), (kinds["tender"], kinds["correction"], kinds["decision"], kinds["result"]));
        foreach (var (kind, count) in kinds) Assert.Equal(count, (long)(await filled.Hub.Api($"/notices?kind={kind}")).Body["total"]!);
        Assert.Equal(2, (long)(await filled.Hub.Api("/notices?region=410122")).Body["total"]!);
        Assert.Equal((long)all["total"]!, (long)(await filled.Hub.Api("/notices?region=410000")).Body["total"]!);
        Assert.Equal(0, (long)(await filled.Hub.Api("/notices?method=XJ")).Body["total"]!);
        Assert.Equal(1, (long)(await filled.Hub.Api("/notices?from=2026-05-08&to=20260508")).Body["total"]!);
        var open = Assert.Single((await filled.Hub.Api("/notices?deadline=open&kind=tender")).Body["items"]!.AsArray());
        Assert.Equal(FilledHub.Running.NoticeId, (string)open!["id"]!);
    }

    [Fact]
    public async Task Nothing_found_says_what_to_loosen()
    {
        var (status, html) = await filled.Hub.Page("/notices?q=飞机&region=410100");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("没有符合条件的公告", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/notices?region=410100\"", html, StringComparison.Ordinal);
        var body = (await filled.Hub.Api("/notices?q=飞机&region=410100")).Body;
        var loosen = Assert.Single(body["loosen"]!.AsArray());
        Assert.Equal("?region=410100", (string)loosen!["query"]!);
        Assert.Equal((long)(await filled.Hub.Api("/notices?region=410100")).Body["total"]!, (long)loosen["total"]!);
        Assert.Contains("清除全部条件", (await filled.Hub.Page("/notices?q=飞机+轮船")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hits_are_marked_in_title_and_text()
    {
        var (_, html) = await filled.Hub.Page("/notices?q=仪器+导轨");
        Assert.Contains("教学<mark>仪器</mark>采购项目", html, StringComparison.Ordinal);
        Assert.Contains("光具座<mark>导轨</mark>长度", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<mark>", (await filled.Hub.Page("/notices")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_choice_of_the_page_leads_to_as_many_notices_as_it_says()
    {
        var body = (await filled.Hub.Api("/notices?kind=tender")).Body;
        foreach (var (group, parameter) in new[] { ("regions", "region"), ("methods", "method"), ("catalogues", "catalogue"), ("purchasers", "purchaser"), ("agencies", "agency"), ("budgets", "budget"), ("setAsides", "sme"), ("states", "state"), ("deadlines", "deadline") })
        {
            Assert.NotEmpty(body[group]!.AsArray());
            foreach (var facet in body[group]!.AsArray())
                Assert.Equal((long)facet!["count"]!, (long)(await filled.Hub.Api($"/notices?kind=tender&{parameter}={facet["value"]}")).Body["total"]!);
        }
    }

    [Theory]
    [InlineData("kind=none", "/kind")]
    [InlineData("kind=1", "/kind")]
    [InlineData("kind=tender&kind=result", "/kind")]
    [InlineData("region=41", "/region")]
    [InlineData("region=999999", "/region")]
    [InlineData("method=%27%20or%201%3D1", "/method")]
    [InlineData("from=2026-02-30", "/from")]
    [InlineData("to=yesterday", "/to")]
    [InlineData("from=2026-05-02&to=2026-05-01", "/to")]
    [InlineData("page=2", "/page")]
    [InlineData("regoin=410100", "/regoin")]
    [InlineData("sme=yes", "/sme")]
    [InlineData("catalogue=Z99", "/catalogue")]
    [InlineData("budget=100", "/budget")]
    [InlineData("budget=-", "/budget")]
    [InlineData("budget=200-100", "/budget")]
    [InlineData("budget=1e3-", "/budget")]
    [InlineData("budget=-99999999999999999999", "/budget")]
    [InlineData("state=9", "/state")]
    [InlineData("deadline=soon", "/deadline")]
    [InlineData("sort=price", "/sort")]
    [InlineData("sort=relevance", "/sort")]
    [InlineData("purchaser=nobody-at-all", "/purchaser")]
    [InlineData("purchaser=%27%20or%20%271", "/purchaser")]
    [InlineData("agency=nobody-at-all", "/agency")]
    [InlineData("after=AAAA", "/after")]
    [InlineData("after=%00%ff", "/after")]
    [InlineData("before=not+a+cursor", "/before")]
    [InlineData("q=a+b+c+d+e+f+g+h+i", "/q")]
    public async Task A_malformed_question_is_answered_with_what_is_wrong(string query, string pointer)
    {
        foreach (var path in new[] { "/notices?", "/feed/notices.atom?" })
        {
            var (page, html) = await filled.Hub.Page(path + query);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page);
            Assert.Contains("怎么办", html, StringComparison.Ordinal);
        }

        var (status, body) = await filled.Hub.Api("/notices?" + query);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(pointer, (string)body["errors"]![0]!["pointer"]!);
    }

    [Fact]
    public async Task Hostile_words_never_break_the_page()
    {
        string[] hostile = ["%", "_", "'", "\"", "\\", "\\%", "';drop table public_notice;--", "<script>alert(1)</script>", "\0", "\ud800", "＿％", "((((", "*", "NEAR/2", new('长', 100), "a\u0000b", "￿"];
        foreach (var words in hostile)
        {
            var (status, html) = await filled.Hub.Page($"/notices?q={string.Concat(Encoding.UTF8.GetBytes(words).Select(b => $"%{b:X2}"))}");
            Assert.True(status is HttpStatusCode.OK, $"{words}: {status}");
            Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        }

        // Bytes that are no UTF-8, and far too much of them.
        foreach (var raw in new[] { "%FF%FE", "%", "%zz", new string('x', 101), new string('长', 700) })
        {
            var (status, _) = await filled.Hub.Page("/notices?q=" + raw);
            Assert.True((int)status < 500, $"{raw[..Math.Min(9, raw.Length)]}: {status}");
        }

        using var client = filled.Hub.Client();
        using var huge = await client.GetAsync("/notices?q=" + new string('x', 10_240));
        Assert.InRange((int)huge.StatusCode, 400, 499);
    }
}
