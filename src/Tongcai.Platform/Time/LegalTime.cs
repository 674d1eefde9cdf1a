namespace Tongcai.Platform.Time;

/// <summary>法定时间。The clock of deadlines and periods. In production it is the system clock; in a demo it is shifted, scaled or jumped by a clock file.</summary>
public class LegalTime(TimeProvider source) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => source.GetUtcNow();
}

/// <summary>系统时间。The clock of cryptography, sessions, leases, retries and witnesses; never touched by a demo.</summary>
public class SystemTime : TimeProvider;
