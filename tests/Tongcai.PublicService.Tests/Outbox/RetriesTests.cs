using Tongcai.PublicService.Outbox;

namespace Tongcai.PublicService.Tests.Outbox;

public sealed class RetriesTests
{
    [Fact]
    public void Waits_grow_from_seconds_to_a_day_and_end()
    {
        Assert.Equal([5, 300, 1_800, 7_200, 18_000, 36_000, 86_400], Retries.Waits.Select(w => (int)w.TotalSeconds));
        for (var attempt = 1; attempt <= Retries.Waits.Count; attempt++)
        {
            var (wait, exact) = (Retries.After(attempt)!.Value, Retries.Waits[attempt - 1]);
            Assert.InRange(wait, exact * 0.8, exact * 1.2);
        }

        Assert.Null(Retries.After(Retries.Waits.Count + 1));
        Assert.True(Enumerable.Range(0, 50).Select(_ => Retries.After(1)).Distinct().Count() > 5, "all senders would come back in one moment");
    }
}
