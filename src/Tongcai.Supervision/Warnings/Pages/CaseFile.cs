using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform.Ledgers.Attachments;
using Tongcai.Platform;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;
using Tongcai.Supervision.Warnings.Loop;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Warnings.Pages;

/// <summary>
/// 案卷。One ZIP: a page that stands alone and prints, the facts as recorded, the proofs of the authority's own steps, and an index with the SM3 of every file.
/// </summary>
public static class CaseFile
{
    private static readonly DateTimeOffset Start = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static async Task<IResult> Send(HttpContext http, string warning, IStore store, FactKinds kinds, LiveAttachments live, RuleBook rules, LedgerProofs proofs, Authority authority, Platform.Time.LegalTime legal)
    {
        var now = legal.GetUtcNow();
        var (view, sources, own) = await store.Read(async db =>
        {
            var read = (await WarningView.Read(db, warning, http.Actor(), now, kinds, live.Now, rules))!;
            var ids = read.Findings.Select(f => f.Finding.FactId).Distinct().ToList();
            var kept = (await db.Among<WatchedFact>("id", ids)).OrderBy(f => f.At).ThenBy(f => f.LeafIndex).ToList();
            List<LedgerFact> facts = [.. (await db.FactsOf(read.Warning.ProcurementId)).Where(f => f.Kind.StartsWith("warning.", StringComparison.Ordinal) && Concerns(f, warning, kinds))];
            foreach (var inquiry in read.Inquiries) facts.AddRange(await db.FactsOf(inquiry.Id));
            return (read, kept, facts);
        }, http.RequestAborted);

        SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal);
        foreach (var fact in sources) files[$"facts/source-{fact.LeafIndex:D8}-{fact.Kind}.json"] = Encoding.UTF8.GetBytes(fact.Body);
        List<string> proofLines = [];
        foreach (var (fact, i) in own.Select((f, i) => (f, i + 1)))
        {
            files[$"facts/own-{i:D3}-{fact.Kind}.json"] = fact.Body;
            files[$"facts/own-{i:D3}-{fact.Kind}.leaf.json"] = fact.Leaf;
            var proof = await proofs.Of(fact, http.RequestAborted);
            if (proof is not null) files[$"proofs/own-{i:D3}-{fact.Kind}.txt"] = proof;
            proofLines.Add($"<tr><td>{Text(kinds.Find(fact.Kind)?.Title ?? fact.Kind)}</td><td>{fact.At.BeijingSeconds()}</td><td>{(fact.LeafIndex is { } index ? $"第 {index:#,##0} 条" : "序号编排中")}</td><td>{(proof is null ? "尚未进入账本" : $"proofs/own-{i:D3}-{fact.Kind}.txt")}</td></tr>");
        }

        files["index.html"] = Encoding.UTF8.GetBytes(Page(view, sources, proofLines, authority, http.Actor(), now, live.Now));
        files["manifest-sm3.txt"] = Encoding.UTF8.GetBytes(string.Concat(files.Select(f => $"{Convert.ToHexStringLower(Sm3.Hash(f.Value))}  {f.Key}\n")));
        return Results.Bytes(Zip(files), "application/zip", $"case-{warning}.zip");
    }

    private static bool Concerns(LedgerFact fact, string warning, FactKinds kinds) => kinds.Find(fact.Kind) is { } kind && FactBody.Read(kind, fact.Body).Fact switch
    {
        WarningRaised f => f.WarningId == warning,
        WarningGrown f => f.WarningId == warning,
        WarningAdvanced f => f.WarningId == warning,
        _ => false,
    };

    private static byte[] Zip(SortedDictionary<string, byte[]> files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
                // Equal contents give equal archives.
                entry.LastWriteTime = Start;
                using var stream = entry.Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private static string Page(WarningView view, IReadOnlyList<WatchedFact> sources, IReadOnlyList<string> proofs, Authority authority, Actor actor, DateTimeOffset now, AttachmentList attachments)
    {
        var page = new StringBuilder();
        void Row(string term, string value) => page.Append(CultureInfo.InvariantCulture, $"<dt>{Text(term)}</dt><dd>{Text(value)}</dd>");
        page.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>预警案卷　{Text(view.Warning.Title)}</title><style>{Style}</style></head><body><h1>预警案卷</h1><p>{Text(authority.Name)}　{now.BeijingSeconds()} 由 {Text(actor.Name)} 导出　预警 {view.Warning.Id}</p><dl>");
        Row("预警", $"{view.Warning.Title}（{view.Warning.Tier} 级，{view.Violation}）");
        Row("项目", $"{view.Warning.Procurement}（{view.Code}）");
        Row("环节", view.Warning.State);
        Row("提出", view.Warning.RaisedAt.BeijingSeconds());
        if (view.Handling.Length > 0) Row("处理", view.Handling);
        Row("可能的合理解释", string.Join("；", view.Innocent));
        page.Append("</dl><h2>一、线索</h2><p>系统提示不等于认定。</p>");
        foreach (var (row, i) in view.Findings.Select((f, i) => (f.Finding, i + 1)))
        {
            page.Append(CultureInfo.InvariantCulture, $"<h3>{i}. {Text(row.Evidence)}</h3><dl>");
            Row("涉及", string.Join("、", row.PartyNames));
            Row("指向的条款", $"{row.Clause}：“{row.Quote}”（规则 {row.RuleId}）");
            Row("强度", $"{row.Tier} 级");
            if (row.Value is { } value) Row(row.Measure, string.Create(CultureInfo.InvariantCulture, $"{value:0.######}（依据 {row.Support} 个数据）"));
            Row("基准率", row.BaseRate is { } rate ? string.Create(CultureInfo.InvariantCulture, $"此前可判断的 {row.Judged} 个中有 {row.Hits} 个命中（{Detectors.Percent.Text(rate, 1)}）") : "此前没有可判断的");
            Row("已核对的排除情形", row.Excluded.Count == 0 ? "无" : string.Join("；", row.Excluded));
            Row("来源", string.Create(CultureInfo.InvariantCulture, $"{row.FactTitle}，{row.Ledger} 第 {row.Index:#,##0} 条，{row.FactAt.BeijingSeconds()}，{row.FactId}"));
            Row("规则版本", row.Version);
            page.Append("</dl>");
        }

        page.Append("<h2>二、报价</h2>");
        foreach (var lot in view.Prices)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h3>{Text(lot.Title.Length > 0 ? lot.Title : lot.LotId)}</h3>{Charts.Prices(lot)}<table><tr><th>投标人</th><th>登记地址</th><th>报价（元）</th><th>涉及</th></tr>");
            foreach (var row in lot.Rows) page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(row.Name)} {Text(row.CreditCode)}</td><td>{Text(row.Address)}</td><td class=\"n\">{Yuan.Text(row.PriceFen)}</td><td>{(row.Concerned ? "涉及" : "未见")}</td></tr>");
            page.Append("</table>");
        }

