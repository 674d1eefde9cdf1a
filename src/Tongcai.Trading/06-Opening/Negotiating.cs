using System.Data.Common;
using Tongcai.Exchange.Trustees;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Opening;

/// <summary>谈判（磋商）的全部行: empty for methods without rounds.</summary>
public sealed record Negotiating(IReadOnlyList<Round> Rounds, IReadOnlyList<Talk> Talks, IReadOnlyList<NeedChange> Changes, IReadOnlyList<Leaving> Left)
{
    public static readonly Negotiating None = new([], [], [], []);

    public static async Task<Negotiating> Load(DbConnection db, Procurement procurement)
    {
        ArgumentNullException.ThrowIfNull(procurement);
        if (!procurement.MethodRow().Rounds)
            return None;
        var by = new { id = procurement.Id };
        return new(
            await db.Where<Round>("procurement_id = @id order by number", by), await db.Where<Talk>("procurement_id = @id order by at, id", by),
            await db.Where<NeedChange>("procurement_id = @id order by id", by), await db.Where<Leaving>("procurement_id = @id", by));
    }

    /// <summary>The responses to a procurement as they stand (<see cref="Standing(IReadOnlyList{OpenedBidRow})"/>).</summary>
    public static async Task<IReadOnlyList<OpenedBidRow>> Standing(DbConnection db, Procurement procurement) =>
        (await Load(db, procurement)).Standing(await db.Where<OpenedBidRow>("procurement_id = @Id", procurement));

    /// <summary>The round that was called last; null before the first call.</summary>
    public Round? Called => Rounds.Count > 0 ? Rounds[^1] : null;

    /// <summary>Whether the last offers have been opened.</summary>
    public bool LastOpened => Called?.OpenedAt is not null;

    /// <summary>What was changed for a lot and told to its suppliers.</summary>
    public IEnumerable<NeedChange> Notified(string lotId) => Changes.Where(c => c.LotId == lotId && c.NotifiedAt is not null);

    public bool HasLeft(string lotId, string supplierId) => Left.Any(l => l.LotId == lotId && l.SupplierId == supplierId);

    public int TalksWith(string lotId, string supplierId) => Talks.Count(t => t.LotId == lotId && t.SupplierId == supplierId);

    /// <summary>
    /// The responses as they stand: with the last offer where there is one. Who left or gave no last offer stands no more. Where needs were changed the last offer is a whole new response; else only
    /// its price counts (74号第三十二、三十三条).
    /// </summary>
    /// <param name="rows">Opened rows of all rounds.</param>
    public IReadOnlyList<OpenedBidRow> Standing(IReadOnlyList<OpenedBidRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var last = LastOpened ? rows.Where(r => OfferRound.Of(r.LotId).Number == Called!.Number).ToList() : [];
        return [.. rows.Where(r => OfferRound.Of(r.LotId).Number == 1).Select(first => Standing(first, last))];
    }

    private OpenedBidRow Standing(OpenedBidRow first, List<OpenedBidRow> last)
    {
        if (first.Cause.Length > 0 || !LastOpened)
            return first.Cause.Length == 0 && HasLeft(first.LotId, first.SupplierId) ? first with { Cause = "bidder", Detail = "提交最后报价之前退出。" } : first;
        if (last.Find(l => OfferRound.Of(l.LotId).LotId == first.LotId && l.SupplierId == first.SupplierId && l.Cause.Length == 0) is not { } offer)
            return first with { Cause = "bidder", Detail = "没有提交有效的最后报价。" };
        var content = Notified(first.LotId).Any()
            ? offer.Content.Value with { LotId = first.LotId }
            : first.Content.Value with { PriceFen = offer.PriceFen, Prices = offer.Content.Value.Prices };
        return first with { PriceFen = offer.PriceFen, DeliveryDays = content.DeliveryDays, Content = content };
    }
}
