using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Warnings;

/// <summary>一个命中的模式。</summary>
public sealed record Pattern(string Detector, string Title, string LotId, IReadOnlyList<string> Parties, string Evidence, string Innocent, string RuleId);

/// <summary>
/// 开标时即可看出的串通迹象：identical prices, prices in a regular series, a shared address. From the facts alone, each judged apart,
/// so that bids without a pattern of one kind never raise its warning.
/// </summary>
public static class BidPatterns
{
    /// <summary>Fewest bids whose equal steps say anything.</summary>
    public const int FewestSteps = 4;

    /// <summary>Fewest letters and digits of an address that can name one place.</summary>
    public const int ShortestAddress = 6;

    private const string Address = "shared-address";

    /// <summary>Every pattern in the opened bids of one procurement.</summary>
    /// <param name="organisations">Registered organisations of the bidders by id; one that is missing makes no address pattern.</param>
    public static IReadOnlyList<Pattern> Of(BidsOpened opened, IReadOnlyDictionary<string, WatchedOrganisation> organisations)
    {
        ArgumentNullException.ThrowIfNull(opened);
        ArgumentNullException.ThrowIfNull(organisations);
        // Two firms at one address are one sign, in however many lots they meet.
        return [.. opened.Bids.GroupBy(b => b.LotId)
            .SelectMany(lot => Identical(lot.Key, [.. lot]).Concat(Regular(lot.Key, [.. lot])).Concat(SharedAddress(lot.Key, [.. lot], organisations)))
            .DistinctBy(p => (p.Detector, p.Detector == Address ? "" : p.LotId, p.Evidence))];
    }

    private static IEnumerable<Pattern> Identical(string lot, IReadOnlyList<OpenedBid> bids) => bids
        .GroupBy(b => b.PriceFen)
        .Where(g => Suppliers(g).Count > 1)
        .Select(g => new Pattern(
            "identical-prices", "报价完全相同", lot, Suppliers(g), $"{Names(g)} 报价同为 {Yuan.Text(g.Key)} 元。",
            "同一厂家统一零售价、政府指导价、按预算整数报价，都会造成相同报价。", EvaluationRules.PresumedCollusion.Id));

    private static IEnumerable<Pattern> Regular(string lot, IReadOnlyList<OpenedBid> bids)
    {
        var ordered = bids.OrderBy(b => b.PriceFen).ToList();
        var steps = ordered.Zip(ordered.Skip(1), (a, b) => b.PriceFen - a.PriceFen).Distinct().ToList();
        if (ordered.Count >= FewestSteps && steps is [> 0 and var step])
        {
            yield return new(
                "regular-steps", "报价呈规律性差异", lot, Suppliers(ordered), $"{ordered.Count} 家报价由低到高依次相差均为 {Yuan.Text(step)} 元。",
                "按固定折扣档报价的统一渠道价会出现规律性差额。", EvaluationRules.PresumedCollusion.Id);
        }
    }

    private static IEnumerable<Pattern> SharedAddress(string lot, IReadOnlyList<OpenedBid> bids, IReadOnlyDictionary<string, WatchedOrganisation> organisations) => bids
        .Where(b => organisations.ContainsKey(b.SupplierId))
        .GroupBy(b => Normal(organisations[b.SupplierId].Address), StringComparer.Ordinal)
        .Where(g => g.Key.Length >= ShortestAddress && Suppliers(g).Count > 1)
        .Select(g => new Pattern(
            Address, "登记地址相同", lot, Suppliers(g), $"{Names(g)} 登记地址同为“{organisations[g.First().SupplierId].Address}”。",
            "孵化器、集群登记和只写楼名的同一写字楼，地址相同不说明关联；核对房号、法定代表人和联系电话。", BiddingRules.SameController.Id));

    private static List<string> Suppliers(IEnumerable<OpenedBid> bids) => [.. bids.Select(b => b.SupplierId).Distinct()];

    private static string Names(IEnumerable<OpenedBid> bids) => string.Join("、", bids.Select(b => b.SupplierName).Distinct());

    private static string Normal(string address) => new([.. address.Select(c => c is >= (char)0xFF01 and <= (char)0xFF5E ? (char)(c - 0xFEE0) : c).Where(char.IsLetterOrDigit)]);
}
