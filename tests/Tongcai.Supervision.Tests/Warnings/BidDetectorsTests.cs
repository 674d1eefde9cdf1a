using Tongcai.Law;
using Tongcai.Risk.Bidding;
using Tongcai.Supervision.Warnings.Detectors;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Tests.Warnings;

/// <summary>Each detector with a hit and a near miss.</summary>
public sealed class BidDetectorsTests
{
    private static readonly Scene Competitive = Scenes.Bids(Given.Bid("s1", 30_000_000), Given.Bid("s2", 31_120_000), Given.Bid("s3", 33_400_000), Given.Bid("s4", 34_900_000));

    [Fact]
    public void 正常竞争没有一条开标规则命中() =>
        Assert.All(DetectorCatalogue.All.Where(d => d.On.Contains(typeof(Exchange.Facts.BidsOpened))), d => Assert.Empty(d.Judge(Competitive, d.Shipped).Seen));

    [Fact, Cites("EVA-26")]
    public void 相同报价只涉及这几家()
    {
        var seen = Scenes.Sees("identical-prices", Scenes.Bids(Given.Bid("s1", 30_000_000), Given.Bid("s2", 30_000_000), Given.Bid("s3", 33_400_000)));
        Assert.Equal(["s1", "s2"], seen.Parties);
        Assert.Contains("供应商s1、供应商s2 报价同为 300,000.00 元", seen.Evidence, StringComparison.Ordinal);
        Scenes.SeesNothing("identical-prices", Scenes.Bids(Given.Bid("s1", 30_000_000), Given.Bid("s2", 30_000_001)));
    }

    [Fact]
    public void 报价都等于预算或者限价的不算相同()
    {
        Scenes.SeesNothing("identical-prices", Scenes.Bids(Given.Bid("s1", 35_000_000), Given.Bid("s2", 35_000_000)));
        var noticed = Scenes.Of(Scenes.Notice(new(2026, 4, 1), Given.At(4, 28), Scenes.Document(29_000_000)), Given.Opened(Given.Bid("s1", 29_000_000), Given.Bid("s2", 29_000_000)));
        Scenes.SeesNothing("identical-prices", noticed);
    }

    [Fact]
    public void 几乎相同的报价_差额超过参数即不算_相同的归另一条规则()
    {
        Assert.Equal(["s1", "s2"], Scenes.Sees("near-prices", Scenes.Bids(Given.Bid("s1", 30_000_000), Given.Bid("s2", 30_015_000), Given.Bid("s3", 33_400_000))).Parties);
        Scenes.SeesNothing("near-prices", Scenes.Bids(Given.Bid("s1", 30_000_000), Given.Bid("s2", 30_015_001)));
        Scenes.SeesNothing("near-prices", Scenes.Bids(Given.Bid("s1", 30_000_000), Given.Bid("s2", 30_000_000)));
        Scenes.SeesNothing("near-prices", Scenes.Bids(Given.Bid("s1", 30_000_000), Given.Bid("s2", 30_015_000)), ("tolerance", 4));
    }

    [Fact, Cites("EVA-26")]
    public void 等差报价_取整习惯能解释的不算()
    {
        var seen = Scenes.Sees("regular-steps", Scenes.Bids(Given.Bid("s3", 30_137_211 + 2 * 1_042_337), Given.Bid("s1", 30_137_211), Given.Bid("s4", 30_137_211 + 3 * 1_042_337), Given.Bid("s2", 30_137_211 + 1_042_337)));
        Assert.Equal(["s1", "s2", "s3", "s4"], seen.Parties);
        Assert.Contains("等差", seen.Evidence, StringComparison.Ordinal);
        // 都是整百万，四家恰好等距并不稀奇.
        Scenes.SeesNothing("regular-steps", Scenes.Bids(Given.Bid("s1", 30_000_000), Given.Bid("s2", 31_000_000), Given.Bid("s3", 32_000_000), Given.Bid("s4", 33_000_000)));
        Assert.Equal(0, Scenes.Judge("regular-steps", Scenes.Bids(Given.Bid("s1", 30_137_211), Given.Bid("s2", 31_179_548), Given.Bid("s3", 32_221_885))).Judged);
    }

    [Fact]
    public void 报价异常集中且最低价拉开距离_附同品目比例()
    {
        var clustered = Scenes.Bids(Given.Bid("s1", 30_000_000), Given.Bid("s2", 31_211_000), Given.Bid("s3", 31_300_000), Given.Bid("s4", 31_402_000)) with { Past = Scenes.Past((["s5", "s6", "s7"], "s5")) };
        Assert.Contains("1 个采购包", Scenes.Sees("price-cluster", clustered).Excluded[0], StringComparison.Ordinal);
        Scenes.SeesNothing("price-cluster", clustered, ("cv", 1));
        Scenes.SeesNothing("price-cluster", Scenes.Bids(Given.Bid("s1", 31_199_000), Given.Bid("s2", 31_211_000), Given.Bid("s3", 31_300_000), Given.Bid("s4", 31_402_000)));
    }

