using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Learning;

/// <summary>Out-of-fold scores of one run: [member][case], the ensemble last.</summary>
public sealed record ValidationRun(double[][] Scores);

/// <summary>
/// Five-fold validation on whole tenders: one row is one tender, so no tender is on both sides; scores are pooled over the folds.
/// Features are label-free and leave the tender itself out of its history.
/// </summary>
public static class GroupedValidation
{
    public const int Folds = 5;

    /// <param name="runs">Number of random divisions into folds.</param>
    /// <param name="seed">Run r uses seed + r; fixed figures are reproducible.</param>
    public static ValidationRun[] Run(double[][] rows, bool[] labels, int runs, ulong seed, int threads)
    {
        var results = new ValidationRun[runs];
        var folds = new int[runs][];
        for (var r = 0; r < runs; r++)
        {
            folds[r] = [.. Enumerable.Range(0, rows.Length).Select(i => i % Folds)];
            new SeededRandom(seed + (ulong)r).Shuffle(folds[r].AsSpan());
            results[r] = new([.. Enumerable.Range(0, 4).Select(_ => new double[rows.Length])]);
        }
        Parallel.For(0, runs * Folds, new() { MaxDegreeOfParallelism = threads }, job =>
        {
            var (run, fold) = (job / Folds, job % Folds);
            int[] train = [.. Enumerable.Range(0, rows.Length).Where(i => folds[run][i] != fold)];
            var model = AuctionModel.Train([.. train.Select(i => rows[i])], [.. train.Select(i => labels[i])], seed + (ulong)(run * 100 + fold));
            for (var i = 0; i < rows.Length; i++)
            {
                if (folds[run][i] != fold) continue;
                var members = model.Members(rows[i]);
                for (var m = 0; m < 3; m++) results[run].Scores[m][i] = members[m];
                results[run].Scores[3][i] = members.Average();
            }
        });
        return results;
    }

    /// <summary>5th and 95th percentile of the AUC over resampled tenders, the scores of all runs averaged by rank first.</summary>
    public static (double Low, double High) Bootstrap(IReadOnlyList<double[]> scores, bool[] labels, ulong seed, int draws = 2000)
    {
        var mean = new double[labels.Length];
        foreach (var run in scores)
        {
            int[] order = [.. Enumerable.Range(0, run.Length).OrderBy(i => run[i])];
            for (var rank = 0; rank < order.Length; rank++) mean[order[rank]] += rank;
        }
        var random = new SeededRandom(seed);
        List<double> values = [];
        var s = new double[labels.Length];
        var l = new bool[labels.Length];
        for (var draw = 0; draw < draws; draw++)
        {
            for (var i = 0; i < s.Length; i++)
            {
                var pick = random.Next(s.Length);
                (s[i], l[i]) = (mean[pick], labels[pick]);
            }
            if (Ranking.Auc(s, l) is var auc && !double.IsNaN(auc)) values.Add(auc);
        }
        values.Sort();
        return (Quantiles.Of(values.ToArray(), 0.05), Quantiles.Of(values.ToArray(), 0.95));
    }
}
