using Tongcai.Platform.Time;

namespace Tongcai.Tests;

/// <summary>Legal time that stands still until a test moves it.</summary>
public sealed class StillLegalTime(DateTimeOffset now) : LegalTime(TimeProvider.System)
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>System time that stands still until a test moves it.</summary>
public sealed class StillSystemTime(DateTimeOffset now) : SystemTime
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
