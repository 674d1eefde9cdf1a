using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.PublicService.Outbox;
using Tongcai.PublicService.Subscriptions;

namespace Tongcai.PublicService.Tests.Subscriptions;

/// <summary>A hub with a mail gateway, following one ledger; both its clocks stand still until they are moved.</summary>
public class MailedHub : IAsyncLifetime
{
    internal const string Site = "https://hub.example";

    private int chains;

    internal MailCounterpart Mail { get; private set; } = null!;

    public HubHost Hub { get; private set; } = null!;

    public Source Trade { get; private set; } = null!;

    public StillSystemTime System { get; } = new(new(2026, 11, 22, 1, 0, 0, TimeSpan.Zero));

    public async ValueTask InitializeAsync()
    {
        Mail = await MailCounterpart.Start();
        Trade = await Source.Start("trade.test/ledger");
        Hub = await HubHost.Start(
            SampleChain.At(2026, 4, 28, 12), await Connection(),
            s => s.AddSingleton<SystemTime>(System).AddSingleton(new MailSettings(Mail.Gateway, Site, "中州市公共服务平台") { Patience = TimeSpan.FromSeconds(5) }), Trade.Followed);
    }

    /// <summary>Publishes the intention of a new procurement and waits until the hub has offered it to subscribers.</summary>
    internal async Task<SampleChain> Publish(string title, DateTimeOffset? at = null)
    {
        var chain = new SampleChain($"{(char)('a' + (chains++ % 26))}{RandomId.New()[1..]}", title, $"410100-GKZB-2026-{chains:D4}");
        await Trade.Say(new Said(chain.Intention, at ?? Hub.Legal.Now.AddMinutes(-1), SampleChain.School));
        await Until(async () => await Hub.Store.Read(db => db.Find<Tongcai.PublicService.Chain.ProcurementPage>(chain.Id)) is not null && (await Hub.Store.Read(db => db.All<Tongcai.PublicService.Chain.FreshFact>())).Count == 0);
        return chain;
    }

    public static async Task Until(Func<Task<bool>> met)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (!await met()) await Task.Delay(30, limit.Token);
    }

    protected virtual Task<string> Connection() => Task.FromResult("");

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Hub.DisposeAsync();
        await Trade.DisposeAsync();
        await Mail.DisposeAsync();
    }
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class MailedPostgresHub : MailedHub
{
    protected override Task<string> Connection() => Databases.Postgres(new StoreSetup([typeof(PublicServicePlatform).Assembly], new LegalTime(TimeProvider.System), new SystemTime()));
}

public sealed class SubscriptionsOnSqlite(MailedHub hub) : SubscriptionTests(hub), IClassFixture<MailedHub>;

public sealed class SubscriptionsOnPostgres(MailedPostgresHub hub) : SubscriptionTests(hub), IClassFixture<MailedPostgresHub>;

/// <summary>Saved searches tell what is new, once, to whom it was promised, whatever the gateway does.</summary>
public abstract partial class SubscriptionTests(MailedHub mailed)
{
    private HubHost Hub => mailed.Hub;

    private static Actor Person(string id) => new(id, "赵敏", "org-supplier", "河南知行教育装备有限公司", new HashSet<Role> { Role.Supplier }, new HashSet<string>());

    private async Task<string> Save(Actor actor, string query, Frequency frequency, string? mail)
    {
        var (status, body) = await Hub.Do(actor, "/account/searches/new", new { name = "教学", query, frequency, mail });
        Assert.True(status is HttpStatusCode.Created, body.ToJsonString());
        return (string)body["result"]!["id"]!;
    }

    /// <summary>Saves a search and answers the confirmation that was mailed.</summary>
    private async Task<string> SaveConfirmed(Actor actor, string query, Frequency frequency, string mail)
    {
        await mailed.Mail.Behave();
        var id = await Save(actor, query, frequency, mail);
        var letter = Assert.Single(await mailed.Mail.Letters(mail, 1));
        await Answer(Link(letter.Text, "confirm"));
        return id;
    }

    /// <summary>The path of a link in a mail.</summary>
    private static string Link(string text, string verb) => Regex.Match(text, $"{Regex.Escape(MailedHub.Site)}(/searches/[a-z2-7]{{26}}/{verb})").Groups[1].Value;

