using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Evaluation;

/// <summary>谈判（磋商）记录：the whole group with one supplier at a time, and with each as often as with the others.</summary>
public static class RecordTalk
{
    public sealed record Request(
        [property: Field("采购包", Choices = "lots")] string LotId,
        [property: Field("供应商", Choices = "suppliers")] string SupplierId,
        [property: Field("小组全体成员集中与该供应商单独进行")] bool WholeGroup,
        [property: Field("记录", Lines = true, Min = 10, Max = 4000, Hint = "双方谈了什么、供应商的答复；不得涉及其他供应商的技术资料、价格和信息")] string Minutes);

    public static readonly Act Act = new("record-talk", "记录谈判（磋商）", "/procurements/{id}/talks", Access.To(Owner.Expert, Role.Expert).Or(Owner.Expert, Role.Purchaser))
    {
        Rules = [CompetitionRules.EqualChances, CompetitionRules.OnePrice, CompetitionRules.Confidential],
        Button = "保存记录",
        Intro = "小组全体成员集中与单一供应商分别进行，给予所有供应商平等的机会；任何一方不得透露其他供应商的技术资料、价格和其他信息。",
    };

    /// <summary>Why rounds are not for this procurement now; null: they are.</summary>
    internal static Refusal? Check(EvaluationCase @case, string act)
    {
        var method = @case.Procurement.MethodRow();
        if (!method.Rounds)
            return CompetitionRules.OnePrice.Refuse($"{method.Name}按一次报出的价格评审，不与供应商谈判。", "按采购文件规定的程序评审。");
        return Standstill.Check(@case.Procurement, act, Stage.Evaluating)
            ?? (@case.Negotiating.Called is { } called ? CompetitionRules.LastOfferInTime.Refuse($"已经要求供应商在 {called.Deadline.BeijingTime()} 前提交最后报价，谈判已经结束。", "等最后报价开启后继续评审。") : null);
    }

    public static Outcome<Talk> Decide(EvaluationCase @case, Actor actor, Request request, string id, DateTimeOffset now)
    {
        if (Check(@case, "记录谈判（磋商）") is { } closed)
            return closed;
        List<Refusal> refusals = [];
        refusals.AddRange(ReviewCompliance.CommitteeStands(@case));
        refusals.Unless(@case.OpenLots.Any(l => l.LotId == request.LotId), InputRules.Range, "这个采购包不在评审中。", "从列出的采购包中选择。", "/lotId");
        refusals.Unless(SubmitScores.Reviewed(@case, request.LotId, "compliance"), CompetitionRules.GroupReviews, "响应文件的审查还没有完成。", "全体成员提交审查意见后再谈判。", "/lotId");
        var standing = @case.Talking(request.LotId);
        refusals.Unless(standing.Any(b => b.SupplierId == request.SupplierId), CompetitionRules.EqualChances, "这家供应商没有实质性响应或者已经退出。", "从列出的供应商中选择。", "/supplierId");
        refusals.Unless(request.WholeGroup, CompetitionRules.EqualChances, "没有由小组全体成员集中与该供应商单独进行。", "全体成员到齐后与每一家分别进行，再记录。", "/wholeGroup");
        refusals.Unless(CompetitionRules.CheckConfidential(request.Minutes, @case.Bids.Where(b => b.SupplierId != request.SupplierId).Select(b => b.SupplierName)));
        return refusals.Count > 0
            ? refusals
            : new Talk
            {
                Id = id, ProcurementId = @case.Procurement.Id, LotId = request.LotId, SupplierId = request.SupplierId, Number = @case.Negotiating.TalksWith(request.LotId, request.SupplierId) + 1, Minutes = request.Minutes.Trim(),
                AccountId = actor.AccountId, At = now,
            };
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var @case = await context.Read(db => EvaluationCase.Load(db, context["id"]));
        var outcome = Decide(@case, context.Actor, request, RandomId.New(), context.Now);
        return outcome.Value is { } talk
            ? new Done(
                Commit.Empty.Insert(talk).Require(@case.Procurement)
                    .Record(new NegotiationRecorded(talk.ProcurementId, talk.LotId, talk.Id, talk.SupplierId, talk.Number, talk.Minutes), @case.Procurement.AgencyId ?? "", talk.SupplierId),
                "记录已保存。", $"/procurements/{talk.ProcurementId}/evaluation", new { TalkId = talk.Id, talk.Number })
            : outcome.Refusals.ToList();
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        var @case = await context.Read(db => EvaluationCase.Load(db, context["id"]));
        context.Show(@case.Procurement);
        context.Offer("lots", @case.OpenLots.Select(l => new Choice(l.LotId, $"第{l.Number}包 {l.Title}")));
        var waiting = @case.OpenLots.SelectMany(l => @case.Talking(l.LotId)).Select(b => (b.SupplierId, b.SupplierName, b.LotId, Talks: @case.Negotiating.TalksWith(b.LotId, b.SupplierId))).ToList();
        context.Offer("suppliers", waiting.DistinctBy(w => w.SupplierId).Select(w => new Choice(w.SupplierId, w.SupplierName)));
        foreach (var one in waiting)
            context.Show(one.SupplierName, $"第{@case.Lot(one.LotId)?.Number}包，已进行 {one.Talks} 次");
        return waiting.Count > 0 && waiting.MinBy(w => w.Talks) is var next ? new Request(next.LotId, next.SupplierId, false, "") : null;
    }
}
