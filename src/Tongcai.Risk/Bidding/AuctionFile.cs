using System.Globalization;
using System.Text;

namespace Tongcai.Risk.Bidding;

/// <summary>Reads auctions from CSV: one row per bid, columns tender, bid, bidder, winner, estimate, and label (or label_tender, label_bid) where decided.</summary>
public static class AuctionFile
{
    /// <summary>Characters of one record at most.</summary>
    public const int LongestRecord = 1 << 20;

    /// <summary>Reads all rows; bad rows are reported (Chinese) and left out.</summary>
    /// <returns>Auctions in order of first appearance; null when a needed column is missing.</returns>
    public static IReadOnlyList<Auction>? Read(TextReader text, Action<string> message)
    {
        var row = 0L;
        if (ReadRecord(text, ref row, message) is not { } head)
        {
            message("文件是空的；第一行应是列名 tender,bid,bidder,winner,estimate。");
            return null;
        }
        var names = Fields(head.TrimStart('\uFEFF')).Select(n => n.Trim().ToLowerInvariant()).ToList();
        int tender = names.IndexOf("tender"), bid = names.IndexOf("bid"), bidder = names.IndexOf("bidder"), winner = names.IndexOf("winner"), estimate = names.IndexOf("estimate");
        var label = names.IndexOf("label") is var l and >= 0 ? l : names.IndexOf("label_tender");
        var implicated = names.IndexOf("label_bid");
        if (tender < 0 || bid < 0)
        {
            message($"缺少列 {(tender < 0 ? "tender" : "bid")}；第一行应是列名 tender,bid,bidder,winner,estimate。");
            return null;
        }

        Dictionary<string, (List<AuctionBid> Bids, double? Estimate, bool? Rigged)> tenders = [];
        List<string> order = [];
        while (ReadRecord(text, ref row, message) is { } record)
        {
            if (string.IsNullOrWhiteSpace(record)) continue;
            var fields = Fields(record);
            string Field(int index) => index >= 0 && index < fields.Count ? fields[index].Trim() : "";
            var id = Field(tender);
            if (id.Length == 0)
            {
                message($"第 {row} 行没有 tender，已跳过。");
                continue;
            }
            if (!tenders.TryGetValue(id, out var entry))
            {
                entry = ([], null, null);
                order.Add(id);
            }
            if (Number(Field(estimate)) is > 0 and var known) entry.Estimate = known;
            if (Number(Field(label)) is { } decided) entry.Rigged = decided > 0;
            if (Number(Field(bid)) is { } amount and > 0) entry.Bids.Add(new(Field(bidder), amount, Number(Field(winner)) > 0, Number(Field(implicated)) is { } ring ? ring > 0 : null));
            else message($"第 {row} 行的 bid 不是正数（{Field(bid)}），该报价不参与计算。");
            tenders[id] = entry;
        }
        return [.. order.Select(id => new Auction(id, tenders[id].Bids, tenders[id].Estimate, tenders[id].Rigged))];
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    // RFC 4180: a quoted field may hold line breaks. A record longer than any honest one is read to its end and dropped: a stray quote would otherwise swallow the file into memory.
    private static string? ReadRecord(TextReader text, ref long row, Action<string> message)
    {
        var record = new StringBuilder();
        var (quotes, any, cut) = (0, false, false);
        while (true)
        {
            var c = text.Read();
            if (c < 0)
            {
                row += any ? 1 : 0;
                break;
            }
            any = true;
            if (c == '\r' && text.Peek() == '\n') continue;
            if (c is '\n' or '\r')
            {
                row++;
                if (quotes % 2 == 0 || cut) break;
                c = '\n';
            }
            if (c == '"') quotes++;
            if (record.Length < LongestRecord) record.Append((char)c);
            else if (!cut)
            {
                cut = true;
                message($"第 {row + 1} 行起的一条记录超过 {LongestRecord} 个字符，已略去；请检查引号是否成对。");
            }
        }
        if (!any) return null;
        return cut ? "" : record.ToString();
    }

    private static List<string> Fields(string record)
    {
        List<string> fields = [];
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < record.Length; i++)
        {
            var c = record[i];
            if (quoted && c == '"' && i + 1 < record.Length && record[i + 1] == '"') field.Append(record[i++]);
            else if (c == '"') quoted = !quoted;
            else if (c == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else field.Append(c);
        }
        fields.Add(field.ToString());
        return fields;
    }
}
