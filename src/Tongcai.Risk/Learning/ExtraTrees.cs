using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Learning;

/// <summary>
/// Extremely randomised trees: at each node √d features, one random cut each, the best by weighted Gini impurity.
/// Source: Geurts, Ernst, Wehenkel, Machine Learning 63 (2006) 3-42. Classes are weighted to equal shares.
/// </summary>
public sealed class ExtraTrees
{
    private readonly List<Node[]> trees = [];

    private readonly record struct Node(int Feature, float Cut, int Left, float Value);

    /// <summary>Grows the forest. Missing values (NaN) go to the left of every cut.</summary>
    /// <param name="rows">One row per case.</param>
    /// <param name="leastLeaf">Fewest cases in a leaf.</param>
    public static ExtraTrees Train(double[][] rows, bool[] labels, SeededRandom random, int trees = 500, int leastLeaf = 2, double featureShare = 0)
    {
        var d = rows[0].Length;
        var columns = new float[d][];
        for (var f = 0; f < d; f++) columns[f] = [.. rows.Select(r => double.IsNaN(r[f]) ? float.MinValue : (float)r[f])];
        double positives = labels.Count(l => l);
        var weightPositive = (float)(labels.Length / (2 * Math.Max(1, positives)));
        var weightNegative = (float)(labels.Length / (2 * Math.Max(1, labels.Length - positives)));
        var forest = new ExtraTrees();
        var tried = featureShare > 0 ? Math.Max(1, (int)(d * featureShare)) : Math.Max(1, (int)Math.Sqrt(d));
        var grower = new Grower(columns, labels, weightPositive, weightNegative, random, leastLeaf, tried);
        for (var t = 0; t < trees; t++) forest.trees.Add(grower.Grow());
        return forest;
    }

    /// <summary>Mean leaf share of the positive class, 0 to 1.</summary>
    public double Score(double[] row)
    {
        var sum = 0.0;
        foreach (var tree in trees)
        {
            var at = 0;
            while (tree[at].Feature >= 0)
            {
                var value = row[tree[at].Feature];
                at = double.IsNaN(value) || (float)value <= tree[at].Cut ? tree[at].Left : tree[at].Left + 1;
            }
            sum += tree[at].Value;
        }
        return sum / trees.Count;
    }

    private sealed class Grower(float[][] columns, bool[] labels, float weightPositive, float weightNegative, SeededRandom random, int leastLeaf, int tried)
    {
        private readonly int[] members = new int[labels.Length];
        private readonly int[] features = [.. Enumerable.Range(0, columns.Length)];

        public Node[] Grow()
        {
            for (var i = 0; i < members.Length; i++) members[i] = i;
            List<Node> nodes = [default];
            Stack<(int Node, int Start, int End)> open = new([(0, 0, members.Length)]);
            while (open.TryPop(out var work))
            {
                var (node, start, end) = work;
                var positives = 0;
                for (var i = start; i < end; i++) positives += labels[members[i]] ? 1 : 0;
                var middle = positives == 0 || positives == end - start || end - start < 2 * leastLeaf ? -1 : Split(start, end, positives) is { } cut ? Partition(start, end, cut.Feature, cut.Cut, nodes, node) : -1;
                if (middle < 0)
                {
                    var (p, q) = (positives * weightPositive, (end - start - positives) * weightNegative);
                    nodes[node] = new(-1, 0, 0, p / (p + q));
                    continue;
                }
                open.Push((nodes.Count - 2, start, middle));
                open.Push((nodes.Count - 1, middle, end));
            }
            return [.. nodes];
        }

        private (int Feature, float Cut)? Split(int start, int end, int positives)
        {
            (int Feature, float Cut)? best = null;
            var bestImpurity = double.MaxValue;
            var usable = 0;
            for (var k = 0; k < features.Length && usable < tried; k++)
            {
                var pick = k + random.Next(features.Length - k);
                (features[k], features[pick]) = (features[pick], features[k]);
                var column = columns[features[k]];
                float low = float.MaxValue, high = float.MinValue;
                var missing = false;
                for (var i = start; i < end; i++)
                {
                    var value = column[members[i]];
                    if (value == float.MinValue)
                    {
                        missing = true;
                        continue;
                    }
                    if (value < low) low = value;
                    if (value > high) high = value;
                }
                if (!(high > low) && !(missing && high >= low)) continue;
                usable++;
                // Where values are missing, one cut in as many as there are cuts separates them from the rest.
                var at = missing && (!(high > low) || random.Next(8) == 0) ? float.MinValue : low + (float)random.NextDouble() * (high - low);
                if (at >= high) at = low;
                int left = 0, leftPositive = 0;
                for (var i = start; i < end; i++)
                {
                    if (column[members[i]] > at) continue;
                    left++;
                    if (labels[members[i]]) leftPositive++;
                }
                var right = end - start - left;
                if (left < leastLeaf || right < leastLeaf) continue;
                var impurity = Impurity(leftPositive, left) + Impurity(positives - leftPositive, right);
                if (impurity < bestImpurity) (bestImpurity, best) = (impurity, (features[k], at));
            }
            return best;
        }

        private double Impurity(int positive, int count)
        {
            var p = positive * (double)weightPositive;
            var q = (count - positive) * (double)weightNegative;
            return 2 * p * q / (p + q);
        }

        private int Partition(int start, int end, int feature, float cut, List<Node> nodes, int node)
        {
            var column = columns[feature];
            int low = start, high = end - 1;
            while (low <= high)
            {
                if (column[members[low]] <= cut)
                {
                    low++;
                    continue;
                }
                (members[low], members[high]) = (members[high], members[low]);
                high--;
            }
            nodes[node] = new(feature, cut, nodes.Count, 0);
            nodes.Add(default);
            nodes.Add(default);
            return low;
        }
    }
}
