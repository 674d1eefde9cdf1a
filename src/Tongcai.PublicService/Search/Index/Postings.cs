namespace Tongcai.PublicService.Search.Index;

/// <summary>The documents that hold one gram, ascending: distances of seven bits a byte while they are few, one bit a document once that is smaller.</summary>
internal sealed class Postings
{
    private const int Smallest = 4;
    private const int LongestDistance = 5;

    private byte[] bytes = [];
    private ulong[]? bits;
    private int used;
    private int last = -1;

    /// <summary>Documents.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes on the heap.</summary>
    public long Size => 64 + bytes.Length + ((bits?.Length ?? 0) * 8L);

    /// <summary>Adds a document that is not before the last one.</summary>
    public void Add(int document)
    {
        if (document == last) return;
        if (bits is null && used + LongestDistance > bytes.Length) Grow(document);
        if (bits is not null) Mark(document);
        else Write((uint)(document - last));
        last = document;
        Count++;
    }

    /// <summary>Sets the bit of every document.</summary>
    public void OrInto(Bits into)
    {
        if (bits is not null)
        {
            into.Or(bits);
            return;
        }

        var (at, document) = (0, -1);
        var read = bytes;
        while (at < used)
        {
            uint distance = 0;
            for (var shift = 0; ; shift += 7)
            {
                var b = read[at++];
                distance |= (uint)(b & 0x7f) << shift;
                if (b < 0x80) break;
            }

            document += (int)distance;
            into.Set(document);
        }
    }

    /// <summary>Keeps in a set only these documents.</summary>
    /// <param name="scratch">A set of the same size, overwritten.</param>
    public void AndInto(Bits into, Bits scratch)
    {
        if (bits is not null)
        {
            into.And(bits);
            return;
        }

        scratch.Clear();
        OrInto(scratch);
        into.And(scratch.Words);
    }

    private void Grow(int document)
    {
        var size = bytes.Length == 0 ? Smallest + LongestDistance - 1 : bytes.Length + (bytes.Length >> 1) + LongestDistance;
        if (size < ((document >> 6) + 1) * 8L || size < 64)
        {
            Array.Resize(ref bytes, size);
            return;
        }

        using var set = new Bits(document + 1);
        OrInto(set);
        bits = set.Words.ToArray();
        (bytes, used) = ([], 0);
    }

    private void Mark(int document)
    {
        if (document >> 6 >= bits!.Length) Array.Resize(ref bits, (document >> 6) + 1 + (bits.Length >> 3));
        bits[document >> 6] |= 1UL << document;
    }

    private void Write(uint distance)
    {
        for (; distance >= 0x80; distance >>= 7) bytes[used++] = (byte)(distance & 0x7f | 0x80);
        bytes[used++] = (byte)distance;
    }
}
