using Tongcai.Law;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Warnings.Loop;

/// <summary>核查询问：a question to one party and its answer. The party sees the question and nothing of the warning.</summary>
[Table("warning_inquiry")]
public sealed record Inquiry : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string WarningId { get; init; } = "";
    public string OrganisationId { get; init; } = "";
    public string OrganisationName { get; init; } = "";
    public string ProcurementId { get; init; } = "";
    public string Question { get; init; } = "";

    /// <summary>Name of the officer who asked.</summary>
    public string AskedBy { get; init; } = "";
    public DateOnly AskedOn { get; init; }
    public DateOnly DueOn { get; init; }
    public string Answer { get; init; } = "";
    public DateOnly? AnsweredOn { get; init; }

    /// <summary>Name of the person who answered.</summary>
    public string AnsweredName { get; init; } = "";
    public Json<List<Evidence>> Evidence { get; init; } = new([]);

    public LegalClock Clock => new(WarningRules.Answering, AskedOn, DueOn, AnsweredOn);
}
