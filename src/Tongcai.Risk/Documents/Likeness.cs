namespace Tongcai.Risk.Documents;

/// <summary>A passage both bids have in common.</summary>
/// <param name="First">Place in the first bid.</param>
/// <param name="Second">Place in the second bid.</param>
/// <param name="Matching">Characters that agree; the rest of the passage was edited.</param>
/// <param name="Bids">Bids of the project that have it, these two included: the more, the likelier a common source.</param>
/// <param name="Text">The passage as the first bid has it, at most 200 characters.</param>
public sealed record CommonPassage(TextPlace First, TextPlace Second, int Matching, int Bids, string Text);

/// <summary>Two bids and what they share beyond public text.</summary>
/// <param name="First">Index of the first bid.</param>
/// <param name="Second">Index of the second bid.</param>
/// <param name="Containment">Shared 9-character shingles by those of the shorter bid, after subtraction, 0 to 1.</param>
/// <param name="Score">
/// Agreeing characters in common passages of at least <see cref="Likeness.ShortestPassage"/>, each divided by the number of other bids that have it,
/// by the characters of the shorter bid after subtraction, times n/(n + 1) for n passages; 0 to 1.
/// </param>
/// <param name="Passages">The passages, longest first.</param>
/// <param name="Errors">Deviations from the tender's own wording that only these two share.</param>
/// <param name="Tokens">Numbers and codes of at least six characters that only these two share.</param>
public sealed record PairLikeness(
    int First, int Second, double Containment, double Score, IReadOnlyList<CommonPassage> Passages, IReadOnlyList<string> Errors, IReadOnlyList<string> Tokens);

/// <summary>
/// 投标文件雷同比对（财政部令第87号第三十七条第四项“投标文件异常一致”）。
/// Public text is masked; then exact shingle containment over an inverted index for all pairs, and for the pairs worth reading common passages by seed and extend:
/// six-character seeds are chained along a diagonal, so that edited copies are still found whole. Fuzzy hashes are not used: below a tenth of shared text they see nothing.
/// </summary>
public static class Likeness
{
    /// <summary>Fewer agreeing characters than this are a turn of phrase.</summary>
    public const int ShortestPassage = 24;

    /// <summary>A pair at or above this is worth a reviewer's time (docs/risk-figures.md).</summary>
    public const double ReviewFrom = 0.02;

    private const int Seed = 6;
    private const int WidestGap = 24;
    private const int Drift = 5;
    private const int CommonSeed = 4;
    private const int ManyBids = 60;
    private const int CountedPassages = 10;
    private const int MostPairsExamined = 4000;
    private const long ExactUpTo = 20_000_000;

    /// <summary>All pairs of the bids of one project that share anything, most alike first.</summary>
    /// <param name="threads">Cores to use.</param>
    public static IReadOnlyList<PairLikeness> Of(IReadOnlyList<BidText> bids, KnownText known, int threads = 1)
    {
        var prepared = new Prepared[bids.Count];
        var total = bids.Sum(b => (long)b.Text.Length);
        // Above twenty million characters a quarter of the shingles decides which pairs are read closely.
        var sample = total > ExactUpTo ? 4UL : 1UL;
        Parallel.For(0, bids.Count, new() { MaxDegreeOfParallelism = threads }, i => prepared[i] = Prepare(bids[i], known, sample));
        var shared = SharedShingles(prepared);
        var candidates = new List<(int A, int B, double Containment)>();
        for (var a = 0; a < bids.Count; a++)
            for (var b = a + 1; b < bids.Count; b++)
                candidates.Add((a, b, shared[a, b] / (double)Math.Max(1, Math.Min(prepared[a].Shingles.Length, prepared[b].Shingles.Length))));
        var examined = bids.Count * (bids.Count - 1L) / 2 <= MostPairsExamined && total <= ExactUpTo
            ? candidates : [.. candidates.OrderByDescending(c => c.Containment).ThenBy(c => (c.A, c.B)).Take(Math.Min(MostPairsExamined, 4 * bids.Count)).Where(c => c.Containment > 0)];
        var results = new PairLikeness[examined.Count];
        var tokens = new RareTokens(bids, known);
        Parallel.For(0, examined.Count, new() { MaxDegreeOfParallelism = threads }, i =>
        {
            var (a, b, containment) = examined[i];
            var passages = Passages(prepared, a, b);
            // A single passage may be a sentence that both took from one law; several independent ones are not chance.
            var score = passages.Sum(p => p.Matching / (p.Bids - 1.0)) / Math.Max(1, Math.Min(prepared[a].Own, prepared[b].Own)) * passages.Count / (passages.Count + 1);
            results[i] = new(a, b, containment, Math.Min(1, score), passages, tokens.SharedErrors(a, b), tokens.SharedTokens(a, b));
        });
        return [.. results.OrderByDescending(r => r.Score).ThenByDescending(r => r.Containment).ThenBy(r => (r.First, r.Second))];
    }

