using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Planning;

/// <summary>中小企业预留方式（政府采购促进中小企业发展管理办法第八条）。</summary>
public enum SetAside
{
    [Label("不预留")] None,
    [Label("整体专门面向中小企业")] Whole,
    [Label("要求联合体")] Consortium,
    [Label("要求分包")] Subcontract,
}

/// <summary>评审方法。</summary>
public enum EvaluationMethod
{
    [Label("综合评分法")] Comprehensive,
    [Label("最低评标价法")] Lowest,
}

/// <summary>备案采购计划。The method follows from the amount and the nature; the amount is drawn from the budget line; from here on the procurement has its code.</summary>
public static class FilePlan
{
    /// <summary>200万元：up to here goods and services are reserved for small and medium firms whole, fen.</summary>
    public const long ReservedGoodsServicesFen = 200_000_000;

    /// <summary>400万元：the same for works, fen.</summary>
    public const long ReservedWorksFen = 400_000_000;

    public sealed record Request(
        [property: Field("采购方式", Section = "采购方式", Choices = "methods")] string Method,
        [property: Field("规格、标准统一，现货充足，价格变化小")] bool Uniform,
        [property: Field("技术复杂或者性质特殊，不能确定详细规格")] bool CannotSpecify,
        [property: Field("不能事先计算出价格总额")] bool PriceUnknown,
        [property: Field("紧急需要，招标所需时间不能满足")] bool Urgent,
        [property: Field("只能从有限范围的供应商处采购")] bool FewSuppliers,
        [property: Field("只能从唯一供应商处采购")] bool OnlySupplier,
        [property: Field("政府购买服务")] bool PublicService,
        [property: Field("集中采购目录以内")] bool InCatalogue,
        [property: Field("计划金额", Section = "金额与政策", Unit = "元", Min = 1)] long BudgetFen,
        [property: Field("中小企业预留")] SetAside SetAside,
        [property: Field("评审方法")] EvaluationMethod Evaluation,
        [property: Field("项目所在地", Hint = "六位行政区划代码，如 410100", Pattern = "[0-9]{6}", Section = "项目")] string Region,
        [property: Field("采购人联系方式", Max = 200, Hint = "联系人、电话、地址，随公告公开")] string PurchaserContact,
        [property: Field("不预留的理由", Lines = true, Max = 500, Hint = "应当专门面向中小企业而不预留的，写明属于第六条哪一种情形")] string? SetAsideReason = null,
        [property: Field("变更方式的批准", Max = 100, Choices = "approvals", Hint = "应当公开招标而改用其他方式的，选择财政部门的批准；没有的先在需求页申请")] string? Approval = null,
        [property: Field("采购进口产品", Section = "进口产品")] bool Imported = false,
        [property: Field("进口产品核准", Max = 100, Choices = "import-approvals", Hint = "采购进口产品的，选择财政部门的核准")] string? ImportApproval = null,
        [property: Field("采用公开招标方式的费用占项目总价值的比例过大", Section = "其他情形")] bool TenderCostly = false);

    public static readonly Act Act = new("file-plan", "备案采购计划", "/demands/{demand}/plan", Access.To(Owner.Purchaser, Role.Purchaser))
    {
        Rules =
        [
            PlanningRules.PlanFiled, PlanningRules.OverBudget, PlanningRules.DemandReview, MethodRules.OpenTenderIsTheRule, MethodRules.MethodApproval,
            MethodRules.LowestPriceRequired, PlanningRules.NoSplitting, PolicyRules.WholeLotReserved, ApprovalRules.ImportApproved,
        ],
        Button = "备案计划",
        Intro = "采购方式由金额、品目和项目情形按规则提出。备案后占用预算指标，生成项目编号。",
        Irreversible = true,
    };

