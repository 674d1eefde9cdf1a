using System.Data.Common;
using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Planning;

/// <summary>An application with what was objected to its publicity.</summary>
public sealed record ApprovalCase(Approval Approval, Demand Demand, IReadOnlyList<SourceObjection> Objections);

/// <summary>原合同：what an addition (添购) rests on.</summary>
/// <param name="AddedFen">Additions already approved on it, fen.</param>
public sealed record OriginalContract(string Id, string Number, string SupplierName, long PriceFen, long AddedFen);

/// <summary>审批申请的读取和共用的检查。</summary>
public static class Approvals
{
    /// <summary>The application of <c>{approval}</c> in the route; null when there is none.</summary>
    public static Task<ApprovalCase?> Load(RequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Read(async db =>
            await db.Find<Approval>(context["approval"]) is { } approval && await db.Find<Demand>(approval.DemandId) is { } demand
                ? new ApprovalCase(approval, demand, await db.Where<SourceObjection>("approval_id = @Id order by objected_on, id", new { approval.Id }))
                : null);
    }

    /// <summary>Heads the page of an act with its application.</summary>
    public static void Show(this ActContext context, ApprovalCase c)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(c);
        context.Trail("采购审批", "/approvals");
        context.Trail(c.Approval.Title, $"/approvals/{c.Approval.Id}");
        context.Show("申请", TitleOf(c.Approval));
        context.Show("预算金额", $"{Yuan.Text(c.Approval.BudgetFen)} 元");
        context.Show("办理", c.Approval.State.Label());
    }

    /// <summary>采用单一来源方式：教学仪器.</summary>
    public static string TitleOf(Approval approval) =>
        $"{(approval.Subject == "import" ? "采购进口产品" : $"采用{ProcurementMethods.ByCode(approval.Method)?.Name ?? approval.Method}方式")}：{approval.Title}";

    /// <summary>The approved one of that number for a demand and a subject; null when there is none.</summary>
    public static Task<Approval?> Find(DbConnection db, string demandId, string subject, string number) =>
        db.First<Approval>("demand_id = @demandId and subject = @subject and number = @number and state = 'Approved'", new { demandId, subject, number });

    /// <summary>The id that the demand's next procurement will have: that of its other applications, if they wait for a plan, else a new one.</summary>
    public static async Task<string> NextProcurement(DbConnection db, string demandId)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await db.ExecuteScalarAsync<string?>(
            """
            select a.procurement_id from approval a where a.demand_id = @demandId and a.state in ('Prepared', 'Publicised', 'Submitted', 'Approved')
              and not exists (select 1 from procurement p where p.id = a.procurement_id)
            union select e.procurement_id from emergency e where e.demand_id = @demandId and not e.used
            order by 1 limit 1
            """, new { demandId }) ?? RandomId.New();
    }

    /// <summary>What goes to the authority.</summary>
    public static ApprovalApplied FactOf(Approval a, Demand demand, IReadOnlyList<SourceObjection> objections) => new(
        a.ProcurementId, a.Id, a.Subject, a.PurchaserId, a.PurchaserName, a.Title, demand.CatalogueCode, demand.Kind, a.Region, a.BudgetFen, a.ReachesOpenTender, a.Method, a.Ground,
        a.Reason, a.Consent, a.SupplierName, a.SupplierAddress, a.Arguments.Value, a.FailedTenderId, a.OriginalContract, a.PublicisedFrom, a.PublicisedTo,
        [.. objections.Select(o => new ObjectionConclusion(o.SupplierName, o.Text, o.Conclusion))], a.SubmittedOn!.Value);

    /// <summary>Refuses when the application is not at one of the states at which the act has its turn.</summary>
    public static Refusal? Turn(Approval approval, string act, params ReadOnlySpan<ApprovalState> states)
    {
        ArgumentNullException.ThrowIfNull(approval);
        return states.Contains(approval.State) ? null : HouseRules.Procedure.Refuse(
            $"这项申请现处于“{approval.State.Label()}”，{act}须在“{string.Join("、", states.ToArray().Select(s => s.Label()))}”时办理。", "申请页写明下一步由谁办、办什么。");
    }

    /// <summary>What is wrong with a demand that an application is to be made for.</summary>
    internal static void Examine(List<Refusal> refusals, Demand demand, long budgetFen, string region)
    {
        refusals.Unless(demand.State == DemandState.Reviewed, PlanningRules.DemandReview,
            demand.State == DemandState.Planned ? "这项需求已经备案采购计划。" : "这项需求还没有审查通过。",
            demand.State == DemandState.Planned ? "原项目终止的，先办“重新组织采购”，再申请。" : "审查通过后再申请。");
        refusals.Unless(budgetFen <= demand.ToBuyFen, PlanningRules.OverBudget, $"还要采购的部分预算为 {Yuan.Text(demand.ToBuyFen)} 元，申请 {Yuan.Text(budgetFen)} 元。", $"改为 {Yuan.Text(demand.ToBuyFen)} 元以内。", "/budgetFen");
        refusals.Unless(Divisions.Name(region) is not null, PlanningRules.PlanFiled, $"没有行政区划代码 {region}。", "填六位行政区划代码，如 410100 郑州市。", "/region");
    }
}

/// <summary>专业人员论证的一行。</summary>
public sealed record ArgumentRow(
    [property: Field("姓名", Max = 40)] string Name,
    [property: Field("工作单位", Max = 100)] string Employer,
    [property: Field("职称", Max = 60)] string Title,
    [property: Field("法律专家")] bool Lawyer,
    [property: Field("论证意见", Lines = true, Min = 5, Max = 2000)] string Opinion)
{
    internal ExpertArgument ToFact() => new(Name.Trim(), Employer.Trim(), Title.Trim(), Lawyer, Opinion.Trim());
}
