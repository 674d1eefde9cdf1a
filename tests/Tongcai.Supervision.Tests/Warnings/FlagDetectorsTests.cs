using Tongcai.Exchange.Facts;
using Tongcai.Supervision.Warnings.Detectors;

namespace Tongcai.Supervision.Tests.Warnings;

/// <summary>Flags of Tongcai.Risk asked by live facts, each with a hit and a near miss.</summary>
public sealed class FlagDetectorsTests
{
    private static readonly OpenedBid[] Three = [Given.Bid("s1", 30_000_000), Given.Bid("s2", 31_120_000), Given.Bid("s3", 33_400_000)];

    private static Scene Decided(string winner, long fen, OpenedBid[] bids, params Exchange.IFact[] more) => Scenes.Of([Given.Opened(bids), .. more, Scenes.Result(winner, fen)]);

    [Theory]
    [InlineData(21, false)]
    [InlineData(20, true)]
    public void 等标期少于二十日(int day, bool hit) => Expect("R003", Scenes.Of(Scenes.Notice(new(2026, 7, 1), Given.At(7, day))), hit);

    [Fact]
    public void 更正把截止时间提前的_按更正后的判断()
    {
        var notice = Scenes.Notice(new(2026, 7, 1), Given.At(7, 28));
        Scenes.Sees("R003", Scenes.Of(notice, new CorrectionPublished(Given.Procurement, "n2", 1, "提前", [], new(2026, 7, 2), Given.At(7, 15), 2, notice.Document)));
    }

    [Theory]
    [InlineData(1, 31, true)]
    [InlineData(1, 30, false)]
    public void 意向公开不足三十日(int month, int day, bool hit) =>
        Expect("R001", Scenes.Of(Scenes.Notice(new(2026, 3, 1), Given.At(4, 1))) with { Row = Scenes.Row with { IntentionOn = new(2026, month, day) } }, hit);

    [Fact]
    public void 紧急采购说明理由的不算没有提前公开() =>
        Expect("R001", Scenes.Of(Scenes.Notice(new(2026, 3, 1), Given.At(4, 1))) with { Row = Scenes.Row with { IntentionOn = new(2026, 2, 20), UrgentReason = "汛情" } }, hit: false);

    [Fact]
    public void 仅一家投标()
    {
        Assert.Equal(["org-college", "org-agency"], Scenes.Sees("R018", Scenes.Bids(Three[0])).Parties);
        Expect("R018", Scenes.Bids(Three[..2]), hit: false);
    }

    [Theory]
    [InlineData(60_000_001, true)]
    [InlineData(58_000_000, false)]
    public void 报价成整倍数(long second, bool hit) => Expect("R023", Scenes.Bids(Given.Bid("s1", 30_000_000), Given.Bid("s2", second)), hit);

    [Theory]
    [InlineData(60_000_000, true)]
    [InlineData(59_999_999, false)]
    public void 报价差距过大(long second, bool hit) => Expect("R022", Scenes.Bids(Given.Bid("s1", 30_000_000), Given.Bid("s2", second)), hit);

    [Theory]
    [InlineData(45_000_000, true)]
    [InlineData(44_000_000, false)]
    public void 大幅低价(long second, bool hit) => Expect("R058", Scenes.Bids(Given.Bid("s1", 30_000_000), Given.Bid("s2", second), Given.Bid("s3", 46_000_000)), hit);

    [Theory]
    [InlineData(34_300_000, true)]
    [InlineData(34_200_000, false)]
    public void 中标价贴近预算(long fen, bool hit) => Expect("R031", Decided("s3", fen, Three), hit);

    [Fact]
    public void 其余投标全部被否_最低价被否()
    {
        ComplianceReviewed Rejecting(params string[] suppliers) => new(Given.Procurement, "l1", [.. Three.Select(b => new BidVerdict(b.BidId, b.SupplierId, !suppliers.Contains(b.SupplierId), "不响应"))]);
        Scenes.Sees("R035", Decided("s3", 33_400_000, Three, Rejecting("s1", "s2")));
        Expect("R035", Decided("s3", 33_400_000, Three, Rejecting("s1")), hit: false);
        Scenes.Sees("R036", Decided("s3", 33_400_000, Three, Rejecting("s1")));
        Expect("R036", Decided("s3", 33_400_000, Three, Rejecting("s2")), hit: false);
    }

    [Fact]
    public void 固定搭档总是一家中标_对方赢过一次就不算()
    {
        (string[], string) Won(string winner) => (["s1", "s2"], winner);
        var decided = Decided("s1", 30_000_000, Three[..2]);
        var seen = Scenes.Sees("R053", decided with { Past = Scenes.Past(Won("s1"), Won("s1"), Won("s1")) });
        Assert.Equal(["s1", "s2"], seen.Parties.Order());
        Assert.Contains("供应商s2", seen.Evidence, StringComparison.Ordinal);
        Expect("R053", decided with { Past = Scenes.Past(Won("s1"), Won("s2"), Won("s1")) }, hit: false);
    }

    [Fact]
    public void 轮流中标_不足六次的不判断()
    {
        var decided = Decided("s1", 30_000_000, Three);
        var turns = Enumerable.Range(0, 14).Select(i => (new[] { "s1", "s2", "s3" }, $"s{(i + 1) % 3 + 1}")).ToArray();
        Scenes.Sees("R057", decided with { Past = Scenes.Past(turns) });
        Assert.Equal(0, Scenes.Judge("R057", decided with { Past = Scenes.Past(turns[..4]) }).Judged);
        Expect("R057", decided with { Past = Scenes.Past([.. turns.OrderBy(t => t.Item2)]) }, hit: false);
    }

    [Fact]
    public void 同样的事实在Risk里只有一份公式_规则编号名称取自目录() =>
        Assert.All(FlagDetectors.All, d => Assert.Equal(Risk.Flags.FlagCatalogue.All.Single(f => f.Code == d.Id).Title, d.Title));

    private static void Expect(string detector, Scene scene, bool hit)
    {
        if (hit) Scenes.Sees(detector, scene);
        else Scenes.SeesNothing(detector, scene);
    }
}
