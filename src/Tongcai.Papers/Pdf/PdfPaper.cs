using System.Globalization;

namespace Tongcai.Papers.Pdf;

/// <summary>
/// 文书的 PDF. Own writer: text in an embedded 宋体 (subset), selectable and searchable, page numbers, tables with repeated heads. The same paper gives the same bytes.
/// </summary>
public static class PdfPaper
{
    private const string Red = "0.816 0.008 0.106 rg ";

    /// <summary>The file.</summary>
    public static byte[] Write(Paper paper)
    {
        ArgumentNullException.ThrowIfNull(paper);
        var (measures, faces) = (Measures.Of(paper.Layout), new Faces());
        var sheets = new Sheets(measures);
        sheets.NewPage();
        Head(paper, measures, sheets, faces);
        foreach (var part in paper.Parts)
        {
            if (part.Heading.Length > 0) Paragraph(part.Heading, measures, sheets, faces, bold: true, keep: 2);
            foreach (var paragraph in part.Paragraphs) Paragraph(paragraph, measures, sheets, faces);
            if (part.Table is { } table) TableSetter.Set(table, measures, sheets, faces);
        }

        Tail(paper, measures, sheets, faces);
        return Save(paper, measures, sheets, faces);
    }

    private static void Head(Paper paper, Measures measures, Sheets sheets, Faces faces)
    {
        if (paper.Organ.Length > 0)
        {
            var line = LineBreaker.Break(paper.Organ, faces, int.MaxValue)[0];
            // The head fills at most the width of the text (GB/T 9704 §7.2.4: not larger than the standard's 22 mm).
            var size = Math.Min(36_000, (int)((long)measures.Width * 1000 / Math.Max(1, line.Width)));
            sheets.Text(line, 0, measures.Width, size, size, Aligned.Centred, bold: true, look: Red + "0.816 0.008 0.106 RG ");
            sheets.Skip(size + measures.Lead);
            if (paper.Number.Length > 0) Centred(paper.Number, measures.Body, measures.Lead, measures, sheets, faces);
            sheets.Rule(0, 4_000, measures.Width, 4_000, 2_000, "0.816 0.008 0.106 RG");
            sheets.Skip(measures.Lead);
        }

        foreach (var title in paper.Title.Split('\n')) Centred(title, measures.Title, measures.TitleLead, measures, sheets, faces, bold: true);
        if (paper.Organ.Length == 0 && paper.Number.Length > 0) Centred(paper.Number, measures.Body, measures.Lead, measures, sheets, faces);
        sheets.Skip(measures.Lead / 2);
        if (paper.To.Length > 0) Paragraph(paper.To + "：", measures with { Indent = 0 }, sheets, faces);
    }

    private static void Tail(Paper paper, Measures measures, Sheets sheets, Faces faces)
    {
        if (paper.Signed.Count > 0)
        {
            sheets.Need((paper.Signed.Count + 2) * measures.Lead);
            sheets.Skip(measures.Lead);
            var lines = paper.Signed.Select(s => LineBreaker.Break(s, faces, int.MaxValue)[0]).ToList();
            var width = Math.Min(measures.Width, lines.Max(l => Sheets.Scaled(l.Width, measures.Body)));
            foreach (var line in lines)
            {
                // 落款右空四字 (GB/T 9704 §7.3.5.1); lines centred over each other.
                sheets.Text(line, Math.Max(0, measures.Width - width - (4 * measures.Body)), width, measures.Body, measures.Body, Aligned.Centred);
                sheets.Skip(measures.Lead);
            }
        }

        List<string> notes = [.. paper.Proof];
        if (faces.Missing.Count > 0)
            notes.Add($"有 {faces.Missing.Count} 个字不在本文件的字库中，印作“〓”，以网页或者 Word 文件为准：{string.Join("、", faces.Missing.Select(c => string.Create(CultureInfo.InvariantCulture, $"U+{c:X4}")))}。");
        if (notes.Count == 0) return;
        var small = measures with { Body = measures.Small, Lead = measures.Small * 3 / 2, Indent = 0 };
        sheets.Need(small.Lead * 2);
        sheets.Skip(measures.Lead / 2);
        sheets.Rule(0, 0, measures.Width, 0, 400);
        sheets.Skip(small.Lead / 2);
        foreach (var note in notes) Paragraph(note, small, sheets, faces);
    }

    private static void Centred(string text, int size, int lead, Measures measures, Sheets sheets, Faces faces, bool bold = false)
    {
        foreach (var line in LineBreaker.Break(text, faces, (int)((long)measures.Width * 1000 / size)))
        {
            sheets.Need(lead);
            sheets.Text(line, 0, measures.Width, size, size, Aligned.Centred, bold);
            sheets.Skip(lead);
        }
    }

    /// <param name="keep">Lines that have to follow on the same page: a heading does not stand alone at the foot.</param>
    private static void Paragraph(string text, Measures measures, Sheets sheets, Faces faces, bool bold = false, int keep = 0)
    {
        foreach (var piece in text.Split('\n'))
        {
            var indent = measures.Indent;
            foreach (var line in LineBreaker.Break(piece, faces, (int)((long)measures.Width * 1000 / measures.Body), indent))
            {
                sheets.Need(measures.Lead * (1 + keep));
                var left = Sheets.Scaled(indent, measures.Body);
                sheets.Text(line, left, measures.Width - left, measures.Body, measures.Body, Aligned.Justified, bold);
                sheets.Skip(measures.Lead);
                (indent, keep) = (0, 0);
            }
        }
    }

    private static byte[] Save(Paper paper, Measures measures, Sheets sheets, Faces faces)
    {
        var file = new PdfFile();
        var tree = file.Reserve();
        for (var i = 0; i < sheets.Pages.Count; i++)
            Foot(i, sheets.Pages[i], measures, faces);
        var resources = file.Add($"<< /Font << {string.Join(' ', faces.Used.ToList().Select(f => $"/{f.Key} {f.WriteTo(file)} 0 R"))} >> >>");
        List<int> pages = [];
        foreach (var page in sheets.Pages)
        {
            var content = file.AddStream(System.Text.Encoding.ASCII.GetBytes(page.ToString()));
            pages.Add(file.Add($"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {PdfFile.Points(Measures.SheetWidth)} {PdfFile.Points(Measures.SheetHeight)}] /Resources {resources} 0 R /Contents {content} 0 R >>"));
        }

        file.Set(tree, $"<< /Type /Pages /Count {pages.Count} /Kids [{string.Join(' ', pages.Select(p => $"{p} 0 R"))}] >>");
        var root = file.Add($"<< /Type /Catalog /Pages {tree} 0 R /Lang (zh-CN) /ViewerPreferences << /DisplayDocTitle true >> >>");
        var info = file.Add($"<< /Title {PdfFile.Text(paper.Title.Replace('\n', ' '))} /Producer (Tongcai) >>");
        return file.Save(root, info);
    }

    /// <summary>页码 — 1 — under the text (GB/T 9704 §7.5).</summary>
    private static void Foot(int index, System.Text.StringBuilder page, Measures measures, Faces faces)
    {
        var (line, size) = (LineBreaker.Break(string.Create(CultureInfo.InvariantCulture, $"— {index + 1} —"), faces, int.MaxValue)[0], Math.Min(14_000, measures.Body));
        var foot = new Sheets(measures);
        foot.NewPage();
        foot.Text(line, 0, measures.Width, foot.Room + (measures.Bottom / 2), size, Aligned.Centred);
        page.Append(foot.Pages[0]);
    }
}
