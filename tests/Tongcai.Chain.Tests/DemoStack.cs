using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tongcai.Chain.Tests;

/// <summary>三个平台的演示：one <c>tongcai-cli demo</c> with its play for the whole assembly, on ports of its own and with data of its own; ended by SIGTERM, whatever the tests did.</summary>
public partial class DemoStack : IAsyncLifetime
{
    /// <summary>Those who share the played procurement.</summary>
    public const string Name = "demo stack";

    /// <summary>The one password of all demo accounts, as the banner prints it.</summary>
    public const string Password = "tongcai-demo-2026";

    private const string Ready = "按 Ctrl+C 停止";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly StringBuilder said = new();
    private Process? process;
    private int first;

    /// <summary>The browser in which everybody meets the platforms.</summary>
    public Chromium Chromium { get; }

    public DemoStack() => Chromium = new(this);

    public Uri Hub => At(1);

    public Uri Trading => At(2);

    public Uri Supervision => At(3);

    public Uri Sandbox => At(10);

    public string Data { get; } = Directory.CreateTempSubdirectory("tongcai-chain-").FullName;

    /// <summary>Every call of the API that the play made, one line of JSON each.</summary>
    internal string Record => Path.Combine(Data, "record.jsonl");

    /// <summary>Whether a procurement is played when the stack starts.</summary>
    protected virtual bool Played => true;

    /// <summary>The procurement that was played from budget to payment; empty when none was.</summary>
    public string Procurement { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Assert.True(File.Exists(DemoProgram.Path), $"{DemoProgram.Path} has not been built.");
        first = Ports.Take(DemoProgram.Ports);
        var start = new ProcessStartInfo(DemoProgram.Path, ["demo", "--port", first.ToString(CultureInfo.InvariantCulture), "--data", Path.Combine(Data, "demo"), .. Played ? ["--record", Record] : (string[])["--no-play"]])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8,
        };
        // The most that a careless operator could have the programs log; what must not be logged must not be logged then either.
        foreach (var category in Played ? (string[])["Microsoft", "System", "Tongcai"] : [])
            start.Environment["Logging__LogLevel__" + category] = "Trace";
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("The demo ended before it was ready."));
        void Hear(string? line)
        {
            if (line is null)
                return;
            lock (said)
                said.AppendLine(line);
            if (line.Contains(Ready, StringComparison.Ordinal))
                ready.TrySetResult();
        }

        process.OutputDataReceived += (_, e) => Hear(e.Data);
        process.ErrorDataReceived += (_, e) => Hear(e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await ready.Task.WaitAsync(Patience);
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            var tail = Tail();
            await DisposeAsync();
            throw new InvalidOperationException($"{e.Message}\n{tail}", e);
        }

        if (Played)
        {
            Procurement = PlayedProcurement().Match(Said()).Groups[1].Value;
            Assert.NotEmpty(Procurement);
        }

        await Chromium.InitializeAsync();
    }

    /// <summary>What the demo has printed so far.</summary>
    public string Said()
    {
        lock (said)
            return said.ToString();
    }

    /// <summary>The last lines of the demo and of the log of each program.</summary>
    public string Tail()
    {
        var text = new StringBuilder(string.Join('\n', Said().Split('\n').TakeLast(25)));
        var logs = Path.Combine(Data, "demo", "logs");
        foreach (var file in Directory.Exists(logs) ? Directory.GetFiles(logs).Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
            text.Append(CultureInfo.InvariantCulture, $"\n-- {Path.GetFileName(file)}\n{string.Join('\n', File.ReadLines(file).TakeLast(12))}");
        return text.ToString();
    }

    /// <summary>Moves the legal time of all processes forward and lets it run at a speed; 0 stands still.</summary>
    public void Clock(DateTimeOffset? to, int factor)
    {
        const string format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        var path = Path.Combine(Data, "demo", "clock.json");
        var reading = JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
        var (legal, system, now) = (Instant(reading, "legal"), Instant(reading, "system"), TimeProvider.System.GetUtcNow());
        var current = legal + (now > system ? (now - system) * (long)reading.GetProperty("factor").GetInt32() : TimeSpan.Zero);
        var next = to > current ? to.Value : current;
        var bytes = JsonSerializer.SerializeToUtf8Bytes(new
        {
            legal = next.ToUniversalTime().ToString(format, CultureInfo.InvariantCulture), system = now.ToString(format, CultureInfo.InvariantCulture), factor, sequence = reading.GetProperty("sequence").GetInt64() + 1,
        });
        File.WriteAllBytes(path + ".test.new", bytes);
        File.Move(path + ".test.new", path, overwrite: true);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Chromium.DisposeAsync();
        if (process is { HasExited: false })
        {
            using (var term = Process.Start("kill", $"-TERM {process.Id}"))
                await term.WaitForExitAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40));
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        process?.Dispose();
        process = null;
        if (Directory.Exists(Data))
            Directory.Delete(Data, recursive: true);
    }

    private static DateTimeOffset Instant(JsonElement reading, string name) => DateTimeOffset.Parse(reading.GetProperty(name).GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private Uri At(int offset) => new($"http://127.0.0.1:{(first + offset).ToString(CultureInfo.InvariantCulture)}/");

    [GeneratedRegex("/procurements/([A-Za-z0-9_-]+)")]
    private static partial Regex PlayedProcurement();
}
