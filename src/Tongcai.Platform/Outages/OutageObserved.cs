using Tongcai.Platform.Storage;

namespace Tongcai.Platform.Outages;

/// <summary>本平台从外部监测到的一次故障, of another platform's seal path.</summary>
[Table("outage_observed")]
public sealed record OutageObserved : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }

    /// <summary>Origin of the ledger of the platform that failed.</summary>
    public string Platform { get; init; } = "";
    public DateTimeOffset FromAt { get; init; }

    /// <summary>Null while it lasts.</summary>
    public DateTimeOffset? ToAt { get; init; }
}

/// <summary>The last probe of an observer. The id is the observer's origin.</summary>
[Table("seal_probe", Technical = true)]
internal sealed record SealProbeRow : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string Nonce { get; init; } = "";
    public DateTimeOffset At { get; init; }
}
