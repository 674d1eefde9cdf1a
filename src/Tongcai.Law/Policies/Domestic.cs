namespace Tongcai.Law;

/// <summary>投标产品的成本构成之一。</summary>
public sealed record OfferedProduct(string Name, long CostFen, bool Domestic);

/// <summary>本国产品（国办发〔2025〕34号）：declared by letter; several products count as domestic when their domestic cost share is 80 % or more.</summary>
public static class Domestic
{
    /// <summary>Whether the whole offer is given the deduction.</summary>
    /// <param name="foreignCompetes">Some other valid offer is not domestic: only then the deduction applies.</param>
    public static bool Applies(IReadOnlyCollection<OfferedProduct> products, bool foreignCompetes, DateOnly noticeDay) =>
        foreignCompetes && PolicyRules.DomesticDeduction.InForceOn(noticeDay) && products.Count > 0
        && PolicyRules.DomesticShare.IsMetBy(products.Where(p => p.Domestic).Sum(p => p.CostFen), products.Sum(p => p.CostFen));
}
