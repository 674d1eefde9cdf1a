using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Evaluation;

/// <summary>编写评标报告：the ranking follows from the rows; what is left to people is the answer to abnormally low prices and the opinion.</summary>
public static class MakeReport
{
    /// <summary>对异常低价的审查结论。</summary>
    public sealed record LowPrice(
        [property: Field("投标人", Choices = "bids")] string BidId,
        [property: Field("说明成立")] bool Proven,
        [property: Field("供应商的说明与评委意见", Lines = true, Max = 1_000)] string Note);

    public sealed record Request(
        [property: Field("采购包", Choices = "lots")] string LotId,
        [property: Field("异常低价审查", Hint = "系统列出须要求说明的报价；供应商有不少于 30 分钟作出说明", Max = 100)] IReadOnlyList<LowPrice> LowPrices,
        [property: Field("评审意见", Lines = true, Max = 5_000)] string Opinion);

    public static readonly Act Act = new("make-report", "编写评标报告", "/procurements/{id}/report", Access.To(Owner.Expert, Role.Expert))
    {
        Rules = [EvaluationRules.ObjectiveScoresAgree, EvaluationRules.AbnormallyLow, EvaluationRules.RankedByScore, EvaluationRules.RankedByPrice, EvaluationRules.ReportContents, EvaluationRules.SignedByAll],
        Button = "生成报告",
    };

    public static Outcome<Report> Decide(EvaluationCase @case, Request request, DateTimeOffset now)
    {
        if (Standstill.Check(@case.Procurement, "编写评标报告", Stage.Evaluating) is { } standing)
            return standing;
        if (SubmitScores.LastOffersFirst(@case) is { } early)
            return early;
        if (@case.OpenLots.FirstOrDefault(l => l.LotId == request.LotId) is not { } lot)
            return InputRules.Range.Refuse("这个采购包不在评审中。", "从列出的采购包中选择。", "/lotId");
        List<Refusal> refusals = [];
        var comprehensive = @case.Document.EvaluationMethod == "comprehensive";
        refusals.Unless(SubmitScores.ComplianceDone(@case, lot.LotId), EvaluationRules.ReportContents, "符合性审查还没有完成。", "全体成员提交审查意见后再编写报告。", "/lotId");
        foreach (var member in @case.Members.Where(m => comprehensive && @case.Sheets.All(s => s.LotId != lot.LotId || s.AccountId != m.AccountId)))
            refusals.Add(EvaluationRules.Individually.Refuse($"{member.Name} 还没有提交评分。", "等全体成员提交评分。", "/lotId"));
        var scores = @case.Scores.Where(s => s.LotId == lot.LotId).ToList();
        foreach (var (bidId, factorId) in Evaluating.Disagreements(@case.Document, scores))
        {
            refusals.Add(EvaluationRules.ObjectiveScoresAgree.Refuse(
                $"客观因素“{@case.Document.Factors.First(f => f.Id == factorId).Title}”对 {@case.Bids.First(b => b.Id == bidId).SupplierName} 的评分不一致。",
                "客观分应当一致：由评标委员会核对原文后修正评分，并写明原因。", "/lotId"));
        }

        var standing2 = @case.Standing(lot.LotId);
        var suspicious = Evaluating.Suspicious(lot, standing2);
        foreach (var low in suspicious.Where(b => request.LowPrices.All(l => l.BidId != b.Id)))
            refusals.Add(EvaluationRules.AbnormallyLow.Refuse($"{low.SupplierName} 报价 {Yuan.Text(low.PriceFen)} 元，达到异常低价审查的启动线。", "要求该供应商在不少于 30 分钟内说明，再填写结论。", "/lowPrices"));
        for (var i = 0; i < request.LowPrices.Count; i++)
            refusals.Unless(standing2.Any(b => b.Id == request.LowPrices[i].BidId), InputRules.Range, "不是有效的投标。", "从列出的投标人中选择。", $"/lowPrices/{i}/bidId");
        if (refusals.Count > 0)
            return refusals;
        var valid = standing2.Where(b => request.LowPrices.All(l => l.BidId != b.Id || l.Proven)).ToList();
        var minimum = @case.Procurement.Minimum();
        if (@case.Procurement.MethodRow() is not { Tender: true, TwoStages: false } && valid.Count < minimum.Value)
            return minimum.Rule.Refuse($"能够证明报价合理的供应商{valid.Count}家，不足{minimum.Suppliers()}。", "不足法定家数的，终止采购活动：重新填写结论，或者由采购人、代理机构终止后重新开展。", "/lowPrices");
        var lowNotes = request.LowPrices.Select(l => $"异常低价审查：{@case.Bids.First(b => b.Id == l.BidId).SupplierName}，{(l.Proven ? "说明成立" : "不能证明报价合理，投标无效")}。{l.Note}");
        return new Report
        {
            Id = lot.LotId,
            ProcurementId = @case.Procurement.Id,
            Method = @case.Document.EvaluationMethod,
            Ranking = new([.. Evaluating.Rank(lot, @case.Document, @case.Procurement, valid, scores)]),
            Opinion = string.Join('\n', lowNotes.Prepend(request.Opinion)),
            MadeAt = now,
        };
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var @case = await context.Read(db => EvaluationCase.Load(db, context["id"]));
        var outcome = Decide(@case, request, context.Now);
        return outcome.Value is { } report
            ? new Done(
                Commit.Empty.Insert(report).Record(new ReportDrafted(@case.Procurement.Id, report.Id)), "评标报告已生成，请全体成员核对并签名", $"/procurements/{@case.Procurement.Id}/evaluation", new { ranking = report.Ranking.Value })
            : outcome.Refusals.ToList();
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        var @case = await context.Read(db => EvaluationCase.Load(db, context["id"]));
        context.Show(@case.Procurement);
        context.Offer("lots", @case.OpenLots.Select(l => new Choice(l.LotId, $"第{l.Number}包 {l.Title}")));
        context.Offer("bids", @case.Bids.Where(b => b.Cause.Length == 0).Select(b => new Choice(b.Id, b.SupplierName)));
        if (@case.OpenLots is not [var lot, ..])
            return null;
        var low = Evaluating.Suspicious(lot, @case.Standing(lot.LotId));
        return new Request(lot.LotId, [.. low.Select(b => new LowPrice(b.Id, false, ""))], "");
    }
}
