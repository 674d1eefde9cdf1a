using Tongcai.Exchange.Facts;
using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Performance;

/// <summary>履约验收。</summary>
[Table("acceptance")]
public sealed record Acceptance : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string ContractId { get; init; } = "";
    public DateOnly AcceptedOn { get; init; }
    public bool Passed { get; init; }
    public long AcceptedFen { get; init; }
    public Json<List<ItemResult>> Items { get; init; } = new([]);
    public string Opinion { get; init; } = "";
}
