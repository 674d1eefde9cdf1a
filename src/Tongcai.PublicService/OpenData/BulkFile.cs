using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using Tongcai.PublicService.OpenData.Releases;

namespace Tongcai.PublicService.OpenData;

/// <summary>批量文件的格式。</summary>
/// <param name="Extension">End of the file name.</param>
/// <param name="MediaType">Content type.</param>
/// <param name="Begin">What stands before the first release.</param>
/// <param name="Line">A release; whether it is the first.</param>
/// <param name="End">What stands after the last.</param>
internal sealed record BulkFormat(string Extension, string MediaType, Func<Period, DateTimeOffset, Publication, byte[]> Begin, Func<Release, bool, byte[]> Line, byte[] End)
{
    /// <summary>Bytes that are sent together.</summary>
    private const int Together = 65_536;

    private static readonly byte[] Comma = ",\n"u8.ToArray();
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    /// <summary>One release package.</summary>
    public static readonly BulkFormat Package = new("json", "application/json; charset=utf-8", Open, (r, first) => first ? Packages.Bytes(r.Json) : [.. Comma, .. Packages.Bytes(r.Json)], "\n]}\n"u8.ToArray());

    /// <summary>JSON Lines: a release on each line.</summary>
    public static readonly BulkFormat Lines = new("jsonl", "application/jsonl; charset=utf-8", (_, _, _) => [], (r, _) => [.. Packages.Bytes(r.Json), .. NewLine], []);

    /// <summary>表格: the main figures of each release (RFC 4180, UTF-8 with a mark of order, as spreadsheets want it).</summary>
    public static readonly BulkFormat Table = new("csv", "text/csv; charset=utf-8", (_, _, _) => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(CsvRow.Heads)], (r, _) => Encoding.UTF8.GetBytes(CsvRow.Of(r)), []);

    public static readonly IReadOnlyList<BulkFormat> All = [Package, Lines, Table];

    /// <summary>Writes the releases of a period as they come; returns how many.</summary>
    public async Task<long> Write(PipeWriter to, Period period, IReadOnlyList<Told> told, IAsyncEnumerable<Release> releases, Publication publication, CancellationToken cancel)
    {
        var (count, waiting) = (0L, 0);
        to.Write(Begin(period, told.Max(t => t.LastAt), publication));
        await foreach (var release in releases)
        {
            var line = Line(release, count++ == 0);
            to.Write(line);
            if ((waiting += line.Length) < Together) continue;
            await to.FlushAsync(cancel);
            waiting = 0;
        }

        to.Write(End);
        await to.FlushAsync(cancel);
        return count;
    }

    public static string Uri(Publication publication, string period, string extension) => $"{publication.Site}/open-data/ocds/releases/{period}.{extension}";

    private static byte[] Open(Period period, DateTimeOffset published, Publication publication)
    {
        var head = Packages.Bytes(Packages.Head(Uri(publication, period.Name, "json"), published, publication));
        return [.. head.AsSpan(0, head.Length - 1), .. ",\"releases\":[\n"u8];
    }
}

/// <summary>One line of the table.</summary>
internal static class CsvRow
{
    private static readonly (string Head, Func<JsonObject, string> Value)[] Columns =
    [
        ("ocid", r => Text(r["ocid"])), ("id", r => Text(r["id"])), ("date", r => Text(r["date"])), ("tag", r => Joined(r["tag"])), ("tender/code", r => Text(r["tender"]?["code"])), ("title", r => Text(r["title"])),
        ("buyer/id", r => Text(r["buyer"]?["id"])), ("buyer/name", r => Text(r["buyer"]?["name"])), ("tender/procuringEntity/name", r => Text(r["tender"]?["procuringEntity"]?["name"])),
        ("tender/procurementMethodDetails", r => Text(r["tender"]?["procurementMethodDetails"])), ("tender/mainProcurementCategory", r => Text(r["tender"]?["mainProcurementCategory"])), ("tender/status", r => Text(r["tender"]?["status"])),
        ("planning/budget/amount/amount", r => Text(r["planning"]?["budget"]?["amount"]?["amount"])), ("tender/value/amount", r => Text(r["tender"]?["value"]?["amount"])), ("tender/tenderPeriod/endDate", r => Text(r["tender"]?["tenderPeriod"]?["endDate"])),
        ("tender/numberOfTenderers", r => Text(r["tender"]?["numberOfTenderers"])), ("awards/id", r => Each(r["awards"], a => Text(a["id"]))), ("awards/suppliers/name", r => Each(r["awards"], a => Each(a["suppliers"], s => Text(s["name"])))),
        ("awards/value/amount", r => Each(r["awards"], a => Text(a["value"]?["amount"]))), ("contracts/id", r => Each(r["contracts"], c => Text(c["id"]))), ("contracts/value/amount", r => Each(r["contracts"], c => Text(c["value"]?["amount"]))),
        ("contracts/dateSigned", r => Each(r["contracts"], c => Text(c["dateSigned"]))), ("contracts/implementation/transactions/value/amount", r => Each(r["contracts"], c => Each(c["implementation"]?["transactions"], t => Text(t["value"]?["amount"])))),
        ("complaints/outcome", r => Each(r["complaints"], c => Text(c["outcome"]))), ("supervisionOrders/type", r => Each(r["supervisionOrders"], o => Text(o["type"]))),
        ("ledgerEntry/origin", r => Text(r["ledgerEntry"]?["origin"])), ("ledgerEntry/index", r => Text(r["ledgerEntry"]?["index"])), ("ledgerEntry/bodySm3", r => Text(r["ledgerEntry"]?["bodySm3"])),
    ];

    public static string Heads { get; } = string.Join(',', Columns.Select(c => c.Head)) + "\r\n";

    public static string Of(Release release) => string.Join(',', Columns.Select(c => Cell(c.Value(release.Json)))) + "\r\n";

    /// <summary>A cell that no spreadsheet takes for a formula.</summary>
    internal static string Cell(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\r\n") || safe != safe.Trim() ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private static string Text(JsonNode? value) => value switch { null => "", JsonValue v when v.TryGetValue<string>(out var s) => s, JsonValue v when v.TryGetValue<decimal>(out var d) => d.ToString(CultureInfo.InvariantCulture), _ => value.ToJsonString() };

    private static string Joined(JsonNode? list) => list is JsonArray items ? string.Join(';', items.Select(Text)) : "";

    private static string Each(JsonNode? list, Func<JsonObject, string> value) => list is JsonArray items ? string.Join(';', items.OfType<JsonObject>().Select(value)) : "";
}
