using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Follow;
using Tongcai.Law;
using Tongcai.Ledger;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Ledgers.Witnessing;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Tests.Opening;

namespace Tongcai.Trading.Tests.Bidding;

/// <summary>故障顺延、时钟核对: what the platform does when bids could not be handed in, or when it does not know the time.</summary>
public sealed class OutageTests
{
    private static readonly DateTimeOffset Deadline = new(2026, 4, 28, 1, 30, 0, TimeSpan.Zero);

    private static OutageReport Report(string source, int from, int? to) =>
        new() { Id = RandomId.New(), Observer = source + ".test/ledger", Source = source, FromAt = Deadline.AddMinutes(from), ToAt = to is { } minute ? Deadline.AddMinutes(minute) : null, FactId = $"{source}@{from}" };

    [Theory]
    [InlineData("hub -30 10", "", "")]
    [InlineData("hub -30 10; hub -30 10", "", "")]
    [InlineData("hub -30 10; supervision -29 9", "", "-29 9 hub+supervision")]
    [InlineData("hub -30 10; supervision 10 20", "", "")]
    [InlineData("hub -30 10; supervision 9 20", "", "9 10 hub+supervision")]
    [InlineData("hub -30 10; supervision -29", "", "")]
    [InlineData("hub -30 10", "-31", "")]
    [InlineData("hub -30 10", "-30", "-30 10 hub+bidders")]
    [InlineData("supervision -30 10", "10", "-30 10 supervision+bidders")]
    [InlineData("supervision -30 10", "11", "")]
    [InlineData("", "0", "")]
    [InlineData("hub -30 10; supervision -29 9", "0", "-29 9 hub+supervision")]
    public void 故障_须有三方中的两方证实(string reports, string attempt, string expected)
    {
        var agreed = AgreedOutage.Of(
            [.. reports.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(r => r.Split(' ')).Select(r => Report(r[0], int.Parse(r[1], null), r.Length > 2 ? int.Parse(r[2], null) : null))],
            attempt.Length > 0 ? [Deadline.AddMinutes(int.Parse(attempt, null))] : []);
        Assert.Equal(expected, string.Join("; ", agreed.Select(a => $"{(a.From - Deadline).Ticks / TimeSpan.TicksPerMinute} {(a.To - Deadline).Ticks / TimeSpan.TicksPerMinute} {string.Join('+', a.Sources)}")));
    }

