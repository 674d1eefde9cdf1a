using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tongcai.Exchange.Archives;

/// <summary>档案的目录页: one file that opens in any browser without a network and prints well.</summary>
internal static class ArchivePage
{
    private const string Style = """
        body{font:16px/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:#1a1a1a;max-width:60rem;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem;border-bottom:1px solid #999}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{color:#555}dd{margin:0;overflow-wrap:anywhere}
        table{border-collapse:collapse;width:100%}th,td{border:1px solid #bbb;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{background:#f2f2f2}
        pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.85rem;background:#f7f7f7;padding:.5rem}
        @media print{body{max-width:none;margin:0;font-size:11pt}a{color:inherit;text-decoration:none}thead{display:table-header-group}tr{break-inside:avoid}}
        """;

    /// <summary>Bodies laid out for people; Chinese stays readable.</summary>
    private static readonly JsonSerializerOptions Laid = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(ArchiveIndex index, ArchiveContent content)
    {
        var page = new StringBuilder("<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
            .Append($"<title>{Text(index.Title)} 采购档案</title><style>{Style}</style></head><body>\n<h1>{Text(index.Title)} 采购档案</h1>\n<dl>");
        foreach (var (term, value) in new[]
        {
            ("项目编号", index.Code), ("档案编号", index.Id), ("账本", index.Ledger), ("形成时间", Beijing(index.MadeAt)), ("归档单位", index.MadeBy), ("完整程度", index.Final ? "采购活动已经结束" : "采购活动尚未结束，内容截至形成时间"),
            ("保存期限", index.KeepUntil is { } day ? $"至 {day:yyyy-MM-dd}（政府采购法第四十二条）" : "从采购结束之日起至少保存十五年（政府采购法第四十二条）"),
        }) page.Append($"<dt>{term}</dt><dd>{Text(value)}</dd>");
        page.Append($"</dl>\n<h2>文件（{index.Documents.Count} 份）</h2>\n<ul>");
        foreach (var document in index.Documents) page.Append($"<li><a href=\"{document.Path}\">{Text(document.Title)}</a></li>");
        page.Append($"</ul>\n<h2>事实（{index.Facts.Count} 件）</h2>\n<table><thead><tr><th>序号</th><th>时间</th><th>事项</th><th>级别</th><th>流内序号</th></tr></thead><tbody>\n");
        foreach (var fact in index.Facts)
            page.Append($"<tr><td><a href=\"#f{fact.Number}\">{fact.Number}</a></td><td>{Beijing(fact.At)}</td><td>{Text(fact.Title)}<br><small>{fact.Kind}</small></td><td>{Class(fact.Class)}</td><td>{fact.Seq}</td></tr>\n");
        page.Append("</tbody></table>\n<h2>内容</h2>\n");
        foreach (var (entry, fact) in index.Facts.Zip(content.Facts))
            page.Append($"<section id=\"f{entry.Number}\"><h3>{entry.Number}　{Text(entry.Title)}</h3><p><a href=\"{entry.Path}\">{entry.Path}</a>（叶、正文、证明）</p><pre>{Text(Lay(fact.Body))}</pre></section>\n");
        page.Append("<h2>怎样核对</h2>\n<p>运行 <code>tongcai verify archive 文件 --policy 见证规则文件</code>，不需要联网；见证规则文件和公钥应从另一渠道核对。账本公钥：</p><ul>");
        foreach (var key in content.Keys) page.Append($"<li><code>{Text(key)}</code></li>");
        return page.Append("</ul>\n</body></html>\n").ToString();
    }

    private static string Lay(string body) => JsonSerializer.Serialize(JsonDocument.Parse(body).RootElement, Laid).ReplaceLineEndings("\n");

    private static string Beijing(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);

    private static string Class(FactClass c) => c switch { FactClass.Public => "公开", FactClass.Restricted => "限定", _ => "密封" };

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
