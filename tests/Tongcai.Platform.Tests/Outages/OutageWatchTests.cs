using Tongcai.Platform.Outages;

namespace Tongcai.Platform.Tests.Outages;

/// <summary>When probes make an outage and when it is over.</summary>
public sealed class OutageWatchTests
{
    private static readonly DateTimeOffset Start = new(2026, 4, 28, 1, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("ok ok --", "")]
    [InlineData("ok ok -- --", "")]
    [InlineData("ok ok -- -- --", "began 10")]
    [InlineData("-- -- --", "began 0")]
    [InlineData("-- ok -- ok", "")]
    [InlineData("-- ok -- ok --", "began 0")]
    [InlineData("ok -- -- -- ok ok", "began 5")]
    [InlineData("ok -- -- -- ok ok ok", "began 5; ended 5-20")]
    [InlineData("ok -- -- -- ok ok -- ok ok ok", "began 5; ended 5-35")]
    [InlineData("-- -- -- ok ok ok -- --", "began 0; ended 0-15")]
    [InlineData("-- -- -- ok ok ok -- -- --", "began 0; ended 0-15; began 30")]
    public void Three_in_a_row_or_one_in_twenty_of_a_minute_begin_it_and_three_in_a_row_end_it(string probes, string expected)
    {
        var (watch, changes) = (OutageWatch.Up, new List<string>());
        foreach (var (i, probe) in probes.Split(' ').Index())
        {
            (watch, var change) = watch.See(new(Start.AddSeconds(5 * i), probe == "ok"));
            if (change is OutageChange.Began began)
                changes.Add($"began {Seconds(began.From)}");
            if (change is OutageChange.Ended ended)
                changes.Add($"ended {Seconds(ended.From)}-{Seconds(ended.To)}");
        }

        Assert.Equal(expected, string.Join("; ", changes));
    }

    [Fact]
    public void Failures_more_than_a_minute_apart_are_single_ones()
    {
        var watch = OutageWatch.Up;
        for (var n = 0; n < 100; n++)
        {
            (watch, var change) = watch.See(new(Start.AddSeconds(5 * n), n % 8 != 0));
            Assert.Null(change);
        }
    }

    private static int Seconds(DateTimeOffset at) => (int)(at - Start).TotalSeconds;
}
