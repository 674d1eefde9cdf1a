namespace Tongcai.PublicService.Prices;

/// <summary>单价的分布。Unit prices in fen.</summary>
/// <param name="Sample">How many deals.</param>
internal sealed record PriceStatistics(int Sample, long LeastFen, long FirstQuartileFen, long MedianFen, long ThirdQuartileFen, long MostFen)
{
    /// <summary>Nothing is told of fewer deals.</summary>
    public const int SmallestSample = 5;

    /// <summary>Nothing is told of the prices of fewer firms.</summary>
    public const int FewestSuppliers = 3;

    /// <summary>Units that name no measure: one 项 is not like another.</summary>
    public static readonly IReadOnlyList<string> NoMeasure = ["", "项", "批", "宗", "包", "次", "式"];

    /// <summary>The distribution; quartiles lie between two neighbours in proportion, rounded to the fen.</summary>
    /// <param name="unitPrices">At least one, in any order.</param>
    public static PriceStatistics Of(IEnumerable<long> unitPrices)
    {
        List<long> sorted = [.. unitPrices.Order()];
        return new(sorted.Count, sorted[0], Quantile(sorted, 1), Quantile(sorted, 2), Quantile(sorted, 3), sorted[^1]);
    }

    /// <summary>Price of a lot by its quantity, rounded to the fen.</summary>
    public static long UnitPrice(long fen, long quantity) => (long)decimal.Round(fen / (decimal)quantity, 0, MidpointRounding.AwayFromZero);

    private static long Quantile(List<long> sorted, int quarter)
    {
        var place = (sorted.Count - 1) * quarter;
        var (below, part) = (sorted[place / 4], place % 4);
        return part == 0 ? below : (long)decimal.Round(below + ((sorted[place / 4 + 1] - below) * part / 4m), 0, MidpointRounding.AwayFromZero);
    }
}
