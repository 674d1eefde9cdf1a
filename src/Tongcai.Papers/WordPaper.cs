using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Tongcai.Papers;

/// <summary>文书的 Word 文件 (ISO/IEC 29500)：styles rather than formats at each place, so that whoever goes on with it in an office program changes a style once.</summary>
public static partial class WordPaper
{
    private const string Red = "D0021B";

    /// <summary>The file. The same paper gives the same bytes.</summary>
    public static byte[] Write(Paper paper)
    {
        ArgumentNullException.ThrowIfNull(paper);
        var file = new MemoryStream();
        using (var package = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document))
        {
            var main = package.AddMainDocumentPart();
            var official = paper.Layout is PaperLayout.Official;
            main.AddNewPart<StyleDefinitionsPart>().Styles = Styles(official);
            var footer = main.AddNewPart<FooterPart>();
            footer.Footer = new(new Paragraph(
                new ParagraphProperties(new Justification { Val = JustificationValues.Center }), Run("— "), new SimpleField(Run("1")) { Instruction = " PAGE " }, Run(" —")));
            var body = new Body();
            Fill(body, paper);
            body.Append(Section(official, main.GetIdOfPart(footer)));
            main.Document = new(body);
            package.PackageProperties.Title = Clean(paper.Title.Replace('\n', ' '));
            package.PackageProperties.Language = "zh-CN";
        }

