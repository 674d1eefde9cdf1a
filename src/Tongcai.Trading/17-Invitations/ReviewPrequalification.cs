using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Invitations;

/// <summary>资格预审：each application by each standard of the notice, after the deadline; each applicant is told its own findings. With fewer than three qualified the procurement ends.</summary>
public static class ReviewPrequalification
{
    /// <summary>一家申请人对一项标准的结论 as typed.</summary>
    public sealed record Finding(
        [property: Field("申请人", Choices = "applicants", Given = true)] string ApplicationId,
        [property: Field("审查因素", Choices = "criteria", Given = true)] string CriterionId,
        [property: Field("符合")] bool Met,
        [property: Field("不符合的原因", Max = 500)] string? Reason = null);

    public sealed record Request([property: Field("逐家逐项审查", Max = 10_000)] IReadOnlyList<Finding> Findings);

    public static readonly Act Act = new("review-prequalification", "资格预审", "/procurements/{id}/prequalification/review", Access.To(Owner.Agency, Role.Agency).Or(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [InvitationRules.StatedStandards, InvitationRules.Invited, AwardRules.ReasonToUnqualified],
        Button = "提交审查结果",
        Intro = "只按公告载明的标准审查。结果和不符合的原因分别告知各申请人，不对外透露。",
        Irreversible = true,
    };

    /// <param name="noticeId">Random id of the ending notice, used when fewer than three qualify.</param>
    public static Outcome<Commit> Decide(InvitationCase c, Actor actor, Request request, string noticeId, DateTimeOffset now)
    {
        List<Refusal> refusals = [];
        refusals.Unless(c.Turn(Act.Title));
        refusals.Unless(c.List is { Way: "notice" }, InvitationRules.Ways, "本项目没有发布资格预审公告。", "先发布资格预审公告。");
        if (refusals.Count > 0)
            return refusals;
        var list = c.List!;
        if (now < list.ApplyBy)
            return InvitationRules.Prequalification.Refuse($"申请截止时间为 {list.ApplyBy!.Value.BeijingTime()}，还没有截止。", "截止后再审查；此前看不到申请。");
        if (list.Settled)
            return InvitationRules.StatedStandards.Refuse("资格预审已经完成。", "认为结果有误的，依法报告财政部门。");
        Examine(refusals, c, request.Findings);
        if (refusals.Count > 0)
            return refusals;

        var reviewed = c.Candidates.Select(k =>
        {
            var findings = list.Criteria.Value.Select(s => request.Findings.First(f => f.ApplicationId == k.Id && f.CriterionId == s.Id)).Select(f => new CriterionFinding(f.CriterionId, f.Met, f.Met ? "" : f.Reason!.Trim())).ToList();
            return k with { Findings = new(findings), Verdict = findings.TrueForAll(f => f.Met) ? "passed" : "failed" };
        }).ToList();
        var commit = reviewed.Aggregate(Commit.Empty.Update(list with { Settled = true }), (all, k) => all.Update(k)
            .Record(new ApplicationReviewed(c.Procurement.Id, k.Id, k.SupplierId, k.Verdict == "passed", k.Findings.Value), actor.OrganisationId, k.SupplierId));
        if (InvitationRules.Invited.IsMetBy(reviewed.Count(k => k.Verdict == "passed")))
            return commit.Require(c.Procurement);
        const string Reason = "资格预审合格的供应商不足三家，不能邀请投标。";
        return commit
            .Insert(new Notice { Id = noticeId, ProcurementId = c.Procurement.Id, Kind = "EN", Number = 1, Title = $"{c.Procurement.Title}废标公告", PublishedOn = now.BeijingDate() })
            .Update(c.Procurement with { Stage = Stage.Ended, Ending = "failed", EndingReason = Reason })
            .Record(new PrequalificationFailed(c.Procurement.Id, [.. reviewed.Select(k => new ApplicationResult(k.Id, k.SupplierId, k.SupplierName, k.Verdict == "passed", k.Findings.Value))]), actor.OrganisationId)
            .Record(new ProcurementEnded(c.Procurement.Id, "failed", [], InvitationRules.Invited.Id, Reason, now.BeijingDate()), actor.OrganisationId);
    }

    private static void Examine(List<Refusal> refusals, InvitationCase c, IReadOnlyList<Finding> findings)
    {
        var criteria = c.List!.Criteria.Value;
        foreach (var k in c.Candidates)
        {
            var judged = findings.Where(f => f.ApplicationId == k.Id).Select(f => f.CriterionId).ToHashSet(StringComparer.Ordinal);
            refusals.Unless(InvitationRules.CheckStandards(criteria.Select(s => $"{k.SupplierName} {s.Title}"), criteria.Where(s => judged.Contains(s.Id)).Select(s => $"{k.SupplierName} {s.Title}"), "/findings"));
        }

        foreach (var (i, finding) in findings.Index())
        {
            refusals.Unless(c.Candidates.Any(k => k.Id == finding.ApplicationId) && criteria.Any(s => s.Id == finding.CriterionId), InputRules.Range, "不是本项目的申请人或者审查因素。", "从列出的选择。", $"/findings/{i}");
            refusals.Unless(findings.Take(i).All(f => (f.ApplicationId, f.CriterionId) != (finding.ApplicationId, finding.CriterionId)), InputRules.Range, "同一申请人的同一因素填写了两次。", "每项一行。", $"/findings/{i}");
            refusals.Unless(finding.Met || finding.Reason?.Trim().Length >= 2, AwardRules.ReasonToUnqualified, "不符合的没有写明原因。", "写明哪里不符合标准；原因告知该申请人。", $"/findings/{i}/reason");
        }
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await InvitationCase.Load(context) is not { } c)
            return ActContext.Missing;
        var outcome = Decide(c, context.Actor, request, RandomId.New(), context.Now);
        if (outcome.Value is not { } commit)
            return outcome.Refusals.ToList();
        var ended = commit.Facts.Any(f => f.Fact is ProcurementEnded);
        if (ended)
            commit = commit.And(await context.Read(db => ResultRelease.Of(db, c.Procurement.Id)));
        return new Done(commit, ended ? "合格的供应商不足三家，项目废标，公告已发布。" : "资格预审完成，结果已告知各申请人。", $"/procurements/{c.Procurement.Id}/prequalification");
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        if (await InvitationCase.Load(context) is not { List: { Way: "notice" } list } c)
            return null;
        context.Show(c.Procurement);
        context.Show("申请截止", list.ApplyBy!.Value.BeijingTime());
        // Before the deadline nobody sees who has applied.
        if (context.Now < list.ApplyBy || list.Settled)
            return null;
        context.Offer("applicants", c.Candidates.Select(k => new Choice(k.Id, k.SupplierName)));
        context.Offer("criteria", list.Criteria.Value.Select(s => new Choice(s.Id, $"{s.Title}：{s.Standard}")));
        foreach (var k in c.Candidates)
            context.Show(k.SupplierName, string.Join("；", k.Answers.Value.Select(a => $"{list.Criteria.Value.Find(s => s.Id == a.CriterionId)?.Title}——{a.Text}")));
        return new([.. c.Candidates.SelectMany(k => list.Criteria.Value.Select(s => new Finding(k.Id, s.Id, true)))]);
    }
}
