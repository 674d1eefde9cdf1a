using System.Globalization;

namespace Tongcai.Law;

/// <summary>采购项目的性质，决定采购方式。</summary>
/// <param name="BudgetFen">Budget of the project, with what was bought of the same kind in the year where 化整为零 would matter.</param>
public sealed record ProjectNature(ProjectKind Kind, long BudgetFen)
{
    /// <summary>集中采购目录以内。</summary>
    public bool InCatalogue { get; init; }

    /// <summary>工程依法必须招标。</summary>
    public bool WorksMustBeTendered { get; init; }

    /// <summary>规格、标准统一，现货充足，价格变化小。</summary>
    public bool Uniform { get; init; }

    /// <summary>技术复杂或性质特殊，不能确定详细规格。</summary>
    public bool CannotSpecify { get; init; }

    /// <summary>不能事先计算价格总额。</summary>
    public bool PriceUnknown { get; init; }

    /// <summary>紧急需要，非采购人拖延所致。</summary>
    public bool Urgent { get; init; }

    /// <summary>招标失败后。</summary>
    public bool TenderFailed { get; init; }

    /// <summary>只能从有限范围的供应商处采购。</summary>
    public bool FewSuppliers { get; init; }

    /// <summary>公开招标的费用占项目总价值的比例过大。</summary>
    public bool TenderCostly { get; init; }

    /// <summary>只能从唯一供应商处采购。</summary>
    public bool OnlySupplier { get; init; }

    /// <summary>政府购买服务。</summary>
    public bool PublicService { get; init; }

    /// <summary>小额零星、多频次。</summary>
    public bool SmallAndFrequent { get; init; }
}

/// <summary>采购方式建议。</summary>
/// <param name="Method">The proposed method.</param>
/// <param name="Allowed">All methods the nature allows without an approval, the proposed one first.</param>
/// <param name="Reasons">Why, each with its rule.</param>
/// <param name="AboveOpenTender">The amount reaches 公开招标数额标准.</param>
public sealed record MethodProposal(ProcurementMethod Method, IReadOnlyList<ProcurementMethod> Allowed, IReadOnlyList<Cited<string>> Reasons, bool AboveOpenTender)
{
    /// <summary>Whether choosing that method needs the approval of the finance department first (政府采购法第二十七条).</summary>
    public bool NeedsApproval(ProcurementMethod chosen) => AboveOpenTender && chosen != ProcurementMethods.OpenTender;
}

/// <summary>采购方式由规则提出。</summary>
public static class MethodChoice
{
    /// <summary>Proposes a method for the nature of a project; never refuses: what the law leaves open stays the purchaser's choice among <see cref="MethodProposal.Allowed"/>.</summary>
    public static MethodProposal Propose(ProjectNature project, Threshold threshold)
    {
        List<Cited<string>> reasons = [];
        if (threshold.ReachesOpenTender(project.Kind, project.BudgetFen) || project.WorksMustBeTendered)
        {
            reasons.Add(project.WorksMustBeTendered
                ? new("工程达到必须招标的规模，适用招标投标法。", MethodRules.WorksMustTender)
                : new($"预算{Yuan(project.BudgetFen)}达到公开招标数额标准{Yuan(threshold.OpenTenderFen)}，应当公开招标。", threshold.Rule));
            return new(ProcurementMethods.OpenTender, [ProcurementMethods.OpenTender], reasons, AboveOpenTender: true);
        }

        if (!project.InCatalogue && !threshold.ReachesLimit(project.Kind, project.BudgetFen))
        {
            reasons.Add(new($"预算{Yuan(project.BudgetFen)}未达采购限额标准且在目录以外，可以使用网上商城，也可以自行采购。", MethodRules.MallIsVoluntary));
            return new(ProcurementMethods.MallPurchase, [ProcurementMethods.MallPurchase, ProcurementMethods.MallBargain, ProcurementMethods.MallAuction], reasons, false);
        }

        var allowed = Cases(project).ToList();
        reasons.AddRange(allowed.Select(a => a.Reason));
        reasons.Add(new("公开招标始终可以采用。", MethodRules.OpenTenderIsTheRule));
        var methods = allowed.Select(a => a.Method).Append(ProcurementMethods.OpenTender).Distinct().ToList();
        return new(methods[0], methods, reasons, false);
    }

    /// <summary>Refuses a chosen method that the nature does not allow, or that lacks the approval it needs; null when it may be used.</summary>
    /// <param name="approvedMethod">Code of the method the finance department approved, or null.</param>
    public static Refusal? Check(ProjectNature project, Threshold threshold, ProcurementMethod chosen, string? approvedMethod, string pointer = "")
    {
        var proposal = Propose(project, threshold);
        if (proposal.NeedsApproval(chosen))
        {
            return approvedMethod == chosen.Code
                ? null
                : MethodRules.MethodApproval.Refuse(
                    $"预算{Yuan(project.BudgetFen)}应当公开招标，改用{chosen.Name}没有财政部门的批准。", "先报设区的市级以上财政部门批准变更采购方式，或改为公开招标。", pointer);
        }

        return proposal.Allowed.Contains(chosen) ? null : chosen.Basis.Refuse(
            $"项目情形不符合采用{chosen.Name}的条件。", $"可以采用：{string.Join("、", proposal.Allowed.Select(m => m.Name))}。", pointer);
    }

    /// <summary>Amount for people: 1,234.56元.</summary>
    internal static string Yuan(long fen) => (fen / 100m).ToString("#,0.##", CultureInfo.InvariantCulture) + "元";

    private static IEnumerable<(ProcurementMethod Method, Cited<string> Reason)> Cases(ProjectNature p)
    {
        if (p.OnlySupplier)
            yield return (ProcurementMethods.SingleSource, new("只能从唯一供应商处采购。", MethodRules.SingleSource));
        if (p.SmallAndFrequent && p.InCatalogue)
            yield return (ProcurementMethods.FrameworkAgreement, new("目录以内小额零星、多频次采购。", MethodRules.FrameworkAgreement));
        if (p is { Kind: ProjectKind.Goods, Uniform: true })
            yield return (ProcurementMethods.Inquiry, new("货物规格、标准统一，现货充足且价格变化小。", MethodRules.Inquiry));
        if (p.PublicService || p.CannotSpecify || p.PriceUnknown || p.Kind == ProjectKind.Works)
            yield return (ProcurementMethods.Consultation, new(
                p.PublicService ? "政府购买服务。" : p.Kind == ProjectKind.Works ? "依法不进行招标的工程。" : "不能确定详细规格或者不能事先计算价格总额。", MethodRules.Consultation));
        if (p.CannotSpecify || p.PriceUnknown || p.Urgent || p.TenderFailed || p.Kind == ProjectKind.Works)
            yield return (ProcurementMethods.Negotiation, new(
                p.TenderFailed ? "招标未能成立。" : p.Urgent ? "招标所需时间不能满足紧急需要。" : p.Kind == ProjectKind.Works ? "依法不进行招标的工程。" : "不能确定详细规格或者不能事先计算价格总额。",
                p.Kind == ProjectKind.Works ? MethodRules.WorksNotTendered : MethodRules.Negotiation));
        if (p.FewSuppliers || p.TenderCostly)
            yield return (ProcurementMethods.InvitedTender, new(p.FewSuppliers ? "只能从有限范围的供应商处采购。" : "采用公开招标方式的费用占项目总价值的比例过大。", MethodRules.InvitedTender));
    }
}