        return Settled(file);
    }

    /// <summary>The package without what differs from one writing to the next: times of entries, random names of relations and of the properties' part.</summary>
    private static byte[] Settled(MemoryStream written)
    {
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        var file = new MemoryStream();
        using (var from = new ZipArchive(written, ZipArchiveMode.Read))
        using (var to = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries.OrderBy(e => Random().Replace(e.FullName, ""), StringComparer.Ordinal))
            {
                using var reader = new StreamReader(entry.Open());
                var text = Random().Replace(reader.ReadToEnd(), Named);
                var settled = to.CreateEntry(Random().Replace(entry.FullName, Named));
                settled.LastWriteTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var writer = new StreamWriter(settled.Open(), new UTF8Encoding(false));
                writer.Write(text);
            }
        }

        return file.ToArray();

        string Named(Match random)
        {
            if (!names.TryGetValue(random.Value, out var name)) names[random.Value] = name = string.Create(CultureInfo.InvariantCulture, $"r{names.Count + 1}");
            return name;
        }
    }

    /// <summary>Ids that the library draws, where they stand: as the id of a relation and as the name of the properties' part. The text of the paper is not touched.</summary>
    [GeneratedRegex("(?<=\\b(?:r:id|Id)=\")R[0-9a-f]{16,32}(?=\")|[0-9a-f]{32}(?=\\.psmdcp)")]
    private static partial Regex Random();

    private static void Fill(Body body, Paper paper)
    {
        if (paper.Organ.Length > 0) body.Append(Styled("Organ", paper.Organ));
        if (paper.Organ.Length > 0 && paper.Number.Length > 0) body.Append(Styled("RedRule", paper.Number));
        foreach (var title in paper.Title.Split('\n')) body.Append(Styled("Title", title));
        if (paper.Organ.Length == 0 && paper.Number.Length > 0) body.Append(Styled("Number", paper.Number));
        if (paper.To.Length > 0) body.Append(Styled("To", paper.To + "："));
        foreach (var part in paper.Parts)
        {
            if (part.Heading.Length > 0) body.Append(Styled("Heading1", part.Heading));
            foreach (var text in part.Paragraphs.SelectMany(p => p.Split('\n'))) body.Append(Styled("BodyText", text));
            if (part.Table is { Columns.Count: > 0 } table) body.Append(Table(table), Styled("Cell", ""));
        }

        foreach (var line in paper.Signed) body.Append(Styled("Signature", line));
        foreach (var line in paper.Proof) body.Append(Styled("Proof", line));
    }

    private static Table Table(PaperTable table)
    {
        var made = new Table(
            new TableProperties(
                new TableWidth { Width = "5000", Type = TableWidthUnitValues.Pct },
                new TableBorders(
                    new TopBorder { Val = BorderValues.Single, Size = 4 }, new LeftBorder { Val = BorderValues.Single, Size = 4 }, new BottomBorder { Val = BorderValues.Single, Size = 4 },
                    new RightBorder { Val = BorderValues.Single, Size = 4 }, new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4 }, new InsideVerticalBorder { Val = BorderValues.Single, Size = 4 }),
                new TableCaption { Val = table.Caption }),
            new TableGrid(table.Columns.Select(_ => new GridColumn())));
        made.Append(new TableRow([new TableRowProperties(new TableHeader()), .. table.Columns.Select(c => (OpenXmlElement)new TableCell(Styled("CellHead", c)))]));
        foreach (var row in table.Rows)
            made.Append(new TableRow(table.Columns.Select((_, i) => new TableCell((i < row.Count ? row[i] : "").Split('\n').Select(line => Styled("Cell", line))))));
        return made;
    }

    private static Paragraph Styled(string style, string text) => new(new ParagraphProperties(new ParagraphStyleId { Val = style }), Run(text));

    private static Run Run(string text) => new(new Text(Clean(text)) { Space = SpaceProcessingModeValues.Preserve });

    /// <summary>Without what XML cannot hold: it comes from files and forms, and Word would not open what has it.</summary>
    private static string Clean(string text) => string.Concat(text.EnumerateRunes().Where(r => r.Value is (>= (int)' ' or '\t') and not (0xFFFE or 0xFFFF)));

    /// <summary>Margins as <see cref="Pdf.Measures"/>, in twentieths of a point.</summary>
    private static SectionProperties Section(bool official, string footer) => new(
        new FooterReference { Type = HeaderFooterValues.Default, Id = footer },
        new PageSize { Width = 11906, Height = 16838 },
        official
            ? new PageMargin { Top = 2098, Bottom = 1984, Left = 1587U, Right = 1474U, Header = 851U, Footer = 992U }
            : new PageMargin { Top = 1417, Bottom = 1417, Left = 1417U, Right = 1417U, Header = 851U, Footer = 850U });

    private static Styles Styles(bool official)
    {
        var (body, lead, title, small) = official ? (32, 580, 44, 21) : (24, 400, 36, 18);
        return new(
            new DocDefaults(new RunPropertiesDefault(new RunPropertiesBaseStyle(Fonts("仿宋"), new FontSize { Val = $"{body}" }, new Languages { Val = "zh-CN", EastAsia = "zh-CN" }))),
            Style("BodyText", "正文文本", body, lead, JustificationValues.Both, indent: true),
            Style("Title", "标题", title, title * 16, JustificationValues.Center, font: "方正小标宋简体", bold: !official, after: 200),
            Style("Heading1", "标题 1", body, lead, JustificationValues.Left, font: "黑体", indent: true, outline: 0),
            Style("Organ", "发文机关标志", 72, 1200, JustificationValues.Center, font: "方正小标宋简体", bold: true, colour: Red),
            Style("RedRule", "发文字号", body, lead, JustificationValues.Center, after: 400, under: Red),
            Style("Number", "编号", body, lead, JustificationValues.Center, after: 200),
            Style("To", "主送", body, lead, JustificationValues.Left),
            Style("Cell", "表格", body * 7 / 8, lead * 3 / 4, JustificationValues.Left),
            Style("CellHead", "表头", body * 7 / 8, lead * 3 / 4, JustificationValues.Center, bold: true),
            Style("Signature", "落款", body, lead, JustificationValues.Right),
            Style("Proof", "验证", small, small * 15, JustificationValues.Left));
    }

    private static Style Style(
        string id, string name, int halfPoints, int lead, JustificationValues justified, string font = "", bool bold = false, bool indent = false, string colour = "", int after = 0, string under = "", int? outline = null)
    {
        var paragraph = new StyleParagraphProperties();
        if (outline is not null) paragraph.Append(new KeepNext());
        if (under.Length > 0) paragraph.Append(new ParagraphBorders(new BottomBorder { Val = BorderValues.Single, Size = 12, Space = 4, Color = under }));
        paragraph.Append(new SpacingBetweenLines { Line = $"{lead}", LineRule = LineSpacingRuleValues.Exact, After = $"{after}" });
        if (indent) paragraph.Append(new Indentation { FirstLineChars = 200, FirstLine = $"{halfPoints * 20}" });
        paragraph.Append(new Justification { Val = justified });
        if (outline is { } level) paragraph.Append(new OutlineLevel { Val = level });
        var run = new StyleRunProperties();
        if (font.Length > 0) run.Append(Fonts(font));
        if (bold) run.Append(new Bold());
        if (colour.Length > 0) run.Append(new Color { Val = colour });
        run.Append(new FontSize { Val = $"{halfPoints}" });
        return new Style(new StyleName { Val = name }, paragraph, run) { Type = StyleValues.Paragraph, StyleId = id, CustomStyle = true };
    }

    private static RunFonts Fonts(string name) => new() { Ascii = "Times New Roman", HighAnsi = "Times New Roman", EastAsia = name };
}