    /// <param name="demand">The reviewed demand.</param>
    /// <param name="line">Its budget line.</param>
    /// <param name="earlierFen">Planned this year without open tender under the same line for the same catalogue item, fen.</param>
    /// <param name="actor">Who files; becomes the handler.</param>
    /// <param name="request">As sent.</param>
    /// <param name="id">Random id of the procurement.</param>
    /// <param name="today">Legal day.</param>
    /// <param name="approval">The approved application of that number for this demand; null when there is none.</param>
    /// <param name="import">The same for imported products.</param>
    /// <param name="emergency">What was declared for this demand and no plan rests on yet; null: nothing.</param>
    public static Outcome<Commit> Decide(
        Demand demand, BudgetLine line, long earlierFen, Actor actor, Request request, string id, DateOnly today, Approval? approval = null, Approval? import = null, Emergency? emergency = null)
    {
        List<Refusal> refusals = [];
        refusals.Unless(demand.State == DemandState.Reviewed, PlanningRules.DemandReview,
            demand.State == DemandState.Planned ? "这项需求已经备案。" : "这项需求还没有审查通过。", "审查通过后再备案采购计划。");
        refusals.Unless(demand.ToBuy > 0, PlanningRules.ReuseFirst, "需求已全部由调剂解决，没有需要采购的数量。", "不需要采购；需求有增加的，另行编制。");
        refusals.Unless(demand.ReviewerId != actor.AccountId, DutyRules.InternalControl, "您是这项需求的审查人，不得兼任本项目经办人。", "请经办岗人员备案。");

        refusals.Unless(request.BudgetFen <= demand.ToBuyFen, PlanningRules.OverBudget,
            $"需求 {demand.Quantity} {demand.Unit} 共 {Yuan.Text(demand.BudgetFen)} 元，还要采购 {demand.ToBuy} {demand.Unit}，计划不得超过 {Yuan.Text(demand.ToBuyFen)} 元，现填 {Yuan.Text(request.BudgetFen)} 元。",
            $"把计划金额改为 {Yuan.Text(demand.ToBuyFen)} 元以内。", "/budgetFen");
        var left = line.AmountFen - line.DrawnFen;
        refusals.Unless(request.BudgetFen <= left, PlanningRules.OverBudget,
            $"指标“{line.Name}”批复 {Yuan.Text(line.AmountFen)} 元，可用 {Yuan.Text(left)} 元，计划 {Yuan.Text(request.BudgetFen)} 元，差 {Yuan.Text(request.BudgetFen - left)} 元。",
            "减少计划金额，或者先办理预算调剂、追加。", "/budgetFen");
        refusals.Unless(Divisions.Name(request.Region) is not null, PlanningRules.PlanFiled, $"没有行政区划代码 {request.Region}。", "填六位行政区划代码，如 410100 郑州市。", "/region");

        var method = ProcurementMethods.ByCode(request.Method);
        IReadOnlyList<string> reasons = [];
        if (method is null)
            refusals.Add(MethodRules.OpenTenderIsTheRule.Refuse($"没有代码为 {request.Method} 的采购方式。", "从列出的采购方式中选择。", "/method"));
        else
            reasons = Examine(refusals, demand, earlierFen, request, method, today, approval, import, emergency);

        if (refusals.Count > 0)
            return refusals;
        var procurement = new Procurement
        {
            Id = id,
            Code = CodeOf(method!, request.Region, today, id),
            DemandId = demand.Id,
            BudgetLineId = line.Id,
            PurchaserId = actor.OrganisationId,
            PurchaserName = actor.OrganisationName,
            PurchaserContact = request.PurchaserContact.Trim(),
            Title = demand.Title,
            CatalogueCode = demand.CatalogueCode,
            CatalogueName = demand.CatalogueName,
            Kind = demand.Kind,
            Region = request.Region,
            Method = method!.Code,
            EvaluationMethod = Wire.Name(request.Evaluation.ToString()),
            SetAside = Wire.Name(request.SetAside.ToString()),
            BudgetFen = request.BudgetFen,
            TwoSuppliers = MethodGrounds.ByCode(approval?.Ground ?? "")?.Two == true || (method == ProcurementMethods.Consultation && request.PublicService),
            Stage = Stage.Filed,
            HandlerId = actor.AccountId,
            FiledOn = today,
            ApprovalId = approval?.Id ?? "",
            Ground = approval?.Ground ?? "",
            ImportNumber = import?.Number ?? "",
        };
        var commit = Commit.Empty;
        foreach (var used in new[] { approval, import }.OfType<Approval>())
            commit = commit.Update(used with { State = ApprovalState.Used });
        if (method.Emergency)
            commit = commit.Update(emergency! with { Used = true });
        return commit
            .Insert(procurement)
            .Update(demand with { State = DemandState.Planned, ProcurementId = id })
            .Update(line with { DrawnFen = line.DrawnFen + request.BudgetFen })
            .Record(
                new PlanFiled(
                    id, procurement.Code, demand.Id, line.Id, procurement.PurchaserId, procurement.Title, procurement.CatalogueCode, procurement.Kind, procurement.Method,
                    reasons, procurement.BudgetFen, procurement.SetAside, procurement.EvaluationMethod),
                actor.OrganisationId);
    }

