using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Learning;

/// <summary>
/// Gradient boosting for two classes: log-loss, second-order leaf values, features cut into at most 64 bins, leaves grown best first.
/// Sources: Friedman, Annals of Statistics 29 (2001) 1189-1232; Ke et al., NIPS 2017 (histograms, best-first growth). Classes are weighted to equal shares.
/// </summary>
public sealed class GradientBoosting
{
    private const int Bins = 64;

    private readonly List<Node[]> trees = [];

    private readonly record struct Node(int Feature, double Cut, int Left, double Value);

    /// <param name="sample">Share of the features offered to each tree.</param>
    public static GradientBoosting Train(
        double[][] rows, bool[] labels, SeededRandom random, int iterations = 200, double rate = 0.05, int leaves = 16, int leastLeaf = 10, double sample = 0.5, double ridge = 1)
    {
        var n = rows.Length;
        var d = rows[0].Length;
        var model = new GradientBoosting();
        var binned = new byte[d][];
        var cuts = new double[d][];
        for (var f = 0; f < d; f++) (binned[f], cuts[f]) = Bin(rows, f);
        double positives = labels.Count(l => l);
        double wp = n / (2 * Math.Max(1, positives)), wn = n / (2 * Math.Max(1, n - positives));
        var scores = new double[n];
        var gradient = new double[n];
        var hessian = new double[n];
        var members = new int[n];
        int[] features = [.. Enumerable.Range(0, d)];
        for (var it = 0; it < iterations; it++)
        {
            for (var i = 0; i < n; i++)
            {
                var p = 1 / (1 + Math.Exp(-scores[i]));
                var w = labels[i] ? wp : wn;
                gradient[i] = w * ((labels[i] ? 1 : 0) - p);
                hessian[i] = w * p * (1 - p);
                members[i] = i;
            }
            random.Shuffle(features.AsSpan());
            var grower = new Grower(binned, cuts, gradient, hessian, members, features[..Math.Max(1, (int)(d * sample))], leaves, leastLeaf, ridge, rate);
            model.trees.Add(grower.Grow(scores));
        }
        return model;
    }

    /// <summary>Probability of the positive class under equal class shares.</summary>
    public double Score(double[] row)
    {
        var sum = 0.0;
        foreach (var tree in trees)
        {
            var at = 0;
            while (tree[at].Feature >= 0)
            {
                var value = row[tree[at].Feature];
                at = double.IsNaN(value) || value <= tree[at].Cut ? tree[at].Left : tree[at].Left + 1;
            }
            sum += tree[at].Value;
        }
        return 1 / (1 + Math.Exp(-sum));
    }

    // Bin 0 holds missing values; bin k values up to cuts[k].
    private static (byte[] Binned, double[] Cuts) Bin(double[][] rows, int feature)
    {
        double[] values = [.. rows.Select(r => r[feature]).Where(v => !double.IsNaN(v)).Distinct().Order()];
        List<double> cuts = [double.NegativeInfinity];
        if (values.Length <= Bins - 2)
            for (var i = 0; i + 1 < values.Length; i++) cuts.Add((values[i] + values[i + 1]) / 2);
        else
            for (var k = 1; k < Bins - 1; k++)
            {
                var at = (int)((long)values.Length * k / (Bins - 1));
                var cut = (values[at - 1] + values[at]) / 2;
                if (cut > cuts[^1]) cuts.Add(cut);
            }
        cuts.Add(double.PositiveInfinity);
        var array = cuts.ToArray();
        var binned = new byte[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var value = rows[i][feature];
            if (double.IsNaN(value)) continue;
            var at = Array.BinarySearch(array, value);
            binned[i] = (byte)(at >= 0 ? at : ~at);
        }
        return (binned, array);
    }

    private sealed class Grower(
        byte[][] binned, double[][] cuts, double[] gradient, double[] hessian, int[] members, int[] features, int leaves, int leastLeaf, double ridge, double rate)
    {
        private readonly double[] g = new double[Bins + 1];
        private readonly double[] h = new double[Bins + 1];
        private readonly int[] c = new int[Bins + 1];

        private readonly record struct Leaf(int Node, int Start, int End, double Gain, int Feature, int Bin);

        public Node[] Grow(double[] scores)
        {
            List<Node> nodes = [default];
            List<Leaf> open = [Best(0, 0, members.Length)];
            List<Leaf> closed = [];
            while (open.Count > 0 && open.Count + closed.Count < leaves)
            {
                var best = open.MaxBy(l => l.Gain);
                open.Remove(best);
                if (best.Gain <= 1e-9)
                {
                    closed.Add(best);
                    continue;
                }
                var middle = Partition(best);
                nodes[best.Node] = new(best.Feature, cuts[best.Feature][best.Bin], nodes.Count, 0);
                nodes.Add(default);
                nodes.Add(default);
                open.Add(Best(nodes.Count - 2, best.Start, middle));
                open.Add(Best(nodes.Count - 1, middle, best.End));
            }
            foreach (var leaf in closed.Concat(open))
            {
                double sumG = 0, sumH = 0;
                for (var i = leaf.Start; i < leaf.End; i++) (sumG, sumH) = (sumG + gradient[members[i]], sumH + hessian[members[i]]);
                var value = rate * sumG / (sumH + ridge);
                nodes[leaf.Node] = new(-1, 0, 0, value);
                for (var i = leaf.Start; i < leaf.End; i++) scores[members[i]] += value;
            }
            return [.. nodes];
        }

        private Leaf Best(int node, int start, int end)
        {
            double totalG = 0, totalH = 0;
            for (var i = start; i < end; i++) (totalG, totalH) = (totalG + gradient[members[i]], totalH + hessian[members[i]]);
            var parent = totalG * totalG / (totalH + ridge);
            var best = new Leaf(node, start, end, 0, -1, 0);
            if (end - start < 2 * leastLeaf) return best;
            foreach (var f in features)
            {
                var bins = cuts[f].Length;
                Array.Clear(g, 0, bins);
                Array.Clear(h, 0, bins);
                Array.Clear(c, 0, bins);
                var column = binned[f];
                for (var i = start; i < end; i++)
                {
                    var m = members[i];
                    var b = column[m];
                    g[b] += gradient[m];
                    h[b] += hessian[m];
                    c[b]++;
                }
                double leftG = 0, leftH = 0;
                var left = 0;
                for (var b = 0; b + 1 < bins; b++)
                {
                    leftG += g[b];
                    leftH += h[b];
                    left += c[b];
                    if (left < leastLeaf) continue;
                    if (end - start - left < leastLeaf) break;
                    var rightG = totalG - leftG;
                    var gain = leftG * leftG / (leftH + ridge) + rightG * rightG / (totalH - leftH + ridge) - parent;
                    if (gain > best.Gain) best = best with { Gain = gain, Feature = f, Bin = b };
                }
            }
            return best;
        }

        private int Partition(Leaf leaf)
        {
            var column = binned[leaf.Feature];
            int low = leaf.Start, high = leaf.End - 1;
            while (low <= high)
            {
                if (column[members[low]] <= leaf.Bin)
                {
                    low++;
                    continue;
                }
                (members[low], members[high]) = (members[high], members[low]);
                high--;
            }
            return low;
        }
    }
}
