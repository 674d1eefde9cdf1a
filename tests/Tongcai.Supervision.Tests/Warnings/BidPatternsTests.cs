using Tongcai.Law;
using Tongcai.Supervision.Warnings;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Tests.Warnings;

public sealed class BidPatternsTests
{
    private static readonly Dictionary<string, WatchedOrganisation> Apart =
        Enumerable.Range(1, 6).ToDictionary(i => $"s{i}", i => new WatchedOrganisation { Id = $"s{i}", Address = $"中州市建设路{i}0号" });

    [Fact]
    public void 正常竞争没有预警() =>
        Assert.Empty(BidPatterns.Of(Given.Opened(Given.Bid("s1", 30_000_000), Given.Bid("s2", 31_120_000), Given.Bid("s3", 33_400_000), Given.Bid("s4", 34_000_000)), Apart));

    [Fact, Cites("EVA-26")]
    public void 相同报价只提出一条预警_只涉及这几家()
    {
        var warning = Assert.Single(BidPatterns.Of(Given.Opened(Given.Bid("s1", 30_000_000), Given.Bid("s2", 30_000_000), Given.Bid("s3", 33_400_000), Given.Bid("s4", 34_000_000)), Apart));
        Assert.Equal(("identical-prices", EvaluationRules.PresumedCollusion.Id), (warning.Detector, warning.RuleId));
        Assert.Equal(["s1", "s2"], warning.Parties);
        Assert.Contains("300,000.00", warning.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void 报价差一分不是相同报价() =>
        Assert.Empty(BidPatterns.Of(Given.Opened(Given.Bid("s1", 30_000_000), Given.Bid("s2", 30_000_001), Given.Bid("s3", 33_400_000)), Apart));

    [Fact, Cites("EVA-26")]
    public void 四家等差报价只提出一条预警()
    {
        var warning = Assert.Single(BidPatterns.Of(Given.Opened(Given.Bid("s3", 32_000_000), Given.Bid("s1", 30_000_000), Given.Bid("s4", 33_000_000), Given.Bid("s2", 31_000_000)), Apart));
        Assert.Equal("regular-steps", warning.Detector);
        Assert.Equal(4, warning.Parties.Count);
    }

    [Theory]
    [InlineData(33_000_001, 4)]
    [InlineData(33_000_000, 3)]
    public void 差额有一处不等_或者只有三家_不是等差(long last, int bids) =>
        Assert.Empty(BidPatterns.Of(Given.Opened([.. new[] { Given.Bid("s1", 30_000_000), Given.Bid("s2", 31_000_000), Given.Bid("s3", 32_000_000), Given.Bid("s4", last) }.Take(bids)]), Apart));

    [Fact, Cites("BID-06")]
    public void 登记地址相同只提出一条预警_全半角和标点不计()
    {
        var shared = new Dictionary<string, WatchedOrganisation>(Apart)
        {
            ["s1"] = new() { Id = "s1", Address = "中州市文渊路18号3楼" }, ["s2"] = new() { Id = "s2", Address = "中州市，文渊路１８号 3楼" },
        };
        // 在两个采购包相遇，也只提出一条。
        var warning = Assert.Single(BidPatterns.Of(Given.Opened(Given.Bid("s1", 30_000_000), Given.Bid("s2", 31_120_000), Given.Bid("s3", 33_400_000), Given.Bid("s1", 5_000_000, "l2"), Given.Bid("s2", 5_100_000, "l2")), shared));
        Assert.Equal(("shared-address", BiddingRules.SameController.Id), (warning.Detector, warning.RuleId));
        Assert.Equal(["s1", "s2"], warning.Parties);
    }

    [Theory]
    [InlineData("中州市文渊路18号3楼", "中州市文渊路18号4楼")]
    [InlineData("中州市", "中州市")]
    [InlineData("", "")]
    public void 楼层不同_或者地址说不出一个地方_不算相同(string one, string other)
    {
        var near = new Dictionary<string, WatchedOrganisation> { ["s1"] = new() { Address = one }, ["s2"] = new() { Address = other } };
        Assert.Empty(BidPatterns.Of(Given.Opened(Given.Bid("s1", 30_000_000), Given.Bid("s2", 31_120_000)), near));
    }

    [Fact]
    public void 不同采购包之间不比较_同一家投两包不算() =>
        Assert.Empty(BidPatterns.Of(Given.Opened(Given.Bid("s1", 30_000_000), Given.Bid("s2", 30_000_000, "l2"), Given.Bid("s1", 31_000_000, "l2")), Apart));

    [Fact]
    public void 没有登记的投标人不提出地址预警() =>
        Assert.Empty(BidPatterns.Of(Given.Opened(Given.Bid("x1", 30_000_000), Given.Bid("x2", 31_000_000)), Apart));
}
