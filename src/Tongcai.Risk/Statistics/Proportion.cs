namespace Tongcai.Risk.Statistics;

/// <summary>A share with its support and 95 % interval.</summary>
/// <param name="Hits">How many.</param>
/// <param name="Of">Out of how many: the sample.</param>
/// <param name="Low">Lower end of the Wilson interval; 0 without a sample.</param>
/// <param name="High">Upper end; 1 without a sample.</param>
public readonly record struct Proportion(int Hits, int Of, double Low, double High)
{
    private const double Z = 1.959963984540054;

    /// <summary>Hits out of the sample; null without one.</summary>
    public double? Share => Of == 0 ? null : Hits / (double)Of;

    /// <summary>With the interval of Wilson, JASA 22 (1927) 209-212, which stays honest for small samples and shares near 0 and 1.</summary>
    public static Proportion Wilson(int hits, int of)
    {
        if (of == 0) return new(0, 0, 0, 1);
        double p = hits / (double)of, square = Z * Z / of;
        var centre = (p + square / 2) / (1 + square);
        var half = Z * Math.Sqrt(p * (1 - p) / of + square / (4 * of)) / (1 + square);
        return new(hits, of, Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
