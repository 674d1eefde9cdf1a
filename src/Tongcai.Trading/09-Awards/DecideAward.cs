using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Evaluation;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Awards;

/// <summary>定标：the purchaser confirms the candidates in the order of the report; silence for five working days confirms the first.</summary>
public static class DecideAward
{
    public sealed record Request(
        [property: Field("采购包", Choices = "lots")] string LotId,
        [property: Field("中标候选人", Choices = "candidates", Hint = "按评标报告的排序确定；并列的由采购人按招标文件规定的方式选定")] string BidId);

    public static readonly Act Act = new("decide-award", "确定中标人", "/procurements/{id}/award", Access.To(Owner.Purchaser, Role.Purchaser).Holding(Post.Head))
    {
        Rules = [AwardRules.InCandidateOrder, AwardRules.SilentPurchaser, AwardRules.TiedCandidates, AwardRules.AllOverBudget, TimeLimits.AwardDecision],
        Button = "确定",
        Irreversible = true,
    };

    /// <param name="report">Signed report of the lot; null when there is none.</param>
    /// <param name="existing">Award already decided for the lot.</param>
    /// <param name="bySilence">True when five working days have passed without a decision (87号第六十八条).</param>
    public static Outcome<Award> Decide(Procurement procurement, Report? report, Award? existing, string bidId, bool bySilence, DateTimeOffset now)
    {
        if (Standstill.Check(procurement, "确定中标人", Stage.Reported) is { } standing)
            return standing;
        if (procurement.MethodRow() is { TwoStages: true } framework)
            return framework.Basis.Refuse("框架协议采购不定一家中标，按排序和淘汰比例确定入围供应商。", "办“确定入围供应商”。");
        if (report is null || report.Failed || report.Ranking.Value.Count == 0)
            return AwardRules.InCandidateOrder.Refuse("这个采购包没有推荐中标候选人的评标报告。", "选择已完成评审的采购包；废标的采购包以终止公告结束。", "/lotId");
        List<Refusal> refusals = [];
        refusals.Unless(existing is null, AwardRules.ResultBinds, $"这个采购包已确定 {existing?.SupplierName} 中标。", "中标结果不得擅自改变；有质疑、投诉的按其结果办理。", "/lotId");
        var first = report.Ranking.Value.Where(r => r.Rank == 1).ToList();
        var chosen = first.FirstOrDefault(r => r.BidId == bidId);
        refusals.Unless(
            chosen is not null, AwardRules.InCandidateOrder, $"评标报告中排名第一的是 {string.Join("、", first.Select(r => r.SupplierName))}。",
            "确定排名第一的候选人；认为报告有误的，依法由原评标委员会处理，不能越过顺序。", "/bidId");
        refusals.Unless(
            chosen is null || chosen.PriceFen <= procurement.BudgetFen, AwardRules.AllOverBudget, $"报价超过预算 {Yuan.Text(procurement.BudgetFen)} 元。", "均超过预算且不能支付的，予以废标。", "/bidId");
        return refusals.Count > 0
            ? refusals
            : new Award
            {
                Id = report.Id,
                ProcurementId = procurement.Id,
                BidId = chosen!.BidId,
                SupplierId = chosen.SupplierId,
                SupplierName = chosen.SupplierName,
                PriceFen = chosen.PriceFen,
                DecidedOn = now.BeijingDate(),
                BySilence = bySilence,
            };
    }

    /// <summary>The award when it passes to the next candidate of the report (94号第十六条); null when there is none.</summary>
    public static Award? Next(Award? award, Report? report) =>
        award is not null && report?.Ranking.Value.Where(r => r.BidId != award.BidId && r.Rank > 1).MinBy(r => r.Rank) is { } candidate
            ? award with { BidId = candidate.BidId, SupplierId = candidate.SupplierId, SupplierName = candidate.SupplierName, PriceFen = candidate.PriceFen, LetterOn = null, ContractBy = null }
            : null;

    /// <summary>The commit of a decision; the last lot carries the procurement on.</summary>
    /// <param name="open">Lots with candidates that are still undecided, this one included.</param>
    public static Commit Commit(Procurement procurement, Award award, int open)
    {
        var commit = Platform.Storage.Commit.Empty.Insert(award)
            .Record(new AwardDecided(procurement.Id, award.Id, award.BidId, award.SupplierId, award.PriceFen, award.BySilence), procurement.PurchaserId);
        return open == 1 ? commit.Update(procurement with { Stage = Stage.Decided, DecidedOn = award.DecidedOn }) : commit;
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (procurement, reports, awards) = await Load(context);
        var report = reports.Find(r => r.Id == request.LotId);
        var outcome = Decide(procurement, report, awards.Find(a => a.Id == request.LotId), request.BidId, bySilence: false, context.Now);
        return outcome.Value is { } award
            ? new Done(Commit(procurement, award, Open(reports, awards)), $"已确定 {award.SupplierName} 中标，2 个工作日内公告结果", $"/procurements/{procurement.Id}")
            : outcome.Refusals.ToList();
    }

    /// <summary>How many lots wait for a decision.</summary>
    public static int Open(IReadOnlyList<Report> reports, IReadOnlyList<Award> awards) =>
        reports.Count(r => !r.Failed && awards.All(a => a.Id != r.Id));

    private static Task<(Procurement Procurement, List<Report> Reports, List<Award> Awards)> Load(ActContext context) => context.Read(async db => (
        await db.Get<Procurement>(context["id"]),
        await db.Where<Report>("procurement_id = @id", new { id = context["id"] }),
        await db.Where<Award>("procurement_id = @id", new { id = context["id"] })));

    private static async Task<Request?> Prefill(ActContext context)
    {
        var (procurement, reports, awards) = await Load(context);
        var waiting = reports.Where(r => !r.Failed && awards.All(a => a.Id != r.Id)).ToList();
        var candidates = waiting.SelectMany(r => r.Ranking.Value.Where(b => b.Rank <= 3)).ToList();
        context.Offer("lots", waiting.Select((r, i) => new Choice(r.Id, $"采购包 {i + 1}：{string.Join("；", r.Ranking.Value.Take(3).Select(b => $"{b.Rank} {b.SupplierName}"))}")));
        context.Offer("candidates", candidates.Select(b => new Choice(b.BidId, $"第 {b.Rank} 名 {b.SupplierName}　{Yuan.Text(b.PriceFen)} 元{(b.TotalPoints > 0 ? $"　{b.TotalPoints / 100m:0.00} 分" : "")}")));
        context.Show("项目", procurement.Title);
        context.Trail(procurement.Title, $"/procurements/{procurement.Id}");
        return waiting.Count == 1 && candidates.Count > 0 ? new Request(waiting[0].Id, candidates[0].BidId) : null;
    }
}
