using Tongcai.Tests;
using static Tongcai.Law.EvaluationRules;
using static Tongcai.Law.Tests.Pairs;

namespace Tongcai.Law.Tests;

public class EvaluationRulesTests
{
    private static readonly ScoredFactor[] Factors = [new("技术", 60, Objective: false), new("质保年限", 10, Objective: true)];

    [Fact, Cites("EVA-01")]
    public void 少一位成员的一个评分不行() => Pair(Individually, Scores(Sheet()[..^1]), Scores(Sheet()));

    [Fact, Cites("EVA-04")]
    public void 满分可以_超零点零一分不行() => Pair(ScoreInRange, Scores(With(0, 60.01m)), Scores(With(0, 60)));

    [Fact, Cites("EVA-05")]
    public void 客观分两人不同不行_主观分不同可以() => Pair(ObjectiveScoresAgree, Scores(With(1, 9)), Scores(With(0, 1)));

    [Fact, Cites("EVA-03")]
    public void 文件以外的因素不得评分() => Pair(StatedCriteriaOnly, Scores([.. Sheet(), new("甲", "A公司", "印象", 1)]), Scores(Sheet()));

    [Fact, Cites("EVA-02")]
    public void 少一人签字不行() => Pair(SignedByAll, CheckSignatures(["甲", "乙"], [new("甲", true), new("乙", false)]), CheckSignatures(["甲", "乙"], [new("甲", true), new("乙", true)]));

    [Fact, Cites("EVA-23")]
    public void 不同意见不写理由视为同意()
    {
        Pair(DissentWithReasons, CheckSignatures(["甲"], [new("甲", true, Dissents: true)]), CheckSignatures(["甲"], [new("甲", true, true, "评分标准理解不同")]));
        Assert.True(new ReportSignature("甲", true, true, " ").CountsAsAgreed);
    }

    [Fact, Cites("EVA-25")]
    public void 评标报告缺评标结果不行() => Pair(ReportContents, CheckReport(ReportItems.But("评标结果")), CheckReport(ReportItems));

    [Fact, Cites("EVA-06")]
    public void 口头要求澄清不行() => Pair(WrittenClarification, CheckClarification(false, false), CheckClarification(true, false));

    [Fact, Cites("EVA-07")]
    public void 澄清改变实质不行() => Pair(ClarificationChangesNothing, CheckClarification(true, true), CheckClarification(true, false));

    [Fact, Cites("EVA-08")]
    public void 等于限价可以_多一分无效() => Pair(PriceOverCeiling, CheckPrice(100_01, 100_00), CheckPrice(100_00, 100_00));

    [Fact, Cites("EVA-09")]
    public void 先改单价汇总再改大写不行() => Pair(EvaluationRules.PriceCorrection, CheckCorrectionOrder([4, 2]), CheckCorrectionOrder([2, 4]));

    [Fact, Cites("EVA-10")]
    public void 修正后不确认无效_没有修正不必确认()
    {
        var wrong = PriceErrors.Correct(new(100_00, 110_00, null, []));
        Pair(CorrectionConfirmed, CheckCorrection(wrong, false), CheckCorrection(wrong, true));
        Assert.Null(CheckCorrection(PriceErrors.Correct(new(100_00, 100_00, null, [])), false));
    }

    [Fact, Cites("EVA-11", "T122")]
    public void 异常低价给三十分钟可以_二十九分钟不行_不能证明无效()
    {
        var low = new AbnormallyLowFinding(1, true, false, false);
        Pair(TimeLimits.AbnormallyLowExplanation, CheckExplanation(low, 29, true), CheckExplanation(low, 30, true));
        Pair(EvaluationRules.AbnormallyLow, CheckExplanation(low, 30, false), CheckExplanation(low with { BelowAverage = false }, 0, false));
    }

    [Fact, Cites("EVA-20")]
    public void 最低价法只许算术修正和政策扣除() => Pair(NoPriceAdjustment, CheckAdjustment("漏项加价"), CheckAdjustment("政策扣除"));

    [Fact, Cites("EVA-21")]
    public void 报告签署后没有法定情形不得重新评审() =>
        Pair(NoReevaluation, CheckReevaluation(ReevaluationReason.None, true, true), CheckReevaluation(ReevaluationReason.SumError, true, true));

    [Fact, Cites("EVA-27")]
    public void 报告签署前也只许改四种错误() =>
        Pair(ResultUntouched, CheckReevaluation(ReevaluationReason.QualificationError, true, false), CheckReevaluation(ReevaluationReason.ExtremeScore, true, false));

    [Fact, Cites("NEG-07")]
    public void 谈判只因资格和价格计算错误重新评审() =>
        Pair(CompetitionRules.NonTenderReevaluation, CheckReevaluation(ReevaluationReason.SumError, false, true), CheckReevaluation(ReevaluationReason.PriceError, false, true));

