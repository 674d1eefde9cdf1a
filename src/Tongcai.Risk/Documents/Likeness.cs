using System.Buffers;
using System.Collections;
using System.Runtime.InteropServices;

namespace Tongcai.Risk.Documents;

/// <summary>A passage both bids have in common.</summary>
/// <param name="First">Place in the first bid.</param>
/// <param name="Second">Place in the second bid.</param>
/// <param name="Matching">Characters that agree, less those changed between and beside them.</param>
/// <param name="Bids">Bids of the project that have it, these two included: the more, the likelier a common source.</param>
/// <param name="Text">The passage as the first bid has it, at most 200 characters.</param>
public sealed record CommonPassage(TextPlace First, TextPlace Second, int Matching, int Bids, string Text);

/// <summary>Two bids and what they share beyond public text.</summary>
/// <param name="First">Index of the first bid.</param>
/// <param name="Second">Index of the second bid.</param>
/// <param name="Containment">Shared 9-character shingles by those of the shorter bid, after subtraction, 0 to 1.</param>
/// <param name="Score">
/// <see cref="CommonPassage.Matching"/> of common passages of at least <see cref="Likeness.ShortestPassage"/>, each divided by the number of other bids that have it,
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
/// six-character seeds are chained along a diagonal and what lies between and beside them is aligned, so that edited copies are still found whole. Fuzzy hashes are not used: below a tenth of shared text they see nothing.
/// </summary>
public static class Likeness
{
    /// <summary>A passage that agrees in fewer characters than this, changes taken off, is a turn of phrase.</summary>
    public const int ShortestPassage = 28;

    /// <summary>A pair at or above this is worth a reviewer's time (docs/risk-figures.md).</summary>
    public const double ReviewFrom = 0.017;

    internal const int Seed = 6;

    /// <summary>A seed that occurs more often in one bid is a turn of phrase.</summary>
    internal const int CommonSeed = 4;

    private const int WidestGap = 24;
    private const int Drift = 5;

