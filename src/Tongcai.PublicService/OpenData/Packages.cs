using System.Text.Json;
using System.Text.Json.Nodes;
using Tongcai.Platform.Web;
using Tongcai.PublicService.OpenData.Merge;
using Tongcai.PublicService.OpenData.Releases;

namespace Tongcai.PublicService.OpenData;

/// <summary>发布包、记录包。The envelopes in which releases travel (OCDS 1.1.5).</summary>
public static class Packages
{
    /// <summary>知识共享署名 4.0: whoever uses the data names their source.</summary>
    public const string License = "https://creativecommons.org/licenses/by/4.0/";

    /// <summary>Members of a package before its releases or records.</summary>
    /// <param name="uri">Permanent address of the package.</param>
    /// <param name="published">Date of the newest release in it: a package made on demand is as old as what it holds.</param>
    public static JsonObject Head(string uri, DateTimeOffset published, Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        return new()
        {
            ["uri"] = uri, ["version"] = Standard.Version, ["extensions"] = new JsonArray([.. Standard.Extensions(publication.Site).Select(e => (JsonNode)e)]), ["publishedDate"] = Json.Instant(published),
            ["publisher"] = new JsonObject { ["name"] = publication.Publisher, ["uri"] = publication.Site + "/" }, ["license"] = License, ["publicationPolicy"] = publication.Site + "/open-data",
        };
    }

    public static string ReleasesUri(Publication publication, string procurementId) => $"{publication?.Site}/open-data/ocds/procurements/{procurementId}/releases.json";

    public static string RecordUri(Publication publication, string procurementId) => $"{publication?.Site}/open-data/ocds/procurements/{procurementId}/record.json";

    /// <summary>The release package of a procurement.</summary>
    /// <param name="releases">At least one.</param>
    public static JsonObject OfReleases(string procurementId, IReadOnlyList<Release> releases, Publication publication)
    {
        var package = Head(ReleasesUri(publication, procurementId), releases.Max(r => r.At), publication);
        package["releases"] = new JsonArray([.. releases.Select(r => r.Json.DeepClone())]);
        return package;
    }

    /// <summary>The record package: all releases, the state they lead to and the history of every field.</summary>
    /// <param name="releases">At least one.</param>
    public static JsonObject OfRecord(string procurementId, IReadOnlyList<Release> releases, Publication publication)
    {
        var package = Head(RecordUri(publication, procurementId), releases.Max(r => r.At), publication);
        package["packages"] = new JsonArray(ReleasesUri(publication, procurementId));
        package["records"] = new JsonArray(new JsonObject
        {
            ["ocid"] = publication.Ocid(procurementId), ["releases"] = new JsonArray([.. releases.Select(r => r.Json.DeepClone())]),
            ["compiledRelease"] = ReleaseMerge.Compile(releases.Select(r => r.Json), Standard.MergeRules), ["versionedRelease"] = ReleaseMerge.Version(releases.Select(r => r.Json), Standard.MergeRules),
        });
        return package;
    }

    /// <summary>UTF-8 bytes, Chinese readable, one line.</summary>
    public static byte[] Bytes(JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node, Problems.Json);
}
