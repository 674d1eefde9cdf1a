using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Trustees;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Evaluation;

/// <summary>要求提交最后报价：of all who go on, by one deadline, sealed to the same key as the first responses; opened when it has passed and not before.</summary>
public static class CallOffers
{
    /// <summary>Least time for a last offer.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromMinutes(30);

    public sealed record Request([property: Field("最后报价截止时间", Hint = "所有继续参加的供应商同一时间，不少于 30 分钟")] DateTimeOffset Deadline);

    public static readonly Act Act = new("call-offers", "要求提交最后报价", "/procurements/{id}/offers", Access.To(Owner.Expert, Role.Expert))
    {
        Rules = [CompetitionRules.LastOfferInTime, CompetitionRules.EqualChances, CompetitionRules.OnlyNeedsChange, CompetitionRules.LastOffers, CompetitionRules.ConsultationOffers],
        Button = "要求提交最后报价",
        Intro = "谈判（磋商）结束后，要求所有继续参加的供应商在同一时间前密封提交最后报价。最后报价只提交一次，截止后由受托人同时解密。",
        Irreversible = true,
    };

    public static Outcome<Round> Decide(EvaluationCase @case, Request request, DateTimeOffset now)
    {
        if (RecordTalk.Check(@case, Act.Title) is { } closed)
            return closed;
        List<Refusal> refusals = [];
        foreach (var lot in @case.OpenLots)
        {
            refusals.Unless(SubmitScores.Reviewed(@case, lot.LotId, "compliance"), CompetitionRules.GroupReviews, $"第{lot.Number}包响应文件的审查还没有完成。", "全体成员提交审查意见后再继续。");
            var standing = @case.Talking(lot.LotId);
            var counts = standing.Select(b => (b.SupplierName, Talks: @case.Negotiating.TalksWith(lot.LotId, b.SupplierId))).ToList();
            foreach (var (name, talks) in counts.Where(c => c.Talks == 0 || c.Talks < counts.Max(o => o.Talks)))
                refusals.Add(CompetitionRules.EqualChances.Refuse($"第{lot.Number}包与{name}只进行了 {talks} 次，与其他供应商最多 {counts.Max(c => c.Talks)} 次，机会不均等。", "与每一家进行的次数相同后再要求最后报价。"));
            refusals.Unless(CompetitionRules.CheckOffers(@case.Procurement.MethodRow(), standing.Count, @case.Procurement.TwoSuppliers));
        }

        refusals.Unless(@case.Negotiating.Changes.All(c => c.NotifiedAt is not null), CompetitionRules.OnlyNeedsChange, "有实质性变动还没有经采购人代表确认和通知。", "请采购人代表确认后再要求最后报价。");
        refusals.Unless(CompetitionRules.CheckLastOfferTime(now, request.Deadline, Least));
        if (refusals.Count > 0)
            return refusals;
        const int Number = 2;
        return new Round { Id = new OfferRound(@case.Procurement.Id, Number).ToString(), ProcurementId = @case.Procurement.Id, Number = Number, CalledAt = now, Deadline = request.Deadline.ToUniversalTime() };
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        var @case = await context.Read(db => EvaluationCase.Load(db, context["id"]));
        context.Show(@case.Procurement);
        foreach (var lot in @case.OpenLots)
            context.Show($"第{lot.Number}包", $"{@case.Talking(lot.LotId).Count} 家继续参加");
        return new Request(context.Now + TimeSpan.FromHours(2));
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var @case = await context.Read(db => EvaluationCase.Load(db, context["id"]));
        var outcome = Decide(@case, request, context.Now);
        return outcome.Value is { } round
            ? new Done(
                @case.OpenLots.SelectMany(l => @case.Talking(l.LotId)).Aggregate(Commit.Empty, (all, b) => all.Insert(new OfferPlace { Id = RandomId.New(), ProcurementId = round.ProcurementId, LotId = b.LotId, SupplierId = b.SupplierId }))
                    .Insert(round).Update(@case.Procurement with { OfferDeadline = round.Deadline }).Record(new OffersCalled(round.ProcurementId, round.Number, round.Deadline), @case.Procurement.AgencyId ?? ""),
                $"已要求所有继续参加的供应商在 {round.Deadline.BeijingTime()} 前提交最后报价。", $"/procurements/{round.ProcurementId}/evaluation", new { round.Number, round.Deadline })
            : outcome.Refusals.ToList();
    }
}
