using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Notices;

/// <summary>终止的原因。</summary>
public enum EndingCause
{
    [Label("因重大变故，采购任务取消")] TaskCancelled,
    [Label("其他原因")] Other,
}

/// <summary>终止采购。Only because the task itself is cancelled; what was drawn from the budget goes back.</summary>
public static class EndProcurement
{
    public sealed record Request(
        [property: Field("终止原因")] EndingCause Cause,
        [property: Field("具体情况", Lines = true, Max = 1000, Hint = "什么变故、何时何机关决定取消；随终止公告公开")] string Reason);

    public static readonly Act Act = new("end-procurement", "终止采购", "/procurements/{id}/ending", Access.To(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [NoticeRules.NoArbitraryTermination, HouseRules.CancelledTask, TimeLimits.TerminationRefund],
        Button = "终止采购",
        Intro = "除因重大变故采购任务取消外，不得擅自终止。终止后公告，并报告本级财政部门；已收取的保证金在 5 个工作日内退还。",
        Irreversible = true,
    };

    /// <param name="line">Budget line that gets the amount back.</param>
    /// <param name="noticeId">Random id of the ending notice.</param>
    public static Outcome<Commit> Decide(Procurement procurement, BudgetLine line, Actor actor, Request request, string noticeId, DateOnly today)
    {
        List<Refusal> refusals = [];
        refusals.Unless(Standstill.Check(
            procurement, Act.Title, Stage.Filed, Stage.Intended, Stage.Entrusted, Stage.Drafted, Stage.Confirmed, Stage.Noticed, Stage.Closed, Stage.Opened, Stage.Evaluating, Stage.Reported));
        var keyless = request.Cause == EndingCause.Other && IsKeyless(procurement);
        refusals.Unless(request.Cause == EndingCause.TaskCancelled || keyless, NoticeRules.NoArbitraryTermination, "除因重大变故采购任务取消的，不得擅自终止采购活动。", "继续办理；招标文件有错误的，发布更正公告。", "/cause");
        refusals.Unless(request.Reason.Trim().Length >= 10, HouseRules.CancelledTask, "终止的具体情况过于简单。", "写明什么变故、何时何机关决定取消，不少于十个字。", "/reason");
        if (refusals.Count > 0)
            return refusals;

        var reason = request.Reason.Trim();
        if (keyless)
            return Commit.Empty.Update(procurement with { Stage = Stage.Ended, Ending = "failed", EndingReason = reason })
                .Record(new ProcurementEnded(procurement.Id, "failed", [], SecrecyRules.NoEarlyOpening.Id, reason, today), actor.OrganisationId);
        var notice = new Notice { Id = noticeId, ProcurementId = procurement.Id, Kind = "EN", Number = 1, Title = $"{procurement.Title}终止公告", PublishedOn = today };
        return Commit.Empty
            .Insert(notice)
            .Update(procurement with { Stage = Stage.Ended, Ending = "terminated", EndingReason = reason })
            .Update(line with { DrawnFen = line.DrawnFen - procurement.DrawnFen() })
            .Record(new ProcurementEnded(procurement.Id, "terminated", [], HouseRules.CancelledTask.Id, reason, today), actor.OrganisationId);
    }

    /// <summary>A call-off that waits for its key: nobody has been invited, and its demand may be taken up again.</summary>
    private static bool IsKeyless(Procurement procurement) => procurement.Stage == Stage.Filed && procurement.MethodRow().InvitesEntrants;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        if (await Cases.Load(context) is not { } c)
            return null;
        context.Show(c.Procurement);
        if (IsKeyless(c.Procurement))
            context.Show("还没有邀请报价", "开启密钥还没有生成；不再等的，选“其他原因”终止，需求可以重新组织");
        return null;
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await Cases.Load(context) is not { } c)
            return ActContext.Missing;
        var outcome = Decide(c.Procurement, c.Line, context.Actor, request, RandomId.New(), context.Now.BeijingDate());
        if (outcome.Value is not { } ended)
            return outcome.Refusals.ToList();
        var released = await context.Read(db => ResultRelease.Of(db, c.Procurement.Id));
        return new Done(ended.And(released), "项目已终止，终止公告已发布。", $"/procurements/{c.Procurement.Id}");
    }
}