    private sealed record Prepared(BidText Bid, ulong[] Shingles, bool[] Mask, int Own);

    private static Prepared Prepare(BidText bid, KnownText known, ulong sample)
    {
        var hashes = Documents.Shingles.Of(bid.Text, KnownText.Length);
        var mask = known.Mask(bid.Text, hashes);
        List<ulong> kept = new((int)((ulong)hashes.Length / sample) + 16);
        foreach (var hash in hashes)
            if (hash % sample == 0 && !known.Contains(hash)) kept.Add(hash);
        kept.Sort();
        var n = 0;
        for (var i = 0; i < kept.Count; i++)
            if (i == 0 || kept[i] != kept[i - 1]) kept[n++] = kept[i];
        return new(bid, [.. kept.Take(n)], mask, mask.Count(m => !m));
    }

    // Merge of the sorted lists, in slices of the hash range so that memory stays small; a shingle held by more than a fifth of a large field is common text.
    private static int[,] SharedShingles(Prepared[] prepared)
    {
        var n = prepared.Length;
        var shared = new int[n, n];
        var most = Math.Max(20, n / 5);
        var total = prepared.Sum(p => (long)p.Shingles.Length);
        var slices = (int)Math.Max(1, total / 4_000_000);
        var from = new int[n];
        for (var slice = 0; slice < slices; slice++)
        {
            var limit = slice == slices - 1 ? ulong.MaxValue : ulong.MaxValue / (ulong)slices * (ulong)(slice + 1);
            List<(ulong Hash, int Bid)> entries = [];
            for (var i = 0; i < n; i++)
            {
                var list = prepared[i].Shingles;
                for (; from[i] < list.Length && (list[from[i]] <= limit); from[i]++) entries.Add((list[from[i]], i));
            }
            entries.Sort();
            for (var i = 0; i < entries.Count;)
            {
                var j = i + 1;
                while (j < entries.Count && entries[j].Hash == entries[i].Hash) j++;
                if (j - i >= 2 && j - i <= most)
                    for (var x = i; x < j; x++)
                        for (var y = x + 1; y < j; y++) shared[entries[x].Bid, entries[y].Bid]++;
                i = j;
            }
        }
        return shared;
    }

