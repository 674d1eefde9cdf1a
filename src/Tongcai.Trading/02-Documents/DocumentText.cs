using System.Globalization;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Law.Lint;
using Tongcai.Platform.Acts;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Documents;

/// <summary>招标文件的一章。</summary>
/// <param name="Kind">What the clause check takes it for.</param>
/// <param name="Title">Heading with its number.</param>
/// <param name="Paragraphs">Paragraphs in order, each with the JSON pointer of the field it comes from (empty: written by the platform).</param>
public sealed record Chapter(SectionKind Kind, string Title, IReadOnlyList<(string Text, string Pointer)> Paragraphs);

/// <summary>招标文件全文。One text from the structured document: what is printed is what is checked.</summary>
public static class DocumentText
{
    public static IReadOnlyList<Chapter> Chapters(Procurement procurement, TenderDocument document)
    {
        ArgumentNullException.ThrowIfNull(procurement);
        ArgumentNullException.ThrowIfNull(document);
        var words = procurement.Words();
        string Say(string text) => words.Say(text);
        return
        [
            new(SectionKind.Notice, Say("第一章　投标邀请"),
            [
                ($"{procurement.PurchaserName}就“{procurement.Title}”（项目编号 {procurement.Code}）{(procurement.MethodRow().InvitesAll ? Say("公开邀请供应商投标") : Say("邀请供应商投标"))}，预算金额 {Yuan.Text(procurement.BudgetFen)} 元。", ""),
                .. document.Lots.Select((l, i) => (
                    $"标段 {l.Number}：{l.Title}，{l.Quantity} {l.Unit}，预算 {Yuan.Text(l.BudgetFen)} 元，最高限价 {Yuan.Text(l.CeilingFen)} 元{(l.CoreProduct.Length > 0 ? $"，核心产品 {l.CoreProduct}" : "")}{SetAsideWords(l.SetAside)}。", $"/lots/{i}")),
                (Say($"本项目{(document.ConsortiumAllowed ? "接受" : "不接受")}联合体投标。招标文件免费提供，无须报名、登记。"), "/consortiumAllowed"),
            ]),
            new(SectionKind.Qualification, Say("第二章　投标人资格要求"),
            [
                ("符合政府采购法第二十二条规定的条件，以书面承诺代替证明材料。", ""),
                .. document.Qualifications.Select((q, i) => (q, $"/qualifications/{i}")),
            ]),
            new(SectionKind.Technical, "第三章　采购需求",
                [.. document.Requirements.Select(r => ($"{(r.Mandatory ? "★" : "")}{r.Id}　{r.Text}", ""))]),
            new(SectionKind.Scoring, "第四章　评审方法和标准",
            [
                (Say(document.EvaluationMethod == "lowest" ? "本项目采用最低评标价法。" : "本项目采用综合评分法，评审得分最高的为中标候选人。"), ""),
                .. document.Factors.Select((f, i) => ($"{f.Title}（{Points(f.WeightPoints)} 分）：{f.Standard}", $"/factors/{i}/standard")),
                (document.Lots.All(l => l.SetAside == "whole") ? "本项目专门面向中小企业，不再给予价格扣除。" : $"小微企业报价给予 {document.SmeDeductionPercent}% 的扣除，小微企业份额 30% 以上的联合体或者分包给予 {document.ConsortiumDeductionPercent}% 的扣除，用扣除后的价格参加评审。", "/smeDeductionPercent"),
            ]),
            new(SectionKind.Instructions, Say("第五章　投标人须知"),
            [
                (Say($"投标有效期 {document.BidValidityDays} 日，自提交投标文件的截止之日起算。"), "/bidValidityDays"),
                (Say(document.BondFen == 0 ? "本项目不收取投标保证金。" : $"投标保证金 {Yuan.Text(document.BondFen)} 元，以支票、汇票、本票或者金融机构、担保机构出具的保函等非现金形式提交，由供应商自主选择，提交截止时间与投标截止时间一致。"), "/bondFen"),
                (Say($"投标文件在投标人本地加密后递交，截止时间前可以补充、修改或者撤回；开标后 {document.DecryptMinutes} 分钟内解密。未加密的投标文件，平台拒收并提示。"), "/decryptMinutes"),
                .. procurement.MethodRow().Rounds ? [(Rounds(words), "")] : Array.Empty<(string, string)>(),
                (Say(ExtensionPolicy.Default.Clause), ""),
                ($"{Say("对招标文件有疑问的，可以在线提出询问；认为权益受到损害的，可以在法定期限内提出质疑。接收质疑函：")}{document.Contact}", "/contact"),
            ]),
            new(SectionKind.Contract, "第六章　合同主要条款",
            [
                ("交付：" + document.Delivery, "/delivery"), ("付款：" + document.Payment, "/payment"), ("验收：" + document.Acceptance, "/acceptance"),
                ("质量保证：" + document.Warranty, "/warranty"), ("违约责任：" + document.BreachTerms, "/breachTerms"),
            ]),
            .. document.Framework is { } framework ? [new Chapter(SectionKind.Instructions, "第七章　框架协议", [.. FrameworkWords.Of(framework, document.EvaluationMethod).Select(t => (t, ""))])] : Array.Empty<Chapter>(),
        ];
    }

    private static string Rounds(MethodWords words) =>
        $"{words.Group}与各供应商分别{words.Talk}，机会均等；采购需求中的技术、服务要求和合同草案条款有实质性变动的，经采购人代表确认后书面同时通知所有参加{words.Talk}的供应商，供应商按要求重新提交响应文件。最后报价在{words.Group}要求的时间前密封递交，截止后同时开启；提交最后报价之前可以退出{words.Talk}。";

    /// <summary>What the clause check says of a document: findings, each with the pointer of the field its words come from.</summary>
    public static IReadOnlyList<ClauseFinding> Check(Procurement procurement, TenderDocument document)
    {
        List<TenderParagraph> paragraphs = [];
        List<string> pointers = [];
        foreach (var chapter in Chapters(procurement, document))
        {
            foreach (var (text, pointer) in chapter.Paragraphs)
            {
                paragraphs.Add(new(chapter.Kind, paragraphs.Count + 1, 0, text));
                pointers.Add(pointer);
            }
        }

        return [.. ClauseCheck.Run(new TenderText(paragraphs), new ClauseContext { JointVentureStatedInNotice = true, FrameworkAgreement = document.Framework is not null, BudgetFen = procurement.BudgetFen })
            .Select(f => f with { Place = f.Place with { Pointer = f.Place.Paragraph > 0 ? pointers[f.Place.Paragraph - 1] : f.Place.Pointer } })];
    }

    /// <summary>30.00 from hundredths of a point.</summary>
    public static string Points(int hundredths) => (hundredths / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private static string SetAsideWords(string setAside) => setAside switch
    {
        "whole" => "，专门面向中小企业",
        "consortium" => "，要求以联合体形式参加，小微企业份额不低于规定比例",
        "subcontract" => "，要求向小微企业分包，份额不低于规定比例",
        _ => "",
    };
}
