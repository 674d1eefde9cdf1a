using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Planning;

/// <summary>申请采用公开招标以外的方式。With the ground of the law; where that is 唯一供应商 and the amount reaches the tender threshold, publicity comes before the authority.</summary>
public static class ApplyMethod
{
    public sealed record Request(
        [property: Field("采购方式", Section = "方式和情形", Choices = "methods")] string Method,
        [property: Field("法定情形", Choices = "grounds")] string Ground,
        [property: Field("理由", Lines = true, Min = 10, Max = 4000, Hint = "项目概况，为什么属于这一情形")] string Reason,
        [property: Field("预算金额", Unit = "元", Min = 1, Section = "预算和同意")] long BudgetFen,
        [property: Field("项目所在地", Hint = "六位行政区划代码，如 410100", Pattern = "[0-9]{6}")] string Region,
        [property: Field("主管预算单位意见", Max = 500, Hint = "同意的文号或者意见")] string Consent,
        [property: Field("拟定的供应商", Max = 100, Section = "单一来源", Hint = "单一来源的填写")] string? SupplierName = null,
        [property: Field("供应商地址", Max = 200)] string? SupplierAddress = null,
        [property: Field("原合同", Choices = "contracts", Hint = "添购的选择原合同；历次添购合计不超过原合同金额的 10%")] string? OriginalContract = null,
        [property: Field("未能成立的招标项目", Choices = "tenders", Section = "招标失败", Hint = "招标失败或者只有两家的选择")] string? FailedTender = null,
        [property: Field("专业人员、评审专家论证意见", Section = "论证", Max = 30, Hint = "唯一供应商由专业人员论证唯一性；招标失败由评标委员会或者三名以上评审专家论证招标文件没有不合理条款")] IReadOnlyList<ArgumentRow>? Experts = null);

    public static readonly Act Act = new("apply-method", "申请变更采购方式", "/demands/{demand}/approvals/method", Access.To(Owner.Purchaser, Role.Purchaser))
    {
        Rules =
        [
            MethodRules.MethodApproval, ApprovalRules.DepartmentFirst, ApprovalRules.Material, ApprovalRules.OnlyOne, ApprovalRules.Reasoned, ApprovalRules.PublicityFirst,
            ApprovalRules.FailedTenderOpinion, MethodRules.SingleSourceAddition, MethodRules.TwoBidders,
        ],
        Button = "提交申请",
        Intro = "达到公开招标数额标准的，经设区的市级以上财政部门批准；因唯一供应商采用单一来源的，先公示。没有达到的，由本单位按法定情形决定，留下记录。",
    };

