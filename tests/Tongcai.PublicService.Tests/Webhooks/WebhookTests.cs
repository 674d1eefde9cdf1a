using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.PublicService.Outbox;
using Tongcai.PublicService.Tests.Subscriptions;
using Tongcai.PublicService.Webhooks;

namespace Tongcai.PublicService.Tests.Webhooks;

/// <summary>A hub that may call this machine, following one ledger; both its clocks stand still until they are moved.</summary>
public class CallingHub : IAsyncLifetime
{
    public HubHost Hub { get; private set; } = null!;

    public Source Trade { get; private set; } = null!;

    internal Receiver Receiver { get; private set; } = null!;

    public StillSystemTime System { get; } = new(new(2026, 11, 22, 1, 0, 0, TimeSpan.Zero));

    public async ValueTask InitializeAsync()
    {
        Receiver = await Receiver.Start();
        Trade = await Source.Start("trade.test/ledger");
        Hub = await HubHost.Start(
            SampleChain.At(2026, 4, 28, 12), await Connection(),
            s => s.AddSingleton<SystemTime>(System).AddSingleton(new WebhookSettings("https://hub.example", Loopback: true) { Patience = TimeSpan.FromSeconds(5) }), Trade.Followed);
    }

    protected virtual Task<string> Connection() => Task.FromResult("");

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Hub.DisposeAsync();
        await Trade.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class CallingPostgresHub : CallingHub
{
    protected override Task<string> Connection() => Databases.Postgres(new StoreSetup([typeof(PublicServicePlatform).Assembly], new LegalTime(TimeProvider.System), new SystemTime()));
}

public sealed class WebhooksOnSqlite(CallingHub hub) : WebhookTests(hub), IClassFixture<CallingHub>;

public sealed class WebhooksOnPostgres(CallingPostgresHub hub) : WebhookTests(hub), IClassFixture<CallingPostgresHub>;

/// <summary>Events arrive signed, again after failures, and nowhere but where they may go.</summary>
public abstract class WebhookTests(CallingHub calling)
{
    private static int people;

    private HubHost Hub => calling.Hub;

    private Receiver Receiver => calling.Receiver;

    private static Actor Administrator() => new($"admin-{++people}", "周宁", $"org-{people}", "中州云商科技有限公司", new HashSet<Role> { Role.Supplier }, new HashSet<string> { Post.Administrator });

    private async Task<(string Id, string Secret)> Open(Actor actor, string path, params string[] kinds)
    {
        var (status, body) = await Hub.Do(actor, "/account/webhooks/new", new { url = Receiver.Url(path), kinds });
        Assert.True(status is HttpStatusCode.Created, body.ToJsonString());
        return ((string)body["result"]!["id"]!, (string)body["once"]!);
    }

    private async Task<SampleChain> Publish()
    {
        var chain = new SampleChain($"w{RandomId.New()[1..]}", "交换机采购项目", "410100-GKZB-2026-7001");
        await calling.Trade.Say(new Said(chain.Intention, Hub.Legal.Now.AddMinutes(-1), SampleChain.School));
        return chain;
    }

    private Task<List<OutboundMessage>> Messages(string webhook) => Hub.Store.Read(db => db.Where<OutboundMessage>("owner_id = @webhook order by made_at, id", new { webhook }));

    private async Task<string> LastOutcome(string webhook) =>
        (await Hub.Store.Read(async db => await db.Among<OutboundAttempt>("message_id", (await db.Where<OutboundMessage>("owner_id = @webhook", new { webhook })).Select(m => m.Id)))).OrderBy(a => a.At).LastOrDefault()?.Outcome ?? "";

    private Receiver.Call CallOf(string id) => Receiver.Calls.Last(c => c.Id == id);

    private void Behave(HttpStatusCode status = HttpStatusCode.NoContent, int delay = 0, string location = "") => (Receiver.Status, Receiver.Delay, Receiver.Location) = (status, TimeSpan.FromMilliseconds(delay), location);

    [Fact]
    public async Task An_event_comes_thin_and_signed_once_the_fact_is_public()
    {
        Behave();
        var (id, secret) = await Open(Administrator(), "a", "intention.published");
        var (other, _) = await Open(Administrator(), "b", "result.published");
        var chain = await Publish();
        await MailedHub.Until(async () => (await Messages(id)).Any(m => m.State is MessageState.Delivered));
        var message = Assert.Single(await Messages(id));
        var call = CallOf(message.Id);
        Assert.Equal(WebhookSecrets.Sign(secret, call.Id, long.Parse(call.Timestamp, null), call.Body), call.Signature);
        Assert.NotEqual(WebhookSecrets.Sign(secret, call.Id, long.Parse(call.Timestamp, null), call.Body + " "), call.Signature);
        Assert.Equal(calling.System.Now.ToUnixTimeSeconds(), long.Parse(call.Timestamp, null));
        var body = JsonNode.Parse(call.Body)!;
        Assert.Equal("intention.published", (string?)body["type"]);
        Assert.Equal(chain.Id, (string?)body["data"]!["procurementId"]);
        Assert.DoesNotContain("交换机", call.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Hub.Api(new Uri((string)body["data"]!["api"]!).AbsolutePath["/api/v1".Length..])).Status);
        Assert.Empty(await Messages(other));
    }

