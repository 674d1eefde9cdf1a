using System.Text;

namespace Tongcai.Exchange.Files;

/// <summary>
/// 附件安全检查 (OWASP ASVS 5.0 V5): what a file is by its content, and what in it may do harm to whoever opens it. Never throws on bad content; what cannot be read is marked. Archives are unpacked,
/// in memory and within limits: run it in a process of its own.
/// </summary>
public sealed class FileJudge
{
    private const int Head = 4096;
    private const int Tail = 66_000;

    private static readonly string[] Markup = ["<script", "<html", "<svg", "<?php", "<!doctype html", "javascript:"];

    // In two parts, so that a scanner of the machine does not take this program for the test file.
    private static readonly byte[] Eicar = [.. "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-"u8, .. "STANDARD-ANTIVIRUS-TEST-FILE!"u8];

    private readonly FileLimits limits;
    private readonly List<FileMark> marks = [];

    private FileJudge(FileLimits limits) => this.limits = limits;

    internal FileLimits Limits => limits;

    /// <summary>Bytes unpacked so far.</summary>
    internal long Unpacked { get; set; }

    /// <summary>Entries of archives so far.</summary>
    internal int Entries { get; set; }

    /// <summary>Judges a file.</summary>
    /// <param name="content">Can seek.</param>
    public static FileJudgement Judge(string name, Stream content, FileLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(content);
        var judge = new FileJudge(limits ?? new());
        judge.marks.AddRange(FileNames.Check(name));
        var kind = judge.Content(name, content, "", 0);
        return new(kind, [.. judge.marks.DistinctBy(m => (m.Code, m.Entry)).OrderByDescending(m => m.Dangerous).Take(FileJudgement.MostMarks)]);
    }

    internal void Mark(string code, bool dangerous, string reason, string entry) => marks.Add(new(code, dangerous, reason, entry));

    /// <summary>Judges content; its kind.</summary>
    /// <param name="depth">How many archives it lies in.</param>
    internal string Content(string name, Stream content, string entry, int depth)
    {
        if (content.Length == 0)
        {
            Mark("file.empty", false, "文件是空的。", entry);
            return "";
        }

        var (head, tail) = (Piece(content, 0, Head), Piece(content, Math.Max(0, content.Length - Tail), Tail));
        var kind = Sniff(head);
        if (head.AsSpan().IndexOf(Eicar) >= 0)
            Mark("file.virus", true, "文件含有防病毒软件的测试特征（EICAR）。", entry);
        if (kind is "exe")
            Mark("file.program", true, "内容是可执行程序。", entry);
        if (kind is "html" or "svg")
            Mark("file.active", true, "内容是网页或带脚本能力的图形，打开即可能运行脚本。", entry);
        if (kind is "7z" or "rar" or "gz")
            Mark("archive.closed", false, $"{kind} 压缩包，没有检查其中的内容。", entry);
        if (kind is not ("zip" or "html" or "svg" or "txt") && Polyglot(kind, head, tail) is { } other)
            Mark("file.polyglot", true, $"文件同时是{other}，不同的程序会把它当作不同的东西打开。", entry);
        try
        {
            kind = kind switch
            {
                "zip" => new ArchiveJudge(this, entry, depth).Judge(content),
                "pdf" => PdfJudge.Judge(this, content, entry),
                "ole" => OleJudge.Judge(this, content, entry),
                _ => kind,
            };
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException or FormatException or OverflowException or NotSupportedException)
        {
            Mark("file.damaged", false, "文件已损坏，没有检查完。", entry);
        }

        Fits(name, kind, entry);
        return kind;
    }

