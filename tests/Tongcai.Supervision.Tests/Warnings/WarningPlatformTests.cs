using System.IO.Compression;
using System.Net;
using System.Text;
using Dapper;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Warnings.Detectors;
using Tongcai.Supervision.Warnings.Loop;
using Tongcai.Supervision.Warnings.Rules;

namespace Tongcai.Supervision.Tests.Warnings;

/// <summary>Warnings through the real reader, pages and API.</summary>
public sealed class WarningPlatformTests
{
    private static readonly object Opinion = new { opinion = "逐条核对后的意见" };

    private static readonly object[] Recording = [new { name = "开标录像", source = "采购人提供", point = "两家代表同车到场", sm3 = new string('a', 64) }];

    private static OrganisationRegistered Registered(string id, string address, string parent = "") => new(id, $"供应商{id}", "91410100MA0000" + id, ["supplier"], "410100", "small", address, parent);

    /// <summary>One procurement up to its opening: s1 and s2 at one price, s3 very near.</summary>
    private static async Task<Warning> Raised(WatchHost host)
    {
        await host.Teach(Registered("s1", "中州市文渊路18号3楼"), Given.At(1, 1));
        await host.Teach(Registered("s2", "中州市文渊路18号4楼"), Given.At(1, 1));
        await host.Teach(Registered("s3", "中州市建设路9号"), Given.At(1, 1));
        await host.TeachChain(6);
        await host.Teach(Given.Opened(Given.Bid("s1", 30_000_000), Given.Bid("s2", 30_000_000), Given.Bid("s3", 30_012_000)), Given.At(4, 28));
        return (await All(host)).Single(w => w.Detector == "identical-prices");
    }

    private static async Task<List<Warning>> All(WatchHost host) => [.. await host.Store.Read(db => db.QueryAsync<Warning>("select * from warning order by detector"))];

