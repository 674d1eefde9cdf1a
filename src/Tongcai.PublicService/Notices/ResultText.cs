using Tongcai.Exchange.Facts;
using Tongcai.Platform.Acts;
using Tongcai.PublicService.Chain;

namespace Tongcai.PublicService.Notices;

/// <summary>中标结果公告（格式5）。</summary>
internal static class ResultText
{
    public static OfficialNotice Of(ResultPublished f, NoticeSubject about) => new(
        f.NoticeId, NoticeKind.Result, about.Title + about.Words.ResultNotice, f.PublishedOn, about.Publisher,
        [
            new("一、项目编号", [about.Code]),
            new("二、项目名称", [about.Title]),
            new("三、中标（成交）信息", [])
            {
                Table = new(about.Words.Win + "信息", ["采购包", about.Words.Win + "供应商", "地址", about.Words.Win + "金额（元）", "综合得分", "中小企业声明"],
                [
                    .. f.Lots.Select(l => (IReadOnlyList<string>)[about.Lot(l.LotId), l.SupplierName, Otherwise(l.SupplierAddress, "见" + about.Words.Offer), Yuan.Text(l.PriceFen), l.TotalPoints > 0 ? Wording.Points(l.TotalPoints) : about.Words.Say("最低评标价"), Otherwise(l.SmeDeclaration, "未声明")]),
                ]),
            },
            new("四、主要标的信息", [.. f.Lots.Select(l => about.Terms(l.LotId)).OfType<LotTerms>().Select(t => $"包 {t.Number}：{t.Title}，{Wording.Catalogue(t.CatalogueCode)}，{t.Quantity} {t.Unit}{(t.CoreProduct.Length > 0 ? $"，核心产品 {t.CoreProduct}" : "")}")]),
            new("五、评审专家名单", [f.CommitteeNames.Count > 0 ? string.Join('、', f.CommitteeNames) : "无"]),
            new("六、代理服务收费标准及金额", [f.AgencyFeeFen > 0 ? $"{f.FeeStandard}；{Wording.Money(f.AgencyFeeFen)}" : "无代理服务费"]),
            new("七、公告期限", [$"自本公告发布之日起 1 个工作日，至{f.NoticePeriodEnd.InWords()}。"]),
            new("八、其他补充事宜",
            [
                .. f.Lots.SelectMany(l => l.Invalid).Select(i => $"{about.Words.Say("投标无效")}：{i}。"),
                .. about.Invited is { } invited ? Invited(invited) : [],
                $"供应商认为{about.Words.Win}结果使自己的权益受到损害的，可以在{f.ChallengeUntil.InWords()}前以书面形式提出质疑。",
            ]),
            about.Contacts("九、凡对本次公告内容提出询问，请按以下方式联系"),
            new("十、附件", [about.Document is not null && Wording.InvitesDrawn(about.Method) ? "招标文件随本公告公告，见项目全链。" : "采购文件已随采购公告公告，不再重复。", .. f.Lots.Any(l => l.SmeDeclaration.Length > 0) ? [$"中小企业声明函：见{about.Words.Win}信息。"] : Array.Empty<string>()]),
        ]);

    private static IEnumerable<string> Invited(InviteesDisclosed f)
    {
        yield return $"受邀请的供应商 {f.Invited} 家，由{f.Way switch { "notice" => "资格预审公告征集", "library" => "供应商库选取", _ => "采购人书面推荐" }}并随机抽取产生。";
        foreach (var one in f.Recommended)
            yield return $"书面推荐：{one.SupplierName}，推荐理由：{one.Grounds}。";
    }

    private static string Otherwise(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}

/// <summary>合同公告（格式8）与验收结果公告（格式9）。</summary>
internal static class ContractText
{
    public static OfficialNotice Of(Recorded recorded, ContractPublished f, NoticeSubject about)
    {
        var lot = about.Terms(f.LotId);
        return new(recorded.Row.Id, NoticeKind.Contract, $"{about.Title}政府采购合同公告", f.PublishedOn, about.Purchaser,
        [
            new("一、合同编号", [f.Number]),
            new("二、合同名称", [$"{about.Title}政府采购合同{(f.SmeReserved ? "（本合同为中小企业预留合同）" : "")}"]),
            new("三、项目编号", [about.Code]),
            new("四、项目名称", [about.Title]),
            new("五、合同主体", [$"采购人（甲方）：{about.Purchaser}", $"供应商（乙方）：{f.SupplierName}"]),
            new("六、合同主要信息",
            [
                .. lot is null ? Array.Empty<string>() : [$"主要标的名称：{lot.Title}", $"数量：{lot.Quantity} {lot.Unit}"],
                $"合同金额：{Wording.Money(f.PriceFen)}", .. about.Document is { } d ? [$"履约期限、地点：{d.Delivery}"] : Array.Empty<string>(), $"采购方式：{Wording.Method(about.Method)}",
            ]),
            new("七、合同签订日期", [f.SignedOn.InWords()]),
            new("八、合同公告日期", [f.PublishedOn.InWords()]),
            new("九、其他补充事宜", ["合同文本中涉及国家秘密、商业秘密的内容已依法隐去。"]),
            new("附件：合同文本", [.. f.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]),
        ]);
    }

    public static OfficialNotice Of(Recorded recorded, AcceptanceRecorded f, NoticeSubject about)
    {
        var contract = about.Contract(f.ContractId);
        var texts = about.Document?.Requirements.DistinctBy(r => r.Id).ToDictionary(r => r.Id, r => r.Text) ?? [];
        return new(recorded.Row.Id, NoticeKind.Acceptance, $"{about.Title}履约验收结果公告", f.AcceptedOn, about.Purchaser,
        [
            new("一、合同编号", [contract?.Number ?? f.ContractId]),
            new("二、合同名称", [$"{about.Title}政府采购合同"]),
            new("三、项目编号", [about.Code]),
            new("四、项目名称", [about.Title]),
            new("五、合同主体", [$"采购人（甲方）：{about.Purchaser}", .. contract is null ? Array.Empty<string>() : [$"供应商（乙方）：{contract.SupplierName}"]]),
            new("六、验收内容", [])
            {
                Table = new("逐项验收结果", ["序号", "技术、商务要求", "结果", "说明"],
                    [.. f.Items.Select((item, i) => (IReadOnlyList<string>)[$"{i + 1}", texts.GetValueOrDefault(item.RequirementId, item.RequirementId), item.Met ? "合格" : "不合格", item.Note.Length > 0 ? item.Note : "无"])]),
            },
            new("七、验收日期", [f.AcceptedOn.InWords()]),
            new("八、验收意见", [$"{(f.Passed ? "验收合格" : "验收不合格")}，验收金额 {Wording.Money(f.AcceptedFen)}。{f.Opinion}"]),
            about.Contacts("九、其他补充事宜"),
        ]);
    }
}
