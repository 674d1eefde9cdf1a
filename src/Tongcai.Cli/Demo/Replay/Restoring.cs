using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tongcai.Cli.Recovery;
using Tongcai.Cli.Running;

namespace Tongcai.Cli.Demo.Replay;

/// <summary>What a restore came to.</summary>
/// <param name="Refused">Status of a write before healing.</param>
/// <param name="Said">What the platform said why it stands still.</param>
/// <param name="Opened">What the holders were told.</param>
/// <param name="OpenSeconds">Fetching and opening the segments.</param>
/// <param name="HealSeconds">From the last start to the first answer.</param>
/// <param name="Cuts">Power cuts while healing.</param>
internal sealed record Restored(int Refused, string Said, string Opened, double OpenSeconds, double HealSeconds, int Cuts, long SizeBefore, long SizeAfter);

/// <summary>
/// 恢复演练：the trading platform is copied before the bids; when all are sealed it is lost, put back as it was copied, and healed from the hub's mirror by three of five holders, with power cuts on the
/// way. The lost data stay beside, in <c>trading.lost</c>, for whoever compares.
/// </summary>
internal sealed class Restoring(string data)
{
    private const string Trading = "trading";
    private const string Lost = "trading.lost";
    private const int Holders = 5;
    private const int Cuts = 3;
    private const int SegmentBytes = 1 << 20;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Null until the restore is done.</summary>
    public Restored? Result { get; private set; }

    private string Keys => Path.Combine(data, "recovery-keys");

    private string Passwords => Path.Combine(data, "recovery-passwords");

    private string Yesterday => Path.Combine(data, "trading.yesterday");

    /// <summary>Makes the recovery key and says what the platforms are to be told of it.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> Prepare()
    {
        Directory.CreateDirectory(data);
        await File.WriteAllLinesAsync(Passwords, Enumerable.Range(1, Holders).Select(i => $"恢复演练的口令 {i}"));
        await Command("key", Keys, "--shares", Holders.ToString(CultureInfo.InvariantCulture), "--threshold", "3", "--passwords", Passwords);
        var key = (await File.ReadAllTextAsync(Path.Combine(Keys, "recovery.pub"))).Trim();
        return new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            [Trading] = new Dictionary<string, string> { ["SafeCopy:PublicKey"] = key, ["SafeCopy:SegmentBytes"] = SegmentBytes.ToString(CultureInfo.InvariantCulture) },
            ["hub"] = new Dictionary<string, string> { ["Follow:0:Mirror"] = "true" },
            ["supervision"] = new Dictionary<string, string> { ["Follow:0:Mirror"] = "true" },
        };
    }

    /// <summary>Takes the copy that will be yesterday's.</summary>
    public async Task Backup(Stage stage)
    {
        await stage.Stack.Down(Trading);
        Copy(Path.Combine(data, Trading), Yesterday);
        await stage.Stack.Up(Trading, stage.Cancel);
    }

    /// <summary>Loses the platform, puts the copy in its place, heals it.</summary>
    /// <exception cref="InvalidOperationException">Something was not as it must be.</exception>
    public async Task Lose(Stage stage)
    {
        using var http = new HttpClient { BaseAddress = stage.Trading, Timeout = TimeSpan.FromSeconds(10) };
        var acknowledged = TimeProvider.System.GetUtcNow();
        // Files follow the records at the rhythm of the segments; how many wait is said to nobody, so the play counts the ticks that they need.
        var chunks = new DirectoryInfo(Path.Combine(data, Trading, "chunks")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
        await Covered(http, acknowledged + Tick * (2 * (chunks / SegmentBytes) + 10), stage.Cancel);
        var before = await Covered(http, TimeProvider.System.GetUtcNow(), stage.Cancel);
        await stage.Stack.Down(Trading);
        Directory.Move(Path.Combine(data, Trading), Path.Combine(data, Lost));
        Copy(Yesterday, Path.Combine(data, Trading));
        await stage.Stack.Up(Trading, stage.Cancel);
        var status = await http.GetFromJsonAsync<JsonObject>("health/ready", stage.Cancel);
        if (status?["status"]?.GetValue<string>() != "recovery") throw new InvalidOperationException($"由旧备份恢复的平台没有进入恢复模式：{status}");
        using var write = await http.PostAsJsonAsync("api/v1/demands/new", new { }, stage.Cancel);
        if (!(await write.Content.ReadAsStringAsync(stage.Cancel)).Contains("W019", StringComparison.Ordinal)) throw new InvalidOperationException($"恢复中的平台没有拒绝办理：{(int)write.StatusCode}");

        var began = Stopwatch.GetTimestamp();
        var opened = await Command(
            "open", "--mirror", stage.Hub.ToString(), "--mirror", stage.Supervision.ToString(), "--data", Path.Combine(data, Trading), "--passwords", Passwords, "--share", Path.Combine(Keys, "share-1.json"), "--share", Path.Combine(Keys, "share-2.json"), "--share", Path.Combine(Keys, "share-3.json"));
        var opening = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await stage.Stack.Down(Trading);
        for (var cut = 1; cut <= Cuts; cut++)
        {
            var up = stage.Stack.Up(Trading, stage.Cancel);
            await Task.Delay(Between + cut * Between / 2, stage.Cancel);
            await stage.Stack.Down(Trading);
            await up.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        began = Stopwatch.GetTimestamp();
        await stage.Stack.Up(Trading, stage.Cancel);
        var healing = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var healed = await http.GetFromJsonAsync<JsonObject>("health/ready", stage.Cancel);
        if (healed?["status"]?.GetValue<string>() != "ready") throw new InvalidOperationException($"补齐之后平台没有恢复办理：{healed}");
        var after = await Covered(http, TimeProvider.System.GetUtcNow(), stage.Cancel);
        Result = new((int)write.StatusCode, status["reason"]?.GetValue<string>() ?? "", opened, opening, healing, Cuts, before, after);
    }

    /// <summary>Waits until everything up to an instant of system time is in a mirror; size of the ledger then.</summary>
    private static async Task<long> Covered(HttpClient http, DateTimeOffset until, CancellationToken cancel)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var ledger = await http.GetFromJsonAsync<JsonObject>("api/v1/ledger", cancel);
            if (ledger?["coveredUntil"]?.GetValue<DateTimeOffset>() is { } covered && covered > until) return ledger["size"]!.GetValue<long>();
            if (TimeProvider.System.GetElapsedTime(began) > Patience) throw new InvalidOperationException($"安全副本没有被镜像取走：{ledger?["problem"]}");
            await Task.Delay(100, cancel);
        }
    }

    private static async Task<string> Command(params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await RecoveryCommand.Create().Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return code == 0 ? output.ToString().Trim() : throw new InvalidOperationException($"tongcai recovery {args[0]}：{error}");
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
