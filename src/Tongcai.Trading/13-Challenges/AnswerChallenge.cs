using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Awards;
using Tongcai.Trading.Evaluation;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Challenges;

/// <summary>质疑成立后的处理（94号第十六条）。</summary>
public enum ChallengeEffect
{
    [Label("质疑不成立，继续采购活动")] None,
    [Label("成立，不影响结果，继续采购活动")] Continue,
    [Label("成立，从合格候选人中另行确定")] NextCandidate,
    [Label("成立，重新开展采购活动")] Restart,
}

/// <summary>答复质疑。</summary>
public static class AnswerChallenge
{
    public sealed record Request(
        [property: Field("处理")] ChallengeEffect Effect,
        [property: Field("答复内容", Hint = "逐项答复质疑事项，写明事实和依据", Lines = true, Max = 10_000)] string Answer);

    public static readonly Act Act = new("answer-challenge", "答复质疑", "/challenges/{challenge}/answer", Access.To(Owner.Purchaser, Role.Purchaser).Or(Owner.Agency, Role.Agency))
    {
        Rules = [TimeLimits.ChallengeAnswer, ChallengeRules.AnswerContents, ChallengeRules.DocumentChallengeUpheld, ChallengeRules.ResultChallengeUpheld],
        Button = "发出答复",
        Irreversible = true,
    };

    /// <summary>What answering changes.</summary>
    public sealed record Answered(Challenge Challenge, Procurement? Procurement, Award? Award, ProcurementEnded? Ended);

    /// <param name="others">Other challenges of the procurement that are still open.</param>
    /// <param name="awards">Awards of the procurement.</param>
    /// <param name="reports">Reports of the procurement.</param>
    public static Outcome<Answered> Decide(
        Procurement procurement, Challenge challenge, IReadOnlyList<Challenge> others, IReadOnlyList<Award> awards, IReadOnlyList<Report> reports, Request request, DateTimeOffset now)
    {
        List<Refusal> refusals = [];
        refusals.Unless(challenge.AnsweredOn is null, ChallengeRules.AnswerContents, $"这份质疑已于 {challenge.AnsweredOn:yyyy-MM-dd} 答复。", "对答复的补充通过澄清公告发布。");
        refusals.Unless(Standstill.Check(procurement));
        var next = request.Effect == ChallengeEffect.NextCandidate && awards is [var only] ? DecideAward.Next(only, reports.FirstOrDefault(r => r.Id == only.Id)) : null;
        refusals.Unless(
            request.Effect != ChallengeEffect.NextCandidate || (challenge.About != "document" && procurement.Stage is Stage.Decided or Stage.Published && next is not null),
            ChallengeRules.ResultChallengeUpheld, "没有可以另行确定的合格候选人。", "合格供应商不符合法定数量的，选择重新开展采购活动。", "/effect");
        refusals.Unless(
            request.Effect != ChallengeEffect.Restart || procurement.Stage < Stage.Contracted, ChallengeRules.ResultChallengeUpheld, "合同已经签订，不能由采购人重新开展采购活动。", "报告财政部门依法处理。", "/effect");
        if (refusals.Count > 0)
            return refusals;

        var today = now.BeijingDate();
        var answered = challenge with { Answer = request.Answer, Upheld = request.Effect != ChallengeEffect.None, AnsweredOn = today };
        var hold = others.FirstOrDefault(o => o.About is not "document")?.Id;
        return request.Effect switch
        {
            ChallengeEffect.Restart => new Answered(
                answered,
                procurement with { Stage = Stage.Ended, Ending = "terminated", EndingReason = "质疑成立，重新开展采购活动", ContractHold = null },
                null,
                new(procurement.Id, "terminated", [], ChallengeRules.ResultChallengeUpheld.Id, "质疑成立，重新开展采购活动", today)),
            ChallengeEffect.NextCandidate => new Answered(answered, procurement with { Stage = Stage.Decided, ContractHold = hold }, next! with { DecidedOn = today }, null),
            _ => new Answered(answered, procurement.ContractHold == challenge.Id ? procurement with { ContractHold = hold } : null, null, null),
        };
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (challenge, procurement, others, awards, reports) = await context.Read(async db =>
        {
            var c = await db.Get<Challenge>(context["challenge"]);
            return (
                c,
                await db.Get<Procurement>(c.ProcurementId),
                await db.Where<Challenge>("procurement_id = @ProcurementId and id <> @Id and answered_on is null", c),
                await db.Where<Award>("procurement_id = @ProcurementId", c),
                await db.Where<Report>("procurement_id = @ProcurementId", c));
        });
        var outcome = Decide(procurement, challenge, others, awards, reports, request, context.Now);
        if (outcome.Value is not { } answered)
            return outcome.Refusals.ToList();
        var by = context.Actor.OrganisationId;
        var commit = Commit.Empty.Update(answered.Challenge).Record(
            new ChallengeAnswered(procurement.Id, challenge.Id, challenge.SupplierId, answered.Challenge.Upheld, request.Answer, answered.Challenge.AnsweredOn!.Value), by, challenge.SupplierId);
        if (answered.Procurement is { } changed)
            commit = commit.Update(changed);
        if (answered.Award is { } award)
            commit = commit.Update(award).Record(new AwardDecided(procurement.Id, award.Id, award.BidId, award.SupplierId, award.PriceFen, false), by);
        if (answered.Ended is { } ended)
            commit = commit.Record(ended, by);
        var late = answered.Challenge.AnsweredOn > challenge.AnswerBy;
        return new Done(commit, late ? $"答复已发出；晚于 {challenge.AnswerBy:yyyy-MM-dd}，已记录" : "答复已发出", $"/challenges/{challenge.Id}");
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        var challenge = await context.Read(db => db.Get<Challenge>(context["challenge"]));
        context.Show("质疑供应商", challenge.SupplierName);
        context.Show("质疑事项", string.Join("；", challenge.Items.Value));
        context.Show("事实依据", challenge.Facts);
        context.Show("法律依据与请求", challenge.LegalBasis);
        context.Show("答复期限", $"{challenge.AnswerBy:yyyy-MM-dd} 前");
        return null;
    }
}
