using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Planning;

/// <summary>接受委托。With it the agreement is in force and public; a refusal gives the choice back to the purchaser.</summary>
public static class AcceptEntrustment
{
    public sealed record Request(
        [property: Field("接受委托")] bool Accept,
        [property: Field("代理机构联系方式", Max = 200, Hint = "项目联系人、电话、地址，随公告公开；接受时必填")] string? Contact = null,
        [property: Field("不接受的理由", Lines = true, Max = 500)] string? Reason = null);

    public static readonly Act Act = new("accept-entrustment", "答复委托", "/procurements/{id}/entrustment/answer", Access.To(Owner.Agency, Role.Agency))
    {
        Rules = [PlanningRules.Entrustment, PlanningRules.EntrustmentScope],
        Button = "提交答复",
        Intro = "接受后委托代理协议成立并公开，您可以开始编制采购文件；不得超越委托的事项和权限。",
    };

    public static Outcome<Commit> Decide(Procurement procurement, Entrustment? offer, Actor actor, Request request, DateOnly today)
    {
        List<Refusal> refusals = [];
        refusals.Unless(Standstill.Entrusting(procurement, Act.Title));
        refusals.Unless(offer is { AcceptedOn: null, Declined: null } && offer.AgencyId == actor.OrganisationId, PlanningRules.Entrustment, "没有等您单位答复的委托。", "请采购人先发出委托。");
        var (contact, reason) = (request.Contact?.Trim() ?? "", request.Reason?.Trim() ?? "");
        refusals.Unless(!request.Accept || contact.Length > 0, PlanningRules.Entrustment, "接受委托须填写代理机构联系方式。", "填项目联系人、电话和地址。", "/contact");
        refusals.Unless(request.Accept || reason.Length > 0, PlanningRules.Entrustment, "不接受委托须说明理由。", "写明理由，采购人据此另选。", "/reason");
        if (refusals.Count > 0)
            return refusals;

        return request.Accept
            ? Commit.Empty
                .Update(offer! with { AcceptedOn = today })
                .Update(procurement with { Stage = Stage.Entrusted, EntrustedOn = today, AgencyContact = contact })
                .Record(new AgencyEntrusted(procurement.Id, offer.AgencyId, offer.AgencyName, offer.Scope.Value, offer.FeePayer, offer.FeeStandard, offer.FeeFen), actor.OrganisationId)
            : Commit.Empty
                .Update(offer! with { Declined = reason })
                .Update(procurement with { AgencyId = null, AgencyName = null, AgencyFeeFen = 0, FeePayer = null })
                .Record(new EntrustmentDeclined(procurement.Id, offer.AgencyId, reason), actor.OrganisationId, procurement.PurchaserId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await Cases.Load(context) is not { } c)
            return ActContext.Missing;
        var offer = await context.Read(connection => connection.Find<Entrustment>(c.Procurement.Id));
        return Decide(c.Procurement, offer, context.Actor, request, context.Now.BeijingDate())
            .Done(request.Accept ? "委托代理协议已成立。" : "已答复不接受委托。", request.Accept ? $"/procurements/{c.Procurement.Id}" : "/work");
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        if (await Cases.Load(context) is not { } c)
            return null;
        context.Show(c.Procurement);
        if (await context.Read(connection => connection.Find<Entrustment>(c.Procurement.Id)) is { } offer)
        {
            context.Show("委托事项", string.Join("；", offer.Scope.Value));
            context.Show("代理费用", $"{Yuan.Text(offer.FeeFen)} 元，由{(offer.FeePayer == "winner" ? "中标、成交供应商" : "采购人")}支付；{offer.FeeStandard}");
        }

        return null;
    }
}
