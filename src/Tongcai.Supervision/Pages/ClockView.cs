using Tongcai.Law;
using Tongcai.Platform.Web.Parts;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Pages;

/// <summary>一只时钟，as pages and the API show it: never without its rule.</summary>
/// <param name="State">running, kept, overdue or broken.</param>
/// <param name="Words">How much is left, or by how much it is late.</param>
/// <param name="RuleId">Rule of the limit.</param>
/// <param name="Rule">The limit with its day and article.</param>
public sealed record ClockView(string Title, ClockState State, string Words, string RuleId, string Rule, DateOnly From, DateOnly Due, DateOnly? Done)
{
    /// <summary>Days before the last at which a clock is drawn as near.</summary>
    private const int Near = 2;

    public static ClockView Of(LegalClock clock, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return new(clock.Limit.Title, clock.On(today), clock.InWords(today), clock.Limit.Id, clock.RuleInWords, clock.From, clock.Due, clock.Done);
    }

    public static IReadOnlyList<ClockView> Of(IEnumerable<LegalClock> clocks, DateOnly today) => [.. clocks.Select(c => Of(c, today))];

    public Mark MarkOn(DateOnly today) => State switch
    {
        ClockState.Kept => Mark.Done,
        ClockState.Overdue or ClockState.Broken => Mark.Late,
        _ => Due.DayNumber - today.DayNumber <= Near ? Mark.Near : Mark.Running,
    };

    /// <summary>As the shared part draws it.</summary>
    public Clock Drawn(DateOnly today)
    {
        var end = Done ?? today;
        return new(Title, Words, MarkOn(today), Math.Max(1, Math.Abs(Due.DayNumber - From.DayNumber)), Math.Max(0, end.DayNumber - From.DayNumber), Rule);
    }
}
