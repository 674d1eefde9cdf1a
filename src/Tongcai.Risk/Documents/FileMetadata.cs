using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Tongcai.Risk.Documents;

/// <summary>What a file says of its own making. Names are those of its format: ID0, Author, rsidRoot, absPath …</summary>
/// <param name="Values">Single values by name.</param>
/// <param name="Revisions">Edit session ids of a DOCX (rsid).</param>
/// <param name="Media">SHA-256 of embedded pictures, hexadecimal.</param>
/// <param name="Problem">Why the file could not be read (Chinese); null when it could.</param>
public sealed record FileMetadata(IReadOnlyDictionary<string, string> Values, IReadOnlySet<string> Revisions, IReadOnlySet<string> Media, string? Problem = null)
{
    /// <summary>No entry of an archive is unpacked beyond this.</summary>
    public const int LargestEntry = 64 << 20;

    internal static FileMetadata Unreadable(string problem) => new(new Dictionary<string, string>(), new HashSet<string>(), new HashSet<string>(), problem);

    /// <summary>Reads PDF, DOCX or XLSX by content, not by name.</summary>
    public static FileMetadata Of(byte[] file)
    {
        try
        {
            if (file.AsSpan().StartsWith("%PDF-"u8)) return PdfMetadata.Read(file);
            if (file.AsSpan().StartsWith("PK"u8)) return OfficeMetadata.Read(file);
            return Unreadable("不是 PDF、DOCX 或 XLSX，未读取元数据");
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or FormatException or OverflowException or ArgumentException or IOException)
        {
            return Unreadable("文件已损坏，未读取元数据：" + e.Message);
        }
    }
}

/// <summary>Trailer identifiers, information dictionary and XMP of a PDF, compressed objects included.</summary>
internal static partial class PdfMetadata
{
    public static FileMetadata Read(byte[] file)
    {
        // Latin-1 keeps every byte as one character, so that patterns and offsets agree.
        var text = Encoding.Latin1.GetString(file);
        Dictionary<string, string> values = [];
        if (Trailer().Matches(text).LastOrDefault() is { } id)
        {
            values["ID0"] = Hex(id.Groups[1].Value);
            values["ID1"] = Hex(id.Groups[2].Value);
        }
        List<string> parts = [text];
        foreach (var stream in ObjectStream().Matches(text).Take(2000))
            if (Inflate(file, stream.Index + stream.Length) is { } inflated) parts.Add(inflated);
        foreach (var part in parts)
        {
            foreach (Match entry in Information().Matches(part)) values[entry.Groups[1].Value] = Literal(entry.Groups[2].Value);
            foreach (Match entry in Xmp().Matches(part)) values[entry.Groups[1].Value] = entry.Groups[2].Success ? entry.Groups[2].Value : entry.Groups[3].Value;
        }
        return new(values, new HashSet<string>(), new HashSet<string>());
    }

    private static string? Inflate(byte[] file, int start)
    {
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(file, start, file.Length - start), CompressionMode.Decompress);
            var buffer = new byte[1 << 20];
            var length = zlib.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return Encoding.Latin1.GetString(buffer, 0, length);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static string Hex(string value) => value.StartsWith('<') ? value.Trim('<', '>').ToUpperInvariant() : Convert.ToHexString(Encoding.Latin1.GetBytes(Unescape(value[1..^1])));

