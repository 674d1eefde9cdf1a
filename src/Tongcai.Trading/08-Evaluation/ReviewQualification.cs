using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Evaluation;

/// <summary>一份投标的审查意见。</summary>
public sealed record BidFinding(
    [property: Field("投标人", Choices = "bids", Given = true)] string BidId,
    [property: Field("通过")] bool Passed,
    [property: Field("未通过的原因", Max = 500)] string? Reason = null);

/// <summary>资格审查：by purchaser or agency after the opening; with fewer than three qualified there is no evaluation.</summary>
public static class ReviewQualification
{
    public sealed record Request(
        [property: Field("采购包", Choices = "lots")] string LotId,
        [property: Field("逐家审查", Min = 1, Max = 500)] IReadOnlyList<BidFinding> Findings);

    public static readonly Act Act = new("review-qualification", "资格审查", "/procurements/{id}/qualification", Access.To(Owner.Agency, Role.Agency).Or(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [OpeningRules.QualificationByPurchaser, OpeningRules.QualifiedQuorum, AwardRules.ReasonToUnqualified, CreditRules.CleanRecord, CreditRules.ListedRefused],
        Button = "提交审查结果",
        Irreversible = true,
    };

    /// <summary>One verdict per bid, and whether the lot fails for want of three.</summary>
    /// <param name="Qualified">Bidders that passed, one per brand (87号第三十一条).</param>
    /// <param name="Minimum">Fewest with which the evaluation goes on.</param>
    public sealed record Reviewed(IReadOnlyList<Verdict> Verdicts, int Qualified, int Minimum)
    {
        public bool Fails => Qualified < Minimum;
    }

    public static Outcome<Reviewed> Decide(EvaluationCase @case, Actor actor, Request request, Func<string> newId)
    {
        if (Standstill.Check(@case.Procurement, "资格审查", Stage.Opened, Stage.Evaluating) is { } standing)
            return standing;
        if (CompetitionRules.CheckReviewer(@case.Procurement.MethodRow(), byGroup: false) is { } notTheirs)
            return notTheirs;
        List<Refusal> refusals = [];
        refusals.Unless(@case.Opening?.State == OpeningState.Recorded, OpeningRules.QualificationByPurchaser, "开标还没有结束。", "开标记录确认后再审查资格。");
        refusals.Unless(@case.Lot(request.LotId) is not null, InputRules.Range, "没有这个采购包。", "从列出的采购包中选择。", "/lotId");
        refusals.Unless(@case.Verdicts.All(v => v.LotId != request.LotId || v.Kind != "qualification"), EvaluationRules.NoReevaluation, "这个采购包的资格审查已经完成。", "认为结果有误的，依法报告财政部门。", "/lotId");
        var bids = @case.Bids.Where(b => b.LotId == request.LotId && b.Cause.Length == 0).ToList();
        refusals.AddRange(CheckFindings(bids, request.Findings));
        foreach (var (finding, i) in request.Findings.Select((f, i) => (f, i)))
        {
            var barred = finding.Passed && bids.FirstOrDefault(b => b.Id == finding.BidId) is { } bid && @case.Procurement.Framework.Value?.BarredIds?.Contains(bid.SupplierId) == true;
            refusals.Unless(!barred, FrameworkRules.RemovedStaysOut, "这家供应商已被取消入围资格或者解除框架协议，不得参加补充征集。", "选择不通过，写明原因。", $"/findings/{i}/passed");
        }

        if (refusals.Count > 0)
            return refusals;
        var verdicts = request.Findings.Select(f => Verdict(@case, request.LotId, f, "qualification", actor.AccountId, newId())).ToList();
        return new Reviewed(verdicts, @case.Count(bids.Where(b => verdicts.Any(v => v.BidId == b.Id && v.Passed))), @case.Procurement.Minimum().Value);
    }

    /// <summary>That every bid has exactly one finding and every failure a reason.</summary>
    public static IReadOnlyList<Refusal> CheckFindings(IReadOnlyList<OpenedBidRow> bids, IReadOnlyList<BidFinding> findings)
    {
        List<Refusal> refusals = [];
        foreach (var missing in bids.Where(b => findings.All(f => f.BidId != b.Id)))
            refusals.Add(InputRules.Required.Refuse($"{missing.SupplierName} 没有审查结论。", "逐家填写结论。", "/findings"));
        for (var i = 0; i < findings.Count; i++)
        {
            var finding = findings[i];
            refusals.Unless(bids.Any(b => b.Id == finding.BidId), InputRules.Range, "不是这个采购包中开启的投标。", "从列出的投标人中选择。", $"/findings/{i}/bidId");
            refusals.Unless(findings.Take(i).All(f => f.BidId != finding.BidId), InputRules.Range, "同一投标人填写了两次。", "每家只填一行。", $"/findings/{i}/bidId");
            refusals.Unless(finding.Passed || !string.IsNullOrWhiteSpace(finding.Reason), AwardRules.ReasonToUnqualified, "未通过的没有写明原因。", "写明不符合哪一项要求；结果公告时告知该供应商。", $"/findings/{i}/reason");
        }

        return refusals;
    }

    internal static Verdict Verdict(EvaluationCase @case, string lotId, BidFinding finding, string kind, string reviewer, string id) => new()
    {
        Id = id, ProcurementId = @case.Procurement.Id, LotId = lotId, BidId = finding.BidId, Kind = kind, ReviewerId = reviewer, Passed = finding.Passed, Reason = finding.Reason ?? "",
    };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var @case = await context.Read(db => EvaluationCase.Load(db, context["id"]));
        var outcome = Decide(@case, context.Actor, request, RandomId.New);
        if (outcome.Value is not { } reviewed)
            return outcome.Refusals.ToList();
        var by = context.Actor.OrganisationId;
        var commit = reviewed.Verdicts.Aggregate(Commit.Empty, (c, v) => c.Insert(v)).Record(
            new QualificationReviewed(@case.Procurement.Id, request.LotId, [.. reviewed.Verdicts.Select(v => new BidVerdict(v.BidId, @case.Bids.First(b => b.Id == v.BidId).SupplierId, v.Passed, v.Reason))]), by);
        if (reviewed.Fails)
        {
            var (minimum, words) = (@case.Procurement.Minimum(), @case.Procurement.Words());
            return new Done(
                commit.And(@case.Fail(request.LotId, @case.Procurement.MethodRow().TwoStages ? minimum.Rule : OpeningRules.QualifiedQuorum, words.Say($"合格投标人 {reviewed.Qualified} 家，不足{minimum.Suppliers()}，不得评标。"), by, context.Now)),
                words.Say($"合格投标人不足{minimum.Suppliers()}，该采购包废标，终止公告已发布"), $"/procurements/{@case.Procurement.Id}");
        }

        return new Done(
            @case.Procurement.Stage == Stage.Opened ? commit.Update(@case.Procurement with { Stage = Stage.Evaluating }) : commit,
            $"资格审查完成，{reviewed.Qualified} 家合格", $"/procurements/{@case.Procurement.Id}");
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        var @case = await context.Read(db => EvaluationCase.Load(db, context["id"]));
        context.Show(@case.Procurement);
        var open = @case.Document.Lots.Where(l => @case.Verdicts.All(v => v.LotId != l.LotId)).ToList();
        context.Offer("lots", open.Select(l => new Choice(l.LotId, $"第{l.Number}包 {l.Title}")));
        context.Offer("bids", @case.Bids.Where(b => b.Cause.Length == 0).Select(b => new Choice(b.Id, b.SupplierName)));
        foreach (var (text, i) in @case.Document.Qualifications.Select((q, i) => (q, i)))
            context.Show($"资格要求 {i + 1}", text);
        // 87号第二十条（十五）、财库〔2016〕125号：the query is the reviewer's, not asked of the bidder; a member's entry counts for its consortium. The finding is proposed, the reviewer decides.
        var bids = @case.Bids.Where(b => b.Cause.Length == 0).ToList();
        var listings = await context.Read(db => db.ListingsOf(bids.SelectMany(b => b.ConsortiumIds.Value.Append(b.SupplierId)).Distinct()));
        Refusal? Listed(OpenedBidRow bid) => CreditRules.CheckParticipant(bid.SupplierName, bid.ConsortiumIds.Value.Append(bid.SupplierId).SelectMany(id => listings[id]), context.Now.BeijingDate());
        var listed = bids.DistinctBy(b => b.SupplierId).Select(Listed).OfType<Refusal>().Select(r => r.Reason).ToList();
        context.Show("失信名单查询", $"{context.Now.BeijingTime()}，本平台所收名单：{(listed.Count == 0 ? "投标人及联合体成员均不在名单期内" : string.Concat(listed))}");
        return open.Count == 0 ? null : new Request(open[0].LotId, [.. bids.Where(b => b.LotId == open[0].LotId).Select(b => new BidFinding(b.Id, Listed(b) is null, Listed(b)?.Reason))]);
    }
}
