using Tongcai.Law;
using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Tongcai.Platform.Acts;

/// <summary>草稿。A form as it was typed: a tree of texts in the shape of the request. It draws the page again with every value kept, and turns into the JSON the parser reads.</summary>
public static partial class Draft
{
    /// <summary>Submit buttons with these names change rows and submit nothing.</summary>
    public const string AddRow = "_add";
    public const string RemoveRow = "_remove";

    /// <summary>Names that belong to the page, not to the request.</summary>
    public const string KeyField = "_key";

    /// <summary>Rebuilds the tree from posted names such as <c>lots[0].budgetFen</c>; names outside the shape are kept, so that the parser refuses them.</summary>
    public static JsonObject From(RequestShape shape, IFormCollection form)
    {
        var draft = new JsonObject();
        foreach (var (name, values) in form)
        {
            if (name.StartsWith('_') || Steps(name) is not { Count: > 0 } steps) continue;
            Put(draft, steps, 0, values, shape.Fields.FirstOrDefault(f => f.Name == steps[0].Name));
        }

        return draft;
    }

    /// <summary>The tree of an existing request, e.g. from prefill.</summary>
    public static JsonObject From(RequestShape shape, object? request)
    {
        var draft = new JsonObject();
        if (request is null)
        {
            foreach (var field in shape.Fields.Where(f => f.Kind is FieldKind.Rows && f.Spec.Min > 0))
                draft[field.Name] = new JsonArray([.. Enumerable.Range(0, (int)Math.Min(field.Spec.Min, field.Longest)).Select(_ => Blank(field.Item!))]);
            foreach (var field in shape.Fields.Where(f => f.HasDefault && f.Default is not null)) draft[field.Name] = Typed(field, field.Default);
            return draft;
        }

        foreach (var field in shape.Fields) draft[field.Name] = Typed(field, field.Property!.GetValue(request));
        return draft;
    }

    /// <summary>Adds or removes the row a button names, e.g. _add=lots or _remove=lots[2]; anything else changes nothing.</summary>
    public static void ChangeRows(RequestShape shape, JsonObject draft, string add, string remove)
    {
        var place = add.Length > 0 ? add : remove;
        if (Steps(place) is not { Count: > 0 } steps || Find(shape, steps) is not { Kind: FieldKind.Rows } field) return;
        if (steps.Any(s => s.Index > FieldShape.DefaultRows)) return;

        JsonNode? node = draft;
        foreach (var (step, last) in steps.Select((s, i) => (s, i == steps.Count - 1)))
        {
            if (node is not JsonObject group) return;
            if (last)
            {
                var rows = group[step.Name] as JsonArray ?? [];
                group[step.Name] = rows;
                if (add.Length > 0 && rows.Count < field.Longest) rows.Add(Blank(field.Item!));
                else if (add.Length == 0 && step.Index is { } index && index < rows.Count) rows.RemoveAt(index);
            }
            else
            {
                node = step.Index is { } i && group[step.Name] is JsonArray list && i < list.Count ? list[i] : group[step.Name];
            }
        }
    }

    /// <summary>The JSON that the API would have been sent; texts that are no value of their kind stay texts, and the parser refuses them by name.</summary>
    public static JsonObject ToJson(RequestShape shape, JsonObject draft)
    {
        var json = new JsonObject();
        foreach (var (name, node) in draft)
        {
            if (shape.Fields.FirstOrDefault(f => f.Name == name) is { } field)
            {
                if (ToJson(field, node) is { } value) json[name] = value;
            }
            else
            {
                json[name] = node?.DeepClone();
            }
        }

        foreach (var field in shape.Fields.Where(f => !json.ContainsKey(f.Name)))
        {
            if (field.Kind is FieldKind.Flag) json[field.Name] = false;
            else if (field.Kind is FieldKind.Rows) json[field.Name] = new JsonArray();
        }

        return json;
    }

