using System.Net;
using System.Text.Json.Nodes;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;
using Tongcai.Tests;

namespace Tongcai.Platform.Tests.Web;

public sealed class SessionTests
{
    private const string Password = "correct horse battery";

    private static Task<TestHost> Start() => TestHost.Start(
        TestHost.TestSite with { OwnerCheck = Sample.Owns },
        app =>
        {
            SignInPage.Map(app, new SignInWays(Password: true));
            OwnAccount.Map(app);
        });

    private static async Task<Account> Open(TestHost host, string userName, Role role = Role.Purchaser, params string[] posts) =>
        (await AccountSeed.Open(
            host.Store,
            new Organisation { Id = RandomId.New(), CreditCode = RandomId.New(), Name = "中州市图书馆", Roles = new[] { role }, Region = "410100", Size = "", Address = "", ParentId = "", RegisteredAt = host.Legal.Now },
            new("王静", userName, Password, [role], posts), host.Legal.Now)).Value!;

    private static async Task<HttpStatusCode> Seen(Browser browser) => (await browser.Http.GetAsync("/account")).StatusCode;

    private static async Task<(HttpResponseMessage Answer, JsonNode? Body)> SignIn(TestHost host, string userName, string password)
    {
        using var api = await host.Api(null);
        return await api.Post("/api/v1/session", new { UserName = userName, Password = password });
    }

    [Fact]
    public async Task Signing_in_by_page_leads_back_and_signing_out_ends_the_session_on_the_server()
    {
        await using var host = await Start();
        await Open(host, "buyer01");
        var browser = host.Browser();
        var page = await browser.Open("/sign-in?return=%2Faccount");
        var answer = await browser.Send("/sign-in", page, ("return", "/account"), ("userName", "Buyer01"), ("password", Password));
        Assert.Equal((HttpStatusCode.SeeOther, "/account"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        Assert.Contains("HttpOnly", string.Join(';', answer.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, await Seen(browser));
        var stolen = browser.Cookies.GetCookies(host.Address)["tc.trade"]!.Value;

        Assert.Equal(HttpStatusCode.SeeOther, (await browser.Submit("/sign-out")).StatusCode);
        var thief = host.Browser();
        thief.Cookies.Add(host.Address, new Cookie("tc.trade", stolen));
        Assert.Equal(HttpStatusCode.Redirect, await Seen(thief));
    }

    [Fact]
    public async Task A_wrong_name_and_a_wrong_password_read_the_same()
    {
        await using var host = await Start();
        await Open(host, "buyer01");
        var (one, wrong) = await SignIn(host, "buyer01", "wrong password");
        var (two, unknown) = await SignIn(host, "nobody", "wrong password");
        Assert.Equal(one.StatusCode, two.StatusCode);
        wrong!.AsObject().Remove("traceId");
        unknown!.AsObject().Remove("traceId");
        Assert.Equal(wrong.ToJsonString(), unknown.ToJsonString());
    }

    [Fact]
    public async Task After_five_failures_even_the_right_password_waits_and_then_works()
    {
        await using var host = await Start();
        await Open(host, "buyer01");
        var failures = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => SignIn(host, "buyer01", "wrong password")));
        Assert.All(failures, f => Assert.NotEqual(HttpStatusCode.Created, f.Answer.StatusCode));
        var (blocked, _) = await SignIn(host, "buyer01", Password);
        Assert.Equal(HttpStatusCode.TooManyRequests, blocked.StatusCode);
        Assert.True(blocked.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        host.System.Now += blocked.Headers.RetryAfter.Delta!.Value;
        Assert.Equal(HttpStatusCode.Created, (await SignIn(host, "buyer01", Password)).Answer.StatusCode);
    }

    [Fact]
    public async Task An_address_that_tries_many_names_waits_too()
    {
        await using var host = await Start();
        for (var i = 0; i < 31; i++) await SignIn(host, $"user{i}", "wrong password");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await SignIn(host, "user99", "wrong password")).Answer.StatusCode);
    }

