using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Tongcai.Cli.Tests.Law;

/// <summary>The part of JSON Schema 2020-12 that the schemas of docs/law use; any other keyword fails the test that meets it.</summary>
internal static class SchemaCheck
{
    private static readonly HashSet<string> Known =
        ["$schema", "$id", "$defs", "$ref", "title", "description", "format", "type", "properties", "required", "additionalProperties", "items", "enum", "oneOf", "anyOf", "minimum", "maximum", "maxLength", "pattern", "maxItems", "minItems"];

    /// <summary>What is wrong, each with its JSON pointer; empty when the instance is valid.</summary>
    internal static IEnumerable<string> Faults(JsonNode? instance, JsonNode schema, JsonObject root, string at = "")
    {
        if (schema is JsonValue always)
            return (bool)always! ? [] : [$"{at}: nothing is allowed here"];
        var s = schema.AsObject();
        Assert.DoesNotContain(s, k => !Known.Contains(k.Key));
        List<string> faults = [];
        if (s["$ref"] is { } reference)
            faults.AddRange(Faults(instance, Resolve((string)reference!, root), root, at));
        if (s["type"] is { } type && !(type is JsonArray many ? many : [type.DeepClone()]).Any(t => Is((string)t!, instance)))
            faults.Add($"{at}: {instance?.ToJsonString() ?? "null"} is no {type.ToJsonString()}");
        if (s["enum"] is JsonArray values && !values.Any(v => JsonNode.DeepEquals(v, instance)))
            faults.Add($"{at}: {instance?.ToJsonString()} is none of the values");
        if (s["oneOf"] is JsonArray one && one.Count(o => !Faults(instance, o!, root, at).Any()) is var hits and not 1)
            faults.Add($"{at}: {hits} of oneOf hold");
        if (s["anyOf"] is JsonArray any && any.All(o => Faults(instance, o!, root, at).Any()))
            faults.Add($"{at}: none of anyOf holds");
        faults.AddRange(instance switch
        {
            JsonObject o => Members(o, s, root, at),
            JsonArray a => Items(a, s, root, at),
            JsonValue v => Simple(v, s, at),
            _ => [],
        });
        return faults;
    }

    private static IEnumerable<string> Members(JsonObject instance, JsonObject s, JsonObject root, string at)
    {
        var properties = s["properties"]?.AsObject() ?? [];
        foreach (var name in (s["required"]?.AsArray() ?? []).Select(n => (string)n!).Where(n => !instance.ContainsKey(n)))
            yield return $"{at}/{name}: is missing";
        foreach (var (name, value) in instance)
        {
            if (properties[name] is { } member)
            {
                foreach (var fault in Faults(value, member, root, $"{at}/{name}"))
                    yield return fault;
            }
            else if (s["additionalProperties"] is JsonValue closed && !(bool)closed!)
                yield return $"{at}/{name}: is not declared";
        }
    }

    private static IEnumerable<string> Items(JsonArray instance, JsonObject s, JsonObject root, string at)
    {
        if (instance.Count > (int?)s["maxItems"] || instance.Count < (int?)s["minItems"])
            yield return $"{at}: {instance.Count} items";
        if (s["items"] is not { } item)
            yield break;
        for (var i = 0; i < instance.Count; i++)
        {
            foreach (var fault in Faults(instance[i], item, root, $"{at}/{i.ToString(CultureInfo.InvariantCulture)}"))
                yield return fault;
        }
    }

    private static IEnumerable<string> Simple(JsonValue instance, JsonObject s, string at)
    {
        if (instance.GetValueKind() == System.Text.Json.JsonValueKind.String)
        {
            var text = (string)instance!;
            if (text.Length > (int?)s["maxLength"])
                yield return $"{at}: {text.Length} characters";
            if (s["pattern"] is { } pattern && !Regex.IsMatch(text, (string)pattern!))
                yield return $"{at}: {text} does not match";
        }
        else if (instance.GetValueKind() == System.Text.Json.JsonValueKind.Number && decimal.TryParse(instance.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && (number < (decimal?)s["minimum"] || number > (decimal?)s["maximum"]))
            yield return $"{at}: {number} is out of range";
    }

    private static bool Is(string type, JsonNode? instance) => (type, instance?.GetValueKind() ?? System.Text.Json.JsonValueKind.Null) switch
    {
        ("object", System.Text.Json.JsonValueKind.Object) or ("array", System.Text.Json.JsonValueKind.Array) or ("string", System.Text.Json.JsonValueKind.String) or ("null", System.Text.Json.JsonValueKind.Null) => true,
        ("number", System.Text.Json.JsonValueKind.Number) or ("boolean", System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False) => true,
        ("integer", System.Text.Json.JsonValueKind.Number) => decimal.TryParse(instance!.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var n) && n == decimal.Truncate(n),
        _ => false,
    };

    private static JsonNode Resolve(string reference, JsonObject root)
    {
        Assert.StartsWith("#/", reference, StringComparison.Ordinal);
        return reference[2..].Split('/').Aggregate((JsonNode)root, (node, step) => node[step] ?? throw new InvalidOperationException($"{reference} leads nowhere"));
    }
}
