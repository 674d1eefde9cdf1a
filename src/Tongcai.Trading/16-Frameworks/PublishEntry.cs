using System.Text;
using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Awards;
using Tongcai.Trading.Evaluation;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Frameworks;

/// <summary>确定入围供应商并公告。Who enters follows from ranking and elimination; with the notice go the letters, the agreements to be signed, and to each other supplier its own reason.</summary>
public static class PublishEntry
{
    public sealed record Request([property: Field("代理服务费", Hint = "按已公布的收费标准；采购人支付的也要公告", Unit = "元", Min = 0)] long AgencyFeeFen);

    public static readonly Act Act = new("publish-entry", "确定入围供应商", "/procurements/{id}/framework/entry", Access.To(Owner.Purchaser, Role.Purchaser).Holding(Post.Head))
    {
        Rules =
        [
            CompetitionRules.FrameworkResponders, CompetitionRules.FrameworkElimination, CompetitionRules.InstrumentElimination, FrameworkRules.DocumentContents, AwardRules.AwardLetter, AwardRules.OwnScore,
            TimeLimits.ResultNoticePeriod, TimeLimits.FrameworkSigning,
        ],
        Button = "确定并公告",
        Intro = "按评审报告的排序和征集文件的淘汰比例确定，同时公告入围结果、发出入围通知书并生成框架协议文本，30 日内签订。",
        Irreversible = true,
    };

