using Tongcai.Exchange.Facts;
using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Documents;

/// <summary>招标文件（编制中与已确认的版本）。Id = procurement id.</summary>
[Table("tender")]
public sealed record Tender : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public Json<TenderDocument> Document { get; init; } = new(null!);
    public string AuthorId { get; init; } = "";
    public string? ConfirmedBy { get; init; }
    public DateOnly? ConfirmedOn { get; init; }
    /// <summary>Signed justification for clause-check findings that the law lets stand; empty when there were none.</summary>
    public string Justification { get; init; } = "";
}
