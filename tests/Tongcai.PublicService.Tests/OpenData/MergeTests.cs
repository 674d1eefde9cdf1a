using System.Text.Json;
using System.Text.Json.Nodes;
using Tongcai.PublicService.OpenData;
using Tongcai.PublicService.OpenData.Merge;

namespace Tongcai.PublicService.Tests.OpenData;

/// <summary>The merge equals the published conformance cases (Fixtures/ocds-merge) and the published record of the fictional process.</summary>
public sealed class MergeTests
{
    private static readonly string Fixtures = Repository.File("tests", "Tongcai.PublicService.Tests", "OpenData", "Fixtures");

    public static TheoryData<string> Outputs =>
        [.. Directory.EnumerateFiles(Path.Combine(Fixtures, "ocds-merge"), "*.json", SearchOption.AllDirectories)
            .Where(f => f.EndsWith("-compiled.json", StringComparison.Ordinal) || f.EndsWith("-versioned.json", StringComparison.Ordinal))
            .Select(f => Path.GetRelativePath(Path.Combine(Fixtures, "ocds-merge"), f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Outputs))]
    public void A_published_case_comes_out_as_published(string output)
    {
        var versioned = output.EndsWith("-versioned.json", StringComparison.Ordinal);
        var input = output[..output.LastIndexOf('-')] + ".json";
        var releases = Read("ocds-merge", input).AsArray().Select(r => r!.AsObject()).ToList();
        var schema = input.StartsWith("1.0", StringComparison.Ordinal) ? "release-schema-1__0__3.json" : input.StartsWith("schema", StringComparison.Ordinal) ? "schema.json" : "release-schema-1__1__4.json";
        var rules = MergeRules.Of(Read("ocds-merge", schema).AsObject());
        var expected = Read("ocds-merge", output);
        var merged = versioned ? ReleaseMerge.Version(releases, rules) : ReleaseMerge.Compile(releases, rules);
        Assert.True(JsonNode.DeepEquals(expected, merged), $"expected\n{expected.ToJsonString()}\nmerged\n{merged.ToJsonString()}");
    }

    [Fact]
    public void All_published_cases_are_there() => Assert.Equal(50, Outputs.Count);

    [Fact]
    public void The_published_record_of_the_fictional_process_comes_out_of_its_releases()
    {
        var releases = Directory.EnumerateFiles(Path.Combine(Fixtures, "fictional"), "ocds-213czf-000-00001-0*.json").Order(StringComparer.Ordinal)
            .SelectMany(f => JsonNode.Parse(File.ReadAllText(f))!["releases"]!.AsArray()).Select(r => r!.AsObject()).ToList();
        Assert.Equal(6, releases.Count);
        var rules = MergeRules.Of(JsonNode.Parse(Standard.File("release-schema.json")!)!.AsObject());
        var compiled = Read("fictional", "record/ocds-213czf-000-00001.json")["records"]![0]!["compiledRelease"]!;
        var versioned = Read("fictional", "record/ocds-213czf-000-00001-withversions.json")["records"]![0]!["versionedRelease"]!;
        Assert.True(JsonNode.DeepEquals(compiled, ReleaseMerge.Compile(releases, rules)), ReleaseMerge.Compile(releases, rules).ToJsonString());
        Assert.True(JsonNode.DeepEquals(versioned, ReleaseMerge.Version(releases, rules)), ReleaseMerge.Version(releases, rules).ToJsonString());
    }

    [Fact]
    public void The_order_in_which_releases_are_given_does_not_matter()
    {
        var releases = Read("ocds-merge", "1.1/lists.json").AsArray().Select(r => r!.AsObject()).ToList();
        var rules = MergeRules.Of(Read("ocds-merge", "release-schema-1__1__4.json").AsObject());
        Assert.True(JsonNode.DeepEquals(ReleaseMerge.Compile(releases, rules), ReleaseMerge.Compile(releases.AsEnumerable().Reverse(), rules)));
    }

    [Fact]
    public void Null_takes_a_whole_object_away_and_the_history_keeps_it()
    {
        var releases = new[] { """{"ocid":"o","id":"1","date":"2026-01-01T00:00:00+08:00","tag":["tender"],"tender":{"id":"t","value":{"amount":1,"currency":"CNY"}}}""", """{"ocid":"o","id":"2","date":"2026-01-02T00:00:00+08:00","tag":["tenderUpdate"],"tender":{"id":"t","value":null}}""" }
            .Select(t => JsonNode.Parse(t)!.AsObject()).ToList();
        Assert.Null(ReleaseMerge.Compile(releases, Standard.MergeRules)["tender"]!["value"]);
        var history = ReleaseMerge.Version(releases, Standard.MergeRules)["tender"]!["value"]!["amount"]!.AsArray();
        Assert.Equal([1, null], history.Select(v => (int?)v!["value"]));
    }

    [Fact]
    public void Releases_of_two_processes_are_not_merged()
    {
        var releases = new[] { "a", "b" }.Select(o => new JsonObject { ["ocid"] = o, ["date"] = "2026-01-01T00:00:00Z" });
        Assert.Throws<ArgumentException>(() => ReleaseMerge.Compile(releases, MergeRules.None));
        Assert.Throws<ArgumentException>(() => ReleaseMerge.Compile([], MergeRules.None));
    }

    private static JsonNode Read(string folder, string file) => Node(JsonDocument.Parse(File.ReadAllText(Path.Combine(Fixtures, folder, file))).RootElement)!;

    /// <summary>The schema of OCDS 1.0.3 has names twice in one object; the last one counts, as in the language it was written in.</summary>
    private static JsonNode? Node(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var made = new JsonObject();
                foreach (var member in element.EnumerateObject()) made[member.Name] = Node(member.Value);
                return made;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Node)]);
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(element);
        }
    }
}
