using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Frameworks;

/// <summary>框架协议的形式。</summary>
public enum FrameworkForm
{
    [Label("封闭式")] Closed,
    [Label("开放式")] Open,
}

/// <summary>征集人。</summary>
public enum Collector
{
    [Label("主管预算单位（方案备案）")] Department,
    [Label("集中采购机构（方案经财政部门审核）")] Central,
    [Label("其他预算单位，经主管预算单位批准")] Other,
}

/// <summary>适用情形；members as those of <see cref="FrameworkUse"/>.</summary>
public enum UseCase
{
    [Label("目录以内，小额零星")] Catalogue,
    [Label("目录以外鉴证咨询服务，小额零星")] Advisory,
    [Label("目录以外，由服务对象选择的政府购买服务")] PublicService,
}

/// <summary>入围评审方法。</summary>
public enum EntryMethod
{
    [Label("价格优先法")] Price,
    [Label("质量优先法")] Quality,
}

/// <summary>第二阶段确定成交供应商的方式。</summary>
public enum SecondStage
{
    [Label("直接选定")] Direct,
    [Label("二次竞价（一般适用于价格优先法）")] Bidding,
    [Label("顺序轮候（一般适用于服务）")] Turns,
}

/// <summary>报送框架协议采购方案。A reviewed demand becomes a framework; nothing is drawn from the budget, since what is bought under it draws later.</summary>
public static class FileScheme
{
    /// <summary>采购包 as typed.</summary>
    public sealed record Lot(
        [property: Field("名称", Max = 200, Hint = "细分等次、规格或者标准")] string Title,
        [property: Field("计量单位", Max = 20)] string Unit,
        [property: Field("预估采购数量", Min = 1, Max = 100_000_000)] long Quantity,
        [property: Field("最高限制单价", Unit = "元", Min = 1, Hint = "开放式为付费标准")] long CeilingFen);

    public sealed record Request(
        [property: Field("形式", Section = "适用情形")] FrameworkForm Form,
        [property: Field("征集人")] Collector Collector,
        [property: Field("情形")] UseCase Use,
        [property: Field("采用框架协议的理由", Lines = true, Min = 10, Max = 2000, Hint = "需要多次重复采购，技术、服务标准明确、统一")] string Ground,
        [property: Field("采购包", Section = "标的", Min = 1, Max = 50)] IReadOnlyList<Lot> Lots,
        [property: Field("调查的采购人、服务对象", Unit = "个", Min = 0, Max = 10_000)] int BuyersSurveyed,
        [property: Field("调查的供应商", Unit = "个", Min = 0, Max = 10_000)] int SuppliersSurveyed,
        [property: Field("框架协议期限", Unit = "个月", Min = 1, Max = 60, Hint = "货物不超过 12 个月，服务不超过 24 个月")] int TermMonths,
        [property: Field("入围评审方法", Section = "入围")] EntryMethod Entry,
        [property: Field("政府定价、政府指导价")] bool GovernmentPriced,
        [property: Field("对质量有特别要求的检测、实验等仪器设备")] bool Instruments,
        [property: Field("淘汰比例", Unit = "%", Min = 0, Max = 90, Hint = "不低于 20%；质量优先法的仪器设备不低于 40%。开放式填 0")] int EliminationPercent,
        [property: Field("入围供应商上限", Unit = "家", Min = 0, Max = 500, Hint = "没有上限的填 0")] int MostEntrants,
        [property: Field("第二阶段方式", Section = "第二阶段")] SecondStage Second,
        [property: Field("适用的采购人", Choices = "purchasers", Min = 1, Max = 200)] IReadOnlyList<string> Scope,
        [property: Field("项目所在地", Hint = "六位行政区划代码，如 410100", Pattern = "[0-9]{6}")] string Region,
        [property: Field("中小企业预留", Hint = "政策在第一阶段落实")] SetAside SetAside,
        [property: Field("升级换代规则", Lines = true, Max = 2000, Section = "规则")] string Upgrade,
        [property: Field("用户反馈和评价机制", Lines = true, Max = 2000)] string Feedback,
        [property: Field("清退和补充规则", Lines = true, Max = 2000)] string Exit,
        [property: Field("征集人联系方式", Max = 200)] string Contact,
        [property: Field("不预留的理由", Lines = true, Max = 500)] string? SetAsideReason = null,
        [property: Field("为什么采用开放式", Lines = true, Max = 2000, Hint = "不宜淘汰供应商，或者统一付费标准、需要接纳所有愿意接受条件的供应商；封闭式不填")] string? OpenGround = null,
        [property: Field("财政部门的批准", Max = 100, Choices = "approvals", Hint = "集中采购机构征集的，先在需求页申请")] string? Approval = null,
        [property: Field("主管预算单位的批准", Max = 200, Hint = "其他预算单位征集的，写明文号或者日期")] string? Consent = null);

