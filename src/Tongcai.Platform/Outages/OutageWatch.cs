namespace Tongcai.Platform.Outages;

/// <summary>One try to have a seal taken.</summary>
public sealed record Probe(DateTimeOffset At, bool Worked);

/// <summary>What a probe has brought to light.</summary>
public abstract record OutageChange
{
    private OutageChange()
    {
    }

    /// <summary>Bids cannot be handed in.</summary>
    /// <param name="From">The first probe that failed.</param>
    public sealed record Began(DateTimeOffset From) : OutageChange;

    /// <summary>They can again.</summary>
    /// <param name="To">The first probe that worked.</param>
    public sealed record Ended(DateTimeOffset From, DateTimeOffset To) : OutageChange;
}

/// <summary>
/// 故障判定. An outage is three failures in a row, or three and more than one in twenty within a minute; it is over when three in a row have worked. One lost packet is none.
/// </summary>
/// <param name="Recent">Probes of the last minute, oldest first.</param>
/// <param name="DownSince">Begin of the outage that lasts; null: none.</param>
public sealed record OutageWatch(IReadOnlyList<Probe> Recent, DateTimeOffset? DownSince)
{
    /// <summary>Failures that make an outage, successes that end it.</summary>
    public const int Enough = 3;

    /// <summary>One failure in so many is borne.</summary>
    private const int Borne = 20;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    public static OutageWatch Up { get; } = new([], null);

    /// <summary>Sees a probe; what it changes, null when nothing.</summary>
    public (OutageWatch Next, OutageChange? Change) See(Probe probe)
    {
        ArgumentNullException.ThrowIfNull(probe);
        List<Probe> recent = [.. Recent.Where(p => probe.At - p.At < Window), probe];
        var last = recent.TakeLast(Enough).ToList();
        if (DownSince is { } from)
        {
            // The failures before the recovery are told; they do not begin the next outage.
            return last.Count == Enough && last.All(p => p.Worked) ? (new(last, null), new OutageChange.Ended(from, last[0].At)) : (this with { Recent = recent }, null);
        }

        var failed = recent.Where(p => !p.Worked).ToList();
        var row = last.Count == Enough && last.All(p => !p.Worked);
        if (!row && (failed.Count < Enough || failed.Count * Borne <= recent.Count))
            return (this with { Recent = recent }, null);
        var began = row ? recent[recent.FindLastIndex(p => p.Worked) + 1].At : failed[0].At;
        return (new(recent, began), new OutageChange.Began(began));
    }
}
