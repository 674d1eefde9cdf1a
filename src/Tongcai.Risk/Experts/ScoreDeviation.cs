namespace Tongcai.Risk.Experts;

/// <summary>One member's points for one bid.</summary>
/// <param name="Member">Member of the committee.</param>
/// <param name="Bid">Bid.</param>
/// <param name="Points">Points for the factors that are a matter of judgement.</param>
public readonly record struct MemberScore(string Member, string Bid, double Points);

/// <summary>A bid that one member sees otherwise than the rest.</summary>
/// <param name="Own">The member's points above the member's own mean over all bids.</param>
/// <param name="Others">The same of the other members, on average.</param>
/// <param name="Departure">Own − Others, in points: strictness as such cancels out.</param>
/// <param name="Deviations">Departure in standard deviations of the other members' residuals; infinite when they agree exactly.</param>
/// <param name="Members">Support: members who scored.</param>
/// <param name="DecidesFirst">Whether another bid would lead without this member.</param>
public sealed record ScoreDeparture(string Member, string Bid, double Own, double Others, double Departure, double Deviations, int Members, bool DecidesFirst);

/// <summary>
/// 评分偏离。Leave-one-out departure of a member from the rest of the committee: points less the member's own mean, compared with the mean of the
/// others' points less their own means; the others' residuals about that mean give the scale. Source: two-way additive analysis of ratings.
/// </summary>
public static class ScoreDeviation
{
    /// <summary>Fewest members of whom one can be said to stand apart.</summary>
    public const int FewestMembers = 3;

    /// <param name="scores">All members' scores of one lot; a member who did not score every bid is left out.</param>
    /// <returns>Every member and bid, largest departure first; empty below three members or two bids.</returns>
    public static IReadOnlyList<ScoreDeparture> Of(IEnumerable<MemberScore> scores)
    {
        var table = scores.GroupBy(s => s.Member).ToDictionary(g => g.Key, g => g.GroupBy(s => s.Bid).ToDictionary(b => b.Key, b => b.Sum(s => s.Points)));
        string[] bids = [.. table.Values.SelectMany(row => row.Keys).Distinct().Order(StringComparer.Ordinal)];
        string[] members = [.. table.Where(row => row.Value.Count == bids.Length).Select(row => row.Key).Order(StringComparer.Ordinal)];
        if (members.Length < FewestMembers || bids.Length < 2) return [];
        var centred = members.ToDictionary(m => m, m => bids.ToDictionary(b => b, b => table[m][b] - table[m].Values.Average()));
        var leader = Leader(members);
        List<ScoreDeparture> found = [];
        foreach (var member in members)
        {
            string[] others = [.. members.Where(m => m != member)];
            var means = bids.ToDictionary(b => b, b => others.Average(o => centred[o][b]));
            var squares = others.Sum(o => bids.Sum(b => (centred[o][b] - means[b]) * (centred[o][b] - means[b])));
            var freedom = (others.Length - 1) * (bids.Length - 1);
            // The mean of the others is itself uncertain by 1/k.
            var scale = Math.Sqrt(squares / freedom * (1 + 1.0 / others.Length));
            var without = Leader(others);
            foreach (var bid in bids)
            {
                var departure = centred[member][bid] - means[bid];
                found.Add(new(member, bid, centred[member][bid], means[bid], departure, scale > 0 ? departure / scale : departure == 0 ? 0 : double.CopySign(double.PositiveInfinity, departure), members.Length, leader != without && (bid == leader || bid == without)));
            }
        }
        return [.. found.OrderByDescending(f => Math.Abs(f.Departure)).ThenBy(f => f.Member, StringComparer.Ordinal).ThenBy(f => f.Bid, StringComparer.Ordinal)];

        string Leader(string[] judges) => bids.OrderByDescending(b => judges.Sum(j => table[j][b])).ThenBy(b => b, StringComparer.Ordinal).First();
    }
}
