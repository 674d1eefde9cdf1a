using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Papers;
using Tongcai.Platform.Acts;
using Tongcai.PublicService.Chain;

namespace Tongcai.PublicService.Notices;

/// <summary>框架协议的公告：征集（开放式）、入围、签订、退出、单笔成交、汇总（110号第二十条、第二十八条、第三十条、第三十五条、第三十八条、第四十条）。</summary>
internal static class FrameworkText
{
    private static readonly string[] EntrantColumns = ["采购包", "排序", "供应商", "地址", "联系方式", "入围产品（服务）", "入围单价（元）"];

    public static OfficialNotice Of(FrameworkCalled f)
    {
        var (d, terms) = (f.Document, f.Document.Framework!);
        return new(f.NoticeId, NoticeKind.Framework, $"{f.Title}框架协议征集公告（开放式）", f.PublishedOn, f.CollectorName,
        [
            new("一、征集人", [$"名称：{f.CollectorName}", $"联系方式：{f.Contact}"]),
            new("二、项目", [$"名称：{f.Title}", $"编号：{f.Code}", $"品目：{Wording.Catalogue(f.CatalogueCode)}", $"行政区域：{Divisions.FullName(f.Region)}"])
            {
                Table = new("付费标准", ["采购包", "名称", "计量单位", "预估采购数量", "付费标准（元）"], [.. terms.Lots.Select(l => (IReadOnlyList<string>)[$"{l.Number}", l.Title, l.Unit, $"{l.Quantity}", Yuan.Text(l.CeilingFen)])]),
            },
            new("三、采购需求", [.. d.Requirements.Select(r => (r.Mandatory ? "★" : "") + r.Text)]),
            new("四、供应商资格条件", d.Qualifications),
            new("五、框架协议", FrameworkWords.Of(terms, d.EvaluationMethod)),
            new("六、加入方式", ["在交易平台“框架协议”提出申请，写明服务（产品）内容、履行期限和联系方式。申请不收取费用。"]),
            new("七、采购合同", [$"履行：{d.Delivery}", $"费用结算及支付：{d.Payment}", $"验收：{d.Acceptance}", $"质量保证：{d.Warranty}", $"违约责任：{d.BreachTerms}"]),
        ]);
    }

    public static OfficialNotice Of(FrameworkEntered f, NoticeSubject about) => new(f.NoticeId, NoticeKind.Result, $"{about.Title}入围结果公告", f.PublishedOn, about.Publisher,
    [
        new("一、项目", [$"名称：{about.Title}", $"编号：{about.Code}", $"框架协议期限：{f.From.InWords()}至{f.To.InWords()}"]),
        new("二、入围供应商", []) { Table = new("入围供应商", EntrantColumns, [.. f.Lots.SelectMany(l => l.Entrants).Select(Row)]) },
        new("三、入围价格和评审情况", [.. f.Lots.Select(Says), .. f.Lots.SelectMany(l => l.Invalid).Select(i => $"未通过审查：{i}")]),
        new("四、评审小组成员", [string.Join('、', f.CommitteeNames)]),
        new("五、代理服务收费标准及金额", [$"{f.FeeStandard}，{Wording.Money(f.AgencyFeeFen)}。"]),
        new("六、公告期限", [$"{f.PublishedOn.InWords()}至{f.NoticePeriodEnd.InWords()}。{f.ChallengeUntil.InWords()}前可以提出质疑；{f.SignBy.InWords()}前签订框架协议。"]),
        about.Contacts("七、凡对本次公告内容提出询问，请按以下方式联系"),
    ]);

