using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Html;

namespace Tongcai.PublicService.Figures;

/// <summary>图中的一个值。</summary>
/// <param name="Value">What is drawn.</param>
/// <param name="Text">What is written.</param>
public sealed record ChartPoint(string Label, decimal Value, string Text);

/// <summary>服务器绘制的统计图：classes only, so that both themes and print colour them; each is named in words and stands above its table.</summary>
public static class Charts
{
    /// <summary>Horizontal bars, one a row.</summary>
    /// <param name="unit">Unit of the texts.</param>
    public static IHtmlContent Bars(string title, string unit, IReadOnlyList<ChartPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        const int step = 34, left = 132, right = 380;
        var most = Math.Max(1, points.Max(p => p.Value));
        var svg = Begin("ch up", 480, points.Count * step + 4, title, unit, points);
        for (var i = 0; i < points.Count; i++)
        {
            var (y, width) = (i * step, (right - left) * points[i].Value / most);
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"e t\" x=\"{left - 8}\" y=\"{y + 22}\">{Text(Short(points[i].Label, 8))}</text><path class=\"f1\" d=\"M{left} {y + 6}h{Math.Max(1, width):0.#}v20h-{Math.Max(1, width):0.#}z\"/><text class=\"t\" x=\"{left + Math.Max(1, width) + 6:0.#}\" y=\"{y + 22}\">{Text(points[i].Text)}</text>");
        }

