namespace Tongcai.Risk.Statistics;

/// <summary>
/// Reproducible pseudo-random numbers for resampling, tree building and generators; never for secrets.
/// Source: xoshiro256** 1.0 (Blackman, Vigna 2018), state filled by SplitMix64.
/// </summary>
public sealed class SeededRandom
{
    private ulong a, b, c, d;

    /// <param name="seed">Any value; equal seeds give equal sequences on every platform.</param>
    public SeededRandom(ulong seed)
    {
        a = Split(ref seed);
        b = Split(ref seed);
        c = Split(ref seed);
        d = Split(ref seed);
    }

    /// <summary>Next 64 random bits.</summary>
    public ulong NextBits()
    {
        unchecked
        {
            var result = ulong.RotateLeft(b * 5, 7) * 9;
            var t = b << 17;
            c ^= a;
            d ^= b;
            b ^= c;
            a ^= d;
            c ^= t;
            d = ulong.RotateLeft(d, 45);
            return result;
        }
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, bound); the bias is below 2⁻³² for the bounds used here.</summary>
    public int Next(int bound) => (int)Math.BigMul(NextBits() >> 32, (ulong)bound << 32, out _);

    /// <summary>Standard normal deviate (Box-Muller).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    /// <summary>Fisher-Yates in place.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Split(ref ulong state) => Mix(unchecked(state += 0x9E3779B97F4A7C15));

    /// <summary>The finaliser of SplitMix64: every bit of the result depends on every bit given.</summary>
    internal static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
