namespace Tongcai.Exchange.Conformance;

/// <summary>检测规则总表：all rules in the order of the report.</summary>
public static class ConformanceRules
{
    public static IReadOnlyList<ConformanceRule> All { get; } =
    [
        .. AnnouncementRules.All, .. CheckpointRules.All, .. TileRules.All, .. LeafRules.All, .. BodyRules.All, .. SpecificationRules.All, .. RestrictedFeedRules.All, .. ProofRules.All, .. WitnessRules.All, .. PolicyRules.All,
    ];

    /// <summary>Judges what was observed, rule by rule.</summary>
    public static IReadOnlyList<ConformanceResult> Judge(Observed observed)
    {
        ArgumentNullException.ThrowIfNull(observed);
        return [.. All.Select(rule => (rule, verdict: rule.Check(observed))).Select(r => new ConformanceResult(r.rule.Number, r.verdict.Outcome, r.verdict.Detail, r.verdict.Evidence))];
    }
}
