using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Questions;

/// <summary>询问。</summary>
[Table("question")]
public sealed record Question : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string SupplierId { get; init; } = "";
    public string Text { get; init; } = "";
    public DateTimeOffset AskedAt { get; init; }
    public string? Answer { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
    public string? ClarificationId { get; init; }
}
