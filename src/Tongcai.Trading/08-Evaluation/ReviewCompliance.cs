using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Experts;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Evaluation;

/// <summary>符合性审查：each member for itself; the majority decides when all have spoken.</summary>
public static class ReviewCompliance
{
    public sealed record Request(
        [property: Field("采购包", Choices = "lots")] string LotId,
        [property: Field("逐家审查", Min = 1, Max = 500)] IReadOnlyList<BidFinding> Findings);

    public static readonly Act Act = new("review-compliance", "符合性审查", "/procurements/{id}/compliance", Access.To(Owner.Expert, Role.Expert).Or(Owner.Expert, Role.Purchaser))
    {
        Rules = [EvaluationRules.StatedCriteriaOnly, EvaluationRules.PriceOverCeiling, EvaluationRules.PresumedCollusion, OpeningRules.ResponsiveQuorum, EvaluationRules.Individually, ExpertRules.CommitteeSize],
        Button = "提交审查意见",
        Intro = "只看招标文件写明的实质性要求。全体成员提交后，按多数意见认定。",
        Irreversible = true,
    };

    /// <summary>The member's verdicts; when the member is the last, the conclusions of all.</summary>
    /// <param name="Compliant">Bidders that passed, one per brand (87号第三十一条).</param>
    public sealed record Reviewed(IReadOnlyList<Verdict> Verdicts, IReadOnlyList<BidVerdict>? Conclusions, int Compliant, int Minimum)
    {
        public bool Fails => Conclusions is not null && Compliant < Minimum;
    }

    public static Outcome<Reviewed> Decide(EvaluationCase @case, Actor actor, Request request, Func<string> newId)
    {
        var tender = @case.Procurement.MethodRow().Tender;
        if ((tender ? Standstill.Check(@case.Procurement, "符合性审查", Stage.Evaluating) : Standstill.Check(@case.Procurement, "符合性审查", Stage.Opened, Stage.Evaluating)) is { } standing)
            return standing;
        List<Refusal> refusals = [];
        refusals.Unless(tender || @case.Opening?.State == Opening.OpeningState.Recorded, CompetitionRules.GroupReviews, "开标还没有结束。", "开标记录确认后再审查。");
        refusals.AddRange(CommitteeStands(@case));
        refusals.Unless(@case.OpenLots.Any(l => l.LotId == request.LotId), InputRules.Range, "这个采购包不在评审中。", "从列出的采购包中选择。", "/lotId");
        var mine = @case.Verdicts.Any(v => v.LotId == request.LotId && v.Kind == @case.Reviewing && v.ReviewerId == actor.AccountId);
        refusals.Unless(!mine, EvaluationRules.ResultUntouched, "您已经提交过这个采购包的审查意见。", "等其他成员提交；提交后的意见不能更改。", "/lotId");
        var bids = @case.ToReview(request.LotId);
        refusals.AddRange(ReviewQualification.CheckFindings(bids, request.Findings));
        var lot = @case.Lot(request.LotId);
        var ceiling = lot is null ? 0 : lot.CeilingFen > 0 ? lot.CeilingFen : lot.BudgetFen;
        for (var i = 0; i < request.Findings.Count; i++)
        {
            var over = bids.FirstOrDefault(b => b.Id == request.Findings[i].BidId && b.PriceFen > ceiling && @case.Reviewing == @case.Reviews[^1]);
            refusals.Unless(
                over is null || !request.Findings[i].Passed, EvaluationRules.PriceOverCeiling, $"{over?.SupplierName} 报价 {Yuan.Text(over?.PriceFen ?? 0)} 元，超过最高限价 {Yuan.Text(ceiling)} 元。", "报价超过预算或最高限价的投标无效，选择不通过并写明原因。", $"/findings/{i}/passed");
        }

        if (refusals.Count > 0)
            return refusals;
        var verdicts = request.Findings.Select(f => ReviewQualification.Verdict(@case, request.LotId, f, @case.Reviewing, actor.AccountId, newId())).ToList();
        var all = @case.Verdicts.Concat(verdicts).ToList();
        var complete = @case.Members.All(m => all.Any(v => v.LotId == request.LotId && v.Kind == @case.Reviewing && v.ReviewerId == m.AccountId));
        var conclusions = bids.Select(b => Conclude(b.Id, b.SupplierId, @case.Reviewing, all)).ToList();
        return new Reviewed(verdicts, complete ? conclusions : null, @case.Count(bids.Where(b => conclusions.Any(c => c.BidId == b.Id && c.Passed))), @case.Procurement.Minimum().Value);
    }

