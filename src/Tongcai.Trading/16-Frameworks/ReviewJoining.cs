using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Frameworks;

/// <summary>审核加入申请。Who passes is published at once: the notice is the agreement.</summary>
public static class ReviewJoining
{
    public sealed record Request(
        [property: Field("申请", Choices = "entrants")] string EntrantId,
        [property: Field("审核通过")] bool Passed,
        [property: Field("理由", Lines = true, Max = 2000, Hint = "不通过的写明不符合哪一项条件")] string? Reason = null);

    public static readonly Act Act = new("review-joining", "审核加入申请", "/procurements/{id}/framework/review", Access.To(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [TimeLimits.OpenFrameworkReview, TimeLimits.OpenFrameworkNotice, FrameworkRules.NoticeIsAgreement, FrameworkRules.JoinAnytime, CreditRules.ListedRefused],
        Button = "作出结论",
        Intro = "收到申请后 7 个工作日内审核。通过的同时发布入围结果公告，视为签订框架协议；不通过的书面通知申请人。",
        Irreversible = true,
    };

    /// <param name="noticeId">Random id of the notice.</param>
    public static Outcome<Commit> Decide(FrameworkCase c, Actor actor, Request request, string noticeId, DateOnly today)
    {
        if (c.Turn(Act.Title, open: true, Stage.Published) is { } early)
            return early;
        List<Refusal> refusals = [];
        var entrant = c.Entrants.FirstOrDefault(e => e.Id == request.EntrantId && e.State == EntrantState.Applied);
        refusals.Unless(entrant is not null, FrameworkRules.JoinAnytime, "没有待审核的这份申请。", "从列出的申请中选择。", "/entrantId");
        refusals.Unless(request.Passed || request.Reason?.Trim().Length >= 5, FrameworkRules.JoinAnytime, "没有写明不通过的理由。", "写明不符合哪一项资格条件或者需求；接受条件且符合的应当通过。", "/reason");
        refusals.Unless(!request.Passed || today <= c.Terms.To, FrameworkRules.JoinAnytime, $"框架协议 {c.Terms.To:yyyy-MM-dd} 期满。", "期满后不再加入。", "/passed");
        if (request.Passed && entrant is not null)
            refusals.Unless(c.Listed(entrant, today, "/passed"));
        if (refusals.Count > 0)
            return refusals;
        var rank = c.Entrants.Where(e => e.LotNumber == entrant!.LotNumber).Max(e => e.Rank) + 1;
        var decided = entrant! with
        {
            State = request.Passed ? EntrantState.Active : EntrantState.Declined, DecidedOn = today, SignedOn = request.Passed ? today : null, Reason = request.Reason?.Trim() ?? "", Rank = request.Passed ? rank : 0,
        };
        var commit = Commit.Empty.Update(decided).Require(c.Procurement);
        return request.Passed
            ? commit.Record(new FrameworkAdmitted(c.FrameworkId, noticeId, decided.ToFact() with { Rank = 0 }, today), actor.OrganisationId, decided.SupplierId)
            : commit.Record(new FrameworkDeclined(c.FrameworkId, decided.Id, decided.SupplierId, decided.Reason), actor.OrganisationId, decided.SupplierId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context) =>
        await FrameworkCase.Load(context) is { } c
            ? Decide(c, context.Actor, request, RandomId.New(), context.Now.BeijingDate()).Done(request.Passed ? "审核通过，入围结果已公告。" : "已通知申请人。", $"/procurements/{c.Procurement.Id}/framework")
            : ActContext.Missing;

    private static async Task<Request?> Prefill(ActContext context)
    {
        if (await FrameworkCase.Load(context) is not { } c)
            return null;
        context.Show(c.Procurement);
        var waiting = c.Entrants.Where(e => e.State == EntrantState.Applied).ToList();
        context.Offer("entrants", waiting.Select(e => new Choice(e.Id, $"{e.SupplierName}　{e.AppliedOn:yyyy-MM-dd} 申请")));
        foreach (var entrant in waiting)
            context.Show(entrant.SupplierName, entrant.Product);
        return waiting.Count > 0 ? new(waiting[0].Id, true) : null;
    }
}