    /// <summary>Bids of a lot that enter and that do not, in the order of the ranking. Equals go by a digest over the numbers of all bids of the lot: nobody knows them all before the opening, everybody can repeat it afterwards.</summary>
    public static (IReadOnlyList<RankedBid> In, IReadOnlyList<RankedBid> Out) Divide(FrameworkTerms terms, IReadOnlyList<RankedBid> ranking)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var all = string.Join('\n', ranking.Select(r => r.BidId).Order(StringComparer.Ordinal));
        var ordered = ranking.OrderBy(r => r.Rank).ThenBy(r => Convert.ToHexStringLower(Sm3.Hash(Encoding.UTF8.GetBytes($"{all}\n\n{r.BidId}"))), StringComparer.Ordinal).ToList();
        var places = FrameworkRules.Places(ordered.Count, terms.EliminationPercent, terms.MostEntrants);
        return (ordered[..Math.Min(places, ordered.Count)], ordered[Math.Min(places, ordered.Count)..]);
    }

    /// <param name="newId">Random ids for the notice, entrants and rows of reasons.</param>
    public static Outcome<Commit> Decide(FrameworkCase c, EvaluationCase evaluation, Actor actor, long agencyFeeFen, Func<string> newId, DateOnly today) => Checks.OnTheCalendar<Commit>("", () =>
    {
        if (c.Turn(Act.Title, open: false, Stage.Reported) is { } early)
            return early;
        var reports = evaluation.Reports.Where(r => !r.Failed).ToList();
        if (reports.FirstOrDefault(r => !CompetitionRules.FrameworkResponders.IsMetBy(r.Ranking.Value.Count)) is { } few)
            return CompetitionRules.FrameworkResponders.Refuse($"{evaluation.Lot(few.Id)?.Title}符合要求的供应商 {few.Ranking.Value.Count} 家，不足两家。", "该采购包重新征集。");
        var p = c.Procurement;
        var terms = c.Terms with { From = c.Terms.From ?? today, To = c.Terms.To ?? FrameworkRules.TermEnd(today, c.Terms.TermMonths) };
        var (signBy, periodEnd) = (FrameworkRules.SignBy(today, WorkCalendar.Official), TimeLimits.ResultNoticePeriod.Latest(today, WorkCalendar.Official));
        var challengeUntil = TimeLimits.ChallengeWindow.Latest(periodEnd, WorkCalendar.Official);
        var (noticeId, commit) = (newId(), Commit.Empty);
        List<FrameworkLotResult> results = [];
        foreach (var report in reports)
        {
            var lot = evaluation.Lot(report.Id)!;
            var (entering, others) = Divide(terms, report.Ranking.Value);
            // Whoever is in the framework already keeps its place and does not enter a second time.
            var before = c.Entrants.Where(e => e.LotNumber == lot.Number).ToList();
            var entrants = entering.Where(r => before.All(e => e.SupplierId != r.SupplierId || e.State != EntrantState.Active)).Select(r => Enter(c, terms, lot, r, evaluation.Bids.First(b => b.Id == r.BidId), before, signBy, newId(), today)).ToList();
            foreach (var entrant in entrants)
            {
                commit = commit.Insert(entrant).Record(new AwardLetterIssued(p.Id, report.Id, entrant.SupplierId, entrant.UnitPriceFen, today, signBy), actor.OrganisationId, entrant.SupplierId);
            }

            commit = Reasons(evaluation, report, others).Aggregate(commit, (all, r) => all.Insert(r with { Id = newId() })
                .Record(new ReasonsGiven(p.Id, report.Id, r.SupplierId, r.Rank, r.TotalPoints, r.Text), actor.OrganisationId, r.SupplierId));
            results.Add(new(lot.Number, lot.Title, report.Ranking.Value.Count, [.. entrants.Select(e => e.ToFact())], Invalid(evaluation, report.Id)));
        }

        var notice = new Notice { Id = noticeId, ProcurementId = p.Id, Kind = "FA-AW", Number = 1, Title = $"{p.Title}{p.Words().ResultNotice}", PublishedOn = today };
        var fact = new FrameworkEntered(
            p.Id, noticeId, c.FrameworkId, today, periodEnd, challengeUntil, signBy, terms.From!.Value, terms.To!.Value, results,
            [.. evaluation.Members.OrderBy(s => s.Kind, StringComparer.Ordinal).Select(s => s.Kind == "purchaser" ? $"{s.Name}（采购人代表）" : s.Name)], agencyFeeFen, p.FeePayer == "winner" ? p.Words().Winner + "支付" : "采购人支付");
        return commit.Insert(notice).Update(p with { Stage = Stage.Published, DecidedOn = today, ResultOn = today, ChallengeUntil = challengeUntil, Framework = terms }).Record(fact, actor.OrganisationId);
    });

    private static Entrant Enter(FrameworkCase c, FrameworkTerms terms, LotTerms lot, RankedBid ranked, OpenedBidRow bid, IReadOnlyList<Entrant> before, DateOnly signBy, string id, DateOnly today)
    {
        var content = bid.Content.Value;
        var active = before.Where(e => e.State == EntrantState.Active).ToList();
        var entrant = new Entrant
        {
            Id = id, FrameworkId = c.FrameworkId, ProcurementId = c.Procurement.Id, LotNumber = lot.Number, SupplierId = ranked.SupplierId, SupplierName = ranked.SupplierName, Address = content.Address,
            Contact = content.Contact, Size = content.SmeSize, Rank = before.Select(e => e.Rank).DefaultIfEmpty().Max() + ranked.Rank, Points = ranked.TotalPoints, UnitPriceFen = ranked.PriceFen, Unit = lot.Unit,
            Product = string.Join("　", new[] { lot.Title, content.Brand }.Where(t => t.Length > 0)), DeliveryDays = content.DeliveryDays, Responses = new([.. content.Responses]), SignBy = signBy,
            Turns = active.Select(e => e.Turns).DefaultIfEmpty().Min(), State = EntrantState.Selected, AppliedOn = today,
        };
        return entrant with { Text = AgreementText.Write(c.Procurement, c.Document, terms, entrant, content) };
    }

    private static IEnumerable<Reasons> Reasons(EvaluationCase evaluation, Report report, IReadOnlyList<RankedBid> others)
    {
        foreach (var bid in evaluation.Bids.Where(b => b.LotId == report.Id && b.Cause.Length == 0))
        {
            var own = others.FirstOrDefault(r => r.BidId == bid.Id);
            var failed = evaluation.Verdicts.FirstOrDefault(v => v.BidId == bid.Id && !v.Passed);
            if (own is null && report.Ranking.Value.Any(r => r.BidId == bid.Id))
                continue;
            var text = own is null
                ? failed is null ? "本包未进入排序。" : $"{(failed.Kind == "qualification" ? "资格审查" : "符合性审查")}未通过：{failed.Reason}"
                : own.TotalPoints > 0 ? $"您的质量评分 {own.TotalPoints / 100m:0.00} 分，排序第 {own.Rank}，按淘汰比例未入围。" : $"您的评审价 {Yuan.Text(own.EvaluatedFen)} 元，排序第 {own.Rank}，按淘汰比例未入围。";
            yield return new Reasons { ProcurementId = bid.ProcurementId, LotId = report.Id, SupplierId = bid.SupplierId, Rank = own?.Rank ?? 0, TotalPoints = own?.TotalPoints ?? 0, Text = text };
        }
    }

    private static List<string> Invalid(EvaluationCase evaluation, string lotId) =>
        [.. evaluation.Verdicts.Where(v => v.LotId == lotId && !v.Passed).GroupBy(v => v.BidId).Select(g => $"{evaluation.Bids.First(b => b.Id == g.Key).SupplierName}：{g.First().Reason}")];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await FrameworkCase.Load(context) is not { } c)
            return ActContext.Missing;
        var (evaluation, released) = await context.Read(async db => (await EvaluationCase.Load(db, c.Procurement.Id), await ResultRelease.Of(db, c.Procurement.Id)));
        var outcome = Decide(c, evaluation, context.Actor, request.AgencyFeeFen, RandomId.New, context.Now.BeijingDate());
        return outcome.Value is { } commit
            ? new Done(commit.And(released), "入围结果已公告，入围通知书已发出，请双方签订框架协议。", $"/procurements/{c.Procurement.Id}/framework")
            : outcome.Refusals.ToList();
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        if (await FrameworkCase.Load(context) is not { } c)
            return null;
        context.Show(c.Procurement);
        var evaluation = await context.Read(db => EvaluationCase.Load(db, c.Procurement.Id));
        foreach (var report in evaluation.Reports.Where(r => !r.Failed))
        {
            var (entering, others) = Divide(c.Terms, report.Ranking.Value);
            context.Show($"{evaluation.Lot(report.Id)?.Title}　入围", string.Join("、", entering.Select(r => $"{r.Rank} {r.SupplierName}　{Yuan.Text(r.PriceFen)} 元")));
            context.Show("未入围", string.Join("、", others.Select(r => $"{r.Rank} {r.SupplierName}　{Yuan.Text(r.PriceFen)} 元")));
        }

        return new(c.Procurement.AgencyFeeFen);
    }
}
