using Tongcai.Tests;
using static Tongcai.Law.Tests.Pairs;

namespace Tongcai.Law.Tests;

public class RegionalRulesTests
{
    private const string Citation = """ "instrument": "某文件", "article": "一", "quote": "原文" """;

    [Fact, Cites("REG-01")]
    public void 三十日改二十九日可以_三十日不行_三十一日不行()
    {
        Assert.NotNull(Load("T070", 29, "Day").Value);
        Assert.Equal(RegionalRules.OnlyTighter, Assert.Single(Load("T070", 30, "Day").Refusals).Rule);
        Assert.Equal("/limits/0/days", Assert.Single(Load("T070", 31, "Day").Refusals).Pointer);
    }

    [Fact, Cites("REG-01")]
    public void 不少于二十日改二十一日可以_十九日不行_工作日换算只认一定更严的()
    {
        Assert.NotNull(Load("T012", 21, "Day").Value);
        Assert.Null(Load("T012", 19, "Day").Value);
        Assert.NotNull(Load("T012", 20, "Workday").Value);
        Assert.Null(Load("T070", 25, "Workday").Value);
        Assert.NotNull(Load("T072", 7, "Day").Value);
    }

    [Fact, Cites("REG-01")]
    public void 没有出处的不收() => Assert.Equal(RegionalRules.OnlyTighter,
        Assert.Single(RegionalRules.Load("""{ "region": "410100", "name": "郑州市", "limits": [ { "tightens": "T070", "days": 2, "unit": "Workday" } ] }""").Refusals).Rule);

    [Fact, Cites("REG-01")]
    public void 限额低于财政部下限的不收_等于下限的收()
    {
        Assert.NotNull(Threshold(200).Value);
        Assert.Equal(RegionalRules.OnlyTighter, Assert.Single(Threshold(199).Refusals).Rule);
        Assert.Equal(200 * Wan, Assert.Single(Threshold(200).Value!.Thresholds).OpenTenderFen);

        static Outcome<RegionalRules> Threshold(long open) => RegionalRules.Load(
            $$"""{ "region": "410000", "name": "河南省", "thresholds": [ { "level": "City", "limitFen": 30000000, "worksLimitFen": 60000000, "openTenderFen": {{open}}000000, {{Citation}} } ] }""");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{ \"region\": 1 }")]
    [InlineData("{ \"region\": \"410100\", \"name\": \"郑州市\", \"other\": 1 }")]
    [InlineData("{ \"region\": \"4101\", \"name\": \"郑州市\" }")]
    public void 文件不成样子也只是拒绝(string json) => Assert.NotEmpty(RegionalRules.Load(json).Refusals);

    [Fact]
    public void 没有这个编号的期限不收() => Assert.Equal("/limits/0/tightens", Assert.Single(Load("T999", 1, "Day").Refusals).Pointer);

    [Fact]
    public void 郑州合同签订和备案各两个工作日_区县也适用_别处不适用_施行前不适用()
    {
        Assert.Equal("2个工作日", RegionalRules.For(TimeLimits.ContractSigning, "410106", Day(2026, 3, 2)).Length);
        Assert.Equal("410100/T072", RegionalRules.For(TimeLimits.ContractFiling, "410100", Day(2026, 3, 2)).Id);
        Assert.Equal(TimeLimits.ContractSigning, RegionalRules.For(TimeLimits.ContractSigning, "410200", Day(2026, 3, 2)));
        Assert.Equal(TimeLimits.ContractSigning, RegionalRules.For(TimeLimits.ContractSigning, "410106", Day(2020, 12, 31)));
        Assert.Equal(TimeLimits.BidPreparation, RegionalRules.For(TimeLimits.BidPreparation, "410106", Day(2026, 3, 2)));
        Assert.All(RegionalRules.Shipped.SelectMany(r => r.Limits), l => Assert.True(Statutes.Contains(l.Source)));
    }

    [Theory]
    [InlineData("410000", "410106", true)]
    [InlineData("410000", "420100", false)]
    [InlineData("100000", "410106", false)]
    [InlineData("410100", "411000", false)]
    [InlineData("500000", "500101", true)]
    public void 地区文件只管本地和下级(string region, string division, bool covers) =>
        Assert.Equal(covers, new RegionalRules(region, "x", [], []).Covers(division));

    private static Outcome<RegionalRules> Load(string tightens, int days, string unit) => RegionalRules.Load(
        $$"""{ "region": "410100", "name": "郑州市", "limits": [ { "tightens": "{{tightens}}", "days": {{days}}, "unit": "{{unit}}", {{Citation}} } ] }""");
}
