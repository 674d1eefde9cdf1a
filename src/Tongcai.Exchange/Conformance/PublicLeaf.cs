using System.Text.Json.Nodes;
using Tongcai.Exchange.Wire;

namespace Tongcai.Exchange.Conformance;

/// <summary>A proved entry read leniently, so that one wrong thing about it is one broken rule.</summary>
/// <param name="Json">The object; null when the entry is no JSON object.</param>
internal sealed record PublicLeaf(long Index, byte[] Bytes, JsonObject? Json)
{
    private const string SealedKind = "sealed";

    public string Kind => Conformance.Json.Text(Json, "k");

    public string Id => Conformance.Json.Text(Json, "id");

    public string Stream => Conformance.Json.Text(Json, "agg");

    public long? Seq => Conformance.Json.Number(Json, "seq");

    public string Sha256 => Conformance.Json.Text(Json?["body"] as JsonObject, "sha256");

    /// <summary>Digests of the body; null when they are not there.</summary>
    public BodyDigest? Body => Json?["body"] is JsonObject body && Conformance.Json.Number(body, "len") is { } length ? new(Conformance.Json.Text(body, "sm3"), Conformance.Json.Text(body, "sha256"), length) : null;

    /// <summary>Whether the entry is a sealed batch, by its own word.</summary>
    public bool IsSealed => Kind == SealedKind;

    public string Text => System.Text.Encoding.UTF8.GetString(Bytes);

    public ConformanceVerdict Failed(string expected, string detail = "与规则不符。") =>
        ConformanceVerdict.Failed($"第 {Index.ToString(System.Globalization.CultureInfo.InvariantCulture)} 条（从 0 起）", Text.Length <= 1_000 ? Text : Text[..1_000] + "…", expected, detail);

    /// <summary>All proved entries; empty when they are not proved.</summary>
    public static IReadOnlyList<PublicLeaf> All(ProvedEntries entries) =>
        entries.AreProved ? [.. entries.Read.Select((bytes, index) => new PublicLeaf(index, bytes.ToArray(), Conformance.Json.Object(bytes.Span)))] : [];
}

/// <summary>What the specification says of a kind, as far as other rules need it.</summary>
/// <param name="Said">Its whole description.</param>
internal sealed record KindTerms(string Kind, string Class, long Version, JsonObject Said)
{
    public JsonObject? Schema => Said["schema"] as JsonObject;

    public static IReadOnlyDictionary<string, KindTerms> All(Observed observed)
    {
        var kinds = new Dictionary<string, KindTerms>(StringComparer.Ordinal);
        foreach (var said in (Conformance.Json.Object(observed.SpecificationFile)?["kinds"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var kind = Conformance.Json.Text(said, "kind");
            if (kind.Length > 0) kinds.TryAdd(kind, new(kind, Conformance.Json.Text(said, "class"), Conformance.Json.Number(said, "version") ?? 0, said));
        }

        return kinds;
    }
}