    [Theory]
    // 尚未恢复：等；截止以后才开始的，不等.
    [InlineData(-5, null, 0, true)]
    [InlineData(0, null, 0, false)]
    // 已恢复：另一方还可能证实的十分钟内等.
    [InlineData(-30, 5, 14, true)]
    [InlineData(-30, 5, 15, false)]
    // 与截止时间无关的，不等.
    [InlineData(-300, -130, 0, false)]
    public void 截止的记录_等待可能顺延它的故障查清(int from, int? to, int now, bool waits)
    {
        Assert.Equal(waits, AgreedOutage.Waits(ExtensionPolicy.Default, Deadline, [Report("hub", from, to)], null, Deadline.AddMinutes(now), WorkCalendar.Official));
        if (to is { } end)
            Assert.Equal(waits, AgreedOutage.Waits(ExtensionPolicy.Default, Deadline, [], (Deadline.AddMinutes(from), Deadline.AddMinutes(end)), Deadline.AddMinutes(now), WorkCalendar.Official));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task An_outage_over_the_deadline_that_two_have_seen_moves_it_once_in_the_purchasers_name_and_everybody_can_read_why(string engine)
    {
        await using var host = await SealedHost.Start(engine);
        var (chain, firms) = await SealedBidTests.Noticed(host, 3);
        await firms[0].Seal(host.Trading, chain.Id, 30_000_000);
        using var client = await host.Trading.Api(firms[1].Actor);
        var late = await firms[1].Pack(host.Trading, chain.Id, 30_000_000);

        // The hub alone has seen it: the deadline is held up and not moved.
        host.Trading.Legal.Now = Deadline.AddMinutes(7);
        await Insert(host, Report("hub", -30, 5));
        await host.Due();
        Assert.Equal((Stage.Noticed, Deadline), ((await chain.Procurement()).Stage, (await chain.Procurement()).BidDeadline));
        Assert.Equal("BID-01", Firm.RuleOf((await Firm.Send(client, chain.Id, late)).Body));

        await Insert(host, Report("supervision", -29, 4));
        await host.Due();
        var moved = Deadline.AddMinutes(4) + ExtensionPolicy.Default.After;
        Assert.Equal((Stage.Noticed, moved), ((await chain.Procurement()).Stage, (await chain.Procurement()).BidDeadline));
        var correction = (await host.Trading.Store.Read(c => c.FactsOf(chain.Id))).Last(f => f.Kind == "correction.published");
        var body = Assert.IsType<CorrectionPublished>(Exchange.Wire.FactBody.Read(Exchange.Wire.FactKinds.Published.Find("correction.published")!, correction.Body).Fact);
        Assert.Equal((await chain.Procurement()).PurchaserId, correction.Party);
        foreach (var said in new[] { "hub@-30", "supervision@-29", "采购人的授权" })
            Assert.Contains(said, body.Reason, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await Firm.Send(client, chain.Id, late)).Status);

        // The same outage moves nothing again, and the new deadline passes as any other.
        await Insert(host, Report("hub", -20, 3));
        await host.Due();
        Assert.Equal(moved, (await chain.Procurement()).BidDeadline);
        host.Trading.Legal.Now = moved;
        await host.Due();
        Assert.NotEqual(Stage.Noticed, (await chain.Procurement()).Stage);

        var (status, html) = await host.Trading.Page(null, "/incidents");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("公共服务平台、行政监督平台", html, StringComparison.Ordinal);
        Assert.Contains(moved.BeijingTime(), html, StringComparison.Ordinal);
        Assert.Contains(">35<", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bidders_signed_attempt_is_the_second_voice_and_stands_in_its_proof_and_nobody_elses()
    {
        await using var host = await SealedHost.Start("sqlite");
        var (chain, firms) = await SealedBidTests.Noticed(host, 2);
        using var client = await host.Trading.Api(firms[0].Actor);
        using var other = await host.Trading.Api(firms[1].Actor);
        var packed = await firms[0].Pack(client, chain.Id, 30_000_000, new(host.Trading.Legal.Now));
        var digest = Cryptography.SealedEnvelope.TryParse(packed.Envelope)!.Envelope.Digest();
        host.Trading.Legal.Now = Deadline.AddMinutes(6);
        await Insert(host, Report("supervision", -30, 5));
        var at = Deadline.AddMinutes(-10);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Attempt(client, at, firms[1].Signing));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Attempt(client, at.AddHours(-80), firms[0].Signing));
        Assert.Equal(HttpStatusCode.Created, await Attempt(client, at, firms[0].Signing));
        Assert.Equal(HttpStatusCode.NoContent, await Attempt(client, at, firms[0].Signing));
        await host.Due();
        Assert.Equal(Deadline.AddMinutes(5) + ExtensionPolicy.Default.After, (await chain.Procurement()).BidDeadline);

        var proof = JsonNode.Parse(await client.GetStringAsync($"/api/v1/procurements/{chain.Id}/outage-proof"))!;
        Assert.Equal(digest, Assert.Single(proof["attempts"]!.AsArray())!["envelopeSm3"]!.GetValue<string>());
        Assert.Empty(JsonNode.Parse(await other.GetStringAsync($"/api/v1/procurements/{chain.Id}/outage-proof"))!["attempts"]!.AsArray());
        var keys = host.Trading.App.Services.GetRequiredService<LedgerKeys>();
        foreach (var (signer, said) in keys.Signers.Zip(proof["signatures"]!.AsArray()))
            Assert.True(signer.Key.Verify(proof["document"]!.GetValue<string>(), new NoteSignature(signer.Key.Name, signer.Key.Id, Convert.FromBase64String(said!["signature"]!.GetValue<string>())), out _));
        Assert.Contains("递交受阻记录", (await host.Trading.Page(firms[0].Actor, $"/procurements/{chain.Id}/outage-proof")).Html, StringComparison.Ordinal);

        async Task<HttpStatusCode> Attempt(HttpClient who, DateTimeOffset when, Cryptography.Sm2PrivateKey key)
        {
            var signature = Convert.ToBase64String(key.Sign(Encoding.UTF8.GetBytes(AttemptReported.SignedText(chain.Id, digest, when))));
            using var body = new StringContent(new JsonObject { ["envelopeSm3"] = digest, ["at"] = when.ToString("O"), ["signature"] = signature }.ToJsonString(), Encoding.UTF8, "application/json");
            using var answer = await who.PostAsync($"/api/v1/procurements/{chain.Id}/attempts", body);
            return answer.StatusCode;
        }
    }