        return End(svg);
    }

    /// <summary>Columns by time; scrolls sideways on a phone.</summary>
    public static IHtmlContent Columns(string title, string unit, IReadOnlyList<ChartPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        const int width = 720, height = 220, floor = 188, top = 24;
        var (most, step) = (Math.Max(1, points.Max(p => p.Value)), (width - 16m) / Math.Max(6, points.Count));
        var svg = Begin("ch", width, height, title, unit, points);
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"ax\" d=\"M8 {floor}H{width - 8}\"/>");
        // Labels side by side must not touch: of many columns each second, third … is named.
        var every = Math.Max(1, (int)Math.Ceiling(58 / step));
        for (var i = 0; i < points.Count; i++)
        {
            var (x, tall) = (8 + i * step, (floor - top) * points[i].Value / most);
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"f1\" d=\"M{x + step / 6:0.#} {floor}v-{tall:0.#}h{step * 2 / 3:0.#}v{tall:0.#}z\"/>");
            if (i % every == 0) svg.Append(CultureInfo.InvariantCulture, $"<text class=\"m\" x=\"{x + step / 2:0.#}\" y=\"{floor + 18}\">{Text(points[i].Label)}</text>");
            if (step >= 58) svg.Append(CultureInfo.InvariantCulture, $"<text class=\"m t\" x=\"{x + step / 2:0.#}\" y=\"{floor - tall - 6:0.#}\">{Text(points[i].Text)}</text>");
        }

        return End(svg);
    }

    /// <summary>Shares by time, in per cent from 0 to 100, a line each; scrolls sideways on a phone.</summary>
    /// <param name="series">At most three, by name.</param>
    public static IHtmlContent Shares(string title, IReadOnlyList<(string Name, IReadOnlyList<ChartPoint> Points)> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        const int width = 720, height = 220, floor = 176, top = 12, left = 44;
        var labels = series[0].Points;
        var step = labels.Count > 1 ? (width - left - 56m) / (labels.Count - 1) : 0;
        var svg = Begin("ch", width, height, title, "%", [.. series.SelectMany(s => s.Points.Select(p => p with { Label = $"{s.Name} {p.Label}" }))]);
        foreach (var percent in new[] { 0, 50, 100 })
        {
            var y = floor - ((floor - top) * percent / 100);
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"gr\" d=\"M{left} {y}H{width - 8}\"/><text class=\"e\" x=\"{left - 6}\" y=\"{y + 4}\">{percent}%</text>");
        }

        var every = Math.Max(1, (int)Math.Ceiling(58 / Math.Max(1, step)));
        for (var i = 0; i < labels.Count; i += every) svg.Append(CultureInfo.InvariantCulture, $"<text class=\"m\" x=\"{left + 12 + i * step:0.#}\" y=\"{floor + 18}\">{Text(labels[i].Label)}</text>");
        for (var s = 0; s < series.Count; s++)
        {
            // Colour and shape both tell the lines apart: round, square, hollow.
            var places = series[s].Points.Select((p, i) => (X: left + 12 + i * step, Y: floor - (floor - top) * Math.Clamp(p.Value, 0, 100) / 100)).ToList();
            var style = s switch { 0 => "1", 1 => "2", _ => "5" };
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"l{style}\" d=\"M{string.Join('L', places.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X:0.#} {p.Y:0.#}")))}\"/>");
            foreach (var (x, y) in places) svg.Append(Dot(s, style, x, y));
            svg.Append(Dot(s, style, left + 12 + s * 150, height - 8)).Append(CultureInfo.InvariantCulture, $"<text class=\"t\" x=\"{left + 24 + s * 150}\" y=\"{height - 4}\">{Text(series[s].Name)}</text>");
        }

        return End(svg);
    }

    /// <summary>省份示意网格：the deeper, the more; five steps of equal numbers of provinces.</summary>
    /// <param name="points">By code of the province.</param>
    internal static IHtmlContent Tiles(string title, string unit, IReadOnlyDictionary<string, ChartPoint> points)
    {
        var ranked = points.Values.Where(p => p.Value > 0).OrderBy(p => p.Value).ToList();
        var svg = Begin("ch tile", 488, 404, title, unit, [.. ranked.AsEnumerable().Reverse()]);
        foreach (var province in Provinces.All)
        {
            var (x, y) = (2 + province.Column * 54, 2 + province.Row * 50);
            var (shade, text) = points.GetValueOrDefault(province.Code) is { Value: > 0 } p ? (1 + (ranked.IndexOf(p) * 5 / ranked.Count), p.Text) : (0, "");
            var ink = shade switch { 0 => "", > 3 => " hi", _ => " lo" };
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"q{shade}\" x=\"{x}\" y=\"{y}\" width=\"50\" height=\"46\" rx=\"3\"/><text class=\"m{(shade > 0 ? " bo" : "")}{ink}\" x=\"{x + 25}\" y=\"{y + (text.Length > 0 ? 19 : 28)}\">{Text(province.Short)}</text>");
            if (text.Length > 0) svg.Append(CultureInfo.InvariantCulture, $"<text class=\"m{ink}\" x=\"{x + 25}\" y=\"{y + 37}\">{Text(text)}</text>");
        }

        return End(svg);
    }

    /// <summary>箱线图：least, quartiles and most on one scale.</summary>
    public static IHtmlContent Box(string title, string unit, IReadOnlyList<ChartPoint> five)
    {
        ArgumentNullException.ThrowIfNull(five);
        const int width = 480, left = 24, right = 456, middle = 40;
        var (low, high) = (five[0].Value, five[4].Value);
        decimal X(decimal value) => high == low ? (left + right) / 2m : left + (right - left) * (value - low) / (high - low);
        var svg = Begin("ch up", width, 96, title, unit, five);
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"ax\" d=\"M{X(low):0.#} {middle}H{X(high):0.#}M{X(low):0.#} {middle - 10}v20M{X(high):0.#} {middle - 10}v20\"/><path class=\"q2\" d=\"M{X(five[1].Value):0.#} {middle - 18}H{X(five[3].Value):0.#}v36H{X(five[1].Value):0.#}z\"/><path class=\"l1\" d=\"M{X(five[2].Value):0.#} {middle - 18}v36\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"t\" x=\"8\" y=\"86\">最低 {Text(five[0].Text)}</text><text class=\"m t\" x=\"{Math.Clamp(X(five[2].Value), 160, 320):0.#}\" y=\"14\">中位数 {Text(five[2].Text)}</text><text class=\"e t\" x=\"472\" y=\"86\">最高 {Text(five[4].Text)}</text>");
        return End(svg);
    }

    private static string Dot(int series, string style, decimal x, decimal y) => series switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"<circle class=\"f{style}\" cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"4\"/>"),
        1 => string.Create(CultureInfo.InvariantCulture, $"<path class=\"f{style}\" d=\"M{x - 4:0.#} {y - 4:0.#}h8v8h-8z\"/>"),
        _ => string.Create(CultureInfo.InvariantCulture, $"<circle class=\"n l{style}\" cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"4\"/>"),
    };

    private static StringBuilder Begin(string css, int width, int height, string title, string unit, IReadOnlyList<ChartPoint> points) => new StringBuilder()
        .Append(CultureInfo.InvariantCulture, $"<svg class=\"{css}\" width=\"{(css == "ch" ? 1080 : 640)}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{Text($"{title}（{unit}）：{string.Join('；', points.Take(40).Select(p => $"{p.Label} {p.Text}"))}")}\">");

    private static HtmlString End(StringBuilder svg) => new(svg.Append("</svg>").ToString());

    private static string Short(string text, int length) => text.Length > length ? text[..(length - 1)] + "…" : text;

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
