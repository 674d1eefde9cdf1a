using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Bidding;

/// <summary>Winners of a closed group in order of time, judged against chance.</summary>
/// <param name="Wins">Support: tenders won by a member.</param>
/// <param name="Changes">How often the next winner is another member.</param>
/// <param name="RotationP">Chance of at least as many changes if the same wins came in random order: small means 轮流中标.</param>
/// <param name="Evenness">Entropy of the winners divided by its maximum: 1 when all members win alike.</param>
/// <param name="EvennessP">Chance of winners at least as even if each win fell to a random member.</param>
public readonly record struct Rotation(int Wins, int Changes, double RotationP, double Evenness, double EvennessP);

/// <summary>One member of a pair wins, the other never does.</summary>
/// <param name="Winner">Bidder who wins.</param>
/// <param name="Cover">陪标人：the bidder who never wins when both bid.</param>
/// <param name="Met">Support: tenders both entered.</param>
/// <param name="Wins">Wins of the first in them.</param>
/// <param name="P">Chance that the other wins none of the tenders either of them won, if both were alike (2^(1−wins)).</param>
public readonly record struct CoverPair(int Winner, int Cover, int Met, int Wins, double P);

/// <summary>轮流中标与陪标。</summary>
public static class WinRotation
{
    private const int Draws = 4999;

    /// <param name="winners">Winning member of each tender, in order of time.</param>
    /// <param name="members">Size of the group.</param>
    /// <returns>Null below six wins or two members: nothing can be said.</returns>
    public static Rotation? Of(IReadOnlyList<int> winners, int members)
    {
        if (winners.Count < 6 || members < 2) return null;
        var changes = Changes(winners);
        var entropy = Entropy(winners);
        var random = new SeededRandom((ulong)winners.Count);
        var shuffled = winners.ToArray();
        var drawn = new int[winners.Count];
        int asMany = 0, asEven = 0;
        for (var draw = 0; draw < Draws; draw++)
        {
            random.Shuffle(shuffled.AsSpan());
            if (Changes(shuffled) >= changes) asMany++;
            for (var i = 0; i < drawn.Length; i++) drawn[i] = random.Next(members);
            if (Entropy(drawn) >= entropy - 1e-12) asEven++;
        }
        return new(winners.Count, changes, (asMany + 1.0) / (Draws + 1), entropy / Math.Log(members), (asEven + 1.0) / (Draws + 1));
    }

    /// <summary>Pairs of OCP's R053: met at least <paramref name="fewest"/> times, one wins at least 80 %, the other none.</summary>
    public static IEnumerable<CoverPair> CoverPairs(IEnumerable<CobidPair> pairs, int fewest = 4)
    {
        foreach (var pair in pairs)
        {
            if (pair.Met < fewest) continue;
            var (winner, cover, wins, other) = pair.FirstWins >= pair.SecondWins ? (pair.First, pair.Second, pair.FirstWins, pair.SecondWins) : (pair.Second, pair.First, pair.SecondWins, pair.FirstWins);
            if (other == 0 && wins >= 0.8 * pair.Met) yield return new(winner, cover, pair.Met, wins, Math.Min(1, Math.Pow(2, 1 - wins)));
        }
    }

    private static int Changes(IReadOnlyList<int> winners)
    {
        var changes = 0;
        for (var i = 1; i < winners.Count; i++) changes += winners[i] == winners[i - 1] ? 0 : 1;
        return changes;
    }

    private static double Entropy(IReadOnlyList<int> winners)
    {
        Dictionary<int, int> counts = [];
        foreach (var winner in winners) counts[winner] = counts.GetValueOrDefault(winner) + 1;
        return counts.Values.Sum(c => -(double)c / winners.Count * Math.Log((double)c / winners.Count));
    }
}
