using System.Text.Json.Nodes;

namespace Tongcai.PublicService.Tests.OpenData;

/// <summary>The checks of coherence, consistency and reference that the Open Contracting Partnership's quality tool makes of a compiled release, as far as its fields occur here.</summary>
internal static class CoherenceRules
{
    private static readonly string[] Incomplete = ["planning", "planned", "active", "cancelled", "unsuccessful", "withdrawn"];

    public static readonly IReadOnlyList<(string Name, Func<JsonObject, bool> Holds)> All =
    [
        ("period.start-end", r => Objects(r).All(o => Before(o["startDate"], o["endDate"]))),
        ("period.duration", r => Objects(r).All(o => o["durationInDays"] is null || Instant(o["startDate"]) is not { } s || Instant(o["endDate"]) is not { } e || (e - s).Days == (int)o["durationInDays"]!)),
        ("procurementMethod.direct", r => Text(r["tender"]?["procurementMethod"]) != "direct" || List(r["tender"]?["tenderers"]).Count() <= 1),
        ("tender.status", r => !Incomplete.Contains(Text(r["tender"]?["status"])) || (r["awards"] is null && r["contracts"] is null)),
        ("award.status", r => Awards(r).Where(a => Text(a["status"]) is "cancelled" or "unsuccessful" or "pending").All(a => Contracts(r).All(c => Text(c["awardID"]) != Text(a["id"])))),
        ("contract.status", r => Contracts(r).Where(c => Text(c["status"]) is "pending" or "cancelled").All(c => !Transactions(c).Any())),
        ("milestone.status", r => Objects(r).Where(o => Text(o["status"]) is "scheduled" or "notMet").All(o => o["dateMet"] is null)),
        ("value.realistic", r => Objects(r).Where(o => o["amount"] is JsonValue).All(o => (decimal)o["amount"]! is >= -35_000_000_000m and <= 35_000_000_000m)),
        ("tender before award", r => Awards(r).All(a => Before(r["tender"]?["tenderPeriod"]?["endDate"], a["date"]))),
        ("tender before signature", r => Contracts(r).All(c => Before(r["tender"]?["tenderPeriod"]?["endDate"], c["dateSigned"]))),
        ("award before signature", r => Contracts(r).All(c => Awards(r).Where(a => Text(a["id"]) == Text(c["awardID"])).All(a => Before(a["date"], c["dateSigned"])))),
        ("signature before transactions", r => Contracts(r).All(c => Transactions(c).All(t => Before(c["dateSigned"], t["date"])))),
        ("signature before milestones", r => Contracts(r).All(c => List(c["implementation"]?["milestones"]).All(m => Before(c["dateSigned"], m["dateMet"])))),
        ("amendment after beginning", r => List(r["tender"]?["amendments"]).All(a => Before(r["tender"]?["tenderPeriod"]?["startDate"], a["date"]))),
        ("nothing past after the release", r => Past(r).All(at => Before(at, r["date"]))),
        ("numberOfTenderers", r => r["tender"]?["numberOfTenderers"] is not { } n || (int)n == List(r["tender"]?["tenderers"]).Count()),
        ("budget and tender value", r => Within(r["planning"]?["budget"]?["amount"]?["amount"], r["tender"]?["value"]?["amount"])),
        ("contracts and award value", r => Awards(r).All(a => Contracts(r).Where(c => Text(c["awardID"]) == Text(a["id"])).ToList() is var all && (all.Count == 0 || Within(a["value"]?["amount"], JsonValue.Create(all.Sum(c => (decimal?)c["value"]?["amount"] ?? 0)))))),
        ("transactions and contract", r => Contracts(r).All(c => c["value"] is not { } v || Transactions(c).Sum(t => (decimal)t["value"]!["amount"]!) <= (decimal)v["amount"]!)),
        ("party once", r => List(r["parties"]).GroupBy(p => Text(p["id"])).All(g => g.Count() == 1)),
        ("role is referenced", r => List(r["parties"]).All(p => p["roles"]!.AsArray().All(role => Text(role) is "reviewBody" or "interestedParty" ? Text(role) != "reviewBody" || References(r).Any(f => f.Role == "reviewBody") : References(r).Any(f => f.Role == Text(role) && f.Id == Text(p["id"]))))),
        ("reference has its role", r => References(r).All(f => List(r["parties"]).Any(p => Text(p["id"]) == f.Id && p["roles"]!.AsArray().Any(role => Text(role) == f.Role)))),
        ("reference has its name", r => References(r).All(f => f.Name.Length == 0 || List(r["parties"]).Any(p => Text(p["id"]) == f.Id && Text(p["name"]) == f.Name))),
        ("contract has one award", r => Contracts(r).All(c => Awards(r).Count(a => Text(a["id"]) == Text(c["awardID"])) == 1)),
        ("award's lot is there", r => Awards(r).All(a => a["relatedLots"]!.AsArray().All(l => List(r["tender"]?["lots"]).Any(t => Text(t["id"]) == Text(l))))),
        ("award's bid is there", r => Awards(r).All(a => a["relatedBid"] is null || List(r["bids"]?["details"]).Any(b => Text(b["id"]) == Text(a["relatedBid"])))),
        ("statistics count details", r => List(r["bids"]?["statistics"]).Where(s => Text(s["measure"]) == "bids").All(s => (decimal)s["value"]! == List(r["bids"]?["details"]).Count(b => Text(b["status"]) != "withdrawn" && Text(b["relatedLots"]?[0]) == Text(s["relatedLot"])))),
        ("id once in a list", r => Objects(r).SelectMany(o => o.Select(m => m.Value)).OfType<JsonArray>().All(l => l.OfType<JsonObject>().Where(o => o["id"] is not null).GroupBy(o => o["id"]!.ToJsonString()).All(g => g.Count() == 1))),
        ("nothing is empty", r => Objects(r).SelectMany(o => o).All(m => m.Value is not null and not JsonObject { Count: 0 } && Text(m.Value, "x").Length > 0)),
    ];

