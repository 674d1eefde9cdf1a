using System.Text.Json.Nodes;

namespace Tongcai.Risk.Tests.Ocds;

/// <summary>
/// The eleven definitions restated over a document tree, as naively as they are written, to compare the streaming engine with.
/// Keys are "group/id/code".
/// </summary>
internal static class IndicatorOracle
{
    public static SortedDictionary<string, double> Run(string text, string currency)
    {
        SortedDictionary<string, double> results = new(StringComparer.Ordinal);
        Dictionary<string, (double Ratio, string Winner, string Other)> second = [];
        Dictionary<string, (int Wins, int Count)> wins = [];
        Dictionary<string, (int Bad, int All)> tenderers = [], buyers = [], entities = [];
        Dictionary<string, (int Processes, HashSet<string> Codes)> supplied = [];

        foreach (var line in text.Split('\n'))
        {
            JsonNode? node;
            try
            {
                node = JsonNode.Parse(line);
            }
            catch (System.Text.Json.JsonException)
            {
                continue;
            }
            if (node is not JsonObject release || Text(release["ocid"]) is not { } ocid) continue;
            var tender = release["tender"] as JsonObject;
            if (Text(tender?["status"]) == "cancelled") continue;
            void Set(string group, string id, string code, double value) => results[$"{group}/{id}/{code}"] = value;

            if (tender?["tenderPeriod"] is JsonObject period && Instant(period["startDate"]) is { } from && Instant(period["endDate"]) is { } to && (to - from).Days < 15) Set("OCID", ocid, "R003", 1);
            if (Text(tender?["procurementMethod"]) is "open" or "selective" && tender!["numberOfTenderers"] is JsonValue n && n.TryGetValue(out int count) && count == 1) Set("OCID", ocid, "R018", 1);

            var details = (release["bids"] as JsonObject)?["details"] as JsonArray;
            var awards = release["awards"] as JsonArray;
            List<JsonObject> bids = [.. (details ?? []).OfType<JsonObject>()];
            List<JsonObject> submitted = [.. bids.Where(b => Text(b["status"]) is { } s && s is not ("invited" or "withdrawn"))];
            List<JsonObject> active = [.. (awards ?? []).OfType<JsonObject>().Where(a => Text(a["status"]) == "active")];
            var final = awards is not null && details is not null && awards.OfType<JsonObject>().All(a => Text(a["status"]) is null or "active" or "cancelled" or "unsuccessful");
            var winner = final && active.Count == 1 && active[0]["suppliers"] is JsonArray { Count: 1 } s1 ? Text((s1[0] as JsonObject)?["id"]) : null;

            if (winner is not null)
            {
                var priced = bids.Where(b => Text(b["status"]) == "valid" && Price(b) is { } p && p.Currency == currency && Single(b) is not null)
                    .Select(b => (Id: Single(b)!, Price(b)!.Value.Amount)).ToList();
                var own = priced.Where(p => p.Id == winner).Select(p => (double?)p.Amount).Min();
                var other = priced.Where(p => p.Id != winner).OrderBy(p => p.Amount).FirstOrDefault();
                if (own is { } w && other.Id is not null && other.Amount >= w) second[ocid] = ((other.Amount - w) / w, winner, other.Id);
                foreach (var id in bids.Where(b => Text(b["status"]) == "valid").Select(Single).OfType<string>().Distinct())
                    wins[id] = (wins.GetValueOrDefault(id).Wins + (id == winner ? 1 : 0), wins.GetValueOrDefault(id).Count + 1);
            }

            Dictionary<(double, string), HashSet<string>> prices = [];
            foreach (var bid in submitted)
            {
                if (Price(bid) is not { } price || bid["tenderers"] is not JsonArray || Ids(bid["tenderers"]) is not { Count: > 0 } ids) continue;
                if (prices.TryGetValue(price, out var before) && !before.SetEquals(ids))
                {
                    Set("OCID", ocid, "R028", 1);
                    foreach (var id in before.Concat(ids)) Set("Tenderer", id, "R028", 1);
                }
                prices[price] = ids;
            }

            if (awards is not null && details is not null && Text((tender?["tenderPeriod"] as JsonObject)?["endDate"]) is { } end)
            {
                var winners = active.SelectMany(a => Ids(a["suppliers"])).ToHashSet();
                foreach (var id in bids.Where(b => Text(b["status"]) == "valid" && Text(b["date"]) is { } d && string.CompareOrdinal(d, end) > 0).SelectMany(b => Ids(b["tenderers"])).Where(winners.Contains))
                {
                    Set("OCID", ocid, "R030", 1);
                    Set("Tenderer", id, "R030", 1);
                }
            }

            if (final)
            {
                var valid = bids.Where(b => Text(b["status"]) == "valid").SelectMany(b => Ids(b["tenderers"])).ToHashSet();
                var out_ = bids.Where(b => Text(b["status"]) == "disqualified").SelectMany(b => Ids(b["tenderers"])).ToHashSet();
                if (valid.Count == 1 && valid.SetEquals(active.SelectMany(a => Ids(a["suppliers"]))) && out_.Except(valid).Count() is > 0 and var others)
                {
                    Set("OCID", ocid, "R035", others);
                    Set("Tenderer", valid.Single(), "R035", 0);
                }
            }

            if (active.Count > 0)
            {
                var priced = submitted.Where(b => Price(b)?.Currency == currency).ToList();
                if (priced.Any(b => Text(b["status"]) == "valid") && Text(priced.MinBy(b => Price(b)!.Value.Amount)!["status"]) == "disqualified") Set("OCID", ocid, "R036", 1);
            }

            if (submitted.Count > 0)
            {
                foreach (var bid in submitted)
                    if (bid["tenderers"] is JsonArray list)
                        foreach (var id in list.Select(t => Text((t as JsonObject)?["id"])).OfType<string>()) Count(tenderers, id, Text(bid["status"]) == "disqualified" ? 1 : 0, 1);
                var bad = submitted.Count(b => Text(b["status"]) == "disqualified");
                if (Text((release["buyer"] as JsonObject)?["id"]) is { } buyer) Count(buyers, buyer, bad, submitted.Count);
                if (Text((tender?["procuringEntity"] as JsonObject)?["id"]) is { } entity) Count(entities, entity, bad, submitted.Count);
            }

            HashSet<string> here = [];
            foreach (var award in active)
            {
                if (award["suppliers"] is not JsonArray { Count: 1 } one || Text((one[0] as JsonObject)?["id"]) is not { } supplier) continue;
                foreach (var code in (award["items"] as JsonArray ?? []).OfType<JsonObject>().Select(i => Text((i["classification"] as JsonObject)?["id"])).OfType<string>())
                {
                    var entry = supplied.TryGetValue(supplier, out var known) ? known : (0, []);
                    entry.Item2.Add(code[..Math.Min(2, code.Length)]);
                    supplied[supplier] = (entry.Item1 + (here.Add(supplier) ? 1 : 0), entry.Item2);
                }
            }
        }

        var ratios = second.Values.Select(v => v.Ratio).ToList();
        var (q1, q3) = (Quantile(ratios, .25), Quantile(ratios, .75));
        foreach (var (ocid, (ratio, winner, other)) in second)
        {
            var low = q1 - 1.5 * (q3 - q1);
            if (q1 > 0 && low > 0 && ratio <= low)
            {
                results[$"OCID/{ocid}/R024"] = ratio;
                results[$"Tenderer/{winner}/R024"] = results[$"Tenderer/{other}/R024"] = 0;
            }
            if (q3 + 1.5 * (q3 - q1) is > 0 and var high && ratio >= high)
            {
                results[$"OCID/{ocid}/R058"] = ratio;
                results[$"Tenderer/{winner}/R058"] = 0;
            }
        }
        var shares = wins.Values.Select(w => (double)w.Wins / w.Count).ToList();
        var (w1, w3) = (Quantile(shares, .25), Quantile(shares, .75));
        foreach (var (id, (k, n)) in wins)
            if (w1 > 0 && w1 - 1.5 * (w3 - w1) > 0 && n >= Quantile([.. wins.Values.Select(w => (double)w.Count)], .75) && (double)k / n <= w1 - 1.5 * (w3 - w1)) results[$"Tenderer/{id}/R025"] = (double)k / n;
        foreach (var (group, map) in new[] { ("Tenderer", tenderers), ("Buyer", buyers), ("ProcuringEntity", entities) })
        {
            var kept = map.Where(m => m.Value.All >= 2).ToDictionary(m => m.Key, m => (double)m.Value.Bad / m.Value.All);
            var fence = Upper([.. kept.Values]);
            foreach (var (id, ratio) in kept)
                if (fence > 0 && ratio >= fence) results[$"{group}/{id}/R038"] = ratio;
        }
        var kinds = supplied.Where(s => s.Value.Processes >= 20).ToDictionary(s => s.Key, s => (double)s.Value.Codes.Count);
        foreach (var (id, kind) in kinds)
            if (kind >= Upper([.. kinds.Values])) results[$"Tenderer/{id}/R048"] = kind;
        return results;
    }

