using System.IO.Compression;
using System.Text;
using Tongcai.Exchange.Files;

namespace Tongcai.Exchange.Tests.Files;

/// <summary>Files that harm whoever opens them, each beside one that does not.</summary>
public sealed class FileJudgeTests
{
    private const string Relationships = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/KIND" Target="http://127.0.0.1:9/t" TargetMode="External"/></Relationships>""";

    private static readonly byte[] Png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, .. new byte[64]];
    private static readonly byte[] SoundPdf = Encoding.Latin1.GetBytes("%PDF-1.7\n1 0 obj\n<< /Type /Catalog /OpenAction [2 0 R /Fit] /Pages 2 0 R >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n");

    [Theory]
    [InlineData("方案\u202Efdp.exe", "name.direction,name.program")]
    [InlineData("../../etc/passwd.pdf", "name.path")]
    [InlineData("C:\\方案.pdf", "name.path")]
    [InlineData("a\0.pdf", "name.control")]
    [InlineData("CON.pdf", "name.device")]
    [InlineData("方案.pdf.exe", "name.program,name.double")]
    [InlineData("方案.docm", "name.program")]
    public void A_name_that_deceives_is_found_and_the_file_is_saved_under_another(string name, string codes)
    {
        var found = FileNames.Check(name).Where(m => m.Dangerous).Select(m => m.Code).ToList();
        Assert.Equal(codes.Split(',').Order(), found.Order());
        var safe = FileNames.Safe(name, dangerous: true);
        Assert.EndsWith(".danger", safe, StringComparison.Ordinal);
        Assert.DoesNotContain(FileNames.Check(safe), m => m.Dangerous);
    }

    [Theory]
    [InlineData("技术方案（正式版）.pdf")]
    [InlineData("𠮷林方案 v1.2.docx")]
    public void A_plain_name_stays(string name)
    {
        Assert.Empty(FileNames.Check(name));
        Assert.Equal(name, FileNames.Safe(name, dangerous: false));
    }

    [Fact]
    public void Half_a_character_is_found() => Assert.Contains(FileNames.Check("a" + (char)0xd800 + ".pdf"), m => m.Code == "name.control");

    [Fact]
    public void A_name_of_any_length_is_cut_to_what_a_disk_takes() => Assert.InRange(Encoding.UTF8.GetByteCount(FileNames.Safe(new string('长', 5000) + ".pdf", false)), 100, 200);

    [Fact]
    public void Sound_files_have_no_mark()
    {
        Assert.Equal("pdf", Sound("a.pdf", SoundPdf));
        Assert.Equal("png", Sound("a.png", Png));
        Assert.Equal("txt", Sound("a.txt", Encoding.UTF8.GetBytes("分三批供货。")));
        Assert.Equal("docx", Sound("a.docx", Docx(("word/_rels/document.xml.rels", Relationships.Replace("KIND", "hyperlink", StringComparison.Ordinal)))));
        Assert.Equal("ofd", Sound("a.ofd", Zip(("OFD.xml", "<ofd:OFD/>"u8.ToArray()))));
        Assert.Equal("zip", Sound("a.zip", Zip(("一.pdf", SoundPdf), ("二/三.png", Png))));
    }

    [Fact]
    public void Content_that_is_not_what_the_name_says_is_found()
    {
        Has("file.mismatch", "a.pdf", Png);
        Has("file.mismatch", "a.png", SoundPdf);
        Has("file.mismatch", "a.docx", Zip(("a.txt", "x"u8.ToArray())));
        Has("file.program", "a.txt", [.. "MZ"u8, 0x90, 0x00, .. new byte[200]]);
        Has("file.active", "a.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8.ToArray());
        Has("file.active", "a.txt", "<HTML><body onload=alert(1)>"u8.ToArray());
        Has("file.empty", "a.pdf", []);
        Has("file.virus", "a.txt", Encoding.ASCII.GetBytes("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"));
    }

    [Fact]
    public void What_is_two_kinds_of_file_at_once_is_found()
    {
        Has("file.polyglot", "a.pdf", [.. "<script>alert(1)</script>"u8, .. SoundPdf]);
        Has("file.polyglot", "a.pdf", [.. SoundPdf, .. Zip(("a.txt", "x"u8.ToArray()))]);
        Has("file.polyglot", "a.png", [.. Png, .. Zip(("a.txt", "x"u8.ToArray()))]);
        Has("file.polyglot", "a.png", [.. Png, .. "<script>alert(1)</script>"u8]);
    }

    [Fact]
    public void Scripts_and_starters_in_a_pdf_are_found_however_they_are_written_down()
    {
        static byte[] With(string action) => Encoding.Latin1.GetBytes($"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /OpenAction {action} >>\nendobj\n%%EOF\n");
        Has("pdf.script", "a.pdf", With("<< /S /JavaScript /JS (app.alert(1)) >>"));
        Has("pdf.script", "a.pdf", With("<< /S /J#61va#53cript /JS (app.alert(1)) >>"));
        Has("pdf.launch", "a.pdf", With("<< /S /Launch /F (cmd.exe) >>"));
        Has("pdf.submit", "a.pdf", With("<< /S /SubmitForm /F (http://127.0.0.1) >>"));
        Has("pdf.embedded", "a.pdf", With("<< /Type /EmbeddedFile >>"));
        Has("pdf.encrypted", "a.pdf", Encoding.Latin1.GetBytes("%PDF-1.7\ntrailer << /Encrypt 5 0 R >>\n%%EOF\n"));
        // In a compressed stream of objects, beyond the first window of the reader.
        var objects = Deflated(Encoding.Latin1.GetBytes("7 0 << /S /JavaScript /JS (x) >>"));
        Has("pdf.script", "a.pdf", [.. Encoding.Latin1.GetBytes("%PDF-1.7\n" + new string(' ', 3_000_000) + $"9 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {objects.Length} >>\nstream\n"), .. objects, .. "\nendstream\nendobj\n%%EOF\n"u8]);
    }

    [Fact]
    public void Macros_external_templates_dde_and_entities_in_office_documents_are_found()
    {
        Has("office.macro", "a.docx", Docx(("word/vbaProject.bin", new byte[100])));
        Has("office.macro", "a.doc", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, .. new byte[2000], .. Encoding.Unicode.GetBytes("_VBA_PROJECT"), .. new byte[500]]);
        Has("office.external", "a.docx", Docx(("word/_rels/settings.xml.rels", Relationships.Replace("KIND", "attachedTemplate", StringComparison.Ordinal))));
        Has("office.dde", "a.docx", Docx(("word/document.xml", """<w:document><w:instrText xml:space="preserve"> DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc" </w:instrText></w:document>""")));
        Has("xml.entity", "a.docx", Docx(("word/document.xml", """<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol1 "&lol;&lol;&lol;">]><lolz>&lol1;</lolz>""")));
        Has("xml.entity", "a.ofd", Zip(("OFD.xml", "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><x/>"u8.ToArray())));
        Has("xml.entity", "a.docx", Docx(("word/document.xml", Encoding.Unicode.GetBytes("<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><x/>"))));
    }

    [Fact]
    public void Bombs_of_each_make_are_found_and_what_is_at_the_limit_is_not()
    {
        var limits = new FileLimits(Entries: 10, Total: 8 << 20);
        Has("archive.bomb", "a.zip", Zip(("零.txt", new byte[4 << 20])), limits with { Total = 500 << 20 });
        var noise = new byte[3 << 20];
        new Random(1).NextBytes(noise);
        noise[0] = (byte)'a';
        Has("archive.bomb", "a.zip", Zip(("1.bin", noise), ("2.bin", noise), ("3.bin", noise)), limits);
        Assert.DoesNotContain(FileJudge.Judge("a.zip", new MemoryStream(Zip(("1.bin", noise), ("2.bin", noise))), limits).Marks, m => m.Code == "archive.bomb");
        Has("archive.entries", "a.zip", Zip([.. Enumerable.Range(0, 11).Select(i => ($"{i}.txt", "x"u8.ToArray()))]), limits);
        Assert.DoesNotContain(FileJudge.Judge("a.zip", new MemoryStream(Zip([.. Enumerable.Range(0, 10).Select(i => ($"{i}.txt", "x"u8.ToArray()))])), limits).Marks, m => m.Code == "archive.entries");
        var nested = Zip(("a.txt", "x"u8.ToArray()));
        for (var depth = 2; depth <= 3; depth++)
        {
            nested = Zip(($"{depth}.zip", nested));
            Assert.Equal(depth > 2, FileJudge.Judge("a.zip", new MemoryStream(nested)).Marks.Any(m => m.Code == "archive.depth"));
        }

        // An entry of 100,000 that says it is small.
        Has("archive.entries", "a.zip", Zip([.. Enumerable.Range(0, 3000).Select(i => ($"{i}.txt", Array.Empty<byte>()))]));
    }

    [Fact]
    public void Entries_that_leave_the_archive_links_programs_and_double_names_are_found()
    {
        Has("archive.path", "a.zip", Zip(("../../etc/cron.d/x", "x"u8.ToArray())));
        Has("archive.path", "a.zip", Zip(("/etc/passwd", "x"u8.ToArray())));
        Has("archive.path", "a.zip", Zip(("..\\..\\x.txt", "x"u8.ToArray())));
        Has("name.program", "a.zip", Zip(("资料/安装.exe", "x"u8.ToArray())));
        Has("archive.duplicate", "a.zip", Zip(("a.txt", "x"u8.ToArray()), ("a.txt", "y"u8.ToArray())));
        Has("file.virus", "a.zip", Zip(("a.txt", Encoding.ASCII.GetBytes("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"))));
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            var link = zip.CreateEntry("link.txt");
            link.ExternalAttributes = unchecked((int)0xA1FF0000);
            using var target = link.Open();
            target.Write("/etc/passwd"u8);
        }

        Has("archive.link", "a.zip", packed.ToArray());
        // General-purpose bit 0 of the one entry, in both of its heads: encrypted.
        var locked = Zip(("a.txt", "x"u8.ToArray()));
        locked[6] |= 1;
        locked[locked.AsSpan().IndexOf("PK\x01\x02"u8) + 8] |= 1;
        Has("archive.encrypted", "a.zip", locked);
    }

    [Fact]
    public void Whatever_bytes_come_the_judge_answers()
    {
        byte[][] seeds = [SoundPdf, Png, Zip(("a.txt", "hello"u8.ToArray()), ("b.zip", Zip(("c.txt", "x"u8.ToArray())))), Docx(("word/document.xml", "<w:document/>"))];
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = (byte[])seeds[i % seeds.Length].Clone();
            for (var flips = random.Next(1, 20); flips > 0; flips--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Assert.NotNull(FileJudge.Judge("a.bin", new MemoryStream(bytes, 0, random.Next(1, bytes.Length + 1))).Kind);
        }
    }

    private static string Sound(string name, byte[] content)
    {
        var judgement = FileJudge.Judge(name, new MemoryStream(content));
        Assert.Empty(judgement.Marks);
        return judgement.Kind;
    }

    private static void Has(string code, string name, byte[] content, FileLimits? limits = null)
    {
        var judgement = FileJudge.Judge(name, new MemoryStream(content), limits);
        Assert.True(judgement.Marks.Any(m => m.Code == code && m.Reason.Length > 0), $"{code} in {name}: {judgement.Kind} {string.Join(' ', judgement.Marks.Select(m => m.Code))}");
    }

    private static byte[] Docx(params (string Name, object Content)[] parts) => Zip(
        [("[Content_Types].xml", "<Types/>"u8.ToArray()), .. parts.All(p => p.Name != "word/document.xml") ? new[] { ("word/document.xml", "<w:document/>"u8.ToArray()) } : [], .. parts.Select(p => (p.Name, p.Content as byte[] ?? Encoding.UTF8.GetBytes((string)p.Content)))]);

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return packed.ToArray();
    }

    private static byte[] Deflated(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var deflating = new ZLibStream(packed, CompressionMode.Compress, leaveOpen: true))
            deflating.Write(plain);
        return packed.ToArray();
    }
}
