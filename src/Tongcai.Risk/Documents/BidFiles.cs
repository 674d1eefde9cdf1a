using System.Text;

namespace Tongcai.Risk.Documents;

/// <summary>One bid: its text and the traces of its files.</summary>
public sealed record BidFile(string Name, BidText Text, IReadOnlyList<FileMetadata> Metadata);

/// <summary>Reads a bid from the bytes of its files: their text (<see cref="FileText"/>) and the traces that programs left in them.</summary>
public static class BidFiles
{
    /// <param name="name">Name of the bid.</param>
    /// <param name="files">Name and content of its files.</param>
    /// <param name="pdf">Reads the text of a PDF, null and a message when it cannot.</param>
    /// <param name="message">Takes one sentence of Chinese; the file it speaks of is left out, wholly or its text.</param>
    public static BidFile Read(string name, IEnumerable<(string Name, byte[] Content)> files, Func<byte[], Action<string>, string?> pdf, Action<string> message)
    {
        var text = new StringBuilder();
        List<FileMetadata> metadata = [];
        foreach (var (file, content) in files)
        {
            if (content.AsSpan().StartsWith("%PDF-"u8) || content.AsSpan().StartsWith("PK"u8))
            {
                var traces = FileMetadata.Of(content);
                metadata.Add(traces);
                if (traces.Problem is { } problem)
                {
                    message($"{file}：{problem}。");
                    continue;
                }
            }

            if (FileText.Of(file, content, pdf, message) is not { } part) continue;
            if (text.Length > 0) text.Append('\n');
            text.Append(part);
        }
        return new(name, BidText.Of(name, text.ToString()), metadata);
    }
}
