using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Tongcai.Exchange.Files;

/// <summary>PDF: scripts, programs started, files carried, forms sent; also in compressed object streams, and however a name is written.</summary>
internal static partial class PdfJudge
{
    private const int MostStreams = 4000;
    private const int LongestStream = 16 << 20;

    private static readonly Dictionary<string, (string Code, bool Dangerous, string Reason)> Names = new(StringComparer.Ordinal)
    {
        ["JavaScript"] = ("pdf.script", true, "PDF 含有脚本。"),
        ["Launch"] = ("pdf.launch", true, "PDF 含有启动程序的动作。"),
        ["SubmitForm"] = ("pdf.submit", true, "PDF 含有把内容发往别处的动作。"),
        ["ImportData"] = ("pdf.submit", true, "PDF 含有读取本机文件的动作。"),
        ["GoToE"] = ("pdf.embedded", false, "PDF 内嵌有其他文件。"),
        ["EmbeddedFile"] = ("pdf.embedded", false, "PDF 内嵌有其他文件。"),
        ["RichMedia"] = ("pdf.media", false, "PDF 内嵌有多媒体。"),
        ["XFA"] = ("pdf.xfa", false, "PDF 含有动态表单（XFA）。"),
        ["Encrypt"] = ("pdf.encrypted", false, "PDF 已加密，内容没有检查完。"),
    };

    public static string Judge(FileJudge judge, Stream content, string entry)
    {
        List<long> streams = [];
        foreach (var (at, window) in FileJudge.Windows(content))
        {
            // Latin-1 keeps every byte as one character, so that places agree.
            var text = Encoding.Latin1.GetString(window);
            Look(judge, text, entry);
            streams.AddRange(ObjectStream().Matches(text).Select(m => at + m.Index + m.Length));
        }

        foreach (var start in streams.Distinct().Take(MostStreams))
            Look(judge, Inflated(judge, content, start, entry), entry);
        return "pdf";
    }

    private static void Look(FileJudge judge, string text, string entry)
    {
        foreach (Match name in Name().Matches(text))
        {
            if (Names.TryGetValue(Written().Replace(name.Groups[1].Value, m => ((char)Convert.ToByte(m.Groups[1].Value, 16)).ToString()), out var found))
                judge.Mark(found.Code, found.Dangerous, found.Reason, entry);
        }
    }

    private static string Inflated(FileJudge judge, Stream content, long start, string entry)
    {
        content.Position = start;
        using var inflating = new ZLibStream(content, CompressionMode.Decompress, leaveOpen: true);
        var (buffer, text) = (new byte[64 << 10], new StringBuilder());
        try
        {
            int read;
            while (text.Length < LongestStream && (read = inflating.Read(buffer)) > 0)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
                if ((judge.Unpacked += read) > judge.Limits.Total)
                {
                    judge.Mark("archive.bomb", true, "解压后的内容超过上限，疑为解压炸弹。", entry);
                    return "";
                }
            }
        }
        catch (InvalidDataException)
        {
            // What came out before is looked at.
        }

        return text.ToString();
    }

    [GeneratedRegex("/((?:[A-Za-z]|#[0-9A-Fa-f]{2}){3,40})(?![A-Za-z0-9#])")]
    private static partial Regex Name();

    [GeneratedRegex("#([0-9A-Fa-f]{2})")]
    private static partial Regex Written();

    [GeneratedRegex(@"/ObjStm[^>]{0,400}(?:>>|>[^>]{0,200}>>)\s*stream\r?\n")]
    private static partial Regex ObjectStream();
}

/// <summary>复合文档 (DOC, XLS, PPT): macros, encryption, things carried inside, by the names in its directory.</summary>
internal static class OleJudge
{
    private static readonly (byte[] Name, string Code, bool Dangerous, string Reason)[] Names =
    [
        (Encoding.Unicode.GetBytes("_VBA_PROJECT"), "office.macro", true, "文档含有宏。"),
        (Encoding.Unicode.GetBytes("EncryptedPackage"), "office.encrypted", false, "文档已加密，内容没有检查。"),
        (Encoding.Unicode.GetBytes("\u0001Ole10Native"), "office.embedded", true, "文档内嵌有其他文件或程序。"),
    ];

    public static string Judge(FileJudge judge, Stream content, string entry)
    {
        foreach (var (_, window) in FileJudge.Windows(content))
        {
            foreach (var (name, code, dangerous, reason) in Names)
            {
                if (window.AsSpan().IndexOf(name) >= 0)
                    judge.Mark(code, dangerous, reason, entry);
            }
        }

        return "ole";
    }
}
