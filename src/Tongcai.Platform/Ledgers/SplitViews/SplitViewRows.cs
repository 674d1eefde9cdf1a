using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Ledgers.SplitViews;

/// <summary>How what somebody else saw of a followed ledger compares.</summary>
public enum ViewState
{
    /// <summary>一致：one extends the other.</summary>
    Consistent,

    /// <summary>待定：the ledger does not yet show how they hang together.</summary>
    Undecided,

    /// <summary>非该账本签发：what the other platform says it saw is not signed by the ledger.</summary>
    NotTheLogs,

    /// <summary>没有应答。</summary>
    Unreachable,

    /// <summary>分叉。</summary>
    Forked,
}

/// <summary>他方所见。The checkpoint of a followed ledger that another platform, or the own witness, saw.</summary>
[Table("seen_checkpoint", Technical = true)]
public sealed record SeenCheckpoint : IRow
{
    /// <summary>Ledger and peer.</summary>
    public string Id { get; init; } = "";
    public long Version { get; init; }

    /// <summary>Origin of the ledger.</summary>
    public string Ledger { get; init; } = "";

    /// <summary>Origin of the platform that saw it; the own origin for the own witness.</summary>
    public string Peer { get; init; } = "";

    /// <summary>The signed note. While undecided, the first one that is: a later one does not displace it.</summary>
    public byte[] Note { get; init; } = [];
    public ViewState State { get; init; }
    public string Detail { get; init; } = "";

    /// <summary>System time since when it stands so.</summary>
    public DateTimeOffset Since { get; init; }
}

/// <summary>告警的处理。Who let following go on after an alarm, and why.</summary>
[Table("follow_decision")]
public sealed record FollowDecision : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }

    /// <summary>Origin of the ledger.</summary>
    public string Ledger { get; init; } = "";
    public string Alarm { get; init; } = "";

    /// <summary>SHA-256 of each checkpoint text that was known and is herewith judged: it raises no alarm again.</summary>
    public Json<IReadOnlyList<string>> Judged { get; init; } = new([]);

    /// <summary>Parked facts that are read again.</summary>
    public long Parked { get; init; }
    public string Reason { get; init; } = "";
    public string AccountId { get; init; } = "";
    public string AccountName { get; init; } = "";
    public string OrganisationId { get; init; } = "";

    /// <summary>Legal time.</summary>
    public DateTimeOffset DecidedAt { get; init; }
}
