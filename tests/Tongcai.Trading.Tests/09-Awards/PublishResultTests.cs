using Tongcai.Exchange;
using Tongcai.Trading.Awards;
using Tongcai.Trading.Evaluation;
using Tongcai.Trading.Experts;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Tests.Awards;

public sealed class PublishResultTests
{
    private static PublishResult.Case Case()
    {
        static OpenedBidRow Bid(string id, string supplier, string name, long fen) => new()
        {
            Id = id,
            ProcurementId = "p1",
            LotId = "lot1",
            SupplierId = supplier,
            SupplierName = name,
            PriceFen = fen,
            Content = new(new BidContent(supplier, name, "lot1", fen, 30, [], 0, "small", true, "甲", true, [], [], [], "电话", "地址")),
        };
        var report = new Report
        {
            Id = "lot1",
            ProcurementId = "p1",
            Ranking = new([new(1, "b1", "s1", "知行", 452_000_00, 406_800_00, 3000, 9184, ""), new(2, "b2", "s2", "启航", 460_000_00, 460_000_00, 2653, 8800, "")]),
        };
        return new(
            Cases.Procurement with { Stage = Stage.Decided }, Cases.Document, [report],
            [new Award { Id = "lot1", ProcurementId = "p1", BidId = "b1", SupplierId = "s1", SupplierName = "知行", PriceFen = 452_000_00 }],
            [Bid("b1", "s1", "知行", 452_000_00), Bid("b2", "s2", "启航", 460_000_00), Bid("b3", "s3", "恒泽", 470_000_00)],
            [new Verdict { BidId = "b3", LotId = "lot1", Kind = "qualification", Passed = false, Reason = "未提供资格承诺函" }],
            [new Seat { Name = "专家甲", Kind = "expert", Answer = "accepted" }, new Seat { Name = "专家乙", Kind = "expert", Answer = "declined" }], [], 0);
    }

    private static PublishResult.Result Published(PublishResult.Case @case)
    {
        var n = 0;
        return PublishResult.Decide(@case, 0, "n1", () => $"r{n++}", Cases.Now).Value!;
    }

    [Fact, Cites("T023")]
    public void 公告期一个工作日_质疑期七个工作日()
    {
        var result = Published(Case());
        Assert.Equal(new DateOnly(2026, 6, 2), result.Fact.NoticePeriodEnd);
        Assert.Equal(new DateOnly(2026, 6, 11), result.Fact.ChallengeUntil);
    }

    [Fact, Cites("AWD-03")]
    public void 公告的同时发出中标通知书_三十日内签约()
    {
        var award = Assert.Single(Published(Case()).Awards);
        Assert.Equal(new DateOnly(2026, 6, 1), award.LetterOn);
        Assert.Equal(new DateOnly(2026, 7, 1), award.ContractBy);
    }

    [Fact, Cites("AWD-05")]
    public void 未中标人得知本人得分与排序_不得知他人的()
    {
        var own = Published(Case()).Reasons.Single(r => r.SupplierId == "s2");
        Assert.Equal((2, 8800), (own.Rank, own.TotalPoints));
        Assert.Contains("88.00", own.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("恒泽", own.Text, StringComparison.Ordinal);
    }

    [Fact, Cites("AWD-04")]
    public void 资格未通过的_告知原因() =>
        Assert.Contains("未提供资格承诺函", Published(Case()).Reasons.Single(r => r.SupplierId == "s3").Text, StringComparison.Ordinal);

    [Fact]
    public void 只公布到场评委的姓名() => Assert.Equal(["专家甲"], Published(Case()).Fact.CommitteeNames);

    [Fact]
    public void 改变结果后再次公告_编号递增_已告知的改写()
    {
        var again = Published(Case() with { EarlierNotices = 1, Given = [new Reasons { Id = "old", Version = 1, LotId = "lot1", SupplierId = "s2" }] });
        Assert.Equal(2, again.Notice.Number);
        Assert.Contains(again.Reasons, r => r is { Id: "old", Version: 1, Rank: 2 });
    }

    [Fact]
    public void 未定标不得公告() =>
        Assert.NotEmpty(PublishResult.Decide(Case() with { Procurement = Cases.Procurement with { Stage = Stage.Reported } }, 0, "n", () => "r", Cases.Now).Refusals);

    [Fact, Cites("AWD-03")]
    public void 中标通知书载明金额和签约期限_发出前没有()
    {
        var result = Published(Case());
        Assert.Null(AwardLetter.Of(result.Procurement, Case().Awards[0], null));
        var letter = AwardLetter.Of(result.Procurement, result.Awards[0], Cases.Document.Lots[0])!;
        Assert.Equal("知行", letter.To);
        Assert.Contains(letter.Parts[0].Paragraphs, p => p.Contains("452,000.00 元", StringComparison.Ordinal));
        Assert.Contains(letter.Parts[0].Paragraphs, p => p.Contains("2026年7月1日", StringComparison.Ordinal));
        Assert.Equal("2026年6月1日", letter.Signed[^1]);
    }
}
