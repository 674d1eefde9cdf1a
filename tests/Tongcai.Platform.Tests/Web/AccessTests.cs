using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;

namespace Tongcai.Platform.Tests.Web;

public sealed class AccessTests
{
    [Fact]
    public async Task Every_endpoint_says_who_may_use_it()
    {
        await using var host = await TestHost.Start();
        Assert.Empty(AccessGate.Unguarded(((IEndpointRouteBuilder)host.App).DataSources));
        Assert.True(((IEndpointRouteBuilder)host.App).DataSources.SelectMany(s => s.Endpoints).Count() > 15);
    }

    [Fact]
    public async Task A_platform_with_an_endpoint_for_nobody_does_not_start()
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => TestHost.Start(map: app => app.MapGet("/planted", () => "open")));
        Assert.Contains("/planted", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_signed_in_is_led_to_the_sign_in_page_and_back()
    {
        await using var host = await TestHost.Start();
        var answer = await host.Browser().Http.GetAsync("/samples/new?a=b");
        Assert.Equal((HttpStatusCode.Redirect, "/sign-in?return=%2Fsamples%2Fnew%3Fa%3Db"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        using var api = await host.Api(null);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.Post("/api/v1/samples/new", ActTests.Good(), "k")).Answer.StatusCode);
    }

    [Fact]
    public async Task A_wrong_role_is_told_that_this_step_is_not_his()
    {
        await using var host = await TestHost.Start();
        using var api = await host.Api(TestHost.Seller);
        var (answer, body) = await api.Post("/api/v1/samples/new", ActTests.Good(), "k");
        Assert.Equal((HttpStatusCode.Forbidden, "W004"), (answer.StatusCode, (string?)body!["rule"]!["id"]));
    }

    [Theory]
    [InlineData("/api/v1/samples/{0}")]
    [InlineData("/samples/{0}/confirm")]
    public async Task A_stranger_gets_byte_for_byte_what_a_missing_object_gives(string path)
    {
        await using var host = await TestHost.Start();
        using var owner = await host.Api(TestHost.Buyer);
        var id = (string)(await owner.Post("/api/v1/samples/new", ActTests.Good(), "k")).Body!["result"]!["id"]!;
        foreach (var actor in new[] { TestHost.OtherBuyer, TestHost.Seller })
        {
            var browser = await host.Browser(actor);
            var (stranger, missing) = (await Get(browser, string.Format(null, path, id)), await Get(browser, string.Format(null, path, RandomId.New())));
            Assert.StartsWith("404", stranger, StringComparison.Ordinal);
            Assert.Equal(missing, stranger);
        }

        using var api = await host.Api(TestHost.Buyer);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync($"/api/v1/samples/{id}")).StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/samples/{0}/confirm")]
    public async Task A_stranger_who_acts_gets_what_a_missing_object_gives(string path)
    {
        await using var host = await TestHost.Start();
        using var owner = await host.Api(TestHost.Buyer);
        var id = (string)(await owner.Post("/api/v1/samples/new", ActTests.Good(), "k")).Body!["result"]!["id"]!;
        using var stranger = await host.Api(TestHost.OtherBuyer);
        var (his, body) = await stranger.Post(string.Format(null, path, id), new { }, "k1");
        var (none, same) = await stranger.Post(string.Format(null, path, RandomId.New()), new { }, "k1");
        Assert.Equal((HttpStatusCode.NotFound, none.StatusCode, same!.ToJsonString()), (his.StatusCode, his.StatusCode, body!.ToJsonString()));
        Assert.Equal(HttpStatusCode.Created, (await owner.Post(string.Format(null, path, id), new { }, "k2")).Answer.StatusCode);
    }

    /// <summary>Status, headers and body; the count of what is left of the rate limit differs from request to request by its nature.</summary>
    private static async Task<string> Get(Browser browser, string path)
    {
        var answer = await browser.Http.GetAsync(path);
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(h => h.Key is not ("Date" or "RateLimit")).OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key}: {string.Join(",", h.Value)}");
        return new StringBuilder().Append((int)answer.StatusCode).AppendLine().AppendJoin('\n', headers).AppendLine().Append(await answer.Content.ReadAsStringAsync()).ToString();
    }

    [Theory]
    [InlineData("same-origin", null, null, 201)]
    [InlineData("same-site", null, null, 403)]
    [InlineData("cross-site", null, null, 403)]
    [InlineData("none", null, null, 403)]
    [InlineData(null, "self", null, 201)]
    [InlineData(null, "https://evil.example", null, 403)]
    [InlineData(null, "null", null, 403)]
    [InlineData(null, null, null, 403)]
    [InlineData(null, null, "1", 201)]
    [InlineData("cross-site", "https://evil.example", "1", 201)]
    public async Task An_API_call_by_cookie_has_to_come_from_this_site(string? fetchSite, string? origin, string? header, int status)
    {
        await using var host = await TestHost.Start();
        var browser = await host.Browser(TestHost.Buyer);
        if (fetchSite is not null) browser.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", fetchSite);
        if (origin is not null) browser.Http.DefaultRequestHeaders.Add("Origin", origin == "self" ? host.Address.GetLeftPart(UriPartial.Authority) : origin);
        if (header is not null) browser.Http.DefaultRequestHeaders.Add("Tongcai-Api", header);
        Assert.Equal(status, (int)(await browser.Http.Post("/api/v1/samples/new", ActTests.Good(), "k")).Answer.StatusCode);
    }

    [Fact]
    public async Task A_bearer_token_needs_no_proof_of_origin_and_a_wrong_one_is_nobody()
    {
        await using var host = await TestHost.Start();
        using var api = await host.Api(TestHost.Buyer);
        api.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        Assert.Equal(HttpStatusCode.Created, (await api.Post("/api/v1/samples/new", ActTests.Good(), "k")).Answer.StatusCode);
        api.DefaultRequestHeaders.Authorization = new("Bearer", "guess");
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.Post("/api/v1/samples/new", ActTests.Good(), "k2")).Answer.StatusCode);
    }

    [Fact]
    public async Task A_form_of_another_site_does_nothing()
    {
        await using var host = await TestHost.Start();
        var browser = await host.Browser(TestHost.Buyer);
        var answer = await browser.Send("/samples/new", "", [.. ActTests.GoodForm, (Draft.KeyField, "k")]);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var victim = await host.Browser(TestHost.OtherBuyer);
        await victim.Open("/samples/new");
        Assert.Equal(HttpStatusCode.BadRequest, (await victim.Send("/samples/new", await browser.Open("/samples/new"), ActTests.GoodForm)).StatusCode);
    }
}
