using System.Text.Json.Nodes;

namespace Tongcai.Chain.Tests;

/// <summary>接口的一项：an operation as /openapi/v1.json of a platform describes it.</summary>
/// <param name="Method">GET, POST, PUT or DELETE.</param>
/// <param name="Path">Pattern, e.g. /api/v1/procurements/{id}.</param>
/// <param name="Fields">Fields of its JSON body; null when it describes none.</param>
internal sealed record Described(Uri Platform, string Method, string Path, IReadOnlyList<DescribedField>? Fields)
{
    public static async Task<IReadOnlyList<Described>> Of(Uri platform, Visitor anyone)
    {
        var description = (await anyone.Get(new(platform, "openapi/v1.json"))).Json ?? throw new InvalidOperationException($"{platform} describes no interface.");
        return [.. description["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject()
            .Where(o => o.Key is "get" or "post" or "put" or "delete")
            .Select(o => new Described(platform, o.Key.ToUpperInvariant(), p.Key, o.Value!["requestBody"]?["content"]?["application/json"]?["schema"] is { } schema ? DescribedField.Of(description, schema, 0) : null)))];
    }

    public bool IsApi => Path.StartsWith("/api/v1", StringComparison.Ordinal);

    public override string ToString() => $"{Platform.Port} {Method} {Path}";
}

/// <summary>A field of a described body.</summary>
/// <param name="Rows">Fields of each row of a list, of a nested record when <paramref name="IsList"/> is false; empty for a plain field.</param>
/// <param name="MayBeAbsent">Whether null is among its types.</param>
internal sealed record DescribedField(string Name, bool IsList, bool IsFlag, bool MayBeAbsent, IReadOnlyList<DescribedField> Rows)
{
    private const int Deepest = 6;

    public static IReadOnlyList<DescribedField> Of(JsonNode root, JsonNode schema, int depth)
    {
        var resolved = Resolve(root, schema);
        return depth > Deepest || resolved["properties"] is not JsonObject properties ? [] : [.. properties.Select(p => One(root, p.Key, p.Value!, depth))];
    }

    private static DescribedField One(JsonNode root, string name, JsonNode given, int depth)
    {
        var schema = Resolve(root, given);
        var types = schema["type"] switch { JsonArray several => [.. several.Select(t => t!.GetValue<string>())], JsonValue one => [one.GetValue<string>()], _ => Array.Empty<string>() };
        var list = types.Contains("array");
        return new(name, list, types.Contains("boolean"), given["oneOf"] is not null || types.Contains("null"), Of(root, list ? schema["items"] ?? new JsonObject() : schema, depth + 1));
    }

    /// <summary>Follows references, and of alternatives the one that is not null.</summary>
    private static JsonNode Resolve(JsonNode root, JsonNode schema)
    {
        for (var steps = 0; steps < 8; steps++)
        {
            if (schema["$ref"]?.GetValue<string>() is { } at)
                schema = at.TrimStart('#', '/').Split('/').Aggregate(root, (node, part) => node[part]!);
            else if ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray alternatives && alternatives.FirstOrDefault(a => a!["$ref"] is not null) is { } other)
                schema = other;
            else
                break;
        }

        return schema;
    }

    /// <summary>A body in which every plain field holds one raw JSON text; lists have one row.</summary>
    public static string Body(IReadOnlyList<DescribedField> fields, string value) =>
        "{" + string.Join(',', fields.Select(f => $"\"{f.Name}\":{(f.Rows.Count == 0 ? f.IsList ? $"[{value}]" : value : f.IsList ? $"[{Body(f.Rows, value)}]" : Body(f.Rows, value))}")) + "}";

    /// <summary>The body that a form sends in which nothing is filled in: no rows, no boxes ticked.</summary>
    public static JsonObject Blank(IReadOnlyList<DescribedField> fields)
    {
        var body = new JsonObject();
        foreach (var field in fields)
        {
            if (field.MayBeAbsent)
                continue;
            if (field.IsList)
                body[field.Name] = new JsonArray();
            else if (field.IsFlag)
                body[field.Name] = false;
            else if (field.Rows.Count > 0)
                body[field.Name] = Blank(field.Rows);
        }

        return body;
    }
}
