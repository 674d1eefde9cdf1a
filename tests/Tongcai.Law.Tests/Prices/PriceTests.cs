using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Tongcai.Tests;

namespace Tongcai.Law.Tests;

public class PriceTests
{
    public static TheoryData<int> PriceCases() => [.. Enumerable.Range(0, Vectors.Worked.GetProperty("price_score").GetProperty("cases").GetArrayLength())];

    public static TheoryData<int> LowCases() => [.. Enumerable.Range(0, Vectors.Worked.GetProperty("abnormal_low").GetProperty("cases").GetArrayLength())];

    [Theory]
    [MemberData(nameof(PriceCases))]
    [Cites("EVA-17", "EVA-19")]
    public void 价格分_最低评审价满分_其余按比例_与算例一致(int index)
    {
        var c = Vectors.Worked.GetProperty("price_score").GetProperty("cases")[index];
        var prices = Decimals(c, "prices");
        var evaluated = prices.Zip(Decimals(c, "deduction"), (p, d) => new PolicyDeduction(d * 100, 0, 0).EvaluatedFen((long)p, SmePreference.SmallOrMicro, domestic: false)).ToList();
        Assert.Equal(Decimals(c, "evaluated"), evaluated);
        Assert.Equal(Decimals(c, "scores"), PriceScore.Of(evaluated, c.GetProperty("weight").GetDecimal()));
    }

    [Fact]
    [Cites("EVA-18")]
    public void 价格分_不去掉最高最低报价_人人有分() =>
        Prop.ForAll(Gen.Choose(1, 1_000_000_000).Select(i => (decimal)i).NonEmptyListOf().ToArbitrary(), Gen.Choose(1, 100).ToArbitrary(), (prices, weight) =>
        {
            var list = prices.ToList();
            var scores = PriceScore.Of(list, weight);
            return scores.Count == list.Count
                && scores.Max() == weight && scores.All(s => 0 <= s && s <= weight)
                && list.Zip(scores).OrderBy(x => x.First).Select(x => x.Second).SequenceEqual(scores.OrderDescending());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void 价格分_四舍五入到两位() => Assert.Equal([30m, 26.67m, 0.01m], PriceScore.Of([800_000m, 900_000m, 2_400_000_000m], 30));

    [Fact]
    public void 价格分_报价为零是程序错误() => Assert.Throws<ArgumentException>(() => PriceScore.Of([0m], 30));

    [Theory]
    [MemberData(nameof(LowCases))]
    [Cites("EVA-11", "EVA-12")]
    public void 异常低价_严格低于才启动_与算例一致(int index)
    {
        var c = Vectors.Worked.GetProperty("abnormal_low").GetProperty("cases")[index];
        var found = AbnormallyLow.Find([.. Decimals(c, "prices").Select(p => (long)p)], c.GetProperty("ceiling").GetInt64());
        Assert.Equal(
            c.GetProperty("result").EnumerateArray().Select(r => (r.GetProperty("price").GetInt64(), r.GetProperty("t1").GetBoolean(), r.GetProperty("t2").GetBoolean(), r.GetProperty("t3").GetBoolean())),
            found.Select(f => (f.PriceFen, f.BelowAverage, f.BelowSecondLowest, f.BelowCeiling)));
    }

    [Fact]
    [Cites("EVA-12")]
    public void 异常低价_等于限价45不启动_少一分启动()
    {
        Assert.False(AbnormallyLow.Find([45_00, 80_00, 81_00], 100_00)[0].BelowCeiling);
        Assert.True(AbnormallyLow.Find([44_99, 80_00, 81_00], 100_00)[0].BelowCeiling);
        Assert.True(AbnormallyLow.Find([64_99, 80_00], 100_00, (50, 50, 65))[0].BelowCeiling);
    }

    [Fact]
    [Cites("EVA-12")]
    public void 异常低价_启动线可提高到65_不可66_不可降到44()
    {
        Assert.Null(AbnormallyLow.CheckRates((65, 65, 65)));
        Assert.NotNull(AbnormallyLow.CheckRates((50, 50, 66)));
        Assert.NotNull(AbnormallyLow.CheckRates((50, 50, 44)));
        Assert.False(EvaluationRules.AbnormallyLowFigures.InForceOn(new(2026, 1, 31)));
        Assert.True(EvaluationRules.AbnormallyLowFigures.InForceOn(new(2026, 2, 1)));
    }

    private static List<decimal> Decimals(JsonElement e, string name) => [.. e.GetProperty(name).EnumerateArray().Select(v => v.GetDecimal())];
}
