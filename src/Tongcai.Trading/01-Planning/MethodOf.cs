using System.Data.Common;
using Dapper;
using Tongcai.Law;

namespace Tongcai.Trading.Planning;

/// <summary>项目的采购方式。A procurement's row of <see cref="ProcurementMethods"/>: words, numbers and what the method has; acts ask it and know no method by name.</summary>
public static class MethodOf
{
    private const string Sql = """
        select method from procurement where id = @id
        union all select p.method from contract c join procurement p on p.id = c.procurement_id where c.id = @contract
        union all select p.method from challenge h join procurement p on p.id = h.procurement_id where h.id = @challenge
        union all select p.method from seat s join procurement p on p.id = s.procurement_id where s.id = @seat
        """;

    /// <summary>Methods of which the chain has every step. A plan by another is refused before anything is drawn from the budget, and nobody is asked to approve one.</summary>
    public static readonly IReadOnlyList<ProcurementMethod> Served =
        [ProcurementMethods.OpenTender, ProcurementMethods.InvitedTender, ProcurementMethods.Negotiation, ProcurementMethods.Consultation, ProcurementMethods.Inquiry, ProcurementMethods.SingleSource, ProcurementMethods.FrameworkAgreement, ProcurementMethods.Emergency, ProcurementMethods.EmergencyDirect];

    public static ProcurementMethod MethodRow(this Procurement procurement)
    {
        ArgumentNullException.ThrowIfNull(procurement);
        return ProcurementMethods.ByCode(procurement.Method) ?? ProcurementMethods.OpenTender;
    }

    public static MethodWords Words(this Procurement procurement) => procurement.MethodRow().Words;

    /// <summary>评审方法 in words: 综合评分法, or how the method calls the evaluation by price alone.</summary>
    public static string Evaluation(this Procurement procurement) =>
        procurement.IsOpenFramework() ? "接受条件即可加入，不评审" : procurement.EvaluationMethod == "lowest" ? procurement.Words().Lowest : procurement.Words().Best;

    /// <summary>开放式框架协议：no sealed responses and no evaluation.</summary>
    public static bool IsOpenFramework(this Procurement procurement) => procurement.Framework.Value is { Form: "open" };

    /// <summary>What the plan draws from its budget line, fen: a framework nothing, its call-offs draw.</summary>
    public static long DrawnFen(this Procurement procurement) => procurement.MethodRow().TwoStages ? 0 : procurement.BudgetFen;

    /// <summary>Fewest suppliers with which the procurement goes on, with the rule that says so.</summary>
    public static Cited<int> Minimum(this Procurement procurement) =>
        procurement.MethodRow().MinimumSuppliers is not { } minimum ? new(1, procurement.MethodRow().Basis) : procurement.TwoSuppliers ? minimum with { Value = 2 } : minimum;

    /// <summary>三家, 两家.</summary>
    public static string Suppliers(this Cited<int> minimum) => minimum.Value switch { 1 => "一家", 2 => "两家", 3 => "三家", var n => $"{n}家" };

    /// <summary>评审组织的规模; more where the amount reaches what must be tendered openly.</summary>
    public static CommitteeSize GroupSize(this Procurement procurement)
    {
        var kind = Kinds.Of(procurement.Kind);
        return CommitteeSize.Of(
            procurement.MethodRow(), procurement.BudgetFen, reachesOpenTender: FilePlan.ThresholdOf(procurement.Region, procurement.FiledOn).ReachesOpenTender(kind, procurement.BudgetFen)
                || (kind == ProjectKind.Works && procurement.BudgetFen >= Thresholds.WorksTender.ConstructionFen));
    }

    /// <summary>A refusal in the words of a method.</summary>
    public static Refusal Say(this MethodWords words, Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(refusal);
        return refusal with { Reason = words.Say(refusal.Reason), Remedy = words.Say(refusal.Remedy) };
    }

    /// <summary>How the acts on the object of a route are worded; null where a tender's own words stand.</summary>
    internal static async Task<Func<string, string>?> WordsOf(RouteValueDictionary route, DbConnection connection)
    {
        string? Of(string name) => route[name] as string;
        var whose = new { id = Of("id"), contract = Of("contract"), challenge = Of("challenge"), seat = Of("seat") };
        if (whose is { id: null, contract: null, challenge: null, seat: null })
            return null;
        return await connection.ExecuteScalarAsync<string?>(Sql, whose) is { } code && ProcurementMethods.ByCode(code)?.Words is { } words && words != MethodWords.Tender ? words.Say : null;
    }
}
