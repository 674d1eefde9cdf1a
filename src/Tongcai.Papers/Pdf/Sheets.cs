using System.Globalization;
using System.Text;

namespace Tongcai.Papers.Pdf;

/// <summary>Where a line stands in its measure.</summary>
internal enum Aligned
{
    Left,
    Justified,
    Centred,
    Right,
}

/// <summary>The pages of a file while they are filled from the top; lengths in thousandths of a point, measured from the upper left corner of the text.</summary>
internal sealed class Sheets(Measures measures)
{
    private readonly List<StringBuilder> pages = [];

    public IReadOnlyList<StringBuilder> Pages => pages;

    /// <summary>How far the present page is filled.</summary>
    public int Down { get; private set; }

    public int Room => Measures.SheetHeight - measures.Top - measures.Bottom;

    public void NewPage()
    {
        pages.Add(new());
        Down = 0;
    }

    /// <summary>Goes down; on a new page when what comes would not fit.</summary>
    /// <param name="needed">Height of what comes.</param>
    public bool Need(int needed)
    {
        if (pages.Count > 0 && (Down + needed <= Room || Down == 0)) return false;
        NewPage();
        return true;
    }

    public void Skip(int height) => Down += height;

    /// <summary>Sets a line whose base line is the given length under <see cref="Down"/>.</summary>
    /// <param name="left">From the left edge of the text.</param>
    /// <param name="width">Measure in which it is aligned.</param>
    /// <param name="look">Operators before the text, e.g. a colour.</param>
    public void Text(Line line, int left, int width, int baseline, int size, Aligned aligned, bool bold = false, string look = "")
    {
        if (line.Marks.Count == 0) return;
        var natural = Scaled(line.Width, size);
        var gaps = line.Marks.Count - 1;
        // More than a fifth of the type between two characters is a short line, not a justified one.
        var spacing = aligned is Aligned.Justified && !line.Last && gaps > 0 && width > natural && (width - natural) / gaps < size / 5 ? (width - natural) / gaps : 0;
        var x = measures.Left + left + (aligned switch { Aligned.Centred => (width - natural) / 2, Aligned.Right => width - natural, _ => 0 });
        var page = pages[^1].Append("q BT ").Append(look);
        if (bold) page.Append(CultureInfo.InvariantCulture, $"2 Tr {PdfFile.Points(size / 40)} w ");
        page.Append(CultureInfo.InvariantCulture, $"{PdfFile.Points(spacing)} Tc {PdfFile.Points(x)} {PdfFile.Points(Measures.SheetHeight - measures.Top - Down - baseline)} Td ");
        for (var (i, start) = (0, 0); i < line.Marks.Count; i++)
        {
            line.Marks[i].Face.Use(line.Marks[i]);
            if (i + 1 < line.Marks.Count && line.Marks[i + 1].Face == line.Marks[start].Face) continue;
            page.Append(CultureInfo.InvariantCulture, $"/{line.Marks[start].Face.Key} {PdfFile.Points(size)} Tf <");
            for (; start <= i; start++) page.Append(line.Marks[start].Glyph.ToString("X4", CultureInfo.InvariantCulture));
            page.Append("> Tj ");
        }

        page.Append("ET Q\n");
    }

    /// <summary>A straight line from one point to another, both under <see cref="Down"/>.</summary>
    public void Rule(int fromLeft, int fromDown, int toLeft, int toDown, int weight, string colour = "0 G") => pages[^1].Append(
        CultureInfo.InvariantCulture,
        $"q {colour} {PdfFile.Points(weight)} w {PdfFile.Points(measures.Left + fromLeft)} {PdfFile.Points(Measures.SheetHeight - measures.Top - Down - fromDown)} m {PdfFile.Points(measures.Left + toLeft)} {PdfFile.Points(Measures.SheetHeight - measures.Top - Down - toDown)} l S Q\n");

    /// <summary>Length of text of that many thousandths of the em.</summary>
    public static int Scaled(int thousandths, int size) => (int)((long)thousandths * size / 1000);
}
