namespace Tongcai.Risk.Statistics;

/// <summary>Quantiles of type 8 (Hyndman, Fan 1996, American Statistician 50, 361-365), on which all fences rest.</summary>
public static class Quantiles
{
    /// <summary>
    /// h = (n + 1/3)p + 1/3, k = ⌊h⌋; below the first value the minimum, at or above the last the maximum, else linear between x_k and x_{k+1}.
    /// </summary>
    /// <param name="sorted">Ascending values.</param>
    /// <returns>NaN when there is no value.</returns>
    public static double Of(ReadOnlySpan<double> sorted, double p)
    {
        var n = sorted.Length;
        if (n == 0) return double.NaN;
        var h = (n + 1.0 / 3) * p + 1.0 / 3;
        var k = (int)h;
        if (k <= 0 || p <= 0) return sorted[0];
        if (k >= n || p >= 1) return sorted[n - 1];
        return sorted[k - 1] + (h - k) * (sorted[k] - sorted[k - 1]);
    }

    /// <summary>Median of unsorted values; NaN when there is none. The span is sorted in place.</summary>
    public static double Median(Span<double> values)
    {
        values.Sort();
        var n = values.Length;
        return n == 0 ? double.NaN : n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
    }
}

/// <summary>Quartiles and Tukey fences: q1 − 1.5 IQR and q3 + 1.5 IQR.</summary>
public readonly record struct Fences(double Q1, double Q3)
{
    public double Lower => Math.FusedMultiplyAdd(Q3 - Q1, -1.5, Q1);

    public double Upper => Math.FusedMultiplyAdd(Q3 - Q1, 1.5, Q3);

    /// <summary>Fences of unsorted values; NaN when there is none.</summary>
    public static Fences Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        return new(Quantiles.Of(sorted, 0.25), Quantiles.Of(sorted, 0.75));
    }
}
