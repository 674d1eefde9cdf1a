using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Xml.Linq;

namespace Tongcai.Exchange.Wire;

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

    /// <summary>All kinds with class, basis, entitlements and schema, and the code lists they use.</summary>
    public static JsonObject All(FactKinds kinds, Entitlements entitlements)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        ArgumentNullException.ThrowIfNull(entitlements);
        return new JsonObject
        {
            ["leaf"] = "RFC 8785 JSON, members v k kv id agg seq at by body prev rows; C2SP tlog-tiles",
            ["codes"] = new JsonObject { ["class"] = Names<FactClass>(), ["audience"] = Names<Audience>(), ["moment"] = Names<ReleaseMoment>() },
            ["kinds"] = new JsonArray([.. kinds.All.Select(kind => (JsonNode)Of(kind, entitlements))]),
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
        var node = WireJson.Options.GetJsonSchemaAsNode(kind.Type, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Described });
        var schema = node as JsonObject ?? throw new InvalidOperationException($"{kind.Kind} has no schema.");
        schema.Insert(0, "$schema", Dialect);
        schema.Insert(1, "$id", $"/spec/{kind.Kind}");
        schema.Insert(2, "title", kind.Title);
        return schema;
    }

    /// <summary>What the converters write is said here, since a schema is not derived from them; and each field gets its words.</summary>
    private static JsonNode Described(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (type == typeof(DateTimeOffset)) schema = new JsonObject { ["type"] = "string", ["pattern"] = InstantPattern };
        if (type == typeof(decimal)) schema = new JsonObject { ["type"] = "string", ["pattern"] = @"^-?\d+(\.\d+)?$" };
        if (context.PropertyInfo is { AttributeProvider: PropertyInfo property } && Words.Value.GetValueOrDefault($"{property.DeclaringType?.FullName}.{property.Name}") is { Length: > 0 } words && schema is JsonObject described)
            described["description"] = words;
        return schema;
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
