using System.Buffers.Binary;

namespace Tongcai.Papers.Pdf;

/// <summary>One TrueType face, read for setting text and for embedding the glyphs that a file uses (OpenType 1.9: head, hhea, hmtx, maxp, loca, glyf, cmap formats 4 and 12).</summary>
internal sealed class TrueTypeFont
{
    private static readonly string[] Kept = ["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"];

    private readonly byte[] file;
    private readonly Dictionary<string, (int Offset, int Length)> tables = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> glyphs = [];
    private readonly int unitsPerEm;
    private readonly int glyphCount;
    private readonly int widths;

    /// <param name="name">PostScript name that the file is embedded under.</param>
    /// <param name="file">The whole font file.</param>
    public TrueTypeFont(string name, byte[] file)
    {
        (Name, this.file) = (name, file);
        for (var i = 0; i < U16(4); i++)
        {
            var record = 12 + (16 * i);
            tables[System.Text.Encoding.ASCII.GetString(file, record, 4)] = (I32(record + 8), I32(record + 12));
        }

        unitsPerEm = U16(At("head") + 18);
        glyphCount = U16(At("maxp") + 4);
        widths = U16(At("hhea") + 34);
        (Ascent, Descent) = (Thousandths(I16(At("hhea") + 4)), Thousandths(I16(At("hhea") + 6)));
        ReadCharacters();
    }

    public string Name { get; }

    /// <summary>Thousandths of the em above the base line.</summary>
    public int Ascent { get; }

    /// <summary>Thousandths of the em below the base line, negative.</summary>
    public int Descent { get; }

    /// <summary>The face of the assembly by its file name.</summary>
    public static TrueTypeFont Embedded(string resource)
    {
        using var stream = typeof(TrueTypeFont).Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"No font {resource}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new(resource, bytes);
    }

    /// <summary>Glyph of a character; 0 when the face has none.</summary>
    public int GlyphOf(int character) => glyphs.GetValueOrDefault(character);

    /// <summary>Thousandths of the em.</summary>
    public int WidthOf(int glyph) => Thousandths(U16(At("hmtx") + (4 * Math.Min(glyph, widths - 1))));

    /// <summary>A font file with the outlines of these glyphs only, numbers unchanged: what is left out is empty, so that the rest compresses to nothing.</summary>
    public byte[] Subset(IEnumerable<int> used)
    {
        var wanted = Closed(used);
        var outlines = new MemoryStream();
        var places = new byte[4 * (glyphCount + 1)];
        var metrics = new byte[tables["hmtx"].Length];
        for (var glyph = 0; glyph < glyphCount; glyph++)
        {
            BinaryPrimitives.WriteInt32BigEndian(places.AsSpan(4 * glyph), checked((int)outlines.Length));
            if (!wanted.Contains(glyph)) continue;
            var (offset, length) = OutlineOf(glyph);
            outlines.Write(file, offset, length);
            while (outlines.Length % 4 != 0) outlines.WriteByte(0);
            var width = 4 * Math.Min(glyph, widths - 1);
            file.AsSpan(At("hmtx") + width, 4).CopyTo(metrics.AsSpan(width));
        }

        BinaryPrimitives.WriteInt32BigEndian(places.AsSpan(4 * glyphCount), checked((int)outlines.Length));
        var head = file.AsSpan(At("head"), tables["head"].Length).ToArray();
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        return Assemble([.. Kept.Where(tables.ContainsKey).Select(t => (t, t switch
        {
            "glyf" => outlines.ToArray(),
            "loca" => places,
            "hmtx" => metrics,
            "head" => head,
            _ => file.AsSpan(At(t), tables[t].Length).ToArray(),
        }))]);
    }

    /// <summary>The glyphs and those that compound ones are made of.</summary>
    private HashSet<int> Closed(IEnumerable<int> used)
    {
        HashSet<int> wanted = [];
        var waiting = new Stack<int>(used.Prepend(0));
        while (waiting.TryPop(out var glyph))
        {
            if (!wanted.Add(glyph)) continue;
            var (offset, length) = OutlineOf(glyph);
            if (length == 0 || I16(offset) >= 0) continue;
            for (var (at, flags) = (offset + 10, MoreComponents); (flags & MoreComponents) != 0;)
            {
                flags = U16(at);
                waiting.Push(U16(at + 2));
                at += 4 + ((flags & WideArguments) != 0 ? 4 : 2) + ((flags & OneScale) != 0 ? 2 : (flags & TwoScales) != 0 ? 4 : (flags & Matrix) != 0 ? 8 : 0);
            }
        }

        return wanted;
    }

