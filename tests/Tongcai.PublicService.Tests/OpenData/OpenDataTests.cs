using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.PublicService.OpenData;
using Tongcai.PublicService.OpenData.Merge;
using Tongcai.PublicService.OpenData.Releases;

namespace Tongcai.PublicService.Tests.OpenData;

public sealed class OpenDataOnSqlite(FilledHub filled) : OpenDataTests(filled), IClassFixture<FilledHub>;

public sealed class OpenDataOnPostgres(FilledPostgresHub filled) : OpenDataTests(filled), IClassFixture<FilledPostgresHub>;

/// <summary>What the hub serves, from the facts that it followed.</summary>
public abstract class OpenDataTests(FilledHub filled)
{
    private const string Base = "/open-data/ocds";

    [Fact]
    public async Task Every_served_package_passes_ajv_with_the_extensions_and_nothing_beside_them()
    {
        List<Judged> packages = [];
        foreach (var id in new[] { FilledHub.Finished.Id, FilledHub.Running.Id })
        {
            packages.Add(new($"{id} releases", "release", await Json($"{Base}/procurements/{id}/releases.json")));
            packages.Add(new($"{id} record", "record", await Json($"{Base}/procurements/{id}/record.json")));
        }

        foreach (var file in (await Files()).Where(f => (string?)f["format"] == "json")) packages.Add(new((string)file["url"]!, "release", await Json(new Uri((string)file["url"]!).AbsolutePath)));
        Assert.True(packages.Count > 10, $"{packages.Count}");
        var errors = await OcdsChecker.Errors(packages);
        Assert.True(errors.Count == 0, string.Join('\n', errors.Select(e => $"{e.Key}: {string.Join("; ", e.Value.Take(5))}")));
    }

    [Fact]
    public async Task The_state_that_the_releases_lead_to_is_that_of_the_database()
    {
        var record = (await Json($"{Base}/procurements/{FilledHub.Finished.Id}/record.json"))["records"]![0]!;
        var compiled = record["compiledRelease"]!.AsObject();
        Assert.Empty(CoherenceRules.Broken(compiled));
        var releases = record["releases"]!.AsArray().Select(r => r!.AsObject());
        Assert.True(JsonNode.DeepEquals(compiled, JsonNode.Parse(ReleaseMerge.Compile(releases, Standard.MergeRules).ToJsonString())));
        var (budget, award, paid) = await filled.Hub.Store.Read(db => db.QuerySingleAsync<(long, long, long)>("select budget_fen, award_fen, paid_fen from procurement_page where id = @id", new { id = FilledHub.Finished.Id }));
        Assert.Equal((budget / 100m, award / 100m, paid / 100m), ((decimal)compiled["tender"]!["value"]!["amount"]!, (decimal)compiled["awards"]![0]!["value"]!["amount"]!, (decimal)compiled["contracts"]![0]!["implementation"]!["transactions"]![0]!["value"]!["amount"]!));
        Assert.Equal("complete", (string?)compiled["tender"]!["status"]);
        Assert.Equal("rejected", (string?)compiled["complaints"]![0]!["outcome"]);
        Assert.Equal(2, compiled["supervisionOrders"]!.AsArray().Count);
        Assert.Equal(3, compiled["bids"]!["details"]!.AsArray().Count);
        Assert.Equal("disqualified", (string?)compiled["bids"]!["details"]!.AsArray().Single(b => (string?)b!["id"] == "bid2")!["status"]);
        Assert.Equal("光具座导轨长度不小于1000毫米", (string?)compiled["tender"]!["criteria"]!.AsArray().Single(c => (string?)c!["id"] == "technical")!["requirementGroups"]![0]!["requirements"]![0]!["title"]);
        Assert.Equal(4_860_000m, (decimal)compiled["planning"]!["budget"]!["approvedLine"]!["amount"]!["amount"]!);
        var history = record["versionedRelease"]!["tender"]!["status"]!.AsArray().Select(v => (string?)v!["value"]);
        Assert.Equal(["planned", "active", "complete"], history);
    }

