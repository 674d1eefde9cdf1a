using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Supervision.Warnings.Detectors;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Tests.Warnings;

public sealed class AwardDetectorsTests
{
    private static readonly BidsOpened Opened = Given.Opened(Given.Bid("s1", 30_000_000), Given.Bid("s2", 31_120_000), Given.Bid("s3", 33_400_000));

    private static EvaluationReported Report(params int[] ranks) => new(
        Given.Procurement, "l1", "comprehensive", [.. ranks.Select((r, i) => new RankedBid(r, $"b-s{i + 1}", $"s{i + 1}", $"供应商s{i + 1}", 30_000_000, 30_000_000, 3000, 9000, ""))], [], ["甲", "乙", "丙", "丁", "戊"], "");

    private static AwardDecided Award(string supplier) => new(Given.Procurement, "l1", "b-" + supplier, supplier, 31_120_000, false);

    [Fact, Cites("AWD-01")]
    public void 定标不是第一名_并列第一和执行另行确定指令的不算()
    {
        Assert.Equal(["org-college", "s2"], Scenes.Sees("award-order", Scenes.Of(Opened, Report(1, 2, 3), Award("s2"))).Parties);
        Scenes.SeesNothing("award-order", Scenes.Of(Opened, Report(1, 2, 3), Award("s1")));
        Scenes.SeesNothing("award-order", Scenes.Of(Opened, Report(1, 1, 3), Award("s2")));
        Scenes.SeesNothing("award-order", Scenes.Of(Opened, Report(1, 2, 3), new OrderObeyed(Given.Procurement, "o1", "next", Given.At(5, 1)), Award("s2")));
        Assert.Equal(0, Scenes.Judge("award-order", Scenes.Of(Opened, Award("s2"))).Judged);
    }

    [Theory, Cites("EXP-04")]
    [InlineData("供应商s2", "accepted", true)]
    [InlineData("供应商 ｓ2", "accepted", true)]
    [InlineData("供应商s2", "avoided", false)]
    [InlineData("中州大学", "accepted", false)]
    public void 专家的工作单位是投标人(string employer, string answer, bool hit)
    {
        var drawn = new ExpertsDrawn(Given.Procurement, "d1", "", [], ["p1"], [new DrawnExpert(1, "e1", "p1", "invited", "")]);
        var scene = Scenes.Of(Opened, drawn, new SeatAnswered(Given.Procurement, "d1", "p1", answer, "")) with { Experts = new Dictionary<string, WatchedExpert> { ["e1"] = new() { Id = "e1", Name = "张工", Employer = employer } } };
        if (hit) Assert.Equal(["e1", "s2"], Scenes.Sees("expert-employer", scene).Parties);
        else Assert.Empty(Scenes.Judge("expert-employer", scene).Seen);
    }

    [Theory, Cites("EXP-04")]
    [InlineData(4, 8, true)]
    [InlineData(3, 8, false)]
    [InlineData(4, 2, false)]
    public void 同一专家评审时同一供应商反复中标_次数不够或者别人评审时也中标的不算(int with, int without, bool hit)
    {
        var drawn = new ExpertsDrawn(Given.Procurement, "d1", "", [], [], [new DrawnExpert(1, "e1", Roster.Pseudonym("d1", "e1"), "invited", "")]);
        var result = new ResultPublished(Given.Procurement, "n3", new(2026, 5, 8), new(2026, 5, 11), new(2026, 5, 19), [new("l1", "b-s1", "s1", "供应商s1", "", 30_000_000, 9000, "", [])], [], 0, "");
        PastLot Lot(int i, string expert, string winner) => new($"q{i}", "l1", "A02", "org-college", Given.At(1, 1 + i), winner, [("s1", 1), ("s2", 2)]) { Experts = [expert] };
        var scene = Scenes.Of(Opened, drawn, new SeatAnswered(Given.Procurement, "d1", Roster.Pseudonym("d1", "e1"), "accepted", ""), result) with
        {
            Experts = new Dictionary<string, WatchedExpert> { ["e1"] = new() { Id = "e1", Name = "张工" } },
            Past = [.. Enumerable.Range(0, with - 1).Select(i => Lot(i, "e1", "s1")), .. Enumerable.Range(20, without).Select(i => Lot(i, "e2", without > 2 ? "s2" : "s1"))],
        };
        if (hit) Assert.Equal(["e1", "s1"], Scenes.Sees("expert-winner", scene).Parties);
        else Scenes.SeesNothing("expert-winner", scene);
        Assert.Equal(0, Scenes.Judge("expert-winner", Scenes.Of(Opened, result)).Judged);
    }

