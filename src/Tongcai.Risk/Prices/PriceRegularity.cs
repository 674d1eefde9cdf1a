using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Prices;

/// <summary>报价规律的种类。</summary>
public enum Regularity
{
    /// <summary>等差：all bids equally spaced.</summary>
    ArithmeticProgression,

    /// <summary>等比：all bids in constant ratio.</summary>
    GeometricProgression,

    /// <summary>Triples of bids in exact arithmetic progression, more than the tender's own rounding explains.</summary>
    ExactTriples,

    /// <summary>Identical totals, more than the tender's own rounding explains.</summary>
    IdenticalTotals,
}

/// <summary>One regularity with the probability of at least as much of it among independent bids.</summary>
/// <param name="Kind">What was looked for.</param>
/// <param name="Statistic">Progressions: largest departure of a bid from its place, as a share of the range. Counts: number found.</param>
/// <param name="P">Probability under the null model, before correction for the number of tests.</param>
/// <param name="Support">Number of bids judged.</param>
public readonly record struct RegularityTest(Regularity Kind, double Statistic, double P, int Support);

/// <summary>
/// 报价规律性检验（财政部令第87号第三十七条第四项“投标报价呈规律性差异”）。
/// Null model: independent bids, written on the rounding lattice the tender itself shows. A progression is judged given the lowest and highest bid;
/// counts are judged against a smoothed resampling of the tender's bids on that lattice, so round numbers and clustering explain themselves.
/// </summary>
public static class PriceRegularity
{
    /// <summary>A tender is flagged when the least p-value times the number of tests done is at most this.</summary>
    public const double Level = 0.002;

    /// <summary>Three bids in progression are an everyday coincidence of round prices.</summary>
    public const int FewestBids = 4;

    private const int Draws = 1999;
    private const int LargestField = 40;

    /// <summary>All tests the tender allows; empty below three bids. Bids that are not positive are left out.</summary>
    /// <param name="bids">Total prices, any order.</param>
    /// <param name="floor">Published minimum price or reserve, when there is one: bids on it are nobody's agreement and are left out.</param>
    public static IReadOnlyList<RegularityTest> Test(ReadOnlySpan<double> bids, double? floor = null)
    {
        var kept = new List<double>();
        foreach (var bid in bids)
            if (double.IsFinite(bid) && bid > 0 && (floor is not { } f || Math.Abs(bid - f) > 1e-9 * f)) kept.Add(bid);
        kept.Sort();
        var b = kept.ToArray();
        if (b.Length < 3) return [];
        var step = LatticeStep(b);
        List<RegularityTest> tests = [];
        if (b[^1] - b[0] > 2 * step && Distinct(b) == b.Length)
        {
            tests.Add(Progression(Regularity.ArithmeticProgression, b, step));
            tests.Add(Progression(Regularity.GeometricProgression, [.. b.Select(x => Math.Log(x))], step / b[0]));
        }
        if (b.Length <= LargestField) tests.AddRange(Resampled(b, step));
        return tests;
    }

    /// <summary>Least p-value corrected for the number of tests (Bonferroni); 1 when nothing could be tested.</summary>
    public static double CorrectedP(IReadOnlyList<RegularityTest> tests) => tests.Count == 0 ? 1 : Math.Min(1, tests.Min(t => t.P) * tests.Count);

    /// <summary>
    /// Whether the totals alone justify a warning: a progression through all of at least <see cref="FewestBids"/> bids, beyond chance at <see cref="Level"/>.
    /// Ties and triples never fire alone: on real competitive tenders published reserves, floors and repeated price lists cause them
    /// (docs/risk-figures.md); their p-values stand in the result as a circumstance.
    /// </summary>
    public static bool Fires(IReadOnlyList<RegularityTest> tests) => ProgressionP(tests) <= Level;

    /// <summary>Corrected p-value of the progressions through all of at least <paramref name="fewest"/> bids; 1 when none could be tested.</summary>
    public static double ProgressionP(IReadOnlyList<RegularityTest> tests, int fewest = FewestBids) =>
        CorrectedP([.. tests.Where(t => t.Kind is Regularity.ArithmeticProgression or Regularity.GeometricProgression && t.Support >= fewest)]);

