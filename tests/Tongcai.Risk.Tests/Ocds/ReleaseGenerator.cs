using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Tests.Ocds;

/// <summary>Compiled releases with consortia, mixed currencies, missing fields, wrong types, cancelled tenders and planted flags.</summary>
public static class ReleaseGenerator
{
    private static readonly JsonSerializerOptions Chinese = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Methods = ["open", "selective", "limited", "direct"];
    private static readonly string[] Details = ["公开招标", "邀请招标", "竞争性磋商", "询价", "随机抽取", "紧急采购"];
    private static readonly string[] BidStatuses = ["valid", "valid", "valid", "valid", "valid", "disqualified", "pending", "withdrawn", "invited", "unheard"];

    /// <param name="padding">Bytes of tender description to add, for timing.</param>
    public static string Line(SeededRandom random, long number, int market, int padding = 0)
    {
        bool Chance(double p) => random.NextDouble() < p;
        T Pick<T>(T[] from) => from[random.Next(from.Length)];
        JsonNode Organization(string prefix, int count) => Chance(0.01) ? JsonValue.Create("不是对象") : Chance(0.02) ? new JsonObject { ["name"] = "无编号" } : new JsonObject { ["id"] = $"{prefix}-{random.Next(count)}", ["name"] = "某某有限公司" };

        var tender = new JsonObject { ["id"] = $"t{number}", ["title"] = "办公设备采购项目" };
        if (Chance(0.95)) tender["status"] = Chance(0.06) ? "cancelled" : "complete";
        if (Chance(0.9)) tender["procurementMethod"] = Pick(Methods);
        if (Chance(0.8)) tender["procurementMethodDetails"] = Pick(Details);
        var start = DateTimeOffset.UnixEpoch.AddDays(20_000 + random.Next(600)).AddSeconds(random.Next(86_400));
        var end = start.AddDays(random.Next(40)).AddSeconds(random.Next(86_400) - 40_000);
        if (Chance(0.93)) tender["tenderPeriod"] = new JsonObject { ["startDate"] = Stamp(start), ["endDate"] = Chance(0.97) ? Stamp(end) : "2024-13-01" };
        if (Chance(0.9)) tender["procuringEntity"] = Organization("PE", market / 20 + 2);
        if (padding > 0) tender["description"] = new string('采', padding / 3);

        var bidders = 1 + random.Next(7);
        var details = new JsonArray();
        var level = Math.Exp(8 + 4 * random.NextDouble());
        List<(string Id, string Status)> placed = [];
        for (var b = 0; b < bidders; b++)
        {
            var id = $"S-{(int)(market * random.NextDouble() * random.NextDouble())}";
            var status = Pick(BidStatuses);
            placed.Add((id, status));
            var tenderers = new JsonArray { Chance(0.97) ? new JsonObject { ["id"] = id } : Organization("S", market) };
            if (Chance(0.1)) tenderers.Add(Organization("S", market));
            var bid = new JsonObject { ["id"] = $"b{b}", ["tenderers"] = tenderers };
            if (Chance(0.97)) bid["status"] = status;
            if (Chance(0.9)) bid["date"] = Stamp(end.AddHours(random.Next(60) - 50));
            var amount = details.Count > 0 && Chance(0.08) ? (details[0] as JsonObject)?["value"]?["amount"]?.DeepClone() : JsonValue.Create(Math.Round(level * (1 + 0.2 * random.NextDouble()), 2));
            if (Chance(0.95)) bid["value"] = new JsonObject { ["amount"] = Chance(0.02) ? "12" : amount, ["currency"] = Chance(0.95) ? "CNY" : "USD" };
            details.Add(Chance(0.005) ? JsonValue.Create(7) : bid);
        }
        if (Chance(0.9)) tender["numberOfTenderers"] = Chance(0.02) ? 1.5 : bidders;

        var release = new JsonObject { ["ocid"] = $"ocds-213czf-{number:000000}", ["id"] = "1", ["tag"] = new JsonArray("compiled"), ["tender"] = tender };
        if (Chance(0.01)) release["ocid"] = 5;
        if (Chance(0.9)) release["buyer"] = Organization("B", market / 20 + 2);
        if (Chance(0.96)) release["bids"] = new JsonObject { ["details"] = details };
        var awards = new JsonArray();
        for (var a = Chance(0.85) ? 1 : random.Next(3); a > 0; a--)
        {
            var winner = placed.Find(p => p.Status == "valid").Id ?? "S-0";
            var award = new JsonObject { ["id"] = $"a{a}", ["suppliers"] = new JsonArray { new JsonObject { ["id"] = Chance(0.9) ? winner : placed[0].Id } } };
            if (Chance(0.05)) award["suppliers"]!.AsArray().Add(Organization("S", market));
            if (Chance(0.97)) award["status"] = Chance(0.9) ? "active" : Pick(["cancelled", "unsuccessful", "pending"]);
            var items = new JsonArray();
            for (var i = random.Next(4); i > 0; i--) items.Add(new JsonObject { ["id"] = $"{i}", ["classification"] = new JsonObject { ["scheme"] = "CN", ["id"] = $"{Pick(["A0", "A1", "B2", "品目", "C9"])}{random.Next(100):00}" } });
            if (Chance(0.95)) award["items"] = items;
            awards.Add(award);
        }
        if (Chance(0.95)) release["awards"] = awards;
        return release.ToJsonString(Chance(0.7) ? Chinese : null);
    }

    /// <summary>Lines joined by newlines, some blank or broken when <paramref name="broken"/>.</summary>
    public static byte[] File(ulong seed, int lines, int market, bool broken = true)
    {
        var random = new SeededRandom(seed);
        var text = new StringBuilder();
        for (var i = 0; i < lines; i++)
        {
            var line = Line(random, i, market);
            if (broken && random.NextDouble() < 0.02) line = line[..random.Next(line.Length)];
            text.Append(line).Append(random.NextDouble() < 0.05 ? "\r\n\n" : "\n");
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Stamp(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
}
