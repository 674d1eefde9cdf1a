using Tongcai.Platform.Storage;

namespace Tongcai.Supervision.Warnings;

/// <summary>预警的处理环节：预警 → 研判 → 核查 → 处理 → 销号。</summary>
public enum WarningState
{
    Raised,
    Judged,
    Verified,
    Handled,
    Closed,
    Dismissed,
}

/// <summary>预警。A hint with its evidence, never a finding.</summary>
[Table("warning")]
public sealed record Warning : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string LotId { get; init; } = "";
    public string Detector { get; init; } = "";
    public string Title { get; init; } = "";
    /// <summary>What was seen, in one sentence with names and figures.</summary>
    public string Evidence { get; init; } = "";
    /// <summary>Harmless explanations to rule out first.</summary>
    public string Innocent { get; init; } = "";
    /// <summary>Clause of law that the pattern points to.</summary>
    public string RuleId { get; init; } = "";
    public Json<List<string>> Parties { get; init; } = new([]);
    /// <summary>Fact from which it was seen.</summary>
    public string FactId { get; init; } = "";
    public DateTimeOffset RaisedAt { get; init; }
    public WarningState State { get; init; }
    public string HandlerId { get; init; } = "";
    public string Opinion { get; init; } = "";
}
