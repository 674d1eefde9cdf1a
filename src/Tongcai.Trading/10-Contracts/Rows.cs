using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Contracts;

/// <summary>合同。</summary>
[Table("contract")]
public sealed record Contract : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string LotId { get; init; } = "";
    public string Number { get; init; } = "";
    public string PurchaserId { get; init; } = "";
    public string SupplierId { get; init; } = "";
    public string SupplierName { get; init; } = "";
    public long PriceFen { get; init; }
    /// <summary>The text both sides sign, made from the data.</summary>
    public string Text { get; init; } = "";
    public string? PurchaserSignature { get; init; }
    public string? SupplierSignature { get; init; }
    public DateOnly? SignedOn { get; init; }
    public DateOnly? PublishedOn { get; init; }
    public DateOnly? FiledOn { get; init; }
    public DateOnly SignBy { get; init; }
}
