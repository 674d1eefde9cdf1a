using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Frameworks;

/// <summary>清退入围供应商（110号第十九条）：before the agreement its entry is cancelled, afterwards the agreement is dissolved; who was removed cannot come back to the same framework.</summary>
public static class RemoveEntrant
{
    public enum Cause
    {
        [Label("恶意串通谋取入围或者合同成交")] Collusion,
        [Label("提供虚假材料谋取入围或者合同成交")] FalseMaterial,
        [Label("无正当理由拒不接受合同授予")] RefusedAward,
        [Label("不履行合同义务，经请求仍不履行")] NoPerformance,
        [Label("被禁止或者限制参加政府采购活动")] Banned,
        [Label("框架协议约定的其他情形（含不按期签订框架协议）")] AsAgreed,
        [Label("供应商有正当理由，同意其退出")] Released,
    }

    public sealed record Request(
        [property: Field("入围供应商", Choices = "entrants")] string EntrantId,
        [property: Field("情形")] Cause Cause,
        [property: Field("事实和依据", Lines = true, Max = 2000, Hint = "随公告公开")] string Facts);

    public static readonly Act Act = new("remove-entrant", "清退入围供应商", "/procurements/{id}/framework/removal", Access.To(Owner.Purchaser, Role.Purchaser).Holding(Post.Head))
    {
        Rules = [FrameworkRules.Removal, FrameworkRules.RemovedStaysOut, FrameworkRules.ClosedStays],
        Button = "清退并公告",
        Intro = "尚未签订框架协议的取消入围资格，已经签订的解除框架协议。已经订立的合同不因清退终止。",
        Irreversible = true,
    };

    /// <param name="noticeId">Random id of the notice.</param>
    public static Outcome<Commit> Decide(FrameworkCase c, Actor actor, Request request, string noticeId, DateOnly today)
    {
        List<Refusal> refusals = [];
        var entrant = c.Entrants.FirstOrDefault(e => e.Id == request.EntrantId && e.State is EntrantState.Active or EntrantState.Selected);
        refusals.Unless(Standstill.Check(c.Procurement, Act.Title, Stage.Published));
        refusals.Unless(entrant is not null, FrameworkRules.Removal, "不是入围供应商。", "从列出的入围供应商中选择。", "/entrantId");
        refusals.Unless(FrameworkRules.CheckRemoval(request.Facts));
        if (refusals.Count > 0 || entrant is null)
            return refusals;
        var (reason, removed) = ($"{request.Cause.Label()}：{request.Facts.Trim()}", request.Cause != Cause.Released);
        return Commit.Empty.Update(entrant with { State = removed ? EntrantState.Removed : EntrantState.Left, DecidedOn = today, Reason = reason })
            .Record(new FrameworkLeft(c.FrameworkId, noticeId, entrant.Id, entrant.SupplierId, entrant.SupplierName, removed, reason, today), actor.OrganisationId, entrant.SupplierId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context) =>
        await FrameworkCase.Load(context) is { } c
            ? Decide(c, context.Actor, request, RandomId.New(), context.Now.BeijingDate()).Done("已办理并公告。", $"/procurements/{c.Procurement.Id}/framework")
            : ActContext.Missing;

    private static async Task<Request?> Prefill(ActContext context)
    {
        if (await FrameworkCase.Load(context) is not { } c)
            return null;
        context.Show(c.Procurement);
        context.Offer("entrants", c.Entrants.Where(e => e.State is EntrantState.Active or EntrantState.Selected).Select(e => new Choice(e.Id, $"{e.SupplierName}　{e.State.Label()}")));
        return null;
    }
}