    /// <summary>Opens a link and presses its button, as a browser does that is not signed in and runs no scripts.</summary>
    private async Task<HttpStatusCode> Answer(string path, params (string, string)[] typed)
    {
        using var visitor = new Identity.Visitor();
        using var answer = await visitor.Submit(new Uri(Hub.Address, path), typed);
        return answer.StatusCode;
    }

    private Task<IReadOnlyList<OutboundAttempt>> Tries(string search) => Hub.Store.Read<IReadOnlyList<OutboundAttempt>>(async db =>
        [.. (await db.Among<OutboundAttempt>("message_id", (await db.Where<OutboundMessage>("owner_id = @search", new { search })).Select(m => m.Id))).OrderBy(a => a.At)]);

    private Task<List<OutboundMessage>> Messages(string search) => Hub.Store.Read(db => db.Where<OutboundMessage>("owner_id = @search order by made_at", new { search }));

    /// <summary>The one message that tells of a notice.</summary>
    private async Task<OutboundMessage?> Told(string search) => (await Messages(search)).SingleOrDefault(m => m.Title.Contains("新公告", StringComparison.Ordinal));

    [Fact]
    public async Task Nothing_is_mailed_before_the_holder_of_the_address_agrees_and_then_what_is_new_comes_at_once()
    {
        var me = Person("me-1");
        var id = await Save(me, "?q=显微镜", Frequency.AtOnce, "one@b.example");
        var ask = Assert.Single(await mailed.Mail.Letters("one@b.example", 1));
        Assert.Contains("请确认", ask.Subject, StringComparison.Ordinal);
        await mailed.Publish("显微镜采购项目甲");

        Assert.Equal(HttpStatusCode.SeeOther, await Answer(Link(ask.Text, "confirm")));
        await mailed.Publish("轮胎采购项目");
        var chain = await mailed.Publish("显微镜采购项目乙");
        var letters = await mailed.Mail.Letters("one@b.example", 2);
        var told = Assert.Single(letters.Skip(1));
        Assert.Equal("“教学”有 1 条新公告", told.Subject);
        Assert.Contains("显微镜采购项目乙", told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("项目甲", told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("轮胎", told.Text, StringComparison.Ordinal);
        var notice = Regex.Match(told.Text, $"{MailedHub.Site}(/notices/\\S+)").Groups[1].Value;
        Assert.Equal(HttpStatusCode.OK, (await Hub.Page(notice)).Status);
        Assert.Contains(chain.Id, (await Hub.Page(notice)).Html, StringComparison.Ordinal);

        mailed.System.Now += TimeSpan.FromSeconds(3);
        await MailedHub.Until(async () => (await Messages(id)).All(m => m.State is MessageState.Delivered));
        var (_, log) = await Hub.Page(me, $"/account/searches/{id}");
        Assert.Contains("已送达", log, StringComparison.Ordinal);
        Assert.Contains("邮件网关已接收", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_fails_is_tried_again_later_each_time()
    {
        var id = await SaveConfirmed(Person("me-2"), "?q=天平", Frequency.AtOnce, "two@b.example");
        await mailed.Mail.Behave(fail: 100);
        await mailed.Publish("天平采购项目");
        await MailedHub.Until(async () => await Told(id) is { Attempts: 1, State: MessageState.Waiting });
        Assert.Contains(await Tries(id), t => t.Outcome.Contains("503", StringComparison.Ordinal));

        // Not before the wait is over: five seconds, less a fifth.
        mailed.System.Now += TimeSpan.FromSeconds(3.9);
        await Task.Delay(700, TestContext.Current.CancellationToken);
        Assert.Equal(1, (await Told(id))!.Attempts);
        mailed.System.Now += TimeSpan.FromSeconds(3);
        await MailedHub.Until(async () => await Told(id) is { Attempts: 2 });
        await mailed.Mail.Behave();
        mailed.System.Now += TimeSpan.FromMinutes(6);
        await mailed.Mail.Letters("two@b.example", 2);
    }

    [Fact]
    public async Task A_gateway_that_lies_is_found_out_and_the_mail_comes_once()
    {
        var id = await SaveConfirmed(Person("me-3"), "?q=量筒", Frequency.AtOnce, "three@b.example");
        await mailed.Mail.Behave(lie: true);
        await mailed.Publish("量筒采购项目");
        await MailedHub.Until(async () => (await Messages(id)).Any(m => m is { Title: "“教学”有 1 条新公告", State: MessageState.Accepted }));
        await mailed.Mail.Behave();
        mailed.System.Now += TimeSpan.FromSeconds(3);
        await MailedHub.Until(async () => (await Tries(id)).Any(t => t.Outcome.Contains("查无此信", StringComparison.Ordinal)));
        mailed.System.Now += TimeSpan.FromMinutes(7);
        await mailed.Mail.Letters("three@b.example", 2);
        mailed.System.Now += TimeSpan.FromSeconds(3);
        await MailedHub.Until(async () => (await Messages(id)).All(m => m.State is MessageState.Delivered));
        Assert.Equal(2, (await mailed.Mail.Letters("three@b.example")).Count);
    }

    [Fact]
    public async Task A_gateway_that_is_slow_is_not_waited_for_and_the_mail_comes_once()
    {
        var id = await SaveConfirmed(Person("me-4"), "?q=烧杯", Frequency.AtOnce, "four@b.example");
        await mailed.Mail.Behave(delayMilliseconds: 7_000);
        await mailed.Publish("烧杯采购项目");
        await MailedHub.Until(async () => (await Tries(id)).Any(t => t.Outcome.Contains("没有答复", StringComparison.Ordinal)));
        await mailed.Mail.Behave();
        mailed.System.Now += TimeSpan.FromSeconds(7);
        await mailed.Mail.Letters("four@b.example", 2);
        mailed.System.Now += TimeSpan.FromSeconds(3);
        await MailedHub.Until(async () => (await Messages(id)).All(m => m.State is MessageState.Delivered));
        Assert.Equal(2, (await mailed.Mail.Letters("four@b.example")).Count);
    }

    [Fact]
    public async Task A_daily_summary_names_the_whole_day_in_one_mail_and_a_day_without_news_brings_none()
    {
        await SaveConfirmed(Person("me-5"), "?q=黑板", Frequency.Daily, "five@b.example");
        await mailed.Publish("黑板采购项目甲");
        await mailed.Publish("黑板采购项目乙");
        Assert.Single(await mailed.Mail.Letters("five@b.example"));
        Hub.Legal.Now = SavedSearch.Next(Frequency.Daily, Hub.Legal.Now)!.Value;
        var told = (await mailed.Mail.Letters("five@b.example", 2))[1];
        Assert.Equal("“教学”有 2 条新公告", told.Subject);
        Hub.Legal.Now = Hub.Legal.Now.AddDays(1);
        await MailedHub.Until(async () => (await Hub.Store.Read(db => db.Where<SavedSearch>("account_id = 'me-5'", new { })))[0].DueAt > Hub.Legal.Now);
        Assert.Equal(2, (await mailed.Mail.Letters("five@b.example")).Count);
    }

    [Fact]
    public async Task What_is_older_than_a_week_is_no_news()
    {
        var id = await SaveConfirmed(Person("me-6"), "?q=算盘", Frequency.AtOnce, "six@b.example");
        await mailed.Publish("算盘采购项目", Hub.Legal.Now - Offering.News - TimeSpan.FromSeconds(1));
        Assert.Single(await Messages(id));
        await mailed.Publish("算盘采购项目", Hub.Legal.Now - Offering.News + TimeSpan.FromMinutes(1));
        Assert.Equal(2, (await Messages(id)).Count);
    }

    [Fact]
    public async Task The_link_in_every_mail_stops_it_without_signing_in()
    {
        var me = Person("me-7");
        var id = await SaveConfirmed(me, "?q=粉笔", Frequency.AtOnce, "seven@b.example");
        await Save(me, "?q=板擦", Frequency.AtOnce, "seven@b.example");
        await mailed.Publish("粉笔采购项目");
        var told = (await mailed.Mail.Letters("seven@b.example", 2))[1];
        var stop = Link(told.Text, "stop");

        // A mail program that looks at the link beforehand changes nothing.
        Assert.Equal(HttpStatusCode.OK, (await Hub.Page(stop)).Status);
        Assert.Equal(Frequency.AtOnce, (await Hub.Store.Read(db => db.Get<SavedSearch>(id))).Frequency);
        Assert.Equal(HttpStatusCode.SeeOther, await Answer(stop, ("extent", "this")));
        Assert.Equal([Frequency.Never, Frequency.AtOnce], (await Hub.Store.Read(db => db.Where<SavedSearch>("account_id = 'me-7' order by made_at, name", new { }))).Select(s => s.Frequency).Order());
        Assert.Equal(HttpStatusCode.SeeOther, await Answer(stop, ("extent", "all")));
        Assert.All(await Hub.Store.Read(db => db.Where<SavedSearch>("account_id = 'me-7'", new { })), s => Assert.Equal(Frequency.Never, s.Frequency));
        await mailed.Publish("粉笔和板擦采购项目");
        Assert.Equal(2, (await mailed.Mail.Letters("seven@b.example")).Count);
    }

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("x")]
    [InlineData("%27%20or%201=1")]
    public async Task A_key_that_was_guessed_opens_nothing(string key)
    {
        Assert.Contains("已经失效", (await Hub.Page($"/searches/{key}/stop")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await Answer($"/searches/{key}/stop", ("extent", "this")));
        Assert.Equal(HttpStatusCode.NotFound, await Answer($"/searches/{key}/confirm"));
    }

    [Fact]
    public async Task A_search_is_its_owners_alone()
    {
        var (me, other) = (Person("me-8"), Person("me-9"));
        var id = await Save(me, "?q=教学", Frequency.Never, null);
        foreach (var who in new[] { other, null })
        {
            Assert.NotEqual(HttpStatusCode.OK, (await Hub.Page(who, $"/account/searches/{id}")).Status);
            Assert.NotEqual(HttpStatusCode.Created, (await Hub.Do(who, $"/account/searches/{id}/delete", new { })).Status);
        }

        Assert.Contains("保存的检索（1）", (await Hub.Page(me, "/account/searches")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await Hub.Do(me, $"/account/searches/{id}/change", new { name = "改名", query = "?q=教学&sme=1", frequency = "never" })).Status);
        var (_, html) = await Hub.Page(me, $"/account/searches/{id}");
        Assert.Contains("改名", html, StringComparison.Ordinal);
        Assert.Contains("/feed/notices.ics?q=", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await Hub.Do(me, $"/account/searches/{id}/delete", new { })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Hub.Page(me, $"/account/searches/{id}")).Status);
    }

    [Theory]
    [InlineData("""{"name":"a","query":"?q=a","frequency":"hourly"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"name":"a","query":"?q=a","frequency":"daily","mail":"a@b.example\r\nBcc: c@d.example"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"name":"","query":"?q=a","frequency":"never"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"name":"a","query":"?q=\u0000%00&region=x","frequency":"never"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"name":"a","query":"?after=zzz&sort=relevance","frequency":"never"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    public async Task Rubbish_is_a_problem_document(string request, HttpStatusCode expected)
    {
        var (status, body) = await Hub.Do(Person("me-10"), "/account/searches/new", request);
        Assert.Equal(expected, status);
        Assert.StartsWith("/problems/", (string?)body["type"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_calendar_of_a_search_holds_the_deadlines_under_the_names_the_notices_have()
    {
        var chain = new SampleChain("zz" + RandomId.New()[2..], "投影仪采购项目", "410100-GKZB-2026-9001");
        await mailed.Trade.Say(new Said(chain.Notice, SampleChain.At(2026, 4, 27, 9), SampleChain.Agency));
        await MailedHub.Until(async () => await Hub.Store.Read(db => db.Find<Tongcai.PublicService.Chain.ProcurementPage>(chain.Id)) is not null);
        Hub.Legal.Now = SampleChain.At(2026, 4, 28, 12);
        using var client = Hub.Client();
        var text = await client.GetStringAsync("/feed/notices.ics?q=投影仪");
        var own = await client.GetStringAsync($"/notices/{chain.NoticeId}.ics");
        var uid = Regex.Match(own.Replace("\r\n ", "", StringComparison.Ordinal), "UID:.*deadline.*").Value;
        Assert.Contains(uid, text.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("DTSTART;TZID=Asia/Shanghai:20260430T093000\r\n", text, StringComparison.Ordinal);
        Assert.Contains("BEGIN:VTIMEZONE\r\n", text, StringComparison.Ordinal);
        Assert.All(text.Split("\r\n"), line => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.DoesNotContain("BEGIN:VEVENT", await client.GetStringAsync("/feed/notices.ics?q=投影仪&deadline=closed"), StringComparison.Ordinal);
        using var bad = await client.GetAsync("/feed/notices.ics?region=x");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.StatusCode);
    }
}
