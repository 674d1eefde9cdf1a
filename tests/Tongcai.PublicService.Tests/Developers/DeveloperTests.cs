using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Tongcai.Exchange.Wire;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Platform.Web;
using Tongcai.PublicService.Developers;

namespace Tongcai.PublicService.Tests.Developers;

/// <summary>What is written for integrators is what the program does.</summary>
public sealed class DeveloperTests : IAsyncLifetime
{
    private const int Reads = 40;
    private const int Writes = 3;

    private HubHost hub = null!;

    public async ValueTask InitializeAsync() => hub = await HubHost.Start(SampleChain.At(2026, 4, 28, 12), "", services =>
    {
        var site = (Site)services.Last(d => d.ServiceType == typeof(Site)).ImplementationInstance!;
        services.AddSingleton(site with { Limits = new RateLimits(Reads, Writes, 5, 5) }).AddSingleton<SystemTime>(new StillSystemTime(new(2026, 11, 22, 1, 0, 0, TimeSpan.Zero)));
    });

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    private async Task<Dictionary<string, long>> Limits() => (await hub.Api("/developers/limits")).Body["items"]!.AsArray().ToDictionary(i => (string)i!["name"]!, i => (long)i!["value"]!);

    private static async Task<HttpStatusCode> Ask(HttpClient client, string path) => (await client.GetAsync(path)).StatusCode;