    // Two seeds apart: less is not worth looking around.
    private const int LeastSeeds = 2 * Seed;
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
        Parallel.For(0, examined.Count, new() { MaxDegreeOfParallelism = threads }, () => new SeedMatches(), (i, _, seeds) =>
        {
            var (a, b, containment) = examined[i];
            var passages = Passages(prepared, a, b, seeds);
            // A single passage may be a sentence that both took from one law; several independent ones are not chance.
            var score = passages.Sum(p => p.Matching / (p.Bids - 1.0)) / Math.Max(1, Math.Min(prepared[a].Own, prepared[b].Own)) * passages.Count / (passages.Count + 1);
            results[i] = new(a, b, containment, Math.Min(1, score), passages, tokens.SharedErrors(a, b), tokens.SharedTokens(a, b));
            return seeds;
        }, _ => { });
        return [.. results.OrderByDescending(r => r.Score).ThenByDescending(r => r.Containment).ThenBy(r => (r.First, r.Second))];
    }

    internal sealed record Prepared(BidText Bid, ulong[] Shingles, BitArray? Mask, int Own)
    {
        /// <summary>Whether a stretch begins and ends in public text.</summary>
        public bool Masked(int at, int length) => Mask is not null && Mask[at] && Mask[at + length - 1];

        /// <summary>The characters from a place on, up to public text, as far as an alignment goes.</summary>
        public ReadOnlySpan<char> From(int start)
        {
            var end = start;
            while (end < Bid.Text.Length && end - start < Alignment.Farthest && Mask?[end] != true) end++;
            return Bid.Text.AsSpan(start, end - start);
        }

        /// <summary>The characters before a place, back to public text, as far as an alignment goes.</summary>
        public ReadOnlySpan<char> Upto(int end)
        {
            var start = end;
            while (start > 0 && end - start < Alignment.Farthest && Mask?[start - 1] != true) start--;
            return Bid.Text.AsSpan(start, end - start);
        }
    }

    private static Prepared Prepare(BidText bid, KnownText known, ulong sample)
    {
        var pooled = ArrayPool<ulong>.Shared.Rent(Math.Max(1, bid.Text.Length));
        var hashes = pooled.AsSpan(0, Documents.Shingles.Fill(bid.Text, KnownText.Length, pooled));
        var mask = known.Mask(bid.Text.Length, hashes);
        var n = 0;
        foreach (var hash in hashes)
            if (hash % sample == 0 && !known.Contains(hash)) hashes[n++] = hash;
        hashes[..n].Sort();
        var kept = 0;
        for (var i = 0; i < n; i++)
            if (i == 0 || hashes[i] != hashes[i - 1]) hashes[kept++] = hashes[i];
        ulong[] shingles = [.. hashes[..kept]];
        ArrayPool<ulong>.Shared.Return(pooled);
        var own = bid.Text.Length;
        for (var i = 0; mask is not null && i < mask.Length; i++) own -= mask[i] ? 1 : 0;
        return new(bid, shingles, mask, own);
    }

    // Merge of the sorted lists, in slices of the hash range so that memory stays small; a shingle held by more than a fifth of a large field is common text.
    private static int[,] SharedShingles(Prepared[] prepared)
    {
        var n = prepared.Length;
        var shared = new int[n, n];
        var most = Math.Max(20, n / 5);
        var total = prepared.Sum(p => (long)p.Shingles.Length);
        var slices = (int)Math.Max(1, total / 2_000_000);
        var from = new int[n];
        List<ulong> hashes = [];
        List<int> holders = [];
        for (var slice = 0; slice < slices; slice++)
        {
            var limit = slice == slices - 1 ? ulong.MaxValue : ulong.MaxValue / (ulong)slices * (ulong)(slice + 1);
            hashes.Clear();
            holders.Clear();
            for (var i = 0; i < n; i++)
            {
                var list = prepared[i].Shingles;
                for (; from[i] < list.Length && (list[from[i]] <= limit); from[i]++)
                {
                    hashes.Add(list[from[i]]);
                    holders.Add(i);
                }
            }
            var sorted = CollectionsMarshal.AsSpan(hashes);
            var bids = CollectionsMarshal.AsSpan(holders);
            sorted.Sort(bids);
            for (var i = 0; i < sorted.Length;)
            {
                var j = i + 1;
                while (j < sorted.Length && sorted[j] == sorted[i]) j++;
                if (j - i >= 2 && j - i <= most)
                    for (var x = i; x < j; x++)
                        for (var y = x + 1; y < j; y++) shared[Math.Min(bids[x], bids[y]), Math.Max(bids[x], bids[y])]++;
                i = j;
            }
        }
        return shared;
    }

    private static List<CommonPassage> Passages(Prepared[] all, int first, int second, SeedMatches seeds)
    {
        if (all[first].Bid.Text.Length > all[second].Bid.Text.Length) return [.. Passages(all, second, first, seeds).Select(p => p with { First = p.Second, Second = p.First })];
        var (a, b) = (all[first].Bid.Text, all[second].Bid.Text);
        List<Chain> open = [], closed = [];
        foreach (var (i, j) in seeds.Of(all[first], all[second]))
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
            else
            {
                var chain = open[best];
                open[best] = chain with { EndA = i, EndB = j, Matching = chain.Matching + Math.Min(Seed, Math.Min(i - chain.EndA, j - chain.EndB)) + Alignment.Between(Gap(a, chain.EndA, i), Gap(b, chain.EndB, j)) };
            }
        }
        closed.AddRange(open);
        return Select(closed, all, first, second);
    }

    // What lies between two seeds.
    private static ReadOnlySpan<char> Gap(string text, int end, int next) => next > end + Seed ? text.AsSpan(end + Seed, next - end - Seed) : default;

    private readonly record struct Chain(int StartA, int StartB, int EndA, int EndB, int Matching);

    // Longest first; a passage inside one already taken, on either side, is the same evidence.
    private static List<CommonPassage> Select(List<Chain> chains, Prepared[] all, int first, int second)
    {
        var (a, b) = (all[first].Bid, all[second].Bid);
        List<Chain> taken = [];
        List<CommonPassage> passages = [];
        foreach (var chain in chains.Where(c => c.Matching >= LeastSeeds).Select(c => Extend(c, all[first], all[second])).Where(c => c.Matching >= ShortestPassage).OrderByDescending(c => c.Matching).ThenBy(c => c.StartA))
        {
            if (taken.Exists(t => (chain.StartA <= t.EndA && t.StartA <= chain.EndA) || (chain.StartB <= t.EndB && t.StartB <= chain.EndB))) continue;
            taken.Add(chain);
            var place = a.Place(chain.StartA, chain.EndA - chain.StartA + Seed);
            var holders = all.Length > ManyBids && passages.Count >= CountedPassages ? passages[^1].Bids : Holders(a.Text.AsSpan(chain.StartA, chain.EndA - chain.StartA + Seed), all, first, second);
            passages.Add(new(place, b.Place(chain.StartB, chain.EndB - chain.StartB + Seed), chain.Matching, holders, a.Source.AsSpan(place.Offset, Math.Min(200, place.Length)).ToString()));
        }
        return passages;
    }

    private static Chain Extend(Chain chain, Prepared first, Prepared second)
    {
        var after = Alignment.Beyond(first.From(chain.EndA + Seed), second.From(chain.EndB + Seed), 1);
        var before = Alignment.Beyond(first.Upto(chain.StartA), second.Upto(chain.StartB), -1);
        return new(chain.StartA - before.A, chain.StartB - before.B, chain.EndA + after.A, chain.EndB + after.B, chain.Matching + before.Score + after.Score);
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
