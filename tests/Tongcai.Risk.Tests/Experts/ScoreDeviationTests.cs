using Tongcai.Risk.Experts;

namespace Tongcai.Risk.Tests.Experts;

public sealed class ScoreDeviationTests
{
    private static IEnumerable<MemberScore> Sheets(params double[][] rows) => rows.SelectMany((row, m) => row.Select((points, b) => new MemberScore($"m{m}", $"b{b}", points)));

    // Worked by hand: member 3 has mean 30 and gives b0 10 above it; the others give b0 on average 2 below theirs, with residuals of ±1.
    [Fact]
    public void 偏离是扣除宽严以后与其余评委平均的差()
    {
        var far = ScoreDeviation.Of(Sheets([27, 31, 29 + 3], [28, 30, 32], [29, 31, 33], [40, 25, 25]))[0];
        Assert.Equal(("m3", "b0", 4), (far.Member, far.Bid, far.Members));
        Assert.Equal(10, far.Own, 12);
        Assert.Equal((27 - 30 + 28 - 30 + 29 - 31) / 3.0, far.Others, 12);
        Assert.Equal(far.Own - far.Others, far.Departure, 12);
        Assert.True(far.DecidesFirst);
    }

    [Fact]
    public void 只是普遍严一些的评委没有偏离() =>
        Assert.All(ScoreDeviation.Of(Sheets([30, 25, 20], [31, 26, 21], [10, 5, 0])), d => Assert.Equal(0, d.Departure, 12));

    [Fact]
    public void 其余评委完全一致时_偏离倍数为无穷_没有偏离的为零()
    {
        var all = ScoreDeviation.Of(Sheets([30, 20], [30, 20], [30, 20], [20, 30]));
        Assert.Equal("m3", all[0].Member);
        Assert.True(double.IsInfinity(all[0].Deviations));
        Assert.All(ScoreDeviation.Of(Sheets([30, 20], [30, 20], [30, 20])), d => Assert.Equal(0, d.Deviations));
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 1)]
    public void 评委不足三名或者只有一份投标的不判断(int members, int bids) =>
        Assert.Empty(ScoreDeviation.Of(Sheets([.. Enumerable.Range(0, members).Select(m => Enumerable.Range(0, bids).Select(b => (double)(m + b)).ToArray())])));

    [Fact]
    public void 没有评完的评委不参加比较() =>
        Assert.DoesNotContain(ScoreDeviation.Of(Sheets([30, 20, 10], [30, 20, 10], [30, 20, 10], [90])), d => d.Member == "m3");
}
