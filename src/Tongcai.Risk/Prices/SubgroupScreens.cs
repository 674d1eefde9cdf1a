using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Prices;

/// <summary>Least, greatest, mean and median of one screen over the subgroups of a tender.</summary>
public readonly record struct Summary(double Least, double Greatest, double Mean, double Median)
{
    internal static Summary? Of(List<double> values)
    {
        if (values.Count == 0) return null;
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return new(sorted[0], sorted[^1], sorted.Average(), Quantiles.Median(sorted));
    }
}

/// <summary>
/// 部分围标筛查。Screens of every subgroup of three or four bids, summarised, so that a ring inside a larger field still shows.
/// Source: Wallimann, Imhof, Huber, Computational Economics 2022, doi 10.1007/s10614-022-10315-w.
/// </summary>
public sealed record SubgroupScreens(int Size, int Groups, Summary? Cv, Summary? Spread, Summary? Difference, Summary? RelativeDistance, Summary? NormalisedDistance, Summary? Skewness, Summary? Uniformity)
{
    /// <summary>Above this number of subgroups a reproducible sample of this many is taken.</summary>
    public const int Limit = 150;

    /// <param name="bids">Bids in any order.</param>
    /// <param name="size">3 or 4.</param>
    /// <returns>Null when there are fewer bids than <paramref name="size"/>.</returns>
    public static SubgroupScreens? Of(ReadOnlySpan<double> bids, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 3);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 4);
        var sorted = bids.ToArray();
        Array.Sort(sorted);
        var n = sorted.Length;
        if (n < size || sorted[0] <= 0) return null;
        var lists = new List<double>[7];
        for (var i = 0; i < lists.Length; i++) lists[i] = [];
        Span<double> group = stackalloc double[size];
        var groups = 0;
        foreach (var picked in Subsets(n, size))
        {
            for (var i = 0; i < size; i++) group[i] = sorted[picked[i]];
            var s = PriceScreens.OfSorted(group);
            groups++;
            Add(lists[0], s.Cv);
            Add(lists[1], s.Spread);
            Add(lists[2], s.Difference);
            Add(lists[3], s.RelativeDistance is { } distance ? Math.Min(distance, 50) : null);
            Add(lists[4], s.NormalisedDistance);
            Add(lists[5], s.Skewness);
            Add(lists[6], s.Uniformity);
        }
        return new(size, groups, Summary.Of(lists[0]), Summary.Of(lists[1]), Summary.Of(lists[2]), Summary.Of(lists[3]), Summary.Of(lists[4]), Summary.Of(lists[5]), Summary.Of(lists[6]));
    }

    private static void Add(List<double> list, double? value)
    {
        if (value is { } v) list.Add(v);
    }

    private static IEnumerable<int[]> Subsets(int n, int size)
    {
        var total = Math.Round(Math.Exp(Distributions.LogChoose(n, size)));
        var picked = new int[size];
        if (total > Limit)
        {
            var random = new SeededRandom((ulong)(n * 8 + size));
            for (var g = 0; g < Limit; g++)
            {
                for (var i = 0; i < size; i++)
                {
                    do picked[i] = random.Next(n);
                    while (picked.AsSpan(0, i).Contains(picked[i]));
                }
                Array.Sort(picked);
                yield return picked;
            }
            yield break;
        }
        for (var i = 0; i < size; i++) picked[i] = i;
        while (true)
        {
            yield return picked;
            var p = size - 1;
            while (p >= 0 && picked[p] == n - size + p) p--;
            if (p < 0) yield break;
            picked[p]++;
            for (var i = p + 1; i < size; i++) picked[i] = picked[i - 1] + 1;
        }
    }
}
