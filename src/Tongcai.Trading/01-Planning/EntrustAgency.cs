using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Planning;

/// <summary>代理费用由谁支付。</summary>
public enum FeePayer
{
    [Label("采购人")] Purchaser,
    [Label("中标、成交供应商")] Winner,
}

/// <summary>委托代理机构。An offer; it is in force when the agency has accepted it.</summary>
public static class EntrustAgency
{
    public sealed record Request(
        [property: Field("代理机构", Choices = "agencies", Hint = "由采购人自主选择，不得摇号、抽签、指定")] string AgencyId,
        [property: Field("委托事项", Min = 1, Max = 20, Hint = "逐项写明代理的范围、权限和期限")] IReadOnlyList<string> Scope,
        [property: Field("代理费用支付方", Section = "代理费用")] FeePayer FeePayer,
        [property: Field("收费方式和标准", Lines = true, Max = 500)] string FeeStandard,
        [property: Field("代理费用", Unit = "元", Min = 0, Hint = "按标准计算的金额；不收费的填 0")] long FeeFen);

    public static readonly Act Act = new("entrust-agency", "委托代理机构", "/procurements/{id}/entrustment", Access.To(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [PlanningRules.Entrustment, PlanningRules.EntrustmentScope, PlanningRules.FreeChoiceOfAgency, HouseRules.EntrusterPays, CreditRules.ListedRefused],
        Button = "发出委托",
        Intro = "代理机构接受后协议成立。没有生效的委托代理协议，代理机构不能办理本项目任何事项。",
    };

    /// <param name="procurement">The procurement.</param>
    /// <param name="agency">The organisation named; null when it is not registered.</param>
    /// <param name="earlier">An offer made before; null when there was none.</param>
    /// <param name="listings">Entries of the list of severe dishonesty about the agency.</param>
    public static Outcome<Commit> Decide(Procurement procurement, Organisation? agency, Entrustment? earlier, Actor actor, Request request, DateOnly today, params IEnumerable<ListedEntry> listings)
    {
        List<Refusal> refusals = [];
        refusals.Unless(CreditRules.CheckParticipant(agency?.Name ?? "", listings, today, "/agencyId"));
        refusals.Unless(Standstill.Entrusting(procurement, Act.Title));
        refusals.Unless(procurement.AgencyId is null, PlanningRules.Entrustment, $"已向{procurement.AgencyName}发出委托，尚未答复。", "等代理机构答复；不接受的，会退回由您另选。");
        refusals.Unless(agency is not null && agency.Roles.Value.Contains("agency"), PlanningRules.FreeChoiceOfAgency,
            "所选单位没有登记为采购代理机构。", "从已登记的代理机构中选择；登记一次，全国通用。", "/agencyId");
        refusals.Unless(agency?.Id != procurement.PurchaserId, PlanningRules.Entrustment, "不能委托本单位。", "选择另一家代理机构。", "/agencyId");
        var threshold = FilePlan.ThresholdOf(procurement.Region, today);
        var belowLimit = !threshold.ReachesLimit(Kinds.Of(procurement.Kind), procurement.BudgetFen);
        refusals.Unless(request.FeePayer == FeePayer.Purchaser || !belowLimit, HouseRules.EntrusterPays,
            $"项目预算 {Yuan.Text(procurement.BudgetFen)} 元，在采购限额标准以下，代理费用不得由供应商支付。", "代理费用支付方改为采购人。", "/feePayer");
        if (refusals.Count > 0)
            return refusals;

        var payer = Wire.Name(request.FeePayer.ToString());
        var offer = (earlier ?? new Entrustment { Id = procurement.Id }) with
        {
            AgencyId = agency!.Id,
            AgencyName = agency.Name,
            Scope = request.Scope.Select(s => s.Trim()).ToList(),
            FeePayer = payer,
            FeeStandard = request.FeeStandard.Trim(),
            FeeFen = request.FeeFen,
            OfferedOn = today,
            AcceptedOn = null,
            Declined = null,
        };
        var offered = procurement with { AgencyId = agency.Id, AgencyName = agency.Name, FeePayer = payer, AgencyFeeFen = request.FeeFen };
        return Commit.Empty.Put(offer).Update(offered)
            .Record(new EntrustmentOffered(procurement.Id, agency.Id, agency.Name, offer.Scope.Value, payer, offer.FeeStandard, offer.FeeFen), actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await Cases.Load(context) is not { } c)
            return ActContext.Missing;
        var (agency, earlier, listings) = await context.Read(async connection =>
            (await connection.Find<Organisation>(request.AgencyId), await connection.Find<Entrustment>(c.Procurement.Id), (await connection.ListingsOf([request.AgencyId]))[request.AgencyId]));
        return Decide(c.Procurement, agency, earlier, context.Actor, request, context.Now.BeijingDate(), listings)
            .Done("委托已发出，等代理机构答复。", $"/procurements/{c.Procurement.Id}");
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        if (await Cases.Load(context) is not { } c)
            return null;
        context.Show(c.Procurement);

        // By name, not by any ranking of the platform: the choice is the purchaser's.
        var agencies = await context.Read(connection => connection.Where<Organisation>("roles like @role order by name", new { role = "%\"agency\"%" }));
        context.Offer("agencies", agencies.Select(a => new Choice(a.Id, a.Name)));
        return new("", ["编制采购文件", "发布公告、组织答疑澄清", "组织开标、评审", "发布结果、协助签订合同"], FeePayer.Purchaser, "", 0);
    }
}
