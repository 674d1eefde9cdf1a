using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Trading.Experts;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Evaluation;

/// <summary>评审的计算：what the committee's rows amount to. Pure; supervision and losers come to the same figures from the same rows.</summary>
public static class Evaluating
{
    /// <summary>Bids of a lot that were opened and have passed the reviews so far.</summary>
    /// <param name="kinds">Reviews that count: qualification, compliance.</param>
    public static IReadOnlyList<OpenedBidRow> Standing(string lotId, IReadOnlyList<OpenedBidRow> bids, IReadOnlyList<Verdict> verdicts, params ReadOnlySpan<string> kinds)
    {
        var counted = kinds.ToArray();
        return [.. bids.Where(b => b.LotId == lotId && b.Cause.Length == 0 && counted.All(k => Passes(b.Id, k, verdicts)))];
    }

    /// <summary>Whether a bid passes a review: qualification by its one verdict, compliance by the majority of the members.</summary>
    public static bool Passes(string bidId, string kind, IReadOnlyList<Verdict> verdicts)
    {
        var own = verdicts.Where(v => v.BidId == bidId && v.Kind == kind).ToList();
        return own.Count > 0 && own.Count(v => v.Passed) * 2 > own.Count;
    }

    /// <summary>How many bidders count: those of one brand as one (87号第三十一条).</summary>
    public static int Count(IEnumerable<OpenedBidRow> bids) => SameBrand.Count(bids.Select(b => new BrandedBid<string>(b.Id, b.Content.Value.Brand, 0, b.PriceFen)));

    /// <summary>Members who accepted their seat.</summary>
    public static IReadOnlyList<Seat> Members(IReadOnlyList<Seat> seats) => [.. seats.Where(s => s.Answer == "accepted")];

    /// <summary>Percent taken off the price of a bid for the ranking, by the documents and the bid's declarations.</summary>
    /// <param name="noticedOn">Day of the notice; the domestic preference is in force from 2026.</param>
    /// <param name="mixed">Whether domestic and other products compete in the lot.</param>
    public static decimal EvaluatedFen(OpenedBidRow bid, LotTerms lot, TenderDocument document, DateOnly noticedOn, bool mixed)
    {
        var content = bid.Content.Value;
        var preference = content.ConsortiumIds.Count > 0
            ? content.SmallShareBasisPoints >= 3000 ? SmePreference.ConsortiumOrSubcontract : SmePreference.None
            : content.SmeSize is "small" or "micro" ? SmePreference.SmallOrMicro : SmePreference.None;
        var domestic = mixed && noticedOn >= new DateOnly(2026, 1, 1) ? 20 : 0;
        return new PolicyDeduction(document.SmeDeductionPercent, document.ConsortiumDeductionPercent, domestic, lot.SetAside != "none").EvaluatedFen(bid.PriceFen, preference, content.Domestic);
    }

    /// <summary>Prices so low that the committee must ask (财库〔2026〕2号), among the bids that passed 符合性审查.</summary>
    public static IReadOnlyList<OpenedBidRow> Suspicious(LotTerms lot, IReadOnlyList<OpenedBidRow> standing) =>
        [.. AbnormallyLow.Find([.. standing.Select(b => b.PriceFen)], lot.CeilingFen > 0 ? lot.CeilingFen : lot.BudgetFen).Zip(standing).Where(p => p.First.Triggered).Select(p => p.Second)];