    /// <summary>What the law proposes for a demand, given its nature.</summary>
    public static MethodProposal Propose(Demand demand, long earlierFen, Request request, DateOnly today) =>
        MethodChoice.Propose(NatureOf(demand, earlierFen, request), ThresholdOf(request.Region, today));

    /// <summary>限额标准 of the place: province, city or county by the code.</summary>
    internal static Threshold ThresholdOf(string region, DateOnly today)
    {
        var level = region.EndsWith("0000", StringComparison.Ordinal) ? BudgetLevel.Province : region.EndsWith("00", StringComparison.Ordinal) ? BudgetLevel.City : BudgetLevel.County;
        return Thresholds.Of(region, level, today) ?? Thresholds.National.First(t => t.Level == level);
    }

    private static List<string> Examine(
        List<Refusal> refusals, Demand demand, long earlierFen, Request request, ProcurementMethod method, DateOnly today, Approval? approval, Approval? import, Emergency? emergency)
    {
        refusals.Unless(Matches(request.Approval, approval, method.Code, request.BudgetFen, "变更采购方式的批准", "/approval"));
        refusals.Unless(Matches(request.Imported ? request.ImportApproval : null, import, "", request.BudgetFen, "采购进口产品的核准", "/importApproval"));
        refusals.Unless(ApprovalRules.CheckImportApproved(request.Imported, import is not null, "/importApproval"));
        var nature = NatureOf(demand, earlierFen, request);
        var threshold = ThresholdOf(request.Region, today);
        var proposal = MethodChoice.Propose(nature, threshold);
        if (method.Emergency)
            refusals.Unless(EmergencyRules.CheckPlan(emergency is not null, method.OneSupplier, emergency?.Direct == true));
        else if (method != ProcurementMethods.OpenTender)
        {
            // An approval is the authority's own finding that the ground is there; without one the nature of the project has to show it.
            if (approval is null)
                refusals.Unless(MethodChoice.Check(nature, threshold, method, null, "/method"));
            if (proposal.AboveOpenTender && !threshold.ReachesOpenTender(nature.Kind, request.BudgetFen) && approval is null)
                refusals.Add(PlanningRules.NoSplitting.Refuse(
                    $"同一指标、同一品目本年度以公开招标以外方式已安排 {Yuan.Text(earlierFen)} 元，加上本次累计达到公开招标数额标准。", "合并为一个项目公开招标，或者取得变更采购方式的批准。", "/method"));
        }

        refusals.Unless(!method.TwoStages, FrameworkRules.SchemeFiled, "框架协议采购不备案单个项目的采购计划。", "在需求页办“报送框架协议采购方案”；已有框架协议的，办“框架协议采购”。", "/method");
        refusals.Unless(MethodOf.Served.Contains(method), method.Basis, $"本平台还不能办理{method.Name}的全部环节。", $"符合法定情形的，选择{string.Join("、", MethodOf.Served.Where(m => !m.TwoStages).Select(m => m.Name))}；必须采用{method.Name}的，请联系平台运营人员。", "/method");
        refusals.Unless(!method.GoodsOnly || nature.Kind == ProjectKind.Goods, method.Basis, $"{method.Name}只能采购货物，本项目是{Kinds.Name(demand.Kind)}。", "选择其他采购方式。", "/method");
        var lowest = request.Evaluation == EvaluationMethod.Lowest;
        refusals.Unless(method.Evaluation.Any(e => e == "综合评分法" != lowest), method.Basis,
            $"{method.Name}的评审方法是{string.Join("、", method.Evaluation)}。", lowest ? "选择综合评分法。" : "选择按价格最低评审的方法（最低评标价法）。", "/evaluation");
        refusals.Unless(request.Evaluation == EvaluationMethod.Lowest || !request.Uniform, MethodRules.LowestPriceRequired,
            "项目的技术、服务标准统一，不能用综合评分法。", "改用最低评标价法；标准并不统一的，取消“规格、标准统一”。", "/evaluation");
        refusals.Unless(Reserved(nature.Kind, threshold, request.BudgetFen, request.SetAside, request.SetAsideReason));
        List<string> reasons = method.Emergency ? [$"{method.Name}：{emergency?.Reason}（{EmergencyRules.Situation.Source.Instrument}，{EmergencyRules.Situation.Id}）；集体决策：{emergency?.Decision}，{emergency?.DecidedOn:yyyy-MM-dd}{(method.OneSupplier ? $"；{emergency?.DirectReason}" : "")}。"] : [.. proposal.Reasons.Select(r => $"{r.Value}（{r.Rule.Source.Instrument}{r.Rule.Source.Article}，{r.Rule.Id}）")];
        if (approval is not null)
            reasons.Add($"采用{method.Name}方式：{MethodGrounds.ByCode(approval.Ground)?.Text}，{(approval.Number.StartsWith("单位", StringComparison.Ordinal) ? approval.Number : $"经财政部门批准 {approval.Number}")}（{MethodRules.MethodApproval.Id}）");
        if (import is not null)
            reasons.Add($"采购进口产品经财政部门核准 {import.Number}（{ApprovalRules.ImportApproved.Id}）");
        return reasons;
    }

