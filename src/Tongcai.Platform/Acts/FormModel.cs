using System.Text.Json.Nodes;
using Tongcai.Law;

namespace Tongcai.Platform.Acts;

/// <summary>The page of an act: the form with what was typed and what was refused.</summary>
public sealed record FormModel(Act Act, string Action, IReadOnlyList<FormField> Fields, IReadOnlyList<Refusal> Refusals, string Key)
{
    public IReadOnlyList<(string Term, string Value)> Facts { get; init; } = [];

    /// <summary>The element a refusal's pointer leads to: the field, or the form when it concerns the whole.</summary>
    public static string Anchor(string pointer) => pointer.Length == 0 ? "form" : "f" + pointer.Replace('/', '-').Replace("~1", "-", StringComparison.Ordinal).Replace("~0", "-", StringComparison.Ordinal);

    internal static FormModel Of(Act act, string action, RequestShape shape, JsonObject draft, IReadOnlyList<Refusal> refusals, string key, ActContext context)
    {
        var fields = Drawn(shape, draft, "", "", refusals, context);
        return new(act, action, fields, refusals, key) { Facts = context.Shown };
    }

    private static List<FormField> Drawn(RequestShape shape, JsonObject draft, string name, string pointer, IReadOnlyList<Refusal> refusals, ActContext context) =>
        [.. shape.Fields.Select(f => Field(f, draft[f.Name], name.Length == 0 ? f.Name : $"{name}.{f.Name}", $"{pointer}/{f.Name}", refusals, context))];

    private static FormField Field(FieldShape shape, JsonNode? node, string name, string pointer, IReadOnlyList<Refusal> refusals, ActContext context)
    {
        if (context.Words is { } say)
            shape = shape.Said(say);
        var field = new FormField(shape, name, pointer, node is JsonValue v && v.TryGetValue<string>(out var text) ? text : "", [.. refusals.Where(r => r.Pointer == pointer)])
        {
            Choices = shape.Spec.Choices.Length > 0 && context.Offered.TryGetValue(shape.Spec.Choices, out var offered) ? offered
                : shape.Kind is FieldKind.Choice ? shape.Members
                : shape.Item?.Kind is FieldKind.Choice ? shape.Item.Members
                : [],
        };
        return shape.Kind switch
        {
            FieldKind.Instant => node is JsonObject parts ? field with { Value = Text(parts["date"]), Clock = Text(parts["time"]) } : field,
            FieldKind.Group => field with { Fields = Drawn(shape.Nested!, node as JsonObject ?? [], name, pointer, refusals, context) },
            FieldKind.Rows => field with
            {
                Rows = [.. (node as JsonArray ?? []).Select((row, i) => Field(
                    shape.Item! with { Spec = RequestParser.RowSpec(shape), Required = shape.Required }, row, $"{name}[{i}]", $"{pointer}/{i}", refusals, context))],
            },
            _ => field,
        };
    }

    private static string Text(JsonNode? node) => node is JsonValue v && v.TryGetValue<string>(out var text) ? text : "";
}

/// <summary>One field as drawn.</summary>
public sealed record FormField(FieldShape Shape, string Name, string Pointer, string Value, IReadOnlyList<Refusal> Errors)
{
    public string Id => FormModel.Anchor(Pointer);

    /// <summary>Clock part of an instant.</summary>
    public string Clock { get; init; } = "";

    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>Fields of a nested record.</summary>
    public IReadOnlyList<FormField> Fields { get; init; } = [];

    /// <summary>Rows of a list, each a field of its own.</summary>
    public IReadOnlyList<FormField> Rows { get; init; } = [];

    /// <summary>The words of a value that the page gives; null when the field is to be filled.</summary>
    public string? Given => Shape.Spec.Given && Value.Length > 0 ? Choices.FirstOrDefault(c => c.Value == Value)?.Text : null;

    /// <summary>Ids for aria-describedby: hint, then error; null when there is neither.</summary>
    public string? DescribedBy => (Shape.Spec.Hint.Length > 0 || Wan.Length > 0, Errors.Count > 0) switch
    {
        (true, true) => $"{Id}-hint {Id}-err",
        (true, false) => $"{Id}-hint",
        (false, true) => $"{Id}-err",
        _ => null,
    };

    /// <summary>An amount of ten thousand 元 and more in 万元; else empty.</summary>
    public string Wan => Shape.Kind is FieldKind.Fen && Yuan.TryParse(Value, out var fen) && Math.Abs(fen) >= 1_000_000 ? $"合 {Yuan.Wan(fen)} 万元" : "";
}
