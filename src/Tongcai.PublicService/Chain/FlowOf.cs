using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Web.Parts;

namespace Tongcai.PublicService.Chain;

/// <summary>资金与环节：seven steps from budget to payment, as the head of the chain shows them.</summary>
internal static class FlowOf
{
    public static IReadOnlyList<Step> Steps(ProcurementView view)
    {
        var late = view.Clocks.Where(c => c.Kept == false).Select(c => c.FactId).ToHashSet();
        List<Step> steps =
        [
            Step(view, late, $"预算 {Yuan.Wan(view.BudgetFen)} 万元", "批复", "budget.approved"),
            Step(view, late, "意向", "公开", "intention.published"),
            Step(view, late, Bids(view), view.Records.Any(r => r.Kind is "bids.opened" or "responses.opened") ? view.Words.Say("开标") : "公告", "notice.published", "bids.opened", "responses.opened"),
            Step(view, late, view.AwardFen > 0 ? $"{view.Words.Win} {Yuan.Wan(view.AwardFen)} 万元" : view.Words.Win, Saved(view), "result.published"),
            Step(view, late, "合同", "公告", "contract.published", "contract.filed"),
            Step(view, late, "验收", "验收", "acceptance.recorded"),
            Step(view, late, view.PaidFen > 0 ? $"支付 {Yuan.Wan(view.PaidFen)} 万元" : "支付", view.State is ProcurementState.Paid ? "付清" : "支付", "payment.made"),
        ];
        var next = steps.FindIndex(s => s.Mark is Mark.Waiting);
        if (next >= 0 && view.State is not ProcurementState.Ended) steps[next] = steps[next] with { Mark = Mark.Running };
        return steps;
    }

    private static Step Step(ProcurementView view, HashSet<string> late, string title, string verb, params string[] kinds)
    {
        var records = view.Records.Where(r => kinds.Contains(r.Kind)).ToList();
        if (records.Count == 0) return new(title, view.State is ProcurementState.Ended ? "未进行" : "待办理", Mark.Waiting);
        var overdue = view.Clocks.FirstOrDefault(c => c.Kept == false && records.Any(r => r.Id == c.FactId));
        return new(title, overdue is not null ? $"{overdue.Rule}超期" : $"{records[^1].At.BeijingDate():M月d日} {verb}", records.Any(r => late.Contains(r.Id)) ? Mark.Late : Mark.Done);
    }

    private static string Bids(ProcurementView view) =>
        view.Records.LastOrDefault(r => r.Kind == "bids.opened") is { } opened && opened.Body.TryGetProperty("bids", out var bids) ? $"招标 {bids.EnumerateArray().Select(b => b.GetProperty("supplierId").GetString()).Distinct().Count()} 家投标" : view.Words.IsTender ? "招标" : view.Method;

    private static string Saved(ProcurementView view) =>
        view is { AwardFen: > 0, BudgetFen: > 0 } && view.AwardFen < view.BudgetFen ? $"节约 {(view.BudgetFen - view.AwardFen) * 10000 / view.BudgetFen / 100m:0.##}%" : "公告";
}
