using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Opening;

/// <summary>开标进行状态。</summary>
public enum OpeningState
{
    Opened,
    Recorded,
}

/// <summary>开标。Id = procurement id.</summary>
[Table("opening")]
public sealed record OpeningRow : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public OpeningState State { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? OpenedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
}

/// <summary>受托人的部分解密及证明。</summary>
[Table("partial_decryption")]
public sealed record PartialRow : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string BidId { get; init; } = "";
    public string Section { get; init; } = "";
    public int TrusteeIndex { get; init; }
    /// <summary>D_i and Chaum–Pedersen proof, canonical JSON.</summary>
    public string Value { get; init; } = "";
}

/// <summary>已开启的投标。</summary>
[Table("opened_bid")]
public sealed record OpenedBidRow : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string LotId { get; init; } = "";
    public string SupplierId { get; init; } = "";
    public string SupplierName { get; init; } = "";
    public long PriceFen { get; init; }
    public int DeliveryDays { get; init; }
    public Json<List<string>> ConsortiumIds { get; init; } = new([]);
    /// <summary>The opened bid: responses, price sheet, commitments, declarations.</summary>
    public Json<Tongcai.Exchange.BidContent> Content { get; init; } = new(null!);
    /// <summary>Empty when opened; else bidder or platform.</summary>
    public string Cause { get; init; } = "";
    public string Detail { get; init; } = "";
    public string EnvelopeSm3 { get; init; } = "";
}

/// <summary>开标异议。</summary>
[Table("opening_objection")]
public sealed record ObjectionRow : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string SupplierId { get; init; } = "";
    public string Text { get; init; } = "";
    public DateTimeOffset At { get; init; }
}
