using System.Diagnostics;
using System.Text;
using Tongcai.Papers.Pdf;

namespace Tongcai.Papers.Tests;

/// <summary>What other people's readers (poppler, qpdf) make of our files.</summary>
public sealed class PdfPaperTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("papers").FullName;

    public static TheoryData<string> Papers => ["notice", "decision"];

    private static Paper Of(string name) => name == "notice" ? Specimen.Notice : Specimen.Decision;

    [Theory]
    [MemberData(nameof(Papers))]
    public async Task Every_word_can_be_searched_and_copied_and_the_file_is_sound(string name)
    {
        var paper = Of(name);
        var file = Save(PdfPaper.Write(paper));

        Assert.Contains("No syntax or stream encoding errors", await Run("qpdf", "--check", file), StringComparison.Ordinal);
        var words = Specimen.Packed(await Run("pdftotext", "-raw", file, "-"));
        foreach (var text in paper.Parts.SelectMany(p => p.Paragraphs.Append(p.Heading)).Append(paper.Title).Concat(paper.Signed).Concat(paper.Proof))
            Assert.Contains(Specimen.Packed(text), words, StringComparison.Ordinal);
        foreach (var c in Specimen.Words(paper))
            Assert.Contains(c, words);
        Assert.Contains("—1—", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_fonts_are_embedded_as_subsets_and_a_page_is_small()
    {
        var bytes = PdfPaper.Write(Specimen.Notice);

        var fonts = (await Run("pdffonts", Save(bytes))).Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        Assert.Equal(2, fonts.Length);
        Assert.All(fonts, f => Assert.Matches(@"^TONGCA\+\S+\s+CID TrueType\s+Identity-H\s+yes yes yes", f));
        Assert.InRange(bytes.Length, 10_000, 200_000);
    }

    [Fact]
    public void The_same_paper_gives_the_same_bytes() => Assert.Equal(PdfPaper.Write(Specimen.Notice), PdfPaper.Write(Specimen.Notice));

    [Fact]
    public async Task A_long_table_has_its_head_on_every_page_and_loses_no_row()
    {
        var rows = Enumerable.Range(1, 300).Select(i => (IReadOnlyList<string>)[$"序{i}号", $"第 {i} 项技术要求，应当满足；{new string('长', i % 90)}", "合格"]).ToList();
        var file = Save(PdfPaper.Write(new("逐项验收结果", [new("", []) { Table = new("逐项", ["序号", "技术商务要求", "结果"], rows) }])));

        var text = await Run("pdftotext", "-layout", file, "-");
        var pages = text.Split('\f', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(pages.Length > 5);
        Assert.All(pages, p => Assert.Contains("技术商务要求", p, StringComparison.Ordinal));
        var words = Specimen.Packed(text);
        Assert.All(Enumerable.Range(1, 300), i => Assert.Contains($"序{i}号", words, StringComparison.Ordinal));
        Assert.Contains($"—{pages.Length}—", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_higher_than_a_page_goes_on_over_its_end()
    {
        var body = string.Concat(Enumerable.Range(0, 5000).Select(i => (char)('一' + (i % 500))));
        var file = Save(PdfPaper.Write(new("Title", [new("", []) { Table = new("", ["A", "B"], [["C", body]]) }])));

        var words = Specimen.Packed(await Run("pdftotext", "-raw", file, "-"));
        Assert.Equal(body, string.Concat(words.Where(c => c >= '一')));
    }

    [Fact]
    public async Task What_no_font_has_is_printed_as_a_mark_and_named_at_the_end()
    {
        var file = Save(PdfPaper.Write(new("更正公告", [new("", ["联系人：\U000323AF"])])));

        var words = Specimen.Packed(await Run("pdftotext", "-raw", file, "-"));
        Assert.Contains("联系人：〓", words, StringComparison.Ordinal);
        Assert.Contains("U+323AF", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u0000\u0001\u001b[31m")]
    [InlineData("\ud83d半个")]
    [InlineData("\n\n\n")]
    public async Task Nothing_that_a_form_lets_through_breaks_a_file(string text)
    {
        var file = Save(PdfPaper.Write(new(text, [new(text, [text, new string('W', 5000), text]) { Table = new(text, [text, "列"], [[text], [], [text, text, text]]) }]) { Organ = text, Number = text, To = text, Signed = [text], Proof = [text] }));
        Assert.Contains("No syntax or stream encoding errors", await Run("qpdf", "--check", file), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Save(byte[] bytes)
    {
        var file = Path.Combine(folder, $"{Directory.GetFiles(folder).Length}.pdf");
        File.WriteAllBytes(file, bytes);
        return file;
    }

    private static async Task<string> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return text;
    }
}
