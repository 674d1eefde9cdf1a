using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Tongcai.Exchange.Files;

/// <summary>ZIP, and the documents that are one (DOCX, XLSX, PPTX, OFD). What an entry says of its length is not believed: it is unpacked and counted.</summary>
/// <param name="within">Where the archive lies; empty: it is the file itself.</param>
/// <param name="depth">How many archives it lies in.</param>
internal sealed partial class ArchiveJudge(FileJudge judge, string within, int depth)
{
    private const int LongestKept = 64 << 20;
    private const int Notable = 1 << 20;
    private const int SymbolicLink = 0xA000;

    private static readonly string[] Linked = ["/hyperlink"];

    /// <summary>Judges it; what kind of document it is.</summary>
    public string Judge(Stream content)
    {
        content.Position = 0;
        using var archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        var names = archive.Entries.Select(e => e.FullName).ToHashSet(StringComparer.Ordinal);
        var kind = names.Contains("OFD.xml") ? "ofd" : !names.Contains("[Content_Types].xml") ? "zip"
            : names.Any(n => n.StartsWith("word/", StringComparison.Ordinal)) ? "docx" : names.Any(n => n.StartsWith("xl/", StringComparison.Ordinal)) ? "xlsx" : names.Any(n => n.StartsWith("ppt/", StringComparison.Ordinal)) ? "pptx" : "zip";
        if (depth >= judge.Limits.Depth)
        {
            judge.Mark("archive.depth", true, $"压缩包套压缩包超过 {judge.Limits.Depth} 层。", within);
            return kind;
        }

        if (names.Count < archive.Entries.Count)
            judge.Mark("archive.duplicate", true, "压缩包里有同名的条目，不同的程序会取出不同的内容。", within);
        foreach (var entry in archive.Entries)
        {
            if (++judge.Entries > judge.Limits.Entries)
            {
                judge.Mark("archive.entries", true, $"压缩包的条目超过 {judge.Limits.Entries} 个。", within);
                break;
            }

            if (!Entry(entry, kind))
                break;
        }

        return kind;
    }

    /// <summary>Judges an entry; false: no more is unpacked.</summary>
    private bool Entry(ZipArchiveEntry entry, string kind)
    {
        var (name, at) = (entry.FullName, within.Length > 0 ? $"{within} › {Shown(entry.FullName)}" : Shown(entry.FullName));
        if (name.Split('/', '\\').Contains("..") || name.StartsWith('/') || name.StartsWith('\\') || name.Contains(':', StringComparison.Ordinal))
            judge.Mark("archive.path", true, "条目的路径指向压缩包之外。", at);
        if (((entry.ExternalAttributes >> 16) & 0xF000) == SymbolicLink)
            judge.Mark("archive.link", true, "条目是指向别处的链接。", at);
        if (name.EndsWith('/'))
            return true;
        if (kind == "zip")
        {
            foreach (var mark in FileNames.Check(name.Split('/', '\\')[^1], at).Where(m => m.Dangerous))
                judge.Mark(mark.Code, true, mark.Reason, at);
        }

        if (entry.IsEncrypted)
        {
            judge.Mark("archive.encrypted", false, "条目已加密，内容没有检查。", at);
            return true;
        }

        using var kept = new MemoryStream();
        if (!Unpack(entry, kept, at))
            return false;
        if (kind != "zip")
            Part(name, kept, at, kind);
        if (kept.Length > 0 && (kind == "zip" || IsCarried(name)))
            judge.Content(name.Split('/', '\\')[^1], kept, at, depth + 1);
        return true;
    }

