using Tongcai.Exchange.Wire;

namespace Tongcai.Platform.Time;

/// <summary>
/// 法定时间。The clock of deadlines and periods. In production it is the system clock; in a demo it is shifted, scaled or jumped by a
/// <see cref="ClockFile"/>, equal in all processes. Timers made from it run in real time: legal moments are data, looked at by the jobs.
/// </summary>
public class LegalTime : TimeProvider
{
    private readonly TimeProvider system;
    private readonly ClockFile? clock;

    /// <summary>Legal time that is the given clock.</summary>
    public LegalTime(TimeProvider system) => this.system = system;

    /// <summary>Legal time of a demo.</summary>
    public LegalTime(TimeProvider system, ClockFile clock) => (this.system, this.clock) = (system, clock);

    /// <summary>Number of the demo clock's last change; 0 in production.</summary>
    public long Sequence => clock?.Read().Sequence ?? 0;

    /// <inheritdoc/>
    /// <exception cref="IOException">A demo's clock file is missing or damaged.</exception>
    public override DateTimeOffset GetUtcNow() => clock?.Read().At(system.GetUtcNow()) ?? system.GetUtcNow();
}

/// <summary>系统时间。The clock of cryptography, sessions, leases, retries and witnesses; never touched by a demo.</summary>
public class SystemTime : TimeProvider;
