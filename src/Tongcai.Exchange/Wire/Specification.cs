using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Xml.Linq;
using Tongcai.Exchange.Conformance;

namespace Tongcai.Exchange.Wire;

/// <summary>账本约定。What a platform's ledger keeps to, as it publishes it.</summary>
/// <param name="Tick">Interval of sealed batches.</param>
/// <param name="SealedDepth">Depth of a sealed batch.</param>
public sealed record LedgerTerms(TimeSpan Tick, int SealedDepth);

/// <summary>字段。One field of a body as the specification prints it.</summary>
/// <param name="Path">Members from the body down, [] for the items of a list.</param>
/// <param name="Type">JSON type, or the code list of an enumeration.</param>
/// <param name="Class">公开、限定、密封 of the kind: a body is given whole or not at all.</param>
/// <param name="Basis">Legal basis.</param>
/// <param name="Words">What it means; empty where the name says it.</param>
public sealed record SpecificationField(string Path, string Type, string Class, string Basis, string Words);

/// <summary>
/// 接口规范. Made from the fact kinds themselves, so that it cannot say anything else than what the programs do: for each kind its class, legal basis, who may see it from when, and the
/// JSON Schema of its body with what each field means.
/// </summary>
public static class Specification
{
    /// <summary>Dialect of the schemas.</summary>
    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    private const string InstantPattern = @"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$";

    private static readonly Lazy<IReadOnlyDictionary<string, string>> Words = new(ReadWords);

    /// <summary>What the ledger keeps to, all kinds with class, basis, entitlements and schema, the code lists they use, and the rules of conformance.</summary>
    public static JsonObject All(FactKinds kinds, Entitlements entitlements, LedgerTerms terms)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        ArgumentNullException.ThrowIfNull(entitlements);
        ArgumentNullException.ThrowIfNull(terms);
        return new JsonObject
        {
            ["leaf"] = "RFC 8785 JSON, members v k kv id agg seq at by body prev rows; C2SP tlog-tiles",
            ["ledger"] = new JsonObject { ["tickMilliseconds"] = terms.Tick.Ticks / TimeSpan.TicksPerMillisecond, ["sealedDepth"] = terms.SealedDepth, ["longestLeaf"] = FactLeaf.LongestLeaf },
            ["codes"] = new JsonObject { ["class"] = Names<FactClass>(), ["audience"] = Names<Audience>(), ["moment"] = Names<ReleaseMoment>() },
            ["kinds"] = new JsonArray([.. kinds.All.Select(kind => (JsonNode)Of(kind, entitlements))]),
            ["rules"] = new JsonArray([.. ConformanceRules.All.Select(r => (JsonNode)new JsonObject { ["number"] = r.Number, ["rule"] = r.Sentence, ["english"] = r.English, ["source"] = r.Source })]),
        };
    }

    /// <summary>One kind.</summary>
    public static JsonObject Of(FactKind kind, Entitlements entitlements)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(entitlements);
        var seen = new JsonObject();
        foreach (var audience in Enum.GetValues<Audience>()) seen[audience.ToString()] = entitlements.From(kind.Kind, audience).ToString();
        return new JsonObject { ["kind"] = kind.Kind, ["version"] = kind.Version, ["title"] = kind.Title, ["class"] = kind.FactClass.ToString(), ["basis"] = kind.Basis, ["seen"] = seen, ["schema"] = Schema(kind) };
    }

    /// <summary>JSON Schema of the body.</summary>
    public static JsonObject Schema(FactKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        var node = WireJson.Options.GetJsonSchemaAsNode(kind.Type, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = (context, schema) => Described(kind, context, schema) });
        var schema = node as JsonObject ?? throw new InvalidOperationException($"{kind.Kind} has no schema.");
        schema.Insert(0, "$schema", Dialect);
        schema.Insert(1, "$id", $"/spec/{kind.Kind}");
        schema.Insert(2, "title", kind.Title);
        return schema;
    }

    /// <summary>The fields of a kind, each with its path in the body, in the order of the schema.</summary>
    public static IReadOnlyList<SpecificationField> Fields(FactKind kind) => [.. Fields(Schema(kind), "")];

    private static IEnumerable<SpecificationField> Fields(JsonNode? schema, string at)
    {
        if (schema is not JsonObject said) yield break;
        foreach (var (name, field) in said["properties"] as JsonObject ?? [])
        {
            if (field is not JsonObject one) continue;
            var path = at + name;
            yield return new(path, TypeOf(one), one["x-class"]!.GetValue<string>(), one["x-basis"]!.GetValue<string>(), one["description"]?.GetValue<string>() ?? "");
            foreach (var inner in Fields(one, path + ".")) yield return inner;
        }

        foreach (var inner in Fields(said["items"], at.TrimEnd('.') + "[].")) yield return inner;
    }

    private static string TypeOf(JsonObject field) => field["enum"] is JsonArray names ? string.Join(" | ", names.Select(n => n?.ToString() ?? "null"))
        : field["type"] is JsonArray types ? string.Join(" | ", types.Select(t => t!.ToString())) : field["type"]?.ToString() ?? "";

    /// <summary>What the converters write is said here, since a schema is not derived from them; and each field gets its class, its legal basis and its words: a body is given whole or not at all.</summary>
    private static JsonNode Described(FactKind kind, JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (type == typeof(DateTimeOffset)) schema = new JsonObject { ["type"] = "string", ["pattern"] = InstantPattern };
        if (type == typeof(decimal)) schema = new JsonObject { ["type"] = "string", ["pattern"] = @"^-?\d+(\.\d+)?$" };
        if (context.PropertyInfo is not { AttributeProvider: PropertyInfo property } || schema is not JsonObject described) return schema;
        described["x-class"] = kind.FactClass.ToString();
        described["x-basis"] = kind.Basis;
        if (Words.Value.GetValueOrDefault($"{property.DeclaringType?.FullName}.{property.Name}") is { Length: > 0 } words) described["description"] = words;
        return described;
    }

    private static JsonArray Names<T>()
        where T : struct, Enum => new([.. Enum.GetNames<T>().Select(name => (JsonNode?)name)]);

    /// <summary>The meaning of each field, from the documentation beside the assembly; without it the specification has no words but is the same else.</summary>
    private static Dictionary<string, string> ReadWords()
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        var file = Path.ChangeExtension(typeof(Specification).Assembly.Location, ".xml");
        if (!File.Exists(file)) return words;
        foreach (var member in XDocument.Load(file).Descendants("member"))
        {
            // T:Namespace.Type with its <param>s is how a positional record is documented.
            if (member.Attribute("name")?.Value is not ['T', ':', .. var type]) continue;
            foreach (var parameter in member.Elements("param"))
                words[$"{type}.{parameter.Attribute("name")?.Value}"] = string.Join(' ', parameter.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }

        return words;
    }
}
