using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Bonds;

/// <summary>退还投标保证金：the purchaser or its agency orders the institution to; the institution's answer completes it.</summary>
public static class ReturnBond
{
    public sealed record Request([property: Field("投标人", Choices = "bonds")] string BidId);

    public static readonly Act Act = new("return-bond", "退还投标保证金", "/procurements/{id}/bonds/return", Access.To(Owner.Agency, Role.Agency).Or(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [TimeLimits.LoserBondRefund, TimeLimits.BondRefund, TimeLimits.TerminationRefund],
        Button = "退还",
        Irreversible = true,
    };

    /// <param name="bond">Null when the procurement has no bond of that bid.</param>
    /// <param name="due">When it has to be given back; null while it may not be yet.</param>
    public static Outcome<BidBondRow> Decide(BidBondRow? bond, BondDue? due)
    {
        if (bond is null)
            return TimeLimits.LoserBondRefund.Refuse("本项目没有这一笔保证金。", "从列出的投标人中选择。", "/bidId");
        if (bond.State is not ("sound" or "wanting") || bond.GivenFen == 0)
            return TimeLimits.LoserBondRefund.Refuse(bond.State is "returned" or "returning" ? "这笔保证金已经退还或者正在退还。" : "这笔保证金没有可以退还的金额。", "机构答复后自动记录。", "/bidId");
        return due is null
            ? TimeLimits.LoserBondRefund.Refuse("中标、成交通知书还没有发出，中标人还没有签订合同，项目也没有终止。", "未中标的在通知书发出后、中标的在合同签订后五个工作日内退还。", "/bidId")
            : bond with { State = "returning" };
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var c = await context.Read(db => BondCase.Load(db, context["id"]));
        var bond = c?.Bonds.FirstOrDefault(b => b.Id == request.BidId);
        var outcome = Decide(bond, bond is null ? null : c!.Due(bond));
        if (outcome.Value is not { } returning)
            return outcome.Refusals.ToList();
        return new Done(
            Commit.Empty.Update(returning).Record(new Exchange.Facts.BondOrdered(returning.ProcurementId, returning.LotId, returning.Id, returning.SupplierId, "return", "", context.Now.BeijingDate()), context.Actor.OrganisationId, returning.SupplierId),
            "已通知机构退还，机构答复后自动记录", $"/procurements/{returning.ProcurementId}/bonds", new { bidId = returning.Id });
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        var c = await context.Read(db => BondCase.Load(db, context["id"]));
        context.Offer("bonds", (c?.Bonds ?? []).Where(b => Decide(b, c!.Due(b)).Value is not null).Select(b => new Choice(b.Id, $"{b.SupplierName}　{Yuan.Text(b.GivenFen)} 元，最迟 {c!.Due(b)!.Due:yyyy-MM-dd}")));
        context.Trail("投标保证金", $"/procurements/{context["id"]}/bonds");
        return null;
    }
}
