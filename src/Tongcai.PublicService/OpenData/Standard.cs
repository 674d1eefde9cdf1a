using System.Reflection;
using System.Text.Json.Nodes;
using Tongcai.PublicService.OpenData.Merge;

namespace Tongcai.PublicService.OpenData;

/// <summary>
/// 开放合同数据标准 OCDS 1.1.5 with the extensions that the packages of this platform use. The schemas are those of the Open Contracting Partnership (Apache-2.0, LICENSE beside them),
/// extensions applied by JSON merge patch (RFC 7396) in the order in which packages name them.
/// </summary>
public static class Standard
{
    public const string Version = "1.1";

    /// <summary>Path under which the platform serves its own extension.</summary>
    public const string OwnExtension = "/open-data/ocds/extensions/tongcai/v1/extension.json";

    /// <summary>Name of the folder and address of each extension that others keep.</summary>
    private static readonly (string Name, string Address)[] Foreign =
    [
        ("bids", Registered("bid", "v1.1.5")), ("lots", Registered("lots", "v1.1.5")), ("enquiries", Registered("enquiry", "v1.1.5")), ("process_title", Registered("process_title", "v1.1.5")),
        ("location", Registered("location", "v1.1.5")), ("requirements", Registered("requirements", "master")), ("awardCriteria", Registered("awardCriteria", "master")),
        ("partyScale", Registered("partyScale", "master")), ("bidOpening", Registered("bidOpening", "master")), ("submissionTerms", Registered("submissionTerms", "master")),
        ("contractTerms", Registered("contractTerms", "master")), ("tender_datePublished", "https://raw.githubusercontent.com/portaledcahn/ocds_tenderDatePublished_extension/master/extension.json"),
    ];

    private static readonly Lazy<JsonObject> Extended = new(() =>
    {
        var schema = Read("release-schema.json");
        foreach (var (name, _) in Foreign) Patch(schema, Read($"extensions/{name}/release-schema.json"));
        Patch(schema, Read("tongcai/release-schema.json"));
        return schema;
    });

    private static readonly Lazy<MergeRules> Rules = new(() => MergeRules.Of(Extended.Value));

    /// <summary>The release schema with all extensions; its rules are those of <see cref="MergeRules"/>.</summary>
    public static JsonObject ReleaseSchema => Extended.Value;

    /// <summary>
    /// The schema of versioned releases. Of the extensions used here only partyScale gives members to an object that the standard leaves open, so that its history is that of the member and not of the object.
    /// </summary>
    public static JsonObject VersionedSchema { get; } = WithScale(Read("versioned-release-validation-schema.json"));

    /// <summary>How releases of this platform are merged.</summary>
    public static MergeRules MergeRules => Rules.Value;

    /// <summary>The extensions as packages name them.</summary>
    /// <param name="site">Address of the platform, without a slash at its end.</param>
    public static IEnumerable<string> Extensions(string site) => Foreign.Select(e => e.Address).Append(site + OwnExtension);

    /// <summary>A file of the standard or of the own extension, e.g. <c>record-package-schema.json</c>; null when there is none.</summary>
    public static byte[]? File(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("OpenData/" + name);
        if (stream is null) return null;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string Registered(string name, string version) => $"https://raw.githubusercontent.com/open-contracting-extensions/ocds_{name}_extension/{version}/extension.json";

    private static JsonObject Read(string name) => JsonNode.Parse(File(name) ?? throw new InvalidOperationException($"The schema {name} is not part of the program."))!.AsObject();

    private static JsonObject WithScale(JsonObject schema)
    {
        schema["definitions"]!["Organization"]!["properties"]!["details"] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["scale"] = new JsonObject { ["$ref"] = "#/definitions/StringNullVersioned" } },
        };
        return schema;
    }

    private static void Patch(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            switch (value)
            {
                case null:
                    target.Remove(name);
                    break;
                case JsonObject below when target[name] is JsonObject known:
                    Patch(known, below);
                    break;
                default:
                    target[name] = value.DeepClone();
                    break;
            }
        }
    }
}