    /// <summary>That a plan small enough is reserved for small and medium firms, or says why not.</summary>
    internal static Refusal? Reserved(ProjectKind kind, Threshold threshold, long budgetFen, SetAside setAside, string? reason)
    {
        var ceiling = kind == ProjectKind.Works ? ReservedWorksFen : ReservedGoodsServicesFen;
        return !threshold.ReachesLimit(kind, budgetFen) || budgetFen > ceiling || setAside == SetAside.Whole || reason?.Trim().Length >= 10 ? null : PolicyRules.WholeLotReserved.Refuse(
            $"计划 {Yuan.Text(budgetFen)} 元，在 {Yuan.Text(ceiling)} 元以下，适宜由中小企业提供的应当专门面向中小企业采购。",
            "选择“整体专门面向中小企业”；属于第六条所列情形不预留的，用不少于十个字写明理由。", "/setAside");
    }

    /// <summary>A number that is named must be that of an approval of this demand, for this method and this amount.</summary>
    private static Refusal? Matches(string? number, Approval? approval, string method, long budgetFen, string what, string pointer)
    {
        var rule = pointer == "/approval" ? MethodRules.MethodApproval : ApprovalRules.ImportApproved;
        return string.IsNullOrWhiteSpace(number) ? null
            : approval is null ? rule.Refuse($"这项需求没有文号为 {number.Trim()} 的{what}。", "在需求页申请；已经批准的，从列出的批准中选择。", pointer)
            : approval.Method != method ? rule.Refuse($"{approval.Number} 批准的是{ProcurementMethods.ByCode(approval.Method)?.Name}。", "采购方式与批准一致，或者另行申请。", pointer)
            : budgetFen > approval.BudgetFen ? rule.Refuse($"{approval.Number} 批准的预算为 {Yuan.Text(approval.BudgetFen)} 元，计划 {Yuan.Text(budgetFen)} 元。", $"计划金额不超过 {Yuan.Text(approval.BudgetFen)} 元，或者另行申请。", pointer)
            : null;
    }

