using System.Collections.Immutable;

namespace Tongcai.Law.Lint;

/// <summary>条款检查规则表，118条，另加收费清单一条。Ids are permanent; numbers missing from the row were never given out.</summary>
public static partial class ClauseRules
{
    private static readonly Dictionary<string, DateOnly> InForceSince = new()
    {
        ["政府采购法"] = new(2003, 1, 1),
        ["政府采购法实施条例"] = new(2015, 3, 1),
        ["政府采购货物和服务招标投标管理办法"] = new(2017, 10, 1),
        ["政府采购质疑和投诉办法"] = new(2018, 3, 1),
        ["财库〔2019〕38号"] = new(2019, 9, 1),
        ["政府采购促进中小企业发展管理办法"] = new(2021, 1, 1),
        ["政府采购需求管理办法"] = new(2021, 7, 1),
        ["财库〔2022〕17号"] = new(2022, 5, 16),
        ["财库〔2022〕19号"] = new(2022, 7, 1),
        ["保障中小企业款项支付条例"] = new(2025, 6, 1),
    };

    // Prohibitions that know no exception to be signed for.
    private static readonly ImmutableHashSet<Source> Absolute =
    [
        ClauseSources.Scale, ClauseSources.SmeScale, ClauseSources.FloorPrice, ClauseSources.NoTrimming, ClauseSources.LowPriceFirst,
        ClauseSources.NoQualificationFactor, ClauseSources.BidBond, ClauseSources.PerformanceBond, ClauseSources.NoVisits, ClauseSources.SmeStatement,
        ClauseSources.SmeRaised, ClauseSources.PayDays, ClauseSources.NoOtherBonds, ClauseSources.BondChoice, ClauseSources.Objection,
        ClauseSources.ObjectionDays, ClauseSources.FormOrPlace, ClauseSources.Ownership, ClauseSources.NoLegalBasis,
        ClauseSources.FreeDocuments, ClauseSources.Software, ClauseSources.NoPrefinance,
    ];

    /// <summary>收费不在公示清单内：公示了收费清单的，清单外的任何收费都要标出。</summary>
    public static ClauseRule UnlistedFee { get; } = new(
        "F001", "收费不在公示的收费清单内", ClauseSources.NoLegalBasis, "", ClauseSeverity.Forbidden, false, "删除该项收费；确有依据的先列入公示的收费清单并注明依据。");

    /// <summary>All clause rules in order of their ids.</summary>
    public static IReadOnlyList<ClauseRule> All { get; } =
        [.. Place().Concat(Size()).Concat(Kind()).Concat(Product()).Concat(Certificate()).Concat(Formality()).Concat(Bond()).Concat(Review()).Concat(Payment())
            .Append(UnlistedFee).OrderBy(r => r.Id, StringComparer.Ordinal)];

    private static ClauseRule Forbidden(string id, string theme, string title, Source source, string suggestion, params string[] hits) =>
        new(id, title, source, theme, ClauseSeverity.Forbidden, !Absolute.Contains(source), suggestion) { Hits = hits, From = InForceSince[source.Instrument] };

    private static ClauseRule NeedsReason(string id, string theme, string title, Source source, string suggestion, params string[] hits) =>
        new(id, title, source, theme, ClauseSeverity.NeedsReason, true, suggestion) { Hits = hits, From = InForceSince[source.Instrument] };

    private static ClauseRule Hint(string id, string theme, string title, Source source, string suggestion, params string[] hits) =>
        new(id, title, source, theme, ClauseSeverity.Hint, true, suggestion) { Hits = hits, From = InForceSince[source.Instrument] };

    private static ClauseRule Unless(this ClauseRule rule, params string[] patterns) => rule with { Unless = [.. rule.Unless, .. patterns] };

    private static ClauseRule ForBidders(this ClauseRule rule) => rule with { Reach = ClauseReach.Bidder };

    private static ClauseRule OwnNegation(this ClauseRule rule) => rule with { Negatable = false };

    private static ClauseRule OnceOnly(this ClauseRule rule) => rule with { Once = true };

    private static ClauseRule YieldingTo(this ClauseRule rule, params string[] rules) => rule with { YieldsTo = rules };

    private static ClauseRule Known(this ClauseRule rule, Certainty certainty) => rule with { Certainty = certainty };
}
