namespace Tongcai.Risk.Documents;

/// <summary>
/// 跨项目查重。Signatures of 128 one-permutation minima with rotation densification (Li, Owen, Zhang, NIPS 2012; Shrivastava, Li, ICML 2014) over
/// five-character shingles of the text after subtraction, in bands for locality-sensitive search.
/// </summary>
public sealed class MinHashIndex
{
    /// <summary>Minima per signature; the error of an estimated Jaccard index is about 1/√128.</summary>
    public const int Minima = 128;

    private const int Shingle = 5;

    private readonly int rows;
    private readonly Dictionary<(int Band, ulong Key), List<int>> buckets = [];
    private readonly List<ulong[]> signatures = [];

    /// <param name="rows">Rows per band: 3 finds Jaccard above about .3, 5 above about .5.</param>
    public MinHashIndex(int rows = 3) => this.rows = rows;

    /// <summary>Signature of a normalised text; null when it is shorter than one shingle.</summary>
    public static ulong[]? Signature(ReadOnlySpan<char> text)
    {
        if (text.Length < Shingle) return null;
        var minima = new ulong[Minima];
        Array.Fill(minima, ulong.MaxValue);
        foreach (var hash in Shingles.Of(text, Shingle))
        {
            ref var minimum = ref minima[(int)(hash >> 57)];
            var value = hash & 0x01FF_FFFF_FFFF_FFFF;
            if (value < minimum) minimum = value;
        }
        // An empty bin takes the next filled one to its right; the distance keeps borrowed values apart from own ones.
        var filled = (ulong[])minima.Clone();
        for (var i = 0; i < Minima; i++)
        {
            var step = 0;
            while (minima[(i + step) % Minima] == ulong.MaxValue) step++;
            filled[i] = minima[(i + step) % Minima] + ((ulong)step << 57);
        }
        return filled;
    }

    /// <summary>Estimated Jaccard index.</summary>
    public static double Similarity(ulong[] a, ulong[] b)
    {
        var equal = 0;
        for (var i = 0; i < Minima; i++) equal += a[i] == b[i] ? 1 : 0;
        return equal / (double)Minima;
    }

    /// <summary>Adds a document.</summary>
    /// <returns>Its number, from 0 on.</returns>
    public int Add(ulong[] signature)
    {
        signatures.Add(signature);
        foreach (var key in Keys(signature)) (buckets.TryGetValue(key, out var list) ? list : buckets[key] = []).Add(signatures.Count - 1);
        return signatures.Count - 1;
    }

    /// <summary>Documents whose estimated Jaccard index is at least <paramref name="least"/>, most alike first.</summary>
    public IReadOnlyList<(int Document, double Similarity)> Find(ulong[] signature, double least)
    {
        HashSet<int> candidates = [];
        foreach (var key in Keys(signature))
            if (buckets.TryGetValue(key, out var list)) candidates.UnionWith(list);
        return [.. candidates.Select(c => (Document: c, Similarity: Similarity(signature, signatures[c]))).Where(c => c.Similarity >= least).OrderByDescending(c => c.Similarity).ThenBy(c => c.Document)];
    }

    private IEnumerable<(int Band, ulong Key)> Keys(ulong[] signature)
    {
        for (var band = 0; (band + 1) * rows <= Minima; band++)
        {
            var key = 0xCBF29CE484222325;
            for (var i = 0; i < rows; i++) key = unchecked((key ^ signature[band * rows + i]) * 0x9E3779B97F4A7C15);
            yield return (band, key);
        }
    }
}
