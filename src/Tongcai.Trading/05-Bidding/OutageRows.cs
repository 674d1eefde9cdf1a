using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Bidding;

/// <summary>他方账本记录的本平台故障。</summary>
[Table("outage_report")]
public sealed record OutageReport : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    /// <summary>Origin of the ledger that recorded it.</summary>
    public string Observer { get; init; } = "";
    /// <summary>hub 公共服务平台, supervision 行政监督平台.</summary>
    public string Source { get; init; } = "";
    public DateTimeOffset FromAt { get; init; }
    /// <summary>Null while it lasts.</summary>
    public DateTimeOffset? ToAt { get; init; }
    /// <summary>The newest fact of it in the observer's ledger.</summary>
    public string FactId { get; init; } = "";
}

/// <summary>投标人签名的递交受阻记录。</summary>
[Table("seal_attempt")]
public sealed record SealAttempt : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string SupplierId { get; init; } = "";
    public string EnvelopeSm3 { get; init; } = "";
    /// <summary>By the bidder's clock.</summary>
    public DateTimeOffset At { get; init; }
    public string Signature { get; init; } = "";
}

/// <summary>一次故障顺延。</summary>
[Table("deadline_extension")]
public sealed record DeadlineExtension : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string NoticeId { get; init; } = "";
    public DateTimeOffset FromDeadline { get; init; }
    public DateTimeOffset ToDeadline { get; init; }
    public DateTimeOffset OutageFrom { get; init; }
    public DateTimeOffset OutageTo { get; init; }
    /// <summary>Ids of the observers' facts.</summary>
    public Json<List<string>> Evidence { get; init; } = new([]);
}
