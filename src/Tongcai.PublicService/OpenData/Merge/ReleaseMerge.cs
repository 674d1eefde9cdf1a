using System.Text.Json.Nodes;

namespace Tongcai.PublicService.OpenData.Merge;

/// <summary>
/// 合并发布。The releases of one process become the state they lead to (compiled release) and the history of each field (versioned release). Pure; OCDS 1.1, Merging:
/// null takes a field away, objects are merged field by field, lists of objects by id, other lists as a whole; an object without an id is one of its own and is kept.
/// </summary>
public static class ReleaseMerge
{
    private static readonly string[] OfTheRelease = ["ocid", "id", "date", "tag"];
    private static readonly string[] OfAMember = ["id"];

    /// <summary>The state after the last release: tag compiled, date of the last release, id of both.</summary>
    /// <param name="releases">At least one, all of the same ocid; equal dates keep their order.</param>
    /// <exception cref="ArgumentException">No release, or releases of two processes.</exception>
    public static JsonObject Compile(IEnumerable<JsonObject> releases, MergeRules rules)
    {
        var ordered = InOrder(releases);
        var (ocid, date) = ((string?)ordered[0]["ocid"], (string?)ordered[^1]["date"]);
        var state = new JsonObject { ["ocid"] = ocid, ["id"] = $"{ocid}-{date}", ["date"] = date, ["tag"] = new JsonArray("compiled") };
        foreach (var release in ordered) Merge(state, release, rules, Replacing, OfTheRelease);
        return state;
    }

    /// <summary>Every value each field has had, with the release that brought it: {releaseID, releaseDate, releaseTag, value}.</summary>
    /// <inheritdoc cref="Compile" path="/param"/>
    /// <inheritdoc cref="Compile" path="/exception"/>
    public static JsonObject Version(IEnumerable<JsonObject> releases, MergeRules rules)
    {
        var ordered = InOrder(releases);
        var history = new JsonObject { ["ocid"] = ordered[0]["ocid"]?.DeepClone() };
        foreach (var release in ordered) Merge(history, release, rules, Adding(release), OfTheRelease);
        return history;
    }

    /// <summary>Puts a value, which may be null, into the field of an object.</summary>
    private delegate void Put(JsonObject target, string name, JsonNode? value);

    private static void Replacing(JsonObject target, string name, JsonNode? value)
    {
        if (value is null) target.Remove(name);
        else target[name] = value.DeepClone();
    }

    private static Put Adding(JsonObject release) => (target, name, value) =>
    {
        if (value is null && target[name] is JsonObject below)
        {
            foreach (var field in below.Select(f => f.Key).ToList()) Adding(release)(below, field, null);
            return;
        }

        if (target[name] is not JsonArray values) target[name] = values = [];
        if (values.Count > 0 && JsonNode.DeepEquals(values[^1]!["value"], value)) return;
        var version = new JsonObject { ["releaseID"] = release["id"]?.DeepClone(), ["releaseDate"] = release["date"]?.DeepClone() };
        if (release["tag"] is { } tag) version["releaseTag"] = tag.DeepClone();
        version["value"] = value?.DeepClone();
        values.Add((JsonNode)version);
    };

    private static void Merge(JsonObject target, JsonObject source, MergeRules rules, Put put, ReadOnlySpan<string> without = default)
    {
        foreach (var (name, value) in source)
        {
            var rule = rules.Of(name);
            if (rule.Omit || without.Contains(name)) continue;
            switch (value)
            {
                case JsonObject below:
                    var known = target[name] as JsonObject;
                    var merged = known ?? [];
                    Merge(merged, below, rules.Below(name), put);
                    if (merged.Count == 0) target.Remove(name);
                    else if (known is null) target[name] = merged;
                    break;
                case JsonArray list when !rule.Whole && list.All(i => i is JsonObject):
                    if (list.Count > 0) MergeById(target, name, list, rules.Below(name), put);
                    break;
                default:
                    put(target, name, value);
                    break;
            }
        }
    }

    private static void MergeById(JsonObject target, string name, JsonArray list, MergeRules rules, Put put)
    {
        if (target[name] is not JsonArray members) target[name] = members = [];
        var byId = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var member in members.OfType<JsonObject>())
        {
            if (member["id"] is { } id) byId[id.ToJsonString()] = member;
        }

        foreach (var item in list.OfType<JsonObject>())
        {
            var id = item["id"];
            var key = id?.ToJsonString() ?? "";
            if (id is null || !byId.TryGetValue(key, out var member))
            {
                member = id is null ? [] : new JsonObject { ["id"] = id.DeepClone() };
                members.Add((JsonNode)member);
                if (id is not null) byId[key] = member;
            }

            // The id of a list's member names it and has no history.
            Merge(member, item, rules, put, OfAMember);
        }
    }

    private static List<JsonObject> InOrder(IEnumerable<JsonObject> releases)
    {
        var ordered = releases.OrderBy(r => (string?)r["date"] is { } date && DateTimeOffset.TryParse(date, out var at) ? at : DateTimeOffset.MinValue).ToList();
        if (ordered.Count == 0) throw new ArgumentException("Nothing to merge.", nameof(releases));
        return ordered.Select(r => (string?)r["ocid"]).Distinct().Count() == 1 ? ordered : throw new ArgumentException("The releases belong to more than one process.", nameof(releases));
    }
}