    public static OfficialNotice Of(Recorded recorded, FrameworkAgreed f, NoticeSubject about) => new(recorded.Row.Id, NoticeKind.Framework, $"{about.Title}框架协议：{f.Entrant.SupplierName}", f.SignedOn, about.Publisher,
    [
        new("一、项目", [$"名称：{about.Title}", $"编号：{about.Code}", $"签订日期：{f.SignedOn.InWords()}", $"有效期：{f.From.InWords()}至{f.To.InWords()}"]),
        new("二、入围信息", []) { Table = new("入围信息", EntrantColumns, [Row(f.Entrant)]) },
        new("三、框架协议文本", [.. f.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)]),
    ]);

    public static OfficialNotice Of(FrameworkAdmitted f, NoticeSubject about) => new(f.NoticeId, NoticeKind.Result, $"{about.Title}框架协议入围结果公告：{f.Entrant.SupplierName}", f.PublishedOn, about.Publisher,
    [
        new("一、项目", [$"名称：{about.Title}", $"编号：{about.Code}"]),
        new("二、入围供应商", [$"名称：{f.Entrant.SupplierName}", $"地址：{f.Entrant.Address}", $"联系方式：{f.Entrant.Contact}", $"服务（产品）：{f.Entrant.Product}"]),
        new("三、付费标准", [$"采购包 {f.Entrant.LotNumber}，{Wording.Money(f.Entrant.UnitPriceFen)}/{f.Entrant.Unit}。发布本公告视为签订框架协议。"]),
    ]);

    public static OfficialNotice Of(FrameworkLeft f, NoticeSubject about) => new(f.NoticeId, NoticeKind.Framework, $"{about.Title}入围供应商{(f.Removed ? "清退" : "退出")}公告：{f.SupplierName}", f.PublishedOn, about.Publisher,
    [
        new("一、项目", [$"名称：{about.Title}", $"编号：{about.Code}"]),
        new("二、供应商", [f.SupplierName]),
        new("三、情况", [f.Reason.Length > 0 ? f.Reason : "供应商申请退出。", $"日期：{f.PublishedOn.InWords()}。已经订立的合同继续履行。"]),
    ]);

    public static OfficialNotice Of(CallOffAwarded f) => new(f.NoticeId, NoticeKind.Result, $"{f.Title}成交结果公告（框架协议）", f.PublishedOn, f.PurchaserName,
    [
        new("一、采购人", [$"名称：{f.PurchaserName}", $"联系方式：{f.PurchaserContact}"]),
        new("二、框架协议采购项目", [$"名称：{f.FrameworkTitle}", $"编号：{f.FrameworkCode}", $"本次采购编号：{f.Code}", $"第二阶段方式：{FrameworkWords.Second(f.Second)}"]),
        new("三、成交供应商", [$"名称：{f.Entrant.SupplierName}", $"地址：{f.Entrant.Address}", $"成交金额：{Wording.Money(f.PriceFen)}", $"理由：{f.Reason}"]),
        new("四、成交标的", [$"{f.Entrant.Product}：{f.Quantity} {f.Entrant.Unit}，单价 {Wording.Money(f.UnitPriceFen)}（协议价格 {Wording.Money(f.Entrant.UnitPriceFen)}）"]),
        new("五、公告期限", [$"自本公告发布之日起 {TimeLimits.ResultNoticePeriod.Days} 个工作日。"]),
    ]);

    public static OfficialNotice Of(FrameworkSummarised f, NoticeSubject about) => new(f.NoticeId, NoticeKind.Result, $"{about.Title}成交结果汇总公告", f.PublishedOn, about.Publisher,
    [
        new("一、采购人", [f.Purchasers.Count == 0 ? "没有采购人采购。" : string.Join('、', f.Purchasers)]),
        new("二、项目", [$"名称：{about.Title}", $"编号：{f.Code}", $"框架协议期限：{f.From.InWords()}至{f.To.InWords()}"]),
        f.Totals.Count == 0 ? new("三、成交结果", ["没有成交。"]) : new("三、成交结果", [])
        {
            Table = new("成交结果汇总", ["供应商", "地址", "成交合同总数", "总金额（元）"], [.. f.Totals.Select(t => (IReadOnlyList<string>)[t.SupplierName, t.Address, $"{t.Contracts}", Yuan.Text(t.AmountFen)])]),
        },
    ]);

    private static string Says(FrameworkLotResult lot) =>
        $"采购包 {lot.Number} {lot.Title}：{lot.Responsive} 家符合资格条件和实质性要求，入围 {lot.Entrants.Count} 家，"
        + (lot.Entrants.Count == 0 ? "没有新入围的供应商。" : lot.Entrants.Any(e => e.Points > 0) ? $"最低入围分值 {Wording.Points(lot.Entrants.Min(e => e.Points))}。" : $"最高入围价格 {Wording.Money(lot.Entrants.Max(e => e.UnitPriceFen))}/{lot.Entrants[0].Unit}。");

    private static IReadOnlyList<string> Row(FrameworkEntrant e) => [$"{e.LotNumber}", e.Rank > 0 ? $"{e.Rank}" : "", e.SupplierName, e.Address, e.Contact, e.Product, $"{Yuan.Text(e.UnitPriceFen)}/{e.Unit}"];
}