    [Fact]
    public async Task Database_feed_packages_bulk_files_and_manifest_count_the_same()
    {
        var facts = await filled.Hub.Store.Read(db => db.ExecuteScalarAsync<long>("select count(*) from chain_fact where kind <> 'budget.approved'"));
        var fed = await Feed(3);
        Assert.Equal(facts, fed.Count);
        Assert.Equal(facts, fed.Select(r => ((string?)r["ocid"], (string?)r["id"])).Distinct().Count());
        var ofPackages = new List<JsonNode>();
        foreach (var id in new[] { FilledHub.Finished.Id, FilledHub.Running.Id }) ofPackages.AddRange((await Json($"{Base}/procurements/{id}/releases.json"))["releases"]!.AsArray().Select(r => r!));
        Assert.Equal(Sorted(fed), Sorted(ofPackages));

        List<JsonNode> ofLines = [];
        var rows = 0;
        Assert.Equal(facts, (long)(await Json($"{Base}/manifest.json"))["releases"]!);
        using var client = filled.Hub.Client();
        foreach (var file in await Files())
        {
            var bytes = await client.GetByteArrayAsync(new Uri((string)file["url"]!).AbsolutePath);
            Assert.Equal((bytes.LongLength, Convert.ToHexStringLower(SHA256.HashData(bytes))), ((long)file["bytes"]!, (string?)file["sha256"]));
            var text = Encoding.UTF8.GetString(bytes);
            var monthly = ((string)file["period"]!).Length == 7;
            var count = (string)file["format"]! switch { "jsonl" => text.Count(c => c == '\n'), "csv" => text.Split("\r\n").Length - 2, _ => JsonNode.Parse(text)!["releases"]!.AsArray().Count };
            Assert.Equal((long)file["releases"]!, count);
            if (monthly && (string?)file["format"] == "jsonl") ofLines.AddRange(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!));
            if (!monthly && (string?)file["format"] == "csv") rows += count;
        }

        Assert.Equal(Sorted(fed), Sorted(ofLines));
        Assert.Equal(facts, rows);
    }

    [Fact]
    public async Task What_is_unchanged_is_not_sent_again_and_any_page_may_read_it()
    {
        using var client = filled.Hub.Client();
        foreach (var path in new[] { $"/procurements/{FilledHub.Finished.Id}/releases.json", $"/procurements/{FilledHub.Finished.Id}/record.json", "/releases/2026-05.jsonl", "/releases/2026-05-08.csv", "/releases/2026-05.json", "/manifest.json", "/manifest/2026-05.json", "/feed", "/schema/release-schema.json", "/extensions/tongcai/v1/extension.json", "/extensions/tongcai/v1/codelists/complaintOutcome.csv" })
        {
            using var first = await client.GetAsync(Base + path);
            Assert.Equal((HttpStatusCode.OK, "*"), (first.StatusCode, first.Headers.GetValues("Access-Control-Allow-Origin").Single()));
            using var again = new HttpRequestMessage(HttpMethod.Get, Base + path);
            again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using var second = await client.SendAsync(again);
            Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
            using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, Base + path));
            Assert.Equal((HttpStatusCode.OK, first.Headers.ETag), (head.StatusCode, head.Headers.ETag));
        }

        using var preflight = await client.SendAsync(new HttpRequestMessage(HttpMethod.Options, Base + "/feed"));
        Assert.Equal((HttpStatusCode.NoContent, "If-None-Match"), (preflight.StatusCode, preflight.Headers.GetValues("Access-Control-Allow-Headers").Single()));
    }

    [Theory]
    [InlineData("/procurements/none/releases.json", 404, "")]
    [InlineData("/procurements/none/record.json", 404, "")]
    [InlineData("/procurements/' or 1=1 --/record.json", 404, "")]
    [InlineData("/procurements/ledger%2Ftrade.test/releases.json", 404, "")]
    [InlineData("/releases/2026-02-30.jsonl", 400, "/file")]
    [InlineData("/releases/2026-13.csv", 400, "/file")]
    [InlineData("/releases/26-1-1.json", 400, "/file")]
    [InlineData("/releases/9999-12-31.json", 400, "/file")]
    [InlineData("/releases/.json", 400, "/file")]
    [InlineData("/releases/2026-05.exe", 404, "")]
    [InlineData("/releases/2026-05", 404, "")]
    [InlineData("/releases/2019-01.json", 404, "")]
    [InlineData("/manifest/2026-05-08.json", 400, "/month")]
    [InlineData("/manifest/x.json", 400, "/month")]
    [InlineData("/manifest/2019-01.json", 404, "")]
    [InlineData("/feed?cursor=x", 400, "/cursor")]
    [InlineData("/feed?cursor=", 400, "/cursor")]
    [InlineData("/feed?cursor=e30", 400, "/cursor")]
    [InlineData("/feed?cursor=bnVsbA", 400, "/cursor")]
    [InlineData("/feed?cursor=eyJuZXh0Ijp7ImEiOi0xfSwid2FpdGluZyI6e319", 400, "/cursor")]
    [InlineData("/feed?limit=0", 400, "/limit")]
    [InlineData("/feed?limit=201", 400, "/limit")]
    [InlineData("/feed?limit=%25", 400, "/limit")]
    [InlineData("/extensions/tongcai/v1/../../release-schema.json", 404, "")]
    [InlineData("/extensions/tongcai/v1/codelists/none.csv", 404, "")]
    [InlineData("/schema/none.json", 404, "")]
    [InlineData("/nothing", 404, "")]
    public async Task What_is_wrong_is_a_problem_document(string path, int status, string pointer)
    {
        using var client = filled.Hub.Client();
        using var answer = await client.GetAsync(Base + path);
        Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(pointer, (string?)problem["errors"]![0]!["pointer"] ?? "");
        Assert.Equal(HttpStatusCode.OK, (await filled.Hub.Page((string)problem["type"]!)).Status);
    }

    [Fact]
    public async Task The_page_explains_and_links_what_there_is()
    {
        var (status, html) = await filled.Hub.Page("/open-data");
        Assert.Equal(HttpStatusCode.OK, status);
        foreach (var words in new[] { "知识共享署名 4.0", "/open-data/ocds/releases/2026-05.jsonl", "/open-data/ocds/manifest/2026-05.json", "/open-data/ocds/feed", "每分钟 600 次", "ocds-213czf" }) Assert.Contains(words, html, StringComparison.Ordinal);
        Assert.Contains("/open-data", (await filled.Hub.Page("/sitemap")).Html, StringComparison.Ordinal);
        Assert.Equal(2, (long)(await filled.Hub.Api("/open-data")).Body["procurements"]!);
    }

    private async Task<JsonNode> Json(string path)
    {
        using var client = filled.Hub.Client();
        return JsonNode.Parse(await client.GetStringAsync(path))!;
    }

    private async Task<List<JsonNode>> Files()
    {
        List<JsonNode> files = [];
        foreach (var month in (await Json($"{Base}/manifest.json"))["months"]!.AsArray())
            files.AddRange((await Json(new Uri((string)month!["manifest"]!).AbsolutePath))["files"]!.AsArray().Select(f => f!));
        return files;
    }

    private async Task<List<JsonNode>> Feed(int limit)
    {
        List<JsonNode> all = [];
        for (var path = $"{Base}/feed?limit={limit}"; ;)
        {
            var page = await Json(path);
            if (page["releases"]!.AsArray().Count == 0) return all;
            all.AddRange(page["releases"]!.AsArray().Select(r => r!));
            path = new Uri((string)page["next"]!).PathAndQuery;
        }
    }

    private static List<string> Sorted(IEnumerable<JsonNode> releases) => [.. releases.Select(r => r.ToJsonString()).Order(StringComparer.Ordinal)];
}

