using System.Text;
using Tongcai.Cryptography;
using Tongcai.Law;

namespace Tongcai.Supervision.Warnings.Detectors;

/// <summary>预警线索。One observation with clause, tier, source, value, base rate, exclusions, harmless explanations and version; never an invalidation by itself.</summary>
/// <param name="Clause">Instrument, article and item.</param>
/// <param name="Quote">The operative sentence.</param>
/// <param name="FactId">Fact from which it was seen, with its ledger and index.</param>
/// <param name="Hits">Earlier objects on which the detector fired.</param>
/// <param name="Judged">Earlier objects it could judge: the support of the base rate.</param>
/// <param name="Version">Version of detector and parameters, e.g. near-prices-1.3.</param>
public sealed record Finding(
    string Detector, string Title, string Tier, string RuleId, string Clause, string Quote, string LotId, IReadOnlyList<string> Parties, IReadOnlyList<string> PartyNames, string Evidence, double? Value, string Measure, int Support,
    string FactId, string FactTitle, string Ledger, long Index, DateTimeOffset FactAt, long Hits, long Judged, IReadOnlyList<string> Excluded, IReadOnlyList<string> Innocent, string Version)
{
    /// <summary>Share of the earlier objects on which the detector fired; null: none was judged.</summary>
    public double? BaseRate => Judged == 0 ? null : Hits / (double)Judged;

    public static Finding Of(Detector detector, int edition, Seen seen, Scene scene, long hits, long judged) => new(
        detector.Id, detector.Title, detector.Tier.ToString(), detector.Rule.Id, ClauseOf(detector), detector.Quote, seen.LotId, seen.Parties, [.. seen.Parties.Select(scene.NameOf)], seen.Evidence,
        seen.Value is { } value && double.IsFinite(value) ? value : null, seen.Measure, seen.Support,
        seen.Source.Id, seen.Source.Title, seen.Source.Ledger, seen.Source.Index, seen.Source.At, hits, judged, seen.Excluded, detector.Innocent, VersionOf(detector, edition));

    public static string VersionOf(Detector detector, int edition) => $"{detector.Id}-{detector.Version}.{edition}";

    public static string ClauseOf(Detector detector) => $"{detector.Rule.Source.Instrument}{detector.Rule.Source.Article}{detector.Item}";

    /// <summary>The pattern of a warning: detector and parties; the same parties and pattern in one procurement are one warning.</summary>
    public static string PatternOf(string procurement, string detector, IEnumerable<string> parties) => $"{procurement}|{detector}|{string.Join(',', parties.Distinct().Order(StringComparer.Ordinal))}";

    /// <summary>What makes a finding another one of its warning: the lot and what was seen.</summary>
    public static string IdentityOf(Seen seen) => Convert.ToHexStringLower(Sm3.Hash(Encoding.UTF8.GetBytes($"{seen.LotId}|{seen.Evidence}")));
}
