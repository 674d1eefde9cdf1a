using Tongcai.Risk.Bidding;
using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Tests.Bidding;

public sealed class BiddingHistoryTests
{
    [Fact]
    public void PairsCountMeetingsGapsAndWins()
    {
        var history = new BiddingHistory();
        history.Add(Tender("1", ("甲", 100, true), ("乙", 110, false), ("丙", 120, false)));
        history.Add(Tender("2", ("乙", 100, true), ("甲", 121, false)));
        history.Add(Tender("3", ("甲", 100, true), ("", 90, false)));
        Assert.Equal(2, history.Tenders);
        var pair = history.Pair(history.Number("甲")!.Value, history.Number("乙")!.Value);
        Assert.Equal(2, pair.Met);
        Assert.Equal((1, 1), (pair.FirstWins, pair.SecondWins));
        Assert.Equal(Math.Log(1.1) + Math.Log(1.21), pair.GapSum, 1e-6);
        Assert.Equal(0, history.Pair(history.Number("丙")!.Value, 77).Met);
    }

    [Fact]
    public void TakingATenderBackRestoresTheHistory()
    {
        var random = new SeededRandom(3);
        var tenders = Market(random, 60, 12, ring: false);
        BiddingHistory with = new(), without = new();
        foreach (var tender in tenders.SkipLast(1)) with.Add(tender);
        foreach (var tender in tenders.SkipLast(1)) without.Add(tender);
        with.Add(tenders[^1]);
        with.Remove(tenders[^1]);
        Assert.Equal(without.Tenders, with.Tenders);
        for (var i = 0; i < without.Bidders; i++)
        {
            Assert.Equal(without[i].Wins, with[i].Wins);
            Assert.Equal(without[i].CvSum, with[i].CvSum, 1e-9);
            for (var j = i + 1; j < without.Bidders; j++) Assert.Equal(without.Pair(i, j).Met, with.Pair(i, j).Met);
        }
    }

    [Fact]
    public void ManyTendersAtOnceGiveTheSameAsOneByOne()
    {
        BiddingHistory one = new(), many = new();
        foreach (var tender in Market(new(5), 3000, 200, ring: true))
        {
            one.Add(tender);
            many.Add(tender);
            Assert.True(one.Pairs > 0);
        }
        Assert.Equal(one.Pairs, many.Pairs);
        Assert.Equal(one.Significant(1, 0), many.Significant(1, 0));
    }

    [Fact]
    public void PartnersStayCompleteWhenTendersAreCorrected()
    {
        var market = Market(new(6), 400, 40, ring: true);
        var history = new BiddingHistory();
        foreach (var tender in market.Take(300)) history.Add(tender);
        Assert.NotEmpty(history.PairsOf(0));
        for (var i = 0; i < 100; i++)
        {
            history.Remove(market[i]);
            history.Add(market[300 + i]);
            if (i % 2 == 0) history.Add(market[i]);
        }
        var rebuilt = new BiddingHistory();
        foreach (var tender in market.Where((_, i) => i >= 100 || i % 2 == 0)) rebuilt.Add(tender);
        Assert.Equal(rebuilt.Pairs, history.Pairs);
        Assert.Equal(rebuilt.Entries, history.Entries);
        foreach (var name in Enumerable.Range(0, rebuilt.Bidders).Select(rebuilt.Name)) Assert.Equal(Partners(rebuilt, name), Partners(history, name));
        static List<(string, int)> Partners(BiddingHistory of, string name)
        {
            var bidder = of.Number(name)!.Value;
            return [.. of.PairsOf(bidder).Select(p => (of.Name(p.First == bidder ? p.Second : p.First), p.Met)).Order()];
        }
    }

    [Fact]
    public void ATenderOfMoreBiddersThanAnyHasIsLeftOut()
    {
        Auction Crowd(int bidders) => new("", [.. Enumerable.Range(0, bidders).Select(b => new AuctionBid($"B{b}", 100 + b, b == 0))]);
        var history = new BiddingHistory();
        history.Add(Crowd(BiddingHistory.MostBidders + 1));
        Assert.Equal((0, 0, 1), (history.Tenders, history.Pairs, history.LeftOut));
        history.Add(Crowd(BiddingHistory.MostBidders));
        Assert.Equal((1, BiddingHistory.MostBidders * (BiddingHistory.MostBidders - 1) / 2), (history.Tenders, history.Pairs));
    }

    [Fact]
    public void 三家惯常同标者无需标签即排在最前_且低于偶然概率()
    {
        var history = new BiddingHistory();
        foreach (var tender in Market(new(11), 300, 60, ring: true)) history.Add(tender);
        Assert.Equal(["R0", "R1", "R2"], history.Suspects().Take(3).Select(s => history.Name(s.Bidder)).Order(StringComparer.Ordinal));
        Assert.All(history.Significant(3, -10), p => Assert.StartsWith("R", history.Name(p.First)));
        Assert.Equal(3, history.Significant(3, -10).Count);
    }

