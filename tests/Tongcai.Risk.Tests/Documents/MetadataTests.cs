using System.IO.Compression;
using System.Text;
using Tongcai.Risk.Documents;
using Tongcai.Risk.Statistics;

namespace Tongcai.Risk.Tests.Documents;

public sealed class MetadataTests
{
    private static string? NoPdf(byte[] content, Action<string> message) => null;

    [Fact]
    public void PdfIdentifiersAuthorAndCompressedXmpAreRead()
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(Encoding.UTF8.GetBytes("<rdf xmpMM:DocumentID=\"uuid:7\"><xmpMM:OriginalDocumentID>uuid:1</xmpMM:OriginalDocumentID></rdf>"));
        byte[] pdf =
        [
            .. "%PDF-1.5\n1 0 obj<</Author (\\376\\377\\152\\041)/Creator(WPS \\(x\\))/CreationDate(D:20260301)>>endobj\n2 0 obj<</Type /Metadata /Filter/FlateDecode/Length 99>>stream\n"u8,
            .. compressed.ToArray(), .. "\nendstream endobj\ntrailer<</ID [<00aa><01>]>>\ntrailer<</ID[<AB12CD34> <FF00>]/Size 5>>"u8,
        ];
        var read = FileMetadata.Of(pdf);
        Assert.Null(read.Problem);
        Assert.Equal("AB12CD34", read.Values["ID0"]);
        Assert.Equal("\u6A21", read.Values["Author"]);
        Assert.Equal("WPS (x)", read.Values["Creator"]);
        Assert.Equal("uuid:1", read.Values["xmpMM:OriginalDocumentID"]);
        Assert.Equal("uuid:7", read.Values["xmpMM:DocumentID"]);
    }

    [Fact]
    public void WordAndExcelTracesAndTextAreRead()
    {
        var docx = Zip(
            ("docProps/core.xml", "<c xmlns:dc='d'><dc:creator>王工</dc:creator><dc:lastModifiedBy>李工</dc:lastModifiedBy></c>"),
            ("word/settings.xml", "<w:settings xmlns:w='w'><w:rsids><w:rsidRoot w:val='00a1b2c3'/><w:rsid w:val='00112233'/><w:rsid w:val='00445566'/></w:rsids></w:settings>"),
            ("word/document.xml", "<w:document xmlns:w='w'><w:p><w:r><w:t>第一段</w:t></w:r><w:r><w:t>续</w:t></w:r></w:p><w:p><w:r><w:br w:type='page'/><w:t>第二页</w:t></w:r></w:p></w:document>"),
            ("word/media/image1.png", "not a picture"));
        var read = FileMetadata.Of(docx);
        Assert.Equal(("王工", "李工", "00A1B2C3"), (read.Values["creator"], read.Values["lastModifiedBy"], read.Values["rsidRoot"]));
        Assert.Equal(2, read.Revisions.Count);
        Assert.Single(read.Media);
        var bid = BidFiles.Read("甲", [("a.docx", docx)], NoPdf, _ => Assert.Fail("message"));
        Assert.Equal("第一段续\n\f第二页\n", bid.Text.Source);
        var xlsx = Zip(("xl/workbook.xml", "<workbook><x:absPath xmlns:x='x' url='C:\\Users\\wang\\'/></workbook>"), ("xl/sharedStrings.xml", "<sst><si><t>单价</t></si></sst>"));
        Assert.Equal("C:\\Users\\wang\\", FileMetadata.Of(xlsx).Values["absPath"]);
        Assert.Equal("单价\n", BidFiles.Read("乙", [("b.xlsx", xlsx)], NoPdf, _ => Assert.Fail("message")).Text.Source);
    }

    [Theory]
    [InlineData("%PDF-1.4 garbage /Author <zz")]
    [InlineData("PK\u0003\u0004 broken archive")]
    [InlineData("something else")]
    public void DamagedFilesAreExplainedNotThrown(string content)
    {
        var read = FileMetadata.Of(Encoding.Latin1.GetBytes(content));
        Assert.True(read.Problem is not null || read.Values.Count == 0);
        BidFiles.Read("甲", [("a", Encoding.Latin1.GetBytes(content))], NoPdf, _ => { });
    }

    [Fact]
    public void ExternalEntitiesAreNotResolved()
    {
        var hostile = Zip(("docProps/core.xml", "<!DOCTYPE c [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><c><creator>&x;</creator></c>"));
        Assert.NotNull(FileMetadata.Of(hostile).Problem);
    }

    [Fact]
    public void 同源文件是线索_采购人下发的模板与软件默认值不是()
    {
        FileMetadata File(params (string Name, string Value)[] values) => new(values.ToDictionary(v => v.Name, v => v.Value), new HashSet<string>(), new HashSet<string>());
        var links = MetadataLinks.Of(
            [
                [File(("ID0", "AAAA11"), ("creator", "Administrator"), ("rsidRoot", "00B47730"))],
                [File(("ID0", "AAAA11"), ("creator", "Administrator"), ("rsidRoot", "00B47730"))],
                [File(("ID0", "FFFF22"), ("Author", "张三"))],
                [File(("ID0", "FFFF22"), ("Author", "张三"))],
            ],
            [File(("ID0", "FFFF22"))]);
        Assert.Equal([(0, 1, "ID0", 'A'), (2, 3, "Author", 'B')], links.Select(l => (l.First, l.Second, l.Name, l.Tier)));
    }

    [Fact]
    public void 图像指纹_亮度与压缩后仍同_不同画面远离()
    {
        var random = new SeededRandom(2);
        const int width = 170, height = 160;
        byte[] Picture(ulong seed)
        {
            var r = new SeededRandom(seed);
            var levels = Enumerable.Range(0, 17 * 16).Select(_ => r.Next(200)).ToArray();
            return [.. Enumerable.Range(0, width * height).Select(i => (byte)(20 + levels[i / width / 10 * 17 + i % width / 10]))];
        }

        var original = Picture(1);
        byte[] brighter = [.. original.Select(p => (byte)Math.Min(255, p + 15 + random.Next(5)))];
        Assert.InRange(ImageHash.Of(original, width, height).Distance(ImageHash.Of(brighter, width, height)), 0, ImageHash.SameUpTo);
        Assert.True(ImageHash.Of(original, width, height).Distance(ImageHash.Of(Picture(2), width, height)) > 80);
        Assert.Throws<ArgumentException>(() => ImageHash.Of(original, width, height + 1));
    }

    private static byte[] Zip(params (string Name, string Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(content);
            }
        }
        return stream.ToArray();
    }
}