    [Fact]
    public async Task The_limits_that_are_written_are_kept()
    {
        var limits = await Limits();
        Assert.Equal((Reads, Writes), ((int)limits["rate.read"], (int)limits["rate.write"]));
        using var client = hub.Client();
        var words = string.Join('+', Enumerable.Range(0, (int)limits["search.words"]).Select(i => $"字{i}"));
        foreach (var (path, status) in new[]
        {
            ($"/api/v1/notices?q={new string('字', (int)limits["search.text"])}", HttpStatusCode.OK), ($"/api/v1/notices?q={new string('字', (int)limits["search.text"] + 1)}", HttpStatusCode.UnprocessableEntity),
            ($"/api/v1/notices?q={words}", HttpStatusCode.OK), ($"/api/v1/notices?q={words}+多", HttpStatusCode.UnprocessableEntity),
            ($"/open-data/ocds/feed?limit={limits["ocds.page"]}", HttpStatusCode.OK), ($"/open-data/ocds/feed?limit={limits["ocds.page"] + 1}", HttpStatusCode.BadRequest),
        })
            Assert.Equal(status, await Ask(client, path));

        async Task<HttpStatusCode> Send(int bytes)
        {
            using var answer = await client.PostAsync($"/api/v1/law/{Tongcai.Law.Questions.LawQuestion.All[0].Name}", new ByteArrayContent(Encoding.ASCII.GetBytes("{" + new string(' ', bytes - 2) + "}")) { Headers = { ContentType = new("application/json") } });
            return answer.StatusCode;
        }

        Assert.NotEqual(HttpStatusCode.RequestEntityTooLarge, await Send((int)limits["body.law"]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Send((int)limits["body.law"] + 1));
        Assert.NotEqual(HttpStatusCode.TooManyRequests, await Send(2));
        Assert.Equal(HttpStatusCode.TooManyRequests, await Send(2));
    }

    [Fact]
    public async Task Every_answer_says_how_much_is_left_and_the_one_beyond_is_refused_until_the_minute_is_over()
    {
        using var client = hub.Client();
        var left = Reads;
        foreach (var (path, status) in new[] { ("/", 200), ("/api/v1/home", 200), ("/none", 404), ("/api/v1/none", 404), ("/api/v1/notices?region=x", 422), ("/feed/notices.rss", 200), ("/codelists", 200), ("/api/v1/sign-in", 404) })
        {
            using var answer = await client.GetAsync(path);
            Assert.Equal(status, (int)answer.StatusCode);
            left--;
            Assert.Equal($"\"read\";q={Reads};w=60", answer.Headers.GetValues("RateLimit-Policy").Single());
            Assert.StartsWith($"\"read\";r={left};t=", answer.Headers.GetValues("RateLimit").Single(), StringComparison.Ordinal);
        }

        for (; left > 0; left--) Assert.Equal(HttpStatusCode.OK, await Ask(client, "/api/v1/time"));
        using var beyond = await client.GetAsync("/api/v1/time");
        Assert.Equal(HttpStatusCode.TooManyRequests, beyond.StatusCode);
        var reset = int.Parse(Regex.Match(beyond.Headers.GetValues("RateLimit").Single(), "^\"read\";r=0;t=(\\d+)$").Groups[1].Value, null);
        Assert.True(beyond.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(reset));
        Assert.Equal("/problems/W009", (string?)JsonNode.Parse(await beyond.Content.ReadAsStringAsync())!["type"]);
    }

    [Fact]
    public async Task The_type_of_every_problem_is_a_page()
    {
        using var client = hub.Client();
        foreach (var path in new[] { "/api/v1/none", "/api/v1/notices?region=x", "/open-data/ocds/feed?cursor=x", "/api/v1/account/searches", "/api/v1/codelists/none" })
        {
            var problem = JsonNode.Parse(await (await client.GetAsync(path)).Content.ReadAsStringAsync())!;
            Assert.Equal(HttpStatusCode.OK, (await hub.Page((string)problem["type"]!)).Status);
        }
    }

    [Fact]
    public async Task A_code_list_has_both_languages_and_each_parameter_takes_its_codes()
    {
        Assert.Equal(CodeList.All.Count, CodeList.All.Select(l => l.Name).Distinct().Count());
        foreach (var list in CodeList.All)
        {
            Assert.NotEmpty(list.Values);
            Assert.NotEqual("", list.English);
            Assert.Equal(list.Values.Count, list.Values.Select(v => v.Code).Distinct().Count());
            Assert.All(list.Values, v => Assert.Matches("\\p{IsCJKUnifiedIdeographs}", v.Name));
        }

        using var client = hub.Client();
        foreach (var (list, value) in CodeList.All.Where(l => l.Parameter.Length > 0 && l.Parameter is not ("sort" or "sme")).Select(l => (l, l.Values[^1])))
            Assert.Equal(HttpStatusCode.OK, await Ask(client, $"/api/v1/notices?{list.Parameter}={value.Code}"));
        var (_, html) = await hub.Page("/codelists/set-asides");
        Assert.Contains("专门面向中小企业采购", html, StringComparison.Ordinal);
        Assert.Contains("Whole procurement", html, StringComparison.Ordinal);
    }

    /// <summary>Every field of a public fact whose values look like codes is in a list, and every value of it is listed.</summary>
    [Fact]
    public void Every_code_of_the_facts_is_listed()
    {
        var facts = FilledHub.Finished.Trading.Concat(FilledHub.Finished.Supervision).Select(s => s.Fact);
        var unlisted = facts.SelectMany(f => CodeWalk.Unlisted(FactKinds.Published.Of(f).Kind, JsonNode.Parse(FactBody.Write(f))!)).Distinct().ToList();
        Assert.Empty(unlisted);
        // The guard is awake.
        Assert.NotEmpty(CodeWalk.Unlisted("order.issued", JsonNode.Parse("""{"kind":"pause"}""")!));
        Assert.NotEmpty(CodeWalk.Unlisted("order.issued", JsonNode.Parse("""{"newField":"someCode"}""")!));
    }

    /// <summary>Somebody else's generator makes a client of the description; it compiles and reads.</summary>
    [Fact]
    public async Task A_client_made_from_the_description_compiles_and_asks_with_conditions()
    {
        var folder = Directory.CreateTempSubdirectory("tongcai-client-").FullName;
        try
        {
            using var http = hub.Client();
            await OutsideCheckers.Client(await http.GetStringAsync("/openapi/v1.json"), folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "client.csproj"), """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><NoWarn>$(NoWarn);CS1591;CS8618</NoWarn></PropertyGroup></Project>""");
            await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), """
                using var http = new System.Net.Http.HttpClient();
                var client = new Tongcai.Client.HubClient(http) { BaseUrl = args[0] };
                var found = await client.NoticesAsync(q: "不存在的词", sort: "date");
                var limits = await client.LimitsAsync();
                System.Console.WriteLine($"{found.Total} {limits.Items.Count}");
                """);
            var said = await OutsideCheckers.Run(folder, "dotnet", ["run", "-v", "quiet", "--", hub.Address.ToString()], "", [("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_NOLOGO", "1")]);
            Assert.Equal($"0 {(await Limits()).Count}", said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The program on the page, copied as it stands.</summary>
    [Fact]
    public async Task The_sample_on_the_page_tells_a_genuine_call_from_a_forged_one()
    {
        var (_, html) = await hub.Page("/developers");
        var sample = Regex.Replace(WebUtility.HtmlDecode(Regex.Match(html, "<pre[^>]*id=\"verify-sample\"[^>]*>(.*?)</pre>", RegexOptions.Singleline).Groups[1].Value), "^<span[^>]*>|</span>$", "");
        var folder = Directory.CreateTempSubdirectory("tongcai-sample-").FullName;
        try
        {
            var secret = "whsec_" + Convert.ToBase64String(new byte[32]);
            var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000).ToUnixTimeSeconds();
            var good = PublicService.Webhooks.WebhookSecrets.Sign(secret, "m1", now, "{}");
            await File.WriteAllTextAsync(Path.Combine(folder, "sample.mjs"), sample);
            await File.WriteAllTextAsync(Path.Combine(folder, "ask.mjs"), $$"""
                import { genuine } from './sample.mjs';
                Date.now = () => {{now}} * 1000;
                const of = (signature, at = {{now}}) => ({ 'webhook-id': 'm1', 'webhook-timestamp': String(at), 'webhook-signature': signature });
                console.log(genuine('{{secret}}', of('{{good}}'), '{}'), genuine('{{secret}}', of('v1,AAAA {{good}}'), '{}'), genuine('{{secret}}', of('{{good}}'), '{} '), genuine('{{secret}}', of('v1,AAAA'), '{}'), genuine('{{secret}}', of('{{good}}', {{now}} - 301), '{}'));
                """);
            Assert.Equal("true true false false false", (await OutsideCheckers.Run(folder, "node", ["ask.mjs"], "", [])).Trim());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task The_changes_can_be_followed()
    {
        using var client = hub.Client();
        var atom = XDocument.Parse(await client.GetStringAsync("/feed/changes.atom"));
        Assert.Equal(Changelog.All.Items.Count, atom.Root!.Elements(XName.Get("entry", "http://www.w3.org/2005/Atom")).Count());
        Assert.Equal(Changelog.All.Items.Count, JsonNode.Parse(await client.GetStringAsync("/feed/changes.json"))!["items"]!.AsArray().Count);
        Assert.Equal(Changelog.All.Items.OrderByDescending(c => c.On), Changelog.All.Items);
        Assert.Equal(HttpStatusCode.NotFound, await Ask(client, "/feed/changes.exe"));
        Assert.Equal(HttpStatusCode.NotFound, await Ask(client, "/codelists/none"));
    }
}

/// <summary>Looks for codes in the bodies of facts.</summary>
internal static class CodeWalk
{
    /// <summary>Texts that are no codes although they may look so: names, ids, numbers of papers, digests.</summary>
    private static readonly HashSet<string> Texts = ["key.ceremony/trustees/role", "bids.opened/keyId", "order.issued/signature", "bids.opened/bids/envelopeSm3"];

    public static IEnumerable<string> Unlisted(string path, JsonNode node) => node switch
    {
        JsonObject o => o.Where(p => p.Value is not null).SelectMany(p => Unlisted($"{path}/{p.Key}", p.Value!)),
        JsonArray a => a.Where(v => v is not null).SelectMany(v => Unlisted(path, v!)),
        JsonValue v when v.TryGetValue<string>(out var text) && text.Length > 0 => Value(path, text),
        _ => [],
    };

    private static IEnumerable<string> Value(string path, string text)
    {
        var list = CodeList.All.FirstOrDefault(l => l.Fields.Contains(path));
        if (list is null ? Regex.IsMatch(text, "^(?:[a-z][a-zA-Z]{1,30}(?:-[a-z]+)*|[A-Z]{2,6})$") && !path.EndsWith("Id", StringComparison.Ordinal) && !path.EndsWith("/stream", StringComparison.Ordinal) && !Texts.Contains(path) : list.Values.All(v => v.Code != text)) yield return $"{path}: {text}";
    }
}
