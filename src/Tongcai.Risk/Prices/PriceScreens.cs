namespace Tongcai.Risk.Prices;

/// <summary>
/// 报价筛查指标。Scale-free screens of one tender's valid bids, null where the tender has too few bids or no spread.
/// Sources: Huber, Imhof, IJIO 65 (2019) 277-301 (CV, SPD, DIFFP, RD, KS); Imhof (ALTRD, RDNOR); b1 ≤ … ≤ bn, μ mean, s sample deviation.
/// </summary>
/// <param name="Count">Number of bids.</param>
/// <param name="Cv">s/μ, n ≥ 2.</param>
/// <param name="Spread">(bn − b1)/b1.</param>
/// <param name="Difference">(b2 − b1)/b1, of the two lowest bids.</param>
/// <param name="RelativeDistance">(b2 − b1)/s of the losing bids b2…bn, n ≥ 3.</param>
/// <param name="AlternativeDistance">(b2 − b1)/mean gap of the losing bids, n ≥ 3.</param>
/// <param name="NormalisedDistance">(n − 1)(b2 − b1)/(bn − b1).</param>
/// <param name="Skewness">Sample skewness G1, 0 below three bids.</param>
/// <param name="Kurtosis">Sample excess kurtosis G2, 0 below four bids.</param>
/// <param name="Uniformity">Kolmogorov-Smirnov distance of the bids to the uniform law on [b1, bn].</param>
public sealed record PriceScreens(
    int Count,
    double? Cv,
    double? Spread,
    double? Difference,
    double? RelativeDistance,
    double? AlternativeDistance,
    double? NormalisedDistance,
    double? Skewness,
    double? Kurtosis,
    double? Uniformity)
{
    /// <summary>Screens of the bids in any order. Values that are not positive and finite are left out.</summary>
    public static PriceScreens Of(ReadOnlySpan<double> bids)
    {
        var sorted = new double[bids.Length];
        var n = 0;
        foreach (var bid in bids)
            if (double.IsFinite(bid) && bid > 0) sorted[n++] = bid;
        Array.Sort(sorted, 0, n);
        return OfSorted(sorted.AsSpan(0, n));
    }

    /// <summary>As <see cref="Of"/> for ascending positive bids.</summary>
    internal static PriceScreens OfSorted(ReadOnlySpan<double> b)
    {
        var n = b.Length;
        if (n < 2) return new(n, null, null, null, null, null, null, n < 1 ? null : 0, n < 1 ? null : 0, null);
        var mean = Mean(b);
        var deviation = Deviation(b, mean);
        var losing = b[1..];
        var losingDeviation = n < 3 ? 0 : Deviation(losing, Mean(losing));
        var gap = b[1] - b[0];
        var range = b[n - 1] - b[0];
        double skew = 0, kurtosis = 0;
        if (deviation > 0)
        {
            double third = 0, fourth = 0;
            foreach (var bid in b)
            {
                var z = (bid - mean) / deviation;
                third += z * z * z;
                fourth += z * z * z * z;
            }
            if (n >= 3) skew = third * n / ((n - 1.0) * (n - 2));
            if (n >= 4) kurtosis = fourth * n * (n + 1.0) / ((n - 1.0) * (n - 2) * (n - 3)) - 3.0 * (n - 1) * (n - 1) / ((n - 2.0) * (n - 3));
        }
        return new(
            n,
            deviation / mean,
            range / b[0],
            gap / b[0],
            losingDeviation > 0 ? gap / losingDeviation : null,
            n >= 3 && b[n - 1] > b[1] ? gap * (n - 2) / (b[n - 1] - b[1]) : null,
            range > 0 ? gap * (n - 1) / range : null,
            skew,
            kurtosis,
            range > 0 ? UniformDistance(b) : null);
    }

    /// <summary>Mean and coefficient of variation of at least two ascending positive bids.</summary>
    internal static (double Mean, double Cv) MeanAndVariation(ReadOnlySpan<double> b) => Mean(b) is var mean ? (mean, Deviation(b, mean) / mean) : default;

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }

    private static double Deviation(ReadOnlySpan<double> values, double mean)
    {
        var sum = 0.0;
        foreach (var value in values) sum += (value - mean) * (value - mean);
        return Math.Sqrt(sum / (values.Length - 1));
    }

    private static double UniformDistance(ReadOnlySpan<double> b)
    {
        var n = b.Length;
        var distance = 0.0;
        for (var i = 0; i < n; i++)
        {
            var z = (b[i] - b[0]) / (b[n - 1] - b[0]);
            distance = Math.Max(distance, Math.Max((i + 1.0) / n - z, z - (double)i / n));
        }
        return distance;
    }
}