    private static double Upper(List<double> values) => Quantile(values, .75) is var q3 ? q3 + 1.5 * (q3 - Quantile(values, .25)) : 0;

    private static double Quantile(List<double> values, double p)
    {
        values.Sort();
        var h = (values.Count + 1.0 / 3) * p + 1.0 / 3;
        var k = (int)Math.Floor(h);
        return values.Count == 0 ? double.NaN : k <= 0 ? values[0] : k >= values.Count ? values[^1] : values[k - 1] + (h - k) * (values[k] - values[k - 1]);
    }

    private static void Count(Dictionary<string, (int Bad, int All)> map, string id, int bad, int all) =>
        map[id] = (map.GetValueOrDefault(id).Bad + bad, map.GetValueOrDefault(id).All + all);

    private static string? Text(JsonNode? node) => node is JsonValue v && v.TryGetValue(out string? text) ? text : null;

    private static DateTimeOffset? Instant(JsonNode? node) => DateTimeOffset.TryParse(Text(node), out var at) ? at : null;

    private static string? Single(JsonObject bid) => bid["tenderers"] is JsonArray { Count: 1 } one ? Text((one[0] as JsonObject)?["id"]) : null;

    private static HashSet<string> Ids(JsonNode? list) => [.. (list as JsonArray ?? []).Select(t => Text((t as JsonObject)?["id"])).OfType<string>()];

    private static (double Amount, string Currency)? Price(JsonObject bid) =>
        bid["value"] is JsonObject value && value["amount"] is JsonValue amount && amount.TryGetValue(out double number) && Text(value["currency"]) is { } currency ? (number, currency) : null;
}