    [Fact]
    public async Task A_secret_is_said_once_and_kept_encrypted()
    {
        var me = Administrator();
        var (id, secret) = await Open(me, "c", "result.published");
        var kept = await Hub.Store.Read(db => db.Get<Webhook>(id));
        Assert.DoesNotContain(secret["whsec_".Length..], kept.Secret, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, (await Hub.Page(me, $"/account/webhooks/{id}")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, await Hub.Store.Read(async db => string.Concat((await Dapper.SqlMapper.QueryAsync<byte[]>(db, "select body from request_outcome")).Select(System.Text.Encoding.UTF8.GetString))), StringComparison.Ordinal);

        // A repetition of the same request gets the same answer without it.
        using var client = await Hub.Api(me);
        async Task<JsonNode> Again()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/account/webhooks/new") { Content = new StringContent($$"""{"url":"{{Receiver.Url("d")}}","kinds":["result.published"]}""", System.Text.Encoding.UTF8, "application/json") };
            request.Headers.Add("Idempotency-Key", "once-and-again");
            using var answer = await client.SendAsync(request);
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        }

        var (first, second) = (await Again(), await Again());
        Assert.StartsWith("whsec_", (string?)first["once"], StringComparison.Ordinal);
        Assert.Null(second["once"]);
        Assert.Equal((string?)first["result"]!["id"], (string?)second["result"]!["id"]);
    }

    [Fact]
    public async Task After_a_change_of_keys_both_sign_for_a_day()
    {
        Behave();
        var me = Administrator();
        var (id, before) = await Open(me, "e", "result.published");
        var (_, rotated) = await Hub.Do(me, $"/account/webhooks/{id}/rotate", new { });
        var after = (string)rotated["once"]!;
        async Task<string[]> Tried()
        {
            var known = (await Messages(id)).Select(m => m.Id).ToHashSet();
            Assert.Equal(HttpStatusCode.Created, (await Hub.Do(me, $"/account/webhooks/{id}/test", new { })).Status);
            await MailedHub.Until(async () => (await Messages(id)).Any(m => !known.Contains(m.Id) && m.State is MessageState.Delivered));
            var call = CallOf((await Messages(id)).Single(m => !known.Contains(m.Id)).Id);
            var signed = new[] { after, before }.Select(s => WebhookSecrets.Sign(s, call.Id, long.Parse(call.Timestamp, null), call.Body)).ToArray();
            return [.. call.Signature.Split(' ').Select(s => Array.IndexOf(signed, s) switch { 0 => "new", 1 => "old", _ => "wrong" })];
        }

        Assert.Equal(["new", "old"], await Tried());
        calling.System.Now += WebhookActs.Overlap;
        Assert.Equal(["new"], await Tried());
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "500")]
    [InlineData(HttpStatusCode.BadRequest, "400")]
    [InlineData(HttpStatusCode.TooManyRequests, "429")]
    public async Task A_receiver_that_fails_gets_the_same_event_again(HttpStatusCode status, string said)
    {
        Behave(status);
        var me = Administrator();
        var (id, _) = await Open(me, "f", "result.published");
        await Hub.Do(me, $"/account/webhooks/{id}/test", new { });
        await MailedHub.Until(async () => (await Messages(id)) is [{ Attempts: 1, State: MessageState.Waiting }]);
        Assert.Contains(said, await LastOutcome(id), StringComparison.Ordinal);
        Behave();
        calling.System.Now += TimeSpan.FromSeconds(7);
        await MailedHub.Until(async () => (await Messages(id)) is [{ Attempts: 2, State: MessageState.Delivered }]);
        var sent = Receiver.Calls.Where(c => c.Id == Messages(id).Result[0].Id).ToList();
        Assert.Equal(2, sent.Count);
        Assert.Single(sent.Select(c => c.Body).Distinct());
        Assert.Equal(2, sent.Select(c => c.Signature).Distinct().Count());
    }

    [Fact]
    public async Task A_receiver_that_never_answers_is_given_up_after_the_last_wait_and_can_be_called_again_by_hand()
    {
        Behave(HttpStatusCode.ServiceUnavailable);
        var me = Administrator();
        var (id, _) = await Open(me, "g", "result.published");
        await Hub.Do(me, $"/account/webhooks/{id}/test", new { });
        for (var attempt = 1; attempt <= Retries.Waits.Count; attempt++)
        {
            await MailedHub.Until(async () => (await Messages(id))[0].Attempts == attempt);
            Assert.Equal(MessageState.Waiting, (await Messages(id))[0].State);
            calling.System.Now += Retries.Waits[attempt - 1] * 1.21;
        }

        await MailedHub.Until(async () => (await Messages(id))[0].State is MessageState.GivenUp);
        Behave();
        Assert.Equal(HttpStatusCode.Created, (await Hub.Do(me, $"/account/webhooks/{id}/deliveries/{(await Messages(id))[0].Id}/replay", new { })).Status);
        await MailedHub.Until(async () => (await Messages(id))[0].State is MessageState.Delivered);
        var (_, html) = await Hub.Page(me, $"/account/webhooks/{id}");
        Assert.Contains("对方答复 503", html, StringComparison.Ordinal);
        Assert.Contains("/replay", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_that_is_slow_is_not_waited_for_and_one_that_redirects_is_not_followed()
    {
        Behave(delay: 7_000);
        var me = Administrator();
        var (id, _) = await Open(me, "h", "result.published");
        await Hub.Do(me, $"/account/webhooks/{id}/test", new { });
        await MailedHub.Until(async () => (await LastOutcome(id)).Contains("没有答复", StringComparison.Ordinal));
        Behave(HttpStatusCode.TemporaryRedirect, location: Receiver.Url("x").Replace("/hooks/x", "/inside", StringComparison.Ordinal));
        calling.System.Now += TimeSpan.FromSeconds(7);
        await MailedHub.Until(async () => (await LastOutcome(id)).Contains("307", StringComparison.Ordinal));
        Assert.Equal(0, Receiver.Redirected);
    }

    [Fact]
    public async Task A_receiver_that_is_gone_ends_the_subscription_until_it_is_resumed()
    {
        Behave(HttpStatusCode.Gone);
        var me = Administrator();
        var (id, _) = await Open(me, "i", "intention.published");
        await Publish();
        await MailedHub.Until(async () => (await Hub.Store.Read(db => db.Get<Webhook>(id))).Ended.Length > 0);
        Behave();
        var before = (await Messages(id)).Count;
        await Publish();
        await MailedHub.Until(async () => (await Hub.Store.Read(db => db.All<Tongcai.PublicService.Chain.FreshFact>())).Count == 0);
        Assert.Equal(before, (await Messages(id)).Count);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Hub.Do(me, $"/account/webhooks/{id}/test", new { })).Status);
        Assert.Equal(HttpStatusCode.Created, (await Hub.Do(me, $"/account/webhooks/{id}/resume", new { })).Status);
        await Hub.Do(me, $"/account/webhooks/{id}/test", new { });
        await MailedHub.Until(async () => (await Messages(id)).Any(m => m.State is MessageState.Delivered));
    }

    [Fact]
    public async Task A_webhook_is_its_organisations_alone_and_its_administrators()
    {
        var (me, other) = (Administrator(), Administrator());
        var (id, _) = await Open(me, "j", "result.published");
        Assert.Equal(HttpStatusCode.NotFound, (await Hub.Page(other, $"/account/webhooks/{id}")).Status);
        foreach (var act in new[] { "rotate", "test", "resume", "delete" }) Assert.Equal(HttpStatusCode.NotFound, (await Hub.Do(other, $"/account/webhooks/{id}/{act}", new { })).Status);
        var plain = me with { AccountId = "plain", Posts = new HashSet<string>() };
        Assert.Equal(HttpStatusCode.Forbidden, (await Hub.Page(plain, "/account/webhooks")).Status);
        Assert.Equal(HttpStatusCode.Created, (await Hub.Do(me, $"/account/webhooks/{id}/delete", new { })).Status);
    }

    [Theory]
    [InlineData("""{"url":"https://example.com/h","kinds":["bid.sealed"]}""", "/kinds/0")]
    [InlineData("""{"url":"https://example.com/h","kinds":[]}""", "/kinds")]
    [InlineData("""{"url":"http://169.254.169.254/latest/meta-data","kinds":["result.published"]}""", "/url")]
    [InlineData("""{"url":"https://10.0.0.1/","kinds":["result.published"]}""", "/url")]
    [InlineData("""{"url":"gopher://example.com/","kinds":["result.published"]}""", "/url")]
    [InlineData("""{"url":"https://user:secret@example.com/","kinds":["result.published"]}""", "/url")]
    [InlineData("""{"url":"https://example.com:22/","kinds":["result.published"]}""", "/url")]
    public async Task Rubbish_and_traps_are_problem_documents(string request, string pointer)
    {
        var (status, body) = await Hub.Do(Administrator(), "/account/webhooks/new", request);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains(body["errors"]!.AsArray(), e => (string?)e!["pointer"] == pointer);
    }
}
