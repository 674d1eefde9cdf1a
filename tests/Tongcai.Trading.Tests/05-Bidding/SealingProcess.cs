using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace Tongcai.Trading.Tests.Bidding;

/// <summary>The trading platform as a process of its own over the files of a <see cref="SealedHost"/>, made to be killed at an fsync.</summary>
internal sealed class SealingProcess : IAsyncDisposable
{
    private const string Variable = "TONGCAI_TEST_SEALING";
    private const string Armed = "armed";

    private readonly Process process;
    private readonly string armed;

    private SealingProcess(Process process, Uri address, string armed) => (this.process, Address, this.armed) = (process, address, armed);

    /// <summary>Folder, address and legal time when this process was started as the platform.</summary>
    public static (string Folder, string Address, DateTimeOffset Now)? Asked => Environment.GetEnvironmentVariable(Variable)?.Split('|') is [var folder, var address, var now]
        ? (folder, address, DateTimeOffset.Parse(now, CultureInfo.InvariantCulture))
        : null;

    public Uri Address { get; }

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="mode">kill, vanish or torn, see powercut.c.</param>
    /// <param name="n">Which fsync after <see cref="Arm"/> it does not survive.</param>
    public static Task<SealingProcess> Start(string folder, DateTimeOffset now, string mode, int n) => Start(folder, now,
    [
        ("DOTNET_TieredPGO", "0"), ("LD_PRELOAD", Preload.Library("powercut")), ("POWERCUT_ROOT", Path.Combine(folder, "trading")), ("POWERCUT_AT", n.ToString(CultureInfo.InvariantCulture)),
        ("POWERCUT_SEED", n.ToString(CultureInfo.InvariantCulture)), ("POWERCUT_MODE", mode), ("POWERCUT_FROM", Path.Combine(folder, Armed)),
    ]);

    /// <summary>Starts it as it is.</summary>
    /// <param name="settings">Its environment besides.</param>
    public static async Task<SealingProcess> Start(string folder, DateTimeOffset now, params IEnumerable<(string Name, string Value)> settings)
    {
        var (address, armed) = (PlatformHost.FreeAddress(), Path.Combine(folder, Armed));
        File.Delete(armed);
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment[Variable] = $"{folder}|{address}|{now:O}";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        Assert.Equal("ready", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        return new(process, new(address), armed);
    }

    /// <summary>From now on fsyncs are counted.</summary>
    public void Arm() => File.WriteAllText(armed, "");

    public HttpClient Client(string token)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Processor time that it has taken.</summary>
    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>How it ended; 137 when the power failed.</summary>
    public async Task<int> End()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }
}
