using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Experts;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Invitations;

/// <summary>公布随机数，抽出受邀请的供应商，two of the purchaser's staff watching. Supervision repeats it after the opening, everybody after the result.</summary>
public static class DrawInvitees
{
    public sealed record Request(
        [property: Field("随机数原文", Hint = "与承诺时计算摘要的文字一字不差", Max = 500)] string Secret,
        [property: Field("在场监督的采购人工作人员", Min = 1, Max = 20, Hint = "不少于两名；随书面记录存档")] IReadOnlyList<string> Witnesses);

    public static readonly Act Act = new("draw-invitees", "随机抽取供应商", "/procurements/{id}/invitees/draw", Access.To(Owner.Agency, Role.Agency))
    {
        Rules = [InvitationRules.EqualDraw, InvitationRules.Witnesses, InvitationRules.Invited],
        Button = "公布并抽取",
        Irreversible = true,
    };

    public static Outcome<Commit> Decide(InvitationCase c, Actor actor, Request request)
    {
        List<Refusal> refusals = [];
        refusals.Unless(c.Turn(Act.Title, actor));
        if (refusals.Count > 0)
            return refusals;
        if (c.List is not { DrawId.Length: > 0 } list)
            return InvitationRules.EqualDraw.Refuse("还没有固定名册和承诺。", "先办理“供应商抽取准备”。");
        if (list.Seed is not null)
            return InvitationRules.EqualDraw.Refuse("已经抽取过。", "向抽中的供应商发出投标邀请书；不重新抽取。");
        refusals.Unless(InvitationRules.CheckReveal(Roster.Commitment(request.Secret) == list.PartyCommitment));
        refusals.Unless(InvitationRules.CheckWitnesses(request.Witnesses));
        if (refusals.Count > 0)
            return refusals;
        var seed = Roster.Seed(request.Secret, list.PlatformSecret);
        var order = Roster.Order(seed, list.Roster.Value);
        var drawn = c.Qualified.Select(k => (Candidate: k, Place: order.Index().First(o => o.Item == k.Id).Index + 1)).Select(k => k.Candidate with { Place = k.Place, Drawn = k.Place <= list.Wanted }).OrderBy(k => k.Place).ToList();
        List<string> witnesses = [.. request.Witnesses.Select(w => w.Trim()).Where(w => w.Length > 0)];
        return drawn.Aggregate(Commit.Empty.Update(list with { Seed = seed, PartyReveal = request.Secret, Witnesses = new(witnesses) }), (commit, k) => commit.Update(k)).Require(c.Procurement)
            .Record(
                new InviteesDrawn(c.Procurement.Id, list.DrawId, seed, [request.Secret, list.PlatformSecret], [.. drawn.Select(k => new DrawnSupplier(k.Place, k.Id, k.SupplierId, k.Drawn))], witnesses),
                actor.OrganisationId, c.Procurement.PurchaserId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        if (await InvitationCase.Load(context) is not { } c)
            return null;
        context.Show(c.Procurement);
        if (c.List is { DrawId.Length: > 0 } list)
        {
            context.Show("名册摘要（SM3）", list.RosterDigest);
            context.Show("本方承诺", list.PartyCommitment);
            context.Show("平台承诺", list.PlatformCommitment);
        }

        return new("", ["", ""]);
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context) =>
        await InvitationCase.Load(context) is { } c
            ? Decide(c, context.Actor, request).Done("已抽出受邀请的供应商；开标前不对外透露。", $"/procurements/{c.Procurement.Id}/prequalification")
            : ActContext.Missing;
}
