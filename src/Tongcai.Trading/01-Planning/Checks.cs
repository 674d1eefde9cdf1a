using Tongcai.Law;

namespace Tongcai.Trading.Planning;

/// <summary>Collects every refusal of a decision, so that nobody learns the second reason only after repairing the first.</summary>
public static class Checks
{
    /// <summary>Adds a refusal by the rule when the condition that the law asks for does not hold.</summary>
    public static void Unless(this List<Refusal> refusals, bool lawful, Rule rule, string reason, string remedy, string pointer = "")
    {
        ArgumentNullException.ThrowIfNull(refusals);
        ArgumentNullException.ThrowIfNull(rule);
        if (!lawful)
            refusals.Add(rule.Refuse(reason, remedy, pointer));
    }

    /// <summary>Adds a refusal if there is one.</summary>
    public static void Unless(this List<Refusal> refusals, Refusal? refusal)
    {
        ArgumentNullException.ThrowIfNull(refusals);
        if (refusal is not null)
            refusals.Add(refusal);
    }

    /// <summary>Runs a decision that counts days; a year whose holidays are not announced ends in a refusal instead of a guess.</summary>
    /// <param name="pointer">JSON pointer of the date that leads there.</param>
    public static Outcome<T> OnTheCalendar<T>(string pointer, Func<Outcome<T>> decide)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(decide);
        try
        {
            return decide();
        }
        catch (CalendarNotAnnouncedException e)
        {
            return e.ToRefusal(pointer);
        }
    }
}
