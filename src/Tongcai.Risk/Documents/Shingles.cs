using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Documents;

/// <summary>Rolling hashes of k consecutive characters (polynomial modulo 2⁶⁴, then mixed).</summary>
internal static class Shingles
{
    private const ulong Base = 0x9E3779B97F4A7C15;

    /// <summary>Hash of the k characters from each position on; empty when the text is shorter.</summary>
    public static ulong[] Of(ReadOnlySpan<char> text, int k)
    {
        if (text.Length < k) return [];
        var hashes = new ulong[text.Length - k + 1];
        Fill(text, k, hashes);
        return hashes;
    }

    /// <summary>As <see cref="Of"/>, into <paramref name="hashes"/>.</summary>
    /// <returns>Number of hashes.</returns>
    public static int Fill(ReadOnlySpan<char> text, int k, Span<ulong> hashes)
    {
        unchecked
        {
            ulong power = 1, hash = 0;
            for (var i = 0; i < k - 1; i++) power *= Base;
            for (var i = 0; i < text.Length; i++)
            {
                if (i >= k) hash -= (text[i - k] + 1UL) * power;
                hash = hash * Base + text[i] + 1UL;
                if (i >= k - 1) hashes[i - k + 1] = SeededRandom.Mix(hash);
            }
        }
        return Math.Max(0, text.Length - k + 1);
    }
}
