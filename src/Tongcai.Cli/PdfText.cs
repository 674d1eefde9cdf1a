using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Tongcai.Cli;

/// <summary>Text of a PDF, read by <c>pdftotext</c> (poppler) in a process of its own, with lines put together to paragraphs: a file that is too much for it ends that process and nothing else.</summary>
internal static partial class PdfText
{
    private const int MostCharacters = 64 << 20;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>Paragraphs a line each, form feeds between pages; null and a message (Chinese) when it cannot be read.</summary>
    public static string? Of(byte[] content, Action<string> message)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("pdftotext", ["-enc", "UTF-8", "-", "-"])
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8,
            })!;
            using var late = new Timer(_ => Kill(process), null, Longest, Timeout.InfiniteTimeSpan);
            var writing = Task.Run(() => Give(process, content));
            // What it complains of is said in its exit code; the words would only fill the pipe.
            var complaints = Task.Run(() => process.StandardError.BaseStream.CopyTo(Stream.Null));
            var text = Take(process);
            process.WaitForExit();
            Task.WaitAll(writing, complaints);
            if (text is not null && process.ExitCode == 0 && Paragraphs(text) is var paragraphs && !string.IsNullOrWhiteSpace(paragraphs))
                return paragraphs;
            message(text is null ? $"PDF 的文字超过 {MostCharacters >> 20} 百万字，未读取。"
                : process.ExitCode == 0 ? "PDF 里没有文字，可能是扫描件，请先作文字识别。"
                : $"PDF 不能读取：已损坏、加密，或者 {Longest.TotalSeconds:0} 秒内没有读完。");
        }
        catch (Win32Exception)
        {
            message("读取 PDF 需要 pdftotext（Debian 软件包 poppler-utils），本机没有安装。");
        }

        return null;
    }

    private static void Give(Process process, byte[] content)
    {
        try
        {
            using var input = process.StandardInput.BaseStream;
            input.Write(content);
        }
        catch (IOException)
        {
            // It has ended before it had read everything; its exit code says why.
        }
    }

    private static string? Take(Process process)
    {
        var (text, buffer) = (new StringBuilder(), new char[1 << 16]);
        for (int read; (read = process.StandardOutput.Read(buffer)) > 0;)
        {
            if (text.Length + read > MostCharacters)
            {
                Kill(process);
                return null;
            }

            text.Append(buffer, 0, read);
        }

        return text.ToString();
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    /// <summary>Lines as they stand on the sheet, put together: a line that fills its measure and ends no sentence goes on in the next, unless that begins a numbered item; page numbers go.</summary>
    internal static string Paragraphs(string text)
    {
        var made = new StringBuilder(text.Length);
        var (open, breaks) = (false, 0);
        foreach (var page in text.Split('\f'))
        {
            var lines = page.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).ToList();
            if (lines.Count > 0 && PageNumber().IsMatch(lines[^1])) lines.RemoveAt(lines.Count - 1);
            if (lines.Count > 0 && PageNumber().IsMatch(lines[0])) lines.RemoveAt(0);
            var measure = lines.Count == 0 ? 0 : lines.Max(Width);
            foreach (var line in lines)
            {
                if (open && !Begins().IsMatch(line))
                {
                    if (char.IsAsciiLetter(made[^1]) && char.IsAsciiLetter(line[0])) made.Append(' ');
                    made.Append(line);
                }
                else
                {
                    if (made.Length > 0) made.Append('\n');
                    // The page ends where the paragraph that runs over its end does.
                    made.Append('\f', breaks);
                    breaks = 0;
                    made.Append(line);
                }

                open = Width(line) * 10 >= measure * 8 && !"。；！？：;!?".Contains(line[^1], StringComparison.Ordinal);
            }

            breaks++;
        }

        return made.Append('\n').ToString();
    }

    /// <summary>In halves of a character.</summary>
    private static int Width(string line) => line.Sum(c => c < 0x2E80 ? 1 : 2);

    [GeneratedRegex(@"^(?:[—–-]?\s*\d{1,4}\s*[—–-]?|第\s*\d{1,4}\s*页.{0,12})$")]
    private static partial Regex PageNumber();

    [GeneratedRegex(@"^(?:第[一二三四五六七八九十百\d]+[章节条部]|[一二三四五六七八九十]+[、．.]|[（(][一二三四五六七八九十\d]+[)）]|\d+(?:\.\d+)*[、．.\s]|[★▲●■◆①-⑳])")]
    private static partial Regex Begins();
}
