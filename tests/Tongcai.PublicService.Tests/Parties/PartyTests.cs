using System.Net;
using System.Text.Json.Nodes;
using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;

namespace Tongcai.PublicService.Tests.Parties;

/// <summary>The public record of purchasers, suppliers and agencies, on SQLite.</summary>
public class PartyTests(FilledHub filled) : IClassFixture<FilledHub>
{
    private HubHost Hub => filled.Hub;

    private async Task<JsonNode> Read(string path)
    {
        var (status, body) = await Hub.Api(path);
        Assert.Equal(HttpStatusCode.OK, status);
        return body;
    }

    [Fact]
    public async Task Lists_name_who_the_facts_name_by_amount()
    {
        var buyers = await Read("/buyers");
        Assert.Equal(["中州市第三中学"], buyers["items"]!.AsArray().Select(b => (string)b!["name"]!));
        Assert.Equal((2, 452_360_000L), ((int)buyers["items"]![0]!["number"]!, (long)buyers["items"]![0]!["amountFen"]!));
        // 乙公司 and 丙公司 took part and did not win: the opening record tells it, the list of suppliers does not.
        var suppliers = (await Read("/suppliers"))["items"]!.AsArray().Select(b => (string)b!["name"]!).ToList();
        Assert.Equal("河南知行教育装备有限公司", suppliers[0]);
        Assert.DoesNotContain(suppliers, s => s is "乙公司" or "丙公司");
        Assert.Equal(2, (int)(await Read("/agencies"))["items"]![0]!["number"]!);
        Assert.Equal(0, (int)(await Read("/suppliers?q=乙公司"))["total"]!);
        Assert.Equal(1, (int)(await Read("/buyers?q=第三&region=410000"))["total"]!);
        Assert.Equal(0, (int)(await Read("/buyers?region=110000"))["total"]!);
        Assert.Contains("这里没有更多", WebUtility.HtmlDecode((await Hub.Page("/buyers?page=9")).Html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_tells_amounts_contracts_payments_decisions_and_fees_by_public_facts()
    {
        var buyer = await Read("/buyers/" + SampleChain.School);
        Assert.Equal((2, 1, 452_360_000L, 1, 452_360_000L), ((int)buyer["procurements"]!, (int)buyer["awards"]!, (long)buyer["awardFen"]!, (int)buyer["contracts"]!, (long)buyer["contractFen"]!));
        Assert.Equal((1, 0), ((int)buyer["payments"]!["number"]!, (int)buyer["payments"]!["late"]!));
        Assert.Equal("投诉事项不成立，驳回投诉。", (string)buyer["decisions"]![0]!["outcome"]!);
        Assert.Equal((2026, 1), ((int)buyer["years"]![0]!["year"]!, (int)buyer["years"]![0]!["lots"]!));
        var agency = await Read("/agencies/" + SampleChain.Agency);
        Assert.Equal((1, 3_200_000L, 452_360_000L), ((int)agency["fees"]!["results"]!, (long)agency["fees"]!["feeFen"]!, (long)agency["fees"]!["awardFen"]!));
        var supplier = await Read("/suppliers/" + SampleChain.Supplier);
        Assert.Equal(("河南知行教育装备有限公司", 1, "中州市第三中学"), ((string)supplier["name"]!, (int)supplier["procurements"]!, (string)supplier["newestContracts"]![0]!["other"]!));
        Assert.Null(supplier["fees"]);
        var page = WebUtility.HtmlDecode((await Hub.Page("/buyers/" + SampleChain.School)).Html);
        Assert.All(new[] { "未在本平台登记", "4,523,600.00", "ZZ3Z-2026-01", "/suppliers/org-supplier", "/notices?purchaser=org-school", "没有公布的评价" }, text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.Contains("/suppliers/org-supplier", (await Hub.Page("/procurements/" + FilledHub.Finished.Id)).Html, StringComparison.Ordinal);
        foreach (var missing in new[] { "/buyers/none", "/suppliers/" + SampleChain.School, "/agencies/org-b", "/suppliers/org-b" }) Assert.Equal(HttpStatusCode.NotFound, (await Hub.Page(missing)).Status);
    }

    [Fact]
    public async Task A_registered_organisation_has_a_page_with_what_it_registered_and_what_stands_against_it()
    {
        var id = "org-registered";
        await Hub.Store.Execute(Commit.Empty.Insert(new Organisation
        {
            Id = id, Name = "中州远图商贸有限公司", CreditCode = "91419900MA9D0054X7", Roles = new([Role.Supplier]), Region = "410100", Size = "small", Address = "文渊路18号", ParentId = "", RegisteredAt = SampleChain.At(2026, 1, 5, 9),
        }).Record(new OrganisationRegistered(id, "中州远图商贸有限公司", "91419900MA9D0054X7", ["supplier"], "410100", "small", "文渊路18号", "")));
        await Hub.Store.Execute(Commit.Empty
            .Insert(Listing("stands", new(2026, 1, 10), new(2027, 1, 9))).Insert(Listing("over", new(2024, 1, 10), new(2025, 1, 9)))
            .Insert(new Tongcai.PublicService.Scores.ScorePage { Id = "score-" + id, OrganisationId = id, Name = "x", Subject = "supplier", Hundredths = 8712, Formula = "f", PublishedOn = new(2026, 4, 1), Latest = true, Published = new(new("s", id, "x", "c", "supplier", "f", new(2026, 4, 1), new(2025, 4, 1), new(2026, 4, 1), 8712, [])) }));
        var page = WebUtility.HtmlDecode((await Hub.Page("/suppliers/" + id)).Html);
        Assert.All(new[] { "91419900MA9D0054X7", "小型企业（登记时声明）", "/credit/stands", "信用评价 87.12 分", "还没有公布结果的项目" }, text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.DoesNotContain("/credit/over", page, StringComparison.Ordinal);
        Assert.Contains((await Read("/suppliers?q=91419900MA9D0054X7"))["items"]!.AsArray(), l => (string)l!["id"]! == id);
        Assert.Equal(HttpStatusCode.NotFound, (await Hub.Page("/buyers/" + id)).Status);

        static Tongcai.PublicService.Credit.DishonestyEntry Listing(string id, DateOnly from, DateOnly to) => new()
        {
            Id = id, Name = "中州远图商贸有限公司", CreditCode = "91419900MA9D0054X7", Subject = "supplier", Authority = "中州市财政局", Number = "中财购罚〔2026〕3号", FromDay = from, ToDay = to, DecidedOn = from, Penalty = "禁止参加", Ground = "collusion", Article = "第七十七条",
        };
    }

    [Fact]
    public async Task A_question_that_cannot_be_meant_is_a_problem_that_names_the_parameter()
    {
        foreach (var path in new[]
        {
            "/prices?from=x", "/prices?from=2026-02-01&to=2026-01-01", "/prices?region=41", "/prices?page=0", "/prices?sort=price", "/prices/A02102100?page=1", "/stats?year=26", "/stats?method=X", "/stats?year=2026&year=2025", "/buyers?page=-1",
            "/suppliers?region=410100", "/agencies?q=" + new string('长', 101), "/exposure?kind=all", "/consult?topic=x", "/consult?page=999999999999",
        })
        {
            var (status, body) = await Hub.Api(path);
            Assert.True(status is HttpStatusCode.UnprocessableEntity, path);
            Assert.StartsWith("/", (string)body["errors"]![0]!["pointer"]!, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Hub.Page(path)).Status);
        }

        foreach (var odd in new[] { "/buyers?q=%25", "/suppliers?q='%3B--", "/consult?q=%00%25_!", "/prices?q=%25", "/exposure?q=%27" }) Assert.Equal(HttpStatusCode.OK, (await Hub.Page(odd)).Status);
    }
}

/// <summary>The same on PostgreSQL, and what must not be told.</summary>
public sealed class PartyPostgresTests(FilledPostgresHub filled) : IClassFixture<FilledPostgresHub>
{
    private static readonly string[] Everything = ["/buyers", "/suppliers", "/agencies", $"/buyers/{SampleChain.School}", $"/agencies/{SampleChain.Agency}", "/stats", "/prices", "/prices/A02102100", "/exposure", "/exposure/cases", "/consult", "/rights", "/sitemap"];

    [Fact]
    public async Task Both_engines_tell_the_same()
    {
        await using var other = new FilledHub();
        await other.InitializeAsync();
        foreach (var path in Everything) Assert.Equal(await Told(other.Hub, path), await Told(filled.Hub, path));

        // Ids of facts are random.
        static async Task<string> Told(HubHost hub, string path) => System.Text.RegularExpressions.Regex.Replace((await hub.Api(path)).Body.ToJsonString(), "\"noticeId\":\"[^\"]*\"", "");
    }

    [Fact]
    public async Task Until_the_opening_no_page_differs_by_a_bid()
    {
        await using var trade = await Source.Start("trade.test/ledger");
        await using var hub = await HubHost.Start(SampleChain.At(2026, 4, 28, 12), "", trade.Followed);
        var tender = new SampleChain("dddddddddddddddddddddddddd");
        await trade.Say(tender.Trading.Take(6));
        await hub.Read(6);
        var without = await All();
        await trade.Say(
            new Said(new BidSealed(tender.Id, "lot1", "bid1", "pseudonym", "aa", "bb", "", SampleChain.At(2026, 4, 29, 9)), SampleChain.At(2026, 4, 29, 9), SampleChain.Supplier),
            new Said(new QuestionAsked(tender.Id, "question1", SampleChain.Supplier, "能否延期？"), SampleChain.At(2026, 4, 29, 9), SampleChain.Supplier));
        var until = await Size() + 3;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await Size() < until) await Task.Delay(20, limit.Token);
        Assert.Equal(without, await All());
        Assert.Equal(0, await hub.Store.Read(db => db.ExecuteScalarAsync<long>("select count(*) from lot_outcome")));

        await trade.Say(tender.Trading.Skip(6).Take(2));
        await hub.Read(8);
        Assert.Equal(1, await hub.Store.Read(db => db.ExecuteScalarAsync<long>("select count(*) from lot_outcome where bidders = 3")));
        Assert.NotEqual(without, await All());

        async Task<long> Size() => (long)(await hub.Api("/platforms")).Body["attached"]![0]!["status"]!["read"]!;
        async Task<string> All()
        {
            List<string> all = [];
            foreach (var path in Everything) all.Add((await hub.Api(path)).Body.ToJsonString());
            all.Add((await hub.Api($"/suppliers/{SampleChain.Supplier}")).Status.ToString());
            return string.Join('\n', all);
        }
    }
}