    /// <summary>Whether the extension says what the content is.</summary>
    private void Fits(string name, string kind, string entry)
    {
        var says = Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".jpeg" => "jpg", ".tiff" => "tif", ".doc" or ".xls" or ".ppt" or ".wps" => "ole", ".htm" => "html", ".csv" or ".md" => "txt", var extension => extension.TrimStart('.'),
        };
        string[] known = ["pdf", "ofd", "docx", "xlsx", "pptx", "ole", "jpg", "png", "tif", "gif", "bmp", "zip", "txt"];
        if (known.Contains(says) && says != kind && !(says == "txt" && kind.Length == 0 && entry.Length > 0))
            Mark("file.mismatch", true, $"扩展名与内容不符：名为 {Path.GetExtension(name)}，内容{(kind.Length > 0 ? "是 " + kind : "不是这种类型")}。", entry);
    }

    internal static string Sniff(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("%PDF-"u8) || head[..Math.Min(1024, head.Length)].IndexOf("%PDF-"u8) >= 0)
            return "pdf";
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
            return "zip";
        if (head.StartsWith((ReadOnlySpan<byte>)[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))
            return "ole";
        if (head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]))
            return "jpg";
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
            return "png";
        if (head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8))
            return "tif";
        if (head.StartsWith("GIF8"u8))
            return "gif";
        if (head.StartsWith("BM"u8) && head.Length > 14 && head[6..10].IndexOfAnyExcept((byte)0) < 0)
            return "bmp";
        if ((head.StartsWith("MZ"u8) && head.IndexOf((byte)0) >= 0) || head.StartsWith("\x7f"u8) && head[1..].StartsWith("ELF"u8) || head.StartsWith("#!"u8) || head.StartsWith((ReadOnlySpan<byte>)[0xca, 0xfe, 0xba, 0xbe]))
            return "exe";
        if (head.StartsWith((ReadOnlySpan<byte>)[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]))
            return "7z";
        if (head.StartsWith("Rar!"u8))
            return "rar";
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]))
            return "gz";
        var text = Encoding.Latin1.GetString(head).ToLowerInvariant();
        if (text.Contains("<svg", StringComparison.Ordinal))
            return "svg";
        if (Markup.Any(m => text.Contains(m, StringComparison.Ordinal)))
            return "html";
        return head.IndexOf((byte)0) < 0 || head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || head.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]) ? "txt" : "";
    }

    /// <summary>What else a file is; null: nothing.</summary>
    private static string? Polyglot(string kind, ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail)
    {
        var directory = tail.LastIndexOf("PK\x05\x06"u8);
        if (directory >= 0 && tail.Length - directory >= 22 && tail.Length - directory - 22 == BitConverter.ToUInt16(tail.Slice(directory + 20, 2)))
            return "压缩包";
        if (kind == "pdf")
            return head.StartsWith("%PDF-"u8) ? null : "另一种文件（PDF 标志不在开头）";
        var (first, last) = (Encoding.Latin1.GetString(head).ToLowerInvariant(), Encoding.Latin1.GetString(tail).ToLowerInvariant());
        if (Markup.Any(m => first.Contains(m, StringComparison.Ordinal) || last.Contains(m, StringComparison.Ordinal)) && kind is "jpg" or "png" or "gif" or "bmp" or "tif")
            return "网页脚本";
        return last.Contains("%pdf-", StringComparison.Ordinal) && kind is "jpg" or "png" or "gif" or "bmp" or "tif" && last.Contains("%%eof", StringComparison.Ordinal) ? " PDF" : null;
    }

    internal static byte[] Piece(Stream content, long at, int most)
    {
        var piece = new byte[(int)Math.Min(most, content.Length - at)];
        content.Position = at;
        content.ReadExactly(piece);
        return piece;
    }

    /// <summary>Goes over content a window at a time; windows overlap, so that what lies across their border is in one of them.</summary>
    internal static IEnumerable<(long At, byte[] Window)> Windows(Stream content)
    {
        const int Length = 1 << 20, Overlap = 512;
        for (long at = 0; ; at += Length - Overlap)
        {
            yield return (at, Piece(content, at, Length));
            if (at + Length >= content.Length)
                yield break;
        }
    }
}
