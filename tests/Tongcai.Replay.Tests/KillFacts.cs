using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Tongcai.Replay.Tests;

/// <summary>A fact of a play in its normal form.</summary>
/// <param name="Ledger">hub, trading or supervision.</param>
/// <param name="Auction">Budget line of the auction it belongs to; empty: none.</param>
/// <param name="Subject">What its stream is about.</param>
public sealed record PlayedFact(string Ledger, string Kind, string Auction, string Subject, string Body);

/// <summary>
/// 事实的常式：every fact in the three databases after a play, private ones too, with what chance and the system's clock decide taken out, so that two plays can be compared.
/// <list type="bullet">
/// <item>An id is replaced by what it stands for: the credit code of the organisation, the budget line of the demand or procurement, the bidder of the opened bid; other random ids by ·.</item>
/// <item>Digests, keys, signatures, certificates and ciphertext are replaced by #, drawn experts by 专家, codes of procurements lose their random end.</item>
/// <item>Addresses of this machine and the numbers of verifier keys are replaced by ·.</item>
/// <item>An instant is replaced by its day (UTC); a certificate's last instant, which is in system time, by ·.</item>
/// <item>Lists and the words of a text are put in order: bids are listed by their random pseudonyms.</item>
/// <item>clock.jumped is left out: it tells which settings of the demo clock a platform was there to see.</item>
/// </list>
/// </summary>
internal static partial class KillFacts
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Platforms = ["hub", "trading", "supervision"];

    /// <summary>The facts of a play whose programs have ended.</summary>
    public static IReadOnlyList<PlayedFact> Read(string data)
    {
        var raw = Platforms.SelectMany(p => Rows(data, p)).ToList();
        var names = Names(raw);
        return [.. raw.Where(f => f.Kind != "clock.jumped").Select(f => Normal(f, names))];
    }

    /// <summary>Facts that could not be read, over the three platforms.</summary>
    public static int Parked(string data) => Platforms.Sum(p => PlatformDatabase.Query(data, p, "select count(*) from parked_fact", r => r.GetInt32(0))[0]);

    private static List<(string Ledger, string Kind, string Stream, JsonNode Body)> Rows(string data, string ledger) => PlatformDatabase.Query(
        data, ledger, "select kind, stream, body from ledger_fact order by ordinal",
        r => (ledger, r.GetString(0), r.GetString(1), JsonNode.Parse(Encoding.UTF8.GetString((byte[])r.GetValue(2)))!));

    private static Dictionary<string, string> Names(IEnumerable<(string Ledger, string Kind, string Stream, JsonNode Body)> facts)
    {
        Dictionary<string, string> names = [];
        foreach (var (_, kind, _, body) in facts)
        {
            string Text(string property) => body[property]!.GetValue<string>();
            switch (kind)
            {
                case "organisation.registered":
                    names[Text("organisationId")] = Text("creditCode");
                    break;
                case "expert.registered":
                    names[Text("name")] = "专家";
                    break;
                case "demand.drafted":
                    names[Text("demandId")] = $"{Text("budgetLineId")}的需求";
                    break;
                case "plan.filed":
                    names[Text("procurementId")] = Text("budgetLineId");
                    break;
                case "bids.opened":
                    foreach (var bid in body["bids"]!.AsArray())
                        names[bid!["bidId"]!.GetValue<string>()] = $"{bid["supplierName"]!.GetValue<string>()}的投标";
                    break;
            }
        }

        return names;
    }

    private static PlayedFact Normal((string Ledger, string Kind, string Stream, JsonNode Body) fact, Dictionary<string, string> names)
    {
        var subject = Plain(fact.Stream, names);
        // A warning's stream is the warning; its procurement stands in its body.
        var about = fact.Body["procurementId"]?.GetValue<string>() is { } id ? names.GetValueOrDefault(id, "") : subject.Split("的需求")[0];
        return new(fact.Ledger, fact.Kind, about.StartsWith("TS-", StringComparison.Ordinal) ? about : "", subject, Normal(fact.Body, "", names)!.ToJsonString(Readable));
    }

    private static JsonNode? Normal(JsonNode? node, string property, Dictionary<string, string> names) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Normal(p.Value, p.Key, names)))),
        JsonArray a => new JsonArray([.. a.Select(e => Normal(e, property, names)).OrderBy(e => e?.ToJsonString(), StringComparer.Ordinal)]),
        JsonValue v when v.GetValueKind() is JsonValueKind.String => property is "notAfter" ? "·" : Plain(v.GetValue<string>(), names),
        _ => node?.DeepClone(),
    };

    private static string Plain(string text, Dictionary<string, string> names)
    {
        if (names.TryGetValue(text, out var whole))
            return whole;
        if (text.Contains("-----BEGIN", StringComparison.Ordinal))
            return "#";
        text = Address().Replace(text, "·");
        text = KeyNumber().Replace(text, "·");
        text = Instant().Replace(text, "$1");
        text = Code().Replace(text, "$1");
        text = Id().Replace(text, m => names.GetValueOrDefault(m.Value, "·"));
        text = Opaque().Replace(text, "#");
        return text.Contains('#', StringComparison.Ordinal) && text.StartsWith('{') ? "#" : string.Join(' ', text.Split([' ', '、', '\n']).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(?:\.\d+)?Z")]
    private static partial Regex Instant();

    [GeneratedRegex(@"(\d{6}-[A-Z]+-\d{4})-[0-9A-Z]{8}")]
    private static partial Regex Code();

    [GeneratedRegex("(?<![a-z0-9])[a-z2-7]{26}(?![a-z0-9])")]
    private static partial Regex Id();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/")]
    private static partial Regex Address();

    /// <summary>The number between name and key in a verifier key.</summary>
    [GeneratedRegex(@"(?<=\+)[0-9a-f]{8}(?=\+)")]
    private static partial Regex KeyNumber();

    /// <summary>Hex of sixteen bytes and more, base64 of thirty and more.</summary>
    [GeneratedRegex("[0-9a-fA-F]{32,}|[A-Za-z0-9+/]{40,}={0,2}")]
    private static partial Regex Opaque();
}
