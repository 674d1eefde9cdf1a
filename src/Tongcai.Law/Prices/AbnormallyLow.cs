namespace Tongcai.Law;

/// <summary>异常低价审查的启动（财库〔2026〕2号）。All comparisons are strict; prices are the original ones, not deducted.</summary>
/// <param name="BelowAverage">Below the rate of the mean of all prices that passed 符合性审查.</param>
/// <param name="BelowSecondLowest">Below the rate of the second-lowest price.</param>
/// <param name="BelowCeiling">Below the rate of 最高限价, or of the budget where there is none.</param>
public sealed record AbnormallyLowFinding(long PriceFen, bool BelowAverage, bool BelowSecondLowest, bool BelowCeiling)
{
    /// <summary>Whether the committee must ask for an explanation.</summary>
    public bool Triggered => BelowAverage || BelowSecondLowest || BelowCeiling;
}

/// <summary>异常低价。The committee may also ask on its own judgment (87号第六十条); only an unproven answer makes the bid invalid.</summary>
public static class AbnormallyLow
{
    /// <summary>Rates in percent unless the documents raise them: mean 50, second-lowest 50, ceiling 45.</summary>
    public static readonly (int Average, int SecondLowest, int Ceiling) Default = (50, 50, 45);

    /// <summary>The documents may raise a rate to at most this.</summary>
    public const int Highest = 65;

    /// <summary>One finding per price, in the same order.</summary>
    /// <param name="pricesFen">Original prices of all bids that passed 符合性审查.</param>
    /// <param name="ceilingFen">最高限价, or the budget.</param>
    /// <param name="rates">Rates of the documents; null for the default.</param>
    public static IReadOnlyList<AbnormallyLowFinding> Find(IReadOnlyList<long> pricesFen, long ceilingFen, (int Average, int SecondLowest, int Ceiling)? rates = null)
    {
        var (average, second, ceiling) = rates ?? Default;
        var sum = pricesFen.Aggregate(Int128.Zero, (s, p) => s + p);
        var secondLowest = pricesFen.Count > 1 ? pricesFen.Order().ElementAt(1) : (long?)null;
        return [.. pricesFen.Select(p => new AbnormallyLowFinding(
            p,
            (Int128)p * pricesFen.Count * 100 < sum * average,
            secondLowest is { } s && (Int128)p * 100 < (Int128)s * second,
            (Int128)p * 100 < (Int128)ceilingFen * ceiling))];
    }

    /// <summary>Refuses rates below the default or above 65 %.</summary>
    public static Refusal? CheckRates((int Average, int SecondLowest, int Ceiling) rates, string pointer = "") =>
        rates.Average >= Default.Average && rates.SecondLowest >= Default.SecondLowest && rates.Ceiling >= Default.Ceiling
        && Math.Max(rates.Average, Math.Max(rates.SecondLowest, rates.Ceiling)) <= Highest
            ? null
            : EvaluationRules.AbnormallyLowFigures.Refuse(
                $"异常低价启动线填为平均价{rates.Average}%、次低价{rates.SecondLowest}%、限价{rates.Ceiling}%。", "可以提高，但不低于50%、50%、45%，不超过65%。", pointer);
}
