using Tongcai.Exchange.Wire;
using Tongcai.Platform.Tests.Storage;
using Tongcai.Platform.Time;

namespace Tongcai.Platform.Tests.Time;

public sealed class ClockFileTests : IDisposable
{
    private static readonly DateTimeOffset Legal = new(2025, 5, 6, 1, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("tongcai-clock-").FullName;
    private readonly StillClock system = new(new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero));

    private ClockFile File => new(Path.Combine(folder, "clock.json"), system);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Legal_time_runs_with_the_factor_and_jumps_forward_in_every_process()
    {
        var mine = File;
        mine.Create(Legal);
        mine.Create(Legal.AddYears(1));
        var others = new LegalTime(system, File);
        Assert.Equal((Legal, 1L), (others.GetUtcNow(), others.Sequence));
        system.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(Legal.AddMinutes(1), others.GetUtcNow());

        mine.Watch(600);
        system.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(Legal.AddMinutes(601), others.GetUtcNow());

        mine.Jump(Legal.AddDays(20));
        Assert.Equal((Legal.AddDays(20), 3L), (others.GetUtcNow(), others.Sequence));
        mine.Watch(0);
        system.Now += TimeSpan.FromHours(1);
        Assert.Equal(Legal.AddDays(20), others.GetUtcNow());
    }

    [Fact]
    public void Legal_time_never_goes_back()
    {
        File.Create(Legal);
        Assert.Throws<ArgumentOutOfRangeException>(() => File.Jump(Legal.AddSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => File.Watch(-1));
        var legal = new LegalTime(system, File);
        system.Now -= TimeSpan.FromHours(1);
        Assert.Equal(Legal, legal.GetUtcNow());
    }

    [Fact]
    public void In_production_legal_time_is_the_system_clock() => Assert.Equal(system.Now, new LegalTime(system).GetUtcNow());

    [Fact]
    public void A_missing_or_broken_clock_is_an_error_and_not_some_other_time()
    {
        var legal = new LegalTime(system, File);
        Assert.ThrowsAny<IOException>(() => legal.GetUtcNow());
        System.IO.File.WriteAllText(Path.Combine(folder, "clock.json"), "{\"legal\":");
        Assert.ThrowsAny<IOException>(() => legal.GetUtcNow());
    }
}