/// <summary>Before opening nothing of a bid can be seen in any file, size or tag.</summary>
public sealed class TwoWorldsTests
{
    [Fact]
    public async Task A_sealed_bid_changes_no_byte_before_the_opening()
    {
        await using var trade = await Source.Start("trade.test/ledger");
        await using var hub = await HubHost.Start(SampleChain.At(2026, 4, 28, 12), "", trade.Followed);
        var tender = FilledHub.Running;
        await trade.Say(tender.Trading.Take(6));
        await hub.Read(6);
        var without = await Everything(hub, tender.Id);

        await trade.Say(
            new Said(new BidSealed(tender.Id, "lot1", "bid1", "pseudonym", "aa", "bb", "", SampleChain.At(2026, 4, 29, 9)), SampleChain.At(2026, 4, 29, 9), SampleChain.Supplier),
            new Said(new QuestionAsked(tender.Id, "question1", SampleChain.Supplier, "能否延期？"), SampleChain.At(2026, 4, 29, 9), SampleChain.Supplier));
        var until = await LedgerSize(hub) + 3;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await LedgerSize(hub) < until) await Task.Delay(20, limit.Token);
        Assert.Equal(without, await Everything(hub, tender.Id));

        await trade.Say(tender.Trading.Skip(6).Take(2));
        await hub.Read(8);
        var opened = await Everything(hub, tender.Id);
        Assert.NotEqual(without, opened);
        Assert.Contains("\"bids\"", opened, StringComparison.Ordinal);
    }

    private static async Task<long> LedgerSize(HubHost hub) => (long)(await hub.Api("/platforms")).Body["attached"]![0]!["status"]!["read"]!;

    private static async Task<string> Everything(HubHost hub, string id)
    {
        using var client = hub.Client();
        var all = new StringBuilder();
        foreach (var path in new[] { $"/procurements/{id}/releases.json", $"/procurements/{id}/record.json", "/releases/2026-04.json", "/releases/2026-04.jsonl", "/releases/2026-04.csv", "/manifest.json", "/manifest/2026-04.json", "/feed", "/../../api/v1/open-data" })
        {
            using var answer = await client.GetAsync("/open-data/ocds" + path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            all.AppendLine(path).AppendLine(answer.Headers.ETag?.Tag).AppendLine(await answer.Content.ReadAsStringAsync());
        }

        return all.ToString();
    }
}
