using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Cryptography;
using Tongcai.Exchange.Conformance;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Ledger;
using Tongcai.Platform;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers;
using Tongcai.PublicService.Conformance;

namespace Tongcai.PublicService.Tests.Conformance;

public sealed class PublishReportTests : IAsyncLifetime
{
    private static readonly NoteSigner Lab = NoteSigner.Ed25519("lab.example.org/conformance", Ed25519PrivateKey.Generate());
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 1, 0, 0, TimeSpan.Zero);
    private static readonly Actor Operator = new("acc-ops", "运营", "org-ops", "平台运营方", new HashSet<Role> { Role.Operator }, new HashSet<string>());
    private static readonly Actor Supplier = Operator with { AccountId = "acc-s", Roles = new HashSet<Role> { Role.Supplier } };

    private HubHost hub = null!;

    public async ValueTask InitializeAsync() => hub = await HubHost.Start(Now, "", services => services.AddSingleton(new TestingBodies([Lab.Key])));

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    private static ConformanceReport Report(string ledger = "trade.test/ledger", string key = "k") => new(
        ConformanceReport.Form, "https://trade.test/", ledger, key, Now.AddHours(-1), Now, 42,
        [new("CP-06", ConformanceOutcome.Failed, "与规则不符。", new("GET /ledger/checkpoint", "200 text/plain 41", "条数不少于 42")), new("CP-07", ConformanceOutcome.Passed, "3 个", null)]);

    private static string Text(byte[] note) => Encoding.UTF8.GetString(note);

    [Fact]
    public async Task A_signed_report_is_published_as_it_is_with_a_fact_and_shown_whatever_it_says()
    {
        var note = Report().Sign(Lab);
        var (status, body) = await hub.Do(Operator, "/platforms/reports/new", new { note = Text(note).Replace("\n", "\r\n", StringComparison.Ordinal) });
        Assert.Equal(HttpStatusCode.Created, status);
        var id = (string)body["result"]!["reportId"]!;

        using var client = hub.Client();
        Assert.Equal(note, await client.GetByteArrayAsync($"/platforms/reports/{id}/report.note"));
        var fact = (await hub.Store.Read(c => c.FactsOf("ledger/trade.test/ledger"))).Single();
        var said = Assert.IsType<ConformanceReported>(FactBody.Read(FactKinds.Published.Find(fact.Kind)!, fact.Body).Fact);
        Assert.Equal((id, 2, 1, 1, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(note))), (said.ReportId, said.Rules, said.Passed, said.Failed, said.ReportSha256));

        Assert.Contains("trade.test/ledger", (await hub.Page("/platforms/reports")).Html, StringComparison.Ordinal);
        var page = WebUtility.HtmlDecode((await hub.Page($"/platforms/reports/{id}")).Html);
        Assert.All(new[] { "CP-06", "条数不少于 42", "1 条规则不符", Lab.Key.ToString() }, text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.Contains("/platforms/reports", (await hub.Page("/platforms")).Html, StringComparison.Ordinal);
        Assert.Equal(1, (int)(await hub.Api("/platforms/reports")).Body["items"]![0]!["failed"]!);

        Assert.Equal(HttpStatusCode.Conflict, (await hub.Do(Operator, "/platforms/reports/new", new { note = Text(note) })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await hub.Page("/platforms/reports/none")).Status);
    }

    [Fact]
    public async Task Nothing_but_a_report_of_a_pinned_body_is_published_and_by_the_operator_alone()
    {
        var stranger = NoteSigner.Ed25519(Lab.Key.Name, Ed25519PrivateKey.Generate());
        foreach (var (note, words) in new[] { (Text(Report().Sign(stranger)), "登记的检测机构"), (Text(Report().Sign(Lab)).Replace("41", "42", StringComparison.Ordinal), "登记的检测机构"), ("x", "签名的检测报告"), (SignedNote.Sign("{}\n", Lab).ToString(), "检测报告") })
        {
            var (status, body) = await hub.Do(Operator, "/platforms/reports/new", new { note });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
            Assert.Contains(words, body["detail"]!.ToString(), StringComparison.Ordinal);
            Assert.Equal("/note", body["errors"]![0]!["pointer"]!.ToString());
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await hub.Do(Supplier, "/platforms/reports/new", new { note = Text(Report().Sign(Lab)) })).Status);
        Assert.Empty((await hub.Api("/platforms/reports")).Body["items"]!.AsArray());
    }

    [Fact]
    public void A_report_on_a_followed_ledger_rests_on_the_pinned_key()
    {
        var followed = new FollowedSource("trade.test/ledger", new Uri("https://trade.test/"), "pinned");
        Assert.False(PublishReport.Decide(Report(key: "other").Sign(Lab), new([Lab.Key]), [followed], "id", Now).Refusals is []);
        Assert.NotNull(PublishReport.Decide(Report(key: "pinned").Sign(Lab), new([Lab.Key]), [followed], "id", Now).Value);
    }

    [Fact]
    public void A_key_in_the_settings_that_is_none_stops_the_program() => Assert.Contains(
        "TestingBodies:0", Assert.Throws<InvalidOperationException>(() => TestingBodies.Of(new ConfigurationBuilder().AddInMemoryCollection([new("TestingBodies:0", "x")]).Build())).Message, StringComparison.Ordinal);
}
