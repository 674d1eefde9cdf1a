using static Tongcai.Law.MethodChoice;

namespace Tongcai.Law;

/// <summary>预算项目中的一个采购项目，用于计算预留份额。</summary>
/// <param name="BudgetFen">Budget of the project.</param>
/// <param name="Suitable">适宜由中小企业提供 (46号第六条: everything but the five exceptions).</param>
/// <param name="ReservedFen">Reserved for SMEs: whole or lot, or the share demanded of consortium or subcontract.</param>
/// <param name="SmallMicroFen">Of that, for small and micro firms.</param>
public sealed record SetAsideProject(string Name, ProjectKind Kind, long BudgetFen, bool Suitable, long ReservedFen, long SmallMicroFen);

/// <summary>不专门预留的法定情形（46号第六条），按项次。</summary>
public enum SetAsideExemption
{
    /// <summary>适宜由中小企业提供，没有例外。</summary>
    None,

    /// <summary>优先或者应当面向非企业主体。</summary>
    NonEnterprise,

    /// <summary>不可替代的专利、专有技术、基础设施、特定公共服务。</summary>
    Irreplaceable,

    /// <summary>无法充分供应、充分竞争，或者影响采购目标。</summary>
    LittleCompetition,

    /// <summary>框架协议采购。</summary>
    Framework,

    /// <summary>省级以上财政部门规定。</summary>
    ByProvince,
}

/// <summary>一个部门一个年度的预留情况，分毫计算（分）。</summary>
/// <param name="Base">适宜且超过限额的项目预算总额.</param>
/// <param name="Required">应当预留.</param>
/// <param name="Reserved">已预留.</param>
/// <param name="SmallMicroRequired">预留中应当给小微.</param>
/// <param name="SmallMicro">预留中已给小微.</param>
public sealed record SetAsidePool(long Base, long Required, long Reserved, long SmallMicroRequired, long SmallMicro, Rule Rule)
{
    /// <summary>Still to be reserved.</summary>
    public long Shortfall => Math.Max(0, Required - Reserved);

    /// <summary>Still to be reserved for small and micro firms.</summary>
    public long SmallMicroShortfall => Math.Max(0, SmallMicroRequired - SmallMicro);
}

/// <summary>预留份额（46号第七、八条）：per department and year, goods and services apart from works.</summary>
public static class SetAsideShare
{
    private const long Wan = 1_000_000;

    /// <summary>Up to this a suitable project is reserved whole; the number is included.</summary>
    public static long WholeLotFen(ProjectKind kind) => (kind == ProjectKind.Works ? 400 : 200) * Wan;

    /// <summary>Whether the exemption makes a project unsuitable for reservation.</summary>
    public static bool IsSuitable(SetAsideExemption exemption) => exemption == SetAsideExemption.None;

    /// <summary>The share of works that must be reserved in a budget year.</summary>
    public static MinimumShare WorksShareOn(DateOnly day) => PolicyRules.WorksReservedShare.InForceOn(day) ? PolicyRules.WorksReservedShare : PolicyRules.ReservedShare;

    /// <summary>A suitable project between 采购限额标准 and 200万/400万 that is not reserved whole.</summary>
    public static Refusal? CheckProject(SetAsideProject project, Threshold threshold, string pointer = "") =>
        project.Suitable && threshold.ReachesLimit(project.Kind, project.BudgetFen) && project.BudgetFen <= WholeLotFen(project.Kind) && project.ReservedFen < project.BudgetFen
            ? PolicyRules.WholeLotReserved.Refuse(
                $"{project.Name}预算{Yuan(project.BudgetFen)}，不超过{Yuan(WholeLotFen(project.Kind))}且适宜由中小企业提供，没有整体预留。", "整体专门面向中小企业采购；不适宜的写明法定情形。", pointer)
            : null;

