using Tongcai.Risk.Prices;

namespace Tongcai.Risk.Tests.Prices;

public sealed class ClosePricesTests
{
    [Fact]
    public void 一组之内最高与最低相差不超过容差()
    {
        var groups = ClosePrices.Of([("a", 1000), ("b", 1001), ("c", 1002), ("d", 1100), ("e", 1100)], 0.001);
        Assert.Equal([["a", "b"], ["d", "e"]], groups.Select(g => g.Bidders));
        Assert.Equal(0.001, groups[0].Gap, 12);
        Assert.Equal([["d", "e"]], ClosePrices.Of([("a", 1000), ("b", 1001), ("d", 1100), ("e", 1100)], 0).Select(g => g.Bidders));
    }

    [Fact]
    public void 同一家的多份报价_文件公布的价格_不是正数的不计() =>
        Assert.Empty(ClosePrices.Of([("a", 1000), ("a", 1000), ("b", 1200), ("c", 1200), ("d", 0), ("e", 0), ("f", double.NaN)], 0, new HashSet<double> { 1200 }));
}
