using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tongcai.Replay.Tests;

/// <summary>How one auction of a replay ended, as the program reports it.</summary>
/// <param name="Course">Equal, or why the law ends it otherwise.</param>
public sealed record ReplayEnding(string Id, string Held, int Bids, string Course, string Reason, string ProcurementId, string Winner, bool Agrees, string Detail);

/// <summary>What a replay reports.</summary>
/// <param name="Requests">Requests sent to the platforms.</param>
/// <param name="Kills">Power cuts by program.</param>
/// <param name="Summary">One line in Chinese.</param>
public sealed record ReplayReport(
    int Chosen, int Equal, int Lawful, int Differ, int Requests, Dictionary<string, int> Kills, int Seconds, string[] Unseen, string Summary, ReplayEnding[] Endings, ReplayLedger[] Ledgers, ReplayRestore? Restored = null);

/// <summary>How the trading platform was lost and restored on the way.</summary>
public sealed record ReplayRestore(int Refused, string Said, string Opened, double OpenSeconds, double HealSeconds, int Cuts, long SizeBefore, long SizeAfter);

/// <summary>A ledger after the replay, re-read whole.</summary>
public sealed record ReplayLedger(string Name, string Origin, long Size, string[] Findings);

/// <summary>回放一次：<c>tongcai-cli demo --replay</c> as a process, with ports and data of its own. The data stay until the run is disposed.</summary>
internal sealed class ReplayRun : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    private ReplayRun(string data, ReplayReport report, int exitCode, string said) => (Data, Report, ExitCode, Said) = (data, report, exitCode, said);

    /// <summary>Directory of the three platforms' data.</summary>
    public string Data { get; }

    public ReplayReport Report { get; }

    public int ExitCode { get; }

    /// <summary>Everything the program printed.</summary>
    public string Said { get; }

    /// <summary>Plays auctions and waits for the end.</summary>
    /// <param name="auctions">How many, spread evenly over the file; 0 for all.</param>
    /// <param name="kills">Power cuts of each program.</param>
    /// <param name="seed">When they come.</param>
    /// <param name="requests">Requests over which they are spread.</param>
    /// <param name="restore">Whether the trading platform is lost after the bids and restored from a copy taken before.</param>
    /// <exception cref="InvalidOperationException">The program reported nothing: it could not play.</exception>
    public static async Task<ReplayRun> Play(int auctions, TimeSpan patience, int kills = 0, int seed = 1, int requests = 1, bool restore = false)
    {
        var folder = Directory.CreateTempSubdirectory("tongcai-replay-").FullName;
        var (data, file) = (Path.Combine(folder, "data"), Path.Combine(folder, "report.json"));
        string[] arguments = ["demo", "--replay", "--auctions", Text(auctions), "--port", Text(Ports.Take(DemoProgram.Ports)), "--data", data, "--report", file, "--kills", Text(kills), "--seed", Text(seed), "--requests", Text(requests), .. restore ? new[] { "--restore" } : []];
        using var process = Process.Start(new ProcessStartInfo(DemoProgram.Path, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var waiting = new CancellationTokenSource(patience);
        try
        {
            await process.WaitForExitAsync(waiting.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        var said = await output + await errors;
        if (!File.Exists(file))
        {
            Directory.Delete(folder, recursive: true);
            throw new InvalidOperationException($"The replay ended with {process.ExitCode} and no report:\n{said}");
        }

        var report = JsonSerializer.Deserialize<ReplayReport>(await File.ReadAllBytesAsync(file, CancellationToken.None), Format)!;
        return new(data, report, process.ExitCode, said);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Path.GetDirectoryName(Data)!, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>十六次拍卖的回放：played once, undisturbed, for all who look at it.</summary>
public sealed class SomeAuctions : IAsyncLifetime
{
    /// <summary>How many.</summary>
    public const int Count = 16;

    private ReplayRun? run;

    internal ReplayRun Run => run ?? throw new InvalidOperationException("Not played.");

    public async ValueTask InitializeAsync() => run = await ReplayRun.Play(Count, TimeSpan.FromMinutes(8));

    public async ValueTask DisposeAsync()
    {
        if (run is not null)
            await run.DisposeAsync();
    }
}

/// <summary>Those who share the auctions.</summary>
[CollectionDefinition(Name)]
public sealed class ReplayCollection : ICollectionFixture<SomeAuctions>
{
    public const string Name = "replay";
}
