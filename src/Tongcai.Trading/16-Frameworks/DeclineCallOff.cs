using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Awards;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Frameworks;

/// <summary>不接受合同授予。The purchase ends and the demand may be taken up again; without good reason the collector removes the supplier (110号第十九条第三项).</summary>
public static class DeclineCallOff
{
    public sealed record Request([property: Field("理由", Lines = true, Max = 2000, Hint = "写明事实；没有正当理由的，征集人可以解除框架协议")] string Reason);

    public static readonly Act Act = new("decline-call-off", "不接受合同授予", "/procurements/{id}/call-off/refusal", Access.To(Owner.None, Role.Supplier))
    {
        Rules = [FrameworkRules.AwardAccepted, FrameworkRules.Removal],
        Button = "不接受",
        Irreversible = true,
    };

    /// <param name="contract">The contract drafted for it; null when there is none.</param>
    internal static Outcome<Commit> Decide(CallOffCase c, Contract? contract, Actor actor, Request request, DateOnly today)
    {
        if (Standstill.Check(c.Procurement, Act.Title, Stage.Published) is { } standing)
            return standing;
        List<Refusal> refusals = [];
        refusals.Unless(contract?.SignedOn is null && contract?.SupplierSignature is null, FrameworkRules.AwardAccepted, "本单位已经签订合同。", "按合同履行。");
        refusals.Unless(request.Reason.Trim().Length >= 10, FrameworkRules.AwardAccepted, "理由过于简单。", "用不少于十个字写明事实。", "/reason");
        if (refusals.Count > 0)
            return refusals;
        var reason = $"{actor.OrganisationName}不接受合同授予：{request.Reason.Trim()}";
        return Commit.Empty.Update(c.Procurement with { Stage = Stage.Ended, Ending = "failed", EndingReason = reason })
            .Record(new ProcurementEnded(c.Procurement.Id, "failed", [], FrameworkRules.AwardAccepted.Id, reason, today), actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        if (await Own(context) is { } own)
            context.Show(own.Case.Procurement);
        return null;
    });

    private static async Task<(CallOffCase Case, Contract? Contract)?> Own(RequestContext context)
    {
        if (await CallOffCase.Load(context) is not { } c)
            return null;
        var (award, contract) = await context.Read(async db => (await db.Find<Award>(CallOffs.LotId(c.Procurement)), await db.First<Contract>("lot_id = @lot", new { lot = CallOffs.LotId(c.Procurement) })));
        return award?.SupplierId == context.Actor.OrganisationId ? (c, contract) : null;
    }

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context) =>
        await Own(context) is { } own
            ? Decide(own.Case, own.Contract, context.Actor, request, context.Now.BeijingDate()).Done("已告知采购人和征集人，本次采购终止。", $"/procurements/{own.Case.Procurement.Id}")
            : ActContext.Missing;
}
