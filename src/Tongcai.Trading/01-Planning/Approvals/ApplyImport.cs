using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Planning;

/// <summary>申请采购进口产品。Experts argue it, the authority decides.</summary>
public static class ApplyImport
{
    public sealed record Request(
        [property: Field("理由", Lines = true, Min = 10, Max = 4000, Section = "申请", Hint = "为什么国内产品不能满足：境内无法获取，或者无法以合理的商业条件获取")] string Reason,
        [property: Field("预算金额", Unit = "元", Min = 1)] long BudgetFen,
        [property: Field("项目所在地", Hint = "六位行政区划代码，如 410100", Pattern = "[0-9]{6}")] string Region,
        [property: Field("主管预算单位意见", Max = 500, Hint = "同意的文号或者意见")] string Consent,
        [property: Field("专家论证意见", Section = "论证", Min = 1, Max = 15, Hint = "五人以上单数，其中一名法律专家，均非本单位人员")] IReadOnlyList<ArgumentRow> Experts);

    public static readonly Act Act = new("apply-import", "申请采购进口产品", "/demands/{demand}/approvals/import", Access.To(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [PlanningRules.ImportApproval, ApprovalRules.ImportApproved, ApprovalRules.ImportOpinion, ApprovalRules.DepartmentFirst],
        Button = "提交申请",
        Intro = "政府采购应当采购本国货物。确需采购进口产品的，先组织专家论证，再报财政部门核准。",
    };

    /// <param name="procurementId">Id that the procurement will have.</param>
    /// <param name="id">Random id of the application.</param>
    public static Outcome<Commit> Decide(Demand demand, Actor actor, Request request, string procurementId, string id, DateOnly today)
    {
        List<Refusal> refusals = [];
        Approvals.Examine(refusals, demand, request.BudgetFen, request.Region);
        refusals.Unless(demand.Kind == "goods", PlanningRules.ImportApproval, $"这项需求是{Kinds.Name(demand.Kind)}，进口产品审核只对货物。", "不需要申请。");
        refusals.Unless(request.Reason.Trim().Length >= 10, ApprovalRules.Material, "理由过于简单。", "用不少于十个字写明国内产品为什么不能满足。", "/reason");
        refusals.Unless(ApprovalRules.CheckConsent(request.Consent));
        var experts = request.Experts.Select(e => e.ToFact()).ToList();
        refusals.AddRange(ApprovalRules.CheckImportPanel(experts.Select(e => e.Name).Distinct().Count(), experts.Count(e => e.Lawyer), experts.Count(e => e.Employer == actor.OrganisationName)));
        if (refusals.Count > 0)
            return refusals;
        var row = new Approval
        {
            Id = id, ProcurementId = procurementId, DemandId = demand.Id, PurchaserId = actor.OrganisationId, PurchaserName = actor.OrganisationName, Subject = "import", Title = demand.Title,
            Reason = request.Reason.Trim(), Consent = request.Consent.Trim(), Region = request.Region, BudgetFen = request.BudgetFen, Arguments = new(experts),
            ReachesOpenTender = FilePlan.ThresholdOf(request.Region, today).ReachesOpenTender(Kinds.Of(demand.Kind), request.BudgetFen),
            State = ApprovalState.Submitted, SubmittedOn = today, AuthorId = actor.AccountId,
        };
        return Commit.Empty.Insert(row).Require(demand).Record(Approvals.FactOf(row, demand, []), actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (demand, _) = await Cases.LoadDemand(context);
        if (demand is null)
            return ActContext.Missing;
        var procurement = await context.Read(db => Approvals.NextProcurement(db, demand.Id));
        var id = RandomId.New();
        return Decide(demand, context.Actor, request, procurement, id, context.Now.BeijingDate()).Done("申请已送财政部门。", $"/approvals/{id}", new { Id = id });
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        var (demand, _) = await Cases.LoadDemand(context);
        if (demand is null)
            return null;
        context.Show(demand);
        var organisation = await context.Read(db => db.Find<Organisation>(context.Actor.OrganisationId));
        return new("", demand.ToBuyFen, organisation?.Region ?? "", "", []);
    }
}
