using Tongcai.Exchange.Wire;

namespace Tongcai.Trustee;

/// <summary>受托人自己的时钟. In production the clock of this machine, whatever the platform says; in a demo the shared clock file.</summary>
internal sealed class LegalClock(TimeProvider system, string? clockFile)
{
    /// <summary>How far this clock may be behind the platform's.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private readonly ClockFile? clock = clockFile is null ? null : new(clockFile, system);

    /// <exception cref="IOException">The demo's clock file is missing or no clock.</exception>
    public DateTimeOffset Now() => clock?.Now ?? system.GetUtcNow();
}
