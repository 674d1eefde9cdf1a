using System.Buffers;
using System.Numerics;

namespace Tongcai.PublicService.Search.Index;

/// <summary>A set of the documents 0 to size−1, one bit each, on rented memory; whoever made it gives it back.</summary>
internal sealed class Bits : IDisposable
{
    private ulong[] words;

    public Bits(int size)
    {
        Length = (size + 63) >> 6;
        words = ArrayPool<ulong>.Shared.Rent(Math.Max(1, Length));
        Clear();
    }

    /// <summary>64-bit words in use.</summary>
    public int Length { get; }

    public Span<ulong> Words => words.AsSpan(0, Length);

    public bool this[int at] => (words[at >> 6] >> at & 1) != 0;

    public void Set(int at) => words[at >> 6] |= 1UL << at;

    public void Drop(int at) => words[at >> 6] &= ~(1UL << at);

    public void Clear() => Words.Clear();

    public void Or(ReadOnlySpan<ulong> other)
    {
        var mine = Words;
        var common = Math.Min(mine.Length, other.Length);
        for (var i = 0; i < common; i++) mine[i] |= other[i];
    }

    /// <summary>Keeps what is in both; the other may be shorter.</summary>
    public void And(ReadOnlySpan<ulong> other)
    {
        var mine = Words;
        var common = Math.Min(mine.Length, other.Length);
        for (var i = 0; i < common; i++) mine[i] &= other[i];
        mine[common..].Clear();
    }

    /// <summary>The first member that is not below, −1 when there is none.</summary>
    public int Next(int from)
    {
        var at = from >> 6;
        if (at >= Length) return -1;
        var word = words[at] & (ulong.MaxValue << from);
        while (word == 0)
        {
            if (++at >= Length) return -1;
            word = words[at];
        }

        return (at << 6) + BitOperations.TrailingZeroCount(word);
    }

    public int Count()
    {
        var count = 0;
        foreach (var word in Words) count += BitOperations.PopCount(word);
        return count;
    }

    public void Dispose()
    {
        ArrayPool<ulong>.Shared.Return(words);
        words = [];
    }
}
