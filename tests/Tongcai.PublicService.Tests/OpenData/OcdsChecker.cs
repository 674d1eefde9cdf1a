using System.Text.Json.Nodes;
using Tongcai.PublicService.OpenData;

namespace Tongcai.PublicService.Tests.OpenData;

/// <summary>A package to be judged.</summary>
/// <param name="Kind">release or record.</param>
internal sealed record Judged(string Id, string Kind, JsonNode Package);

/// <summary>Asks ajv, in Node, what it thinks of packages: the schemas of OCDS 1.1.5 with the extensions applied, and no member that they do not name.</summary>
internal static class OcdsChecker
{
    private static readonly string Tools = Repository.File("tests", "outside", "ocds");
    private static readonly SemaphoreSlim Installing = new(1);

    /// <summary>The errors of each package that has some.</summary>
    public static async Task<IReadOnlyDictionary<string, string[]>> Errors(IEnumerable<Judged> packages)
    {
        await Installing.WaitAsync();
        try
        {
            if (!File.Exists(Path.Combine(Tools, "node_modules", "ajv-draft-04", "package.json")))
                await OutsideCheckers.Run(Tools, "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], "", []);
        }
        finally
        {
            Installing.Release();
        }

        var given = packages.ToList();
        var question = new JsonObject
        {
            ["releaseSchema"] = Standard.ReleaseSchema.DeepClone(), ["releasePackageSchema"] = Schema("release-package-schema"), ["recordPackageSchema"] = Schema("record-package-schema"), ["versionedSchema"] = Standard.VersionedSchema.DeepClone(),
            ["packages"] = new JsonArray([.. given.Select(p => new JsonObject { ["id"] = p.Id, ["kind"] = p.Kind, ["package"] = p.Package.DeepClone() })]),
        };
        var answers = (await OutsideCheckers.Run(Tools, "node", ["check.mjs"], question.ToJsonString(), [])).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(given.Select(p => p.Id), answers.Select(a => (string)a["id"]!));
        return answers.Where(a => a["errors"]!.AsArray().Count > 0).ToDictionary(a => (string)a["id"]!, a => a["errors"]!.AsArray().Select(e => (string)e!).ToArray());
    }

    private static JsonNode Schema(string name) => JsonNode.Parse(Standard.File(name + ".json")!)!;
}
