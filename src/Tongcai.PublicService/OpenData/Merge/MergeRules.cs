using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tongcai.PublicService.OpenData.Merge;

/// <summary>合并规则 of one object of the release schema, read from the schema itself: what each of its fields does when releases are merged (OCDS 1.1, Merging).</summary>
/// <remarks>Children are read when they are first asked for, so that definitions may refer to each other.</remarks>
public sealed class MergeRules
{
    private readonly Dictionary<string, Field> fields = new(StringComparer.Ordinal);
    private readonly JsonObject root;
    private readonly Dictionary<JsonObject, MergeRules> known;

    private MergeRules(JsonObject root, JsonObject schema, Dictionary<JsonObject, MergeRules> known)
    {
        (this.root, this.known) = (root, known);
        known[schema] = this;
        if (schema["properties"] is not JsonObject properties) return;
        foreach (var (name, property) in properties)
        {
            if (property is JsonObject found) fields[name] = Read(found);
        }
    }

    /// <summary>Rules where the schema says nothing: objects and lists of objects with ids are merged, all else is replaced.</summary>
    public static MergeRules None { get; } = new([], [], []);

    /// <summary>The rules of a release schema, extensions applied.</summary>
    public static MergeRules Of(JsonObject schema) => new(schema, schema, []);

    /// <summary>What one field does.</summary>
    /// <param name="Omit">omitWhenMerged: left out.</param>
    /// <param name="Whole">wholeListMerge, or a list whose members cannot be told apart: replaced as it is.</param>
    public sealed record Field(bool Omit, bool Whole)
    {
        internal JsonObject? Below { get; init; }
    }

    /// <summary>The rule of a field; that of an unknown field for one the schema does not name.</summary>
    public Field Of(string name) => fields.GetValueOrDefault(name, Unknown);

    /// <summary>The rules of the object, or of the members of the list, that stands in a field.</summary>
    public MergeRules Below(string name)
    {
        if (!fields.TryGetValue(name, out var field) || field.Below is not { } schema) return None;
        lock (known) return known.TryGetValue(schema, out var rules) ? rules : new MergeRules(root, schema, known);
    }

    private static readonly Field Unknown = new(Omit: false, Whole: false);

    private Field Read(JsonObject property)
    {
        var schema = Resolve(property);
        bool Says(string keyword) => Flag(property, keyword) || Flag(schema, keyword);
        var omit = Says("omitWhenMerged");
        if (!Is(schema, "array")) return new(omit, Whole: false) { Below = schema["properties"] is null ? null : schema };
        var items = schema["items"] is JsonObject i ? Resolve(i) : null;
        var objects = items is not null && (Is(items, "object") || items["properties"] is not null);
        var whole = Says("wholeListMerge") || (items is not null && (!objects || items["properties"]?["id"] is null));
        return new(omit, whole) { Below = whole ? null : items };
    }

    private JsonObject Resolve(JsonObject schema)
    {
        if ((string?)schema["$ref"] is not { } reference || !reference.StartsWith("#/", StringComparison.Ordinal)) return schema;
        JsonNode? at = root;
        foreach (var step in reference[2..].Split('/')) at = at?[step];
        return at as JsonObject ?? schema;
    }

    private static bool Is(JsonObject schema, string type) => schema["type"] switch
    {
        JsonValue one => (string?)one == type,
        JsonArray many => many.Any(t => (string?)t == type),
        _ => false,
    };

    private static bool Flag(JsonObject schema, string keyword) => schema[keyword] is JsonValue value && value.GetValueKind() is JsonValueKind.True;
}
