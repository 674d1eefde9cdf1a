using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Risk.Flags;

namespace Tongcai.Supervision.Warnings.Detectors;

/// <summary>
/// 红旗指标的在线判断。Flags of the catalogue in Tongcai.Risk that the followed facts can answer, asked the moment the last fact they need arrives.
/// A lot is one process; its population are the earlier lots of its bidders and of its market.
/// </summary>
public static class FlagDetectors
{
    public static readonly IReadOnlyList<Detector> All =
    [
        Of("R001", TimeLimits.IntentionLead, "", Violation.Procedure, typeof(NoticePublished)),
        Of("R003", TimeLimits.BidPreparation, "", Violation.Discrimination, typeof(NoticePublished), typeof(CorrectionPublished)),
        Of("R018", OpeningRules.Quorum, "", Violation.Discrimination, typeof(BidsOpened)),
        Of("R019", OpeningRules.Quorum, "", Violation.Discrimination, typeof(BidsOpened)),
        Of("R022", EvaluationRules.PresumedCollusion, "第（四）项", Violation.Collusion, typeof(BidsOpened)),
        Of("R023", EvaluationRules.PresumedCollusion, "第（四）项", Violation.Collusion, typeof(BidsOpened)),
        Of("R058", EvaluationRules.AbnormallyLow, "", Violation.Collusion, typeof(BidsOpened)),
        Of("R024", EvaluationRules.PresumedCollusion, "第（四）项", Violation.Collusion, typeof(ResultPublished)),
        Of("R025", EvaluationRules.PresumedCollusion, "", Violation.Collusion, typeof(ResultPublished)),
        Of("R031", EvaluationRules.PriceOverCeiling, "", Violation.Collusion, typeof(ResultPublished)),
        Of("R035", EvaluationRules.StatedCriteriaOnly, "", Violation.Discrimination, typeof(ResultPublished)),
        Of("R036", EvaluationRules.StatedCriteriaOnly, "", Violation.Discrimination, typeof(ResultPublished)),
        Of("R038", EvaluationRules.StatedCriteriaOnly, "", Violation.Discrimination, typeof(ResultPublished)),
        Of("R053", EvaluationRules.PresumedCollusion, "", Violation.Collusion, typeof(ResultPublished)),
        Of("R057", EvaluationRules.PresumedCollusion, "", Violation.Collusion, typeof(ResultPublished)),
    ];

    /// <summary>The flag as a detector of the live platform.</summary>
    private static Detector Of(string code, Rule rule, string item, Violation violation, params Type[] on)
    {
        var flag = FlagCatalogue.All.Single(f => f.Code == code);
        return new(code, 1, flag.Title, violation, flag.Tier, rule, item, [.. flag.Innocent.Split('；')], on, (scene, _) => Judge(flag, scene, on[0]))
        {
            ItemQuote = item.Length > 0 ? BidDetectors.CollusionItem : "",
            Method = $"国际通用红旗指标 {code}；公式与 tongcai risk flags 相同。",
        };
    }

    private static Judgement Judge(RedFlag flag, Scene scene, Type trigger)
    {
        if (scene.Facts.LastOrDefault(f => f.Fact.GetType() == trigger) is not { } origin) return Judgement.None;
        // Flags of notice and plan concern the procurement as a whole; all others one lot each.
        var lots = trigger == typeof(NoticePublished) ? [""] : scene.Lots.Select(l => l.Key).ToArray();
        List<Seen> seen = [];
        var judged = 0;
        var past = scene.Past.Select(ProcessScene.Of).ToList();
        foreach (var lot in lots)
        {
            var process = ProcessScene.Of(scene, lot);
            var verdict = flag.Judge(process, new Population(past.Append(process)));
            if (verdict.State is FlagState.Triggered or FlagState.NotTriggered) judged++;
            if (verdict.State is not FlagState.Triggered) continue;
            var bidders = (process.Bids ?? []).Select(b => b.Bidder).Distinct().ToList();
            var note = bidders.OrderByDescending(b => b.Length).Aggregate(verdict.Note, (text, id) => text.Replace(id, scene.NameOf(id), StringComparison.Ordinal));
            var named = bidders.Where(b => verdict.Note.Contains(b, StringComparison.Ordinal)).ToList();
            string[] buyers = [.. new[] { scene.Row.PurchaserId, scene.Row.AgencyId }.Where(p => p.Length > 0)];
            var parties = flag.Kinds.HasFlag(ViolationKinds.Collusion) && !flag.Kinds.HasFlag(ViolationKinds.Discrimination) ? (named.Count > 0 ? named.Union(process.Winners ?? []).ToList() : bidders) : [.. buyers];
            seen.Add(new(lot, [.. parties], note + "。", verdict.Value, flag.Title, origin, [], Math.Max(1, bidders.Count)));
        }

        return new(judged, seen);
    }
}
