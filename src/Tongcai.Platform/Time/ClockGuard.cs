namespace Tongcai.Platform.Time;

/// <summary>时钟异常。Why the wall clock is not believed.</summary>
/// <param name="Cause">jumped: it moved against the monotonic clock; behind: it is earlier than what was already acted on; witness: witnesses have another time.</param>
/// <param name="SkewMilliseconds">By how much the wall clock is ahead of what is believed; negative: behind.</param>
public sealed record ClockFault(string Cause, long SkewMilliseconds);

/// <summary>
/// 守护时钟. Wall time counted on by the monotonic clock: it follows the wall clock while both agree, goes back only when it is set right after a fault, and starts no earlier than the latest instant that was acted on before. When the
/// wall clock jumps, is set back or contradicts the witnesses, it goes on by the monotonic clock and says so until the wall clock is right again or a witness confirms it.
/// </summary>
/// <param name="wall">The machine's clock.</param>
public sealed class ClockGuard(TimeProvider wall) : TimeProvider
{
    /// <summary>Most that the wall clock may move against the monotonic one between two looks.</summary>
    public static readonly TimeSpan Jump = TimeSpan.FromMilliseconds(500);

    /// <summary>Most that a witness's time may differ.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromSeconds(2);

    /// <summary>A stop shorter than this is none: two marks lie a few seconds apart.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private DateTimeOffset anchor = wall.GetUtcNow();
    private long mark = wall.GetTimestamp();
    private DateTimeOffset said;
    private ClockFault? fault;

    /// <summary>What is wrong now; null: the clock is believed.</summary>
    public ClockFault? Fault
    {
        get
        {
            lock (gate)
                return fault;
        }
    }

    /// <summary>While the program was not running, at its start; null: it was not away.</summary>
    public (DateTimeOffset From, DateTimeOffset To)? Away { get; private set; }

    public override long TimestampFrequency => wall.TimestampFrequency;

    public override long GetTimestamp() => wall.GetTimestamp();

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return said = Counted > said ? Counted : said;
    }

    /// <summary>Tells it the latest instant that was acted on before the program started.</summary>
    public void NotBefore(DateTimeOffset highWater)
    {
        lock (gate)
        {
            if (Counted - highWater > Shortest)
                Away = (highWater, Counted);
            if (highWater <= Counted)
                return;
            var skew = wall.GetUtcNow() - highWater;
            (anchor, mark, fault) = (highWater, wall.GetTimestamp(), new("behind", Milliseconds(skew)));
        }
    }

    /// <summary>Doubts the wall clock until a witness confirms it.</summary>
    public void Distrust()
    {
        lock (gate)
            fault ??= new("witness", 0);
    }

    /// <summary>Compares the clocks.</summary>
    /// <param name="witnessed">What a witness's clock says of this moment; null: no news of one.</param>
    /// <returns>By how much believed time was set right, when a fault has just ended; else zero.</returns>
    public TimeSpan Look(DateTimeOffset? witnessed = null)
    {
        lock (gate)
        {
            var (now, believed) = (wall.GetUtcNow(), Counted);
            var skew = now - believed;
            if (witnessed is { } theirs)
            {
                if ((now - theirs).Duration() > Apart)
                {
                    fault = new("witness", Milliseconds(now - theirs));
                    return TimeSpan.Zero;
                }

                // The wall clock is confirmed from outside, whatever was believed.
                return fault is null ? Follow(now) : Believe(now, believed);
            }

            if (fault is { Cause: "witness" })
                return TimeSpan.Zero;
            if (skew.Duration() > Jump)
            {
                fault = new(fault?.Cause ?? "jumped", Milliseconds(skew));
                return TimeSpan.Zero;
            }

            return fault is null ? Follow(now) : Believe(now, believed);
        }
    }

    private static long Milliseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMillisecond;

    private DateTimeOffset Counted => anchor + wall.GetElapsedTime(mark);

    /// <summary>Takes up the small differences by which an honest clock is disciplined.</summary>
    private TimeSpan Follow(DateTimeOffset now)
    {
        (anchor, mark) = (now, wall.GetTimestamp());
        return TimeSpan.Zero;
    }

    private TimeSpan Believe(DateTimeOffset now, DateTimeOffset believed)
    {
        (anchor, mark, said, fault) = (now, wall.GetTimestamp(), now, null);
        return now - believed;
    }
}
