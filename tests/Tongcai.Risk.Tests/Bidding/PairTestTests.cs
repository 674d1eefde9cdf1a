using Tongcai.Risk.Bidding;
using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Tests.Bidding;

public sealed class PairTestTests
{
    [Fact]
    public void 与全部历史的同标记录算得一样_再按本包的对数校正()
    {
        Auction[] auctions = [.. Enumerable.Range(0, 40).Select(i => new Auction($"t{i}", i < 4 ? [new("a", 1, true), new("b", 2, false)] : [new($"x{i}", 1, true), new($"y{i}", 2, false)]))];
        BiddingHistory history = new();
        foreach (var auction in auctions) history.Add(auction);
        var expected = Assert.Single(history.Significant(3, -1));
        var pair = Assert.Single(PairTest.Of(["a", "b", "c"], [.. auctions.Take(4).Select(t => (IReadOnlySet<string>)t.Bids.Select(b => b.Bidder).ToHashSet())], auctions.Length));
        Assert.Equal((4, 4, 4), (pair.Met, pair.FirstTenders, pair.SecondTenders));
        Assert.Equal(expected.Log10P + Math.Log10(3), pair.Log10P, 12);
    }

    [Fact]
    public void 从未相遇的没有_次次都在的说明不了什么()
    {
        HashSet<string> both = ["a", "b"];
        Assert.Empty(PairTest.Of(["a", "b"], [new HashSet<string> { "a", "c" }, new HashSet<string> { "b", "c" }], 10));
        Assert.Equal(0, Assert.Single(PairTest.Of(["a", "b"], [both, both, both], 3)).Log10P);
    }

    // Agresti, Coull 1998: 1 of 1 gives [0.2065, 1], 8 of 10 gives [0.4902, 0.9433].
    [Theory]
    [InlineData(1, 1, 0.2065, 1)]
    [InlineData(8, 10, 0.4902, 0.9433)]
    [InlineData(0, 10, 0, 0.2775)]
    public void 比例的区间(int hits, int of, double low, double high)
    {
        var share = Proportion.Wilson(hits, of);
        Assert.Equal(low, share.Low, 4);
        Assert.Equal(high, share.High, 4);
    }

    [Fact]
    public void 没有样本就没有比例() => Assert.Equal((null, 0, 1), (Proportion.Wilson(0, 0).Share, Proportion.Wilson(0, 0).Low, Proportion.Wilson(0, 0).High));
}
