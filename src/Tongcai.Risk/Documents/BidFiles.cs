using System.Text;

namespace Tongcai.Risk.Documents;

/// <summary>One bid: its text and the traces of its files.</summary>
public sealed record BidFile(string Name, BidText Text, IReadOnlyList<FileMetadata> Metadata);

/// <summary>Reads a bid from the bytes of its files. Text comes from TXT, MD, CSV, DOCX and XLSX; a PDF gives its traces only.</summary>
public static class BidFiles
{
    /// <param name="name">Name of the bid.</param>
    /// <param name="files">Name and content of its files.</param>
    public static BidFile Read(string name, IEnumerable<(string Name, byte[] Content)> files, Action<string> message)
    {
        var text = new StringBuilder();
        List<FileMetadata> metadata = [];
        foreach (var (file, content) in files)
        {
            if (content.AsSpan().StartsWith("%PDF-"u8) || content.AsSpan().StartsWith("PK"u8))
            {
                var traces = FileMetadata.Of(content);
                metadata.Add(traces);
                if (traces.Problem is { } problem) message($"{file}：{problem}。");
                else if (content[0] == 'P') Append(text, OfficeMetadata.Text(content));
                else message($"{file}：PDF 只读取元数据，文字请另附同名 .txt。");
            }
            else if (System.Text.Unicode.Utf8.IsValid(content)) Append(text, Encoding.UTF8.GetString(content).TrimStart('\uFEFF'));
            else message($"{file}：不是 UTF-8 文本，也不是 PDF、DOCX、XLSX，已略过。");
        }
        return new(name, BidText.Of(name, text.ToString()), metadata);
    }

    private static void Append(StringBuilder text, string part)
    {
        if (text.Length > 0) text.Append('\n');
        text.Append(part);
    }
}
