using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Experts;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Invitations;

/// <summary>供应商抽取的承诺：the roster of the qualified is fixed by its digest and both parties commit, before anybody knows the seed (as for experts).</summary>
public static class CommitInvitees
{
    public sealed record Request([property: Field("随机数承诺（SM3）", Pattern = "[0-9a-f]{64}", Hint = "一段随机文字的 SM3 摘要，64 位十六进制；原文保存好，抽取时公布")] string Commitment);

    public static readonly Act Act = new("commit-invitees", "供应商抽取准备", "/procurements/{id}/invitees", Access.To(Owner.Agency, Role.Agency))
    {
        Rules = [InvitationRules.EqualDraw, InvitationRules.Invited],
        Button = "固定名册并承诺",
        Scripts = ["draw"],
        Intro = "合格供应商名册的摘要和双方承诺先上账本，再公布随机数，谁也不能挑选结果。账本上看不出谁在名册上、有多少家。",
    };

    /// <param name="platformSecret">The platform's own random value.</param>
    public static Outcome<Commit> Decide(InvitationCase c, Actor actor, Request request, string drawId, string platformSecret)
    {
        List<Refusal> refusals = [];
        refusals.Unless(c.Turn(Act.Title, actor));
        if (refusals.Count > 0)
            return refusals;
        refusals.Unless(InvitationRules.CheckSettled(c.List?.Settled == true));
        refusals.Unless(c.List?.DrawId is null or "", InvitationRules.EqualDraw, "已经固定名册和承诺。", "公布随机数完成抽取；不重新抽取。");
        if (refusals.Count > 0)
            return refusals;
        var roster = c.Qualified.Select(k => k.Id).ToList();
        var list = c.List! with
        {
            DrawId = drawId, Roster = new(roster), RosterDigest = Roster.Digest(roster), PlatformSecret = platformSecret, PlatformCommitment = Roster.Commitment(platformSecret), PartyCommitment = request.Commitment,
        };
        return Commit.Empty.Update(list).Require(c.Procurement)
            .Record(new InviteesCommitted(c.Procurement.Id, drawId, list.RosterDigest, [list.PartyCommitment, list.PlatformCommitment]), actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        if (await InvitationCase.Load(context) is { } c)
            context.Show(c.Procurement);
        return new("");
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context) =>
        await InvitationCase.Load(context) is { } c
            ? Decide(c, context.Actor, request, RandomId.New(), Roster.NewSecret()).Done("名册已固定，双方承诺已上账本；现在公布随机数完成抽取。", $"/procurements/{c.Procurement.Id}/invitees/draw")
            : ActContext.Missing;
}
