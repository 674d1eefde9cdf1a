namespace Tongcai.Law.Lint;

/// <summary>保证金比例。A bond given as a sum of money, compared with the budget named beside it or known from the project.</summary>
internal static class BondRatio
{
    private const decimal BidLimitPercent = 2;
    private const decimal PerformanceLimitPercent = 10;

    internal static (ClauseRule Rule, Span Span)? Excess(ClauseUnit unit, ClauseVocabulary vocabulary, ClauseContext context)
    {
        var bid = unit.Has(vocabulary.BidBond);
        if (!bid && !unit.Has(vocabulary.PerformanceBond))
            return null;
        var bond = unit.Spans(bid ? vocabulary.BidBond : vocabulary.PerformanceBond)[0];
        var sums = unit.Quantities.FindAll(q => q.Kind == Quantity.Yuan && q.Value > 0);
        var amount = sums.FindIndex(q => q.Start >= bond.End && q.Start - bond.End <= 14);
        if (amount < 0)
            return null;
        var whole = Whole(unit, vocabulary, sums, amount);
        if (whole is null && bid && context.BudgetFen > 0)
            whole = context.BudgetFen / 100m;
        if (whole is not > 0 || sums[amount].Value * 100 <= whole * (bid ? BidLimitPercent : PerformanceLimitPercent))
            return null;
        var rule = ClauseRules.All.First(r => r.Id == (bid ? "L078" : "L079"));
        return (rule, new(bond.Start, sums[amount].End));
    }

    // The sum named right behind 预算、控制价 or 合同金额.
    private static decimal? Whole(ClauseUnit unit, ClauseVocabulary vocabulary, List<QuantityHit> sums, int amount)
    {
        foreach (var named in unit.Spans(vocabulary.Base))
        {
            var index = sums.FindIndex(q => q.Start >= named.End && q.Start - named.End <= 8);
            if (index >= 0 && index != amount)
                return sums[index].Value;
        }
        return null;
    }
}

/// <summary>公示清单之外的收费。Every word ending in 费 that somebody is to pay, compared with the published list of charges.</summary>
internal static class UnlistedFees
{
    private const int LongestName = 8;

    // Costs of performance and money due to the supplier are no charges on taking part.
    private static readonly string[] NotCharges =
        ["免费", "收费", "缴费", "交费", "付费", "消费", "经费", "自费", "计费", "耗费", "运费", "运输费", "服务费用", "合同费", "人工费", "材料费", "水费", "电费", "水电费", "燃料费", "税费", "差旅费", "检测费", "检验费", "维修费", "养护费", "保险费", "工程费", "设备费", "安装费", "浪费", "费率", "费用"];

    internal static IEnumerable<Span> Find(ClauseUnit unit, ClauseVocabulary vocabulary, string text, ClauseContext context)
    {
        if (context.PublishedFees is not { } published || unit.Section is SectionKind.Contract or SectionKind.Technical
            || !unit.Has(vocabulary.Charging) || unit.Has(vocabulary.Waiving))
            yield break;
        for (var at = text.IndexOf('费', StringComparison.Ordinal); at >= 0; at = text.IndexOf('费', at + 1))
        {
            var start = at;
            while (start > 0 && at - start < LongestName && text[start - 1] is >= '一' and <= '龥' && !"缴纳收取支付交的由及和与、由须应其含".Contains(text[start - 1], StringComparison.Ordinal))
                start--;
            var name = text[start..(at + 1)];
            if (name.Length > 1 && !Array.Exists(NotCharges, n => name.EndsWith(n, StringComparison.Ordinal) || text.AsSpan(at).StartsWith(n)) && !published.Any(p => name.Contains(p, StringComparison.Ordinal) || p.Contains(name, StringComparison.Ordinal)))
                yield return new(start, at + 1);
        }
    }
}
