using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Evaluation;

/// <summary>一格评分。</summary>
public sealed record Cell(
    [property: Field("投标人", Choices = "bids", Given = true)] string BidId,
    [property: Field("评审因素", Choices = "factors", Given = true)] string FactorId,
    [property: Field("得分", Unit = "分", Hundredths = true, Min = 0, Max = 10_000)] int Points,
    [property: Field("说明", Max = 500)] string? Note = null);

/// <summary>独立评分：saved cell by cell, submitted once; nobody sees another's before all are in.</summary>
public static class SubmitScores
{
    public sealed record Request(
        [property: Field("采购包", Choices = "lots")] string LotId,
        [property: Field("评分", Min = 1, Max = 2_000)] IReadOnlyList<Cell> Cells,
        [property: Field("提交评分", Hint = "不勾选只保存，可以继续修改；提交后不能更改")] bool Final);

    public static readonly Act Act = new("submit-scores", "评分", "/procurements/{id}/scores", Access.To(Owner.Expert, Role.Expert).Or(Owner.Expert, Role.Purchaser))
    {
        Rules = [EvaluationRules.Individually, EvaluationRules.ScoreInRange, EvaluationRules.StatedCriteriaOnly, EvaluationRules.ResultUntouched],
        Button = "保存",
        Intro = "价格分由系统按低价优先法计算，不需要填写。",
    };

    /// <summary>The cells to insert or update, and the sheet when submitted.</summary>
    public sealed record Scored(IReadOnlyList<Score> Cells, ScoreSheet? Sheet);

    public static Outcome<Scored> Decide(EvaluationCase @case, Actor actor, Request request, Func<string> newId, DateTimeOffset now)
    {
        if (Standstill.Check(@case.Procurement, "评分", Stage.Evaluating) is { } standing)
            return standing;
        if (LastOffersFirst(@case) is { } early)
            return early;
        List<Refusal> refusals = [];
        refusals.Unless(@case.OpenLots.Any(l => l.LotId == request.LotId), InputRules.Range, "这个采购包不在评审中。", "从列出的采购包中选择。", "/lotId");
        refusals.Unless(@case.Document.EvaluationMethod == "comprehensive", EvaluationRules.StatedCriteriaOnly, "本项目采用最低评标价法，不打分。", "符合性审查完成后直接出具评标报告。", "/lotId");
        refusals.Unless(ComplianceDone(@case, request.LotId), EvaluationRules.Individually, "符合性审查还没有完成。", "全体成员提交符合性审查意见后再评分。", "/lotId");
        refusals.Unless(@case.Sheets.All(s => s.LotId != request.LotId || s.AccountId != actor.AccountId), EvaluationRules.ResultUntouched, "您的评分已经提交。", "提交后不能更改；计算错误由评标委员会在报告签署前修正。", "/lotId");
        var bids = @case.Standing(request.LotId);
        var factors = @case.Document.Factors.Where(f => f.Kind != "price").ToList();
        for (var i = 0; i < request.Cells.Count; i++)
        {
            var cell = request.Cells[i];
            var factor = factors.Find(f => f.Id == cell.FactorId);
            refusals.Unless(bids.Any(b => b.Id == cell.BidId), InputRules.Range, "不是有效的投标。", "只对通过符合性审查的投标评分。", $"/cells/{i}/bidId");
            refusals.Unless(factor is not null, EvaluationRules.StatedCriteriaOnly, "招标文件没有规定这一评审因素。", "只按招标文件规定的因素评分。", $"/cells/{i}/factorId");
            refusals.Unless(
                factor is null || cell.Points <= factor.WeightPoints, EvaluationRules.ScoreInRange, $"“{factor?.Title}”满分 {factor?.WeightPoints / 100m:0.00}，填写了 {cell.Points / 100m:0.00}。", $"填写 0 到 {factor?.WeightPoints / 100m:0.00} 之间的分数。", $"/cells/{i}/points");
            refusals.Unless(
                request.Cells.Take(i).All(c => (c.BidId, c.FactorId) != (cell.BidId, cell.FactorId)), InputRules.Range, "同一格填写了两次。", "每家每项只填一行。", $"/cells/{i}/factorId");
        }

        if (refusals.Count > 0)
            return refusals;
        var mine = @case.Scores.Where(s => s.LotId == request.LotId && s.AccountId == actor.AccountId).ToList();
        var cells = request.Cells.Select(c => (mine.Find(m => m.BidId == c.BidId && m.FactorId == c.FactorId) ?? new Score
        {
            Id = newId(), ProcurementId = @case.Procurement.Id, LotId = request.LotId, BidId = c.BidId, FactorId = c.FactorId, AccountId = actor.AccountId,
        }) with { Points = c.Points, Note = c.Note ?? "" }).ToList();
        if (!request.Final)
            return new Scored(cells, null);
        var filled = mine.Where(m => cells.All(c => c.Id != m.Id)).Concat(cells).Select(c => (c.BidId, c.FactorId)).ToHashSet();
        foreach (var (bid, factor) in bids.SelectMany(b => factors.Select(f => (b, f))).Where(p => !filled.Contains((p.b.Id, p.f.Id))))
            refusals.Add(InputRules.Required.Refuse($"{bid.SupplierName} 的“{factor.Title}”没有评分。", "每一家的每一项都要评分后才能提交。", "/cells"));
        return refusals.Count > 0
            ? refusals
            : new Scored(cells, new ScoreSheet { Id = newId(), ProcurementId = @case.Procurement.Id, LotId = request.LotId, AccountId = actor.AccountId, SubmittedAt = now });
    }