    /// <summary>The two pools of a department's year: goods and services, then works. Only suitable projects above 200万/400万 count.</summary>
    /// <param name="year">Budget year; the works share is that of its last day.</param>
    public static (SetAsidePool GoodsServices, SetAsidePool Works) Of(IReadOnlyCollection<SetAsideProject> projects, int year) =>
        (Pool(projects.Where(p => p.Kind != ProjectKind.Works), PolicyRules.ReservedShare), Pool(projects.Where(p => p.Kind == ProjectKind.Works), WorksShareOn(new(year, 12, 31))));

    /// <summary>Refusals for a plan that leaves a pool short.</summary>
    public static IReadOnlyList<Refusal> CheckPool(SetAsidePool pool, string pointer = "")
    {
        List<Refusal> refusals = [];
        if (pool.Shortfall > 0)
            refusals.Add(pool.Rule.Refuse($"适宜由中小企业提供的项目预算{Yuan(pool.Base)}，应预留{Yuan(pool.Required)}，已预留{Yuan(pool.Reserved)}。", $"再预留{Yuan(pool.Shortfall)}。", pointer));
        if (pool.SmallMicroShortfall > 0)
            refusals.Add(PolicyRules.SmallMicroShare.Refuse($"预留给小微企业的应为{Yuan(pool.SmallMicroRequired)}，不低于预留份额的60%，已有{Yuan(pool.SmallMicro)}。", $"再给小微企业{Yuan(pool.SmallMicroShortfall)}。", pointer));
        return refusals;
    }

    /// <summary>预留的采购包，合格中小企业不足三家的中止，改为非预留并给价格扣除。</summary>
    public static Refusal? CheckSuppliers(int qualifiedSmes, string pointer = "") =>
        PolicyRules.EligibleSmes.IsMetBy(qualifiedSmes) ? null : PolicyRules.EligibleSmes.Refuse(
            $"符合资格条件的中小企业{qualifiedSmes}家，不足3家。", "中止采购，按未预留份额的项目重新组织并给予价格扣除。", pointer);

    /// <summary>The preference an offer may claim.</summary>
    /// <param name="size">Size of the maker (goods) or of the supplier (works, services).</param>
    /// <param name="tiedToLarge">Same head as, or held or managed by, a large firm.</param>
    /// <param name="largeMadeToo">Some of the goods are made by a large firm.</param>
    /// <param name="smallMicroPart">Amount agreed for small and micro firms in a consortium or by subcontract, fen.</param>
    /// <param name="whole">Amount of the offer, fen.</param>
    /// <param name="partnersTied">Those partners are held or managed by the others.</param>
    public static Cited<SmePreference> PreferenceOf(
        EnterpriseSize size, bool tiedToLarge, bool largeMadeToo, bool declared, long smallMicroPart, long whole, bool partnersTied)
    {
        if (!declared)
            return new(SmePreference.None, PolicyRules.DeclarationOnly);
        if (largeMadeToo)
            return new(SmePreference.None, PolicyRules.GoodsBySme);
        if (size is EnterpriseSize.Small or EnterpriseSize.Micro)
            return tiedToLarge ? new(SmePreference.None, PolicyRules.TiedToLarge) : new(SmePreference.SmallOrMicro, PolicyRules.Deduction);
        return smallMicroPart > 0 && PolicyRules.SharedPart.IsMetBy(smallMicroPart, whole) && !partnersTied
            ? new(SmePreference.ConsortiumOrSubcontract, PolicyRules.SharedDeduction)
            : new(SmePreference.None, PolicyRules.SharedPart);
    }

    private static SetAsidePool Pool(IEnumerable<SetAsideProject> projects, MinimumShare share)
    {
        var counted = projects.Where(p => p.Suitable && p.BudgetFen > WholeLotFen(p.Kind)).ToList();
        var total = counted.Sum(p => p.BudgetFen);
        var reserved = counted.Sum(p => p.ReservedFen);
        var required = share.FloorFen(total);
        return new(total, required, reserved, PolicyRules.SmallMicroShare.FloorFen(Math.Max(required, reserved)), counted.Sum(p => p.SmallMicroFen), share);
    }
}
