using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Trustees;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Evaluation;

/// <summary>退出谈判（磋商）：a supplier's right until its last offer is given; its bond goes back. With too few left the lot ends.</summary>
public static class LeaveTalks
{
    public sealed record Request(
        [property: Field("采购包", Choices = "lots")] string LotId,
        [property: Field("确认退出")] bool Sure);

    public static readonly Act Act = new("leave-talks", "退出谈判（磋商）", "/procurements/{id}/leaving", Access.To(Owner.Bidder, Role.Supplier))
    {
        Rules = [CompetitionRules.MayLeave, CompetitionRules.LastOffers, CompetitionRules.ConsultationOffers],
        Button = "退出",
        Intro = "提交最后报价之前可以退出，保证金退还。退出后不能再提交最后报价。",
        Irreversible = true,
    };

    /// <param name="offered">Whether the supplier has a last offer in place.</param>
    public static Outcome<Leaving> Decide(EvaluationCase @case, Actor actor, Request request, bool offered, string id, DateTimeOffset now)
    {
        if (!@case.Procurement.MethodRow().Rounds)
            return CompetitionRules.MayLeave.Refuse($"{@case.Procurement.MethodRow().Name}没有谈判环节。", "截止前可以撤回文件；截止后不能退出。");
        if (Standstill.Check(@case.Procurement, Act.Title, Stage.Evaluating) is { } standing)
            return standing;
        List<Refusal> refusals = [];
        refusals.Unless(@case.Talking(request.LotId).Any(b => b.SupplierId == actor.OrganisationId), CompetitionRules.MayLeave, "您单位没有参加这个采购包，或者已经退出。", "从列出的采购包中选择。", "/lotId");
        refusals.Unless(@case.Negotiating.Called is not { Closed: true }, CompetitionRules.MayLeave, "提交最后报价的时间已经截止。", "最后报价是响应文件的有效组成部分。");
        refusals.Unless(CompetitionRules.CheckLeaving(offered));
        refusals.Unless(request.Sure, CompetitionRules.MayLeave, "没有确认退出。", "勾选确认后提交。", "/sure");
        return refusals.Count > 0 ? refusals : new Leaving { Id = id, ProcurementId = @case.Procurement.Id, LotId = request.LotId, SupplierId = actor.OrganisationId, At = now };
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        var @case = await context.Read(db => EvaluationCase.Load(db, context["id"]));
        context.Show(@case.Procurement);
        context.Offer("lots", @case.OpenLots.Where(l => @case.Talking(l.LotId).Any(b => b.SupplierId == context.Actor.OrganisationId)).Select(l => new Choice(l.LotId, $"第{l.Number}包 {l.Title}")));
        return null;
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (id, supplier) = (context["id"], context.Actor.OrganisationId);
        var (@case, bidding) = await context.Read(async db => (await EvaluationCase.Load(db, id), await BiddingCase.Load(db, id, supplier)));
        var offered = @case.Negotiating.Called is { } called && bidding?.Current(new OfferRound(request.LotId, called.Number).ToString()) is not null;
        var outcome = Decide(@case, context.Actor, request, offered, RandomId.New(), context.Now);
        if (outcome.Value is not { } leaving)
            return outcome.Refusals.ToList();
        var commit = Commit.Empty.Insert(leaving).Record(new NegotiationLeft(leaving.ProcurementId, leaving.LotId, supplier), by: "", party: supplier);
        var left = @case.Talking(leaving.LotId).Count(b => b.SupplierId != supplier);
        var minimum = @case.Procurement.Minimum();
        if (left >= minimum.Value)
            return new Done(commit.Update(@case.Procurement), "已退出，保证金依法退还。", $"/procurements/{id}");
        if (@case.EndsWith(leaving.LotId))
            commit = commit.And(await context.Read(db => ResultRelease.Of(db, id)));
        return new Done(commit.And(@case.Fail(leaving.LotId, minimum.Rule, $"继续参加{@case.Procurement.Words().Talk}的供应商不足{minimum.Suppliers()}，终止采购活动。", @case.Procurement.AgencyId ?? "", context.Now)), "已退出，保证金依法退还。", $"/procurements/{id}");
    }
}