    private static List<CommonPassage> Passages(Prepared[] all, int first, int second)
    {
        if (all[first].Bid.Text.Length > all[second].Bid.Text.Length) return [.. Passages(all, second, first).Select(p => p with { First = p.Second, Second = p.First })];
        var (a, b) = (all[first], all[second]);
        Dictionary<ulong, (int Last, int Count)> seeds = [];
        var hashes = Documents.Shingles.Of(a.Bid.Text, Seed);
        var previous = new int[hashes.Length];
        for (var i = 0; i < hashes.Length; i++)
        {
            previous[i] = -1;
            if (Masked(a.Mask, i)) continue;
            var (last, count) = seeds.TryGetValue(hashes[i], out var old) ? old : (-1, 0);
            previous[i] = last;
            seeds[hashes[i]] = (i, count + 1);
        }
        var other = Documents.Shingles.Of(b.Bid.Text, Seed);
        List<(int A, int B)> matches = [];
        for (var j = 0; j < other.Length; j++)
        {
            if (Masked(b.Mask, j) || !seeds.TryGetValue(other[j], out var found) || found.Count > CommonSeed) continue;
            for (var i = found.Last; i >= 0; i = previous[i]) matches.Add((i, j));
        }
        matches.Sort();
        List<Chain> open = [], closed = [];
        foreach (var (i, j) in matches)
        {
            for (var c = open.Count - 1; c >= 0; c--)
            {
                if (i - open[c].EndA <= WidestGap) continue;
                closed.Add(open[c]);
                open.RemoveAt(c);
            }
            var best = -1;
            for (var c = 0; c < open.Count; c++)
            {
                var (stepA, stepB) = (i - open[c].EndA, j - open[c].EndB);
                if (stepA > 0 && stepB > 0 && stepB <= WidestGap && Math.Abs(stepA - stepB) <= Drift && (best < 0 || open[c].Matching > open[best].Matching)) best = c;
            }
            if (best < 0) open.Add(new(i, j, i, j, Seed));
            else open[best] = open[best] with { EndA = i, EndB = j, Matching = open[best].Matching + Math.Min(Seed, Math.Min(i - open[best].EndA, j - open[best].EndB)) };
        }
        closed.AddRange(open);
        return Select(closed, all, first, second);
    }

    private readonly record struct Chain(int StartA, int StartB, int EndA, int EndB, int Matching);

    private static bool Masked(bool[] mask, int at) => mask[at] && mask[at + Seed - 1];

    // Longest first; a passage inside one already taken, on either side, is the same evidence.
    private static List<CommonPassage> Select(List<Chain> chains, Prepared[] all, int first, int second)
    {
        var (a, b) = (all[first].Bid, all[second].Bid);
        List<Chain> taken = [];
        List<CommonPassage> passages = [];
        foreach (var chain in chains.Where(c => c.Matching >= ShortestPassage).OrderByDescending(c => c.Matching).ThenBy(c => c.StartA))
        {
            if (taken.Exists(t => (chain.StartA <= t.EndA && t.StartA <= chain.EndA) || (chain.StartB <= t.EndB && t.StartB <= chain.EndB))) continue;
            taken.Add(chain);
            var place = a.Place(chain.StartA, chain.EndA - chain.StartA + Seed);
            var holders = all.Length > ManyBids && passages.Count >= CountedPassages ? passages[^1].Bids : Holders(a.Text.AsSpan(chain.StartA, chain.EndA - chain.StartA + Seed), all, first, second);
            passages.Add(new(place, b.Place(chain.StartB, chain.EndB - chain.StartB + Seed), chain.Matching, holders, a.Source.AsSpan(place.Offset, Math.Min(200, place.Length)).ToString()));
        }
        return passages;
    }

    // Half of the passage's shingles have to be in a bid for it to count as a holder.
    private static int Holders(ReadOnlySpan<char> passage, Prepared[] all, int first, int second)
    {
        ulong[] shingles = [.. Documents.Shingles.Of(passage, KnownText.Length).Where(s => Array.BinarySearch(all[first].Shingles, s) >= 0)];
        var holders = 2;
        if (shingles.Length == 0) return holders;
        for (var i = 0; i < all.Length; i++)
        {
            if (i == first || i == second) continue;
            var found = 0;
            foreach (var shingle in shingles) found += Array.BinarySearch(all[i].Shingles, shingle) >= 0 ? 1 : 0;
            if (found * 2 >= shingles.Length) holders++;
        }
        return holders;
    }
}
