using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Bonds;

/// <summary>不予退还投标保证金：the purchaser asks the institution for payment, because the bidder took its bid back while it was valid.</summary>
public static class ClaimBond
{
    public sealed record Request(
        [property: Field("投标人", Choices = "bonds")] string BidId,
        [property: Field("事实和理由", Hint = "写明投标人何时、以何种方式撤销投标文件，附凭证编号", Lines = true, Max = 2000)] string Ground);

    public static readonly Act Act = new("claim-bond", "不予退还投标保证金", "/procurements/{id}/bonds/claim", Access.To(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [BiddingRules.Validity, TimeLimits.LoserBondRefund],
        Button = "要求支付",
        Irreversible = true,
    };

    /// <param name="bond">Null when the procurement has no bond of that bid.</param>
    /// <param name="due">When it has to be given back; null while no limit runs.</param>
    /// <param name="validUntil">Last day of the bid's validity.</param>
    public static Outcome<BidBondRow> Decide(BidBondRow? bond, BondDue? due, DateOnly validUntil, DateOnly today, string ground)
    {
        if (bond is null)
            return BiddingRules.Validity.Refuse("本项目没有这一笔保证金。", "从列出的投标人中选择。", "/bidId");
        List<Refusal> refusals = [];
        refusals.Unless(bond.State is "sound" or "wanting" && bond.GivenFen > 0, BiddingRules.Validity, "这笔保证金已经退还、支付，或者没有可以支付的金额。", "核对保证金页上的状态。", "/bidId");
        refusals.Unless(today <= validUntil, BiddingRules.Validity, $"投标有效期到 {validUntil:yyyy-MM-dd} 为止，已经届满。", "投标有效期内撤销投标文件的才可以不退还；按时退还。", "/bidId");
        refusals.Unless(due is null || today <= due.Due, due?.Limit ?? TimeLimits.LoserBondRefund, $"退还期限 {due?.Due:yyyy-MM-dd} 已过。", "立即退还，并按规定支付资金占用费。", "/bidId");
        return refusals.Count > 0 ? refusals : bond with { State = "claiming", Reason = ground };
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static DateOnly ValidUntil(BondCase c, DateTimeOffset now) => (c.Procurement.BidDeadline ?? now).BeijingDate().AddDays(c.Tender.Document.Value.BidValidityDays);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await context.Read(db => BondCase.Load(db, context["id"])) is not { } c)
            return BiddingRules.Validity.Refuse("没有这个项目。", "从项目页进入。");
        var bond = c.Bonds.FirstOrDefault(b => b.Id == request.BidId);
        var outcome = Decide(bond, bond is null ? null : c.Due(bond), ValidUntil(c, context.Now), context.Now.BeijingDate(), request.Ground);
        if (outcome.Value is not { } claiming)
            return outcome.Refusals.ToList();
        return new Done(
            Commit.Empty.Update(claiming).Record(new Exchange.Facts.BondOrdered(claiming.ProcurementId, claiming.LotId, claiming.Id, claiming.SupplierId, "claim", request.Ground, context.Now.BeijingDate()), context.Actor.OrganisationId, claiming.SupplierId),
            "已要求机构支付，机构答复后自动记录", $"/procurements/{claiming.ProcurementId}/bonds", new { bidId = claiming.Id });
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        var c = await context.Read(db => BondCase.Load(db, context["id"]));
        context.Offer("bonds", (c?.Bonds ?? []).Where(b => Decide(b, c!.Due(b), ValidUntil(c, context.Now), context.Now.BeijingDate(), "").Value is not null).Select(b => new Choice(b.Id, $"{b.SupplierName}　{Yuan.Text(b.GivenFen)} 元")));
        context.Trail("投标保证金", $"/procurements/{context["id"]}/bonds");
        return null;
    }
}
