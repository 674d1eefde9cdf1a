namespace Tongcai.Law.Tests;

public class QuotationTests
{
    public static TheoryData<string> Ids() => [.. AllRules.All.Select(r => r.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void 引文在法规原文中逐字可查_没有原文的不称已读(string id)
    {
        var rule = AllRules.ById(id)!;
        Assert.NotEmpty(rule.Title);
        Assert.NotEmpty(rule.Source.Article);
        Assert.NotEmpty(rule.Source.Quote);
        var found = Statutes.Contains(rule.Source);
        Assert.False(found == false, $"{id}: “{rule.Source.Quote}” is not in {rule.Source.Instrument}");
        Assert.True(found == true || rule.Certainty != Certainty.Read, $"{id} says it was read, but {rule.Source.Instrument} is not at hand");
    }

    [Fact]
    public void 改一个字就查不到()
    {
        var source = TimeLimits.BidPreparation.Source;
        Assert.True(Statutes.Contains(source));
        Assert.False(Statutes.Contains(source with { Quote = source.Quote.Replace('二', '三') }));
        Assert.Null(Statutes.Contains(source with { Instrument = "没有的法" }));
    }

    [Fact]
    public void 编号唯一_规则不少于两百条() => Assert.True(AllRules.All.Count > 200 && AllRules.All.DistinctBy(r => r.Id).Count() == AllRules.All.Count);
}
