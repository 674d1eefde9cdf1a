using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Unicode;

namespace Tongcai.Law.Questions;

/// <summary>问题与答案的 JSON Schema (2020-12). The root describes the question, <c>$defs/line</c> the line that answers it. docs/law/schemas holds these texts.</summary>
public static class QuestionSchema
{
    private static readonly JsonSerializerOptions Writing = new() { WriteIndented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private static readonly JsonSchemaExporterOptions Exporting = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, node) => typeof(Rule).IsAssignableFrom(context.TypeInfo.Type) ? Reference("rule", Nullable(context)) : Closed(node),
    };

    /// <summary>The schema of a question, indented, ending in a line break.</summary>
    public static string Of(LawQuestion question)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = $"{question.Name}.json",
            ["title"] = question.Title,
            ["description"] = question.Summary,
        };
        foreach (var (key, value) in Object([Id(), .. question.Fields.Select(f => KeyValuePair.Create(f.Name, (JsonNode)Field(f)))], question.Fields.Where(f => f.Required).Select(f => f.Name)))
            schema[key] = value?.DeepClone();
        schema["$defs"] = new JsonObject
        {
            ["line"] = new JsonObject
            {
                ["oneOf"] = new JsonArray(
                    Object([Id(), Line(), new("answer", new JsonObject { ["$ref"] = "#/$defs/answer" })], ["answer"]),
                    Object([Id(), Line(), new("refusals", new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = new JsonObject { ["$ref"] = "#/$defs/refusal" } })], ["refusals"])),
            },
            ["answer"] = LawJson.Options.GetJsonSchemaAsNode(question.Answers, Exporting),
            ["refusal"] = LawJson.Options.GetJsonSchemaAsNode(typeof(RefusalLine), Exporting),
            ["rule"] = LawJson.Options.GetJsonSchemaAsNode(typeof(RuleLine), Exporting),
        };
        return schema.ToJsonString(Writing) + "\n";
    }

    private static KeyValuePair<string, JsonNode> Id() => new("id", new JsonObject { ["type"] = new JsonArray("string", "integer", "null"), ["maxLength"] = 200, ["description"] = "答案中原样带回" });

    private static KeyValuePair<string, JsonNode> Line() => new("line", new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["description"] = "没有id时的行号" });

    private static JsonObject Field(QuestionField field)
    {
        var schema = field.Type switch
        {
            FieldType.Document => new JsonObject { ["type"] = "string" },
            FieldType.Day => new JsonObject { ["type"] = "string", ["format"] = "date", ["pattern"] = "^20[0-9]{2}-[0-9]{2}-[0-9]{2}$" },
            FieldType.Instant => new JsonObject { ["type"] = "string", ["format"] = "date-time", ["maxLength"] = field.Longest },
            FieldType.Numbers => new JsonObject { ["type"] = "array", ["maxItems"] = field.Longest, ["items"] = new JsonObject { ["type"] = "number", ["minimum"] = field.Least, ["maximum"] = field.Most } },
            FieldType.Money or FieldType.Whole => new JsonObject { ["type"] = "integer", ["minimum"] = field.Least, ["maximum"] = field.Most },
            FieldType.Number => new JsonObject { ["type"] = "number", ["minimum"] = field.Least, ["maximum"] = field.Most },
            FieldType.Flag => new JsonObject { ["type"] = "boolean" },
            FieldType.Choice => new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. field.Choices.Select(c => (JsonNode)c.Code)]) },
            FieldType.Group => Members(field),
            FieldType.Rows => new JsonObject { ["type"] = "array", ["maxItems"] = field.Longest, ["items"] = Members(field) },
            FieldType.Texts => new JsonObject { ["type"] = "array", ["maxItems"] = field.Longest, ["items"] = new JsonObject { ["type"] = "string", ["maxLength"] = field.Longest } },
            _ => new JsonObject { ["type"] = "string", ["maxLength"] = field.Longest },
        };
        schema["description"] = field.Type == FieldType.Choice ? $"{field.Title}：{string.Join("，", field.Choices.Select(c => $"{c.Code} {c.Name}"))}" : field.Title;
        return schema;
    }

    private static JsonObject Members(QuestionField field) => Object(field.Fields.Select(f => KeyValuePair.Create(f.Name, (JsonNode)Field(f))), field.Fields.Where(f => f.Required).Select(f => f.Name));

    private static JsonObject Object(IEnumerable<KeyValuePair<string, JsonNode>> properties, IEnumerable<string> required)
    {
        var schema = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject(properties.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))), ["additionalProperties"] = false };
        if (required.ToList() is { Count: > 0 } names)
            schema["required"] = new JsonArray([.. names.Select(n => (JsonNode)n)]);
        return schema;
    }

    // An absent member stands for null in what is written; objects hold nothing beside their members.
    private static JsonNode Closed(JsonNode node)
    {
        if (node is JsonObject schema && schema.ContainsKey("properties"))
        {
            schema["additionalProperties"] = false;
            if (schema["required"] is JsonArray required)
                schema["required"] = new JsonArray([.. required.Where(name => !MayBeNull(schema["properties"]![(string)name!])).Select(name => name!.DeepClone())]);
        }
        return node;
    }

    private static bool MayBeNull(JsonNode? property) => property switch
    {
        JsonObject schema when schema["type"] is JsonArray types => types.Any(t => (string?)t == "null"),
        JsonObject schema when schema["enum"] is JsonArray values => values.Any(v => v is null),
        JsonObject schema when schema["anyOf"] is JsonArray => true,
        _ => false,
    };

    private static bool Nullable(JsonSchemaExporterContext context) =>
        context.PropertyInfo is { } property && property.IsGetNullable;

    private static JsonObject Reference(string name, bool nullable) => nullable
        ? new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["$ref"] = $"#/$defs/{name}" }, new JsonObject { ["type"] = "null" }) }
        : new JsonObject { ["$ref"] = $"#/$defs/{name}" };
}
