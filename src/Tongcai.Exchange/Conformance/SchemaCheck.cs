using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Tongcai.Exchange.Conformance;

/// <summary>
/// JSON Schema 2020-12 as far as the specification uses it: type, properties, required, additionalProperties, items, enum, const, pattern, format date, anyOf, $ref within the schema. Annotations are
/// left alone; any other keyword is a problem of its own, so that nothing is passed over in silence.
/// </summary>
public static class SchemaCheck
{
    private static readonly HashSet<string> Annotations = ["$schema", "$id", "title", "description", "default", "x-class", "x-basis"];

    private static readonly HashSet<string> Keywords = ["$ref", "type", "enum", "const", "pattern", "format", "required", "properties", "additionalProperties", "items", "anyOf"];

    /// <summary>What is wrong with the document, with its JSON Pointer; empty when it is valid. Never throws on bad input.</summary>
    public static string Problem(JsonObject schema, ReadOnlySpan<byte> document)
    {
        ArgumentNullException.ThrowIfNull(schema);
        try
        {
            return Unknown(schema, "") is { Length: > 0 } unknown ? unknown : Problem(schema, JsonNode.Parse(document), "", schema);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException or FormatException)
        {
            return e.Message;
        }
    }

    /// <summary>The first keyword that is not known, anywhere in the schema.</summary>
    private static string Unknown(JsonNode? rule, string at)
    {
        if (rule is not JsonObject schema) return "";
        if (schema.Select(k => k.Key).FirstOrDefault(k => !Keywords.Contains(k) && !Annotations.Contains(k)) is { } keyword) return $"{at} 的模式用了 {keyword}，本检测不认识";
        if (schema["format"] is { } format && format.GetValue<string>() != "date") return $"{at} 的模式用了 format {format}，本检测不认识";
        var inner = (schema["properties"] as JsonObject ?? []).Select(p => (p.Value, $"{at}/{p.Key}")).Append((schema["items"], at + "/*")).Append((schema["additionalProperties"], at + "/*")).Concat((schema["anyOf"] as JsonArray ?? []).Select(one => (one, at)));
        return First(inner.Select(i => Unknown(i.Item1, i.Item2)));
    }

    private static string Problem(JsonNode? rule, JsonNode? value, string at, JsonObject root)
    {
        if (rule is JsonValue whole && whole.TryGetValue<bool>(out var all)) return all ? "" : $"{at} 不允许出现";
        if (rule is not JsonObject schema) return $"{at} 的模式不是对象";
        foreach (var (keyword, said) in schema)
        {
            var problem = keyword switch
            {
                "$ref" => Resolve(root, said!.GetValue<string>()) is { } target ? Problem(target, value, at, root) : $"{at} 的 $ref {said} 找不到",
                "type" => Types(said).Any(t => IsOf(t, value)) ? "" : $"{at} 应为 {said?.ToJsonString()}",
                "enum" => ((JsonArray)said!).Any(one => JsonNode.DeepEquals(one, value)) ? "" : $"{at} 不在 {said!.ToJsonString()} 之中",
                "const" => JsonNode.DeepEquals(said, value) ? "" : $"{at} 应为 {said?.ToJsonString()}",
                "pattern" => value is JsonValue text && text.TryGetValue<string>(out var words) && !Regex.IsMatch(words, said!.GetValue<string>(), RegexOptions.None, TimeSpan.FromSeconds(1)) ? $"{at} 不合 {said}" : "",
                "format" => value is JsonValue day && day.TryGetValue<string>(out var date) && !DateOnly.TryParseExact(date, "yyyy-MM-dd", out _) ? $"{at} 不是日期 {date}" : "",
                "required" => value is JsonObject asked ? ((JsonArray)said!).Select(n => n!.GetValue<string>()).FirstOrDefault(n => !asked.ContainsKey(n)) is { } missing ? $"{at} 缺 {missing}" : "" : "",
                "properties" => value is JsonObject parts ? First(((JsonObject)said!).Where(p => parts.ContainsKey(p.Key)).Select(p => Problem(p.Value, parts[p.Key], $"{at}/{p.Key}", root))) : "",
                "additionalProperties" => value is JsonObject extra ? First(extra.Where(m => schema["properties"]?[m.Key] is null).Select(m => Problem(said, m.Value, $"{at}/{m.Key}", root))) : "",
                "items" => value is JsonArray list ? First(list.Select((one, n) => Problem(said, one, $"{at}/{n}", root))) : "",
                "anyOf" => ((JsonArray)said!).Any(one => Problem(one, value, at, root).Length == 0) ? "" : $"{at} 不合任何一种",
                _ => "",
            };
            if (problem.Length > 0) return problem;
        }

        return "";
    }

    private static string First(IEnumerable<string> problems) => problems.FirstOrDefault(p => p.Length > 0) ?? "";

    private static IEnumerable<string> Types(JsonNode? said) => said is JsonArray many ? many.Select(t => t!.GetValue<string>()) : [said!.GetValue<string>()];

    private static bool IsOf(string type, JsonNode? value) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("null", JsonValueKind.Null) or ("string", JsonValueKind.String) or ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => ((JsonValue)value!).TryGetValue<long>(out _),
        ("number", JsonValueKind.Number) => true,
        _ => false,
    };

    private static JsonNode? Resolve(JsonObject root, string reference)
    {
        if (!reference.StartsWith('#')) return null;
        JsonNode? at = root;
        foreach (var step in reference[1..].Split('/', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
            at = at is JsonArray list && int.TryParse(step, out var n) && n >= 0 && n < list.Count ? list[n] : (at as JsonObject)?[step];
        return at;
    }
}
