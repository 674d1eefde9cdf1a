using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Tests;

namespace Tongcai.PublicService.Tests.Identity;

public sealed class OAuthTests
{
    private const string Verifier = "0123456789012345678901234567890123456789abc";

    private static readonly (string, string)[] Registration =
    [
        ("creditCode", "91330106MA27XYR28A"), ("name", "河南恒泽智能装备有限公司"), ("role", "supplier"), ("size", "small"), ("region", "410100"), ("address", "中州市高新区文渊路18号"),
        ("administratorName", "李国平"), ("userName", "seller01"), ("password", TwoPlatforms.Password),
    ];

    private static (string, string)[] RegistrationWith(string name, string value) => [.. Registration.Where(f => f.Item1 != name), (name, value)];

    private static string GoodCode { get; } = "91410100MA4000001" + Tongcai.Law.CreditCode.CheckCharacter("91410100MA4000001");

    private static async Task Register(TwoPlatforms two, Visitor visitor) =>
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.Submit(new Uri(two.Hub.Address, "/register"), RegistrationWith("creditCode", GoodCode))).StatusCode);

    private static async Task SignIn(TwoPlatforms two, Visitor visitor) =>
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.Submit(new Uri(two.Hub.Address, "/sign-in"), ("userName", "seller01"), ("password", TwoPlatforms.Password))).StatusCode);

    private static Uri Authorize(TwoPlatforms two, params (string Name, string? Value)[] changes)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = "trade",
            ["redirect_uri"] = two.Callback,
            ["response_type"] = "code",
            ["state"] = "s1",
            ["code_challenge"] = System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes) query[name] = value;
        return new Uri(QueryHelpers.AddQueryString(new Uri(two.Hub.Address, "/oauth/authorize").ToString(), query.Where(q => q.Value is not null)));
    }

    private static async Task<Dictionary<string, string>> Answer(Visitor visitor, Uri authorize)
    {
        var answer = await visitor.Http.GetAsync(authorize);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return QueryHelpers.ParseQuery(answer.Headers.Location!.Query).ToDictionary(q => q.Key, q => q.Value.ToString());
    }

    private static async Task<(HttpStatusCode Status, JsonNode Body)> Exchange(TwoPlatforms two, string code, params (string Name, string Value)[] changes)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = two.Callback,
            ["client_id"] = "trade",
            ["client_secret"] = TwoPlatforms.Secret,
            ["code_verifier"] = Verifier,
        };
        foreach (var (name, value) in changes) form[name] = value;
        using var client = new HttpClient();
        var answer = await client.PostAsync(new Uri(two.Hub.Address, "/oauth/token"), new FormUrlEncodedContent(form));
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    private static async Task<HttpStatusCode> UserInfo(TwoPlatforms two, string token)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return (await client.GetAsync(new Uri(two.Hub.Address, "/oauth/userinfo"))).StatusCode;
    }

    [Fact]
    public async Task A_hub_account_signs_in_at_the_trading_platform_and_comes_back_to_its_page()
    {
        await using var two = await TwoPlatforms.Start();
        using var visitor = new Visitor();
        await Register(two, visitor);

        var (at, page) = await visitor.Go(new Uri(two.Trade.Address, "/sign-in/hub?return=%2Fwho"));
        Assert.Equal((two.Hub.Address.Authority, "/sign-in"), (at.Authority, at.AbsolutePath));
        Assert.Contains(two.Trade.Address.GetLeftPart(UriPartial.Authority), Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        var back = await visitor.Submit(at, ("userName", "seller01"), ("password", TwoPlatforms.Password), ("return", QueryHelpers.ParseQuery(at.Query)["return"].ToString()));
        var (end, who) = await visitor.Go(new Uri(at, back.Headers.Location!));
        Assert.Equal((two.Trade.Address.Authority, "/who"), (end.Authority, end.AbsolutePath));
        Assert.Equal("李国平/Supplier/河南恒泽智能装备有限公司", await who.Content.ReadAsStringAsync());
        Assert.Equal(["tc.public", "tc.trade"], visitor.Cookies.GetAllCookies().Select(c => c.Name).Where(n => n is "tc.public" or "tc.trade").Order());
    }

    [Fact]
    public async Task The_trading_platform_takes_no_answer_of_another_issuer_and_none_it_did_not_ask_for()
    {
        await using var two = await TwoPlatforms.Start();
        using var visitor = new Visitor();
        await Register(two, visitor);
        await SignIn(two, visitor);
        var asked = (await visitor.Http.GetAsync(new Uri(two.Trade.Address, "/sign-in/hub"))).Headers.Location!;
        var answered = (await visitor.Http.GetAsync(asked)).Headers.Location!.ToString();

        foreach (var forged in new[] { answered.Replace("iss=", "iss=x", StringComparison.Ordinal), answered[..answered.IndexOf("&iss=", StringComparison.Ordinal)], answered.Replace("state=", "state=x", StringComparison.Ordinal) })
        {
            var refused = await visitor.Http.GetAsync(forged);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Contains("没有完成登录", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var victim = new Visitor();
        Assert.Equal(HttpStatusCode.Unauthorized, (await victim.Http.GetAsync(answered)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await victim.Http.GetAsync(new Uri(two.Trade.Address, "/who"))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.Http.GetAsync(answered)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Http.GetAsync(new Uri(two.Trade.Address, "/who"))).StatusCode);
    }

    [Fact]
    public async Task A_sign_in_that_ends_because_the_hub_does_not_answer_says_so_and_blames_nobody()
    {
        await using var two = await TwoPlatforms.Start();
        using var visitor = new Visitor();
        await Register(two, visitor);
        await SignIn(two, visitor);
        var asked = (await visitor.Http.GetAsync(new Uri(two.Trade.Address, "/sign-in/hub"))).Headers.Location!;
        var answered = (await visitor.Http.GetAsync(asked)).Headers.Location!;
        await two.Hub.App.Services.GetRequiredService<IServer>().StopAsync(CancellationToken.None);

        var refused = await visitor.Http.GetAsync(answered);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains("公共服务平台没有答复", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("client_id", "other")]
    [InlineData("client_id", null)]
    [InlineData("redirect_uri", "https://evil.example/sign-in/hub/callback")]
    [InlineData("redirect_uri", "+/")]
    [InlineData("redirect_uri", "+?x=1")]
    [InlineData("redirect_uri", null)]
    public async Task An_unregistered_address_is_never_redirected_to(string name, string? value)
    {
        await using var two = await TwoPlatforms.Start();
        using var visitor = new Visitor();
        var answer = await visitor.Http.GetAsync(Authorize(two, (name, value?.Replace("+", two.Callback, StringComparison.Ordinal))));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
    }

    [Theory]
    [InlineData("state", null, "invalid_request")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge", "short", "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("code_challenge_method", null, "invalid_request")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    public async Task A_request_without_state_or_proof_gets_an_error_and_no_code(string name, string? value, string error)
    {
        await using var two = await TwoPlatforms.Start();
        using var visitor = new Visitor();
        await Register(two, visitor);
        await SignIn(two, visitor);
        var answer = await Answer(visitor, Authorize(two, (name, value)));
        Assert.Equal(error, answer["error"]);
        Assert.DoesNotContain("code", answer.Keys);
        Assert.Equal(two.Hub.Address.GetLeftPart(UriPartial.Authority), answer["iss"]);
    }

    [Fact]
    public async Task A_code_works_once_and_a_second_use_ends_what_the_first_got()
    {
        await using var two = await TwoPlatforms.Start();
        using var visitor = new Visitor();
        await Register(two, visitor);
        await SignIn(two, visitor);
        var code = (await Answer(visitor, Authorize(two)))["code"];
        var (status, body) = await Exchange(two, code);
        var token = (string)body["access_token"]!;
        Assert.Equal((HttpStatusCode.OK, "Bearer", HttpStatusCode.OK), (status, (string)body["token_type"]!, await UserInfo(two, token)));

        Assert.Equal("invalid_grant", (string)(await Exchange(two, code)).Body["error"]!);
        Assert.Equal(HttpStatusCode.Unauthorized, await UserInfo(two, token));
    }

    [Theory]
    [InlineData("code_verifier", "0123456789012345678901234567890123456789abd", "invalid_grant")]
    [InlineData("code_verifier", "", "invalid_grant")]
    [InlineData("redirect_uri", "https://evil.example/", "invalid_grant")]
    [InlineData("client_secret", "guess", "invalid_client")]
    [InlineData("client_id", "other", "invalid_client")]
    [InlineData("grant_type", "password", "unsupported_grant_type")]
    [InlineData("code", "guess", "invalid_grant")]
    public async Task A_stolen_code_is_worth_nothing(string name, string value, string error)
    {
        await using var two = await TwoPlatforms.Start();
        using var visitor = new Visitor();
        await Register(two, visitor);
        await SignIn(two, visitor);
        var code = (await Answer(visitor, Authorize(two)))["code"];
        Assert.Equal(error, (string)(await Exchange(two, code, (name, value))).Body["error"]!);
        if (error == "invalid_grant" && name != "code") Assert.Equal("invalid_grant", (string)(await Exchange(two, code)).Body["error"]!);
    }

    [Fact]
    public async Task A_code_dies_after_a_minute_and_a_token_after_five()
    {
        await using var two = await TwoPlatforms.Start();
        using var visitor = new Visitor();
        await Register(two, visitor);
        await SignIn(two, visitor);
        var late = (await Answer(visitor, Authorize(two)))["code"];
        two.Hub.Time.Now += TimeSpan.FromSeconds(60);
        Assert.Equal("invalid_grant", (string)(await Exchange(two, late)).Body["error"]!);

        var code = (await Answer(visitor, Authorize(two)))["code"];
        two.Hub.Time.Now += TimeSpan.FromSeconds(59);
        var token = (string)(await Exchange(two, code)).Body["access_token"]!;
        two.Hub.Time.Now += TimeSpan.FromMinutes(5);
        Assert.Equal(HttpStatusCode.Unauthorized, await UserInfo(two, token));
    }

    [Fact]
    public async Task Neither_codes_nor_tokens_nor_passwords_are_in_the_database()
    {
        await using var two = await TwoPlatforms.Start();
        using var visitor = new Visitor();
        await Register(two, visitor);
        await SignIn(two, visitor);
        var code = (await Answer(visitor, Authorize(two)))["code"];
        var token = (string)(await Exchange(two, code)).Body["access_token"]!;
        var texts = await two.Hub.Store.Read(async c =>
        {
            var tables = (await c.QueryAsync<string>("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")).AsList();
            var all = new StringBuilder();
            foreach (var table in tables)
            {
                using var reader = await c.ExecuteReaderAsync($"select * from {table}");
                while (reader.Read())
                {
                    for (var i = 0; i < reader.FieldCount; i++) all.Append(reader.GetValue(i) is byte[] bytes ? Encoding.UTF8.GetString(bytes) : reader.GetValue(i)).Append('\n');
                }
            }

            return all.ToString();
        });
        Assert.Contains("seller01", texts, StringComparison.Ordinal);
        Assert.All(new[] { code, token, TwoPlatforms.Password }, secret => Assert.DoesNotContain(secret, texts, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_account_disabled_meanwhile_is_told_to_nobody()
    {
        await using var two = await TwoPlatforms.Start();
        using var visitor = new Visitor();
        await Register(two, visitor);
        await SignIn(two, visitor);
        var token = (string)(await Exchange(two, (await Answer(visitor, Authorize(two)))["code"])).Body["access_token"]!;
        var account = (await two.Hub.Store.Read(c => Accounts.ByUserName(c, "seller01")))!;
        await two.Hub.Store.Execute(Platform.Storage.Commit.Empty.Update(account with { Disabled = true }).Record(new Exchange.Facts.AccountDisabled(account.Id, account.OrganisationId, "x")));
        Assert.Equal(HttpStatusCode.Unauthorized, await UserInfo(two, token));
        Assert.Equal("access_denied", (await Answer(visitor, Authorize(two)))["error"]);
    }

    [Fact, Cites("IDN-01")]
    public async Task 校验码不对的统一社会信用代码_说出应为哪一位()
    {
        await using var two = await TwoPlatforms.Start();
        using var visitor = new Visitor();
        var wrong = GoodCode[..17] + (GoodCode[17] == '1' ? '2' : '1');
        var page = await (await visitor.Submit(new Uri(two.Hub.Address, "/register"), RegistrationWith("creditCode", wrong))).Content.ReadAsStringAsync();
        Assert.Contains($"按前17位应为“{GoodCode[17]}”", page, StringComparison.Ordinal);
        Assert.DoesNotContain(TwoPlatforms.Password, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("role", "supervisor")]
    [InlineData("role", "operator")]
    [InlineData("role", "expert")]
    [InlineData("size", "none")]
    [InlineData("password", "seller0101")]
    [InlineData("region", "4101")]
    public async Task A_registration_that_may_not_be_is_refused_at_its_field(string name, string value)
    {
        await using var two = await TwoPlatforms.Start();
        using var visitor = new Visitor();
        var answer = await visitor.Submit(new Uri(two.Hub.Address, "/register"), [.. RegistrationWith("creditCode", GoodCode).Where(f => f.Item1 != name), (name, value)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains($"href=\"#f-{name}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_organisation_registers_once()
    {
        await using var two = await TwoPlatforms.Start();
        using var visitor = new Visitor();
        await Register(two, visitor);
        var again = await visitor.Submit(new Uri(two.Hub.Address, "/register"), [.. RegistrationWith("creditCode", GoodCode).Where(f => f.Item1 != "userName"), ("userName", "seller02")]);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Null(await two.Hub.Store.Read(c => Accounts.ByUserName(c, "seller02")));
    }
}
