namespace Tongcai.Risk.Bidding;

/// <summary>同标团体。A group of bidders that meet each other more than others.</summary>
/// <param name="Members">Bidder numbers.</param>
/// <param name="Coherence">Geometric by arithmetic mean of the weights inside: 1 when all pairs are alike.</param>
/// <param name="Exclusivity">Weight inside by weight inside and to outsiders: 1 for a closed circle.</param>
/// <param name="Pairs">Support: significant pairs inside.</param>
public sealed record Community(IReadOnlyList<int> Members, double Coherence, double Exclusivity, int Pairs);

/// <summary>
/// Groups in the network of significant pairs, weight −log10 P. Modularity by local moving and merging (Blondel et al., J. Stat. Mech. 2008 P10008);
/// coherence and exclusivity after Wachs, Kertész, Scientific Reports 9 (2019) 10818. Only significant pairs enter, for raw counts mislead in dense markets.
/// </summary>
public static class Communities
{
    /// <param name="pairs">Pairs of <see cref="BiddingHistory.Significant"/>.</param>
    /// <returns>Groups of at least three members, most suspicious (coherence × exclusivity) first.</returns>
    public static IReadOnlyList<Community> Find(IReadOnlyList<CobidPair> pairs, int bidders)
    {
        var edges = pairs.Select(p => (A: p.First, B: p.Second, Weight: Math.Min(300, -p.Log10P))).Where(e => e.Weight > 0).ToList();
        var group = Louvain(edges, bidders);
        Dictionary<int, List<int>> members = [];
        var inside = new Dictionary<int, (double Sum, double LogSum, int Count)>();
        var outside = new Dictionary<int, double>();
        HashSet<int> seen = [];
        foreach (var (a, b, weight) in edges)
        {
            foreach (var node in (ReadOnlySpan<int>)[a, b])
                if (seen.Add(node)) (members.TryGetValue(group[node], out var list) ? list : members[group[node]] = []).Add(node);
            if (group[a] == group[b])
            {
                var old = inside.GetValueOrDefault(group[a]);
                inside[group[a]] = (old.Sum + weight, old.LogSum + Math.Log(weight), old.Count + 1);
            }
            else
            {
                outside[group[a]] = outside.GetValueOrDefault(group[a]) + weight;
                outside[group[b]] = outside.GetValueOrDefault(group[b]) + weight;
            }
        }
        List<Community> found = [];
        foreach (var (key, list) in members)
        {
            if (list.Count < 3 || !inside.TryGetValue(key, out var weight)) continue;
            list.Sort();
            found.Add(new(list, Math.Exp(weight.LogSum / weight.Count) / (weight.Sum / weight.Count), weight.Sum / (weight.Sum + outside.GetValueOrDefault(key)), weight.Count));
        }
        return [.. found.OrderByDescending(c => c.Coherence * c.Exclusivity).ThenBy(c => c.Members[0])];
    }

    private static int[] Louvain(List<(int A, int B, double Weight)> edges, int nodes)
    {
        int[] group = [.. Enumerable.Range(0, nodes)];
        var level = edges;
        for (var round = 0; round < 20; round++)
        {
            var moved = MoveNodes(level, nodes);
            if (moved is null) break;
            for (var i = 0; i < group.Length; i++) group[i] = moved[group[i]];
            Dictionary<(int, int), double> merged = [];
            foreach (var (a, b, weight) in level)
            {
                var (x, y) = (Math.Min(moved[a], moved[b]), Math.Max(moved[a], moved[b]));
                merged[(x, y)] = merged.GetValueOrDefault((x, y)) + weight;
            }
            level = [.. merged.OrderBy(m => m.Key).Select(m => (m.Key.Item1, m.Key.Item2, m.Value))];
        }
        return group;
    }

    // One level: nodes move to the neighbouring group with the largest gain of modularity, in order of number, until none moves.
    private static int[]? MoveNodes(List<(int A, int B, double Weight)> edges, int nodes)
    {
        Dictionary<int, List<(int Other, double Weight)>> neighbours = [];
        var strength = new Dictionary<int, double>();
        var total = 0.0;
        foreach (var (a, b, weight) in edges)
        {
            total += weight;
            strength[a] = strength.GetValueOrDefault(a) + weight;
            strength[b] = strength.GetValueOrDefault(b) + weight;
            if (a == b) continue;
            (neighbours.TryGetValue(a, out var ofA) ? ofA : neighbours[a] = []).Add((b, weight));
            (neighbours.TryGetValue(b, out var ofB) ? ofB : neighbours[b] = []).Add((a, weight));
        }
        if (total <= 0) return null;
        int[] group = [.. Enumerable.Range(0, nodes)];
        var groupStrength = new Dictionary<int, double>(strength);
        bool any = false, moved = true;
        for (var pass = 0; moved && pass < 50; pass++)
        {
            moved = false;
            foreach (var node in neighbours.Keys.Order())
            {
                Dictionary<int, double> links = [];
                foreach (var (other, weight) in neighbours[node]) links[group[other]] = links.GetValueOrDefault(group[other]) + weight;
                var own = group[node];
                groupStrength[own] -= strength[node];
                var (best, gain) = (own, links.GetValueOrDefault(own) - groupStrength[own] * strength[node] / (2 * total));
                foreach (var (candidate, weight) in links.OrderBy(l => l.Key))
                {
                    var value = weight - groupStrength[candidate] * strength[node] / (2 * total);
                    if (value > gain + 1e-12) (best, gain) = (candidate, value);
                }
                groupStrength[best] += strength[node];
                if (best == own) continue;
                group[node] = best;
                moved = any = true;
            }
        }
        return any ? group : null;
    }
}
