namespace Tongcai.Risk.Statistics;

/// <summary>Tail probabilities that the detectors report beside every coincidence.</summary>
public static class Distributions
{
    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
        -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    private static readonly double[] SmallLogFactorials = FillLogFactorials(4096);

    /// <summary>ln Γ(x) for x &gt; 0, relative error below 1e-13 (Lanczos, g = 7, n = 9).</summary>
    public static double LogGamma(double x)
    {
        if (x < 0.5) return Math.Log(Math.PI / Math.Sin(Math.PI * x)) - LogGamma(1 - x);
        x -= 1;
        var sum = Lanczos[0];
        for (var i = 1; i < Lanczos.Length; i++) sum += Lanczos[i] / (x + i);
        var t = x + 7.5;
        return 0.5 * Math.Log(2 * Math.PI) + (x + 0.5) * Math.Log(t) - t + Math.Log(sum);
    }

    /// <summary>ln n! for n ≥ 0.</summary>
    public static double LogFactorial(long n) => n < SmallLogFactorials.Length ? SmallLogFactorials[n] : LogGamma(n + 1.0);

    /// <summary>ln of the binomial coefficient; −∞ when it is zero.</summary>
    public static double LogChoose(long n, long k) => k < 0 || k > n ? double.NegativeInfinity : LogFactorial(n) - LogFactorial(k) - LogFactorial(n - k);

    /// <summary>
    /// log10 P(X ≥ met) where X is the number of tenders two bidders share if each had drawn its tenders at random:
    /// hypergeometric with population <paramref name="tenders"/>, <paramref name="first"/> marked, <paramref name="second"/> drawn.
    /// </summary>
    /// <returns>A value in (−∞, 0]; 0 when <paramref name="met"/> is not above the least possible overlap.</returns>
    public static double HypergeometricLog10Tail(long met, long first, long second, long tenders)
    {
        var low = Math.Max(0, first + second - tenders);
        var high = Math.Min(first, second);
        if (met <= low) return 0;
        if (met > high) return double.NegativeInfinity;
        var log = LogChoose(first, met) + LogChoose(tenders - first, second - met) - LogChoose(tenders, second);
        double term = 1, sum = 1;
        for (var k = met; k < high; k++)
        {
            term *= (double)(first - k) * (second - k) / ((k + 1.0) * (tenders - first - second + k + 1.0));
            sum += term;
            if (term < sum * 1e-17) break;
        }
        return Math.Min(0, (log + Math.Log(sum)) / Math.Log(10));
    }

    /// <summary>P(X ≥ hits) of a binomial with <paramref name="trials"/> trials of chance <paramref name="chance"/>.</summary>
    public static double BinomialTail(int hits, int trials, double chance)
    {
        if (hits <= 0 || chance >= 1) return 1;
        if (hits > trials || chance <= 0) return 0;
        var sum = 0.0;
        for (var k = hits; k <= trials; k++)
            sum += Math.Exp(LogChoose(trials, k) + k * Math.Log(chance) + (trials - k) * Math.Log(1 - chance));
        return Math.Min(1, sum);
    }

    /// <summary>P(X ≥ hits) of a Poisson variable of mean <paramref name="mean"/>.</summary>
    public static double PoissonTail(int hits, double mean)
    {
        if (hits <= 0) return 1;
        if (mean <= 0) return 0;
        var sum = 0.0;
        for (var k = hits; k < hits + 1000; k++)
        {
            var term = Math.Exp(k * Math.Log(mean) - mean - LogFactorial(k));
            sum += term;
            if (k > mean && term < sum * 1e-16) break;
        }
        return Math.Min(1, sum);
    }

    /// <summary>Φ(z), absolute error below 1e-14: series near 0, continued fraction in the tails.</summary>
    public static double NormalCdf(double z)
    {
        if (double.IsNaN(z)) return double.NaN;
        var x = Math.Abs(z);
        if (x > 38) return z > 0 ? 1 : 0;
        var density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        double upper;
        if (x < 5)
        {
            double term = x, sum = x;
            for (var k = 1; k < 200 && term > 1e-18 * sum; k++) sum += term *= x * x / (2 * k + 1);
            upper = 0.5 - density * sum;
        }
        else
        {
            var fraction = x;
            for (var k = 60; k > 0; k--) fraction = x + k / fraction;
            upper = density / fraction;
        }
        return z > 0 ? 1 - upper : upper;
    }

    /// <summary>Φ⁻¹(p): Acklam's rational approximation and one Halley step. 0 gives −∞, 1 gives +∞.</summary>
    public static double NormalQuantile(double p)
    {
        if (p <= 0) return double.NegativeInfinity;
        if (p >= 1) return double.PositiveInfinity;
        double x;
        if (p is < 0.02425 or > 0.97575)
        {
            var q = Math.Sqrt(-2 * Math.Log(Math.Min(p, 1 - p)));
            x = (((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q - 2.549732539343734) * q + 4.374664141464968) * q + 2.938163982698783)
                / ((((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1);
            if (p > 0.5) x = -x;
        }
        else
        {
            var q = p - 0.5;
            var r = q * q;
            x = (((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r + 1.383577518672690e+02) * r - 3.066479806614716e+01) * r + 2.506628277459239) * q
                / (((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r + 6.680131188771972e+01) * r - 1.328068155288572e+01) * r + 1);
        }
        var e = NormalCdf(x) - p;
        var u = e * Math.Sqrt(2 * Math.PI) * Math.Exp(x * x / 2);
        return x - u / (1 + x * u / 2);
    }

    private static double[] FillLogFactorials(int count)
    {
        var table = new double[count];
        for (var n = 2; n < count; n++) table[n] = table[n - 1] + Math.Log(n);
        return table;
    }
}
