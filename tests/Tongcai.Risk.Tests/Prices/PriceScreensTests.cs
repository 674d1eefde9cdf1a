using FsCheck;
using FsCheck.Fluent;
using Tongcai.Risk.Prices;

namespace Tongcai.Risk.Tests.Prices;

/// <summary>Golden vectors: one tender of four and one of ten bids, values given to six decimals.</summary>
public sealed class PriceScreensTests
{
    private static readonly double[] Four = [93354790.62, 104231102.75, 112493190.56, 115507668.06];
    private static readonly double[] Ten = [11169000, 11427370, 11456000, 11487700, 11492000, 12000000, 12500000, 13900000, 14000000, 14500000];

    [Fact]
    public void FourBidsGiveTheGoldenVector() =>
        AssertScreens(PriceScreens.Of(Four), .093195, .237298, .116505, 1.862944, 1.929012, 1.472898, -.851764, -.663826, .363924);

    [Fact]
    public void TenBidsGiveTheGoldenVectorInAnyOrder()
    {
        double[] shuffled = [.. Ten.Reverse()];
        AssertScreens(PriceScreens.Of(shuffled), .102061, .298236, .023133, .204791, .672701, .698088, .811792, -1.204336, .403032);
    }

    [Fact]
    public void TooFewBidsGiveNoScreen()
    {
        var one = PriceScreens.Of([100]);
        Assert.Equal(1, one.Count);
        Assert.Null(one.Cv);
        var two = PriceScreens.Of([100, 110]);
        Assert.NotNull(two.Cv);
        Assert.Null(two.RelativeDistance);
        Assert.Equal(0, two.Skewness);
        Assert.Null(PriceScreens.Of([100, 100, 100]).Uniformity);
    }

    [Fact]
    public void ScreensDoNotDependOnTheUnitOfMoney() =>
        Prop.ForAll<PositiveInt[], PositiveInt>((raw, unit) =>
        {
            double[] bids = [.. raw.Select(r => (double)r.Get + 1000)];
            double[] scaled = [.. bids.Select(b => b * unit.Get)];
            var (a, b) = (PriceScreens.Of(bids), PriceScreens.Of(scaled));
            return Close(a.Cv, b.Cv) && Close(a.RelativeDistance, b.RelativeDistance) && Close(a.Uniformity, b.Uniformity) && Close(a.Skewness, b.Skewness);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void SubgroupsOfThreeAreEnumeratedExactly()
    {
        var s = Assert.IsType<SubgroupScreens>(SubgroupScreens.Of(Four, 3));
        Assert.Equal(4, s.Groups);
        double[] cvs = [.. new[] { 3, 2, 1, 0 }.Select(left => PriceScreens.Of([.. Four.Where((_, i) => i != left)]).Cv!.Value)];
        Assert.Equal(cvs.Min(), s.Cv!.Value.Least, 12);
        Assert.Equal(cvs.Max(), s.Cv.Value.Greatest, 12);
        Assert.Equal(cvs.Average(), s.Cv.Value.Mean, 12);
        Assert.Null(SubgroupScreens.Of([1, 2, 3], 4));
        Assert.Equal(SubgroupScreens.Limit, SubgroupScreens.Of([.. Enumerable.Range(100, 40).Select(i => (double)i)], 4)!.Groups);
    }

    private static bool Close(double? a, double? b) => a is null ? b is null : b is not null && Math.Abs(a.Value - b.Value) < 1e-6 * Math.Max(1, Math.Abs(a.Value));

    // The golden values are rounded to six decimals; 6e-7 is half a unit and a little.
    private static void AssertScreens(PriceScreens s, params double[] expected)
    {
        double?[] actual = [s.Cv, s.Spread, s.Difference, s.RelativeDistance, s.AlternativeDistance, s.NormalisedDistance, s.Skewness, s.Kurtosis, s.Uniformity];
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i]!.Value, 6e-7);
    }
}
