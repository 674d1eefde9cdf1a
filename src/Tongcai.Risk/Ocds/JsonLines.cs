using System.Text;

namespace Tongcai.Risk.Ocds;

/// <summary>A remark about one input line: skipped, cut or partly unusable, in Chinese, for standard error.</summary>
public readonly record struct LineMessage(long Line, string Text);

/// <summary>What to do with one line; the span is valid during the call only.</summary>
public delegate void LineAction(long line, ReadOnlySpan<byte> utf8);

/// <summary>Reads JSON Lines without ever holding more than one line: memory depends on the longest line, not on the file.</summary>
public static class JsonLines
{
    /// <summary>A longer line is cut: its rest is read and dropped, the line is reported and not used.</summary>
    public const int LongestLine = 64 << 20;

    // What fits the processor's second cache is read from there the three times it is looked at.
    private const int FirstBuffer = 1 << 18;

    /// <summary>Calls <paramref name="action"/> for every line that is not blank.</summary>
    /// <param name="progress">Called with the number of bytes read, about once per 16 MB.</param>
    /// <returns>Number of lines, blank and cut ones included.</returns>
    public static long Read(Stream stream, LineAction action, Action<LineMessage> message, Action<long>? progress = null, CancellationToken cancel = default)
    {
        var buffer = new byte[FirstBuffer];
        int start = 0, end = 0;
        long line = 0, total = 0, reported = 0;
        var cutting = false;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var read = stream.Read(buffer, end, buffer.Length - end);
            total += read;
            var fresh = end;
            end += read;
            if (total - reported >= 16 << 20) progress?.Invoke(reported = total);
            for (int at; (at = buffer.AsSpan(fresh, end - fresh).IndexOf((byte)'\n')) >= 0; start = fresh = fresh + at + 1)
            {
                line++;
                if (cutting) cutting = false;
                else Deliver(line, buffer.AsSpan(start, fresh + at - start), action, message);
            }
            if (read == 0)
            {
                if (end > start && !cutting) Deliver(++line, buffer.AsSpan(start, end - start), action, message);
                else if (cutting) line++;
                progress?.Invoke(total);
                return line;
            }
            if (cutting)
            {
                start = end = 0;
                continue;
            }
            if (end - start >= LongestLine)
            {
                message(new(line + 1, $"第 {line + 1} 行超过 {LongestLine >> 20} MB，已截断，不参与计算；请检查是否一行一条。"));
                cutting = true;
                start = end = 0;
                buffer = new byte[FirstBuffer];
                continue;
            }
            if (start > 0)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
            }
            if (end == buffer.Length) Array.Resize(ref buffer, Math.Min(LongestLine, buffer.Length * 2));
            else if (buffer.Length > FirstBuffer && end < FirstBuffer / 2) Array.Resize(ref buffer, FirstBuffer);
        }
    }

    private static void Deliver(long line, ReadOnlySpan<byte> utf8, LineAction action, Action<LineMessage> message)
    {
        if (line == 1 && utf8.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        utf8 = utf8.Trim(" \t\r\f\v"u8);
        if (utf8.IsEmpty) return;
        if (System.Text.Unicode.Utf8.IsValid(utf8)) action(line, utf8);
        else message(new(line, $"第 {line} 行不是有效的 UTF-8 文本，已跳过。"));
    }
}
