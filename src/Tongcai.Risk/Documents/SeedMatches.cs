using System.Runtime.InteropServices;

namespace Tongcai.Risk.Documents;

/// <summary>Finds where two bids have the same few characters. Its memory is used again for the next pair; one thread uses one.</summary>
internal sealed class SeedMatches
{
    private const int Seed = Likeness.Seed;

    private readonly List<(int A, int B)> matches = [];
    private Likeness.Prepared? indexed;
    private ulong[] hashes = [];
    private ulong[] others = [];
    private int[] heads = [];
    private int[] earlier = [];

    /// <summary>Places of the seeds both have outside public text, by place in the first; a seed the first has more than a few times is left out. Good until the next call.</summary>
    public ReadOnlySpan<(int A, int B)> Of(Likeness.Prepared a, Likeness.Prepared b)
    {
        if (indexed != a) Index(a);
        matches.Clear();
        if (others.Length < b.Bid.Text.Length) others = new ulong[b.Bid.Text.Length];
        var count = Shingles.Fill(b.Bid.Text, Seed, others);
        for (var j = 0; j < count; j++)
        {
            var at = heads[others[j] & (ulong)(heads.Length - 1)];
            if (at < 0 || b.Masked(j, Seed)) continue;
            var (before, found) = (matches.Count, 0);
            for (; at >= 0; at = earlier[at])
            {
                if (hashes[at] != others[j]) continue;
                if (++found > Likeness.CommonSeed) break;
                matches.Add((at, j));
            }
            if (found > Likeness.CommonSeed) matches.RemoveRange(before, matches.Count - before);
        }
        var sorted = CollectionsMarshal.AsSpan(matches);
        sorted.Sort();
        return sorted;
    }

    // Buckets of places, the last place first.
    private void Index(Likeness.Prepared a)
    {
        var text = a.Bid.Text;
        if (hashes.Length < text.Length)
        {
            hashes = new ulong[text.Length];
            earlier = new int[text.Length];
        }
        var size = 1024;
        while (size < text.Length * 2) size *= 2;
        if (heads.Length != size) heads = new int[size];
        Array.Fill(heads, -1);
        var count = Shingles.Fill(text, Seed, hashes);
        for (var i = 0; i < count; i++)
        {
            if (a.Masked(i, Seed)) continue;
            ref var head = ref heads[hashes[i] & (ulong)(size - 1)];
            earlier[i] = head;
            head = i;
        }
        indexed = a;
    }
}
