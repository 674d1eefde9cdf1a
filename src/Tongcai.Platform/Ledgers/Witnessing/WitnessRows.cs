using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Ledgers.Witnessing;

/// <summary>一个见证方的状态。How a witness of the own ledger stands, by its name in the policy.</summary>
[Table("witness_standing", Technical = true)]
public sealed record WitnessStanding : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }

    /// <summary>What is wrong and what to do, in Chinese; empty while it answers.</summary>
    public string Problem { get; init; } = "";

    /// <summary>System time since when it stands so.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Entries of the newest checkpoint that it cosigned.</summary>
    public long Size { get; init; }

    /// <summary>The time it signed with that cosignature.</summary>
    public DateTimeOffset? CosignedAt { get; init; }
}

/// <summary>The newest own checkpoint with the cosignatures that the policy asks for.</summary>
[Table("cosigned_head", Technical = true)]
internal sealed record CosignedHead : IRow
{
    public const string Only = "ledger";

    public string Id { get; init; } = Only;
    public long Version { get; init; }
    public long Size { get; init; }
    public byte[] Note { get; init; } = [];

    /// <summary>System time.</summary>
    public DateTimeOffset At { get; init; }
}
