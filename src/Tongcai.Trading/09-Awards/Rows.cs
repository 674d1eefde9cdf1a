using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Awards;

/// <summary>定标。Id = lot id.</summary>
[Table("award")]
public sealed record Award : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string BidId { get; init; } = "";
    public string SupplierId { get; init; } = "";
    public string SupplierName { get; init; } = "";
    public long PriceFen { get; init; }
    public DateOnly DecidedOn { get; init; }
    public bool BySilence { get; init; }
    public DateOnly? LetterOn { get; init; }
    public DateOnly? ContractBy { get; init; }
}

/// <summary>告知未中标供应商的本单位得分与理由。</summary>
[Table("reasons")]
public sealed record Reasons : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string LotId { get; init; } = "";
    public string SupplierId { get; init; } = "";
    public int Rank { get; init; }
    public int TotalPoints { get; init; }
    public string Text { get; init; } = "";
}
