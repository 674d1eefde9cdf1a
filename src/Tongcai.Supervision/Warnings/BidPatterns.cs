using Tongcai.Exchange.Facts;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Warnings;

/// <summary>一个命中的模式。</summary>
public sealed record Pattern(string Detector, string Title, string LotId, IReadOnlyList<string> Parties, string Evidence, string Innocent, string RuleId);

/// <summary>开标时即可看出的串通迹象：identical prices, prices in a regular series, a shared address. From the facts alone.</summary>
public static class BidPatterns
{
    /// <summary>Every pattern in the opened bids of one procurement.</summary>
    /// <param name="organisations">Registered organisations of the bidders by id; one that is missing makes no address pattern.</param>
    public static IReadOnlyList<Pattern> Of(BidsOpened opened, IReadOnlyDictionary<string, Organisation> organisations)
    {
        ArgumentNullException.ThrowIfNull(opened);
        ArgumentNullException.ThrowIfNull(organisations);
        List<Pattern> found = [];
        foreach (var lot in opened.Bids.GroupBy(b => b.LotId))
        {
            foreach (var same in lot.GroupBy(b => b.PriceFen).Where(g => g.Count() > 1))
            {
                found.Add(new(
                    "identical-prices", "报价完全相同", lot.Key, [.. same.Select(b => b.SupplierId)],
                    $"{string.Join("、", same.Select(b => b.SupplierName))} 报价同为 {same.Key / 100m:N2} 元。",
                    "同一厂家统一零售价、政府指导价、预算整数作报价，都会造成相同报价。", "EVA-26"));
            }

            var ordered = lot.OrderBy(b => b.PriceFen).ToList();
            if (ordered.Count >= 4 && Steps(ordered) is [var step, .. var rest] && step > 0 && rest.All(s => s == step))
            {
                found.Add(new(
                    "regular-steps", "报价呈等差规律", lot.Key, [.. ordered.Select(b => b.SupplierId)],
                    $"{ordered.Count} 家报价依次相差均为 {step / 100m:N2} 元。", "按固定折扣档报价的统一渠道价会出现规律性差额。", "EVA-26"));
            }

            foreach (var shared in lot.Where(b => organisations.ContainsKey(b.SupplierId) && Normal(organisations[b.SupplierId].Address).Length > 5)
                .GroupBy(b => Normal(organisations[b.SupplierId].Address), StringComparer.Ordinal).Where(g => g.Count() > 1))
            {
                found.Add(new(
                    "shared-address", "登记地址相同", lot.Key, [.. shared.Select(b => b.SupplierId)],
                    $"{string.Join("、", shared.Select(b => b.SupplierName))} 登记地址同为“{organisations[shared.First().SupplierId].Address}”。",
                    "孵化器、集群登记和同一写字楼只写楼名的，地址相同不说明关联；核对房号、法定代表人和联系电话。", "BID-06"));
            }
        }

        return found;
    }

    private static long[] Steps(List<OpenedBid> ordered) => [.. ordered.Zip(ordered.Skip(1), (a, b) => b.PriceFen - a.PriceFen)];

    private static string Normal(string address) => new([.. address.Where(char.IsLetterOrDigit)]);
}