    public static readonly Act Act = new("file-scheme", "报送框架协议采购方案", "/demands/{demand}/scheme", Access.To(Owner.Purchaser, Role.Purchaser))
    {
        Rules =
        [
            FrameworkRules.SchemeFiled, FrameworkRules.SchemeReviewed, FrameworkRules.Uses, FrameworkRules.CentralCollects, FrameworkRules.DepartmentCollects, FrameworkRules.ClosedIsTheRule,
            FrameworkRules.OpenCase, FrameworkRules.Surveyed, FrameworkRules.MaximumUnitPrice, TimeLimits.GoodsFrameworkTerm, TimeLimits.ServicesFrameworkTerm, CompetitionRules.FrameworkElimination,
            CompetitionRules.InstrumentElimination, CompetitionRules.QualityFirst, FrameworkRules.OpenDirect, FrameworkRules.Scope, PlanningRules.OverBudget, PolicyRules.WholeLotReserved,
        ],
        Button = "报送方案",
        Intro = "方案随报送送达财政部门。采购需求、价格上限和规则在协议有效期内不得变动；不占用预算指标，第二阶段每次采购时占用。",
        Irreversible = true,
    };

    /// <param name="demand">The reviewed demand; its requirements are the framework's for the term.</param>
    /// <param name="purchasers">The organisations named in the scope that are registered as purchasers.</param>
    /// <param name="approval">The approved application of that number for this demand; null when there is none.</param>
    /// <param name="id">Random id of the framework's procurement.</param>
    public static Outcome<Commit> Decide(Demand demand, IReadOnlyList<Organisation> purchasers, Approval? approval, Actor actor, Request request, string id, DateOnly today)
    {
        var (open, quality, central) = (request.Form == FrameworkForm.Open, request.Entry == EntryMethod.Quality, request.Collector == Collector.Central);
        List<Refusal> refusals = [];
        refusals.Unless(demand.State == DemandState.Reviewed, PlanningRules.DemandReview, demand.State == DemandState.Planned ? "这项需求已经备案。" : "这项需求还没有审查通过。", "审查通过后再报送方案。");
        refusals.Unless(demand.ReviewerId != actor.AccountId, DutyRules.InternalControl, "您是这项需求的审查人，不得兼任本项目经办人。", "请经办岗人员报送。");
        refusals.Unless(Divisions.Name(request.Region) is not null, PlanningRules.PlanFiled, $"没有行政区划代码 {request.Region}。", "填六位行政区划代码，如 410100 郑州市。", "/region");
        var total = request.Lots.Aggregate((Int128)0, (sum, l) => sum + ((Int128)l.Quantity * l.CeilingFen));
        refusals.Unless(total <= demand.ToBuyFen, PlanningRules.OverBudget,
            $"各采购包预估合计 {Yuan.Text((long)Int128.Min(total, long.MaxValue))} 元，审查通过的需求为 {Yuan.Text(demand.ToBuyFen)} 元。", "减少预估数量或者最高限制单价。", "/lots");
        var (kind, use) = (Kinds.Of(demand.Kind), (FrameworkUse)request.Use);
        var (threshold, budget) = (FilePlan.ThresholdOf(request.Region, today), (long)Int128.Min(total, demand.ToBuyFen));
        refusals.Unless(FrameworkRules.CheckUse(use, kind, threshold.ReachesLimit(kind, budget), "/use"));
        var approved = approval is { State: ApprovalState.Approved } && approval.Method == ProcurementMethods.FrameworkAgreement.Code && budget <= approval.BudgetFen;
        refusals.AddRange(FrameworkRules.CheckCollector(use, central, approved, request.Collector == Collector.Other ? request.Consent ?? "" : null));
        refusals.Unless(FrameworkRules.CheckSurvey(request.BuyersSurveyed, request.SuppliersSurveyed));
        refusals.Unless(FrameworkRules.CheckTerm(kind, request.TermMonths));
        refusals.Unless(FrameworkRules.CheckSecond(open, request.Second == SecondStage.Direct));
        if (open)
            refusals.Unless(FrameworkRules.CheckOpen(use, request.OpenGround ?? ""));
        else
            refusals.AddRange(FrameworkRules.CheckElimination(request.EliminationPercent, quality, request.GovernmentPriced, request.Instruments));
        refusals.Unless(FilePlan.Reserved(kind, threshold, budget, request.SetAside, request.SetAsideReason));
        for (var i = 0; i < request.Scope.Count; i++)
            refusals.Unless(purchasers.Any(p => p.Id == request.Scope[i]), FrameworkRules.Scope, "没有登记这个采购人。", "从列出的采购人中选择。", $"/scope/{i}");
        if (refusals.Count > 0)
            return refusals;

        var scope = request.Scope.Distinct().ToList();
        var terms = new FrameworkTerms(
            open ? "open" : "closed", Wire.Name(request.Second.ToString()), Wire.Name(request.Use.ToString()), central, request.TermMonths, open ? 0 : request.EliminationPercent, open ? 0 : request.MostEntrants,
            [.. request.Lots.Select((l, i) => new FrameworkLot(i + 1, l.Title.Trim(), l.Unit.Trim(), l.Quantity, l.CeilingFen))], scope, [.. scope.Select(s => purchasers.First(p => p.Id == s).Name)],
            request.Upgrade.Trim(), request.Feedback.Trim(), request.Exit.Trim());
        var procurement = new Procurement
        {
            Id = id, Code = FilePlan.CodeOf(ProcurementMethods.FrameworkAgreement, request.Region, today, id), DemandId = demand.Id, BudgetLineId = demand.BudgetLineId, PurchaserId = actor.OrganisationId,
            PurchaserName = actor.OrganisationName, PurchaserContact = request.Contact.Trim(), Title = demand.Title, CatalogueCode = demand.CatalogueCode, CatalogueName = demand.CatalogueName,
            Kind = demand.Kind, Region = request.Region, Method = ProcurementMethods.FrameworkAgreement.Code, EvaluationMethod = open ? "none" : quality ? "comprehensive" : "lowest",
            SetAside = Wire.Name(request.SetAside.ToString()), BudgetFen = budget, Stage = Stage.Filed, HandlerId = actor.AccountId, FiledOn = today, ApprovalId = central ? approval!.Id : "",
            Ground = central ? approval!.Ground : "", Framework = terms,
        };
        var basis = central ? approval!.Number : request.Collector == Collector.Other ? request.Consent!.Trim() : "";
        string[] reasons =
        [
            $"采用{FrameworkWords.Form(terms.Form)}框架协议采购：{request.Use.Label()}（{FrameworkRules.Uses.Id}）",
            .. open ? [$"采用开放式：{request.OpenGround!.Trim()}（{FrameworkRules.OpenCase.Id}）"] : Array.Empty<string>(),
        ];
        var commit = Commit.Empty.Insert(procurement).Update(demand with { State = DemandState.Planned, ProcurementId = id });
        return (central ? commit.Update(approval! with { State = ApprovalState.Used }) : commit)
            .Record(
                new PlanFiled(id, procurement.Code, demand.Id, demand.BudgetLineId, procurement.PurchaserId, procurement.Title, procurement.CatalogueCode, procurement.Kind, procurement.Method, reasons, budget, procurement.SetAside, procurement.EvaluationMethod),
                actor.OrganisationId)
            .Record(
                new FrameworkFiled(
                    id, procurement.Code, actor.OrganisationId, actor.OrganisationName, procurement.Title, procurement.CatalogueCode, procurement.Region, terms, procurement.Evaluation(), request.Ground.Trim(),
                    basis, request.BuyersSurveyed, request.SuppliersSurveyed),
                actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if ((await Cases.LoadDemand(context)).Demand is not { } demand)
            return ActContext.Missing;
        var (purchasers, approval, id) = await context.Read(async db => (
            await db.Where<Organisation>("roles like @role", new { role = "%\"purchaser\"%" }),
            request.Approval is { } number ? await Approvals.Find(db, demand.Id, "method", number.Trim()) : null,
            await Approvals.NextProcurement(db, demand.Id)));
        return Decide(demand, purchasers, approval, context.Actor, request, id, context.Now.BeijingDate()).Done("方案已报送财政部门。", $"/procurements/{id}", new { Id = id });
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        var (demand, purchasers, approvals, organisation) = await context.Read(async db => (
            await db.Find<Demand>(context["demand"]),
            await db.Where<Organisation>("roles like @role order by name", new { role = "%\"purchaser\"%" }),
            await db.Where<Approval>("demand_id = @demand and state = 'Approved' and method = 'KJXY' order by decided_on", new { demand = context["demand"] }),
            await db.Find<Organisation>(context.Actor.OrganisationId)));
        context.Offer("purchasers", purchasers.Select(p => new Choice(p.Id, p.Name)));
        context.Offer("approvals", approvals.Select(a => new Choice(a.Number, $"{a.Number}　{Yuan.Text(a.BudgetFen)} 元以内")));
        if (demand is null)
            return null;
        context.Trail("采购需求", "/demands");
        context.Trail(demand.Title, $"/demands/{demand.Id}");
        context.Show("采购需求", $"{demand.Title}，{demand.CatalogueCode} {demand.CatalogueName}，预估 {demand.ToBuy} {demand.Unit}，{Yuan.Text(demand.ToBuyFen)} 元");
        return new(
            FrameworkForm.Closed, Collector.Department, demand.Kind == "services" ? UseCase.Advisory : UseCase.Catalogue, "", [new(demand.Title, demand.Unit, demand.ToBuy, demand.ToBuy > 0 ? Math.Max(1, demand.ToBuyFen / demand.ToBuy) : 1)],
            0, 0, 12, EntryMethod.Price, false, false, 20, 0, SecondStage.Direct, [context.Actor.OrganisationId], organisation?.Region ?? "", SetAside.None, "", "", "", "");
    }
}
