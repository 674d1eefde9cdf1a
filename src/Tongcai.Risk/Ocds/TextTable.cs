namespace Tongcai.Risk.Ocds;

/// <summary>Numbers texts from 0 on and keeps them once, as UTF-8 in one arena: a million identifiers cost about 40 bytes each.</summary>
internal sealed class TextTable
{
    private const int ChunkBits = 20;

    private readonly List<byte[]> chunks = [];
    private readonly List<(int Chunk, int Start, int Length)> places = [];
    private int used = 1 << ChunkBits;
    private int[] slots = new int[1024];

    /// <summary>Number of distinct texts.</summary>
    public int Count => places.Count;

    public ReadOnlySpan<byte> this[int id]
    {
        get
        {
            var (chunk, start, length) = places[id];
            return chunks[chunk].AsSpan(start, length);
        }
    }

    /// <summary>The number of the text, new when it was not seen before.</summary>
    public int Add(ReadOnlySpan<byte> text)
    {
        if (places.Count * 4 >= slots.Length * 3) Grow();
        for (var slot = Hash(text) & (slots.Length - 1); ; slot = (slot + 1) & (slots.Length - 1))
        {
            if (slots[slot] == 0)
            {
                places.Add(Store(text));
                return (slots[slot] = places.Count) - 1;
            }
            if (this[slots[slot] - 1].SequenceEqual(text)) return slots[slot] - 1;
        }
    }

    private (int Chunk, int Start, int Length) Store(ReadOnlySpan<byte> text)
    {
        if (text.Length >= 1 << ChunkBits) throw new LineUnusableException("标识超过 1 MB");
        if (used + text.Length > 1 << ChunkBits)
        {
            chunks.Add(new byte[1 << ChunkBits]);
            used = 0;
        }
        text.CopyTo(chunks[^1].AsSpan(used));
        var place = (chunks.Count - 1, used, text.Length);
        used += text.Length;
        return place;
    }

    private void Grow()
    {
        slots = new int[slots.Length * 2];
        for (var id = 0; id < places.Count; id++)
        {
            var slot = Hash(this[id]) & (slots.Length - 1);
            while (slots[slot] != 0) slot = (slot + 1) & (slots.Length - 1);
            slots[slot] = id + 1;
        }
    }

    // HashCode is seeded per process, so crafted identifiers cannot be made to collide.
    private static int Hash(ReadOnlySpan<byte> text)
    {
        var hash = default(HashCode);
        hash.AddBytes(text);
        return hash.ToHashCode();
    }
}

/// <summary>The line is well-formed JSON but cannot be used; the message says why.</summary>
internal sealed class LineUnusableException : Exception
{
    public LineUnusableException()
    {
    }

    public LineUnusableException(string message)
        : base(message)
    {
    }

    public LineUnusableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>A growing array indexed by the numbers of a <see cref="TextTable"/>.</summary>
internal sealed class Column<T>(T empty)
{
    private T[] values = [];

    public ref T this[int index]
    {
        get
        {
            if (index >= values.Length)
            {
                var old = values.Length;
                Array.Resize(ref values, Math.Max(index + 1, Math.Max(64, old + old / 2)));
                values.AsSpan(old).Fill(empty);
            }
            return ref values[index];
        }
    }

    public ReadOnlySpan<T> Upto(int count)
    {
        if (count > 0) _ = this[count - 1];
        return values.AsSpan(0, count);
    }
}