    private static ProjectNature NatureOf(Demand demand, long earlierFen, Request request) =>
        new(Kinds.Of(demand.Kind), request.BudgetFen + earlierFen)
        {
            InCatalogue = request.InCatalogue,
            Uniform = request.Uniform,
            CannotSpecify = request.CannotSpecify,
            PriceUnknown = request.PriceUnknown,
            Urgent = request.Urgent,
            FewSuppliers = request.FewSuppliers,
            TenderCostly = request.TenderCostly,
            OnlySupplier = request.OnlySupplier,
            PublicService = request.PublicService,
        };

    // Random, not counted: a number in order would tell how many plans others have filed before anything is public.
    internal static string CodeOf(ProcurementMethod method, string region, DateOnly today, string id) =>
        $"{region}-{method.Code}-{today.Year}-{id[..8].ToUpperInvariant()}";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (demand, line) = await Cases.LoadDemand(context);
        if (demand is null || line is null)
            return ActContext.Missing;
        var today = context.Now.BeijingDate();
        var (id, approval, import, emergency) = await context.Read(async db => (
            await Approvals.NextProcurement(db, demand.Id),
            await Approvals.Find(db, demand.Id, "method", request.Approval?.Trim() ?? ""),
            request.Imported ? await Approvals.Find(db, demand.Id, "import", request.ImportApproval?.Trim() ?? "") : null,
            await Emergency.Open(db, demand.Id)));
        return Decide(demand, line, await Earlier(context, demand), context.Actor, request, id, today, approval, import, emergency)
            .Done("采购计划已备案。", $"/procurements/{id}", new { Id = id });
    }

    private static Task<long> Earlier(ActContext context, Demand demand) => context.Read(connection => connection.ExecuteScalarAsync<long>(
        """
        select coalesce(sum(budget_fen), 0) from procurement
        where budget_line_id = @BudgetLineId and catalogue_code = @CatalogueCode and method not in ('GKZB', 'KJXY', 'KJXY2') and ending is null
        """, new { demand.BudgetLineId, demand.CatalogueCode }));

    private static async Task<Request?> Prefill(ActContext context)
    {
        context.Offer("methods", MethodOf.Served.Where(m => !m.TwoStages).Select(m => new Choice(m.Code, m.Name)));
        var (demand, _) = await Cases.LoadDemand(context);
        if (demand is null)
            return null;
        context.Show(demand);
        var approved = await context.Read(db => db.Where<Approval>("demand_id = @Id and state = 'Approved' order by decided_on", new { demand.Id }));
        context.Offer("approvals", approved.Where(a => a.Subject == "method").Select(a => new Choice(a.Number, $"{a.Number}　{ProcurementMethods.ByCode(a.Method)?.Name}，{Yuan.Text(a.BudgetFen)} 元以内")));
        context.Offer("import-approvals", approved.Where(a => a.Subject == "import").Select(a => new Choice(a.Number, $"{a.Number}　{Yuan.Text(a.BudgetFen)} 元以内")));
        var organisation = await context.Read(connection => connection.Find<Organisation>(demand.OrganisationId));
        var first = new Request(
            ProcurementMethods.OpenTender.Code, false, false, false, false, false, false, false, false, demand.ToBuyFen, SetAside.None, EvaluationMethod.Comprehensive,
            organisation?.Region ?? "", "");
        var proposal = Propose(demand, await Earlier(context, demand), first, context.Now.BeijingDate());
        context.Show("建议采购方式", $"{proposal.Method.Name}：{string.Concat(proposal.Reasons.Select(r => r.Value))}");
        var emergency = await context.Read(connection => Emergency.Open(connection, demand.Id));
        return first with { Method = emergency is null ? proposal.Method.Code : (emergency.Direct ? ProcurementMethods.EmergencyDirect : ProcurementMethods.Emergency).Code };
    }
}
