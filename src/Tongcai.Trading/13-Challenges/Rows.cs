using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Challenges;

/// <summary>质疑。</summary>
[Table("challenge")]
public sealed record Challenge : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string SupplierId { get; init; } = "";
    public string SupplierName { get; init; } = "";
    /// <summary>document, process or result.</summary>
    public string About { get; init; } = "";
    public Json<List<string>> Items { get; init; } = new([]);
    public string Facts { get; init; } = "";
    public string LegalBasis { get; init; } = "";
    public DateOnly LodgedOn { get; init; }
    public DateOnly AnswerBy { get; init; }
    public string? Answer { get; init; }
    public bool Upheld { get; init; }
    public DateOnly? AnsweredOn { get; init; }
}

/// <summary>收到的监督指令。Id = order id.</summary>
[Table("supervision_order")]
public sealed record SupervisionOrder : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string Kind { get; init; } = "";
    public DateOnly? Until { get; init; }
    public string Reason { get; init; } = "";
    public string RuleId { get; init; } = "";
    public DateTimeOffset ReceivedAt { get; init; }
}