    [Theory, Cites("BID-06")]
    [InlineData("中州市文渊路18号3楼", "中州市（文渊路）１８号 3楼", true)]
    [InlineData("中州市文渊路18号3楼", "中州市文渊路18号4楼", false)]
    [InlineData("中州市", "中州市", false)]
    public void 登记地址相同_楼层不同或者说不出一个地方的不算(string one, string other, bool hit)
    {
        var scene = Scenes.Bids(Given.Bid("s1", 30_000_000), Given.Bid("s2", 31_120_000)) with
        {
            Organisations = new Dictionary<string, WatchedOrganisation> { ["s1"] = new() { Id = "s1", Address = one }, ["s2"] = new() { Id = "s2", Address = other } },
        };
        if (hit) Assert.Equal(["s1", "s2"], Scenes.Sees("shared-address", scene).Parties);
        else Scenes.SeesNothing("shared-address", scene);
    }

    [Fact]
    public void 许多单位共用的地址_采购人自己的地址_同一联合体_都不算()
    {
        WatchedOrganisation At(string id) => new() { Id = id, Address = "中州市孵化园1号楼" };
        var shared = Scenes.Bids(Given.Bid("s1", 30_000_000), Given.Bid("s2", 31_120_000)) with { Organisations = new[] { "s1", "s2" }.ToDictionary(id => id, At) };
        Scenes.Sees("shared-address", shared with { AtAddress = new Dictionary<string, int> { [PartyLinks.Normalise("中州市孵化园1号楼")] = 22 } });
        Scenes.SeesNothing("shared-address", shared with { AtAddress = new Dictionary<string, int> { [PartyLinks.Normalise("中州市孵化园1号楼")] = 23 } });
        Scenes.SeesNothing("shared-address", shared with { Organisations = new[] { "s1", "s2", "org-college" }.ToDictionary(id => id, At) });
        Scenes.SeesNothing("shared-address", shared with { Facts = Scenes.Bids(Given.Bid("s1", 30_000_000) with { ConsortiumIds = ["s1", "s2"] }, Given.Bid("s2", 31_120_000)).Facts });
    }

    [Fact, Cites("BID-06")]
    public void 同一上级单位或者一家是另一家的上级()
    {
        Scene Registered(string first, string second) => Scenes.Bids(Given.Bid("s1", 30_000_000), Given.Bid("s2", 31_120_000)) with
        {
            Organisations = new Dictionary<string, WatchedOrganisation> { ["s1"] = new() { Id = "s1", Name = "供应商s1", ParentId = first }, ["s2"] = new() { Id = "s2", Name = "供应商s2", ParentId = second } },
        };
        Assert.Equal(["s1", "s2"], Scenes.Sees("same-control", Registered("group", "group")).Parties);
        Assert.Contains("供应商s1 是 供应商s2", Scenes.Sees("same-control", Registered("", "s1")).Evidence, StringComparison.Ordinal);
        Scenes.SeesNothing("same-control", Registered("group", "other"));
        Scenes.SeesNothing("same-control", Registered("", ""));
    }

    [Fact]
    public void 惯常同标_相遇次数不足或者人人如此的不算()
    {
        var opened = Scenes.Bids(Given.Bid("s1", 30_000_000), Given.Bid("s2", 31_120_000));
        (string[], string)[] pairs = [.. Enumerable.Repeat((new[] { "s1", "s2" }, "s1"), 4)];
        var many = opened with { Past = Scenes.Past(pairs), MarketLots = 60 };
        Assert.Equal(["s1", "s2"], Scenes.Sees("co-bidding", many).Parties);
        Scenes.SeesNothing("co-bidding", many with { Past = Scenes.Past(pairs[..2]) });
        // 整个市场只有这四次，次次都是他们：说明不了什么.
        Scenes.SeesNothing("co-bidding", many with { MarketLots = 4 });
        Scenes.SeesNothing("co-bidding", many, ("fewest", 5));
    }

    [Fact]
    public void 不同采购包之间不比较_同一家投两包不算() =>
        Scenes.SeesNothing("identical-prices", Scenes.Bids(Given.Bid("s1", 30_000_000), Given.Bid("s3", 33_000_000), Given.Bid("s2", 30_000_000, "l2"), Given.Bid("s1", 31_000_000, "l2")));
}
