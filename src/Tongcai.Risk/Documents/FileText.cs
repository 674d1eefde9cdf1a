using System.Text;
using System.Xml;

namespace Tongcai.Risk.Documents;

/// <summary>The text of one file: TXT, MD, CSV, DOCX, XLSX, and PDF where a program reads it.</summary>
public static class FileText
{
    /// <summary>The text, paragraphs a line each, page breaks as form feeds; null when it cannot be had, which the message says.</summary>
    /// <param name="file">Name of the file, for messages.</param>
    /// <param name="pdf">Reads the text of a PDF, null and a message when it cannot.</param>
    /// <param name="message">Takes one sentence of Chinese.</param>
    public static string? Of(string file, byte[] content, Func<byte[], Action<string>, string?> pdf, Action<string> message)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(pdf);
        ArgumentNullException.ThrowIfNull(message);
        if (content.AsSpan().StartsWith("%PDF-"u8))
            return pdf(content, problem => message($"{file}：{problem}"));
        if (content.AsSpan().StartsWith("PK"u8))
        {
            try
            {
                return OfficeMetadata.Text(content);
            }
            catch (Exception e) when (e is InvalidDataException or XmlException or IOException or NotSupportedException)
            {
                message($"{file}：文件已损坏或者超出限额，不能读取文字。");
                return null;
            }
        }

        if (System.Text.Unicode.Utf8.IsValid(content))
            return Encoding.UTF8.GetString(content).TrimStart('\uFEFF');
        message($"{file}：不是 UTF-8 文本，也不是 PDF、DOCX、XLSX。");
        return null;
    }
}
