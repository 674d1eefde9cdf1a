namespace Tongcai.Risk.Bidding;

/// <summary>One bid of a tender.</summary>
/// <param name="Bidder">Any stable name or code; empty where the source names nobody.</param>
/// <param name="Amount">Price in one unit per tender; a statistic, not money held as a fact.</param>
/// <param name="Won">Whether it was awarded.</param>
/// <param name="Implicated">Decided case: whether this bidder belonged to the ring; null when undecided.</param>
public readonly record struct AuctionBid(string Bidder, double Amount, bool Won, bool? Implicated = null);

/// <summary>采购项目的一次报价竞争。</summary>
/// <param name="Estimate">Budget, ceiling or engineer's estimate in the unit of the bids; null when unknown.</param>
/// <param name="Rigged">Decided case: true rigged, false competitive, null undecided.</param>
public sealed record Auction(string Id, IReadOnlyList<AuctionBid> Bids, double? Estimate = null, bool? Rigged = null)
{
    /// <summary>Positive finite prices in ascending order.</summary>
    public double[] Prices() => [.. Bids.Select(b => b.Amount).Where(a => double.IsFinite(a) && a > 0).Order()];

    /// <summary>Lowest positive price that won; NaN when no winner is known.</summary>
    public double WinningPrice() => Bids.Where(b => b.Won && b.Amount > 0).Select(b => b.Amount).DefaultIfEmpty(double.NaN).Min();
}
