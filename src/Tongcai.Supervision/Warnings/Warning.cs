using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Supervision.Warnings;

/// <summary>预警的处理环节：预警 → 研判 → 核查 → 处理 → 销号。</summary>
public enum WarningState
{
    [Label("预警")] Raised,
    [Label("研判")] Judged,
    [Label("核查")] Verified,
    [Label("处理")] Handled,
    [Label("销号")] Closed,
    [Label("误报销号")] Dismissed,
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

    /// <summary>Account that judged; may not close or dismiss (四眼原则). Empty while nobody has.</summary>
    public string JudgedBy { get; init; } = "";
}

/// <summary>预警办理的一步。</summary>
[Table("warning_step")]
public sealed record WarningStep : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string WarningId { get; init; } = "";

    /// <summary>State that the step led to.</summary>
    public WarningState State { get; init; }
    public string Opinion { get; init; } = "";
    public string AccountId { get; init; } = "";

    /// <summary>Name of the person, as shown.</summary>
    public string Name { get; init; } = "";
    public DateTimeOffset At { get; init; }
}
