using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Evaluation;

/// <summary>可以实质性变动的内容（74号第三十二条）。</summary>
public enum ChangeKind
{
    [Label("技术要求")] Technical,
    [Label("服务要求")] Service,
    [Label("合同草案条款")] Contract,
}

/// <summary>提出实质性变动：technical and service requirements and the contract draft, nothing else; it is told to nobody before the purchaser's representative confirms it.</summary>
public static class ProposeChange
{
    public sealed record Request(
        [property: Field("采购包", Choices = "lots")] string LotId,
        [property: Field("变动的内容属于")] ChangeKind Kind,
        [property: Field("变动后的要求", Lines = true, Min = 10, Max = 4000, Hint = "写明变动前后；资格条件、评审标准、采购标的不能变动")] string Text);

    public static readonly Act Act = new("propose-change", "提出实质性变动", "/procurements/{id}/changes", Access.To(Owner.Expert, Role.Expert))
    {
        Rules = [CompetitionRules.OnlyNeedsChange, CompetitionRules.OnePrice],
        Button = "提请采购人代表确认",
        Intro = "只能变动采购需求中的技术、服务要求和合同草案条款。经采购人代表确认后，书面同时通知所有继续参加的供应商，供应商在最后报价时一并重新提交响应。",
    };

    public static Outcome<NeedChange> Decide(EvaluationCase @case, Actor actor, Request request, string id)
    {
        if (RecordTalk.Check(@case, Act.Title) is { } closed)
            return closed;
        List<Refusal> refusals = [];
        refusals.Unless(@case.OpenLots.Any(l => l.LotId == request.LotId), InputRules.Range, "这个采购包不在评审中。", "从列出的采购包中选择。", "/lotId");
        refusals.Unless(SubmitScores.Reviewed(@case, request.LotId, "compliance"), CompetitionRules.GroupReviews, "响应文件的审查还没有完成。", "全体成员提交审查意见后再谈判。", "/lotId");
        return refusals.Count > 0
            ? refusals
            : new NeedChange { Id = id, ProcurementId = @case.Procurement.Id, LotId = request.LotId, Kind = Wire.Name(request.Kind.ToString()), Text = request.Text.Trim(), AccountId = actor.AccountId };
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        var @case = await context.Read(db => EvaluationCase.Load(db, context["id"]));
        context.Show(@case.Procurement);
        context.Offer("lots", @case.OpenLots.Select(l => new Choice(l.LotId, $"第{l.Number}包 {l.Title}")));
        foreach (var requirement in @case.Document.Requirements)
            context.Show($"{(requirement.Mandatory ? "★ " : "")}{requirement.Id}", requirement.Text);
        return null;
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var @case = await context.Read(db => EvaluationCase.Load(db, context["id"]));
        var outcome = Decide(@case, context.Actor, request, RandomId.New());
        return outcome.Value is { } change
            ? new Done(
                Commit.Empty.Insert(change).Require(@case.Procurement).Record(new NeedChangeProposed(change.ProcurementId, change.LotId, change.Id, change.Kind, change.Text), @case.Procurement.AgencyId ?? ""),
                "已提请采购人代表确认。", $"/procurements/{change.ProcurementId}/evaluation", new { ChangeId = change.Id })
            : outcome.Refusals.ToList();
    }
}
