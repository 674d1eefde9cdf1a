using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Learning;

/// <summary>
/// 本地训练的组合模型：extra trees, boosted trees and logistic regression on the same rows; the score is the mean of the three.
/// Trained only on the cases a user has decided; none ships.
/// </summary>
public sealed class AuctionModel
{
    /// <summary>Fewer decided cases than this are not enough to prefer the trained model to the rule score.</summary>
    public const int FewestCases = 100;

    private readonly ExtraTrees extra;
    private readonly GradientBoosting boosted;
    private readonly LogisticRegression logistic;

    private AuctionModel(ExtraTrees extra, GradientBoosting boosted, LogisticRegression logistic) => (this.extra, this.boosted, this.logistic) = (extra, boosted, logistic);

    /// <param name="rows">Rows of <see cref="AuctionFeatures"/>; both labels must occur.</param>
    public static AuctionModel Train(double[][] rows, bool[] labels, ulong seed) =>
        new(
            ExtraTrees.Train(rows, labels, new(seed), trees: 500, leastLeaf: Math.Max(5, rows.Length / 400)),
            GradientBoosting.Train(rows, labels, new(seed + 1), iterations: 200, rate: 0.05, leaves: 8, leastLeaf: 10, sample: 0.3),
            LogisticRegression.Train(rows, labels, ridge: 30));

    /// <summary>0 to 1.</summary>
    public double Score(double[] row) => Members(row).Average();

    /// <summary>The three scores: extra trees, boosted trees, logistic regression.</summary>
    public double[] Members(double[] row) => [extra.Score(row), boosted.Score(row), logistic.Score(row)];
}