    /// <summary>Unpacks and counts; false: a bomb.</summary>
    private bool Unpack(ZipArchiveEntry entry, MemoryStream kept, string at)
    {
        using var stream = entry.Open();
        var buffer = new byte[64 << 10];
        long length = 0;
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            (length, judge.Unpacked) = (length + read, judge.Unpacked + read);
            if (judge.Unpacked > judge.Limits.Total || (length > Notable && length > judge.Limits.Ratio * Math.Max(1, entry.CompressedLength)))
            {
                judge.Mark("archive.bomb", true, $"解压后的内容超过上限（合计 {judge.Limits.Total >> 20} MB，单个条目 {judge.Limits.Ratio} 倍），疑为解压炸弹。", at);
                return false;
            }

            if (length <= LongestKept)
                kept.Write(buffer, 0, read);
        }

        if (length > LongestKept)
        {
            judge.Mark("archive.large", false, $"条目超过 {LongestKept >> 20} MB，只核对了长度。", at);
            kept.SetLength(0);
        }

        return true;
    }

    /// <summary>Part of an office document.</summary>
    private void Part(string name, MemoryStream part, string at, string kind)
    {
        if (name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase))
            judge.Mark("office.macro", true, "文档含有宏。", at);
        if (name.Contains("/embeddings/", StringComparison.OrdinalIgnoreCase) || name.Contains("/activeX/", StringComparison.OrdinalIgnoreCase))
            judge.Mark("office.embedded", name.Contains("/activeX/", StringComparison.OrdinalIgnoreCase), "文档内嵌有其他文件或控件。", at);
        if (!name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase))
            return;
        // Whatever its encoding: what a document type declares begins with these letters.
        var text = Encoding.UTF8.GetString(part.GetBuffer(), 0, (int)part.Length).Replace("\0", "", StringComparison.Ordinal);
        if (text.Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase) || text.Contains("<!ENTITY", StringComparison.OrdinalIgnoreCase))
        {
            judge.Mark("xml.entity", true, "内部的 XML 带有文档类型或实体声明，可以引用外部文件或无限展开。", at);
            return;
        }

        if (name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase))
            Relationships(part, at);
        if (Dde().IsMatch(text))
            judge.Mark("office.dde", true, "文档含有动态数据交换（DDE），打开时可以运行命令。", at);
        if (kind == "ofd" && text.Contains("<Action", StringComparison.OrdinalIgnoreCase) && OfdAction().IsMatch(text))
            judge.Mark("ofd.action", true, "OFD 含有打开网址、附件或程序的动作。", at);
    }

    private void Relationships(MemoryStream part, string at)
    {
        part.Position = 0;
        try
        {
            using var reader = XmlReader.Create(part, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 8 << 20, CloseInput = false });
            while (reader.Read())
            {
                if (reader is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && reader.GetAttribute("TargetMode") == "External" && reader.GetAttribute("Type") is var type
                    && !Linked.Any(l => type?.EndsWith(l, StringComparison.Ordinal) == true))
                    judge.Mark("office.external", true, "文档打开时会去取外部的模板、对象或图片。", at);
            }
        }
        catch (XmlException)
        {
            judge.Mark("file.damaged", false, "内部的 XML 已损坏，没有检查完。", at);
        }
    }

    /// <summary>Whether an entry of a document is a file of its own.</summary>
    private static bool IsCarried(string name) => name.Contains("/embeddings/", StringComparison.OrdinalIgnoreCase) || name.Contains("/Attachs/", StringComparison.OrdinalIgnoreCase) || name.Contains("/media/", StringComparison.OrdinalIgnoreCase);

    private static string Shown(string name) => string.Concat(name.Select(c => char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format ? '�' : c)) is { Length: > 120 } text ? text[..120] + "…" : string.Concat(name.Select(c => char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format ? '�' : c));

    [GeneratedRegex(@"<(?:w:)?instrText[^>]*>[^<]*\bDDE(?:AUTO)?\b|<w:fldSimple[^>]*\bDDE(?:AUTO)?\b|<(?:\w+:)?ddeLink\b", RegexOptions.IgnoreCase)]
    private static partial Regex Dde();

    [GeneratedRegex(@"<(?:\w+:)?(?:URI|GotoA|Sound|Movie)\b")]
    private static partial Regex OfdAction();
}
