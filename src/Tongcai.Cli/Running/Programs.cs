using System.Diagnostics;
using System.Net;

namespace Tongcai.Cli.Running;

/// <summary>One program of the product as it stands beside this one after a build or in a release folder.</summary>
/// <param name="Name">Assembly name, e.g. Tongcai.Trading.</param>
internal sealed record ProgramFile(string Name)
{
    /// <summary>The program's own file.</summary>
    /// <exception cref="FileNotFoundException">The product has not been built.</exception>
    public string Path()
    {
        // artifacts/bin/<project>/<configuration>/<file> after a build; all in one folder in a release.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        string[] places =
        [
            System.IO.Path.Combine(here.FullName, Name),
            System.IO.Path.Combine(here.Parent?.Parent?.FullName ?? here.FullName, Name, here.Name, Name),
        ];
        return places.FirstOrDefault(File.Exists) ?? throw new FileNotFoundException($"没有找到程序 {Name}，请先运行 ./tongcai build");
    }
}

/// <summary>A started program: its log file, its address, and a way to end it.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private readonly Process process;
    private readonly StreamWriter log;
    private int disposed;

    private RunningProgram(string name, Process process, StreamWriter log, Uri address)
    {
        (Name, this.process, this.log, Address) = (name, process, log, address);
        process.OutputDataReceived += (_, line) => Write(line.Data);
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Name { get; }

    public Uri Address { get; }

    public int ProcessId => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>Starts a program on an address of this machine.</summary>
    /// <param name="settings">Configuration, given as environment variables (":" becomes "__").</param>
    /// <param name="logFile">Where its output goes; appended to.</param>
    public static RunningProgram Start(ProgramFile file, Uri address, IReadOnlyDictionary<string, string> settings, string logFile)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(logFile)!);
        var path = file.Path();
        var start = new ProcessStartInfo(path) { WorkingDirectory = Path.GetDirectoryName(path)!, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_URLS"] = address.ToString().TrimEnd('/');
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        // Seven programs share one machine: a thread that spins for work to come takes it from another program.
        start.Environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (key, value) in settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        var log = new StreamWriter(new FileStream(logFile, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        return new(file.Name, Process.Start(start)!, log, address);
    }

    /// <summary>Waits until the program says that it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended, or was not ready in time; the message names the log and, if it ended, has its last lines.</exception>
    public async Task Ready(HttpClient http, TimeSpan patience, CancellationToken cancel)
    {
        var until = Stopwatch.GetTimestamp() + (long)(patience.TotalSeconds * Stopwatch.Frequency);
        while (true)
        {
            if (process.HasExited)
                throw new InvalidOperationException($"{Name} 启动失败（退出码 {process.ExitCode}），日志：{LogName}{await LastWords()}");
            try
            {
                using var answer = await http.GetAsync(new Uri(Address, "health/ready"), cancel);
                if (answer.StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
            {
            }

            if (Stopwatch.GetTimestamp() > until)
                throw new InvalidOperationException($"{Name} 在 {patience.TotalSeconds:0} 秒内未就绪，日志：{LogName}");
            await Task.Delay(50, cancel);
        }
    }

    /// <summary>Ends the program at once (SIGKILL).</summary>
    public void Kill()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    /// <summary>Asks the program to end and waits; after ten seconds it is ended.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
            return;
        if (!process.HasExited)
        {
            using var term = Process.Start("kill", $"-TERM {process.Id}");
            await term.WaitForExitAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }

        process.Dispose();
        await log.DisposeAsync();
    }

    /// <summary>The end of what it printed before it ended: whoever reads the error may not have the log.</summary>
    private async Task<string> LastWords()
    {
        // All output has arrived only once the wait without a limit returns.
        await process.WaitForExitAsync();
        string[] lines;
        lock (log)
            lines = File.ReadAllLines(LogName);
        return "\n" + string.Join('\n', lines.TakeLast(40));
    }

    private string LogName => (log.BaseStream as FileStream)?.Name ?? "";

    private void Write(string? line)
    {
        if (line is null)
            return;
        lock (log)
            log.WriteLine(line);
    }
}
