using System.Globalization;
using System.Text;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Platform.Acts;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Frameworks;

/// <summary>框架协议文本。Made from document and response, with what 110号第十四条 lists in its order; nothing is typed a second time, so nothing can be changed (第二十九条).</summary>
public static class AgreementText
{
    /// <param name="terms">With the days of the term.</param>
    /// <param name="bid">The response as opened.</param>
    public static string Write(Procurement procurement, TenderDocument document, FrameworkTerms terms, Entrant entrant, BidContent bid)
    {
        ArgumentNullException.ThrowIfNull(procurement);
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(entrant);
        ArgumentNullException.ThrowIfNull(bid);
        var lot = terms.Lots.First(l => l.Number == entrant.LotNumber);
        var text = new StringBuilder();
        void Line(string line) => text.Append(line).Append('\n');
        void Part(string heading, params IEnumerable<string> lines)
        {
            Line("");
            Line(heading);
            foreach (var line in lines)
                Line(line);
        }

        Line("框架协议");
        Line("");
        Line($"甲方（征集人）：{procurement.PurchaserName}　联系方式：{procurement.PurchaserContact}");
        Line($"乙方（入围供应商）：{entrant.SupplierName}　地址：{entrant.Address}　联系方式：{entrant.Contact}");
        Part("一、采购项目", $"{procurement.Title}（项目编号 {procurement.Code}），采购包 {lot.Number} {lot.Title}。");
        Part("二、采购需求和最高限制单价", [.. document.Requirements.Select(r => $"（{r.Id}）{(r.Mandatory ? "★" : "")}{r.Text}"), $"最高限制单价 {Yuan.Text(lot.CeilingFen)} 元/{lot.Unit}。"]);
        Part("三、入围产品（服务）和协议价格",
            [$"{entrant.Product}", .. bid.Responses.Select(r => $"（{r.RequirementId}）{r.Text}"), $"协议价格 {Yuan.Text(entrant.UnitPriceFen)} 元/{entrant.Unit}，含税，为第二阶段成交的最高限价。收到订单（合同）后 {entrant.DeliveryDays.ToString(CultureInfo.InvariantCulture)} 日内履行。"]);
        Part("四、升级换代", terms.Upgrade, "以新产品替代原入围产品的，质量不降低、价格不提高，经甲方审核。");
        Part("五、第二阶段成交供应商的确定", $"以{FrameworkWords.Second(terms.Second)}方式确定。甲乙双方和采购人不得擅自改变。");
        Part("六、适用范围", $"适用的采购人：{string.Join("、", terms.Scope)}。履行：{document.Delivery}");
        Part("七、资金支付", document.Payment);
        Part("八、采购合同", $"采购人按实际数量和成交单价与乙方订立固定价格合同，合同文本由征集文件和本协议生成。验收：{document.Acceptance}", $"质量保证：{document.Warranty}", $"违约责任：{document.BreachTerms}");
        Part("九、期限", $"自 {terms.From:yyyy-MM-dd} 起至 {terms.To:yyyy-MM-dd} 止，双方签名后生效。");
        Part("十、清退和补充", terms.Exit);
        Part("十一、权利和义务", $"乙方无正当理由不得拒绝合同授予或者退出本协议；甲方为合同授予提供便利，公开成交结果。用户反馈和评价：{terms.Feedback}");
        return text.ToString();
    }
}