    /// <summary>The rules that do not hold.</summary>
    public static IEnumerable<string> Broken(JsonObject compiled) => All.Where(rule => !rule.Holds(compiled)).Select(rule => rule.Name);

    private static IEnumerable<JsonObject> Awards(JsonObject r) => List(r["awards"]);

    private static IEnumerable<JsonObject> Contracts(JsonObject r) => List(r["contracts"]);

    private static IEnumerable<JsonObject> Transactions(JsonObject contract) => List(contract["implementation"]?["transactions"]);

    private static IEnumerable<JsonNode?> Past(JsonObject r) =>
        Objects(r).SelectMany(o => new[] { o["dateMet"], o["datePublished"], o["dateAnswered"], o["dateSigned"], o["dateDecided"], o["dateIssued"], o["dateFiled"] })
            .Concat(Awards(r).Select(a => a["date"])).Concat(List(r["tender"]?["amendments"]).Select(a => a["date"])).Concat(Contracts(r).SelectMany(Transactions).Select(t => t["date"])).Concat(List(r["bids"]?["details"]).Select(b => b["date"]));

    private static IEnumerable<(string Role, string Id, string Name)> References(JsonObject r)
    {
        IEnumerable<(string Role, JsonNode? Node)> all =
        [
            ("buyer", r["buyer"]), ("procuringEntity", r["tender"]?["procuringEntity"]), .. List(r["tender"]?["tenderers"]).Select(t => ("tenderer", (JsonNode?)t)), .. List(r["bids"]?["details"]).SelectMany(b => List(b["tenderers"])).Select(t => ("tenderer", (JsonNode?)t)),
            .. Awards(r).SelectMany(a => List(a["suppliers"])).Select(s => ("supplier", (JsonNode?)s)), .. Contracts(r).SelectMany(Transactions).SelectMany(t => new[] { ("payer", t["payer"]), ("payee", t["payee"]) }),
            .. List(r["complaints"]).Select(c => ("reviewBody", c["reviewBody"])), .. List(r["supervisionOrders"]).Select(o => ("reviewBody", o["issuer"])),
        ];
        return all.Where(f => f.Node is not null).Select(f => (f.Role, Text(f.Node!["id"]), Text(f.Node["name"])));
    }

    private static bool Within(JsonNode? of, JsonNode? other) => of is null || other is null || ((decimal)other >= (decimal)of * 0.5m && (decimal)other <= (decimal)of * 1.5m);

    private static bool Before(JsonNode? first, JsonNode? second) => Instant(first) is not { } a || Instant(second) is not { } b || a <= b;

    private static DateTimeOffset? Instant(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? DateTimeOffset.Parse(text, null) : null;

    private static IEnumerable<JsonObject> List(JsonNode? node) => node is JsonArray list ? list.OfType<JsonObject>() : [];

    private static string Text(JsonNode? node, string otherwise = "") => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : otherwise;

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(m => Objects(m.Value)).Prepend(o),
        JsonArray a => a.SelectMany(Objects),
        _ => [],
    };
}