    /// <summary>That the committee is complete and lawful; nobody reviews before it is.</summary>
    public static IReadOnlyList<Refusal> CommitteeStands(EvaluationCase @case)
    {
        var procurement = @case.Procurement;
        return Committee.Check(
            [.. @case.Members.Select(m => new CommitteeMember(m.Name, m.Kind == "expert" ? CommitteeRole.Expert : CommitteeRole.PurchaserRepresentative, Leader: m.Leader))],
            procurement.GroupSize(), procurement.PurchaserName, pointer: "");
    }

    private static BidVerdict Conclude(string bidId, string supplierId, string kind, IReadOnlyList<Verdict> verdicts)
    {
        var passed = Evaluating.Passes(bidId, kind, verdicts);
        return new(bidId, supplierId, passed, passed ? "" : verdicts.First(v => v.BidId == bidId && v.Kind == kind && !v.Passed).Reason);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var @case = await context.Read(db => EvaluationCase.Load(db, context["id"]));
        var outcome = Decide(@case, context.Actor, request, RandomId.New);
        if (outcome.Value is not { } reviewed)
            return outcome.Refusals.ToList();
        var procurement = @case.Procurement;
        var page = $"/procurements/{procurement.Id}/evaluation";
        var submitted = reviewed.Verdicts.Aggregate(Commit.Empty, (c, v) => c.Insert(v)).Record(new ComplianceSubmitted(procurement.Id, request.LotId, reviewed.Verdicts.Count));
        // Requiring the procurement's version makes two last members one after the other: the second sees the first's verdicts.
        var ordered = Commit.Empty.Update(procurement with { Stage = Stage.Evaluating });
        if (reviewed.Conclusions is not { } conclusions)
            return new Done(ordered.And(submitted), "审查意见已提交，等其他成员", page);
        var concluded = submitted.Record(new ComplianceReviewed(procurement.Id, request.LotId, conclusions));
        if (!reviewed.Fails)
            return new Done(ordered.And(concluded), $"符合性审查完成，{reviewed.Compliant} 家通过", page);
        var (method, minimum) = (procurement.MethodRow(), procurement.Minimum());
        var reason = method.Words.Say($"通过符合性审查的投标人 {reviewed.Compliant} 家{(method is { Tender: true, TwoStages: false } ? "（同品牌按一家计）" : "")}，不足{minimum.Suppliers()}，予以废标。");
        if (@case.EndsWith(request.LotId))
            concluded = concluded.And(await context.Read(db => ResultRelease.Of(db, procurement.Id)));
        return new Done(concluded.And(@case.Fail(request.LotId, method is { Tender: true, TwoStages: false } ? OpeningRules.ResponsiveQuorum : minimum.Rule, reason, procurement.AgencyId ?? "", context.Now)), reason, page);
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        var @case = await context.Read(db => EvaluationCase.Load(db, context["id"]));
        context.Show(@case.Procurement);
        var open = @case.OpenLots.Where(l => @case.Verdicts.All(v => v.LotId != l.LotId || v.Kind != @case.Reviewing || v.ReviewerId != context.Actor.AccountId)).ToList();
        context.Offer("lots", open.Select(l => new Choice(l.LotId, $"第{l.Number}包 {l.Title}")));
        foreach (var (text, i) in (@case.Procurement.MethodRow().Tender ? [] : @case.Document.Qualifications).Select((q, i) => (q, i)))
            context.Show($"资格要求 {i + 1}", text);
        foreach (var requirement in @case.Document.Requirements.Where(r => r.Mandatory))
            context.Show($"★ {requirement.Id}", requirement.Text);
        if (open.Count == 0)
            return null;
        var bids = @case.ToReview(open[0].LotId);
        context.Offer("bids", bids.Select(b => new Choice(b.Id, $"{b.SupplierName}　{Yuan.Text(b.PriceFen)} 元")));
        return new Request(open[0].LotId, [.. bids.Select(b => new BidFinding(b.Id, true))]);
    }
}