    [Fact]
    public void 随机市场中显著同标的对数不超过检验次数所允许()
    {
        var history = new BiddingHistory();
        foreach (var tender in Market(new(12), 400, 80, ring: false)) history.Add(tender);
        Assert.True(history.Significant(3, -3).Count <= history.Pairs * 0.001 * 3 + 2);
    }

    [Fact]
    public void 同标团体被找出_外围不入()
    {
        var history = new BiddingHistory();
        foreach (var tender in Market(new(13), 300, 60, ring: true)) history.Add(tender);
        var groups = Communities.Find(history.Significant(3, -5), history.Bidders);
        var ring = Assert.Single(groups);
        Assert.Equal(["R0", "R1", "R2"], ring.Members.Select(history.Name).Order(StringComparer.Ordinal));
        Assert.InRange(ring.Exclusivity, 0.9, 1);
        Assert.InRange(ring.Coherence, 0.8, 1 + 1e-9);
    }

    [Fact]
    public void TwoCirclesJoinedByOneWeakLinkStayApart()
    {
        List<CobidPair> pairs = [];
        foreach (var offset in (int[])[0, 4])
            for (var i = 0; i < 4; i++)
                for (var j = i + 1; j < 4; j++) pairs.Add(new(offset + i, offset + j, 9, -20, 0.01, 1, 1));
        pairs.Add(new(3, 4, 3, -5, 0.1, 0, 0));
        var groups = Communities.Find(pairs, 8);
        Assert.Equal([[0, 1, 2, 3], [4, 5, 6, 7]], groups.Select(g => g.Members.ToArray()).OrderBy(m => m[0]));
    }

    [Fact]
    public void 严格轮流中标显著_随机中标不显著_样本不足不作判断()
    {
        int[] strict = [.. Enumerable.Range(0, 18).Select(i => i % 3)];
        var rotation = Assert.IsType<Rotation>(WinRotation.Of(strict, 3));
        Assert.True(rotation.RotationP < 0.01);
        Assert.Equal(1, rotation.Evenness, 1e-9);
        int[] blocks = [.. Enumerable.Range(0, 18).Select(i => i / 6)];
        Assert.True(WinRotation.Of(blocks, 3)!.Value.RotationP > 0.9);
        Assert.Null(WinRotation.Of([0, 1, 0, 1, 0], 2));
    }

    [Fact]
    public void 陪标对_一方常胜一方从不()
    {
        CobidPair[] pairs = [new(0, 1, 6, -3, 0, 6, 0), new(0, 2, 6, -3, 0, 5, 1), new(1, 2, 3, -3, 0, 3, 0), new(2, 3, 5, -3, 0, 0, 4)];
        Assert.Equal([(0, 1), (3, 2)], WinRotation.CoverPairs(pairs).Select(p => (p.Winner, p.Cover)));
    }

    [Fact]
    public void 关联关系_排除采购人自己公布的值与常见值()
    {
        PartyDetail[] details =
        [
            new("甲", LinkKind.Phone, "0371-6000 1234"), new("乙", LinkKind.Phone, "０３７１６０００１２３４"), new("甲", LinkKind.Device, "M1"), new("丙", LinkKind.Device, "m1"),
            new("乙", LinkKind.Address, "某某大厦"), new("丙", LinkKind.Address, "某某大厦"), new("甲", LinkKind.BondAccount, "622202"), new("丙", LinkKind.BondAccount, "622202"), new("丙", LinkKind.Mail, ""), new("甲", LinkKind.Mail, " "),
        ];
        var links = PartyLinks.Of(details, ["M1"], (kind, _) => kind == LinkKind.Address ? 500 : 0);
        Assert.Equal([LinkKind.BondAccount, LinkKind.Phone], links.Select(l => l.Kind));
        Assert.Equal('A', links[0].Tier);
        Assert.Contains("第三十七条第（六）项", links[0].Clause);
        Assert.Equal(["乙", "甲"], links[1].Bidders);
    }

    internal static Auction Tender(string id, params (string Bidder, double Amount, bool Won)[] bids) => new(id, [.. bids.Select(b => new AuctionBid(b.Bidder, b.Amount, b.Won))]);

    /// <summary>A market of independent bidders, in which, when asked, three more always come together and close.</summary>
    internal static List<Auction> Market(SeededRandom random, int tenders, int bidders, bool ring)
    {
        List<Auction> market = [];
        for (var t = 0; t < tenders; t++)
        {
            var level = Math.Exp(11 + 2 * random.NextDouble());
            var names = Enumerable.Range(0, bidders).Select(i => $"F{i}").ToArray();
            random.Shuffle(names.AsSpan());
            var rigged = ring && t % 6 == 0;
            var bids = names.Take(3 + random.Next(5)).Select(n => new AuctionBid(n, Math.Round(level * Math.Exp(0.1 * random.NextNormal())), false, false)).ToList();
            if (rigged) bids.AddRange(Enumerable.Range(0, 3).Select(r => new AuctionBid($"R{r}", Math.Round(level * (0.9 + 0.004 * ((r + t / 6) % 3))), false, true)));
            var lowest = bids.MinBy(b => b.Amount);
            market.Add(new($"{t}", [.. bids.Select(b => b with { Won = b == lowest })], level, rigged));
        }
        return market;
    }
}