        page.Append("<h2>三、共同特征</h2>");
        if (view.Features.Count > 0) page.Append(Charts.Links(view.Parties, view.Features)).Append("<table><tr><th>特征</th><th>当事人</th></tr>").AppendJoin("", view.Features.Select(f => $"<tr><td>{Text(f.Text)}</td><td>{Text(string.Join("、", view.Parties.Where(p => f.Parties.Contains(p.Id)).Select(p => p.Name)))}</td></tr>")).Append("</table>");
        else page.Append("<p>没有。</p>");
        page.Append("<h2>四、询问与答复</h2>");
        foreach (var inquiry in view.Inquiries)
        {
            page.Append("<dl>");
            Row("询问", $"{inquiry.Organisation}，{inquiry.AskedOn:yyyy-MM-dd}，{inquiry.DueOn:yyyy-MM-dd} 前答复：{inquiry.Question}");
            Row("答复", inquiry.AnsweredOn is { } on ? $"{on:yyyy-MM-dd}　{inquiry.Answer}" : "没有答复");
            foreach (var evidence in inquiry.Evidence) Row("证据", Said(evidence));
            page.Append("</dl>");
        }

        page.Append(view.Inquiries.Count == 0 ? "<p>没有。</p>" : "").Append("<h2>五、办理记录</h2><table><tr><th>时间</th><th>事项</th><th>人员</th><th>意见</th></tr>");
        foreach (var step in view.Steps.Reverse())
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{step.At.BeijingSeconds()}</td><td>{Text(step.Act)}</td><td>{Text(step.Name)}</td><td>{Text(step.Opinion)}{string.Concat(step.Evidence.Select(e => $"<br>证据：{Text(Said(e))}"))}</td></tr>");
        page.Append("</table><h2>六、事实与证明</h2><table><tr><th>来源事实</th><th>账本</th><th>叶哈希</th><th>证明</th></tr>");
        foreach (var fact in sources)
        {
            var proof = fact.Restricted ? null : attachments.ProofOf(fact.Ledger, fact.Id);
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(fact.Title)} {fact.At.BeijingSeconds()}</td><td>{Text(fact.Ledger)} 第 {fact.LeafIndex:#,##0} 条</td><td class=\"m\">{fact.Digest}</td><td>{(proof is null ? "限定事实，证明由当事人持有" : Text(proof.ToString()))}</td></tr>");
        }

        return page.Append("</table><table><tr><th>本机关记录的事实</th><th>时间</th><th>账本</th><th>证明文件</th></tr>").AppendJoin("", proofs).Append("</table><p>各文件的 SM3 见 manifest-sm3.txt；证明可用任何兼容 tlog-proof 的程序离线核验。</p></body></html>").ToString();
    }

    private static string Said(Evidence evidence) => $"{evidence.Name}（{evidence.Source}）：{evidence.Point}{(evidence.Sm3 is { Length: > 0 } sm3 ? $"；文件 SM3 {sm3}" : "")}；证据摘要 {WarningCase.DigestOf(evidence)}";

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private const string Style =
        "body{font:14px/1.7 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}h1{font-size:22px}h2{font-size:17px;border-bottom:1px solid #999;margin-top:2em}h3{font-size:15px}"
        + "dl{display:grid;grid-template-columns:9em 1fr;gap:.2em 1em}dt{color:#555}dd{margin:0;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%;margin:.5em 0}th,td{border:1px solid #999;padding:.3em .5em;text-align:left;vertical-align:top}"
        + ".n{text-align:right}.m{font-family:monospace;word-break:break-all}svg{display:block;max-width:100%}.ch text{font:12px sans-serif;fill:#555}.ch .t{fill:#111}.ch .e{text-anchor:end}.ch .gr{stroke:#ccc;fill:none}.ch .l4{stroke:#777;stroke-dasharray:6 4;fill:none}"
        + ".ch .f1{fill:#1f5fa8}.ch .fb{fill:#b3261e}.ch .n{fill:#fff;stroke:#888}.ch .nb{fill:#fff;stroke:#b3261e;stroke-width:2}.ch .ed{stroke:#b3261e;fill:none}@media print{body{margin:0;max-width:none}h2,h3{break-after:avoid}tr,svg{break-inside:avoid}}";
}