    private static async Task Did(WatchHost host, Actor actor, string path, object request)
    {
        var (status, body) = await host.Do(actor, path, request);
        Assert.True(status == HttpStatusCode.Created, $"{path}: {body.ToJsonString()}");
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task 开标事实到达即提出预警_询问答复核查处理销号_案卷带证明_统计计数(string engine)
    {
        await using var host = await WatchHost.Start(engine);
        var warning = await Raised(host);
        Assert.Equal((WarningState.Raised, "B", new DateOnly(2026, 7, 14)), (warning.State, warning.Tier, warning.DueOn!.Value));
        Assert.Equal(WarningState.Noted, (await All(host)).Single(w => w.Detector == "near-prices").State);
        var page = (await host.Page(People.Handler, $"/warnings/{warning.Id}")).Html;
        foreach (var said in new[] { "供应商s1、供应商s2 报价同为 300,000.00 元", "视为投标人串通投标", "第（四）项", "此前没有可判断的", "identical-prices-2.1", "<svg", "报价几乎相同", "规律性差异" })
            Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.Contains("预警 1", (await host.Page(People.Handler, "/board?only=warned")).Html, StringComparison.Ordinal);

        var at = $"/warnings/{warning.Id}";
        await Did(host, People.Handler, at + "/judge", new { finding = "inspect", opinion = "不是统一零售价" });
        await Did(host, People.Handler, at + "/ask", new { organisationId = "s2", text = "请说明报价的依据和编制人。" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.Do(People.Handler, at + "/verify", new { finding = "founded", facts = "查明：两家标书由同一人编制。" })).Status);
        var inquiry = Assert.Single(await host.Store.Read(db => db.All<Inquiry>()));
        var asked = await host.Page(People.Loser, $"/inquiries/{inquiry.Id}");
        Assert.Contains("请说明报价的依据和编制人。", asked.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("预警", asked.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(warning.Id, asked.Html, StringComparison.Ordinal);
        await Did(host, People.Loser, $"/inquiries/{inquiry.Id}/answer", new { answer = "两份标书都由同一广告公司制作。", evidence = Recording });
        await Did(host, People.Handler, at + "/evidence", new { evidence = Recording });
        await Did(host, People.Handler, at + "/verify", new { finding = "founded", facts = "查明：两家标书由同一人编制。" });
        await Did(host, People.Head, at + "/handle", new { handling = "police", to = "中州市公安局", opinion = "涉嫌串通投标，依法移送。" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.Do(People.Head, at + "/close", Opinion)).Status);
        await Did(host, People.Second, at + "/close", Opinion);
        Assert.Contains("没有符合条件的项目", (await host.Page(People.Handler, "/board?only=warned")).Html, StringComparison.Ordinal);
        var statistics = (await host.Page(People.Handler, "/warning-statistics")).Html;
        Assert.Contains("100%（1 / 1；95% 区间 21%—100%）", statistics, StringComparison.Ordinal);

        using var client = await host.Api(People.Second);
        using var zip = new ZipArchive(new MemoryStream(await client.GetByteArrayAsync(at + "/case.zip")));
        string Read(string name)
        {
            using var reader = new StreamReader(zip.GetEntry(name)!.Open(), Encoding.UTF8);
            return reader.ReadToEnd();
        }

        var index = Read("index.html");
        foreach (var said in new[] { "中州市公安局", "两份标书都由同一广告公司制作。", "<svg", "视为投标人串通投标", "开标录像" })
            Assert.Contains(said, index, StringComparison.Ordinal);
        var names = zip.Entries.Select(e => e.FullName).ToList();
        Assert.Contains(names, n => n.EndsWith("bids.opened.json", StringComparison.Ordinal));
        // 预警、研判、询问、补充证据、核查、处理、销号七步，询问与答复两条.
        Assert.Equal(9, names.Count(n => n.StartsWith("facts/own-", StringComparison.Ordinal) && !n.EndsWith(".leaf.json", StringComparison.Ordinal)));
        Assert.All(names.Where(n => n != "manifest-sm3.txt"), n => Assert.Contains(n, Read("manifest-sm3.txt"), StringComparison.Ordinal));
        await Did(host, People.Handler, at + "/reopen", Opinion);
        Assert.Contains("未销号 <span class=\"soft\">1", (await host.Page(People.Handler, "/warnings")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task 同一项目同样的当事人和模式是一条预警_别的采购包再见到就增加线索_重复的事实不增加()
    {
        await using var host = await WatchHost.Start();
        var warning = await Raised(host);
        var opened = Given.Opened(Given.Bid("s1", 30_000_000), Given.Bid("s2", 30_000_000), Given.Bid("s1", 5_000_000, "l2"), Given.Bid("s2", 5_000_000, "l2"));
        await host.Teach(opened, Given.At(4, 28, 10));
        await host.Teach(opened, Given.At(4, 28, 11));
        var grown = (await All(host)).Single(w => w.Detector == "identical-prices");
        Assert.Equal(warning.Id, grown.Id);
        Assert.NotNull(grown.GrownAt);
        var findings = await host.Store.Read(db => db.Where<WarningFinding>("warning_id = @Id order by seen_at", new { warning.Id }));
        Assert.Contains("l2", findings.Select(f => f.Finding.Value.LotId));
        Assert.Equal(findings.Count, findings.Select(f => (f.Finding.Value.LotId, f.Finding.Value.Evidence)).Distinct().Count());
        Assert.Equal(1, findings.Max(f => f.Finding.Value.Judged));
        Assert.Single(await host.Store.Read(db => db.FactsOf(Given.Procurement)), f => f.Kind == "warning.raised" && Encoding.UTF8.GetString(f.Body).Contains("identical-prices", StringComparison.Ordinal));
    }

    [Fact]
    public async Task 评审专家与投标人同一单位_抽取和开标谁先到都提出()
    {
        await using var host = await WatchHost.Start();
        await host.TeachChain(5);
        await host.Teach(new ExpertRegistered("e1", "acc-e1", "张工", "供应商s2", ["A"], "410100"), Given.At(1, 1));
        await host.Teach(new ExpertsDrawn(Given.Procurement, "d1", "", [], ["p1"], [new DrawnExpert(1, "e1", "p1", "invited", "")]), Given.At(4, 27));
        Assert.Empty(await All(host));
        await host.Teach(Given.Opened(Given.Bid("s1", 30_000_000), Given.Bid("s2", 31_120_000), Given.Bid("s3", 33_400_000)), Given.At(4, 28));
        Assert.Contains("张工", Assert.Single(await All(host), w => w.Detector == "expert-employer").Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task 历史只认以前的开标_相遇多了提出惯常同标()
    {
        await using var host = await WatchHost.Start();
        // 四次是 s1、s2，其余二十次是别的供应商.
        for (var i = 0; i < 24; i++)
        {
            var (a, b) = i < 4 ? ("s1", "s2") : ($"x{i}", $"y{i}");
            await host.Teach(Given.Chain[0].Fact is PlanFiled plan ? plan with { ProcurementId = $"old{i}" } : throw new InvalidOperationException(), Given.At(1, 5));
            await host.Teach(new BidsOpened($"old{i}", "k", Given.At(2, 1, i % 24), [Given.Bid(a, 10_000_000 + i), Given.Bid(b, 12_345_678 + i)], []), Given.At(2, 1, i % 24));
        }

        Assert.DoesNotContain(await All(host), w => w.Detector == "co-bidding");
        await host.TeachChain(6);
        await host.Teach(Given.Opened(Given.Bid("s1", 30_000_000), Given.Bid("s2", 31_120_000), Given.Bid("s3", 33_400_000)), Given.At(4, 28));
        var warning = Assert.Single(await All(host), w => w.Detector == "co-bidding");
        Assert.Contains("相遇 4 次", warning.Evidence, StringComparison.Ordinal);

        // 回放一次读入全部历史，看到的与在线时按索引读到的相同.
        var detector = DetectorCatalogue.Find("co-bidding")!;
        var (replayed, live) = await host.Store.Read(async db =>
        {
            var scenes = await RuleReplay.Scenes(db, detector, Exchange.Wire.FactKinds.Published);
            return (scenes, await Live(db, scenes));
        });
        Assert.Equal(25, replayed.Count);
        Assert.All(replayed.Zip(live), pair => Assert.Equal(
            pair.Second.Past.Select(l => (l.ProcurementId, l.LotId, l.WinnerId, string.Join(',', l.Bids))), pair.First.Past.Select(l => (l.ProcurementId, l.LotId, l.WinnerId, string.Join(',', l.Bids)))));
        Assert.Equal(live.Select(s => s.MarketLots), replayed.Select(s => s.MarketLots));
        Assert.Equal("co-bidding", Assert.Single(ReplayResult.Of(replayed, detector, null, detector.Shipped).New).Pattern.Split('|')[1]);
    }

    private static async Task<List<Scene>> Live(System.Data.Common.DbConnection db, IEnumerable<Scene> scenes)
    {
        List<Scene> live = [];
        foreach (var scene in scenes)
            live.Add(await SceneReader.Read(db, scene.Row, null, Exchange.Wire.FactKinds.Published));
        return live;
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task 规则变更先回放_另一人核定后按新值判断(string engine)
    {
        await using var host = await WatchHost.Start(engine);
        await host.TeachChain(6);
        await host.Teach(Given.Opened(Given.Bid("s1", 30_000_000), Given.Bid("s2", 30_040_000), Given.Bid("s3", 33_400_000)), Given.At(4, 28));
        Assert.DoesNotContain(await All(host), w => w.Detector == "near-prices");
        Assert.Equal(HttpStatusCode.OK, (await host.Page(People.Handler, "/warning-rules/near-prices/propose")).Status);
        var (status, body) = await host.Do(People.Handler, "/warning-rules/near-prices/propose", new { enabled = true, values = new[] { new { name = "tolerance", number = 20 } }, reason = "近来价差普遍偏小" });
        Assert.True(status == HttpStatusCode.Created, body.ToJsonString());
        Assert.Equal((1, 0), (body["result"]!["more"]!.GetValue<int>(), body["result"]!["fewer"]!.GetValue<int>()));
        var page = (await host.Page(People.Second, "/warning-rules/near-prices")).Html;
        Assert.Contains("相差万分之 13.33", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.Do(People.Handler, "/warning-rules/near-prices/enforce", Opinion)).Status);
        await Did(host, People.Second, "/warning-rules/near-prices/enforce", Opinion);
        Assert.Equal(2, (await host.Store.Read(db => db.Get<DetectorSetting>("near-prices"))).Edition);
        await host.Teach(Given.Opened(Given.Bid("s1", 30_000_000), Given.Bid("s2", 30_050_000), Given.Bid("s3", 33_400_000)), Given.At(4, 28, 10));
        var finding = Assert.Single(await host.Store.Read(db => db.All<WarningFinding>()), f => f.Finding.Value.Detector == "near-prices").Finding.Value;
        Assert.Equal("near-prices-1.2", finding.Version);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Page(People.Handler, "/warning-rules/nothing")).Status);
    }

    [Fact]
    public async Task 停用的规则不再提出预警()
    {
        await using var host = await WatchHost.Start();
        await Did(host, People.Handler, "/warning-rules/identical-prices/propose", new { enabled = false, reason = "另有专项检查" });
        await Did(host, People.Second, "/warning-rules/identical-prices/enforce", Opinion);
        await host.TeachChain(6);
        await host.Teach(Given.Opened(Given.Bid("s1", 30_000_000), Given.Bid("s2", 30_000_000)), Given.At(4, 28));
        Assert.DoesNotContain(await All(host), w => w.Detector == "identical-prices");
    }

    [Fact]
    public async Task 角色与路由_监督人员可读可办_别人不知其有无()
    {
        await using var host = await WatchHost.Start();
        var warning = await Raised(host);
        await Did(host, People.Handler, $"/warnings/{warning.Id}/judge", new { finding = "inspect", opinion = "不是统一零售价" });
        await Did(host, People.Handler, $"/warnings/{warning.Id}/ask", new { organisationId = "s2", text = "请说明报价的依据和编制人。" });
        var inquiry = (await host.Store.Read(db => db.All<Inquiry>())).Single().Id;
        var (ok, away) = (HttpStatusCode.OK, HttpStatusCode.NotFound);
        (string Path, HttpStatusCode Officer, HttpStatusCode Asked, HttpStatusCode Other)[] matrix =
        [
            ("/warnings", ok, away, away), ("/warnings?state=all&rule=identical-prices&tier=B&overdue=true&page=2", ok, away, away), ("/warning-rules", ok, away, away), ("/warning-rules/near-prices", ok, away, away), ("/warning-statistics", ok, away, away),
            ("/warning-rules/near-prices/propose", ok, away, away), ("/warning-rules/near-prices/enforce", ok, away, away), ("/warning-rules/near-prices/withdraw", ok, away, away),
            ($"/warnings/{warning.Id}", ok, away, away), ($"/warnings/{warning.Id}/case.zip", ok, away, away), ($"/warnings/{warning.Id}/judge", ok, away, away), ($"/warnings/{warning.Id}/ask", ok, away, away), ($"/warnings/{warning.Id}/evidence", ok, away, away),
            ($"/warnings/{warning.Id}/verify", ok, away, away), ($"/warnings/{warning.Id}/handle", ok, away, away), ($"/warnings/{warning.Id}/close", ok, away, away), ($"/warnings/{warning.Id}/dismiss", ok, away, away),
            ($"/warnings/{warning.Id}/return", ok, away, away), ($"/warnings/{warning.Id}/reopen", ok, away, away), ("/warnings/nothing", away, away, away),
            ("/my/inquiries", away, ok, ok), ($"/inquiries/{inquiry}", ok, ok, away), ($"/inquiries/{inquiry}/answer", away, ok, away),
        ];
        // Pages that one may not see are refused either way, and never tell whether the thing exists.
        static HttpStatusCode Plain(HttpStatusCode status) => status is HttpStatusCode.Forbidden ? HttpStatusCode.NotFound : status;
        foreach (var (path, officer, asked, other) in matrix)
        {
            foreach (var (actor, expected) in new[] { (People.Handler, officer), (People.Loser, asked), (People.OtherSupplier, other) })
            {
                var (status, html) = await host.Page(actor, path);
                Assert.True(Plain(status) == expected, $"{path} {actor.Name}: {status}");
                if (status == ok && !path.EndsWith(".zip", StringComparison.Ordinal)) Assert.Single(System.Text.RegularExpressions.Regex.Matches(html, "<h1"));
            }

            Assert.Equal(HttpStatusCode.Redirect, (await host.Page(null, path)).Status);
        }

        var routes = ((Microsoft.AspNetCore.Routing.IEndpointRouteBuilder)host.App).DataSources.SelectMany(s => s.Endpoints).OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>()
            .Select(e => e.RoutePattern.RawText!).Where(r => r.StartsWith("/warning", StringComparison.Ordinal) || r.Contains("inquir", StringComparison.Ordinal) && !r.StartsWith("/api/", StringComparison.Ordinal)).Distinct();
        string Filled(string route) => route.Replace("{warning}", warning.Id, StringComparison.Ordinal).Replace("{rule}", "near-prices", StringComparison.Ordinal).Replace("{inquiry}", inquiry, StringComparison.Ordinal);
        Assert.Empty(routes.Select(Filled).Except(matrix.Select(m => m.Path)));
    }

    [Fact]
    public async Task 预警的事实只给监督平台自己_不出现在公开账本正文里()
    {
        await using var host = await WatchHost.Start();
        await Raised(host);
        var facts = (await host.Store.Read(db => db.FactsOf(Given.Procurement))).Where(f => f.Kind.StartsWith("warning.", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(facts);
        Assert.All(facts, f => Assert.NotNull(f.Salt));
        foreach (var kind in new[] { "warning.raised", "warning.grown", "warning.advanced", "inquiry.sent", "inquiry.answered", "detector.changed" })
        {
            Assert.All(Enum.GetValues<Exchange.Wire.Audience>().Except([Exchange.Wire.Audience.Supervision, Exchange.Wire.Audience.Party]), a =>
                Assert.Equal(Exchange.Wire.ReleaseMoment.Never, Exchange.Wire.Entitlements.Published.From(kind, a)));
        }
    }
}
