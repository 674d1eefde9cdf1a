namespace Tongcai.Law.Lint;

/// <summary>结构性检查。What the text cannot show: amounts, dates, weights, reserves and required parts of a tender document, each compared with its rule.</summary>
public static class StructuralCheck
{
    private static readonly Func<TenderStructure, IEnumerable<Fault>>[] Checks =
    [
        AmountChecks.Run, ScoringChecks.Run, PolicyChecks.Run, ContentChecks.Run,
    ];

    /// <summary>All findings, by rule id.</summary>
    /// <param name="calendar">Working days; a year not announced makes the period checks ask for a manual look instead of guessing.</param>
    public static IReadOnlyList<ClauseFinding> Run(TenderStructure tender, WorkCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(tender);
        ArgumentNullException.ThrowIfNull(calendar);
        var faults = Checks.SelectMany(check => check(tender)).Concat(PeriodChecks.Run(tender, calendar));
        return [.. faults.Where(f => f.Rule.InForceOn(tender.NoticeDay ?? DateOnly.MaxValue)).OrderBy(f => f.Rule.Id, StringComparer.Ordinal).Select(Finding)];
    }

    private static ClauseFinding Finding(Fault fault)
    {
        var (severity, suggestion) = fault.Rule switch
        {
            StructuralRule s => (s.Severity, s.Suggestion),
            ClauseRule c => (c.Severity, c.Suggestion),
            _ => throw new InvalidOperationException($"Rule {fault.Rule.Id} is no rule of this check."),
        };
        var source = fault.Rule.Source;
        return new(
            fault.Rule,
            new(0, 0, 0, "", fault.Pointer),
            $"{fault.Reason}{source.Instrument}{source.Article}：“{source.Quote}”",
            suggestion,
            severity,
            severity != ClauseSeverity.Forbidden);
    }
}

/// <summary>One failed comparison.</summary>
internal sealed record Fault(Rule Rule, string Pointer, string Reason);
