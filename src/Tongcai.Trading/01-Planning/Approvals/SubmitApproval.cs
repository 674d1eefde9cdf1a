using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Planning;

/// <summary>报财政部门批准，连同公示情况和异议的结论。</summary>
public static class SubmitApproval
{
    public sealed record Request();

    public static readonly Act Act = new("submit-approval", "报财政部门批准", "/approvals/{approval}/submission", Access.To(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [MethodRules.MethodApproval, ApprovalRules.PublicityFirst, ApprovalRules.ObjectorTold, ApprovalRules.ObjectionUpheld],
        Button = "报批",
        Intro = "申请、论证意见、公示情况和异议的结论一并送财政部门。",
    };

    public static Outcome<Commit> Decide(ApprovalCase c, Actor actor, DateOnly today)
    {
        List<Refusal> refusals = [];
        refusals.Unless(Approvals.Turn(c.Approval, Act.Title, ApprovalState.Prepared, ApprovalState.Publicised));
        if (refusals.Count > 0)
            return refusals;
        var needed = MethodGrounds.ByCode(c.Approval.Ground) is { } ground && ApprovalRules.NeedsPublicity(ground, c.Approval.ReachesOpenTender);
        refusals.AddRange(ApprovalRules.CheckSubmission(needed, c.Approval.PublicisedTo, c.Objections.Count(o => o.AnsweredOn is null), c.Objections.Count(o => o.Upheld), today));
        if (refusals.Count > 0)
            return refusals;
        var submitted = c.Approval with { State = ApprovalState.Submitted, SubmittedOn = today };
        return Commit.Empty.Update(submitted).Record(Approvals.FactOf(submitted, c.Demand, c.Objections), actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        if (await Approvals.Load(context) is { } c)
            context.Show(c);
        return null;
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context) =>
        await Approvals.Load(context) is { } c ? Decide(c, context.Actor, context.Now.BeijingDate()).Done("已报财政部门。", $"/approvals/{c.Approval.Id}") : ActContext.Missing;
}
