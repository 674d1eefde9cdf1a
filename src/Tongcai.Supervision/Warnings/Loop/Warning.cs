using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Warnings.Detectors;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Warnings.Loop;

/// <summary>预警的处理环节：预警 → 研判 → 核查 → 处理 → 销号。The state names what has been done.</summary>
public enum WarningState
{
    [Label("旁证")] Noted,
    [Label("预警")] Raised,
    [Label("研判")] Judged,
    [Label("核查")] Verified,
    [Label("处理")] Handled,
    [Label("销号")] Closed,
    [Label("误报销号")] Dismissed,
}

/// <summary>研判意见。</summary>
public enum Leaning
{
    [Label("未研判")] None,
    [Label("转核查")] Inspect,
    [Label("建议按误报销号")] FalseAlarm,
}

/// <summary>预警。A hint with its evidence, never a finding. One for each pattern of the same parties in a procurement; it grows.</summary>
[Table("warning")]
public sealed record Warning : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string LotId { get; init; } = "";
    public string Detector { get; init; } = "";

    /// <summary>Detector and parties within the procurement; unique.</summary>
    public string Pattern { get; init; } = "";
    public string Title { get; init; } = "";

    /// <summary>A, B or C.</summary>
    public string Tier { get; init; } = "B";
    public Violation Violation { get; init; }

    /// <summary>What was seen first, in one sentence with names and figures.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>Harmless explanations to rule out first.</summary>
    public string Innocent { get; init; } = "";

    /// <summary>Clause of law that the pattern points to.</summary>
    public string RuleId { get; init; } = "";
    public Json<List<string>> Parties { get; init; } = new([]);

    /// <summary>Fact from which it was seen first.</summary>
    public string FactId { get; init; } = "";
    public DateTimeOffset RaisedAt { get; init; }

    /// <summary>Instant of the latest further finding; null: none.</summary>
    public DateTimeOffset? GrownAt { get; init; }
    public WarningState State { get; init; }

    /// <summary>Since when the warning has stood in its state.</summary>
    public DateTimeOffset StateSince { get; init; }

    /// <summary>Last day of the next step; null: none is owed, or the calendar of that year is not announced.</summary>
    public DateOnly? DueOn { get; init; }
    public Leaning Leaning { get; init; }

    /// <summary>Account that judged; may not end the warning (四眼原则). Empty while nobody has.</summary>
    public string JudgedBy { get; init; } = "";

    /// <summary>Account that recorded the result of the inspection; may not end the warning.</summary>
    public string VerifiedBy { get; init; } = "";

    /// <summary>Account that handled; may not close what it handled.</summary>
    public string HandledBy { get; init; } = "";

    /// <summary>Whether the inspection found it to be so.</summary>
    public bool Founded { get; init; }

    /// <summary>How it was handled, in words; empty: not yet.</summary>
    public string Handling { get; init; } = "";

    /// <summary>整改期限; null: none was set.</summary>
    public DateOnly? RectifyBy { get; init; }

    /// <summary>Account that closed or dismissed.</summary>
    public string EndedBy { get; init; } = "";

    /// <summary>Whether somebody still has to do something.</summary>
    /// <summary>States in which something is left to do, in order.</summary>
    public static readonly IReadOnlyList<WarningState> Open = [WarningState.Raised, WarningState.Judged, WarningState.Verified, WarningState.Handled];

    /// <summary>The open states as a list in SQL.</summary>
    public static readonly string OpenSql = $"({string.Join(", ", Open.Select(s => $"'{s}'"))})";

    public bool IsOpen => Open.Contains(State);

    public bool IsOver => State is WarningState.Closed or WarningState.Dismissed;

    /// <summary>Whether the clock of the next step has run out.</summary>
    public bool IsOverdue(DateOnly today) => IsOpen && DueOn < today;

    /// <summary>The clock of the next step; null: none runs.</summary>
    public LegalClock? Clock => WarningRules.LimitIn(State) is { } limit && DueOn is { } due ? new(limit, StateSince.BeijingDate(), due, null) : null;

    /// <summary>The warning in another state, its clock started anew.</summary>
    public Warning In(WarningState state, DateTimeOffset now) => this with { State = state, StateSince = now, DueOn = WarningRules.DueIn(state, now) };
}

/// <summary>办理中取得的一项证据。</summary>
public sealed record Evidence(
    [property: Field("名称", Hint = "例如：询问笔录、录像、报价单", Min = 2, Max = 200)] string Name,
    [property: Field("来源", Hint = "由谁提供、如何取得", Min = 2, Max = 200)] string Source,
    [property: Field("要点", Lines = true, Min = 2, Max = 2_000)] string Point,
    [property: Field("文件摘要", Hint = "电子文件的 SM3，64 位十六进制；没有电子文件的不填", Pattern = "^[0-9a-fA-F]{64}$", Max = 64)] string? Sm3);

/// <summary>预警办理的一步。</summary>
[Table("warning_step")]
public sealed record WarningStep : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string WarningId { get; init; } = "";

    /// <summary>State that the step led to.</summary>
    public WarningState State { get; init; }

    /// <summary>What was done, in words.</summary>
    public string Act { get; init; } = "";
    public string Opinion { get; init; } = "";
    public Json<List<Evidence>> Evidence { get; init; } = new([]);
    public string AccountId { get; init; } = "";

    /// <summary>Name of the person, as shown.</summary>
    public string Name { get; init; } = "";
    public DateTimeOffset At { get; init; }
}

/// <summary>预警的一条线索。</summary>
[Table("warning_finding")]
public sealed record WarningFinding : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string WarningId { get; init; } = "";
    public string ProcurementId { get; init; } = "";

    /// <summary>Digest of what was seen; the same is not written twice.</summary>
    public string Identity { get; init; } = "";
    public DateTimeOffset SeenAt { get; init; }
    public Json<Finding> Finding { get; init; }
}
