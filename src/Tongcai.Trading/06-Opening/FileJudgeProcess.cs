using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Tongcai.Cryptography;
using Tongcai.Exchange.Files;
using Tongcai.Exchange.Wire;

namespace Tongcai.Trading.Opening;

/// <summary>
/// A process that judges one file and ends: this program with the argument <see cref="Argument"/>. It gets the file by its standard input and gives a <see cref="FileJudgement"/> as JSON; it has no settings,
/// no secrets in its environment, may write no file, and has a limit of memory and of time.
/// </summary>
/// <param name="program">Path of this program.</param>
/// <param name="patience">How long it may take.</param>
public sealed partial class FileJudgeProcess(string program, TimeSpan patience)
{
    public const string Argument = "judge-file";

    private const int LongestAnswer = 1 << 20;
    private const int LongestName = 4096;
    private const long Memory = 768L << 20;

    /// <summary>Judges one file.</summary>
    /// <param name="length">Of the content, at most.</param>
    /// <param name="write">Writes the content; says what is wrong with it.</param>
    public async Task<FileJudgement> Judge(string name, long length, Func<Stream, CancellationToken, Task<IReadOnlyList<Finding>>> write, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(write);
        if (length > Memory / 3 * 2)
            return Unjudged("文件太大，没有检查。");
        using var process = Process.Start(Ordered())!;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(patience);
        try
        {
            var answer = Answer(process.StandardOutput.BaseStream, late.Token);
            var input = process.StandardInput.BaseStream;
            var header = Encoding.UTF8.GetBytes(name.Length > LongestName / 4 ? name[..(LongestName / 4)] : name);
            await input.WriteAsync(BitConverter.GetBytes(header.Length), late.Token);
            await input.WriteAsync(BitConverter.GetBytes(length), late.Token);
            await input.WriteAsync(header, late.Token);
            var findings = await write(input, late.Token);
            process.StandardInput.Close();
            if (findings.Count > 0)
                return Unjudged(string.Concat(findings.Select(f => f.Reason)));
            return JsonSerializer.Deserialize<FileJudgement>(await answer, WireJson.Options) is { Kind: not null, Marks: { } marks } judgement && marks.All(m => m is { Code: not null, Reason: not null, Entry: not null }) ? judgement : Unjudged(Broken);
        }
        catch (Exception e) when (e is IOException or JsonException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // It was ended by its own limits, or by ours.
            return Unjudged(Broken);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>What is said of a file that was not judged: nobody may take it for sound.</summary>
    public static FileJudgement Unjudged(string why) => new("", [new("file.unjudged", true, $"安全检查没有完成：{why}", "")]);

    private const string Broken = "检查程序超出内存或时间的限额，或者中途退出。";

    private ProcessStartInfo Ordered()
    {
        var start = new ProcessStartInfo(program, [Argument]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = "/" };
        var (root, path) = (Environment.GetEnvironmentVariable("DOTNET_ROOT"), Environment.GetEnvironmentVariable("PATH"));
        start.Environment.Clear();
        (start.Environment["DOTNET_ROOT"], start.Environment["PATH"]) = (root, path);
        foreach (var (name, value) in new[] { ("DOTNET_gcServer", "0"), ("DOTNET_GCHeapHardLimit", Memory.ToString("X", null)), ("DOTNET_TieredPGO", "0"), ("DOTNET_EnableDiagnostics", "0"), ("DOTNET_EnableWriteXorExecute", "0") })
            start.Environment[name] = value;
        return start;
    }

    private static async Task<byte[]> Answer(Stream output, CancellationToken cancel)
    {
        using var answer = new MemoryStream();
        var buffer = new byte[4096];
        for (int read; (read = await output.ReadAsync(buffer, cancel)) > 0;)
        {
            if (answer.Length + read > LongestAnswer)
                throw new IOException("Too long an answer.");
            answer.Write(buffer, 0, read);
        }

        return answer.ToArray();
    }

    /// <summary>The process itself; true when these are its arguments and its work is done.</summary>
    public static bool Ran(string[] args)
    {
        if (args is not [Argument])
            return false;
        Confine();
        using var input = Console.OpenStandardInput();
        var (header, length) = (new byte[Math.Clamp(BitConverter.ToInt32(Exactly(input, 4)), 0, LongestName)], BitConverter.ToInt64(Exactly(input, 8)));
        input.ReadExactly(header);
        using var content = new MemoryStream((int)Math.Clamp(length, 0, Memory));
        input.CopyTo(content);
        using var output = Console.OpenStandardOutput();
        output.Write(JsonSerializer.SerializeToUtf8Bytes(FileJudge.Judge(Encoding.UTF8.GetString(header), content), WireJson.Options));
        return true;
    }

    private static byte[] Exactly(Stream input, int length)
    {
        var bytes = new byte[length];
        input.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>From here on no file is written, nothing is dumped and the processor's time is counted, whatever a file makes of the reader.</summary>
    private static void Confine()
    {
        if (!OperatingSystem.IsLinux())
            return;
        const int Processor = 0, FileSize = 1, Core = 4;
        foreach (var (resource, most) in new[] { (Processor, 120UL), (FileSize, 0UL), (Core, 0UL) })
        {
            var limit = new Limit { Soft = most, Hard = most };
            if (SetLimit(resource, ref limit) != 0)
                throw new InvalidOperationException("A limit could not be set.");
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetLimit(int resource, ref Limit limit);
}
