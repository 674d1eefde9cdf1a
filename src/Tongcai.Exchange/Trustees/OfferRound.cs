using System.Globalization;

namespace Tongcai.Exchange.Trustees;

/// <summary>
/// 报价轮次：which round an envelope belongs to. The lot that the envelope binds carries it: <c>lot</c> is a first response, <c>lot.r2</c> the second round of that lot. Every round has its own deadline on the ledger.
/// </summary>
/// <param name="LotId">The lot as the documents name it.</param>
/// <param name="Number">From 1.</param>
public readonly record struct OfferRound(string LotId, int Number)
{
    private const string Mark = ".r";

    /// <summary>The lot and round that an envelope's lot names.</summary>
    public static OfferRound Of(string lot)
    {
        ArgumentNullException.ThrowIfNull(lot);
        return lot.LastIndexOf(Mark, StringComparison.Ordinal) is var at and > 0
            && int.TryParse(lot.AsSpan(at + Mark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 1 && lot[at + Mark.Length] != '0'
                ? new(lot[..at], number)
                : new(lot, 1);
    }

    /// <summary>As the envelope names it.</summary>
    public override string ToString() => Number == 1 ? LotId : string.Create(CultureInfo.InvariantCulture, $"{LotId}{Mark}{Number}");
}
