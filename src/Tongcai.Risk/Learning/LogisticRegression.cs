using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Learning;

/// <summary>
/// Logistic regression with ridge penalty on features turned into normal scores by their ranks (100 quantiles), fitted by Newton's method.
/// Classes are weighted to equal shares. Missing values count as the median.
/// </summary>
public sealed class LogisticRegression
{
    private const int Knots = 100;

    private double[][] quantiles = [];
    private double[] weights = [];

    /// <summary>Coefficients per feature, intercept last.</summary>
    public IReadOnlyList<double> Weights => weights;

    /// <param name="ridge">Penalty λ of ½λ‖w‖² beside the weighted log-loss; 1 equals C = 1.</param>
    public static LogisticRegression Train(double[][] rows, bool[] labels, double ridge = 1)
    {
        var model = new LogisticRegression();
        var d = rows[0].Length;
        model.quantiles = new double[d][];
        for (var f = 0; f < d; f++)
        {
            double[] sorted = [.. rows.Select(r => r[f]).Where(v => !double.IsNaN(v)).Order()];
            model.quantiles[f] = sorted.Length == 0 ? [] : [.. Enumerable.Range(0, Knots + 1).Select(k => sorted[(int)((sorted.Length - 1L) * k / Knots)])];
        }
        double[][] x = [.. rows.Select(model.Transform)];
        double positives = labels.Count(l => l);
        double wp = labels.Length / (2 * Math.Max(1, positives)), wn = labels.Length / (2 * Math.Max(1, labels.Length - positives));
        var w = new double[d + 1];
        for (var step = 0; step < 30; step++)
        {
            var gradient = new double[d + 1];
            var hessian = new double[d + 1, d + 1];
            for (var i = 0; i < x.Length; i++)
            {
                var p = Sigmoid(Dot(w, x[i]));
                var weight = labels[i] ? wp : wn;
                var error = weight * ((labels[i] ? 1 : 0) - p);
                var curve = weight * p * (1 - p);
                for (var a = 0; a <= d; a++)
                {
                    gradient[a] += error * x[i][a];
                    var part = curve * x[i][a];
                    for (var b = 0; b <= a; b++) hessian[a, b] += part * x[i][b];
                }
            }
            for (var a = 0; a <= d; a++)
            {
                var penalty = a < d ? ridge : 1e-6;
                gradient[a] -= penalty * w[a];
                hessian[a, a] += penalty;
            }
            var change = Solve(hessian, gradient);
            var largest = change.Max(Math.Abs);
            var damping = Math.Min(1, 5 / Math.Max(largest, 1e-12));
            for (var a = 0; a <= d; a++) w[a] += damping * change[a];
            if (largest < 1e-6) break;
        }
        model.weights = w;
        return model;
    }

    public double Score(double[] row) => Sigmoid(Dot(weights, Transform(row)));

    private double[] Transform(double[] row)
    {
        var result = new double[row.Length + 1];
        result[^1] = 1;
        for (var f = 0; f < row.Length; f++)
        {
            var q = quantiles[f];
            if (q.Length == 0 || double.IsNaN(row[f]) || q[0] == q[^1]) continue;
            int low = LowerBound(q, row[f]), high = low;
            while (high < q.Length && q[high] == row[f]) high++;
            // Between two knots linear; on repeated knots their middle.
            var position = high > low ? (low + high - 1) / 2.0 : low == 0 ? 0 : low == q.Length ? Knots : low - 1 + (row[f] - q[low - 1]) / (q[low] - q[low - 1]);
            result[f] = Math.Clamp(Distributions.NormalQuantile(Math.Clamp(position / Knots, 0.002, 0.998)), -3, 3);
        }
        return result;
    }

    private static int LowerBound(double[] sorted, double value)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < value) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Dot(double[] w, double[] x)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++) sum += w[i] * x[i];
        return sum;
    }

    // Cholesky; the ridge keeps the matrix positive definite. Only the lower triangle is read.
    private static double[] Solve(double[,] a, double[] b)
    {
        var n = b.Length;
        for (var j = 0; j < n; j++)
        {
            for (var k = 0; k < j; k++)
                for (var i = j; i < n; i++) a[i, j] -= a[i, k] * a[j, k];
            var root = Math.Sqrt(Math.Max(a[j, j], 1e-12));
            for (var i = j; i < n; i++) a[i, j] /= root;
        }
        var y = (double[])b.Clone();
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++) y[i] -= a[i, k] * y[k];
            y[i] /= a[i, i];
        }
        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++) y[i] -= a[k, i] * y[k];
            y[i] /= a[i, i];
        }
        return y;
    }
}
