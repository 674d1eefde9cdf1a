using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.PublicService.Chain;

namespace Tongcai.PublicService.Notices;

/// <summary>资格预审公告（格式2）, with the prequalification document (87号第十五条、第二十一条).</summary>
internal static class PrequalificationText
{
    private static readonly string[] LotColumns = ["包号", "采购标的", "品目", "数量", "预算金额（元）", "最高限价（元）", "核心产品"];

    public static OfficialNotice Of(PrequalificationPublished f) => new(
        f.NoticeId, NoticeKind.Tender, $"{f.Title}资格预审公告", f.PublishedOn, f.AgencyName.Length > 0 ? f.AgencyName : f.PurchaserName,
        [
            new("项目概况", [$"{f.Title}采用{Wording.Method(f.Method)}方式采购，潜在资格预审申请人应在交易平台领取资格预审文件，并于 {f.ApplyBy.BeijingTime()}（北京时间）前提交申请文件。"]),
            new("一、项目基本情况",
            [
                $"项目编号：{f.Code}", $"项目名称：{f.Title}", $"采购方式：{Wording.Method(f.Method)}", $"预算金额：{Wording.Money(f.BudgetFen)}", $"品目：{Wording.Catalogue(f.CatalogueCode)}", $"行政区域：{Divisions.FullName(f.Region)}",
                $"采购需求：{string.Join("；", f.Requirements.Select(r => (r.Mandatory ? "★" : "") + r.Text))}", $"合同履行期限：{f.Delivery}", $"本项目{(f.ConsortiumAllowed ? "接受" : "不接受")}联合体。",
            ])
            {
                Table = new("采购需求", LotColumns, [.. f.Lots.Select(Wording.Row)]),
            },
            new("二、申请人的资格要求",
            [
                "1. 满足《中华人民共和国政府采购法》第二十二条规定；", $"2. 落实政府采购政策需满足的资格要求：{Policy(f)}；", $"3. 本项目的特定资格要求：{(f.Qualifications.Count == 0 ? "无" : string.Join("；", f.Qualifications))}。",
            ]),
            new("三、领取资格预审文件", [$"时间：{f.DocumentsFrom.InWords()}至{f.DocumentsTo.InWords()}（北京时间）", "地点：公共服务平台本公告，交易平台本项目页面", "方式：在线查阅、下载，无须登记、报名，免费"]),
            new("四、资格预审申请文件的组成及格式", [f.Application]),
            new("五、资格预审的审查标准及方法", [.. f.Criteria.Select((c, i) => $"{i + 1}. {c.Title}：{c.Standard}")]),
            new("六、拟邀请参加投标的供应商数量", [$"邀请参加投标的供应商数量为 {f.Wanted} 家，从资格预审合格的供应商中随机抽取；抽取以双方承诺和名册摘要先行入账的方式进行，结果公告后任何人可以复算。"]),
            new("七、申请文件提交", [$"应在 {f.ApplyBy.BeijingTime()}（北京时间）前，在交易平台在线提交。"]),
            new("八、资格预审日期", [f.ReviewOn.InWords()]),
            new("九、公告期限", [$"自本公告发布之日起 {TimeLimits.NoticePeriod.Days} 个工作日。"]),
            new("十、其他补充事宜", ["申请截止前任何人看不到谁提交了申请；申请人和受邀请供应商的名称、数量，开标前不对外透露。"]),
            new("十一、凡对本次资格预审提出询问，请按以下方式联系",
            [
                $"1. 采购人信息　名称：{f.PurchaserName}　联系方式：{f.PurchaserContact}", .. f.AgencyName.Length > 0 ? [$"2. 采购代理机构信息　名称：{f.AgencyName}　联系方式：{f.AgencyContact}"] : Array.Empty<string>(),
            ]),
        ]);

    private static string Policy(PrequalificationPublished f) =>
        f.Lots.Select(l => Wording.SetAside(l.SetAside)).Where(s => s.Length > 0).Distinct().ToList() is { Count: > 0 } reserved ? string.Join("；", reserved) : "无";
}
