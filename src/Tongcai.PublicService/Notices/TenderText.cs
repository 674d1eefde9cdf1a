using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Papers;
using Tongcai.Platform.Acts;
using Tongcai.PublicService.Chain;

namespace Tongcai.PublicService.Notices;

/// <summary>招标公告（格式3）；竞争性谈判、竞争性磋商、询价公告（格式4）。</summary>
internal static class TenderText
{
    private static readonly string[] LotColumns = ["包号", "采购标的", "品目", "数量", "预算金额（元）", "最高限价（元）", "核心产品"];

    public static OfficialNotice Of(NoticePublished f)
    {
        var (document, w) = (f.Document, Wording.Words(f.Method));
        return new(f.NoticeId, NoticeKind.Tender, $"{f.Title}{Wording.Method(f.Method)}{(document.Framework is null ? "" : "征集")}公告", f.PublishedOn, f.AgencyName.Length > 0 ? f.AgencyName : f.PurchaserName,
        [
            new("项目概况", [f.Title + w.Say($"的潜在投标人应在交易平台获取招标文件，并于 {f.BidDeadline.BeijingTime()}（北京时间）前递交投标文件。")]),
            new("一、项目基本情况",
            [
                $"项目编号：{f.Code}", $"项目名称：{f.Title}", $"采购方式：{Wording.Method(f.Method)}", $"预算金额：{Wording.Money(f.BudgetFen)}", $"品目：{Wording.Catalogue(f.CatalogueCode)}", $"行政区域：{Divisions.FullName(f.Region)}",
                "采购需求：",
            ])
            {
                Table = new("采购需求", LotColumns, [.. document.Lots.Select(Wording.Row)]),
            },
            new("",
            [
                .. Requirements(document, w), $"合同履行期限：{document.Delivery}", $"评审方法：{Wording.Evaluation(document.EvaluationMethod, f.Method)}", w.Say($"本项目{(document.ConsortiumAllowed ? "接受" : "不接受")}联合体投标。"),
            ]),
            new("二、申请人的资格要求",
            [
                "1. 满足《中华人民共和国政府采购法》第二十二条规定；", $"2. 落实政府采购政策需满足的资格要求：{Policy(document)}；", $"3. 本项目的特定资格要求：{(document.Qualifications.Count == 0 ? "无" : string.Join("；", document.Qualifications))}。",
            ]),
            .. document.Framework is { } framework ? [new PaperPart("框架协议", FrameworkWords.Of(framework, document.EvaluationMethod))] : Array.Empty<PaperPart>(),
            new(w.Say("三、获取招标文件"), [$"时间：{f.DocumentsFrom.InWords()}至{f.DocumentsTo.InWords()}（北京时间）", "地点：交易平台本项目页面", "方式：在线下载，无须登记、报名", "售价：0 元"]),
            new(w.Say("四、提交投标文件截止时间、开标时间和地点"), [$"截止时间：{f.BidDeadline.BeijingTime()}（北京时间）", w.Say($"开标时间：{f.OpeningAt.BeijingTime()}（北京时间）"), $"地点：{f.OpeningPlace}"]),
            new("五、公告期限", [$"自本公告发布之日起 {(ProcurementMethods.ByCode(f.Method)?.NoticePeriod ?? TimeLimits.NoticePeriod).Days} 个工作日。"]),
            new("六、其他补充事宜", [.. Others(f)]),
            new NoticeSubject(new ProcurementChain(null, [new(new ChainFact(), f)])).Contacts(w.Say("七、凡对本次招标提出询问，请按以下方式联系")),
        ]);
    }

    private static IEnumerable<string> Requirements(TenderDocument document, MethodWords w) =>
        document.Requirements.Count == 0 ? [] : [$"简要技术、商务要求（★ 为实质性要求）：{string.Join("；", document.Requirements.Take(12).Select(r => (r.Mandatory ? "★" : "") + r.Text))}{(document.Requirements.Count > 12 ? $"；等共 {document.Requirements.Count} 项，见{w.Document}" : "")}。"];

    private static string Policy(TenderDocument document)
    {
        var reserved = document.Lots.Select(l => Wording.SetAside(l.SetAside)).Where(s => s.Length > 0).Distinct().ToList();
        return reserved.Count > 0 ? string.Join("；", reserved) : $"本项目非专门面向中小企业，对小微企业报价给予 {document.SmeDeductionPercent}% 的价格扣除";
    }

    private static IEnumerable<string> Others(NoticePublished f)
    {
        var w = Wording.Words(f.Method);
        if (f.Document.BondFen > 0) yield return $"{w.Say("投标保证金")}：{Wording.Money(f.Document.BondFen)}，供应商可以自主选择支票、汇票、本票、保函等非现金形式。";
        else yield return w.Say("本项目不收取投标保证金。");
        yield return w.Say($"投标有效期：自提交投标文件的截止之日起 {f.Document.BidValidityDays} 日。");
        if (f.KeyId.Length > 0) yield return w.Say($"投标文件以开标密钥加密，密钥编号 {f.KeyId}；解密时限 {f.Document.DecryptMinutes} 分钟。");
        if (f.Document.Contact.Length > 0) yield return $"接收质疑函的联系方式：{f.Document.Contact}";
    }
}