    /// <summary>Whether every member has submitted the compliance review of the lot.</summary>
    public static bool ComplianceDone(EvaluationCase @case, string lotId) => Reviewed(@case, lotId, @case.Reviews[^1]);

    /// <summary>Whether every member has submitted a review of the lot.</summary>
    public static bool Reviewed(EvaluationCase @case, string lotId, string kind) =>
        @case.Members.Count > 0 && @case.Members.All(m => @case.Verdicts.Any(v => v.LotId == lotId && v.Kind == kind && v.ReviewerId == m.AccountId));

    /// <summary>Where there are rounds nothing is scored or reported before the last offers are opened; null: it may be.</summary>
    internal static Refusal? LastOffersFirst(EvaluationCase @case) => @case.Procurement.MethodRow().Rounds && !@case.Negotiating.LastOpened
        ? CompetitionRules.LastOfferInTime.Refuse("最后报价还没有开启。", "谈判（磋商）结束后要求提交最后报价，开启并审查后再继续。")
        : null;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var @case = await context.Read(db => EvaluationCase.Load(db, context["id"]));
        var outcome = Decide(@case, context.Actor, request, RandomId.New, context.Now);
        if (outcome.Value is not { } scored)
            return outcome.Refusals.ToList();
        var commit = scored.Cells.Aggregate(Commit.Empty, (c, s) => c.Put(s));
        var location = $"/procurements/{@case.Procurement.Id}/evaluation";
        if (scored.Sheet is not { } sheet)
            return new Done(commit.Record(new ScoresSaved(@case.Procurement.Id, request.LotId, scored.Cells.Count)), "已保存", location);
        var all = @case.Scores.Where(s => s.LotId == request.LotId && s.AccountId == context.Actor.AccountId && scored.Cells.All(c => c.Id != s.Id)).Concat(scored.Cells);
        var seat = @case.Seats.First(s => s.AccountId == context.Actor.AccountId);
        return new Done(
            commit.Insert(sheet).Record(new ScoresSubmitted(@case.Procurement.Id, request.LotId, seat.Id, [.. all.Select(s => new FactorScore(s.BidId, s.FactorId, s.Points, s.Note))])),
            "评分已提交", location);
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        var @case = await context.Read(db => EvaluationCase.Load(db, context["id"]));
        context.Show(@case.Procurement);
        var open = @case.OpenLots.Where(l => @case.Sheets.All(s => s.LotId != l.LotId || s.AccountId != context.Actor.AccountId)).ToList();
        context.Offer("lots", open.Select(l => new Choice(l.LotId, $"第{l.Number}包 {l.Title}")));
        var factors = @case.Document.Factors.Where(f => f.Kind != "price").ToList();
        context.Offer("factors", factors.Select(f => new Choice(f.Id, $"{f.Title}（{f.WeightPoints / 100m:0.##} 分）：{f.Standard}")));
        if (open.Count == 0)
            return null;
        var bids = @case.Standing(open[0].LotId);
        context.Offer("bids", bids.Select(b => new Choice(b.Id, b.SupplierName)));
        var mine = @case.Scores.Where(s => s.AccountId == context.Actor.AccountId).ToList();
        return new Request(
            open[0].LotId,
            [.. bids.SelectMany(b => factors.Select(f => mine.Find(m => m.BidId == b.Id && m.FactorId == f.Id) is { } known ? new Cell(b.Id, f.Id, known.Points, known.Note) : new Cell(b.Id, f.Id, 0)))],
            false);
    }
}
