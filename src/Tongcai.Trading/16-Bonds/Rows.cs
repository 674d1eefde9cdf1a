using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Bonds;

/// <summary>投标保证金, of an opened bid, as the institution answered. Id = bid id; made after the opening, never before.</summary>
[Table("bid_bond")]
public sealed record BidBondRow : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string LotId { get; init; } = "";
    public string SupplierId { get; init; } = "";
    public string SupplierName { get; init; } = "";
    public long RequiredFen { get; init; }
    /// <summary>guarantee 保函, deposit 转账; empty: the bid named none.</summary>
    public string Form { get; init; } = "";
    public string Issuer { get; init; } = "";
    public string Number { get; init; } = "";
    /// <summary>By the institution's answer.</summary>
    public long GivenFen { get; init; }
    /// <summary>sound, wanting, returning, returned, claiming, claimed.</summary>
    public string State { get; init; } = "";
    /// <summary>Why it is wanting, or on what ground it is claimed.</summary>
    public string Reason { get; init; } = "";
    public DateTimeOffset? VerifiedAt { get; init; }
    public DateOnly? SettledOn { get; init; }
    public string Reference { get; init; } = "";
}
