using System.Net;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Tests.Web;
using Tongcai.Platform.Time;

namespace Tongcai.Platform.Tests.Ledgers.Attachments;

public sealed class SqliteAttachingTests() : AttachingTests("sqlite");

public sealed class PostgresAttachingTests() : AttachingTests("postgres")
{
    [Fact]
    public async Task Another_node_of_the_platform_takes_the_change_from_the_database()
    {
        await using var hub = await ActingPlatform.Start("hub", "postgres");
        await using var node = await ActingPlatform.Start("hub", "postgres", twin: hub);
        await using var trade = await ActingPlatform.Start("trade");
        await Attach(hub, trade, "trading", readsAs: "trading");
        await ActingPlatform.Until(() => Task.FromResult(node.Attachments.Now.Pin(trade.Options.Origin) is not null));
        Assert.Equal(HttpStatusCode.OK, await ReadRestricted(trade, node));
        await Detach(node, trade);
        await ActingPlatform.Until(() => Task.FromResult(hub.Attachments.Now.Followed.Count == 0 && hub.Attachments.Now.Pin(trade.Options.Origin) is null));
        Assert.Equal(HttpStatusCode.Unauthorized, await ReadRestricted(trade, hub));
    }
}

/// <summary>接入与停止接入 while the platforms run: over the act's interface, with real followers between real platforms.</summary>
public abstract class AttachingTests(string engine)
{
    private const string Reason = "双方合同到期，按会议纪要停止互联。";

    [Fact]
    public async Task What_is_attached_is_read_and_may_read_at_once_what_is_detached_no_more_and_what_is_attached_again_goes_on()
    {
        await using var hub = await ActingPlatform.Start("hub", engine);
        await using var trade = await ActingPlatform.Start("trade");
        await trade.Say("一", "二");
        Assert.Equal(HttpStatusCode.Unauthorized, await ReadRestricted(trade, hub));
        var (status, body) = await Attach(hub, trade, "trading", readsAs: "trading");
        Assert.True(status is HttpStatusCode.Created, body.ToJsonString());
        await hub.UntilLearned("一", "二");
        await ActingPlatform.Until(async () => await ReadRestricted(trade, hub) is HttpStatusCode.OK);
        Assert.NotEqual(HttpStatusCode.NotFound, await AskWitness(hub, trade));
        var line = await Line(hub, trade);
        Assert.Equal(("交易平台", true, true, 0), ((string)line["role"]!, (bool)line["attached"]!, (bool)line["mayRead"]!, (int)line["parked"]!));
        await ActingPlatform.Until(async () => (long)(await Line(hub, trade))["lastHour"]! >= 2);

        Assert.Equal(HttpStatusCode.Created, (await Detach(hub, trade)).Status);
        await ActingPlatform.Until(async () => await ReadRestricted(trade, hub) is HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.NotFound, await AskWitness(hub, trade));
        await trade.Say("三");
        await trade.App.Services.GetRequiredService<Sequencer>().TickOnce();
        Assert.Empty(hub.Attachments.Now.Followed);
        Assert.Equal(["一", "二"], await hub.Learned());
        Assert.Equal(Reason, (string)(await Other(hub, trade))["reason"]!);

        Assert.Equal(HttpStatusCode.Created, (await Attach(hub, trade, "trading")).Status);
        await hub.UntilLearned("一", "二", "三");
        Assert.Equal(HttpStatusCode.Unauthorized, await ReadRestricted(trade, hub));
        var facts = (await hub.Store.Read(c => c.FactsOf("platform/" + trade.Options.Origin))).Select(f => FactBody.Read(FactKinds.Published.Find(f.Kind)!, f.Body).Fact).ToList();
        var first = Assert.IsType<PlatformAttached>(facts[0]);
        Assert.Equal((trade.Options.Origin, "trading", trade.Keys.VerifierKey, trade.Keys.PeerKey, "trading"), (first.Ledger, first.Role, first.VerifierKey, first.PeerKey, first.ReadsAs));
        Assert.Equal(new PlatformDetached(trade.Options.Origin, Reason), facts[1]);
        Assert.Equal("", Assert.IsType<PlatformAttached>(facts[2]).ReadsAs);
        Assert.Empty(await hub.App.Services.GetRequiredService<Reconciler>().Run());
    }

