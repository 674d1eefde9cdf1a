using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Frameworks;

/// <summary>框架协议第二阶段采购。A reviewed demand within the scope becomes a procurement under the framework: awarded at once where the purchaser chooses or a turn decides, sent to the trustees for a key and then to the entrants for sealed quotes where the framework says so.</summary>
public static class CallOff
{
    public sealed record Request(
        [property: Field("框架协议采购包", Choices = "lots", Section = "采购")] string Lot,
        [property: Field("采购人联系方式", Max = 200, Hint = "随成交结果公告公开")] string PurchaserContact,
        [property: Field("选定的入围供应商", Choices = "entrants", Max = 100, Section = "直接选定", Hint = "直接选定的填写；顺序轮候由平台按顺序确定，二次竞价按报价确定")] string? EntrantId = null,
        [property: Field("选定理由", Lines = true, Max = 2000, Hint = "价格、质量、服务便利性、用户评价等；随公告公开")] string? Reason = null,
        [property: Field("报价截止时间", Section = "二次竞价", Hint = "二次竞价的填写，给予不少于 4 小时")] DateTimeOffset? QuoteUntil = null);

    public static readonly Act Act = new("call-off", "框架协议采购", "/demands/{demand}/call-off", Access.To(Owner.Purchaser, Role.Purchaser))
    {
        Rules =
        [
            FrameworkRules.Direct, FrameworkRules.OpenDirect, FrameworkRules.OnlyEntrants, FrameworkRules.Scope, FrameworkRules.FixedPrice, FrameworkRules.SmallPurchases, FrameworkRules.TimeToQuote,
            CompetitionRules.TurnsOnce, CreditRules.ListedRefused, PlanningRules.OverBudget, TimeLimits.CallOffNotice, TimeLimits.ContractSigning,
        ],
        Button = "办理",
        Intro = "占用预算指标，生成项目编号。直接选定、顺序轮候的随即成交公告；二次竞价的由受托人生成开启密钥后即邀请采购包全部入围供应商密封报价，密钥延误的，截止时间顺延到邀请后 4 小时。成交后 30 日内签订合同。",
        Irreversible = true,
    };

    /// <param name="demand">The reviewed demand.</param>
    /// <param name="c">The framework named; null when there is none.</param>
    /// <param name="newId">Random ids; the first is that of the procurement.</param>
    public static Outcome<Commit> Decide(Demand demand, BudgetLine line, FrameworkCase? c, Actor actor, Request request, Func<string> newId, DateTimeOffset now) => Checks.OnTheCalendar<Commit>("", () =>
    {
        var today = now.BeijingDate();
        List<Refusal> refusals = [];
        refusals.Unless(demand.State == DemandState.Reviewed, PlanningRules.DemandReview, demand.State == DemandState.Planned ? "这项需求已经备案。" : "这项需求还没有审查通过。", "审查通过后再采购。");
        refusals.Unless(demand.ReviewerId != actor.AccountId, DutyRules.InternalControl, "您是这项需求的审查人，不得兼任本项目经办人。", "请经办岗人员办理。");
        refusals.Unless(demand.ToBuy > 0, PlanningRules.ReuseFirst, "需求已全部由调剂解决，没有需要采购的数量。", "不需要采购。");
        var lot = c?.Terms.Lots.FirstOrDefault(l => Key(c, l) == request.Lot);
        if (c is null || lot is null)
            refusals.Add(FrameworkRules.OnlyEntrants.Refuse("没有这个框架协议采购包。", "从列出的采购包中选择。", "/lot"));
        if (refusals.Count > 0 || c is null || lot is null)
            return refusals;
        var active = c.Active(lot.Number);
        refusals.Unless(Standstill.Check(c.Procurement));
        refusals.AddRange(FrameworkRules.CheckCallOff(c.Terms.ScopeIds.Contains(actor.OrganisationId), c.InForce, c.Terms.To ?? today, active.Count, today));
        refusals.Unless(demand.CatalogueCode == c.Procurement.CatalogueCode && demand.Unit == lot.Unit, FrameworkRules.FixedPrice,
            $"需求是 {demand.CatalogueName}、按{demand.Unit}计，采购包是 {c.Procurement.CatalogueName}、按{lot.Unit}计。", "选择同一品目、同一计量单位的采购包。", "/lot");
        var chosen = Choose(refusals, c, lot, active, request, now);
        if (refusals.Count > 0)
            return refusals;

        // Quotes are at most what was agreed, so the dearest entrant says what the purchase can cost.
        var unit = chosen?.UnitPriceFen ?? active.Max(e => e.UnitPriceFen);
        var most = Math.Min(demand.ToBuyFen, line.AmountFen - line.DrawnFen);
        var total = (Int128)demand.ToBuy * unit;
        refusals.Unless(chosen is null || total <= most, PlanningRules.OverBudget, $"{demand.ToBuy} {lot.Unit} × {Yuan.Text(unit)} 元，超过需求预算和指标余额 {Yuan.Text(most)} 元。", "减少需求数量，或者先办理预算调剂、追加。", "/lot");
        var budget = (long)Int128.Min(total, most);
        refusals.Unless(budget > 0, PlanningRules.OverBudget, "需求预算或者指标没有余额。", "先办理预算调剂、追加。", "/lot");
        var kind = Kinds.Of(demand.Kind);
        refusals.Unless(FrameworkRules.CheckSmall(UseOf(c.Terms), FilePlan.ThresholdOf(c.Procurement.Region, today).ReachesLimit(kind, budget), budget, "/lot"));
        if (refusals.Count > 0)
            return refusals;

        var id = newId();
        var procurement = new Procurement
        {
            Id = id, Code = FilePlan.CodeOf(ProcurementMethods.CallOff, c.Procurement.Region, today, id), DemandId = demand.Id, BudgetLineId = line.Id, PurchaserId = actor.OrganisationId, PurchaserName = actor.OrganisationName,
            PurchaserContact = request.PurchaserContact.Trim(), Title = demand.Title, CatalogueCode = demand.CatalogueCode, CatalogueName = demand.CatalogueName, Kind = demand.Kind, Region = c.Procurement.Region,
            Method = ProcurementMethods.CallOff.Code, EvaluationMethod = "lowest", BudgetFen = budget, Stage = Stage.Filed, HandlerId = actor.AccountId, FiledOn = today, FrameworkId = c.FrameworkId,
        };
        var callOff = new CallOffRow { Id = id, FrameworkId = c.FrameworkId, LotNumber = lot.Number, Second = c.Terms.Second, Quantity = demand.ToBuy };
        var commit = Commit.Empty.Update(demand with { State = DemandState.Planned, ProcurementId = id }).Update(line with { DrawnFen = line.DrawnFen + budget }).Record(
            new PlanFiled(
                id, procurement.Code, demand.Id, line.Id, procurement.PurchaserId, procurement.Title, procurement.CatalogueCode, procurement.Kind, procurement.Method,
                [$"在框架协议 {c.Procurement.Code} 采购包 {lot.Number} 内{FrameworkWords.Second(c.Terms.Second)}（{FrameworkRules.Direct.Id}）"], budget, "none", "lowest"),
            actor.OrganisationId);
        return chosen is null ? Ask(commit, c, procurement with { BidDeadline = request.QuoteUntil!.Value.ToUniversalTime() }, callOff, lot, unit, today) : AtOnce(commit, c, procurement, callOff, chosen, Because(c, chosen, request, today), actor, newId, today);
    });

