using FsCheck;
using FsCheck.Fluent;
using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Tests.Statistics;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(0.5, 0.5723649429247001)]
    [InlineData(1, 0)]
    [InlineData(10, 12.801827480081469)]
    [InlineData(1234.5, 7550.550901077896)]
    public void LogGammaEqualsReferenceValues(double x, double expected) => Assert.Equal(expected, Distributions.LogGamma(x), 9);

    // Sum of C(5,k)C(47,13-k)/C(52,13) for k = 3, 4, 5, by exact integers.
    [Fact]
    public void HypergeometricTailEqualsTheSumOverExactIntegers()
    {
        var exact = 0.0;
        for (var k = 3; k <= 5; k++) exact += (double)(Choose(5, k) * Choose(47, 13 - k)) / (double)Choose(52, 13);
        Assert.Equal(Math.Log10(exact), Distributions.HypergeometricLog10Tail(3, 5, 13, 52), 10);
        Assert.Equal(0, Distributions.HypergeometricLog10Tail(0, 5, 13, 52));
        Assert.Equal(double.NegativeInfinity, Distributions.HypergeometricLog10Tail(6, 5, 13, 52));
    }

    [Fact]
    public void TailsOfBinomialAndPoissonEqualTheirComplements()
    {
        var below = 0.0;
        for (var k = 0; k < 4; k++) below += (double)Choose(20, k) * Math.Pow(0.1, k) * Math.Pow(0.9, 20 - k);
        Assert.Equal(1 - below, Distributions.BinomialTail(4, 20, 0.1), 12);
        Assert.Equal(1 - Math.Exp(-2) * (1 + 2 + 2), Distributions.PoissonTail(3, 2), 12);
    }

    [Theory]
    [InlineData(1.959963984540054, 0.975)]
    [InlineData(-3.090232306167813, 0.001)]
    [InlineData(-6, 9.865876450376946e-10)]
    public void NormalDistributionAndItsInverseAgree(double z, double p)
    {
        Assert.Equal(1, Distributions.NormalCdf(z) / p, 9);
        Assert.Equal(z, Distributions.NormalQuantile(p), 8);
    }

    [Fact]
    public void QuantileOfTypeEightEqualsHyndmanAndFan()
    {
        double[] values = [1, 2, 3, 4];
        Assert.Equal(1.4166666666666667, Quantiles.Of(values, 0.25), 12);
        Assert.Equal(2.5, Quantiles.Of(values, 0.5), 12);
        Assert.Equal(1, Quantiles.Of(values, 0));
        Assert.Equal(4, Quantiles.Of(values, 1));
        Assert.True(double.IsNaN(Quantiles.Of([], 0.5)));
    }

    [Fact]
    public void AucCountsTiesAsHalf()
    {
        double[] scores = [0.1, 0.4, 0.4, 0.8];
        bool[] labels = [false, false, true, true];
        Assert.Equal(0.875, Ranking.Auc(scores, labels), 12);
        Assert.Equal(0.75 * 0, Ranking.RecallAt(scores, labels, 0) - 0.5, 12);
        Assert.Equal(0.5 * 1 + 0.5 * (2.0 / 3), Ranking.AveragePrecision(scores, labels), 12);
        Assert.Equal(0.75, Ranking.BalancedAccuracy(scores, labels, 0.4), 12);
    }

    [Fact]
    public void AucOfReversedScoresIsTheComplement() =>
        Prop.ForAll<int[]>(raw =>
        {
            double[] scores = [.. raw.Select(x => (double)(x % 7))];
            bool[] labels = [.. raw.Select((x, i) => (i * 2654435761u) % 3 == 0)];
            var auc = Ranking.Auc(scores, labels);
            return double.IsNaN(auc) || Math.Abs(auc + Ranking.Auc([.. scores.Select(s => -s)], labels) - 1) < 1e-12;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void SeededNumbersAreReproducibleAndEven()
    {
        SeededRandom a = new(7), b = new(7), other = new(8);
        Assert.Equal(a.NextBits(), b.NextBits());
        Assert.NotEqual(a.NextBits(), other.NextBits());
        var counts = new int[10];
        for (var i = 0; i < 100_000; i++) counts[a.Next(10)]++;
        Assert.All(counts, c => Assert.InRange(c, 9_600, 10_400));
    }

    private static decimal Choose(int n, int k)
    {
        decimal value = 1;
        for (var i = 1; i <= k; i++) value = value * (n - k + i) / i;
        return value;
    }
}
