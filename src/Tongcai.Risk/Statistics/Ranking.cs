namespace Tongcai.Risk.Statistics;

/// <summary>How well scores order labelled cases. Ties count half, as in scikit-learn.</summary>
public static class Ranking
{
    /// <summary>Area under the ROC curve; NaN unless both classes are present.</summary>
    public static double Auc(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        var order = Order(scores);
        double rankSum = 0, positives = 0;
        for (var i = 0; i < order.Length;)
        {
            var j = i;
            while (j < order.Length && scores[order[j]] == scores[order[i]]) j++;
            var rank = (i + 1 + j) / 2.0;
            for (; i < j; i++)
            {
                if (!labels[order[i]]) continue;
                rankSum += rank;
                positives++;
            }
        }
        var negatives = order.Length - positives;
        return positives == 0 || negatives == 0 ? double.NaN : (rankSum - positives * (positives + 1) / 2) / (positives * negatives);
    }

    /// <summary>Average precision Σ (R_k − R_{k−1}) P_k over distinct thresholds.</summary>
    public static double AveragePrecision(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        var order = Order(scores);
        Array.Reverse(order);
        double hits = 0, total = 0, area = 0;
        foreach (var label in labels) total += label ? 1 : 0;
        for (var i = 0; i < order.Length;)
        {
            var before = hits;
            var j = i;
            for (; j < order.Length && scores[order[j]] == scores[order[i]]; j++) hits += labels[order[j]] ? 1 : 0;
            area += (hits - before) / total * hits / j;
            i = j;
        }
        return total == 0 ? double.NaN : area;
    }

    /// <summary>Mean of the two class recalls when cases at or above the threshold are called positive.</summary>
    public static double BalancedAccuracy(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, double threshold)
    {
        double truePositive = 0, positive = 0, trueNegative = 0, negative = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            if (labels[i]) (positive, truePositive) = (positive + 1, truePositive + (scores[i] >= threshold ? 1 : 0));
            else (negative, trueNegative) = (negative + 1, trueNegative + (scores[i] < threshold ? 1 : 0));
        }
        return (truePositive / positive + trueNegative / negative) / 2;
    }

    /// <summary>Largest recall reached while at most <paramref name="falsePositiveRate"/> of the negatives are flagged.</summary>
    public static double RecallAt(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, double falsePositiveRate)
    {
        var order = Order(scores);
        Array.Reverse(order);
        double positives = 0;
        foreach (var label in labels) positives += label ? 1 : 0;
        var allowed = falsePositiveRate * (labels.Length - positives);
        double hits = 0, alarms = 0, best = 0;
        for (var i = 0; i < order.Length;)
        {
            var score = scores[order[i]];
            for (; i < order.Length && scores[order[i]] == score; i++)
            {
                if (labels[order[i]]) hits++;
                else alarms++;
            }
            if (alarms > allowed) break;
            best = hits / positives;
        }
        return best;
    }

    private static int[] Order(ReadOnlySpan<double> scores)
    {
        var order = new int[scores.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(scores.ToArray(), order);
        return order;
    }
}
