using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.SingleSource;

/// <summary>终止单一来源采购（74号第四十三条）。The demand can then be organised anew.</summary>
public static class EndSource
{
    public enum Cause
    {
        [Label("因情况变化，不再符合单一来源采购方式适用情形")] NoLongerOnly,
        [Label("报价超过采购预算")] OverBudget,
    }

    public sealed record Request(
        [property: Field("终止原因")] Cause Cause,
        [property: Field("具体情况", Lines = true, Min = 10, Max = 1000, Hint = "随终止公告公开")] string Reason);

    public static readonly Act Act = new("end-source", "终止单一来源采购", "/procurements/{id}/source/ending", Access.To(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [ApprovalRules.NoLongerOnly, ApprovalRules.OverBudgetEnds],
        Button = "终止并公告",
        Intro = "出现影响采购公正的违法、违规行为的，由监督部门依法处理。终止后在需求页重新组织采购。",
        Irreversible = true,
    };

    /// <param name="noticeId">Random id of the ending notice.</param>
    public static Outcome<Commit> Decide(SourceCase c, Actor actor, Request request, string noticeId, DateOnly today)
    {
        List<Refusal> refusals = [];
        refusals.Unless(c.Turn(Act.Title, Stage.Filed, Stage.Intended, Stage.Entrusted, Stage.Drafted, Stage.Confirmed, Stage.Opened));
        if (refusals.Count > 0)
            return refusals;
        refusals.Unless(request.Cause != Cause.NoLongerOnly || request.Reason.Trim().Length >= 10, ApprovalRules.NoLongerOnly, "情况变化写得过于简单。", "用不少于十个字写明什么变化、何时发生。", "/reason");
        refusals.Unless(request.Cause != Cause.OverBudget || c.Meeting?.Offer.Value?.PriceFen > c.Procurement.BudgetFen, ApprovalRules.OverBudgetEnds,
            $"供应商最后报价 {(c.Meeting?.Offer.Value is { } offer ? Yuan.Text(offer.PriceFen) : "—")} 元，预算 {Yuan.Text(c.Procurement.BudgetFen)} 元，没有超过预算。", "继续协商。", "/cause");
        if (refusals.Count > 0)
            return refusals;
        var (rule, reason) = (request.Cause == Cause.OverBudget ? ApprovalRules.OverBudgetEnds : ApprovalRules.NoLongerOnly, request.Reason.Trim());
        return Commit.Empty
            .Insert(new Notice { Id = noticeId, ProcurementId = c.Procurement.Id, Kind = "EN", Number = 1, Title = $"{c.Procurement.Title}终止公告", PublishedOn = today })
            .Update(c.Procurement with { Stage = Stage.Ended, Ending = "failed", EndingReason = reason })
            .Record(new ProcurementEnded(c.Procurement.Id, "failed", [], rule.Id, reason, today), actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        if (await SourceCase.Load(context) is { } c)
            context.Show(c.Procurement);
        return null;
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await SourceCase.Load(context) is not { } c)
            return ActContext.Missing;
        var outcome = Decide(c, context.Actor, request, RandomId.New(), context.Now.BeijingDate());
        if (outcome.Value is not { } ended)
            return outcome.Refusals.ToList();
        var released = await context.Read(db => ResultRelease.Of(db, c.Procurement.Id));
        return new Done(ended.And(released), "项目已终止，终止公告已发布。", $"/procurements/{c.Procurement.Id}");
    }
}