    private static string Literal(string value)
    {
        var bytes = value.StartsWith('<') ? Convert.FromHexString(Padded(value.Trim('<', '>'))) : Encoding.Latin1.GetBytes(Unescape(value[1..^1]));
        return bytes is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2) : bytes is [0xEF, 0xBB, 0xBF, ..] ? Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3) : Encoding.Latin1.GetString(bytes);
    }

    private static string Padded(string hex)
    {
        var digits = string.Concat(hex.Where(char.IsAsciiHexDigit));
        return digits.Length % 2 == 0 ? digits : digits + "0";
    }

    private static string Unescape(string text)
    {
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }
            var c = text[++i];
            if (c is >= '0' and <= '7')
            {
                var code = 0;
                for (var digits = 0; digits < 3 && i < text.Length && text[i] is >= '0' and <= '7'; digits++, i++) code = code * 8 + text[i] - '0';
                i--;
                result.Append((char)(code & 0xFF));
            }
            else result.Append(c switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', _ => c });
        }
        return result.ToString();
    }

    [GeneratedRegex(@"/ID\s*\[\s*(<[0-9A-Fa-f\s]*>|\((?:\\.|[^\\)]){1,64}\))\s*(<[0-9A-Fa-f\s]*>|\((?:\\.|[^\\)]){1,64}\))\s*\]", RegexOptions.Singleline)]
    private static partial Regex Trailer();

    [GeneratedRegex(@"/Type\s*/(?:ObjStm|Metadata)\b[^>]{0,400}>>\s*stream\r?\n")]
    private static partial Regex ObjectStream();

    [GeneratedRegex(@"/(Author|Creator|Producer|CreationDate|ModDate|Company)\s*(\((?:\\.|[^\\)]){0,500}\)|<[0-9A-Fa-f\s]{0,2000}>)", RegexOptions.Singleline)]
    private static partial Regex Information();

    [GeneratedRegex(@"(xmpMM:DocumentID|xmpMM:OriginalDocumentID|xmpMM:InstanceID)(?:=""([^""]{1,200})""|>([^<]{1,200})<)")]
    private static partial Regex Xmp();
}

/// <summary>Properties, edit sessions, author's path and pictures of DOCX and XLSX.</summary>
internal static class OfficeMetadata
{
    public static FileMetadata Read(byte[] file)
    {
        Dictionary<string, string> values = [];
        HashSet<string> revisions = [], media = [];
        using var zip = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
        foreach (var entry in zip.Entries.Take(20_000))
        {
            if (entry.FullName is "docProps/core.xml" or "docProps/app.xml")
            {
                foreach (var element in Xml(entry).Root!.Elements())
                    if (!element.HasElements && element.Value.Length is > 0 and < 500) values[element.Name.LocalName] = element.Value;
            }
            else if (entry.FullName is "word/settings.xml")
            {
                foreach (var element in Xml(entry).Descendants())
                {
                    if (element.Name.LocalName is not ("rsid" or "rsidRoot") || element.Attributes().FirstOrDefault(a => a.Name.LocalName == "val") is not { } value) continue;
                    if (element.Name.LocalName == "rsidRoot") values["rsidRoot"] = value.Value.ToUpperInvariant();
                    else revisions.Add(value.Value.ToUpperInvariant());
                }
            }
            else if (entry.FullName is "xl/workbook.xml")
            {
                if (Xml(entry).Descendants().FirstOrDefault(e => e.Name.LocalName == "absPath")?.Attribute("url") is { } path) values["absPath"] = path.Value;
            }
            else if (entry.FullName.Contains("/media/", StringComparison.Ordinal))
            {
                using var stream = Open(entry);
                media.Add(Convert.ToHexString(SHA256.HashData(stream)));
            }
        }
        return new(values, revisions, media);
    }

    /// <summary>Text of the paragraphs or cells, a line each; page breaks as form feeds.</summary>
    public static string Text(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
        var text = new StringBuilder();
        foreach (var entry in zip.Entries.OrderBy(e => e.FullName, StringComparer.Ordinal))
        {
            if (entry.FullName is not ("word/document.xml" or "xl/sharedStrings.xml") && !entry.FullName.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal)) continue;
            using var reader = XmlReader.Create(Open(entry), Safe);
            // Reading an element's content leaves the reader on the node after it, so that node must not be skipped.
            for (var ahead = reader.Read(); ahead && !reader.EOF;)
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "t" && !reader.IsEmptyElement)
                {
                    text.Append(reader.ReadElementContentAsString());
                    continue;
                }
                if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName is ("p" or "si" or "is")) text.Append('\n');
                if (reader.NodeType == XmlNodeType.Element && (reader.LocalName == "lastRenderedPageBreak" || (reader.LocalName == "br" && reader.GetAttribute("type", reader.NamespaceURI) == "page"))) text.Append('\f');
                ahead = reader.Read();
            }
        }
        return text.ToString();
    }

    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = FileMetadata.LargestEntry };

    private static XDocument Xml(ZipArchiveEntry entry)
    {
        using var reader = XmlReader.Create(Open(entry), Safe);
        return XDocument.Load(reader);
    }

    private static Stream Open(ZipArchiveEntry entry) =>
        entry.Length > FileMetadata.LargestEntry ? throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{entry.FullName} 解压后超过 {FileMetadata.LargestEntry >> 20} MB")) : entry.Open();
}
