namespace Tongcai.Papers.Pdf;

/// <summary>Sets a table in the full width: columns by what they hold, cells broken into lines, rows over page ends, the head again on each page.</summary>
internal static class TableSetter
{
    private const int Padding = 4_000, Rule = 500;

    public static void Set(PaperTable table, Measures measures, Sheets sheets, Faces faces)
    {
        if (table.Columns.Count == 0) return;
        var size = measures.Body * 7 / 8;
        var lead = size * 4 / 3;
        var widths = Widths(table, measures.Width, size, faces);
        List<IReadOnlyList<Line>> Cells(IReadOnlyList<string> row) => [.. widths.Select((w, i) => Broken(i < row.Count ? row[i] : "", Math.Max(1000, (int)((long)(w - (2 * Padding)) * 1000 / size)), faces))];
        var head = Cells(table.Columns);
        sheets.Need(Height(head, lead) * 3);
        Row(head, bold: true);
        foreach (var row in table.Rows)
        {
            var cells = Cells(row);
            // What no page holds goes on over the end of the page, line by line.
            while (cells.Max(c => c.Count) is > 0 and var lines)
            {
                if (sheets.Need(Math.Min(Height(cells, lead), sheets.Room - Height(head, lead)))) Row(head, bold: true);
                var fit = Math.Max(1, (sheets.Room - sheets.Down - (2 * Padding)) / lead);
                Row([.. cells.Select(c => (IReadOnlyList<Line>)[.. c.Take(fit)])], bold: false);
                if (fit >= lines) break;
                cells = [.. cells.Select(c => (IReadOnlyList<Line>)[.. c.Skip(fit)])];
            }
        }

        sheets.Skip(lead / 2);

        void Row(List<IReadOnlyList<Line>> cells, bool bold)
        {
            var height = Height(cells, lead);
            var left = 0;
            sheets.Rule(0, 0, measures.Width, 0, Rule);
            sheets.Rule(0, height, measures.Width, height, Rule);
            sheets.Rule(0, 0, 0, height, Rule);
            for (var i = 0; i < cells.Count; left += widths[i], i++)
            {
                for (var l = 0; l < cells[i].Count; l++)
                    sheets.Text(cells[i][l], left + Padding, widths[i] - (2 * Padding), Padding + size + (l * lead), size, bold ? Aligned.Centred : Aligned.Left, bold);
                sheets.Rule(left + widths[i], 0, left + widths[i], height, Rule);
            }

            sheets.Skip(height);
        }
    }

    private static int Height(List<IReadOnlyList<Line>> cells, int lead) => (Math.Max(1, cells.Max(c => c.Count)) * lead) + (2 * Padding);

    private static IReadOnlyList<Line> Broken(string text, int measure, Faces faces) => [.. text.Split('\n').SelectMany(t => LineBreaker.Break(t, faces, measure))];

    /// <summary>Each column gets what its longest cell wants, as far as there is room; a long column gives way to short ones, and none falls under four characters.</summary>
    private static int[] Widths(PaperTable table, int width, int size, Faces faces)
    {
        var count = table.Columns.Count;
        var wanted = Enumerable.Range(0, count).Select(i => (long)table.Rows.Select(r => i < r.Count ? r[i] : "").Prepend(table.Columns[i]).SelectMany(t => t.Split('\n'))
            .Max(t => Sheets.Scaled(LineBreaker.Break(t, faces, int.MaxValue)[0].Width, size)) + (2 * Padding)).ToArray();
        var least = Math.Min(width / count, (4 * size) + (2 * Padding));
        // A column that wants no more than an equal share of what is left gets it; the others share the rest by what they want.
        var open = Enumerable.Range(0, count).ToList();
        var (given, left) = (new long[count], (long)width);
        while (open.Count > 0 && open.Where(i => wanted[i] <= left / open.Count).ToList() is { Count: > 0 } modest)
        {
            foreach (var i in modest)
            {
                given[i] = Math.Max(wanted[i], least);
                left -= given[i];
                open.Remove(i);
            }
        }

        var sum = open.Sum(i => wanted[i]);
        foreach (var i in open) given[i] = Math.Max(least, left * wanted[i] / sum);
        var whole = given.Sum();
        var widths = given.Select(g => (int)(g * width / whole)).ToArray();
        widths[^1] += width - widths.Sum();
        return widths;
    }
}