    [Fact]
    public async Task A_hall_full_of_bidders_signs_in_from_one_address_and_keeps_nobody_waiting()
    {
        await using var host = await Start();
        await Open(host, "buyer01");
        for (var i = 0; i < 40; i++) Assert.Equal(HttpStatusCode.Created, (await SignIn(host, "buyer01", Password)).Answer.StatusCode);
        for (var i = 0; i < 31; i++) await SignIn(host, $"user{i}", "wrong password");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await SignIn(host, "buyer01", Password)).Answer.StatusCode);
    }

    [Fact]
    public async Task A_session_idles_out_after_half_an_hour_but_a_suppliers_lasts_to_the_opening()
    {
        await using var host = await Start();
        var (buyer, seller) = (await host.Browser(TestHost.Buyer), await host.Browser(TestHost.Seller));
        host.System.Now += TimeSpan.FromMinutes(29);
        Assert.Equal(HttpStatusCode.OK, await Seen(buyer));
        host.System.Now += TimeSpan.FromMinutes(29);
        Assert.Equal(HttpStatusCode.OK, await Seen(buyer));
        host.System.Now += TimeSpan.FromMinutes(30);
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.OK), (await Seen(buyer), await Seen(seller)));
        host.System.Now += TimeSpan.FromHours(15);
        Assert.Equal(HttpStatusCode.OK, await Seen(seller));
        host.System.Now += TimeSpan.FromHours(72);
        Assert.Equal(HttpStatusCode.Redirect, await Seen(seller));
    }

    [Fact]
    public async Task A_jump_of_legal_time_signs_nobody_out()
    {
        await using var host = await Start();
        var buyer = await host.Browser(TestHost.Buyer);
        host.Legal.Now += TimeSpan.FromDays(60);
        Assert.Equal(HttpStatusCode.OK, await Seen(buyer));
    }

    [Fact]
    public async Task A_changed_password_ends_the_other_sessions_at_once()
    {
        await using var host = await Start();
        var account = await Open(host, "buyer01");
        var (here, there) = (await host.Browser(account.ToActor("x")), await host.Browser(account.ToActor("x")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await here.Submit("/account/password", ("current", "wrong password"), ("password", "entirely new words"))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await here.Submit("/account/password", ("current", Password), ("password", "short"))).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await here.Submit("/account/password", ("current", Password), ("password", "entirely new words"))).StatusCode);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Redirect), (await Seen(here), await Seen(there)));
        Assert.Equal(HttpStatusCode.Created, (await SignIn(host, "buyer01", "entirely new words")).Answer.StatusCode);
    }

    [Fact]
    public async Task A_disabled_account_is_out_at_once_and_cannot_come_back()
    {
        await using var host = await Start();
        var chief = await Open(host, "chief01", Role.Purchaser, Post.Administrator);
        var administrator = await host.Browser(chief.ToActor("中州市图书馆"));
        var opened = await administrator.Submit("/account/colleagues/new", ("name", "李国平"), ("userName", "clerk01"), ("password", Password), ("roles", "purchaser"), ("posts", "handler"));
        Assert.Equal(HttpStatusCode.SeeOther, opened.StatusCode);
        var clerk = (await host.Store.Read(c => Accounts.ByUserName(c, "clerk01")))!;
        Assert.Equal([Role.Purchaser], clerk.Roles.Value);
        var there = await host.Browser(clerk.ToActor("中州市图书馆"));
        Assert.Equal(HttpStatusCode.OK, await Seen(there));
        Assert.Equal(HttpStatusCode.SeeOther, (await administrator.Submit($"/account/{clerk.Id}/disable", ("reason", "调离"))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, await Seen(there));
        Assert.NotEqual(HttpStatusCode.Created, (await SignIn(host, "clerk01", Password)).Answer.StatusCode);
        var stranger = await Open(host, "other01", Role.Purchaser, Post.Administrator);
        Assert.Equal(HttpStatusCode.NotFound, (await (await host.Browser(stranger.ToActor("y"))).Submit($"/account/{chief.Id}/disable", ("reason", "恶意"))).StatusCode);
    }

    [Fact, Cites("DUT-05")]
    public void 监督管理部门的账户不得兼任采购各方和平台运营()
    {
        foreach (var role in Enum.GetValues<Role>().Where(r => r is not Role.Supervisor))
            Assert.Equal(DutyRules.SupervisorStaysOut, Assert.Single(Duties.Check([Role.Supervisor, role], [])).Rule);
        Assert.Empty(Duties.Check([Role.Supervisor], [Post.Handler, Post.Reviewer]));
    }

    [Fact, Cites("DUT-01")]
    public void 经办人不得审核自己经办的事项_他人可以()
    {
        Assert.Equal(DutyRules.Incompatible, Duties.Separate(TestHost.Buyer.AccountId, TestHost.Buyer)!.Rule);
        Assert.Null(Duties.Separate("another", TestHost.Buyer));
        Assert.NotEmpty(Duties.Check([Role.Purchaser], [Post.Handler, Post.Finance]));
    }

    [Fact]
    public async Task An_account_whose_duties_clash_is_refused_at_registration_and_at_sign_in()
    {
        await using var host = await Start();
        var refused = await AccountSeed.Open(host.Store, null, new("周某", "both01", Password, [Role.Supervisor, Role.Operator], []), host.Legal.Now);
        Assert.Equal(DutyRules.SupervisorStaysOut, Assert.Single(refused.Refusals).Rule);

        var account = await Open(host, "old01");
        Assert.IsType<Committed>(await host.Store.Execute(Commit.Empty.Update(account with { Version = 1, Roles = new[] { Role.Supervisor, Role.Supplier } }).Record(new AccountRegistered(account.Id, "", [], []))));
        var (answer, body) = await SignIn(host, "old01", Password);
        Assert.Equal("DUT-05", (string?)body!["rule"]!["id"]);
        Assert.NotEqual(HttpStatusCode.Created, answer.StatusCode);
    }

    [Fact]
    public async Task A_registered_account_is_a_restricted_fact_without_the_persons_name()
    {
        await using var host = await Start();
        var outcome = await Open(host, "buyer01");
        var result = await host.Store.Execute(RegisterAccount.Commit(outcome with { Id = RandomId.New(), UserName = "buyer02", Version = 0 }, Password));
        var fact = Assert.Single(Assert.IsType<Committed>(result).Facts);
        var text = Encoding.UTF8.GetString(fact.Leaf) + Encoding.UTF8.GetString(fact.Body);
        Assert.Equal(Exchange.FactClass.Restricted, fact.FactClass);
        Assert.DoesNotContain("王静", text, StringComparison.Ordinal);
        Assert.DoesNotContain("buyer02", text, StringComparison.Ordinal);
    }
}

