namespace Tongcai.Law;

/// <summary>报价中的一行：数量、单价、合价。</summary>
/// <param name="Quantity">Units, may be fractional.</param>
/// <param name="UnitPriceFen">单价.</param>
/// <param name="AmountFen">合价 as written; null when the bid gives none.</param>
public sealed record PriceLine(string Name, decimal Quantity, long UnitPriceFen, long? AmountFen = null);

/// <summary>投标文件中的报价，按所在位置。</summary>
/// <param name="OpeningTotalFen">开标一览表 total in figures.</param>
/// <param name="OpeningTotalInWordsFen">开标一览表 total in words (大写), null when not given.</param>
/// <param name="DetailTotalFen">Total written in other parts of the bid, null when not given.</param>
public sealed record PriceStatement(long OpeningTotalFen, long? OpeningTotalInWordsFen, long? DetailTotalFen, IReadOnlyList<PriceLine> Lines);

/// <summary>一处修正。</summary>
/// <param name="Item">Item of 87号第五十九条 applied, 1 to 4.</param>
/// <param name="Field">What was changed, in Chinese.</param>
public sealed record PriceCorrection(int Item, string Field, long FromFen, long ToFen);

/// <summary>修正后的报价，须经投标人确认。</summary>
public sealed record CorrectedPrice(long TotalFen, IReadOnlyList<PriceLine> Lines, IReadOnlyList<PriceCorrection> Corrections)
{
    /// <summary>Whether the bidder must confirm; unconfirmed, the bid is invalid.</summary>
    public bool NeedsConfirmation => Corrections.Count > 0;
}

/// <summary>
/// 报价修正（87号第五十九条），in this order: (1) 开标一览表 beats other parts, (2) words beat figures, (3) a unit price off by a power of ten or a hundredfold
/// follows the 开标一览表 total, (4) otherwise the unit prices win over the total.
/// </summary>
public static class PriceErrors
{
    /// <summary>Corrects a statement; a consistent one comes back unchanged.</summary>
    public static CorrectedPrice Correct(PriceStatement price)
    {
        List<PriceCorrection> corrections = [];
        var total = price.OpeningTotalFen;
        var opening = price.OpeningTotalInWordsFen ?? total;
        if (price.DetailTotalFen is { } detail && detail != opening)
            corrections.Add(new(1, "投标文件其他部分的总价", detail, opening));
        if (opening != total)
            corrections.Add(new(2, "开标一览表小写总价", total, total = opening));

        var lines = price.Lines.ToList();
        if (lines.Count == 0)
            return new(total, lines, corrections);
        if (Sum(lines) != total && FindSlip(lines, total) is { } slip)
        {
            corrections.Add(new(3, $"{lines[slip.Line].Name}单价", lines[slip.Line].UnitPriceFen, slip.UnitPriceFen));
            lines[slip.Line] = lines[slip.Line] with { UnitPriceFen = slip.UnitPriceFen };
        }

        for (var i = 0; i < lines.Count; i++)
        {
            var amount = Amount(lines[i]);
            if (lines[i].AmountFen is { } written && written != amount)
                corrections.Add(new(4, $"{lines[i].Name}合价", written, amount));
            lines[i] = lines[i] with { AmountFen = amount };
        }

        if (Sum(lines) is var sum && sum != total)
            corrections.Add(new(4, "总价", total, total = sum));
        return new(total, lines, corrections);
    }

    private static long Amount(PriceLine line) => (long)Math.Round(line.Quantity * line.UnitPriceFen, 0, MidpointRounding.AwayFromZero);

    private static long Sum(IEnumerable<PriceLine> lines) => lines.Sum(Amount);

    // Obvious: exactly one unit price, moved by one decimal point or per-cent slip, makes the sum meet the total.
    private static (int Line, long UnitPriceFen)? FindSlip(List<PriceLine> lines, long total)
    {
        decimal[] factors = [0.001m, 0.01m, 0.1m, 10, 100, 1000];
        var sum = Sum(lines);
        var found = Enumerable.Range(0, lines.Count)
            .SelectMany(i => factors.Select(f => (Line: i, Price: lines[i].UnitPriceFen * f)))
            .Where(c => c.Price == Math.Truncate(c.Price) && c.Price <= long.MaxValue / 1000)
            .Select(c => (c.Line, UnitPriceFen: (long)c.Price))
            .Where(c => sum - Amount(lines[c.Line]) + Amount(lines[c.Line] with { UnitPriceFen = c.UnitPriceFen }) == total)
            .ToList();
        return found.Count == 1 ? found[0] : null;
    }
}
