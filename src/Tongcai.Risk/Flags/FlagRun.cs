namespace Tongcai.Risk.Flags;

/// <summary>Runs all flags and turns what triggered into findings.</summary>
public static class FlagRun
{
    /// <summary>Version of the catalogue; a changed rule changes it.</summary>
    public const string Version = "flags-1";

    /// <summary>State of every flag for one process.</summary>
    public static IReadOnlyList<(RedFlag Flag, FlagVerdict Verdict)> Of(ProcessFacts process, Population population) =>
        [.. FlagCatalogue.All.Select(f => (f, f.Judge(process, population)))];

    /// <summary>Findings of one process; of several flags with one cause the strongest tier is kept first, so that a score counts the cause once.</summary>
    public static IReadOnlyList<Finding> Findings(ProcessFacts process, Population population, IReadOnlyDictionary<string, (int Hits, int Judged)> rates) =>
        [.. Of(process, population).Where(x => x.Verdict.State == FlagState.Triggered)
            .OrderBy(x => x.Flag.Tier).ThenBy(x => x.Flag.Code, StringComparer.Ordinal)
            .Select(x =>
            {
                var (hits, judged) = rates.GetValueOrDefault(x.Flag.Code);
                return new Finding(
                    process.Id, x.Flag.Code, x.Flag.Title, x.Flag.Kinds, x.Flag.Tier, x.Flag.Clause, x.Flag.Cause,
                    [.. (x.Flag.Kinds.HasFlag(ViolationKinds.Collusion) || x.Flag.Kinds.HasFlag(ViolationKinds.FalseMaterial) ? process.Submitted.Select(b => b.Bidder) : [process.Buyer ?? "", process.Agency ?? ""]).Where(p => p.Length > 0)],
                    x.Verdict.Value, x.Verdict.Note, judged == 0 ? null : hits / (double)judged, judged, x.Flag.Innocent, Version);
            })];

    /// <summary>One finding per cause, the strongest tier: the list a score is built from.</summary>
    public static IReadOnlyList<Finding> Deduplicate(IEnumerable<Finding> findings) =>
        [.. findings.GroupBy(f => (f.Process, f.Cause)).Select(g => g.OrderBy(f => f.Tier).ThenBy(f => f.Code, StringComparer.Ordinal).First())];

    /// <summary>需核查 from one A; 优先复核 from two A, or an A and a B of different causes; C never alone.</summary>
    public static string Level(IEnumerable<Finding> findings)
    {
        var kept = Deduplicate(findings);
        int a = kept.Count(f => f.Tier == 'A'), b = kept.Count(f => f.Tier == 'B');
        return a >= 2 || (a >= 1 && b >= 1) ? "优先复核" : a >= 1 || b >= 2 ? "需核查" : "无明显信号";
    }

    /// <summary>How often each flag fires among the processes it could judge.</summary>
    public static IReadOnlyDictionary<string, (int Hits, int Judged)> Rates(Population population)
    {
        Dictionary<string, (int Hits, int Judged)> rates = [];
        foreach (var process in population.All)
        {
            foreach (var (flag, verdict) in Of(process, population))
            {
                if (verdict.State is not (FlagState.Triggered or FlagState.NotTriggered)) continue;
                var (hits, judged) = rates.GetValueOrDefault(flag.Code);
                rates[flag.Code] = (hits + (verdict.State == FlagState.Triggered ? 1 : 0), judged + 1);
            }
        }
        return rates;
    }
}
