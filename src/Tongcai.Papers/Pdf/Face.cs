using System.Globalization;
using System.Text;

namespace Tongcai.Papers.Pdf;

/// <summary>A character as it is set.</summary>
/// <param name="Character">Code point that text search and copying give back.</param>
/// <param name="Width">Thousandths of the em.</param>
internal readonly record struct Mark(Face Face, int Glyph, int Character, int Width);

/// <summary>A font as one file uses it: remembers which glyphs it needs.</summary>
/// <param name="key">Name of the resource in page contents.</param>
internal sealed class Face(TrueTypeFont font, string key)
{
    private readonly SortedDictionary<int, int> used = [];

    public TrueTypeFont Font => font;

    public string Key => key;

    public bool IsUsed => used.Count > 0;

    /// <summary>The character in this face; null when it has none.</summary>
    public Mark? Find(int character) => font.GlyphOf(character) is > 0 and var glyph ? new(this, glyph, character, font.WidthOf(glyph)) : null;

    public void Use(Mark mark) => used.TryAdd(mark.Glyph, mark.Character);

    /// <summary>Writes the font with the glyphs used, and gives its number: a composite font whose codes are glyph numbers (ISO 32000-1 §9.7), with the characters they stand for.</summary>
    public int WriteTo(PdfFile file)
    {
        var name = "TONGCA+" + font.Name;
        var data = font.Subset(used.Keys);
        var program = file.AddStream(data, $"/Length1 {data.Length} ");
        var descriptor = file.Add($"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [0 {font.Descent} 1000 {font.Ascent}] /ItalicAngle 0 /Ascent {font.Ascent} /Descent {font.Descent} /CapHeight {font.Ascent} /StemV 80 /FontFile2 {program} 0 R >>");
        var widths = string.Join(' ', used.Keys.Select(g => $"{g} [{font.WidthOf(g)}]"));
        var glyphs = file.Add($"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor {descriptor} 0 R /DW 1000 /W [{widths}] /CIDToGIDMap /Identity >>");
        var characters = file.AddStream(Encoding.ASCII.GetBytes(Characters()));
        return file.Add($"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{glyphs} 0 R] /ToUnicode {characters} 0 R >>");
    }

    private string Characters()
    {
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
        foreach (var hundred in used.Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{hundred.Length} beginbfchar\n");
            foreach (var (glyph, character) in hundred)
                map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}> <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(new Rune(character).ToString()))}>\n");
            map.Append("endbfchar\n");
        }

        return map.Append("endcmap CMapName currentdict /CMap defineresource pop end end\n").ToString();
    }
}

/// <summary>The faces of one file: 宋体, and a second one for the characters the first does not have.</summary>
internal sealed class Faces
{
    // A font is read once per process; what a file uses of it is the file's own.
    private static readonly Lazy<TrueTypeFont> Song = new(() => TrueTypeFont.Embedded("gbsn00lp"));
    private static readonly Lazy<TrueTypeFont> Rare = new(() => TrueTypeFont.Embedded("DroidSansFallbackFull"));

    private readonly Face song = new(Song.Value, "F1");
    private Face? rare;

    /// <summary>Characters that no face has, printed as 〓.</summary>
    public SortedSet<int> Missing { get; } = [];

    public IEnumerable<Face> Used => new[] { song, rare }.OfType<Face>().Where(f => f.IsUsed);

    public Mark Of(Rune character)
    {
        // The yen sign of the half-width forms is the one Chinese fonts have.
        var code = character.Value is '¥' ? '￥' : character.Value is '\u00A0' or '\t' ? ' ' : character.Value;
        if (song.Find(code) is { } mark) return mark;
        rare ??= new(Rare.Value, "F2");
        if (rare.Find(code) is { } other) return other;
        Missing.Add(code);
        return song.Find('〓')!.Value;
    }
}
