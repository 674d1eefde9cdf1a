namespace Tongcai.Law.Tests;

/// <summary>Boundary pairs: the first unlawful case is refused by the rule, the last lawful one is not refused at all.</summary>
internal static class Pairs
{
    internal static readonly WorkCalendar Calendar = WorkCalendar.Official;
    internal static readonly Threshold City = Thresholds.Of("410100", BudgetLevel.City, new(2026, 3, 2))!;
    internal const long Wan = 1_000_000;

    internal static void Pair(Rule rule, Refusal? refused, Refusal? allowed)
    {
        Assert.NotNull(refused);
        Assert.Equal(rule, refused.Rule);
        Assert.NotEmpty(refused.Reason);
        Assert.NotEmpty(refused.Remedy);
        Assert.Null(allowed);
    }

    internal static void Pair(Rule rule, IEnumerable<Refusal> refused, IEnumerable<Refusal> allowed)
    {
        var refusal = Assert.Single(refused);
        Pair(rule, refusal, null);
        Assert.Empty(allowed);
    }

    internal static DateOnly Day(int year, int month, int day) => new(year, month, day);

    internal static DateTimeOffset At(int hour, int minute, int second = 0) => new(2026, 3, 31, hour - 8, minute, second, TimeSpan.Zero);

    internal static IEnumerable<string> But(this IEnumerable<string> list, string one) => list.Where(x => x != one);
}
