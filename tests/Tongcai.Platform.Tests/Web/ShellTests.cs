using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Web;

namespace Tongcai.Platform.Tests.Web;

public sealed class ShellTests
{
    [Theory]
    [InlineData("/", false)]
    [InlineData("/", true)]
    [InlineData("/samples/new", true)]
    [InlineData("/nowhere", false)]
    [InlineData("/problems", false)]
    [InlineData("/problems/W005", false)]
    [InlineData("/accessibility", false)]
    [InlineData("/sign-out", false)]
    public async Task A_page_is_plain_Chinese_text_with_one_heading_and_nothing_inline(string path, bool signedIn)
    {
        await using var host = await TestHost.Start();
        var page = await (signedIn ? await host.Browser(TestHost.Buyer) : host.Browser()).Open(path);
        Assert.DoesNotMatch("&#x[0-9A-Fa-f]{4};", page);
        Assert.Single(Regex.Matches(page, "<h1[ >]"));
        Assert.DoesNotMatch("""<script(?![^>]*\bsrc=)""", page);
        Assert.DoesNotMatch("<style|\\sstyle=|\\son[a-z]+=|javascript:", page);
        Assert.DoesNotMatch("https?://(?!localhost|127\\.0\\.0\\.1)", page);
        foreach (var name in new[] { "SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType", "ArticleTitle", "ContentSource", "Keywords", "Author", "Description", "Url" })
            Assert.Contains($"<meta name=\"{name}\"", page, StringComparison.Ordinal);
        Assert.Contains("<a class=\"skip\" href=\"#main\">", page, StringComparison.Ordinal);
        Assert.Contains("data-platform=\"trade\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-grey", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(12, false)]
    [InlineData(13, true)]
    [InlineData(14, false)]
    public void The_site_is_grey_on_days_of_mourning_and_on_no_other(int day, bool grey)
    {
        var site = Site.Of(new ConfigurationBuilder().AddInMemoryCollection([new("Site:GreyOn", "2026-12-13, 20270404")]).Build(), "public", "公共服务平台");
        using var root = new StringWriter();
        // The last instant of the day in Beijing.
        new Shell(site, Actor.Anonymous, new DateOnly(2026, 12, day).Beijing(new(23, 59)), new("", "", ""), "/", null, null).Root.WriteTo(root, System.Text.Encodings.Web.HtmlEncoder.Default);
        Assert.Equal(grey, root.ToString().Contains("data-grey=\"1\"", StringComparison.Ordinal));
        Assert.Contains("Site:GreyOn", Assert.Throws<InvalidOperationException>(() => Site.Of(new ConfigurationBuilder().AddInMemoryCollection([new("Site:GreyOn", "明天")]).Build(), "public", "x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_answer_forbids_what_is_not_of_this_site()
    {
        await using var host = await TestHost.Start();
        var answer = await host.Browser().Http.GetAsync("/");
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task The_page_shows_legal_time_as_the_API_tells_it()
    {
        await using var host = await TestHost.Start();
        var page = await host.Browser().Open("/");
        var time = JsonNode.Parse(await host.Browser().Open("/api/v1/time"))!;
        Assert.Contains($"data-now=\"{(string)time["legal"]!}\"".Replace("+", "&#x2B;", StringComparison.Ordinal), page.Replace("+08:00", "&#x2B;08:00", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("2026-03-02T09:00:00+08:00", (string)time["legal"]!);
        Assert.Contains("2026年3月2日　星期一", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("size", "large", "data-size=\"large\"")]
    [InlineData("contrast", "high", "data-contrast=\"high\"")]
    [InlineData("theme", "dark", "data-theme=\"dark\"")]
    public async Task A_reading_mode_is_set_by_a_form_and_kept(string name, string value, string attribute)
    {
        await using var host = await TestHost.Start();
        var browser = host.Browser();
        Assert.DoesNotContain(attribute, await browser.Open("/"), StringComparison.Ordinal);
        var answer = await browser.Http.PostAsync("/modes", new FormUrlEncodedContent([new(name, value), new("return", "/problems")]));
        Assert.Equal((HttpStatusCode.SeeOther, "/problems"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        Assert.Contains(attribute, await browser.Open("/"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("")]
    public void A_way_back_leads_nowhere_else(string path) => Assert.Equal("/", LocalPath.Or(path, "/"));

    [Theory]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("DELETE", "/problems", 405)]
    [InlineData("POST", "/modes", 415)]
    [InlineData("GET", "/api/v1/nowhere", 404)]
    public async Task A_bare_status_becomes_a_refusal_that_explains_itself(string method, string path, int status)
    {
        await using var host = await TestHost.Start();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        var answer = await host.Browser().Http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.Equal(status, (int)answer.StatusCode);
        if (path.StartsWith("/api/", StringComparison.Ordinal)) Assert.Equal("/problems/W005", (string?)JsonNode.Parse(body)!["type"]);
        else Assert.Contains("怎么办", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        await using var host = await TestHost.Start();
        using var api = await host.Api(TestHost.Buyer);
        var (answer, _) = await api.Post("/api/v1/samples/new", new string(' ', (1 << 20) + 1) + "{}", "k");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Every_rule_has_its_page()
    {
        await using var host = await TestHost.Start();
        var browser = host.Browser();
        var links = Regex.Matches(await browser.Open("/problems"), "href=\"(/problems/[^\"]+)\"").Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.True(links.Count >= AllRules.All.Count);
        foreach (var link in links.Take(5).Concat(links.TakeLast(5))) Assert.Equal(HttpStatusCode.OK, (await browser.Http.GetAsync(link)).StatusCode);
    }

    [Fact]
    public async Task The_announced_limit_is_the_kept_limit()
    {
        await using var host = await TestHost.Start(TestHost.TestSite with { Limits = new(Read: 3, Write: 2) });
        var browser = host.Browser();
        for (var i = 0; i < 3; i++)
        {
            var answer = await browser.Http.GetAsync("/problems/W001");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal($"\"read\";r={2 - i};t=60", Assert.Single(answer.Headers.GetValues("RateLimit")));
            Assert.Equal("\"read\";q=3;w=60", Assert.Single(answer.Headers.GetValues("RateLimit-Policy")));
        }

        var refused = await browser.Http.GetAsync("/problems/W001");
        Assert.Equal((HttpStatusCode.TooManyRequests, 60), (refused.StatusCode, (int)refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds));
        host.System.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(HttpStatusCode.OK, (await browser.Http.GetAsync("/problems/W001")).StatusCode);
    }

    [Fact]
    public async Task Whoever_reads_the_ledger_takes_nothing_from_the_people_behind_the_same_address()
    {
        await using var host = await TestHost.Start(
            TestHost.TestSite with { Limits = new(Read: 1, Write: 1, Ledger: 2) }, app => app.MapGet("/ledger-file", () => "x").WithMetadata(Access.Public, new LedgerReading()));
        var browser = host.Browser();
        for (var left = 1; left >= 0; left--)
            Assert.Equal($"\"ledger\";r={left};t=60", Assert.Single((await browser.Http.GetAsync("/ledger-file")).Headers.GetValues("RateLimit")));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await browser.Http.GetAsync("/ledger-file")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.Http.GetAsync("/problems/W001")).StatusCode);
    }

    [Fact]
    public async Task The_built_files_are_served_under_names_that_never_change()
    {
        await using var host = await TestHost.Start();
        var browser = host.Browser();
        var sheet = Regex.Match(await browser.Open("/"), "href=\"(/assets/tc-[A-Z0-9]+\\.css)\"");
        Assert.True(sheet.Success, "web/build.sh has not been run before this build");
        var answer = await browser.Http.GetAsync(sheet.Groups[1].Value);
        Assert.Equal("text/css", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Http.GetAsync("/assets/..%2Fappsettings.json")).StatusCode);
    }
}
