using Tongcai.Exchange.Facts;
using Tongcai.Platform.Acts;
using Tongcai.PublicService.Chain;

namespace Tongcai.PublicService.Notices;

/// <summary>单一来源采购公示（格式10）, with what 74号第三十八条 asks for.</summary>
internal static class SourceText
{
    public static OfficialNotice Of(SourcePublicised f) => new(
        f.NoticeId, NoticeKind.Source, $"{f.Title}单一来源采购公示", f.From, f.PurchaserName,
        [
            new("一、项目信息",
            [
                $"采购人：{f.PurchaserName}", $"项目名称：{f.Title}", $"品目：{f.CatalogueCode} {f.CatalogueName}", $"拟采购的货物或者服务的说明：{f.Description}",
                $"拟采购的货物或者服务的预算金额：{Wording.Money(f.BudgetFen)}", $"采用单一来源采购方式的原因及说明：{f.Reason}",
            ]),
            new("二、拟定供应商信息", [$"名称：{f.SupplierName}", $"地址：{f.SupplierAddress}"]),
            new("三、公示期限", [$"{f.From.InWords()}至{f.To.InWords()}。"]),
            new("四、其他补充事宜", ["任何供应商、单位或者个人对采用单一来源采购方式公示有异议的，可以在公示期内将书面意见反馈给采购人、采购代理机构，并同时抄送财政部门；供应商可以在交易平台“单一来源公示”提出。"]),
            new("五、联系方式",
            [
                $"1. 采购人　联系人、地址、电话：{f.PurchaserContact}", $"2. 财政部门　联系人、地址、电话：{f.AuthorityContact}",
                .. f.AgencyContact.Length > 0 ? [$"3. 采购代理机构　联系人、地址、电话：{f.AgencyContact}"] : Array.Empty<string>(),
            ]),
            new("六、附件：专业人员论证意见", [])
            {
                Table = new("专业人员论证意见", ["姓名", "工作单位", "职称", "论证意见"], [.. f.Arguments.Select(a => (IReadOnlyList<string>)[a.Name, a.Employer, a.Title, a.Opinion])]),
            },
        ]);
}
