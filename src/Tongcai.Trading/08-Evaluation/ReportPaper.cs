using Tongcai.Law;
using Tongcai.Papers;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Web;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Pages;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Evaluation;

/// <summary>评标报告书, with the contents of 87号第五十八条 in its order.</summary>
public static class ReportPaper
{
    /// <summary>The report of a lot; null while there is none.</summary>
    public static Paper? Of(EvaluationCase @case, string lotId)
    {
        ArgumentNullException.ThrowIfNull(@case);
        if (@case.Lot(lotId) is not { } lot || @case.Reports.FirstOrDefault(r => r.Id == lotId) is not { } report)
            return null;
        var (procurement, comprehensive, words) = (@case.Procurement, report.Method == "comprehensive", @case.Procurement.Words());
        var bids = @case.Bids.Where(b => b.LotId == lotId).ToList();
        var invalid = @case.Verdicts.Where(v => v.LotId == lotId && !v.Passed && !Evaluating.Passes(v.BidId, v.Kind, @case.Verdicts)).GroupBy(v => v.BidId)
            .Select(g => $"{@case.Bids.First(b => b.Id == g.Key).SupplierName}：{string.Join("；", g.Select(v => v.Reason).Where(r => r.Length > 0).Distinct())}。").ToList();
        var signatures = @case.Signatures.Where(s => s.LotId == lotId).ToList();
        return new($"{procurement.Title}\n{words.Report}",
        [
            new(words.Say("一、公告和开标"), [words.Say($"{(procurement.MethodRow().InvitesDrawn ? $"投标邀请书于{procurement.NoticedOn?.InWords()}同时发出" : $"招标公告于{procurement.NoticedOn?.InWords()}在公共服务平台发布")}；{procurement.OpenedAt?.BeijingTime()} 在线开标。")]),
            new($"二、{words.Offerer}名单和{words.Group}成员名单", [$"{words.Group}：{string.Join('、', @case.Members.Select(m => m.Kind == "purchaser" ? $"{m.Name}（采购人代表）" : m.Leader ? $"{m.Name}（组长）" : m.Name))}。"])
            {
                Table = new(words.Offerer, [words.Offerer, "报价（元）", words.Say("开标情况")], [.. bids.Select(b => (IReadOnlyList<string>)[b.SupplierName, b.Cause.Length == 0 ? Yuan.Text(b.PriceFen) : "", b.Cause.Length == 0 ? words.Say("已唱标") : b.Cause])]),
            },
            new("三、评审方法和标准",
            [
                comprehensive ? "综合评分法，评审得分由高到低排序。" : words.Say("最低评标价法，评标价由低到高排序。"),
                .. @case.Document.Factors.Select(f => $"{f.Title}（{DocumentText.Points(f.WeightPoints)} 分）：{f.Standard}"),
            ]),
            new(words.Say("四、评审情况和无效投标"), [words.Say($"资格审查和符合性审查已由审查人逐家作出结论。{(invalid.Count == 0 ? "没有投标被认定无效。" : "下列投标无效：")}"), .. invalid]),
            report.Failed
                ? new("五、评审结果", [$"{words.Say("本包废标")}：{report.Opinion}"])
                : new("五、评审结果", [$"按下表顺序推荐{words.Win}候选人。"])
                {
                    Table = new("排序", comprehensive ? ["名次", words.Offerer, "报价（元）", words.Say("评标价（元）"), "价格分", "总分"] : ["名次", words.Offerer, "报价（元）", words.Say("评标价（元）")],
                    [
                        .. report.Ranking.Value.OrderBy(r => r.Rank).Select(r => (IReadOnlyList<string>)[$"{r.Rank}", r.SupplierName, Yuan.Text(r.PriceFen), Yuan.Text(r.EvaluatedFen), .. comprehensive ? [DocumentText.Points(r.PricePoints), DocumentText.Points(r.TotalPoints)] : Array.Empty<string>()]),
                    ]),
                },
            new($"六、{words.Group}意见", [.. report.Failed || report.Opinion.Length == 0 ? ["无其他需要说明的情况。"] : report.Opinion.Split('\n', StringSplitOptions.RemoveEmptyEntries)]),
            new("七、签署", [.. signatures.Count == 0 ? ["尚未签署。"] : signatures.Select(s => $"{s.Name}　{s.SignedAt.BeijingTime()}{(s.Dissent.Length > 0 ? $"　不同意见：{s.Dissent}" : "")}")]),
        ])
        {
            Number = $"项目编号 {procurement.Code}　第 {lot.Number} 包 {lot.Title}",
        };
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPaper("/procurements/{id}/reports/{lot}", EvaluationPage.Readers, async context =>
    {
        // Who may see the page may see the report on it: members, and the others once it has been handed over.
        if (await EvaluationPage.Read(context) is not { } page)
            return null;
        var @case = await context.Read(db => EvaluationCase.Load(db, context["id"]));
        return page.Member || @case.Procurement.Stage >= Stage.Reported ? Of(@case, context["lot"]) : null;
    }, "评标报告");
}
