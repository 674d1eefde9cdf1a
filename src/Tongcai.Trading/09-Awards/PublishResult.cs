using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Evaluation;
using Tongcai.Trading.Experts;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Awards;

/// <summary>公告中标结果：with the notice go the award letters, and to each loser its own score, rank and reasons.</summary>
public static class PublishResult
{
    public sealed record Request([property: Field("代理服务费", Hint = "按已公布的收费标准；采购人支付的也要公告", Unit = "元", Min = 0)] long AgencyFeeFen);

    public static readonly Act Act = new("publish-result", "公告中标结果", "/procurements/{id}/result", Access.To(Owner.Agency, Role.Agency).Or(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [TimeLimits.ResultNotice, TimeLimits.ResultNoticePeriod, AwardRules.AwardLetter, AwardRules.OwnScore, AwardRules.ReasonToUnqualified],
        Button = "立即公告",
        Intro = "公告的同时发出中标通知书，并告知每个未中标供应商本单位的得分、排序和原因。",
        Irreversible = true,
    };

    /// <summary>Everything the notice is made from; what was given and published before counts when a challenge changed the result.</summary>
    public sealed record Case(
        Procurement Procurement, TenderDocument Document, IReadOnlyList<Report> Reports, IReadOnlyList<Award> Awards, IReadOnlyList<OpenedBidRow> Bids,
        IReadOnlyList<Verdict> Verdicts, IReadOnlyList<Seat> Seats, IReadOnlyList<Reasons> Given, int EarlierNotices);

    /// <summary>What is published, row by row.</summary>
    public sealed record Result(Notice Notice, Procurement Procurement, IReadOnlyList<Award> Awards, IReadOnlyList<Reasons> Reasons, ResultPublished Fact);

    /// <param name="noticeId">Id for the notice.</param>
    /// <param name="newId">Random ids for the rows of reasons.</param>
    public static Outcome<Result> Decide(Case @case, long agencyFeeFen, string noticeId, Func<string> newId, DateTimeOffset now)
    {
        var procurement = @case.Procurement;
        if (Standstill.Check(procurement, "公告中标结果", Stage.Decided) is { } standing)
            return standing;
        return Checks.OnTheCalendar<Result>("", () =>
        {
            var today = now.BeijingDate();
            var periodEnd = TimeLimits.ResultNoticePeriod.Latest(today, WorkCalendar.Official);
            var challengeUntil = TimeLimits.ChallengeWindow.Latest(periodEnd, WorkCalendar.Official);
            var contractBy = TimeLimits.ContractSigning.Latest(today, WorkCalendar.Official);
            var awards = @case.Awards.Select(a => a with { LetterOn = today, ContractBy = contractBy }).ToList();
            var lots = awards.Select(a => Lot(@case, a)).ToList();
            var notice = new Notice { Id = noticeId, ProcurementId = procurement.Id, Kind = "RN", Number = @case.EarlierNotices + 1, Title = $"{procurement.Title}{procurement.Words().ResultNotice}", PublishedOn = today };
            var fact = new ResultPublished(
                procurement.Id, noticeId, today, periodEnd, challengeUntil, lots,
                [.. @case.Seats.Where(s => s.Answer == "accepted").OrderBy(s => s.Kind, StringComparer.Ordinal).Select(s => s.Kind == "purchaser" ? $"{s.Name}（采购人代表）" : s.Name)],
                agencyFeeFen, procurement.FeePayer == "winner" ? procurement.Words().Winner + "支付" : "采购人支付");
            return new Result(
                notice,
                procurement with { Stage = Stage.Published, ResultOn = today, ChallengeUntil = challengeUntil },
                awards, ReasonsFor(@case, newId), fact);
        });
    }

    private static LotResult Lot(Case @case, Award award)
    {
        var bid = @case.Bids.First(b => b.Id == award.BidId).Content.Value;
        var ranked = @case.Reports.First(r => r.Id == award.Id).Ranking.Value.First(r => r.BidId == award.BidId);
        var declaration = bid.SmeSize switch
        {
            "" => "",
            "micro" => "微型企业（中小企业声明函）",
            "small" => "小型企业（中小企业声明函）",
            "medium" => "中型企业（中小企业声明函）",
            _ => "",
        };
        var invalid = @case.Verdicts.Where(v => v.LotId == award.Id && !v.Passed)
            .GroupBy(v => v.BidId)
            .Select(g => $"{@case.Bids.First(b => b.Id == g.Key).SupplierName}：{g.First().Reason}");
        return new(award.Id, award.BidId, award.SupplierId, award.SupplierName, bid.Address, award.PriceFen, ranked.TotalPoints, declaration, [.. invalid]);
    }

    /// <summary>For every bidder that did not win: why, with its own score and rank and nobody else's but the winner's total.</summary>
    private static List<Reasons> ReasonsFor(Case @case, Func<string> newId)
    {
        List<Reasons> all = [];
        var words = @case.Procurement.Words();
        foreach (var bid in @case.Bids.Where(b => b.Cause.Length == 0 && @case.Awards.All(a => a.BidId != b.Id)))
        {
            var award = @case.Awards.FirstOrDefault(a => a.Id == bid.LotId);
            var ranking = @case.Reports.FirstOrDefault(r => r.Id == bid.LotId)?.Ranking.Value ?? [];
            var own = ranking.FirstOrDefault(r => r.BidId == bid.Id);
            var failed = @case.Verdicts.FirstOrDefault(v => v.BidId == bid.Id && !v.Passed);
            var text = failed is not null
                ? $"{(failed.Kind == "qualification" ? "资格审查" : "符合性审查")}未通过：{failed.Reason}"
                : own is null
                    ? "本包未进入排序。"
                    : own.TotalPoints > 0
                        ? $"您的综合得分 {own.TotalPoints / 100m:0.00} 分，排名第 {own.Rank}；其中价格分 {own.PricePoints / 100m:0.00} 分。{words.Winner} {award?.SupplierName} 排名第 1。"
                        : $"您的{words.Say("评标价")} {Yuan.Text(own.EvaluatedFen)} 元，排名第 {own.Rank}。{words.Winner} {award?.SupplierName} {words.Say("评标价")}最低。";
            var given = @case.Given.FirstOrDefault(g => g.LotId == bid.LotId && g.SupplierId == bid.SupplierId)
                ?? new Reasons { Id = newId(), ProcurementId = bid.ProcurementId, LotId = bid.LotId, SupplierId = bid.SupplierId };
            all.Add(given with { Rank = own?.Rank ?? 0, TotalPoints = own?.TotalPoints ?? 0, Text = text });
        }

        return all;
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var @case = await context.Read(async db =>
        {
            var by = new { id = context["id"] };
            var procurement = await db.Get<Procurement>(context["id"]);
            return new Case(
                procurement,
                await db.DocumentOf(context["id"]),
                await db.Where<Report>("procurement_id = @id", by),
                await db.Where<Award>("procurement_id = @id", by),
                await Negotiating.Standing(db, procurement),
                await db.Where<Verdict>("procurement_id = @id", by),
                await db.Where<Seat>("procurement_id = @id", by),
                await db.Where<Reasons>("procurement_id = @id", by),
                (int)await db.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM notice WHERE procurement_id = @id AND kind = 'RN'", by));
        });
        var outcome = Decide(@case, request.AgencyFeeFen, RandomId.New(), RandomId.New, context.Now);
        if (outcome.Value is not { } result)
            return outcome.Refusals.ToList();
        var by = context.Actor.OrganisationId;
        var commit = Commit.Empty.Insert(result.Notice).Update(result.Procurement);
        // Where no notice carried the document, it is published with the result.
        if (result.Procurement.MethodRow() is { OneSupplier: true } or { InvitesDrawn: true })
            commit = commit.Record(new DocumentDisclosed(result.Procurement.Id, @case.Document), by);
        if (await context.Read(db => InvitedDisclosure.Of(db, result.Procurement)) is { } invited)
            commit = commit.Record(invited, by);
        commit = commit.Record(result.Fact, by);
        foreach (var award in result.Awards)
        {
            commit = commit.Update(award).Record(
                new AwardLetterIssued(award.ProcurementId, award.Id, award.SupplierId, award.PriceFen, award.LetterOn!.Value, award.ContractBy!.Value), by, award.SupplierId);
        }

        foreach (var reasons in result.Reasons)
        {
            commit = commit.Put(reasons).Record(
                new ReasonsGiven(reasons.ProcurementId, reasons.LotId, reasons.SupplierId, reasons.Rank, reasons.TotalPoints, reasons.Text), by, reasons.SupplierId);
        }

        commit = commit.And(await context.Read(db => ResultRelease.Of(db, result.Procurement.Id)));
        return new Done(commit, "中标结果已公告，中标通知书已发出", $"/procurements/{result.Procurement.Id}", new { noticeId = result.Notice.Id });
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        var procurement = await context.Read(db => db.Get<Procurement>(context["id"]));
        context.Show("项目", procurement.Title);
        context.Trail(procurement.Title, $"/procurements/{procurement.Id}");
        return new Request(procurement.AgencyFeeFen);
    }
}