public sealed class CertificateSignInTests
{
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly CertificateName Seller = new("河南恒泽智能装备有限公司", "河南恒泽智能装备有限公司", "91410100MA00000000");

    private sealed record Bench(TestHost Host, Sm2PrivateKey Key, Certificate Certificate) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }

    private static async Task<Bench> Start(bool revoked = false, DateTimeOffset? until = null)
    {
        var root = Sm2PrivateKey.Generate();
        var authority = CertificateAuthority.CreateRoot(new("演示电子认证"), root, From, From.AddYears(5));
        var key = Sm2PrivateKey.Generate();
        var certificate = authority.Issue(Seller, key.PublicKey, CertificateUses.DigitalSignature, From, until ?? From.AddYears(3));
        var list = authority.IssueRevocationList(revoked ? [new Revocation(certificate.SerialNumber, From.AddDays(1))] : [], From, From.AddYears(2), 1);
        var host = await TestHost.Start(map: CertificateSignIn.Map, add: s => s.AddSingleton(new SignInTrust([authority.Certificate], () => [list])));
        var learned = KnownRegistry.Learn(new OrganisationRegistered("org-seller", Seller.CommonName, "91410100MA00000000", ["supplier"], "410100", "small", "", ""), null)
            .And(KnownRegistry.Learn(new CertificateRegistered("org-seller", certificate.SerialNumber, "演示电子认证", certificate.ToPem(), "", certificate.NotAfter), null));
        Assert.IsType<Committed>(await host.Store.Execute(learned));
        return new(host, key, certificate);
    }

    private static async Task<(string Id, string Text)> Challenge(HttpClient api)
    {
        var (answer, body) = await api.Post("/api/v1/session/challenge", new { });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return ((string)body!["challengeId"]!, (string)body["text"]!);
    }

    private static object Answer(Bench bench, string id, string text, Sm2PrivateKey? key = null) =>
        new { ChallengeId = id, bench.Certificate.SerialNumber, Signature = Convert.ToBase64String((key ?? bench.Key).Sign(Encoding.UTF8.GetBytes(text))) };

    [Fact]
    public async Task A_signed_challenge_begins_a_session_of_the_organisation_once()
    {
        await using var bench = await Start();
        using var api = await bench.Host.Api(null);
        var (id, text) = await Challenge(api);
        Assert.Contains(bench.Host.Address.Authority, text, StringComparison.Ordinal);
        var (answer, body) = await api.Post("/api/v1/session/certificate", Answer(bench, id, text));
        Assert.Equal((HttpStatusCode.Created, "org-seller"), (answer.StatusCode, (string?)body!["actor"]!["organisationId"]));
        api.DefaultRequestHeaders.Authorization = new("Bearer", (string)body["token"]!);
        Assert.Equal(HttpStatusCode.Forbidden, (await api.Post("/api/v1/samples/new", ActTests.Good(), "k")).Answer.StatusCode);

        var (again, refused) = await api.Post("/api/v1/session/certificate", Answer(bench, id, text));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "IDN-06"), (again.StatusCode, (string?)refused!["rule"]!["id"]));
    }

    [Fact, Cites("IDN-06")]
    public async Task 签名不是这张证书的_原文被改的_序列号没有登记的_都不能登录()
    {
        await using var bench = await Start();
        using var api = await bench.Host.Api(null);
        var (id, text) = await Challenge(api);
        Assert.Equal("/signature", await Pointer(api, Answer(bench, id, text, Sm2PrivateKey.Generate())));
        (id, text) = await Challenge(api);
        Assert.Equal("/signature", await Pointer(api, Answer(bench, id, text + " ")));
        (id, text) = await Challenge(api);
        Assert.Equal("/serialNumber", await Pointer(api, new { ChallengeId = id, SerialNumber = "00", Signature = "AAAA" }));
        (id, text) = await Challenge(api);
        bench.Host.System.Now += TimeSpan.FromMinutes(5);
        Assert.Equal("/challengeId", await Pointer(api, Answer(bench, id, text)));
    }

    [Fact]
    public async Task A_revoked_or_expired_certificate_does_not_sign_in()
    {
        await using var revoked = await Start(revoked: true);
        using var api = await revoked.Host.Api(null);
        var (id, text) = await Challenge(api);
        Assert.Equal("/serialNumber", await Pointer(api, Answer(revoked, id, text)));

        await using var expired = await Start(until: From.AddDays(30));
        using var other = await expired.Host.Api(null);
        (id, text) = await Challenge(other);
        Assert.Equal("/serialNumber", await Pointer(other, Answer(expired, id, text)));
    }

    [Fact]
    public async Task The_page_signs_in_with_a_signature_made_elsewhere()
    {
        await using var bench = await Start();
        var browser = bench.Host.Browser();
        var page = await browser.Open("/sign-in/certificate");
        var text = WebUtility.HtmlDecode(global::System.Text.RegularExpressions.Regex.Match(page, "readonly rows=\"3\">([^<]*)<").Groups[1].Value);
        var answer = await browser.Send("/sign-in/certificate", page, ("serialNumber", bench.Certificate.SerialNumber), ("signature", Convert.ToBase64String(bench.Key.Sign(Encoding.UTF8.GetBytes(text)))), ("return", "/"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Contains(Seller.CommonName, await browser.Open("/"), StringComparison.Ordinal);
    }

    private static async Task<string?> Pointer(HttpClient api, object answer)
    {
        var (response, body) = await api.Post("/api/v1/session/certificate", answer);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        return (string?)body!["errors"]![0]!["pointer"];
    }
}