    /// <summary>Who is awarded at once; null: quotes decide.</summary>
    private static Entrant? Choose(List<Refusal> refusals, FrameworkCase c, FrameworkLot lot, IReadOnlyList<Entrant> active, Request request, DateTimeOffset now)
    {
        switch (c.Terms.Second)
        {
            case "bidding":
                refusals.Unless(request.QuoteUntil is not null, FrameworkRules.TimeToQuote, "没有填报价截止时间。", "给予必要的响应时间，不少于 4 小时。", "/quoteUntil");
                if (request.QuoteUntil is { } until)
                    refusals.Unless(FrameworkRules.CheckQuoteTime(now, until, c.Terms.To ?? now.BeijingDate()));
                return null;
            case "turns":
                var turn = c.Turn(lot.Number, now.BeijingDate());
                refusals.Unless(turn is not null || active.Count == 0, CreditRules.ListedRefused, "在册的入围供应商都在严重违法失信行为记录名单上。", "请征集人清退后补充征集；急需的按其他采购方式采购。", "/lot");
                refusals.Unless(string.IsNullOrEmpty(request.EntrantId) || request.EntrantId == turn?.Id, CompetitionRules.TurnsOnce, $"现在轮到 {turn?.SupplierName}。", "不指定供应商，由平台按轮候顺序确定。", "/entrantId");
                return turn;
            default:
                var chosen = active.FirstOrDefault(e => e.Id == request.EntrantId);
                refusals.Unless(chosen is not null || active.Count == 0, FrameworkRules.OnlyEntrants, "选定的不是这个采购包在册的入围供应商。", "从列出的入围供应商中选择。", "/entrantId");
                if (chosen is not null)
                    refusals.Unless(c.Listed(chosen, now.BeijingDate(), "/entrantId"));
                refusals.Unless(FrameworkRules.CheckChoice(request.Reason));
                return chosen;
        }
    }

    private static string Because(FrameworkCase c, Entrant chosen, Request request, DateOnly today) => c.Terms.Second == "turns"
        ? $"顺序轮候：入围排序第 {chosen.Rank}，第 {chosen.Turns + 1} 轮。{string.Concat(c.PassedOver(chosen, today).Select(x => $"轮候跳过：{x.Why.Reason}"))}"
        : request.Reason!.Trim();

