using System.CommandLine;
using System.Text.Json;

namespace Tongcai.Cli.Risk;

/// <summary><c>tongcai risk …</c>: the detectors for analysts, on files of any country.</summary>
public static class RiskCommand
{
    /// <summary>Exit code when the command ran.</summary>
    public const int Done = 0;

    /// <summary>Exit code when an argument, a settings file or the input file cannot be used at all.</summary>
    public const int Unusable = 2;

    internal static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create() => new("risk", "预警检测：公开数据红旗指标、竞价数据评分、投标文件雷同比对")
    {
        OcdsCommand.Create(),
        AuctionsCommand.Create(),
        DocumentsCommand.Create(),
        FlagsCommand.Create(),
        EvaluateCommand.Create(),
    };

    /// <summary>Opens a file or, for -, standard input.</summary>
    /// <returns>Null after an explanation on <paramref name="error"/>.</returns>
    internal static Stream? Open(string path, TextWriter error)
    {
        if (path == "-") return Console.OpenStandardInput();
        try
        {
            if (!Directory.Exists(path)) return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
            error.WriteLine($"{path} 是目录，不是文件。");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            error.WriteLine($"打不开 {path}：{e.Message}");
        }
        return null;
    }
}
