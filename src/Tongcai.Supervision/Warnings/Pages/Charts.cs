using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Html;
using Tongcai.Platform.Acts;

namespace Tongcai.Supervision.Warnings.Pages;

/// <summary>一名投标人及其报价。</summary>
/// <param name="Concerned">Whether the warning names it.</param>
public sealed record PriceRow(string SupplierId, string Name, string CreditCode, string Address, long PriceFen, bool Concerned);

/// <summary>一个采购包的报价。</summary>
/// <param name="CeilingFen">最高限价 or budget; 0: unknown.</param>
public sealed record PriceLot(string LotId, string Title, long CeilingFen, IReadOnlyList<PriceRow> Rows);

/// <summary>图中的一名当事人。</summary>
/// <param name="Concerned">Whether the warning names it.</param>
public sealed record Party(string Id, string Name, bool Concerned);

/// <summary>一项共同特征及有此特征的当事人。</summary>
/// <param name="Parties">Ids, as in the parties of the graph.</param>
public sealed record SharedFeature(string Text, IReadOnlyList<string> Parties);

/// <summary>服务器绘制的图：price plot and relation graph, classes only, each with title, description and a table beside it on the page.</summary>
public static class Charts
{
    private const int LabelLength = 13;

    /// <summary>The same for a phone: the name stands above its line.</summary>
    public static IHtmlContent NarrowPrices(PriceLot lot)
    {
        ArgumentNullException.ThrowIfNull(lot);
        const int step = 44;
        var rows = lot.Rows.OrderBy(r => r.PriceFen).ToList();
        var (low, high) = (rows[0].PriceFen, rows[^1].PriceFen);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"ch\" viewBox=\"0 0 330 {rows.Count * step + 20}\" role=\"img\" aria-label=\"{Words(rows)}\">");
        for (var i = 0; i < rows.Count; i++)
        {
            var (x, y) = (high == low ? 165 : 14 + 302 * ((rows[i].PriceFen - low) / (double)(high - low)), i * step + 14);
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"t\" x=\"8\" y=\"{y}\">{Text(Short(rows[i].Name))}</text><text class=\"e t\" x=\"322\" y=\"{y}\">{Yuan.Text(rows[i].PriceFen)}</text><path class=\"gr\" d=\"M8 {y + 14}H322\"/>");
            svg.Append(Dot(rows[i].Concerned, x, y + 14));
        }

        return new HtmlString(svg.Append(CultureInfo.InvariantCulture, $"<text class=\"e\" x=\"322\" y=\"{rows.Count * step + 14}\">元；■ 涉及　● 其他</text></svg>").ToString());
    }

    /// <summary>A row for each bid on a common scale; bids the warning names are red squares, others round.</summary>
    public static IHtmlContent Prices(PriceLot lot)
    {
        ArgumentNullException.ThrowIfNull(lot);
        const int left = 210, right = 530, step = 30, top = 16;
        var rows = lot.Rows.OrderBy(r => r.PriceFen).ToList();
        long low = rows[0].PriceFen, high = Math.Max(rows[^1].PriceFen, lot.CeilingFen);
        // A little room at both ends; equal prices stand in the middle.
        var span = Math.Max(1, high - low);
        double X(long fen) => high == low ? (left + right) / 2.0 : left + 10 + (right - left - 20) * ((fen - low) / (double)span);
        var height = top + rows.Count * step + 34;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"ch\" viewBox=\"0 0 660 {height}\" role=\"img\" aria-label=\"{Words(rows)}\">");
        for (var i = 0; i < rows.Count; i++)
        {
            var y = top + i * step + 10;
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"gr\" d=\"M{left} {y}H{right}\"/><text class=\"t\" x=\"8\" y=\"{y + 4}\">{Text(Short(rows[i].Name))}</text><text class=\"e t\" x=\"652\" y=\"{y + 4}\">{Yuan.Text(rows[i].PriceFen)}</text>");
        }

        if (lot.CeilingFen > 0)
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"l4\" d=\"M{X(lot.CeilingFen):0.#} {top - 8}V{top + rows.Count * step}\"/><text class=\"e\" x=\"{X(lot.CeilingFen):0.#}\" y=\"{top + rows.Count * step + 14}\">限价 {Yuan.Text(lot.CeilingFen)}</text>");
        for (var i = 0; i < rows.Count; i++)
        {
            var (x, y) = (X(rows[i].PriceFen), top + i * step + 10);
            svg.Append(Dot(rows[i].Concerned, x, y));
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"e\" x=\"652\" y=\"{height - 6}\">报价（元）；■ 本次预警涉及　● 其他投标人</text></svg>");
        return new HtmlString(svg.ToString());
    }

    /// <summary>Parties on the left, what they share on the right, a line for each.</summary>
    public static IHtmlContent Links(IReadOnlyList<Party> parties, IReadOnlyList<SharedFeature> features) => Links(parties, features, 640, 208, 350, LabelLength, 20);

    /// <summary>The same for a phone.</summary>
    public static IHtmlContent NarrowLinks(IReadOnlyList<Party> parties, IReadOnlyList<SharedFeature> features) => Links(parties, features, 330, 132, 196, 9, 8);

    private static HtmlString Links(IReadOnlyList<Party> parties, IReadOnlyList<SharedFeature> features, int width, int box, int right, int nameLength, int featureLength)
    {
        ArgumentNullException.ThrowIfNull(parties);
        ArgumentNullException.ThrowIfNull(features);
        const int step = 46;
        var height = Math.Max(parties.Count, features.Count) * step + 8;
        int Y(int i, int count) => 26 + i * step + (Math.Max(parties.Count, features.Count) - count) * step / 2;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"ch\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"共同特征：{Text(string.Join("；", features.Select(f => $"{f.Text}：{string.Join("、", parties.Where(p => f.Parties.Contains(p.Id)).Select(p => p.Name))}")))}\">");
        for (var f = 0; f < features.Count; f++)
        {
            for (var p = 0; p < parties.Count; p++)
            {
                if (features[f].Parties.Contains(parties[p].Id))
                    svg.Append(CultureInfo.InvariantCulture, $"<path class=\"ed\" d=\"M{box + 8} {Y(p, parties.Count)}C{(box + 8 + right) / 2} {Y(p, parties.Count)} {(box + 8 + right) / 2} {Y(f, features.Count)} {right} {Y(f, features.Count)}\"/>");
            }
        }

        for (var p = 0; p < parties.Count; p++)
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"{(parties[p].Concerned ? "nb" : "n")}\" x=\"8\" y=\"{Y(p, parties.Count) - 16}\" width=\"{box}\" height=\"32\" rx=\"4\"/><text class=\"t\" x=\"16\" y=\"{Y(p, parties.Count) + 4}\">{Text(Short(parties[p].Name, nameLength))}</text>");
        for (var f = 0; f < features.Count; f++)
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"n\" x=\"{right}\" y=\"{Y(f, features.Count) - 17}\" width=\"{width - right - 8}\" height=\"34\" rx=\"17\"/><text class=\"t\" x=\"{right + 14}\" y=\"{Y(f, features.Count) + 4}\">{Text(Short(features[f].Text, featureLength))}</text>");
        return new HtmlString(svg.Append("</svg>").ToString());
    }

    private static string Words(IEnumerable<PriceRow> rows) => Text("报价分布：" + string.Join("；", rows.Select(r => $"{r.Name} {Yuan.Text(r.PriceFen)} 元{(r.Concerned ? "（涉及）" : "")}")));

    /// <summary>Shape and colour both say whether the warning names the bid.</summary>
    private static string Dot(bool concerned, double x, int y) => concerned
        ? string.Create(CultureInfo.InvariantCulture, $"<path class=\"fb\" d=\"M{x - 5:0.#} {y - 5}h10v10h-10z\"/>")
        : string.Create(CultureInfo.InvariantCulture, $"<circle class=\"f1\" cx=\"{x:0.#}\" cy=\"{y}\" r=\"5\"/>");

    private static string Short(string name, int length = LabelLength) => name.Length > length ? name[..(length - 1)] + "…" : name;

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