    private const int WideArguments = 0x1, OneScale = 0x8, MoreComponents = 0x20, TwoScales = 0x40, Matrix = 0x80;

    private (int Offset, int Length) OutlineOf(int glyph)
    {
        var from = I32(At("loca") + (4 * glyph));
        return (At("glyf") + from, I32(At("loca") + (4 * glyph) + 4) - from);
    }

    private static byte[] Assemble(IReadOnlyList<(string Tag, byte[] Bytes)> parts)
    {
        var start = 12 + (16 * parts.Count);
        var whole = new MemoryStream();
        Span<byte> four = stackalloc byte[4];
        void Put32(long value, Span<byte> into)
        {
            BinaryPrimitives.WriteUInt32BigEndian(into, (uint)value);
            whole.Write(into);
        }

        void Put16(int value, Span<byte> into)
        {
            BinaryPrimitives.WriteUInt16BigEndian(into, (ushort)value);
            whole.Write(into[..2]);
        }

        var power = System.Numerics.BitOperations.Log2((uint)parts.Count);
        Put32(0x00010000, four);
        Put16(parts.Count, four);
        Put16(16 << power, four);
        Put16(power, four);
        Put16((16 * parts.Count) - (16 << power), four);
        foreach (var (tag, bytes) in parts)
        {
            whole.Write(System.Text.Encoding.ASCII.GetBytes(tag));
            Put32(Sum(bytes), four);
            Put32(start, four);
            Put32(bytes.Length, four);
            start += (bytes.Length + 3) & ~3;
        }

        foreach (var (_, bytes) in parts)
        {
            whole.Write(bytes);
            while (whole.Length % 4 != 0) whole.WriteByte(0);
        }

        return whole.ToArray();
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        for (var i = 0; i < bytes.Length; i++)
            sum = unchecked(sum + ((uint)bytes[i] << (24 - (8 * (i % 4)))));
        return sum;
    }

    private void ReadCharacters()
    {
        var start = At("cmap");
        for (var i = 0; i < U16(start + 2); i++)
        {
            var (platform, at) = (U16(start + 4 + (8 * i)), start + I32(start + 8 + (8 * i)));
            if (platform != 3) continue;
            if (U16(at) == 4) ReadSegments(at);
            else if (U16(at) == 12) ReadGroups(at);
        }
    }

    private void ReadSegments(int at)
    {
        var two = U16(at + 6);
        for (var segment = 0; segment < two; segment += 2)
        {
            var (last, first, delta, place) = (U16(at + 14 + segment), U16(at + 16 + two + segment), U16(at + 16 + (2 * two) + segment), at + 16 + (3 * two) + segment);
            for (var character = first; character <= last && character != 0xFFFF; character++)
            {
                var glyph = U16(place) == 0 ? character : U16(place + U16(place) + (2 * (character - first)));
                if (glyph != 0) Map(character, U16(place) == 0 || glyph != 0 ? (glyph + delta) & 0xFFFF : 0);
            }
        }
    }

    private void ReadGroups(int at)
    {
        for (var i = 0; i < I32(at + 12); i++)
        {
            var group = at + 16 + (12 * i);
            for (var (character, last, glyph) = (I32(group), I32(group + 4), I32(group + 8)); character <= last; character++, glyph++)
                Map(character, glyph);
        }
    }

    private void Map(int character, int glyph)
    {
        if (glyph > 0 && glyph < glyphCount) glyphs[character] = glyph;
    }

    private int At(string table) => tables[table].Offset;

    private int Thousandths(int units) => units * 1000 / unitsPerEm;

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at));

    private short I16(int at) => BinaryPrimitives.ReadInt16BigEndian(file.AsSpan(at));

    private int I32(int at) => BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
}
