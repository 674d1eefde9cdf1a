using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Learning;

/// <summary>模型卡。What a locally trained model rests on and how well it did on tenders it had not seen.</summary>
/// <param name="Version">Version of features and training; scores of different versions are not comparable.</param>
/// <param name="Cases">Decided tenders.</param>
/// <param name="Rigged">Of them rigged.</param>
/// <param name="Seed">Random seed.</param>
/// <param name="Auc">Mean area under the ROC curve of the validation runs.</param>
/// <param name="AucLow">5th percentile over resampled tenders.</param>
/// <param name="AucHigh">95th percentile.</param>
/// <param name="Runs">Validation runs of five folds each.</param>
/// <param name="Enough">Whether there were at least <see cref="AuctionModel.FewestCases"/> cases.</param>
/// <param name="Drifted">Features whose distribution differs between training and scored tenders (index above 0.25).</param>
public sealed record ModelCard(string Version, int Cases, int Rigged, ulong Seed, double Auc, double AucLow, double AucHigh, int Runs, bool Enough, IReadOnlyList<string> Drifted)
{
    /// <summary>Version of <see cref="AuctionFeatures"/> and <see cref="AuctionModel"/>.</summary>
    public const string CurrentVersion = "auctions-1";

    public static ModelCard Of(double[][] training, bool[] labels, double[][] scored, IReadOnlyList<string> names, ulong seed, int runs)
    {
        var results = GroupedValidation.Run(training, labels, runs, seed, Environment.ProcessorCount);
        var (low, high) = GroupedValidation.Bootstrap([.. results.Select(r => r.Scores[^1])], labels, seed);
        return new(
            CurrentVersion, labels.Length, labels.Count(l => l), seed, results.Average(r => Ranking.Auc(r.Scores[^1], labels)), low, high, runs,
            labels.Length >= AuctionModel.FewestCases, [.. names.Where((_, f) => Drift(training, scored, f) > 0.25)]);
    }

    /// <summary>Population stability index over the deciles of the training values; missing values are a class of their own.</summary>
    public static double Drift(double[][] training, double[][] scored, int feature)
    {
        double[] sorted = [.. training.Select(r => r[feature]).Where(v => !double.IsNaN(v)).Order()];
        if (scored.Length < 50 || sorted.Length < 50) return 0;
        double[] cuts = [.. Enumerable.Range(1, 9).Select(k => sorted[sorted.Length * k / 10]).Distinct()];
        var (expected, actual) = (Shares(training), Shares(scored));
        var index = 0.0;
        for (var b = 0; b < expected.Length; b++) index += (actual[b] - expected[b]) * Math.Log(actual[b] / expected[b]);
        return index;

        double[] Shares(double[][] rows)
        {
            var counts = new double[cuts.Length + 2];
            foreach (var row in rows)
            {
                var at = double.IsNaN(row[feature]) ? cuts.Length + 1 : Array.FindIndex(cuts, c => row[feature] < c);
                counts[at < 0 ? cuts.Length : at]++;
            }
            return [.. counts.Select(c => (c + 0.5) / (rows.Length + 0.5 * counts.Length))];
        }
    }
}