    [Fact]
    public async Task One_that_is_attached_is_not_attached_twice_and_one_that_is_not_cannot_be_detached()
    {
        await using var hub = await ActingPlatform.Start("hub", engine);
        await using var trade = await ActingPlatform.Start("trade");
        Assert.Equal(HttpStatusCode.NotFound, (await Detach(hub, trade)).Status);
        Assert.Equal(HttpStatusCode.Created, (await Attach(hub, trade, "trading")).Status);
        var (status, body) = await Attach(hub, trade, "trading");
        Assert.Equal((HttpStatusCode.Conflict, "/verifierKey"), (status, (string)body["errors"]![0]!["pointer"]!));
        await ActingPlatform.Until(() => Task.FromResult(hub.Attachments.Now.Followed.Count == 1));
        Assert.Equal(HttpStatusCode.Created, (await Detach(hub, trade)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Detach(hub, trade)).Status);
        Assert.Equal(1, await hub.Store.Read(c => c.ExecuteScalarAsync<long>("select count(*) from ledger_fact where kind = 'platform.detached'")));
    }

    [Fact]
    public async Task Only_the_administrator_of_the_platform_may_and_the_page_says_what_will_follow()
    {
        await using var hub = await ActingPlatform.Start("hub", engine);
        foreach (var (actor, status) in new[] { (null, HttpStatusCode.Unauthorized), (TestHost.Buyer, HttpStatusCode.Forbidden) })
            Assert.Equal(status, (await hub.Do(actor, "/ledger/attachments/new", new { })).Status);
        var (shown, html) = await hub.Page(ActingPlatform.Operator, "/ledger/attachments/new");
        Assert.Equal(HttpStatusCode.OK, shown);
        Assert.Contains("/ledger/vkey", html, StringComparison.Ordinal);
        using var client = hub.Client();
        Assert.Equal(hub.Keys.PeerKey, (await client.GetStringAsync("/ledger/peer")).Trim());
        Assert.DoesNotContain("/ledger/attachments/new", (await hub.Page(null, "/ledger")).Html, StringComparison.Ordinal);
        Assert.Contains("/ledger/attachments/new", (await hub.Page(ActingPlatform.Operator, "/ledger")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_configuration_names_is_written_down_once_changed_when_it_changes_and_detached_when_it_is_gone()
    {
        await using var trade = await ActingPlatform.Start("trade");
        await using var hub = await ActingPlatform.Start("hub", engine, more: o => o with { Follow = [Source(trade)] });
        await trade.Say("一");
        await hub.UntilLearned("一");
        await ActingPlatform.Until(async () => await Facts(hub, trade) == 1);
        Assert.True(await Record(hub, hub.Options));
        Assert.Equal(1, await Facts(hub, trade));
        Assert.True(await Record(hub, hub.Options with { Follow = [Source(trade) with { Role = PlatformRole.Trading }] }));
        Assert.Equal(2, await Facts(hub, trade));
        Assert.True(await Record(hub, hub.Options with { Follow = [] }));
        Assert.Equal(3, await Facts(hub, trade));
        Assert.False((await hub.Store.Read(c => c.Get<Attachment>(trade.Options.Origin))).Attached);
        Assert.True(await Record(hub, hub.Options));
        Assert.True((await hub.Store.Read(c => c.Get<Attachment>(trade.Options.Origin))).Attached);
        await ActingPlatform.Until(async () => (await Detach(hub, trade)).Status is HttpStatusCode.Created);
        // What the administrator decided stands against configuration, also after a start.
        Assert.True(await Record(hub, hub.Options));
        Assert.False((await hub.Store.Read(c => c.Get<Attachment>(trade.Options.Origin))).Attached);
        await ActingPlatform.Until(() => Task.FromResult(hub.Attachments.Now.Followed.Count == 0));
    }

    [Fact]
    public async Task A_provincial_hub_reads_what_hangs_on_the_city_hub_directly_with_the_proved_key_and_stops_when_that_is_detached_below()
    {
        await using var trade = await ActingPlatform.Start("trade");
        await using var city = await ActingPlatform.Start("city", engine, more: o => o with { Follow = [Source(trade) with { Role = PlatformRole.Trading }] });
        await using var province = await ActingPlatform.Start("province", engine);
        await trade.Say("一");
        Assert.Equal(HttpStatusCode.Created, (await Attach(province, city, "publicService", subordinates: true)).Status);
        await province.UntilLearned("一");
        var line = await Line(province, trade);
        Assert.Equal((city.Options.Origin, trade.Keys.VerifierKey, ""), ((string)line["via"]!, (string)line["verifierKey"]!, (string)line["alarm"]!));

        await ActingPlatform.Until(async () => (await Detach(city, trade)).Status is HttpStatusCode.Created);
        await ActingPlatform.Until(() => Task.FromResult(province.Attachments.Now.Followed.All(f => f.Origin != trade.Options.Origin)));
        await trade.Say("二");
        Assert.Equal(HttpStatusCode.Created, (await Attach(city, trade, "trading")).Status);
        await province.UntilLearned("一", "二");

        // The provincial administrator's own decision stands, whatever the city reports.
        Assert.Equal(HttpStatusCode.Created, (await Detach(province, trade)).Status);
        await ActingPlatform.Until(() => Task.FromResult(province.Attachments.Now.Followed.All(f => f.Origin != trade.Options.Origin)));
    }

    [Fact]
    public void Every_fact_that_supervision_records_may_be_learned_from_it()
    {
        var sources = string.Concat(Directory.EnumerateFiles(Repository.File("src", "Tongcai.Supervision"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var recorded = FactKinds.Published.All.Where(k => sources.Contains($"new {k.Type.Name}(", StringComparison.Ordinal)).ToList();
        Assert.True(recorded.Count > 20, "The sources are not found.");
        Assert.All(recorded, k => Assert.True(RecordedBy.Allows(PlatformRole.Supervision, k.Type), k.Kind));
    }

    [Fact]
    public async Task A_trading_platform_that_records_what_only_a_hub_may_is_parked_and_shown()
    {
        await using var trade = await ActingPlatform.Start("trade");
        await using var hub = await ActingPlatform.Start("hub", engine);
        Assert.False(RecordedBy.Allows(PlatformRole.Trading, typeof(OrganisationRegistered)));
        Assert.False(RecordedBy.Allows(PlatformRole.PeerPublicService, typeof(OrderIssued)));
        Assert.True(RecordedBy.Allows(PlatformRole.Supervision, typeof(OrderIssued)) && RecordedBy.Allows(PlatformRole.UpperPublicService, typeof(OrganisationRegistered)) && RecordedBy.Allows(PlatformRole.Trading, typeof(PlatformAttached)));
        // A reader of an organisation's registration parks it when it comes from a trading platform.
        var reader = RecordedBy.For(PlatformRole.Trading, [FactReader.Of<OrganisationRegistered>((_, _, _) => Task.FromResult(Commit.Empty))]).Single();
        var leaf = new FactLeaf("organisation.registered", 1, "x", "s", 1, Storage.Engine.Start, "", BodyDigest.Of("{}"u8), null, null);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(async () => await reader.Read(new OrganisationRegistered("o", "n", "c", [], "", "", "", ""), new FactOrigin(trade.Options.Origin, 0, leaf, false), CancellationToken.None));
        Assert.Equal("交易平台无权记录 organisation.registered 类事实", refused.Message);
    }

    [Theory]
    [InlineData("verifierKey", "x", "/verifierKey")]
    [InlineData("verifierKey", "own", "/verifierKey")]
    [InlineData("verifierKey", "sm2", "/verifierKey")]
    [InlineData("verifierKey", "production", "/verifierKey")]
    [InlineData("address", "", "/address")]
    [InlineData("address", "ftp://x.example/", "/address")]
    [InlineData("address", "https://user:pass@x.example/", "/address")]
    [InlineData("address", "http://169.254.169.254/", "/address")]
    [InlineData("address", "http://[fe80::1]/", "/address")]
    [InlineData("address", "http://0.0.0.0/", "/address")]
    [InlineData("followed", false, "/followed")]
    [InlineData("withSubordinates", true, "/withSubordinates")]
    [InlineData("readsAs", "supervision", "/readsAs")]
    [InlineData("readsAs", "trading", "/peerKey")]
    [InlineData("peerKey", "QUJD", "/peerKey")]
    public async Task Bad_terms_are_refused_with_field_and_remedy(string field, object value, string pointer)
    {
        await using var hub = await ActingPlatform.Start("hub", engine);
        using var other = LedgerKeys.Load(Path.Combine(hub.Options.DataDirectory, "other"), "demo.trade.example/ledger");
        using var production = LedgerKeys.Load(Path.Combine(hub.Options.DataDirectory, "production"), "trade.example/ledger");
        var request = new JsonObject { ["role"] = "trading", ["verifierKey"] = other.VerifierKey, ["followed"] = true, ["address"] = "http://127.0.0.1:1/", ["withSubordinates"] = false };
        request[field] = value switch
        {
            "own" => hub.Keys.VerifierKey,
            "sm2" => other.Sm2VerifierKey,
            "production" => production.VerifierKey,
            bool flag => flag,
            _ => (string)value,
        };
        if (field == "followed") request["address"] = null;
        var (status, body) = await hub.Do(ActingPlatform.Operator, "/ledger/attachments/new", request.ToJsonString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains(body["errors"]!.AsArray(), e => (string)e!["pointer"]! == pointer);
        Assert.All(body["errors"]!.AsArray(), e => Assert.True(((string)e!["remedy"]!).Length > 5, body.ToJsonString()));
        Assert.Equal(0, await hub.Store.Read(c => c.ExecuteScalarAsync<long>("select count(*) from attachment")));
    }

    private protected static async Task<(HttpStatusCode Status, JsonNode Body)> Attach(ActingPlatform here, ActingPlatform other, string role, string? readsAs = null, bool subordinates = false) =>
        await here.Do(ActingPlatform.Operator, "/ledger/attachments/new", new
        {
            role, verifierKey = other.Keys.VerifierKey, followed = true, address = other.Address.ToString(), withSubordinates = subordinates, readsAs, peerKey = readsAs is null ? null : other.Keys.PeerKey,
        });

    private protected static async Task<(HttpStatusCode Status, JsonNode Body)> Detach(ActingPlatform here, ActingPlatform other) =>
        await here.Do(ActingPlatform.Operator, $"/ledger/attachments/{WitnessState.FileName(other.Options.Origin)}/detach", new { reason = Reason });

    /// <summary>How the platform answers the other's request for its restricted feed.</summary>
    private protected static async Task<HttpStatusCode> ReadRestricted(ActingPlatform asker, ActingPlatform asked)
    {
        using var client = asked.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(asked.Address, "feed/restricted?after=0"));
        request.Headers.Accept.ParseAdd("application/json");
        PeerRequest.Attach(request, new PeerIdentity(asker.Keys.Peer, asker.Options.Origin, TimeProvider.System), asked.Options.Origin);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> AskWitness(ActingPlatform witness, ActingPlatform log)
    {
        using var client = witness.Client();
        var checkpoint = new Checkpoint(log.Options.Origin, 0, TreeHash.Sha256.Empty).Sign(log.Keys.Signers);
        using var answer = await client.PostAsync("/witness/add-checkpoint", new ByteArrayContent([.. "old 0\n\n"u8, .. checkpoint]));
        return answer.StatusCode;
    }

    private static FollowedSource Source(ActingPlatform other) => new(other.Options.Origin, new Uri(other.Address, "/"), other.Keys.VerifierKey);

    private static Task<bool> Record(ActingPlatform here, PlatformOptions options) => new ConfiguredAttachments(options, here.Store, here.App.Services.GetRequiredService<LegalTime>()).Record();

    private static Task<long> Facts(ActingPlatform here, ActingPlatform other) =>
        here.Store.Read(c => c.ExecuteScalarAsync<long>("select count(*) from ledger_fact where stream = @stream", new { stream = "platform/" + other.Options.Origin }));

    private static async Task<JsonNode> Line(ActingPlatform here, ActingPlatform other) => (await Overview(here))["followed"]!.AsArray().Single(f => (string)f!["origin"]! == other.Options.Origin)!["status"]!;

    private static async Task<JsonNode> Other(ActingPlatform here, ActingPlatform other) => (await Overview(here))["others"]!.AsArray().Single(f => (string)f!["origin"]! == other.Options.Origin)!;

    private static async Task<JsonNode> Overview(ActingPlatform here)
    {
        using var client = here.Client();
        return JsonNode.Parse(await client.GetStringAsync("/api/v1/ledger"))!;
    }
}