    private static Commit AtOnce(Commit commit, FrameworkCase c, Procurement procurement, CallOffRow callOff, Entrant chosen, string reason, Actor actor, Func<string> newId, DateOnly today)
    {
        var offer = CallOffs.Offer(c, procurement, chosen, callOff.Quantity, chosen.UnitPriceFen, newId());
        var (award, awarded, row) = CallOffs.Award(c, procurement, callOff, null, chosen, chosen.UnitPriceFen, offer, reason, newId(), actor.OrganisationId, today);
        var called = commit.Insert(awarded).Insert(row).Insert(offer).And(award);
        // Whoever is passed over has had its turn of this round.
        return c.Terms.Second == "turns" ? c.PassedOver(chosen, today).Aggregate(called, (all, x) => all.Update(x.Entrant with { Turns = x.Entrant.Turns + 1 })) : called;
    }

    private static Commit Ask(Commit commit, FrameworkCase c, Procurement procurement, CallOffRow callOff, FrameworkLot lot, long unitPriceFen, DateOnly today) => commit.Insert(procurement).Insert(callOff)
        .Insert(CallOffs.Tender(procurement, today) with { Document = CallOffs.Document(c, procurement, lot, callOff.Quantity, unitPriceFen) }).Require(c.Procurement);

    internal static FrameworkUse UseOf(FrameworkTerms terms) => terms.Use switch { "catalogue" => FrameworkUse.Catalogue, "advisory" => FrameworkUse.Advisory, _ => FrameworkUse.PublicService };

    private static string Key(FrameworkCase c, FrameworkLot lot) => $"{c.FrameworkId}/{lot.Number}";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (demand, line, c) = await context.Read(async db =>
        {
            var found = await db.Find<Demand>(context["demand"]);
            return (found, found is null ? null : await db.Find<BudgetLine>(found.BudgetLineId), await FrameworkCase.Of(db, request.Lot.Split('/')[0]));
        });
        if (demand is null || line is null)
            return ActContext.Missing;
        var id = RandomId.New();
        var first = true;
        string Next()
        {
            var next = first ? id : RandomId.New();
            first = false;
            return next;
        }

        return Decide(demand, line, c, context.Actor, request, Next, context.Now)
            .Done(c?.Terms.Second == "bidding" ? "受托人正在生成开启密钥，生成后自动邀请采购包全部入围供应商密封报价。" : "成交供应商已确定并公告，30 日内签订合同。", $"/procurements/{id}", new { Id = id });
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        var demand = await context.Read(db => db.Find<Demand>(context["demand"]));
        if (demand is null)
            return null;
        context.Trail("采购需求", "/demands");
        context.Trail(demand.Title, $"/demands/{demand.Id}");
        context.Show("采购需求", $"{demand.Title}，还要采购 {demand.ToBuy} {demand.Unit}，{Yuan.Text(demand.ToBuyFen)} 元以内");
        var frameworks = await Usable(context, demand);
        var lots = frameworks.SelectMany(c => c.Terms.Lots.Where(l => l.Unit == demand.Unit).Select(l => (Case: c, Lot: l))).ToList();
        context.Offer("lots", lots.Select(x => new Choice(Key(x.Case, x.Lot), $"{x.Case.Procurement.Title} {x.Lot.Title}　{FrameworkWords.Second(x.Case.Terms.Second)}　{x.Case.Terms.To:yyyy-MM-dd} 期满")));
        context.Offer("entrants", lots.Where(x => x.Case.Terms.Second == "direct").SelectMany(x => x.Case.Active(x.Lot.Number)).Select(e => new Choice(e.Id, $"{e.SupplierName}　{Yuan.Text(e.UnitPriceFen)} 元/{e.Unit}　{e.Product}")));
        foreach (var (c, lot) in lots.Where(x => x.Case.Terms.Second == "turns"))
            context.Show($"{lot.Title} 轮到", c.Turn(lot.Number, context.Now.BeijingDate())?.SupplierName ?? "没有在册的入围供应商");
        return new(lots is [var only] ? Key(only.Case, only.Lot) : "", "");
    }

    private static Task<List<FrameworkCase>> Usable(ActContext context, Demand demand) => context.Read(async db =>
    {
        List<FrameworkCase> usable = [];
        foreach (var p in await db.Where<Procurement>("method = 'KJXY' and catalogue_code = @CatalogueCode and stage = 'Published' and ending is null order by code limit 100", new { demand.CatalogueCode }))
        {
            if (await FrameworkCase.Of(db, p.Id) is { InForce: true } c && Standstill.Check(c.Procurement) is null && c.Terms.ScopeIds.Contains(context.Actor.OrganisationId) && context.Now.BeijingDate() <= c.Terms.To)
                usable.Add(c);
        }

        return usable;
    });
}
