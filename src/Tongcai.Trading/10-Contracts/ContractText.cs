using System.Globalization;
using System.Text;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Platform.Acts;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Contracts;

/// <summary>合同文本。Made from the data of tender document and winning bid; nobody types a price or a term a second time.</summary>
public static class ContractText
{
    /// <summary>The text both sides sign, with the clauses of 87号第七十二条 in order.</summary>
    /// <param name="lot">The lot awarded.</param>
    /// <param name="document">Tender document in its last edition.</param>
    /// <param name="bid">Winning bid as opened.</param>
    public static string Write(Procurement procurement, string number, LotTerms lot, TenderDocument document, BidContent bid, long priceFen)
    {
        var text = new StringBuilder();
        void Line(string line) => text.Append(line).Append('\n');
        Line("政府采购合同");
        Line("");
        Line($"合同编号：{number}");
        Line($"项目名称：{procurement.Title}（{procurement.Code}），第{lot.Number}包 {lot.Title}");
        if (lot.SetAside is not "none")
            Line("本合同为中小企业预留合同。");
        Line("");
        Line($"甲方（采购人）：{procurement.PurchaserName}　联系方式：{procurement.PurchaserContact}");
        Line($"乙方（供应商）：{bid.SupplierName}　住所：{bid.Address}　联系方式：{bid.Contact}");
        if (bid.ConsortiumIds.Count > 0)
            Line($"乙方为联合体牵头人，联合体成员共 {bid.ConsortiumIds.Count + 1} 家，对甲方承担连带责任，联合协议为本合同附件。");
        Line("");
        Line("一、标的、数量与质量");
        Line($"{lot.Title}，数量 {lot.Quantity.ToString(CultureInfo.InvariantCulture)} {lot.Unit}。质量要求如下：");
        foreach (var item in document.Requirements)
        {
            var answer = bid.Responses.FirstOrDefault(r => r.RequirementId == item.Id)?.Text;
            Line($"（{item.Id}）{(item.Mandatory ? "★" : "")}{item.Text}{(string.IsNullOrEmpty(answer) ? "" : $"　乙方响应：{answer}")}");
        }

        Line("");
        Line("二、价款");
        Line($"合同总价 {Yuan.Text(priceFen)} 元（人民币大写：{Fen.Capitals(priceFen)}），含税，为完成本合同的全部费用。");
        foreach (var price in bid.Prices)
            Line($"　{price.Item}　{price.Quantity.ToString(CultureInfo.InvariantCulture)} {price.Unit} × {Yuan.Text(price.UnitPriceFen)} 元 = {Yuan.Text(price.TotalFen)} 元");
        Line("");
        Line("三、履行期限、地点和方式");
        Line($"自合同签订之日起 {bid.DeliveryDays.ToString(CultureInfo.InvariantCulture)} 日内履行完毕。{document.Delivery}");
        Line("");
        Line("四、支付");
        Line(document.Payment);
        Line("");
        Line("五、验收");
        Line(document.Acceptance);
        Line("");
        Line("六、质量保证");
        Line(document.Warranty);
        Line("");
        Line("七、违约责任");
        Line(document.BreachTerms);
        Line("");
        Line("八、争议解决");
        Line("因本合同产生的争议，双方协商；协商不成的，向甲方所在地人民法院提起诉讼。");
        Line("");
        Line("九、其他");
        Line(procurement.Words().Say("乙方可持本合同向金融机构申请政府采购合同融资。招标文件、投标文件为本合同组成部分，与本合同不一致的，以本合同和招标文件为准。"));
        return text.ToString();
    }
}