    /// <summary>The coarsest step 1, 2 or 5 × 10^k of which at least nine bids in ten are multiples.</summary>
    public static double LatticeStep(ReadOnlySpan<double> bids)
    {
        var top = Math.Pow(10, Math.Floor(Math.Log10(bids[^1])));
        for (var power = top; power >= top * 1e-12; power /= 10)
        {
            foreach (var digit in (ReadOnlySpan<double>)[5, 2, 1])
            {
                var step = digit * power;
                var multiples = 0;
                foreach (var bid in bids)
                    if (Math.Abs(bid / step - Math.Round(bid / step)) < 1e-7) multiples++;
                if (multiples * 10 >= bids.Length * 9) return step;
            }
        }
        return top * 1e-12;
    }

    // P(every inner order statistic lies within d of its place | ends) ≤ (n−2)! Π window/range for independent uniform bids;
    // unimodal bids fill a whole range evenly even less often, so the bound is on the safe side.
    private static RegularityTest Progression(Regularity kind, double[] b, double step)
    {
        var n = b.Length;
        var range = b[^1] - b[0];
        var worst = 0.0;
        for (var i = 1; i < n - 1; i++) worst = Math.Max(worst, Math.Abs(b[i] - b[0] - range * i / (n - 1)));
        var log = Distributions.LogFactorial(n - 2) + (n - 2) * Math.Log(Math.Min(1, (2 * worst + step) / range));
        return new(kind, worst / range, Math.Min(1, Math.Exp(log)), n);
    }

    private static RegularityTest[] Resampled(double[] b, double step)
    {
        var n = b.Length;
        var triples = Triples(b, step);
        var ties = n - Distinct(b);
        if (triples == 0 && ties == 0)
            return [new(Regularity.ExactTriples, 0, 1, n), new(Regularity.IdenticalTotals, 0, 1, n)];
        var mean = b.Average();
        var deviation = Math.Sqrt(b.Sum(x => (x - mean) * (x - mean)) / (n - 1));
        var spread = Math.Min(deviation, (Quantiles.Of(b, 0.75) - Quantiles.Of(b, 0.25)) / 1.34);
        var width = Math.Max(step, 0.9 * (spread > 0 ? spread : deviation) * Math.Pow(n, -0.2));
        var random = new SeededRandom((ulong)n * 1_000_003 + (ulong)triples * 31 + (ulong)ties);
        int asManyTriples = 0, asManyTies = 0;
        var drawn = new double[n];
        for (var draw = 0; draw < Draws; draw++)
        {
            for (var i = 0; i < n; i++) drawn[i] = Math.Round((b[random.Next(n)] + width * random.NextNormal()) / step) * step;
            Array.Sort(drawn);
            if (triples > 0 && Triples(drawn, step) >= triples) asManyTriples++;
            if (ties > 0 && n - Distinct(drawn) >= ties) asManyTies++;
        }
        return
        [
            new(Regularity.ExactTriples, triples, triples == 0 ? 1 : (asManyTriples + 1.0) / (Draws + 1), n),
            new(Regularity.IdenticalTotals, ties, ties == 0 ? 1 : (asManyTies + 1.0) / (Draws + 1), n),
        ];
    }

    // Distinct values only: ties are the other test's business.
    private static int Triples(double[] sorted, double step)
    {
        var count = 0;
        for (var i = 0; i < sorted.Length - 2; i++)
        {
            if (i > 0 && sorted[i] == sorted[i - 1]) continue;
            for (int j = i + 1, k = i + 2; j < sorted.Length - 1; j++)
            {
                if (sorted[j] == sorted[j - 1]) continue;
                var third = 2 * sorted[j] - sorted[i];
                if (k <= j) k = j + 1;
                while (k < sorted.Length && sorted[k] < third - step / 4) k++;
                if (k < sorted.Length && Math.Abs(sorted[k] - third) <= step / 4) count++;
            }
        }
        return count;
    }

    private static int Distinct(double[] sorted)
    {
        var count = 1;
        for (var i = 1; i < sorted.Length; i++)
            if (sorted[i] != sorted[i - 1]) count++;
        return count;
    }
}
