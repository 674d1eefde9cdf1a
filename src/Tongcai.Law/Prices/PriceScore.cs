namespace Tongcai.Law;

/// <summary>
/// 价格分，低价优先法（87号第五十五条）：score = lowest evaluated price ÷ own evaluated price × weight.
/// Evaluated prices are those after policy deductions; nobody's price is trimmed. Rounded to two decimals, half away from zero (四舍五入).
/// </summary>
public static class PriceScore
{
    /// <summary>Scores in the order of the prices.</summary>
    /// <param name="evaluatedFen">Evaluated prices in fen, all positive; only valid offers belong here.</param>
    /// <param name="weight">Points of the price factor, e.g. 30.</param>
    /// <param name="decimals">Decimals kept; the documents may name another number.</param>
    /// <exception cref="ArgumentException">A price is not positive.</exception>
    public static IReadOnlyList<decimal> Of(IReadOnlyList<decimal> evaluatedFen, decimal weight, int decimals = 2)
    {
        if (evaluatedFen.Any(p => p <= 0))
            throw new ArgumentException("Prices are positive.", nameof(evaluatedFen));
        if (evaluatedFen.Count == 0)
            return [];
        var lowest = evaluatedFen.Min();
        return [.. evaluatedFen.Select(p => Math.Round(lowest / p * weight, decimals, MidpointRounding.AwayFromZero))];
    }
}
