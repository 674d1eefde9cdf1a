using System.Text.Json.Nodes;
using Tongcai.Law;
using Tongcai.Platform.Acts;

namespace Tongcai.PublicService.OpenData.Releases;

/// <summary>Small building of OCDS objects: what is empty is left out, money is exact, a legal day is an instant.</summary>
internal static class Json
{
    /// <summary>An object of the members that have something to say.</summary>
    public static JsonObject Of(params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var made = new JsonObject();
        foreach (var (name, value) in members)
        {
            var empty = value switch
            {
                null => true,
                JsonObject o => o.Count == 0,
                JsonArray a => a.Count == 0,
                JsonValue v => v.TryGetValue<string>(out var text) && text.Length == 0,
                _ => false,
            };
            if (!empty) made[name] = value;
        }

        return made;
    }

    public static JsonArray List(IEnumerable<JsonNode?> items) => new([.. items.Where(i => i is not JsonObject { Count: 0 })]);

    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Where(t => t.Length > 0).Select(t => (JsonNode)t)]);

    /// <summary>Fen as yuan, exactly; nothing for nothing.</summary>
    public static JsonObject? Money(long fen) => fen > 0 ? new JsonObject { ["amount"] = fen / 100m, ["currency"] = "CNY" } : null;

    /// <summary>RFC 3339 in Beijing time; milliseconds only where there are some, which keeps texts in the order of instants.</summary>
    public static string Instant(DateTimeOffset at)
    {
        var whole = at.BeijingIso();
        return at.Millisecond == 0 ? whole : $"{whole[..^6]}.{at.Millisecond:000}{whole[^6..]}";
    }

    /// <summary>A legal day as its first instant; on the day of an act it follows, as the instant of that act, so that nothing seems to happen before what it follows.</summary>
    public static DateTimeOffset Start(DateOnly day, params ReadOnlySpan<DateTimeOffset?> after)
    {
        var start = day.Beijing(TimeOnly.MinValue);
        foreach (var act in after)
        {
            if (act is { } at && at.BeijingDate() == day && at > start) start = at;
        }

        return start;
    }

    /// <summary>The last second of a legal day.</summary>
    public static string End(DateOnly day) => Instant(day.Beijing(new TimeOnly(23, 59, 59)));

    /// <summary>What is said now, and nothing in the place of each thing that was said before and is no more: merging takes a field away where it reads null. The id of a list's member stays.</summary>
    public static JsonObject Instead(this JsonObject now, JsonObject? before)
    {
        foreach (var (name, old) in before ?? [])
        {
            if (!now.TryGetPropertyValue(name, out var kept)) now[name] = Nothing(old);
            else if (old is JsonObject oldObject && kept is JsonObject keptObject) keptObject.Instead(oldObject);
            else if (HasIds(old) && kept is JsonArray list) Withdraw(list, (JsonArray)old!);
        }

        return now;
    }

    private static void Withdraw(JsonArray now, JsonArray before)
    {
        foreach (var old in before.OfType<JsonObject>())
        {
            if (now.OfType<JsonObject>().FirstOrDefault(n => JsonNode.DeepEquals(n["id"], old["id"])) is { } kept) kept.Instead(old);
            else now.Add((JsonNode)Emptied(old, keepId: true));
        }
    }

    private static bool HasIds(JsonNode? value) => value is JsonArray { Count: > 0 } list && list.All(i => i is JsonObject o && o.ContainsKey("id"));

    private static JsonObject Emptied(JsonObject old, bool keepId)
    {
        var empty = new JsonObject();
        foreach (var (name, value) in old) empty[name] = keepId && name == "id" ? value?.DeepClone() : Nothing(value);
        return empty;
    }

    private static JsonNode? Nothing(JsonNode? value) => value switch
    {
        JsonObject below => Emptied(below, keepId: false),
        JsonArray list when HasIds(list) => new JsonArray([.. list.OfType<JsonObject>().Select(o => Emptied(o, keepId: true))]),
        _ => null,
    };
}
