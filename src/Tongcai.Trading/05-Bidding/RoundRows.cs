using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Bidding;

/// <summary>报价轮次。Id = procurement id, ".r", number; the first responses are no row.</summary>
[Table("offer_round")]
public sealed record Round : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    /// <summary>From 2.</summary>
    public int Number { get; init; }
    public DateTimeOffset CalledAt { get; init; }
    public DateTimeOffset Deadline { get; init; }
    /// <summary>Whether the deadline is on record; no offer is taken after it.</summary>
    public bool Closed { get; init; }
    public DateTimeOffset? OpenedAt { get; init; }
}

/// <summary>本单位在二次竞价中的条件：the entry, from which everything but the price is taken.</summary>
/// <param name="AgreedFen">协议价格, which a quote may not exceed, fen per unit.</param>
public sealed record QuoteTerms(long Quantity, string Unit, long AgreedFen, string Product, int DeliveryDays);

/// <summary>可以提交最后报价、二次竞价报价的供应商，按采购包: written with the call, so that nobody's place is decided later. Id random.</summary>
[Table("offer_place")]
public sealed record OfferPlace : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string LotId { get; init; } = "";
    public string SupplierId { get; init; } = "";
    /// <summary>What a price alone is quoted for; null where offers are whole.</summary>
    public Json<QuoteTerms?> Quote { get; init; } = new(null);
}

/// <summary>一次谈判（磋商）。</summary>
[Table("negotiation")]
public sealed record Talk : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string LotId { get; init; } = "";
    public string SupplierId { get; init; } = "";
    /// <summary>Counted for each supplier of a lot, from 1.</summary>
    public int Number { get; init; }
    public string Minutes { get; init; } = "";
    public string AccountId { get; init; } = "";
    public DateTimeOffset At { get; init; }
}

/// <summary>实质性变动。</summary>
[Table("need_change")]
public sealed record NeedChange : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string LotId { get; init; } = "";
    /// <summary>technical, service or contract.</summary>
    public string Kind { get; init; } = "";
    public string Text { get; init; } = "";
    public string AccountId { get; init; } = "";
    public string? ConfirmedBy { get; init; }
    /// <summary>When every supplier of the lot was told, at once; null: not confirmed.</summary>
    public DateTimeOffset? NotifiedAt { get; init; }
}

/// <summary>退出谈判（磋商）的供应商。</summary>
[Table("leaving")]
public sealed record Leaving : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string LotId { get; init; } = "";
    public string SupplierId { get; init; } = "";
    public DateTimeOffset At { get; init; }
}