    [Fact, Cites("EVA-22")]
    public void 以样品检测改变结果不行() => Pair(NoTestsAfterwards, CheckAfterwards("样品检测"), CheckAfterwards("财政部门处理决定"));

    [Fact, Cites("EVA-24")]
    public void 文件违反强制规定停止评标() => Pair(StopOnUnlawfulDocuments, CheckDocuments(false, true), CheckDocuments(false, false));

    [Fact, Cites("EVA-26")]
    public void 有一种视为串通情形即无效() => Pair(PresumedCollusion, CheckCollusion([CollusionSign.SameBondAccount]), CheckCollusion([]));

    [Fact, Cites("EVA-16")]
    public void 综合评分_同分比价_同分同价并列()
    {
        var ranked = Ranking.ByScore([("甲", 90m, 100m), ("乙", 95m, 120m), ("丙", 90m, 99m), ("丁", 90m, 99m)]);
        Assert.Equal([("乙", 1), ("丙", 2), ("丁", 2), ("甲", 4)], ranked.Select(r => (r.Bid, r.Rank)));
    }

    [Fact, Cites("EVA-15")]
    public void 最低评标价_同价并列_不响应者不排()
    {
        var ranked = LowestPrice.Rank([("甲", 100m, true), ("乙", 90m, false), ("丙", 95m, true), ("丁", 95m, true)]);
        Assert.Equal([("丙", 1), ("丁", 1), ("甲", 3)], ranked.Select(r => (r.Bid, r.Rank)));
    }

    [Fact, Cites("EVA-13")]
    public void 同品牌_最低价法只留最便宜的_同价待定()
    {
        var result = SameBrand.ByPrice([new BrandedBid<string>("甲", "联想 ", 0, 100), new("乙", "联想", 0, 90), new("丙", "华为", 0, 95), new("丁", "", 0, 99), new("戊", "", 0, 98)]);
        Assert.Equal(["乙", "丙", "丁", "戊"], result.InPlay);
        Assert.Equal(["甲"], result.Out);
        Assert.Empty(result.Tied);
        Assert.Equal(["甲", "乙"], Assert.Single(SameBrand.ByPrice([new BrandedBid<string>("甲", "x", 0, 90), new("乙", "X", 0, 90)]).Tied));
    }

    [Fact, Cites("EVA-14")]
    public void 同品牌_综合评分只留得分最高的_按一家计算()
    {
        BrandedBid<string>[] bids = [new("甲", "联想", 90, 100), new("乙", "联想", 91, 200), new("丙", "华为", 80, 95)];
        Assert.Equal(["乙", "丙"], SameBrand.ByScore(bids).InPlay);
        Assert.Equal(2, SameBrand.Count(bids));
    }

    [Fact, Cites("EVA-09")]
    public void 报价修正_开标一览表优先_大写优先()
    {
        var fixedPrice = PriceErrors.Correct(new(100_00, 110_00, 99_00, []));
        Assert.Equal(110_00, fixedPrice.TotalFen);
        Assert.Equal([(1, 99_00L, 110_00L), (2, 100_00L, 110_00L)], fixedPrice.Corrections.Select(c => (c.Item, c.FromFen, c.ToFen)));
    }

    [Fact, Cites("EVA-09")]
    public void 报价修正_单价小数点错位_总价为准改单价()
    {
        var fixedPrice = PriceErrors.Correct(new(1_500_00, null, null, [new("电脑", 10, 1_000_00), new("鼠标", 10, 50_00)]));
        Assert.Equal(1_500_00, fixedPrice.TotalFen);
        Assert.Equal((3, 1_000_00L, 100_00L), Assert.Single(fixedPrice.Corrections) is var c ? (c.Item, c.FromFen, c.ToFen) : default);
    }

    [Fact, Cites("EVA-09")]
    public void 报价修正_总价与单价汇总不符_单价为准()
    {
        var fixedPrice = PriceErrors.Correct(new(1_400_00, null, null, [new("电脑", 10, 100_00, 900_00), new("鼠标", 10, 50_00)]));
        Assert.Equal(1_500_00, fixedPrice.TotalFen);
        Assert.Equal([4, 4], fixedPrice.Corrections.Select(c => c.Item));
        Assert.False(PriceErrors.Correct(new(1_500_00, 1_500_00, 1_500_00, fixedPrice.Lines)).NeedsConfirmation);
    }

    private static IReadOnlyList<Refusal> Scores(GivenScore[] scores) => CheckScores(["甲", "乙"], ["A公司"], Factors, scores);

    private static GivenScore[] Sheet() => [new("甲", "A公司", "技术", 50), new("甲", "A公司", "质保年限", 8), new("乙", "A公司", "质保年限", 8), new("乙", "A公司", "技术", 40)];

    private static GivenScore[] With(int index, decimal points) => [.. Sheet().Select((s, i) => i == index ? s with { Points = points } : s)];
}
