using System.Text;
using Tongcai.Risk.Bidding;
using Tongcai.Risk.Learning;
using Tongcai.Risk.Statistics;
using Tongcai.Risk.Tests.Bidding;

namespace Tongcai.Risk.Tests.Learning;

public sealed class LearningTests
{
    [Fact]
    public void EveryLearnerFindsARuleOnUnseenCasesAndNoneOnNoise()
    {
        var (rows, labels) = Cases(400, signal: true);
        var (freshRows, freshLabels) = Cases(400, signal: true, seed: 2);
        foreach (var score in Learners(rows, labels)) Assert.True(Ranking.Auc([.. freshRows.Select(score)], freshLabels) > 0.85);
        var (noise, noiseLabels) = Cases(400, signal: false);
        var (freshNoise, freshNoiseLabels) = Cases(400, signal: false, seed: 2);
        foreach (var score in Learners(noise, noiseLabels)) Assert.InRange(Ranking.Auc([.. freshNoise.Select(score)], freshNoiseLabels), 0.4, 0.6);
    }

    [Fact]
    public void TreesFindAnInteractionThatNoSingleFeatureShows()
    {
        var random = new SeededRandom(4);
        double[][] rows = [.. Enumerable.Range(0, 600).Select(_ => (double[])[random.NextNormal(), random.NextNormal(), random.NextNormal()])];
        bool[] labels = [.. rows.Select(r => r[0] > 0 != r[1] > 0)];
        var (train, test, held) = (rows[..400], rows[400..], labels.Skip(400).ToArray());
        var boosted = GradientBoosting.Train(train, labels[..400], new(1), sample: 1);
        Assert.True(Ranking.Auc([.. test.Select(boosted.Score)], held) > 0.95);
        Assert.True(Ranking.Auc([.. test.Select(ExtraTrees.Train(train, labels[..400], new(1)).Score)], held) > 0.9);
        Assert.InRange(Ranking.Auc([.. test.Select(LogisticRegression.Train(train, labels[..400]).Score)], held), 0.35, 0.65);
    }

    [Fact]
    public void LogisticRegressionReachesTheStationaryPoint()
    {
        // Separable data: without the penalty the weight would run away; with it the derivative vanishes at a finite weight.
        double[][] rows = [.. Enumerable.Range(0, 100).Select(i => (double[])[i])];
        bool[] labels = [.. rows.Select(r => r[0] >= 50)];
        var strong = LogisticRegression.Train(rows, labels, 100);
        var weak = LogisticRegression.Train(rows, labels, 1);
        Assert.True(weak.Weights[0] > strong.Weights[0] && strong.Weights[0] > 0);
        Assert.InRange(weak.Score([99]), 0.95, 1);
        Assert.Equal(0.5, weak.Score([49.5]), 0.1);
        Assert.True(double.IsFinite(weak.Score([double.NaN])));
    }

    [Fact]
    public void MissingValuesAreUsedByTreesAsAClass()
    {
        var random = new SeededRandom(8);
        double[][] rows = [.. Enumerable.Range(0, 300).Select(i => (double[])[i % 3 == 0 ? double.NaN : random.NextDouble(), random.NextDouble()])];
        bool[] labels = [.. rows.Select(r => double.IsNaN(r[0]))];
        Assert.True(Ranking.Auc([.. rows.Select(GradientBoosting.Train(rows, labels, new(1), sample: 1).Score)], labels) > 0.99);
        Assert.True(Ranking.Auc([.. rows.Select(ExtraTrees.Train(rows, labels, new(1)).Score)], labels) > 0.99);
    }

    [Fact]
    public void EqualSeedsGiveEqualScores()
    {
        var (rows, labels) = Cases(120, signal: true);
        var a = AuctionModel.Train(rows, labels, 5);
        var b = AuctionModel.Train(rows, labels, 5);
        Assert.All(rows, r => Assert.Equal(a.Score(r), b.Score(r)));
        Assert.All(rows, r => Assert.InRange(a.Score(r), 0, 1));
    }