    /// <param name="demand">The reviewed demand.</param>
    /// <param name="failed">The tender named; null when there is none of that id.</param>
    /// <param name="original">The contract named with its earlier additions; null when there is none.</param>
    /// <param name="procurementId">Id that the procurement will have.</param>
    /// <param name="id">Random id of the application.</param>
    public static Outcome<Commit> Decide(
        Demand demand, Procurement? failed, OriginalContract? original, Actor actor, Request request, string procurementId, string id, DateOnly today)
    {
        List<Refusal> refusals = [];
        Approvals.Examine(refusals, demand, request.BudgetFen, request.Region);
        refusals.Unless(request.Reason.Trim().Length >= 10, ApprovalRules.Material, "理由过于简单。", "用不少于十个字写明项目概况和理由。", "/reason");
        refusals.Unless(ApprovalRules.CheckConsent(request.Consent));
        var ground = MethodGrounds.ByCode(request.Ground);
        refusals.Unless(ApprovalRules.CheckGround(ground, request.Method));
        if (refusals.Count > 0 || ground is null)
            return refusals;

        var experts = (request.Experts ?? []).Select(e => e.ToFact()).ToList();
        var supplier = request.SupplierName?.Trim() ?? "";
        var reaches = FilePlan.ThresholdOf(request.Region, today).ReachesOpenTender(Kinds.Of(demand.Kind), request.BudgetFen);
        if (ground.Method == ProcurementMethods.SingleSource.Code)
            refusals.Unless(supplier.Length > 0 && request.SupplierAddress?.Trim().Length > 0, ApprovalRules.Material, "没有写明拟定的供应商和地址。", "填写拟定的唯一供应商名称、地址。", "/supplierName");
        if (ground.Publicity)
            refusals.AddRange(ApprovalRules.CheckReasoning(experts.Count, experts.Count(e => supplier.Length > 0 && e.Employer == supplier)));
        if (ground.AfterTender)
        {
            var isFailed = failed is { Ending: "failed" } && failed.MethodRow().Tender && failed.PurchaserId == actor.OrganisationId && failed.NoticedOn is not null;
            refusals.Unless(ApprovalRules.CheckAfterTender(isFailed, experts.Count));
        }

        if (ground.Addition)
        {
            if (original is null)
                refusals.Add(MethodRules.SingleSourceAddition.Refuse("没有指明原合同。", "选择本单位已经签订的原合同。", "/originalContract"));
            else
            {
                refusals.Unless(MethodRules.CheckAddition(original.AddedFen + request.BudgetFen, original.PriceFen, "/budgetFen"));
                refusals.Unless(original.SupplierName == supplier, MethodRules.SingleSource, $"原合同的供应商是 {original.SupplierName}，添购只能从原供应商处采购。", $"供应商填 {original.SupplierName}。", "/supplierName");
            }
        }

        if (refusals.Count > 0)
            return refusals;
        var approval = new Approval
        {
            Id = id, ProcurementId = procurementId, DemandId = demand.Id, PurchaserId = actor.OrganisationId, PurchaserName = actor.OrganisationName, Subject = "method", Title = demand.Title,
            Method = ground.Method, Ground = ground.Code, Reason = request.Reason.Trim(), Consent = request.Consent.Trim(), Region = request.Region, BudgetFen = request.BudgetFen,
            ReachesOpenTender = reaches, SupplierName = supplier, SupplierAddress = request.SupplierAddress?.Trim() ?? "", Arguments = new(experts),
            FailedTenderId = ground.AfterTender ? failed!.Id : "", OriginalContractId = ground.Addition ? original!.Id : "",
            OriginalContract = ground.Addition ? $"{original!.Number}，{Yuan.Text(original.PriceFen)} 元，此前添购 {Yuan.Text(original.AddedFen)} 元" : "", AuthorId = actor.AccountId,
        };
        if (ApprovalRules.NeedsPublicity(ground, reaches))
        {
            return Commit.Empty.Insert(approval with { State = ApprovalState.Prepared }).Require(demand)
                .Record(new ApprovalPrepared(procurementId, id, approval.Method, approval.Ground, approval.BudgetFen, supplier), actor.OrganisationId);
        }

        var submitted = approval with { State = ApprovalState.Submitted, SubmittedOn = today };
        // Below the tender threshold the choice is the unit's own; only the case of two bidders (74号第二十七条第二款) and the scheme of a 集中采购机构 (110号第八条) go to the authority whatever the amount.
        var row = reaches || ground.Two || ground.ByAuthority ? submitted : submitted with { State = ApprovalState.Approved, Number = $"单位决定{today.Year}-{id[..8].ToUpperInvariant()}", DecidedOn = today };
        return Commit.Empty.Insert(row).Require(demand).Record(Approvals.FactOf(row, demand, []), actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (demand, _) = await Cases.LoadDemand(context);
        if (demand is null)
            return ActContext.Missing;
        var (failed, original, procurement) = await context.Read(async db => (
            await db.Find<Procurement>(request.FailedTender ?? ""),
            (await Contracts(db, context.Actor.OrganisationId)).Find(c => c.Id == request.OriginalContract),
            await Approvals.NextProcurement(db, demand.Id)));
        var id = RandomId.New();
        return Decide(demand, failed, original, context.Actor, request, procurement, id, context.Now.BeijingDate()).Done("申请已提交。", $"/approvals/{id}", new { Id = id });
    }

    private static async Task<List<OriginalContract>> Contracts(System.Data.Common.DbConnection db, string organisation) =>
        [.. (await db.QueryAsync<(string Id, string Number, string Supplier, long PriceFen, long AddedFen)>(
            """
            select c.id, c.number, c.supplier_name, c.price_fen,
              cast(coalesce((select sum(a.budget_fen) from approval a where a.original_contract_id = c.id and a.state in ('Submitted', 'Approved', 'Used')), 0) as bigint)
            from contract c where c.purchaser_id = @organisation and c.signed_on is not null order by c.number
            """, new { organisation })).Select(c => new OriginalContract(c.Id, c.Number, c.Supplier, c.PriceFen, c.AddedFen))];

    private static async Task<Request?> Prefill(ActContext context)
    {
        var served = MethodGrounds.All.Where(g => MethodOf.Served.Any(m => m.Code == g.Method)).ToList();
        context.Offer("methods", served.Select(g => g.Method).Distinct().Select(m => new Choice(m, ProcurementMethods.ByCode(m)!.Name)));
        context.Offer("grounds", served.Select(g => new Choice(g.Code, $"{ProcurementMethods.ByCode(g.Method)!.Name}：{g.Text}（{g.Article}）")));
        var (demand, _) = await Cases.LoadDemand(context);
        if (demand is null)
            return null;
        context.Show(demand);
        var (contracts, tenders, organisation) = await context.Read(async db => (
            await Contracts(db, context.Actor.OrganisationId),
            await db.Where<Procurement>("purchaser_id = @OrganisationId and method in ('GKZB', 'YQZB') and ending = 'failed' and noticed_on is not null order by noticed_on desc limit 100", new { context.Actor.OrganisationId }),
            await db.Find<Organisation>(context.Actor.OrganisationId)));
        context.Offer("contracts", contracts.Select(c => new Choice(c.Id, $"{c.Number} {c.SupplierName}　{Yuan.Text(c.PriceFen)} 元，已添购 {Yuan.Text(c.AddedFen)} 元")));
        context.Offer("tenders", tenders.Select(t => new Choice(t.Id, $"{t.Code} {t.Title}：{t.EndingReason}")));
        return new(MethodGrounds.OnlySupplier.Method, MethodGrounds.OnlySupplier.Code, "", demand.ToBuyFen, organisation?.Region ?? "", "");
    }
}
