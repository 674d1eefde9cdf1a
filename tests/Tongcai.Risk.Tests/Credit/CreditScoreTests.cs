using FsCheck;
using FsCheck.Fluent;
using Tongcai.Risk.Credit;

namespace Tongcai.Risk.Tests.Credit;

public sealed class CreditScoreTests
{
    private static readonly ScoreFormula Two = new("x", "某类", 1, [new("a", "甲", 60, "", ""), new("b", "乙", 40, "", "")]);

    private static IEnumerable<ScoreCase> Cases(string code, int good, int all) => Enumerable.Range(0, all).Select(i => new ScoreCase(code, i < good, $"{code}{i}", ""));

    [Theory]
    [InlineData(3, 3, 2, 2, 10000)]
    [InlineData(2, 3, 1, 2, 6000)]
    [InlineData(0, 3, 0, 2, 0)]
    [InlineData(1, 3, 0, 0, 3333)]
    public void 每个要素按比例得分_没有情形的不计入分子和分母(int goodA, int allA, int goodB, int allB, int hundredths) =>
        Assert.Equal(hundredths, CreditScore.Of(Two, [.. Cases("a", goodA, allA), .. Cases("b", goodB, allB)]).Hundredths);

    [Fact]
    public void 可判断的不到一半不给分_恰为一半给分()
    {
        Assert.Null(CreditScore.Of(Two, Cases("b", 5, 5)).Hundredths);
        var half = Two with { Components = [Two.Components[0] with { Points = 50 }, Two.Components[1] with { Points = 50 }] };
        Assert.Equal(10000, CreditScore.Of(half, Cases("b", 5, 5)).Hundredths);
        Assert.Null(CreditScore.Of(Two, []).Hundredths);
    }

    [Fact]
    public void 要素得分写到百分之一分_所依据的情形都在_不好的在前()
    {
        var component = CreditScore.Of(Two, Cases("a", 2, 3)).Components[0];
        Assert.Equal((3, 2, 4000), (component.Cases, component.Good, component.Hundredths!.Value));
        Assert.Equal(["a2", "a0", "a1"], component.Evidence.Select(c => c.FactId));
    }

    [Fact]
    public void 分值可以设定_改了名称就改了_错的名称和负的分值不行()
    {
        var other = Two.With(new Dictionary<string, int> { ["a"] = 10 });
        Assert.Equal(10, other.Components[0].Points);
        Assert.NotEqual(Two.Name, other.Name);
        Assert.Equal(Two.Name, Two.With(new Dictionary<string, int> { ["a"] = 60 }).Name);
        Assert.Throws<ArgumentException>(() => Two.With(new Dictionary<string, int> { ["c"] = 10 }));
        Assert.Throws<ArgumentException>(() => Two.With(new Dictionary<string, int> { ["a"] = -1 }));
        Assert.Throws<ArgumentException>(() => Two.With(new Dictionary<string, int> { ["a"] = 0, ["b"] = 0 }));
        Assert.All(ScoreFormulas.All, f => Assert.Equal(100, f.Components.Sum(c => c.Points)));
    }

    [Fact]
    public void 再多一个好的情形不会减分_再多一个坏的不会加分_次序无关() => Prop.ForAll(ArbMap.Default.ArbFor<(byte, byte, byte, byte)>(), x =>
    {
        var (a, bad, b, badB) = x;
        List<ScoreCase> cases = [.. Cases("a", a, a + bad), .. Cases("b", b, b + badB)];
        if (a + bad == 0) return true;
        var now = CreditScore.Of(Two, cases).Hundredths;
        return CreditScore.Of(Two, cases.Append(new ScoreCase("a", true, "new", ""))).Hundredths >= now && CreditScore.Of(Two, cases.Append(new ScoreCase("a", false, "new", ""))).Hundredths <= now
            && CreditScore.Of(Two, Enumerable.Reverse(cases)).Hundredths == now && now is >= 0 and <= 10000;
    }).QuickCheckThrowOnFailure();
}