    [Fact]
    public void ValidationOfNoiseShowsNoSkill()
    {
        var (rows, labels) = Cases(200, signal: false);
        var runs = GroupedValidation.Run(rows, labels, 2, 9, 2);
        Assert.InRange(runs.Average(r => Ranking.Auc(r.Scores[^1], labels)), 0.35, 0.62);
        var (low, high) = GroupedValidation.Bootstrap([.. runs.Select(r => r.Scores[^1])], labels, 1, 300);
        Assert.True(low < 0.55 && high > 0.4 && low < high);
    }

    [Fact]
    public void ATenderDoesNotTestifyForItself()
    {
        var tender = BiddingHistoryTests.Tender("1", ("甲", 100, true), ("乙", 110, false), ("丙", 130, false));
        var alone = new BiddingHistory();
        alone.Add(tender);
        var names = AuctionFeatures.Names(cobidding: true).ToList();
        var row = AuctionFeatures.Of([tender], alone)[0];
        Assert.Equal(names.Count, row.Length);
        Assert.Equal(0, row[names.IndexOf("met-max")]);
        Assert.Equal(0, row[names.IndexOf("past-max")]);
        Assert.Equal(1, row[names.IndexOf("new-share")]);
        Assert.True(double.IsNaN(row[names.IndexOf("cv-mean")]));
    }

    [Fact]
    public void PastOnlyUseLeavesTheHistoryAsItIs()
    {
        var past = BiddingHistoryTests.Market(new(1), 80, 15, ring: false);
        var history = new BiddingHistory();
        foreach (var tender in past) history.Add(tender);
        var fresh = BiddingHistoryTests.Tender("new", ("F1", 100, true), ("F2", 101, false), ("陌生人", 104, false));
        var names = AuctionFeatures.Names(cobidding: true).ToList();
        var row = AuctionFeatures.Of([fresh], history, contained: false)[0];
        Assert.Equal(1 / 3.0, row[names.IndexOf("new-share")], 1e-12);
        Assert.Equal(Math.Max(history[history.Number("F1")!.Value].Tenders, history[history.Number("F2")!.Value].Tenders), row[names.IndexOf("past-max")]);
        // Of the pair the tender's own meeting is left out again once it is contained; only P over all other pairs is taken from the whole market.
        history.Add(fresh);
        var contained = AuctionFeatures.Of([fresh], history)[0];
        foreach (var name in (string[])["met-max", "met-mean", "past-mean", "gap-mean", "pair-cv-mean", "z-mean", "cv-mean", "p-max"])
            Assert.Equal(row[names.IndexOf(name)], contained[names.IndexOf(name)], 1e-4);
    }

    [Fact]
    public void FeaturesDoNotKnowTheAmountTheNamesOrTheOrder()
    {
        var market = BiddingHistoryTests.Market(new(21), 60, 12, ring: true);
        List<Auction> renamed = [.. market.Select(a => new Auction("x" + a.Id, [.. a.Bids.Reverse().Select(b => b with { Bidder = "Z" + b.Bidder, Amount = b.Amount * 7 })], a.Estimate * 7, null))];
        BiddingHistory first = new(), second = new();
        foreach (var a in market) first.Add(a);
        foreach (var a in renamed) second.Add(a);
        var (x, y) = (AuctionFeatures.Of(market, first), AuctionFeatures.Of(renamed, second));
        for (var i = 0; i < x.Length; i++)
            for (var f = 0; f < x[i].Length; f++) Assert.Equal(x[i][f], y[i][f], 1e-4);
    }

    [Fact]
    public void 冷启动评分_一低众近高于分散_缺少历史不加不减()
    {
        double[] Row(params double[] bids) => AuctionFeatures.Of([new("1", [.. bids.Select((b, i) => new AuctionBid("", b, i == 0))])], null)[0];
        var cover = ColdStart.Of(Row(90, 100, 100.4, 100.9, 101.2), PriceProfile.LowestPrice, null);
        var honest = ColdStart.Of(Row(80, 84, 97, 110, 131), PriceProfile.LowestPrice, null);
        Assert.True(cover.Score > honest.Score);
        Assert.InRange(honest.Score, 0, 0.5);
        var unknown = ColdStart.Of([.. Row(90, 100, 100.4), .. Enumerable.Repeat(double.NaN, 60)], PriceProfile.LowestPrice, new(3, 1));
        Assert.All(unknown.Terms.Where(t => double.IsNaN(t.Value)), t => Assert.Equal(0, t.Contribution));
        Assert.Equal(1 / (1 + Math.Exp(1 - cover.Terms.Sum(t => t.Contribution))), cover.Score, 1e-12);
    }

