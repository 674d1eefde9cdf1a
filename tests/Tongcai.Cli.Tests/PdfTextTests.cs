using System.Diagnostics;
using System.Text;
using Tongcai.Cli.Tests.Law;
using Tongcai.Papers;
using Tongcai.Papers.Pdf;

namespace Tongcai.Cli.Tests;

public sealed class PdfTextTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pdf-text").FullName;

    private static readonly string[] Clauses =
    [
        "供应商应当具有独立承担民事责任的能力，具有良好的商业信誉和健全的财务会计制度，具有履行合同所必需的设备和专业技术能力，有依法缴纳税收和社会保障资金的良好记录。",
        "（一）设备应当支持中文操作界面，随机附中文说明书和操作手册各两套，质量保证期自验收合格之日起不少于三年，质量保证期内免费上门维修，接到报修后四小时内响应",
        "1.2 投标人注册资本不得低于500万元人民币，并且须在本市设有分公司或者办事处，提供营业执照复印件加盖公章，否则投标无效。",
    ];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Write(Paper paper, string ending)
    {
        var path = Path.Combine(folder, "document" + ending);
        File.WriteAllBytes(path, ending == ".pdf" ? PdfPaper.Write(paper) : WordPaper.Write(paper));
        return path;
    }

    private static Paper Document(int chapters) => new("招标文件", [.. Enumerable.Range(1, chapters).Select(i => new PaperPart(i == 1 ? "第二章 投标人资格要求" : $"第{i}章 说明", Clauses))]);

    [Fact]
    public void Lines_of_a_sheet_become_the_paragraphs_that_were_written()
    {
        var text = PdfText.Of(PdfPaper.Write(Document(40)), problem => Assert.Fail(problem))!;
        var paragraphs = text.Replace("\f", "", StringComparison.Ordinal).Split('\n').Select(p => p.Replace(" ", "", StringComparison.Ordinal)).ToList();

        foreach (var clause in Clauses)
            Assert.Equal(40, paragraphs.Count(p => p == clause.Replace(" ", "", StringComparison.Ordinal)));
        Assert.Contains('\f', text);
        Assert.DoesNotContain(paragraphs, p => p.Contains('—', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(".pdf")]
    [InlineData(".docx")]
    public void The_clause_check_reads_a_file_of_an_office_as_it_reads_text(string ending)
    {
        var path = Write(Document(1), ending);
        var plain = Path.Combine(folder, "document.txt");
        File.WriteAllText(plain, string.Join('\n', Clauses.Prepend("第二章 投标人资格要求").Prepend("招标文件")));

        var (code, output, error) = Command.Run([], "lint", path);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("注册资本", output, StringComparison.Ordinal);
        Assert.Equal(Command.Run([], "lint", plain).Output, output);
    }

    [Theory]
    [InlineData("%PDF-1.7\nnothing of a file")]
    [InlineData("PK\u0003\u0004 no archive")]
    [InlineData("\u00ff\u00fe neither")]
    public void What_cannot_be_read_is_said_with_the_name_of_the_file(string content)
    {
        var path = Path.Combine(folder, "broken");
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(content));

        var (code, output, error) = Command.Run([], "lint", path);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("broken", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scan_without_words_is_told_from_a_damaged_file()
    {
        List<string> said = [];
        Assert.Null(PdfText.Of(PdfPaper.Write(new("　", [])), said.Add));
        Assert.Contains("扫描", Assert.Single(said), StringComparison.Ordinal);
    }
}
