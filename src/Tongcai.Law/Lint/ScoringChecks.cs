namespace Tongcai.Law.Lint;

/// <summary>评审办法和评审组织。</summary>
internal static class ScoringChecks
{
    /// <summary>From this similarity on a factor counts as a repetition of a qualification.</summary>
    private const decimal SameText = 0.85m;

    private const long LargeBudgetFen = 1_000_000_000;

    internal static IEnumerable<Fault> Run(TenderStructure t) =>
        [.. t.ComprehensiveScoring ? [.. Weights(t), .. Factors(t)] : (IEnumerable<Fault>)[], .. Marks(t), .. Committee(t)];

    private static IEnumerable<Fault> Weights(TenderStructure t)
    {
        var total = t.Factors.Sum(f => f.Weight);
        if (total != 100)
            yield return new(StructuralRules.TotalWeight, "/factors", $"各项分值合计{total}分。");
        var price = t.Factors.Where(f => f.Kind == FactorKind.Price).Sum(f => f.Weight);
        if (PriceLimits(t) is var (low, high) && (price < low || price > high))
            yield return new(StructuralRules.PriceWeight, "/factors", high == 0 ? $"固定价格项目设了价格分{price}分。" : $"价格分{price}分，应为{low}至{high}分。");
        if (price > 0 && t.Formula != PriceFormula.LowestFirst)
            yield return new(StructuralRules.PriceFormulaRule, "/formula", t.Formula == PriceFormula.Trimmed ? "价格分去掉最高、最低报价。" : "价格分没有采用低价优先法。");
    }

    private static (decimal Low, decimal High)? PriceLimits(TenderStructure t)
    {
        if (t.FixedPrice)
            return (0, 0);
        var goods = t.Kind == ProjectKind.Goods;
        if (t.Kind == ProjectKind.Works)
            return null;
        if (t.GovernmentInformationSystem)
            return goods ? (30, 30) : (10, 10);
        if (t.Consultation)
            return goods ? (30, 60) : (10, 30);
        return (goods ? 30 : 10, 100);
    }

    private static IEnumerable<Fault> Factors(TenderStructure t)
    {
        var requirements = t.Requirements.Select(r => r.Id).ToHashSet();
        for (var i = 0; i < t.Factors.Count; i++)
        {
            var f = t.Factors[i];
            if (f.Kind == FactorKind.Price)
                continue;
            if (f.RequirementId is null || !requirements.Contains(f.RequirementId))
                yield return new(StructuralRules.FactorsMatch, $"/factors/{i}/requirementId", $"“{f.Name}”没有对应的采购需求。");
            if (f.Ranges || f.Steps.Count == 0 || f.Steps.Max() != f.Weight || f.Steps.Distinct().Count() != f.Steps.Count)
                yield return new(StructuralRules.FactorsMatch, $"/factors/{i}/steps", $"“{f.Name}”没有量化到确定的等次分值。");
            if (f.Kind == FactorKind.ObjectiveNotQuantifiable)
                yield return new(StructuralRules.NotScored, $"/factors/{i}/kind", $"“{f.Name}”是客观但不可量化的指标，不得评分。");
            var twin = t.Qualifications.FirstOrDefault(q => Similarity(q, f.Text.Length > 0 ? f.Text : f.Name) >= SameText);
            if (twin is not null)
                yield return new(StructuralRules.NotQualification, $"/factors/{i}", $"“{f.Name}”与资格条件“{twin}”相同。");
        }
    }

    private static IEnumerable<Fault> Marks(TenderStructure t)
    {
        for (var i = 0; i < t.Requirements.Count; i++)
        {
            if (t.Requirements[i] is { Mandatory: true, Marked: false })
                yield return new(StructuralRules.Marked, $"/requirements/{i}", $"实质性要求“{t.Requirements[i].Text}”没有醒目标注。");
        }
    }

    private static IEnumerable<Fault> Committee(TenderStructure t)
    {
        if (t.Committee is not { } c)
            yield break;
        var large = t.Tender && (t.ProjectBudgetFen >= LargeBudgetFen || t.Complex || t.HighImpact);
        var least = large ? 7 : t.Tender ? 5 : 3;
        if (c.Size < least || c.Size % 2 == 0)
            yield return new(StructuralRules.CommitteeRule, "/committee/size", $"评审组织{c.Size}人，应为{least}人以上单数。");
        if (c.Experts * 3 < c.Size * 2)
            yield return new(StructuralRules.CommitteeRule, "/committee/experts", $"评审专家{c.Experts}人，少于{c.Size}人的三分之二。");
        if (c.PurchaserLeads)
            yield return new(StructuralRules.CommitteeRule, "/committee/purchaserLeads", "采购人代表不得担任组长。");
    }

    // Dice's coefficient of the pairs of neighbouring characters (Dice, Ecology 26(3), 1945).
    private static decimal Similarity(string a, string b)
    {
        var (x, y) = (Pairs(a), Pairs(b));
        return x.Count + y.Count == 0 ? 0 : 2m * x.Intersect(y).Count() / (x.Count + y.Count);
    }

    private static HashSet<string> Pairs(string text)
    {
        var plain = NormalText.Fold(text);
        return [.. Enumerable.Range(0, Math.Max(0, plain.Length - 1)).Select(i => plain.Substring(i, 2))];
    }
}
