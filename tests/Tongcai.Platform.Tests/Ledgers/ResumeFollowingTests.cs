using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform.Ledgers.SplitViews;
using Tongcai.Platform.Ledgers.Witnessing;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Tests.Storage;
using Tongcai.Platform.Tests.Web;

namespace Tongcai.Platform.Tests.Ledgers;

/// <summary>The way out of an alarm: who may, what is demanded, what stands afterwards; over page and API.</summary>
public sealed class ResumeFollowingTests : IAsyncLifetime
{
    private const string Origin = "trade.example/ledger";
    private const string Reason = "已与监督平台和见证方核对，系来源平台恢复旧备份，现已重建。";

    private static readonly Actor Operator = new("acc-ops", "运营值班", "", "", new HashSet<Role> { Role.Operator }, new HashSet<string>());
    private static readonly Actor Authority = new("acc-gov", "高远", "org-gov", "中州市财政局", new HashSet<Role> { Role.Supervisor }, new HashSet<string> { Post.Administrator });

    private readonly string folder = Directory.CreateTempSubdirectory("tongcai-resume-").FullName;
    private readonly string path = $"/ledger/following/{WitnessState.FileName(Origin)}/resume";
    private LedgerKeys keys = null!;
    private TestHost host = null!;

    public async ValueTask InitializeAsync()
    {
        keys = LedgerKeys.Load(Path.Combine(folder, "keys"), "hub.example/ledger");
        host = await TestHost.Start(
            map: app =>
            {
                LedgerPage.Map(app);
                ResumeFollowing.Map(app);
            },
            add: services => services
                .AddSingleton(new PlatformOptions { DataDirectory = folder, Origin = "hub.example/ledger", Follow = [new FollowedSource(Origin, new Uri("http://trade.example/"), keys.VerifierKey)] })
                .AddSingleton<LiveAttachments>().AddSingleton(keys).AddSingleton(LedgerPolicy.Load(null, keys)).AddSingleton<LedgerHealth>()
                .AddSingleton(p => new LedgerPublisher(p.GetRequiredService<IStore>(), keys, "hub.example/ledger", Path.Combine(folder, "ledger"))));
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        keys.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Only_the_operator_or_the_authoritys_administrator_may()
    {
        await Halt("RootDiffers: another root");
        foreach (var (actor, status) in new (Actor?, HttpStatusCode)[] { (null, HttpStatusCode.Unauthorized), (TestHost.Buyer, HttpStatusCode.Forbidden), (Authority with { Posts = new HashSet<string> { Post.Head } }, HttpStatusCode.Forbidden) })
        {
            using var client = await host.Api(actor);
            Assert.Equal(status, (await client.Post("/api/v1" + path, new { reason = Reason }, RandomId.New())).Answer.StatusCode);
        }

        Assert.StartsWith("RootDiffers", (await Position()).Alarm, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reason_is_demanded_and_something_to_resume()
    {
        using var client = await host.Api(Operator);
        await Halt("");
        Assert.Equal(HttpStatusCode.Conflict, (await client.Post("/api/v1" + path, new { reason = Reason }, RandomId.New())).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.Post($"/api/v1/ledger/following/{WitnessState.FileName("nobody")}/resume", new { reason = Reason }, RandomId.New())).Answer.StatusCode);
        await Halt("RootDiffers: another root");
        var (answer, body) = await client.Post("/api/v1" + path, new { reason = "好" }, RandomId.New());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("/reason", body!["errors"]![0]!["pointer"]!.GetValue<string>());
    }

    [Fact]
    public async Task Who_and_why_stand_afterwards_the_person_not_in_the_ledger()
    {
        await Halt("RootDiffers: another root");
        using var client = await host.Api(Authority);
        var (answer, _) = await client.Post("/api/v1" + path, new { reason = Reason }, RandomId.New());
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var position = await Position();
        Assert.Equal(("", 0, true), (position.Alarm, position.Evidence.Length, position.Retry));

        var decision = await host.Store.Read(c => c.QuerySingleAsync<FollowDecision>("select * from follow_decision"));
        Assert.Equal(("acc-gov", "高远", "org-gov", Reason, "RootDiffers: another root"), (decision.AccountId, decision.AccountName, decision.OrganisationId, decision.Reason, decision.Alarm));
        var fact = Assert.Single(await host.Store.Read(c => c.FactsOf("ledger/" + Origin)));
        Assert.Equal(new FollowingResumed(Origin, "RootDiffers: another root", 0, Reason), FactBody.Read(FactKinds.Published.Find("following.resumed")!, fact.Body).Fact);
        Assert.Equal("org-gov", fact.ByOrg);
        var said = System.Text.Encoding.UTF8.GetString(fact.Body) + System.Text.Encoding.UTF8.GetString(fact.Leaf);
        Assert.DoesNotContain("高远", said, StringComparison.Ordinal);
        Assert.DoesNotContain("acc-gov", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_shows_the_alarm_to_all_and_the_way_out_to_those_who_may()
    {
        await Halt("RootDiffers: another root");
        var anybody = await host.Browser().Open(LedgerPage.Path);
        Assert.Contains("RootDiffers: another root", anybody, StringComparison.Ordinal);
        Assert.Contains("evidence note", anybody, StringComparison.Ordinal);
        Assert.DoesNotContain(path, anybody, StringComparison.Ordinal);

        var browser = await host.Browser(Operator);
        Assert.Contains(path, await browser.Open(LedgerPage.Path), StringComparison.Ordinal);
        Assert.Contains("RootDiffers: another root", await browser.Open(path), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.Submit(path, ("reason", "短"))).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.Submit(path, ("reason", Reason))).StatusCode);
        Assert.Equal("", (await Position()).Alarm);
        Assert.DoesNotContain("RootDiffers", await browser.Open(LedgerPage.Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parked_facts_alone_can_be_read_again_and_private_ones_are_counted_for_nobody_else()
    {
        await Halt("");
        await host.Store.Execute(Commit.Empty.Insert(new ParkedFact { Id = RandomId.New(), Source = Origin, Stream = "s", Restricted = true, Reason = "读不懂" }));
        Assert.DoesNotContain(path, await host.Browser().Open(LedgerPage.Path), StringComparison.Ordinal);
        Assert.Contains("0 条", await host.Browser().Open(LedgerPage.Path), StringComparison.Ordinal);
        Assert.Contains(path, await (await host.Browser(Operator)).Open(LedgerPage.Path), StringComparison.Ordinal);
        using var client = await host.Api(Operator);
        Assert.Equal(HttpStatusCode.Created, (await client.Post("/api/v1" + path, new { reason = Reason }, RandomId.New())).Answer.StatusCode);
        Assert.True((await Position()).Retry);
    }

    private Task<FollowPosition> Position() => host.Store.Read(c => c.QuerySingleAsync<FollowPosition>("select * from follow_position where id = @Origin", new { Origin }));

    private async Task Halt(string alarm)
    {
        var checkpoint = new Checkpoint(Origin, 0, TreeHash.Sha256.Empty).Sign(keys.Signers);
        var known = await host.Store.Read(c => c.QuerySingleOrDefaultAsync<FollowPosition?>("select * from follow_position where id = @Origin", new { Origin }));
        var next = (known ?? new FollowPosition { Id = Origin, Frontier = FollowerPosition.Start.Frontier.ToArray() }) with { Alarm = alarm, Checkpoint = checkpoint, Evidence = alarm.Length > 0 ? "evidence note"u8.ToArray() : [] };
        Assert.IsType<Committed>(await host.Store.Execute(Commit.Empty.Put(next)));
    }
}