    private static ScoresSubmitted Sheet(int member, string factor, params int[] points) => new(Given.Procurement, "l1", $"seat{member}", [.. points.Select((p, i) => new FactorScore($"b-s{i + 1}", factor, p, ""))]);

    private static Scene Scored(string kind, params int[][] sheets) => Scenes.Of([
        Scenes.Notice(new(2026, 4, 1), Given.At(4, 28), Scenes.Document(0, new ScoreFactor("f1", kind, "实施方案", "", 4000))), Opened, Report(1, 2, 3), .. sheets.Select((s, i) => Sheet(i + 1, "f1", s))]);

    private static readonly int[][] Agreeing = [[3200, 2800, 2500], [3150, 2850, 2450], [3300, 2900, 2600], [3250, 2750, 2550], [3100, 2700, 2400]];

    [Fact, Cites("EXP-15")]
    public void 一名评委的评分明显偏离其他评委_全体交齐才判断()
    {
        int[][] apart = [.. Agreeing[..4], [1800, 3900, 2400]];
        var judgement = Scenes.Judge("score-deviation", Scored("subjective", apart));
        Assert.Contains(judgement.Seen, s => s.Parties.SequenceEqual(["seat5", "s2"]) && s.Evidence.Contains('高'));
        Assert.All(judgement.Seen, s => Assert.Equal("seat5", s.Parties[0]));
        Scenes.SeesNothing("score-deviation", Scored("subjective", Agreeing));
        Scenes.SeesNothing("score-deviation", Scored("subjective", apart), ("share", 60));
        Assert.Equal(0, Scenes.Judge("score-deviation", Scored("subjective", apart[..4])).Judged);
    }

    [Fact]
    public void 个人宽严不算偏离() =>
        Scenes.SeesNothing("score-deviation", Scored("subjective", [.. Agreeing[..4], [2000, 1600, 1300]]));

    [Fact, Cites("EVA-05")]
    public void 客观分不一致()
    {
        Assert.Equal(["seat5"], Scenes.Sees("objective-scores", Scored("objective", [1000, 1000, 0], [1000, 1000, 0], [1000, 1000, 0], [1000, 1000, 0], [1000, 500, 0])).Parties);
        Scenes.SeesNothing("objective-scores", Scored("objective", [1000, 1000, 0], [1000, 1000, 0], [1000, 1000, 0], [1000, 1000, 0], [1000, 1000, 0]));
    }

    [Fact]
    public void 规则的编号唯一_每条都有方法条款和合理解释()
    {
        Assert.Equal(DetectorCatalogue.All.Count, DetectorCatalogue.All.Select(d => d.Id).Distinct().Count());
        Assert.All(DetectorCatalogue.All, d =>
        {
            Assert.NotEqual("", d.Method);
            Assert.NotEqual("", d.Rule.Source.Quote);
            if (d.ItemQuote.Length > 0)
                Assert.Contains(d.ItemQuote, File.ReadAllText(Repository.File("src", "Tongcai.Law", "Statutes", d.Rule.Source.Instrument + ".txt")), StringComparison.Ordinal);
            Assert.NotEmpty(d.Innocent);
            Assert.NotEmpty(d.On);
            Assert.All(d.Parameters, p => Assert.InRange(p.Default, p.Least, p.Most));
        });
    }

    [Fact]
    public void 每条规则在文档里有一行_名称等级和参数一致()
    {
        var lines = File.ReadAllLines(Repository.File("docs", "detectors", "live.md"));
        Assert.All(DetectorCatalogue.All, d =>
        {
            var line = Assert.Single(lines, l => l.StartsWith($"| `{d.Id}` ", StringComparison.Ordinal) || l.StartsWith($"| [{d.Id}](", StringComparison.Ordinal));
            Assert.Contains($"| {d.Title} | {d.Tier} |", line, StringComparison.Ordinal);
            Assert.All(d.Parameters, p => Assert.Contains(p.Label.Split('（')[0], line, StringComparison.Ordinal));
        });
    }
}
