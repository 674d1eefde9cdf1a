using System.Globalization;

namespace Tongcai.Law.Lint;

/// <summary>预算、限价、保证金、收费。</summary>
internal static class AmountChecks
{
    internal static IEnumerable<Fault> Run(TenderStructure t) =>
        [.. Budget(t), .. Ceiling(t), .. Bonds(t), .. Charges(t), .. Payment(t)];

    private static IEnumerable<Fault> Budget(TenderStructure t)
    {
        if (t.BudgetFen is null || t.Notice.BudgetFen is null)
            yield return new(StructuralRules.BudgetPublished, t.BudgetFen is null ? "/budgetFen" : "/notice/budgetFen", "没有公开预算金额。");
        else if (t.BudgetFen != t.Notice.BudgetFen)
            yield return new(StructuralRules.BudgetPublished, "/budgetFen", $"公告预算{Yuan(t.Notice.BudgetFen.Value)}，文件预算{Yuan(t.BudgetFen.Value)}，不一致。");
        var lots = t.Lots.Aggregate(0m, (sum, lot) => sum + lot.BudgetFen);
        if (lots > t.ProjectBudgetFen)
            yield return new(StructuralRules.LotBudgets, "/lots", $"采购包预算合计{lots / 100m:0.00}元，超过项目预算{Yuan(t.ProjectBudgetFen)}。");
    }

    private static IEnumerable<Fault> Ceiling(TenderStructure t)
    {
        if (t.CeilingFen is { } ceiling)
        {
            if (ceiling <= 0 || ceiling > (t.BudgetFen ?? t.ProjectBudgetFen))
                yield return new(StructuralRules.Ceiling, "/ceilingFen", $"最高限价{Yuan(ceiling)}不在预算{Yuan(t.BudgetFen ?? t.ProjectBudgetFen)}之内。");
            else if (t.Notice.CeilingFen != ceiling)
                yield return new(StructuralRules.Ceiling, "/notice/ceilingFen", "最高限价没有随公告公开。");
        }
        if (t.FloorFen is not null)
            yield return new(StructuralRules.NoFloor, "/floorFen", $"设有最低限价{Yuan(t.FloorFen.Value)}。");
    }

    private static IEnumerable<Fault> Bonds(TenderStructure t)
    {
        if (t.BidBond is { } bid)
        {
            if ((decimal)bid.AmountFen * 100 > (decimal)(t.BudgetFen ?? t.ProjectBudgetFen) * 2)
                yield return new(StructuralRules.BidBond, "/bidBond/amountFen", $"投标保证金{Yuan(bid.AmountFen)}超过预算的2%。");
            if (bid.DueAt != t.BidDeadline)
                yield return new(StructuralRules.BidBond, "/bidBond/dueAt", "投标保证金到账截止时间与投标截止时间不一致。");
            if (!bid.GuaranteeAllowed)
                yield return new(StructuralRules.BidBond, "/bidBond/guaranteeAllowed", "不接受保函。");
        }
        if (t.PerformanceBond is { } bond && (decimal)bond.AmountFen * 10 > t.ContractFen)
            yield return new(StructuralRules.PerformanceBond, "/performanceBond/amountFen", $"履约保证金{Yuan(bond.AmountFen)}超过合同金额{Yuan(t.ContractFen)}的10%。");
    }

    private static IEnumerable<Fault> Charges(TenderStructure t)
    {
        for (var i = 0; i < t.Charges.Count; i++)
        {
            if (t.Charges[i].AmountFen > 0 && !t.PublishedFees.Contains(t.Charges[i].Name))
                yield return new(ClauseRules.UnlistedFee, $"/charges/{i}", $"“{t.Charges[i].Name}”{Yuan(t.Charges[i].AmountFen)}不在公示的收费清单内。");
        }
    }

    private static IEnumerable<Fault> Payment(TenderStructure t)
    {
        if (t.Payment is not { } payment)
        {
            yield return new(StructuralRules.Payment, "/payment", "没有付款条款。");
            yield break;
        }
        if (payment.Days > 30)
            yield return new(StructuralRules.Payment, "/payment/days", $"付款期限{payment.Days}日，{(payment.Days > 60 ? "超过最长60日。" : "超过收到发票后30日（财库〔2019〕38号三）。")}");
        if (!payment.LateInterest)
            yield return new(StructuralRules.Payment, "/payment/lateInterest", "没有写明逾期付款利息。");
    }

    private static string Yuan(long fen) => (fen / 100m).ToString("0.00", CultureInfo.InvariantCulture) + "元";
}
