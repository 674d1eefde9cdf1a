using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Tongcai.Papers.Tests;

public sealed class WordPaperTests
{
    public static TheoryData<string> Papers => ["notice", "decision", "hostile"];

    private static Paper Of(string name) => name switch
    {
        "notice" => Specimen.Notice,
        "decision" => Specimen.Decision,
        _ => new("\u0000\ud83d", [new("\u0001\uffff", ["\u001b", "", "\ude00"]) { Table = new("", ["列", ""], [["一"], [], ["一", "二", "三"]]) }]),
    };

    [Theory]
    [MemberData(nameof(Papers))]
    public void The_file_is_valid_to_the_standard(string name)
    {
        using var package = WordprocessingDocument.Open(new MemoryStream(WordPaper.Write(Of(name))), isEditable: false);
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(package).Select(e => $"{e.Path?.XPath}: {e.Description}"));
    }

    [Theory]
    [InlineData("notice")]
    [InlineData("decision")]
    public void It_says_the_same_as_the_paper(string name)
    {
        using var package = WordprocessingDocument.Open(new MemoryStream(WordPaper.Write(Of(name))), isEditable: false);
        var paper = Of(name);
        var words = Specimen.Packed(package.MainDocumentPart!.Document.Body!.InnerText);
        Assert.Equal(Specimen.Words(paper).Length, words.Length - (paper.To.Length > 0 ? 1 : 0));
        foreach (var text in paper.Parts.SelectMany(p => p.Paragraphs.Append(p.Heading)).Append(paper.Title).Concat(paper.Signed))
            Assert.Contains(Specimen.Packed(text), words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_paper_gives_the_same_bytes()
    {
        var first = WordPaper.Write(Specimen.Notice);
        // Times in a package are kept to two seconds.
        await Task.Delay(2100, TestContext.Current.CancellationToken);
        Assert.Equal(first, WordPaper.Write(Specimen.Notice));
    }

    [Fact]
    public void Headings_are_headings_and_tables_have_a_repeated_head()
    {
        using var package = WordprocessingDocument.Open(new MemoryStream(WordPaper.Write(Specimen.Notice)), isEditable: false);
        var body = package.MainDocumentPart!.Document.Body!;
        Assert.Equal(3, body.Descendants<ParagraphStyleId>().Count(s => s.Val == "Heading1"));
        Assert.Single(body.Descendants<TableHeader>());
    }
}
