using Tongcai.Platform.Time;

namespace Tongcai.Platform.Tests.Time;

/// <summary>The clock of deadlines when the machine's clock is not honest.</summary>
public sealed class ClockGuardTests
{
    private static readonly DateTimeOffset Start = new(2026, 4, 28, 1, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(500, false)]
    [InlineData(501, true)]
    [InlineData(-500, false)]
    [InlineData(-501, true)]
    [InlineData(7_200_000, true)]
    public void A_wall_clock_that_moves_against_the_monotonic_one_by_more_than_half_a_second_is_not_believed(int milliseconds, bool alarmed)
    {
        var machine = new Machine(Start);
        var guard = new ClockGuard(machine);
        machine.Pass(TimeSpan.FromSeconds(1));
        machine.Wall += TimeSpan.FromMilliseconds(milliseconds);
        guard.Look();
        Assert.Equal(alarmed ? new ClockFault("jumped", milliseconds) : null, guard.Fault);
        machine.Pass(TimeSpan.FromSeconds(1));
        if (alarmed)
            Assert.Equal(Start.AddSeconds(2), guard.GetUtcNow());
    }

    [Fact]
    public void A_clock_that_is_disciplined_slowly_is_followed_and_never_goes_back()
    {
        var machine = new Machine(Start);
        var guard = new ClockGuard(machine);
        var before = guard.GetUtcNow();
        for (var second = 0; second < 3_600; second++)
        {
            machine.Pass(TimeSpan.FromSeconds(1));
            machine.Wall -= TimeSpan.FromMilliseconds(second < 1_800 ? 1 : -1);
            guard.Look();
            Assert.Null(guard.Fault);
            Assert.True(guard.GetUtcNow() >= before);
            before = guard.GetUtcNow();
        }

        Assert.Equal(machine.Wall, guard.GetUtcNow());
    }

    [Fact]
    public void A_restart_with_an_earlier_clock_goes_on_from_what_was_acted_on()
    {
        var machine = new Machine(Start.AddHours(-2));
        var guard = new ClockGuard(machine);
        guard.NotBefore(Start);
        Assert.Equal(new ClockFault("behind", -7_200_000), guard.Fault);
        machine.Pass(TimeSpan.FromMinutes(1));
        guard.Look();
        Assert.Equal((Start.AddMinutes(1), "behind"), (guard.GetUtcNow(), guard.Fault!.Cause));

        // Set right by hand, it is believed again.
        machine.Wall = Start.AddMinutes(1);
        Assert.Equal(TimeSpan.Zero, guard.Look());
        Assert.Null(guard.Fault);
    }

    [Fact]
    public void A_restart_with_a_later_clock_is_no_fault()
    {
        var guard = new ClockGuard(new Machine(Start.AddHours(1)));
        guard.NotBefore(Start);
        Assert.Equal(((DateTimeOffset, DateTimeOffset)?)(Start, Start.AddHours(1)), guard.Away);
        Assert.Null(guard.Fault);
    }

    [Theory]
    [InlineData(2_000, false)]
    [InlineData(2_001, true)]
    [InlineData(-2_000, false)]
    [InlineData(-2_001, true)]
    public void Witnesses_that_have_another_time_are_heard(int milliseconds, bool alarmed)
    {
        var guard = new ClockGuard(new Machine(Start));
        guard.Look(Start.AddMilliseconds(-milliseconds));
        Assert.Equal(alarmed ? new ClockFault("witness", milliseconds) : null, guard.Fault);
        guard.Look();
        Assert.Equal(alarmed, guard.Fault is not null);
        guard.Look(Start);
        Assert.Null(guard.Fault);
    }

    [Fact]
    public void A_witness_confirms_a_wall_clock_that_has_jumped_rightly_and_says_by_how_much_belief_was_wrong()
    {
        var machine = new Machine(Start);
        var guard = new ClockGuard(machine);
        machine.Wall += TimeSpan.FromMinutes(5);
        guard.Look();
        Assert.NotNull(guard.Fault);
        Assert.Equal(TimeSpan.FromMinutes(5), guard.Look(machine.Wall));
        Assert.Equal((null, machine.Wall), (guard.Fault, guard.GetUtcNow()));
    }

    /// <summary>A machine whose two clocks a test moves.</summary>
    private sealed class Machine(DateTimeOffset wall) : TimeProvider
    {
        private TimeSpan passed;

        public DateTimeOffset Wall { get; set; } = wall;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan span)
        {
            passed += span;
            Wall += span;
        }

        public override DateTimeOffset GetUtcNow() => Wall;

        public override long GetTimestamp() => passed.Ticks;
    }
}
