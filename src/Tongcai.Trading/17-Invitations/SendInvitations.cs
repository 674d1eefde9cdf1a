using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Invitations;

/// <summary>发出投标邀请书：to all that were drawn in one commit, with the tender document. The public learns the dates and the key, never who or how many; what follows is a tender like any other.</summary>
public static class SendInvitations
{
    public static readonly Act Act = new("send-invitations", "发出投标邀请书", "/procurements/{id}/invitees/letters", Access.To(Owner.Agency, Role.Agency))
    {
        Rules = [InvitationRules.SentTogether, InvitationRules.OnlyInvited, TimeLimits.BidPreparation, TimeLimits.OpeningAtDeadline, TimeLimits.DocumentSupply, SecrecyRules.BidderNames, SecrecyRules.NoEarlyOpening],
        Button = "同时发出",
        Intro = "投标邀请书连同招标文件同时发给全部抽中的供应商。只有受邀请的供应商可以获取招标文件和投标；谁受邀请、多少家，开标前不对外透露。",
        Irreversible = true,
    };

    /// <param name="noticeId">Random id of the invitation.</param>
    public static Outcome<Commit> Decide(InvitationCase c, Actor actor, PublishNotice.Request request, string noticeId, DateTimeOffset now) => Checks.OnTheCalendar<Commit>("/bidDeadline", () =>
    {
        List<Refusal> refusals = [];
        refusals.Unless(c.Turn(Act.Title, actor));
        if (refusals.Count > 0)
            return refusals;
        var (p, today) = (c.Procurement, now.BeijingDate());
        refusals.Unless(c.List?.Seed is not null, InvitationRules.EqualDraw, "还没有抽取供应商。", "先办理“随机抽取供应商”。");
        refusals.Unless(c.Key is not null, SecrecyRules.NoEarlyOpening, "还没有举行开标密钥仪式，投标文件无从加密。", "先办“开标密钥仪式”，由各受托人生成本项目的密钥。");
        PublishNotice.ExamineDates(refusals, p, request, now, today);
        if (refusals.Count > 0)
            return refusals;
        var (deadline, document, place) = (request.BidDeadline.ToUniversalTime(), c.Document, request.OpeningPlace.Trim());
        var sm3 = DraftDocument.DigestOf(document);
        var commit = Commit.Empty.Update(c.List! with { SentAt = now }).Update(p with { Stage = Stage.Noticed, NoticedOn = today, BidDeadline = deadline }).Require(c.Tender!).Require(c.Key!)
            .Insert(new Notice
            {
                Id = noticeId, ProcurementId = p.Id, Kind = "INV", Number = 1, Title = $"{p.Title}{p.Words().Notice}", PublishedOn = today, DocumentsFrom = request.DocumentsFrom, DocumentsTo = request.DocumentsTo,
            })
            .Record(
                new NoticePublished(
                    p.Id, noticeId, "INV", p.Code, p.Title, p.PurchaserId, p.PurchaserName, p.PurchaserContact, p.AgencyId!, p.AgencyName!, p.AgencyContact ?? "", p.Region, p.CatalogueCode, p.Method, p.BudgetFen,
                    today, request.DocumentsFrom, request.DocumentsTo, deadline, deadline, place, c.Key!.KeyId, document.Withheld),
                actor.OrganisationId);
        return c.Candidates.Where(k => k.Drawn).OrderBy(k => k.Place).Aggregate(commit, (all, k) => all.Update(k with { Invited = true }).Record(
            new SupplierInvited(p.Id, noticeId, k.Id, k.SupplierId, k.SupplierName, request.DocumentsFrom, request.DocumentsTo, deadline, place, sm3), actor.OrganisationId, k.SupplierId));
    });

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<PublishNotice.Request>(Act, Handle, PublishNotice.Prefill);

    private static async Task<Outcome<Done>> Handle(PublishNotice.Request request, ActContext context) =>
        await InvitationCase.Load(context) is { } c
            ? Decide(c, context.Actor, request, RandomId.New(), context.Now).Done("投标邀请书已同时发出。", $"/procurements/{c.Procurement.Id}/prequalification")
            : ActContext.Missing;
}