    /// <summary>The ranking of a lot. Price points and totals in hundredths of a point; averages of the members are rounded half away from zero.</summary>
    /// <param name="procurement">Its method says how equals are told apart and whether bids of one brand count as one; its notice, which preferences are in force.</param>
    /// <param name="standing">Valid bids.</param>
    /// <param name="scores">Cells of all members for the factors other than price; not looked at by 最低评标价法.</param>
    public static IReadOnlyList<RankedBid> Rank(LotTerms lot, TenderDocument document, Procurement procurement, IReadOnlyList<OpenedBidRow> standing, IReadOnlyList<Score> scores)
    {
        if (standing.Count == 0)
            return [];
        var (method, noticedOn) = (procurement.MethodRow(), procurement.NoticedOn!.Value);
        var mixed = standing.Any(b => b.Content.Value.Domestic) && standing.Any(b => !b.Content.Value.Domestic);
        var evaluated = standing.Select(b => EvaluatedFen(b, lot, document, noticedOn, mixed)).ToList();
        if (document.EvaluationMethod == "lowest")
        {
            if (method is not { Tender: true, TwoStages: false })
                return [.. Ranking.ByPrice(evaluated.Select((e, i) => (i, e))).Select(r => Row(r.Rank, standing[r.Bid], r.PriceFen, 0, 0))];
            var brands = SameBrand.ByPrice(standing.Select((b, i) => new BrandedBid<int>(i, b.Content.Value.Brand, 0, evaluated[i])));
            return [.. Ranking.ByPrice(brands.InPlay.Concat(brands.Tied.SelectMany(t => t)).Distinct().Select(i => (i, evaluated[i])))
                .Select(r => Row(r.Rank, standing[r.Bid], r.PriceFen, 0, 0))];
        }

        if (method.TwoStages)
        {
            return [.. Ranking.ByScore(standing.Select((b, i) => (i, Average(b.Id, scores), evaluated[i])))
                .Select(r => Row(r.Rank, standing[r.Bid], evaluated[r.Bid], 0, (int)(r.Score * 100)))];
        }

        var weight = document.Factors.Where(f => f.Kind == "price").Sum(f => f.WeightPoints) / 100m;
        var price = PriceScore.Of(evaluated, weight);
        var totals = standing.Select((b, i) => price[i] + Average(b.Id, scores)).ToList();
        if (!method.Tender)
        {
            return [.. Ranking.ByConsultation(standing.Select((b, i) => (i, totals[i], (decimal)b.PriceFen, Average(b.Id, scores))))
                .Select(r => Row(r.Rank, standing[r.Bid], evaluated[r.Bid], (int)(price[r.Bid] * 100), (int)(r.Score * 100)))];
        }

        var scored = SameBrand.ByScore(standing.Select((b, i) => new BrandedBid<int>(i, b.Content.Value.Brand, totals[i], evaluated[i])));
        return [.. Ranking.ByScore(scored.InPlay.Concat(scored.Tied.SelectMany(t => t)).Distinct().Select(i => (i, totals[i], evaluated[i])))
            .Select(r => Row(r.Rank, standing[r.Bid], r.PriceFen, (int)(price[r.Bid] * 100), (int)(r.Score * 100)))];
    }

    /// <summary>Objective factors on which members differ; they have to agree (87号第六十四条).</summary>
    public static IReadOnlyList<(string BidId, string FactorId)> Disagreements(TenderDocument document, IReadOnlyList<Score> scores)
    {
        var objective = document.Factors.Where(f => f.Kind == "objective").Select(f => f.Id).ToHashSet();
        return [.. scores.Where(s => objective.Contains(s.FactorId)).GroupBy(s => (s.BidId, s.FactorId)).Where(g => g.Select(s => s.Points).Distinct().Count() > 1).Select(g => g.Key)];
    }

    private static decimal Average(string bidId, IReadOnlyList<Score> scores)
    {
        var members = scores.Where(s => s.BidId == bidId).GroupBy(s => s.AccountId).Select(g => g.Sum(s => s.Points) / 100m).ToList();
        return members.Count == 0 ? 0 : Math.Round(members.Sum() / members.Count, 2, MidpointRounding.AwayFromZero);
    }

    private static RankedBid Row(int rank, OpenedBidRow bid, decimal evaluatedFen, int pricePoints, int totalPoints) => new(
        rank, bid.Id, bid.SupplierId, bid.SupplierName, bid.PriceFen, (long)Math.Round(evaluatedFen, MidpointRounding.AwayFromZero), pricePoints, totalPoints, "");
}
