using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Tongcai.Chain.Tests;

/// <summary>接口示例 docs/api/*.http：written from the played demo, so that they cannot become untrue.</summary>
[Collection(DemoStack.Name)]
public sealed partial class HttpExamplesTests(DemoStack stack)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);
    private static readonly (string Host, string Title)[] Platforms = [("hub", "公共服务平台"), ("trading", "交易平台"), ("supervision", "行政监督平台")];

    [Theory]
    [InlineData("hub")]
    [InlineData("trading")]
    [InlineData("supervision")]
    public async Task The_committed_examples_are_what_the_demo_tender_sends(string host)
    {
        var committed = await File.ReadAllTextAsync(Place(host), CancellationToken.None);
        var now = await Written(host);
        Assert.True(committed == now, $"docs/api/{host}.http is not what the demo sends; run ./tongcai drill http.\n{FirstDifference(committed, now)}");
    }

    [Fact]
    public async Task Every_act_of_the_demo_tender_stands_in_the_examples()
    {
        var calls = await Calls();
        var acts = 0;
        foreach (var (host, _) in Platforms)
        {
            var operations = await Operations(host);
            var examples = HttpExamples.Requests(await File.ReadAllTextAsync(Place(host), CancellationToken.None));
            Assert.NotEmpty(examples);
            Assert.All(examples, e => Assert.Contains(operations, o => o.Matches(e.Method, e.Path)));
            foreach (var call in calls.Where(c => c.Platform == Address(host) && c.Method != "GET" && c.Status is >= 200 and < 300).DistinctBy(c => (c.Method, c.Path)))
            {
                var operation = operations.FirstOrDefault(o => o.Matches(call.Method, call.Path));
                Assert.True(operation is not null, $"{call.Method} {call.Path} is not in the OpenAPI description of {host}.");
                Assert.Contains(examples, e => operation.Matches(e.Method, e.Path));
                acts++;
            }
        }

        Assert.True(acts >= 40, $"{acts} acts");
    }

    [Theory]
    [InlineData("hub")]
    [InlineData("trading")]
    [InlineData("supervision")]
    public async Task The_examples_hold_no_id_no_digest_no_session_and_no_port_of_one_play(string host)
    {
        var text = await File.ReadAllTextAsync(Place(host), CancellationToken.None);
        Assert.DoesNotMatch(OfOnePlay(), text);
        Assert.DoesNotContain("tc.trade=", text, StringComparison.Ordinal);
        Assert.Empty(Variable().Matches(text).Select(m => m.Groups[1].Value).Where(v => !Regex.IsMatch(text, $"^@{Regex.Escape(v)} =", RegexOptions.Multiline) && !Generated.Contains(v)).Distinct());
    }

    /// <summary>Values that a client makes itself, or that the file names without a line of its own.</summary>
    private static readonly HashSet<string> Generated = ["$guid", "sm3", "signature", "commitment", "signingPem", "encryptionPem", "code"];

    [Fact(Explicit = true)]
    [Trait("drill", "http")]
    public async Task The_examples_are_written_anew()
    {
        Directory.CreateDirectory(Repository.File("docs", "api"));
        foreach (var (host, _) in Platforms)
            await File.WriteAllTextAsync(Place(host), await Written(host), CancellationToken.None);
    }

    private static string Place(string host) => Repository.File("docs", "api", $"{host}.http");

    private Uri Address(string host) => host switch { "hub" => stack.Hub, "trading" => stack.Trading, _ => stack.Supervision };

    private async Task<string> Written(string host) =>
        HttpExamples.File(host, Platforms.First(p => p.Host == host).Title, Address(host), await Calls(), await Operations(host));

    private async Task<IReadOnlyList<RecordedCall>> Calls() =>
        [.. (await File.ReadAllLinesAsync(stack.Record, CancellationToken.None)).Select(l => JsonSerializer.Deserialize<RecordedCall>(l, Format)!)];

    private async Task<IReadOnlyList<ApiOperation>> Operations(string host)
    {
        var anyone = await stack.Chromium.Visitor();
        var answer = await anyone.Get(new Uri(Address(host), "openapi/v1.json"));
        Assert.Equal(200, answer.Status);
        return ApiOperation.Of(JsonNode.Parse(answer.Body)!);
    }

    private static string FirstDifference(string committed, string now)
    {
        var (before, after) = (committed.Split('\n'), now.Split('\n'));
        var at = before.Zip(after).TakeWhile(l => l.First == l.Second).Count();
        return $"line {at + 1}:\n- {before.ElementAtOrDefault(at)}\n+ {after.ElementAtOrDefault(at)}";
    }

    [GeneratedRegex(@"(?<![a-z0-9])[a-z2-7]{26}(?![a-z0-9])|[0-9a-f]{32}|127\.0\.0\.1:(?!510[123]\b)\d+|\d{6}-[A-Z]{4}-\d{4}-[0-9A-Z]{8}")]
    private static partial Regex OfOnePlay();

    [GeneratedRegex(@"\{\{([^}]+)}}")]
    private static partial Regex Variable();
}
