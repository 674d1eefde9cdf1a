using Tongcai.Risk.Prices;
using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Tests.Prices;

public sealed class PriceRegularityTests
{
    [Fact]
    public void 七家报价等差_远低于偶然概率()
    {
        double[] bids = [.. Enumerable.Range(0, 7).Select(i => 1_000_000.0 + 13_579 * i)];
        var tests = PriceRegularity.Test(bids);
        Assert.True(PriceRegularity.Fires(tests));
        Assert.Equal(Regularity.ArithmeticProgression, tests.MinBy(t => t.P).Kind);
    }

    [Fact]
    public void 七家报价等比_远低于偶然概率()
    {
        double[] bids = [.. Enumerable.Range(0, 7).Select(i => Math.Round(1_000_000 * Math.Pow(1.03, i), 2))];
        var tests = PriceRegularity.Test(bids);
        Assert.True(PriceRegularity.Fires(tests));
        Assert.Equal(Regularity.GeometricProgression, tests.MinBy(t => t.P).Kind);
    }

    [Fact]
    public void 三家整数报价等差_不足为凭()
    {
        double[] round = [900_000, 950_000, 1_000_000];
        Assert.True(PriceRegularity.CorrectedP(PriceRegularity.Test(round)) > 0.05);
        Assert.False(PriceRegularity.Fires(PriceRegularity.Test(round)));
    }

    [Fact]
    public void 同按公布最低价报价_不算相同报价()
    {
        double[] atFloor = [800_000, 800_000, 800_000, 800_000, 812_345, 833_210];
        Assert.DoesNotContain(PriceRegularity.Test(atFloor, floor: 800_000), t => t.Kind == Regularity.IdenticalTotals && t.P < 0.05);
    }

    [Fact]
    public void 精确到分的两个相同总价_低于偶然概率()
    {
        double[] bids = [812_345.67, 812_345.67, 799_120.11, 835_410.92, 861_077.38];
        Assert.True(PriceRegularity.CorrectedP(PriceRegularity.Test(bids)) < 0.01);
    }

    [Theory]
    [InlineData(new double[] { 100, 250, 350 }, 50)]
    [InlineData(new double[] { 12_345.67, 12_400, 13_000 }, 0.01)]
    public void TheLatticeIsTheCoarsestCommonStep(double[] bids, double step) => Assert.Equal(step, PriceRegularity.LatticeStep(bids), 1e-9);

    [Theory]
    [InlineData(1.0)]
    [InlineData(1000.0)]
    [InlineData(50000.0)]
    public void 独立报价误报不超过百分之一(double lattice)
    {
        var random = new SeededRandom(20261121);
        var alarms = 0;
        const int tenders = 600;
        for (var t = 0; t < tenders; t++)
        {
            var bids = new double[3 + random.Next(10)];
            for (var i = 0; i < bids.Length; i++) bids[i] = Math.Round(1_000_000 * Math.Exp(0.08 * random.NextNormal()) / lattice) * lattice;
            if (PriceRegularity.Fires(PriceRegularity.Test(bids))) alarms++;
        }
        Assert.InRange(alarms, 0, tenders / 100);
    }

    [Fact]
    public void 分项价成固定系数_偶然概率极小_其余各对不受牵连()
    {
        var random = new SeededRandom(5);
        long[] market = [.. Enumerable.Range(0, 40).Select(_ => 10_000L + random.Next(900_000))];
        long[][] prices = [Independent(), Independent(), Independent(), Independent()];
        prices[1] = [.. prices[0].Select(p => (long)Math.Round(p * 0.9731))];
        var pairs = ItemRatios.Of(prices, []);
        Assert.Equal(6, pairs.Count);
        var pair = pairs.Single(p => p is { First: 0, Second: 1 });
        Assert.True(pair.P < 1e-6);
        Assert.Equal(40, pair.Matching);
        Assert.All(pairs.Where(p => p != pair), p => Assert.True(p.P > 0.01));
        long[] Independent() => [.. market.Select(m => (long)(m * Math.Exp(0.1 * random.NextNormal())))];
    }

    [Fact]
    public void 各按最高限价统一下浮_不算规律性差异()
    {
        var random = new SeededRandom(6);
        long[] ceilings = [.. Enumerable.Range(0, 30).Select(_ => 10_000L + random.Next(900_000))];
        long[][] prices = [[.. ceilings.Select(c => (long)Math.Round(c * 0.95))], [.. ceilings.Select(c => (long)Math.Round(c * 0.91))], [.. ceilings.Select(c => (long)(c * (0.8 + 0.2 * random.NextDouble())))]];
        var pair = ItemRatios.Of(prices, ceilings).Single(p => p is { First: 0, Second: 1 });
        Assert.True(pair.ExplainedByCeiling);
        Assert.Equal(1, pair.P);
        Assert.True(ItemRatios.Of(prices, []).Single(p => p is { First: 0, Second: 1 }).P < 0.01);
    }
}
