using System.Text;
using System.Text.Json.Nodes;

namespace Tongcai.Cryptography;

/// <summary>A trustee as the holder of one share.</summary>
/// <param name="Point">X_i = x_i·G.</param>
public sealed record ShareHolder(string Name, CurvePoint Point);

/// <summary>项目开标公钥: the public half of a project's opening key; the private half exists only as shares.</summary>
/// <param name="Project">Id of the project it is used for.</param>
/// <param name="Threshold">k trustees open.</param>
/// <param name="Point">PK.</param>
/// <param name="Trustees">n holders, index 1 first.</param>
public sealed record ProjectKey(string Project, int Threshold, CurvePoint Point, IReadOnlyList<ShareHolder> Trustees)
{
    /// <summary>PK id = SM3(PK ‖ project), lower-case hexadecimal: one ceremony key used for two projects has two ids.</summary>
    public string Id => Convert.ToHexStringLower(Sm3.Hash([.. Point.Encoded, .. Encoding.UTF8.GetBytes(Project)]));

    /// <summary>Canonical JSON.</summary>
    public byte[] ToBytes() => CanonicalJson.Encode(new JsonObject
    {
        ["pk"] = Point.ToString(),
        ["project"] = Project,
        ["threshold"] = Threshold,
        ["trustees"] = new JsonArray([.. Trustees.Select(t => new JsonObject { ["name"] = t.Name, ["x"] = t.Point.ToString() })]),
        ["v"] = "tse/1",
    });

    /// <summary>Reads <see cref="ToBytes"/>; null for anything else. Says nothing of who made the key: that is the transcript's to show.</summary>
    public static ProjectKey? TryParse(ReadOnlySpan<byte> bytes)
    {
        var json = CanonicalJson.Decode(bytes);
        if (json is null || new JsonFields(json) is not { } fields || fields.Text("v") != "tse/1")
            return null;
        List<ShareHolder> trustees = [];
        foreach (var item in fields.Objects("trustees"))
        {
            if (item.Text("name") is not { } name || item.Point("x") is not { } x)
                return null;
            trustees.Add(new(name, x));
        }
        var threshold = fields.Integer("threshold");
        return fields.Text("project") is { } project && fields.Point("pk") is { } pk && fields.Has("pk", "project", "threshold", "trustees", "v")
            && trustees.Count is >= 1 and <= CeremonyPlan.MaximumTrustees && threshold >= 1 && threshold <= trustees.Count
            ? new(project, (int)threshold, pk, trustees)
            : null;
    }
}