    [Fact]
    public void 平均价评审由中标人位置识别()
    {
        var lowest = BiddingHistoryTests.Tender("1", ("a", 1, true), ("b", 2, false));
        var middle = BiddingHistoryTests.Tender("2", ("a", 1, false), ("b", 2, true));
        Assert.Equal(PriceProfile.LowestPrice, ColdStart.ProfileOf([lowest, lowest, middle]));
        Assert.Equal(PriceProfile.AveragePrice, ColdStart.ProfileOf([middle, middle, lowest]));
        Assert.Equal(PriceProfile.LowestPrice, ColdStart.ProfileOf([]));
    }

    [Fact]
    public void DriftIsSmallForTheSameLawAndLargeForAnother()
    {
        var random = new SeededRandom(1);
        double[][] Draw(double shift) => [.. Enumerable.Range(0, 500).Select(_ => (double[])[random.NextNormal() + shift])];
        Assert.True(ModelCard.Drift(Draw(0), Draw(0), 0) < 0.1);
        Assert.True(ModelCard.Drift(Draw(0), Draw(1.5), 0) > 0.25);
    }

    [Fact]
    public void CsvIsReadWithMissingColumnsQuotesAndBadRows()
    {
        const string csv = "bid,tender,bidder,winner,label\n100,\"项目,一\",甲,1.0,1\n-5,\"项目,一\",乙,0,1\nabc,2,丙,,\n\n200,2,\"丁\"\"公司\",0,\n90,,戊,1,0\n";
        List<string> messages = [];
        var auctions = AuctionFile.Read(new StringReader(csv), messages.Add)!;
        Assert.Equal(["项目,一", "2"], auctions.Select(a => a.Id));
        Assert.Equal((true, (bool?)null), (auctions[0].Rigged, auctions[1].Rigged));
        Assert.Equal(new AuctionBid("甲", 100, true), Assert.Single(auctions[0].Bids));
        Assert.Equal("丁\"公司", Assert.Single(auctions[1].Bids).Bidder);
        Assert.Equal(3, messages.Count);
        Assert.Null(AuctionFile.Read(new StringReader("a,b\n1,2"), messages.Add));
        Assert.Null(AuctionFile.Read(new StringReader(""), messages.Add));
    }

    [Fact]
    public void AStrayQuoteSwallowsNoMoreThanOneRecord()
    {
        var csv = new StringBuilder("tender,bid\n1,5\n2,\"7\n");
        while (csv.Length <= AuctionFile.LongestRecord + 100) csv.Append("3,8\n");
        csv.Append("4,9\n");
        List<string> messages = [];
        var auctions = AuctionFile.Read(new StringReader(csv.ToString()), messages.Add)!;
        Assert.Equal("1", auctions[0].Id);
        Assert.Equal("4", auctions[^1].Id);
        Assert.Contains("引号", Assert.Single(messages), StringComparison.Ordinal);
    }

    private static IEnumerable<Func<double[], double>> Learners(double[][] rows, bool[] labels)
    {
        yield return ExtraTrees.Train(rows, labels, new(1)).Score;
        yield return GradientBoosting.Train(rows, labels, new(1)).Score;
        yield return LogisticRegression.Train(rows, labels).Score;
        yield return AuctionModel.Train(rows, labels, 1).Score;
    }

    private static (double[][] Rows, bool[] Labels) Cases(int count, bool signal, ulong seed = 1)
    {
        var random = new SeededRandom(seed);
        double[][] rows = [.. Enumerable.Range(0, count).Select(_ => (double[])[.. Enumerable.Range(0, 6).Select(_ => random.NextNormal())])];
        return (rows, [.. rows.Select(r => (signal ? 1.5 * r[0] - r[1] : 0) + random.NextNormal() * 0.7 > 0.3)]);
    }
}