    private static JsonNode? ToJson(FieldShape field, JsonNode? node)
    {
        switch (field.Kind)
        {
            case FieldKind.Group:
                var group = node as JsonObject ?? [];
                return !field.Required && group.All(p => Said(p.Value).Length == 0) ? null : ToJson(field.Nested!, group);
            case FieldKind.Rows:
                return new JsonArray([.. (node as JsonArray ?? []).Select(row => ToJson(field.Item!, row) ?? (field.Item!.Kind is FieldKind.Group ? new JsonObject() : JsonValue.Create("")))]);
            case FieldKind.Instant:
                return Instant(node);
        }

        var text = Said(node);
        if (text.Length == 0) return field.Kind is FieldKind.Flag ? JsonValue.Create(false) : null;
        return field.Kind switch
        {
            FieldKind.Fen when Yuan.TryParse(text, out var fen) => JsonValue.Create(fen),
            FieldKind.Whole when field.Spec.Hundredths => decimal.TryParse(Plain(text), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var parts)
                && Math.Abs(parts) <= int.MaxValue / 100 && decimal.IsInteger(parts * 100) ? JsonValue.Create((long)(parts * 100)) : JsonValue.Create(text),
            FieldKind.Whole when Plain(text) is var plain && long.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
            FieldKind.Whole when WholeText().IsMatch(Plain(text)) => JsonNode.Parse(Plain(text)),
            FieldKind.Number when decimal.TryParse(Plain(text), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            FieldKind.Flag when text is "true" or "on" => JsonValue.Create(true),
            FieldKind.Flag when text is "false" => JsonValue.Create(false),
            _ => JsonValue.Create(field.Kind is FieldKind.Text ? node!.GetValue<string>() : text),
        };
    }

    private static JsonValue? Instant(JsonNode? node)
    {
        var (date, clock) = node is JsonObject parts ? (Said(parts["date"]), Said(parts["time"])) : (Said(node), "");
        if (date.Length == 0 && clock.Length == 0) return null;
        return Beijing.TryParseDay(date, out var day) && Beijing.TryParseClock(clock, out var time)
            ? JsonValue.Create(new DateTimeOffset(day, time, Beijing.Offset).BeijingIso())
            : JsonValue.Create($"{date} {clock}".Trim());
    }

    private static JsonNode? Typed(FieldShape field, object? value) => (field.Kind, value) switch
    {
        (_, null) => null,
        (FieldKind.Text, _) => field.Spec.Secret ? null : JsonValue.Create((string)value),
        (FieldKind.Fen, long fen) => JsonValue.Create(Yuan.Text(fen)),
        (FieldKind.Whole, int hundredths) when field.Spec.Hundredths => JsonValue.Create((hundredths / 100m).ToString("0.##", CultureInfo.InvariantCulture)),
        (FieldKind.Flag, bool flag) => JsonValue.Create(flag ? "true" : "false"),
        (FieldKind.Choice, _) => JsonValue.Create(Wire.Name(value.ToString()!)),
        (FieldKind.Day, DateOnly day) => JsonValue.Create(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        (FieldKind.Instant, DateTimeOffset at) => new JsonObject { ["date"] = at.BeijingDate().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["time"] = at.ToOffset(Beijing.Offset).ToString("HH:mm", CultureInfo.InvariantCulture) },
        (FieldKind.Group, _) => From(field.Nested!, value),
        (FieldKind.Rows, IEnumerable rows) => new JsonArray([.. rows.Cast<object>().Select(row => Typed(field.Item!, row))]),
        _ => JsonValue.Create(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };

    private static JsonNode Blank(FieldShape item) => item.Kind is FieldKind.Group ? new JsonObject() : JsonValue.Create("");

    private static string Said(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text.Trim() : "";

    private static string Plain(string text) => Halfwidth.Of(text).Replace(",", "", StringComparison.Ordinal).Trim();

    private static FieldShape? Find(RequestShape shape, IReadOnlyList<Step> steps)
    {
        FieldShape? field = null;
        foreach (var step in steps)
        {
            var within = field is null ? shape : field.Nested;
            field = within?.Fields.FirstOrDefault(f => f.Name == step.Name);
            if (field is null) return null;
        }

        return field;
    }

    private static void Put(JsonObject draft, IReadOnlyList<Step> steps, int depth, StringValues given, FieldShape? field)
    {
        var step = steps[depth];
        var last = depth == steps.Count - 1;
        var text = given.Count == 0 ? "" : given[^1] ?? "";
        if (step.Index is not { } index)
        {
            // Boxes of one list come under one name, a value for each that is ticked.
            if (last) draft[step.Name] = field?.Kind is FieldKind.Rows ? new JsonArray([.. given.Where(v => v is { Length: > 0 }).Select(v => (JsonNode?)JsonValue.Create(v))]) : text;
            else Put(draft[step.Name] as JsonObject ?? Child(draft, step.Name), steps, depth + 1, given, field?.Nested?.Fields.FirstOrDefault(f => f.Name == steps[depth + 1].Name));
            return;
        }

        // A row number beyond any list is not obeyed: it would make the server build the rows before it.
        if (index > FieldShape.DefaultRows && index > (field?.Longest ?? 0)) return;
        if (draft[step.Name] is not JsonArray rows) draft[step.Name] = rows = [];
        while (rows.Count <= index) rows.Add(last ? JsonValue.Create("") : new JsonObject());
        if (last) rows[index] = text;
        else if (rows[index] is JsonObject row) Put(row, steps, depth + 1, given, field?.Nested?.Fields.FirstOrDefault(f => f.Name == steps[depth + 1].Name));
    }

    private static JsonObject Child(JsonObject parent, string name)
    {
        var child = new JsonObject();
        parent[name] = child;
        return child;
    }

    private static List<Step>? Steps(string name)
    {
        var steps = new List<Step>();
        foreach (var part in name.Split('.'))
        {
            if (steps.Count > 8 || StepText().Match(part) is not { Success: true } match) return null;
            steps.Add(new(match.Groups["name"].Value, match.Groups["index"] is { Success: true } i ? int.Parse(i.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null));
        }

        return steps;
    }

    [GeneratedRegex(@"^(?<name>[^\[\].]{1,64})(\[(?<index>\d{1,6})\])?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StepText();

    [GeneratedRegex(@"^-?(0|[1-9]\d{0,40})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WholeText();

    private readonly record struct Step(string Name, int? Index);
}