    [Theory]
    [InlineData(-60, 5, 0, "-60 5")]
    [InlineData(0, 5, 0, "")]
    [InlineData(-60, 0, 0, "-60 0")]
    [InlineData(-60, -1, 0, "")]
    [InlineData(-60, -1, 1, "-60 0")]
    [InlineData(-60, 5, -30, "-60 5")]
    [InlineData(-60, null, 0, "")]
    public void 时钟未核对的时间_跨过截止的才顺延(int from, int? to, int corrected, string expected)
    {
        var doubt = new ClockDoubt { Id = "d", FromAt = Deadline.AddMinutes(from), ToAt = to is { } minute ? Deadline.AddMinutes(minute) : null, CorrectedMs = corrected * 60_000L };
        var outage = AgreedOutage.Of(doubt, Deadline);
        Assert.Equal(expected, outage is null ? "" : $"{(outage.From - Deadline).Ticks / TimeSpan.TicksPerMinute} {(outage.To - Deadline).Ticks / TimeSpan.TicksPerMinute}");
        Assert.Equal(to is null || expected.Length > 0, AgreedOutage.HoldsUp(doubt, Deadline, Deadline));
    }

    [Fact]
    [Cites("BID-01")]
    [Fault(14)]
    public async Task While_the_clock_is_not_believed_nobody_is_late_and_the_deadline_moves_past_it_when_a_witness_has_confirmed_the_time()
    {
        await using var host = await SealedHost.Start("sqlite");
        var (chain, firms) = await SealedBidTests.Noticed(host, 4);
        foreach (var firm in firms.Take(3))
            await firm.Seal(host.Trading, chain.Id, 30_000_000);
        var (guard, clocks) = (host.Trading.App.Services.GetRequiredService<ClockGuard>(), host.Trading.App.Services.GetRequiredService<ClockWork>());
        var packed = await firms[3].Pack(host.Trading, chain.Id, 29_000_000);

        // Started with a clock that is an hour behind what was acted on.
        host.Trading.Legal.Now = Deadline.AddMinutes(-1);
        guard.NotBefore(guard.GetUtcNow().AddHours(1));
        await clocks.RunOnce();
        host.Trading.Legal.Now = Deadline.AddMinutes(10);
        Assert.Equal(HttpStatusCode.Created, (await firms[3].Send(host.Trading, chain.Id, packed)).Status);
        await host.Due();
        Assert.Equal(Stage.Noticed, (await chain.Procurement()).Stage);

        foreach (var seconds in new[] { 2, 1 })
        {
            var standing = await host.Trading.Store.Read(c => c.Find<WitnessStanding>("w")) ?? new WitnessStanding { Id = "w", Since = SealedHost.From };
            Assert.IsType<Committed>(await host.Trading.Store.Execute(Commit.Empty.Put(standing with { CosignedAt = TimeProvider.System.GetUtcNow().AddSeconds(-seconds) })));
            await clocks.RunOnce();
        }

        Assert.Null(guard.Fault);
        await host.Due();
        var moved = Deadline.AddMinutes(10) + ExtensionPolicy.Default.After;
        Assert.Equal((Stage.Noticed, moved), ((await chain.Procurement()).Stage, (await chain.Procurement()).BidDeadline));
        host.Trading.Legal.Now = moved;
        await host.Due();
        await host.Tick();
        var (status, body) = await host.Trading.Do(People.Agency, $"/procurements/{chain.Id}/opening/start", new { });
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        Assert.Equal(4, (await host.Trading.Store.Read(c => c.Where<OpenedBidRow>("procurement_id = @Id", new { chain.Id }))).Count(b => b.Cause.Length == 0));
        Assert.Empty(await host.Trading.App.Services.GetRequiredService<Reconciler>().Run());
        Assert.Contains("系统时钟早于已有记录", (await host.Trading.Page(null, "/incidents")).Html, StringComparison.Ordinal);
    }

    private static async Task Insert(SealedHost host, OutageReport report) =>
        Assert.IsType<Committed>(await host.Trading.Store.Execute(Commit.Empty.Insert(report).Record(new OutageEnded("trade.test/ledger", report.FromAt, report.ToAt!.Value))));
}
