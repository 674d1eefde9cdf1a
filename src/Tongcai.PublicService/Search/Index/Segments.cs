namespace Tongcai.PublicService.Search.Index;

/// <summary>Pieces of text between blanks, each different one kept once: what every notice repeats takes no room. A word of a question holds no blank, so it stands within one piece.</summary>
internal sealed class Segments
{
    private const int ChunkSize = 1 << 18;

    private readonly List<char[]> chunks = [];
    private int free;
    private Piece[] pieces = new Piece[1024];
    private int[] slots = new int[4096];

    private readonly record struct Piece(int Chunk, int Start, int Length, int Hash);

    public int Count { get; private set; }

    public long Size => chunks.Sum(c => c.Length * 2L) + (pieces.Length * 16L) + (slots.Length * 4L);

    public ReadOnlySpan<char> this[int piece] => chunks[pieces[piece].Chunk].AsSpan(pieces[piece].Start, pieces[piece].Length);

    /// <summary>The number of a text, given now if it is new.</summary>
    public int Number(ReadOnlySpan<char> text)
    {
        var hash = string.GetHashCode(text);
        var mask = slots.Length - 1;
        var slot = hash & mask;
        for (; slots[slot] != 0; slot = (slot + 1) & mask)
        {
            var known = slots[slot] - 1;
            if (pieces[known].Hash == hash && this[known].SequenceEqual(text)) return known;
        }

        if (Count == pieces.Length) Array.Resize(ref pieces, Count + (Count >> 1));
        pieces[Count] = Keep(text, hash);
        slots[slot] = ++Count;
        if (Count > slots.Length / 2) Widen();
        return Count - 1;
    }

    private Piece Keep(ReadOnlySpan<char> text, int hash)
    {
        if (chunks.Count == 0 || free + text.Length > chunks[^1].Length)
        {
            chunks.Add(new char[Math.Max(ChunkSize, text.Length)]);
            free = 0;
        }

        text.CopyTo(chunks[^1].AsSpan(free));
        free += text.Length;
        return new(chunks.Count - 1, free - text.Length, text.Length, hash);
    }

    private void Widen()
    {
        slots = new int[slots.Length * 2];
        var mask = slots.Length - 1;
        for (var piece = 0; piece < Count; piece++)
        {
            var slot = pieces[piece].Hash & mask;
            while (slots[slot] != 0) slot = (slot + 1) & mask;
            slots[slot] = piece + 1;
        }
    }
}
