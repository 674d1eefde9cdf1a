using System.Globalization;
using System.Text.Json.Nodes;

namespace Tongcai.Replay.Tests.Trustees;

/// <summary>Five trustees of whom three open, as real processes: played once for all who look at it.</summary>
public sealed class TrusteesTests(FiveTrustees five) : IClassFixture<FiveTrustees>
{
    [Fact]
    public void Before_the_opening_no_bid_is_found_on_any_disk_or_in_the_memory_of_the_platform_and_afterwards_in_no_temporary_file() => TrusteesChecks.Canaries(five.Run, 5);

    [Fact]
    public void Each_fault_of_a_trustee_is_stopped_and_named_and_the_others_open() => TrusteesChecks.Faults(five.Run, 5);

    [Fact]
    public void With_the_hub_killed_an_hour_before_the_deadline_three_suppliers_sign_in_seal_and_are_opened() => TrusteesChecks.WithoutHub(five.Run);

    [Fact]
    public void Anybody_opens_again_with_the_ledger_and_the_package_and_the_agency_when_the_platform_is_gone() => TrusteesChecks.Reopened(five.Run, 5);
}

/// <summary>The run that they share.</summary>
public sealed class FiveTrustees : IAsyncLifetime
{
    internal TrusteesRun Run { get; } = new();

    public ValueTask InitializeAsync() => Run.InitializeAsync();

    public ValueTask DisposeAsync() => Run.DisposeAsync();
}

/// <summary>Two hundred bids: a drill.</summary>
public sealed class CanaryDrill
{
    private const int Bids = 200;

    [Fact(Explicit = true)]
    [Trait("drill", "canaries")]
    public async Task Of_two_hundred_bids_nothing_is_found_before_the_opening()
    {
        await using var run = new TrusteesRun(Bids, dump: true);
        var began = TimeProvider.System.GetTimestamp();
        await run.InitializeAsync();
        Directory.CreateDirectory(Repository.File("docs", "drills"));
        await File.WriteAllTextAsync(
            Repository.File("docs", "drills", "canaries.md"),
            string.Create(CultureInfo.InvariantCulture, $"""
            # 探针演练

            {Bids} 家投标人各在投标内容、技术方案和联系人中放一个探针词。截止前搜查全部程序的数据目录（数据库、预写日志、密文块、日志、临时目录）、交易平台进程的全部内存和完整转储，文字按 UTF-8、UTF-16、十六进制和三种对齐的 Base64；开标后再搜一遍。
            故意放的两个探针（询问和网址）应当找到，用来证明搜查有效。结果由 `./tongcai drill canaries` 写成。

            The result of `./tongcai drill canaries`: canaries in 200 bids are searched for on the disks, in the memory and in a core dump of the trading platform, before and after the opening.

            - 截止前：读内存与转储 {run.Before.MemoryRead >> 20:#,##0} MiB；找到的词：{string.Join("、", run.Before.All.Order(StringComparer.Ordinal))}。
            - 开标后：临时目录、日志和密文块中没有一个探针；技术方案的探针在磁盘上一个也没有。
            - 公共服务平台在截止前一小时被停掉，其后三家用证书登录并密封。
            - 用时 {TimeProvider.System.GetElapsedTime(began).TotalMinutes:0} 分钟。

            """),
            CancellationToken.None);
        TrusteesChecks.Canaries(run, Bids);
        TrusteesChecks.WithoutHub(run);
    }
}

/// <summary>What holds of every such run.</summary>
internal static class TrusteesChecks
{
    public static void Canaries(TrusteesRun run, int bids)
    {
        // The search finds what was planted, in the database, in the log and in memory, and of the bids nothing.
        Assert.Contains(run.Before.Disk, f => f.Key.StartsWith("trading/data.db", StringComparison.Ordinal) && f.Value.Contains("planted-001"));
        Assert.Contains(run.Before.Disk, f => f.Key == "logs/trading.log" && f.Value.Contains("planted-002"));
        Assert.Contains("planted-001", run.Before.Memory);
        Assert.True(run.Before.MemoryRead > 50 << 20, $"{run.Before.MemoryRead} bytes");
        Assert.All(run.Before.All, word => Assert.StartsWith("planted", word, StringComparison.Ordinal));

        // Afterwards what was read out stands in the database, and nothing of it anywhere else; the technical part stands nowhere.
        Assert.Equal(bids, run.After.Disk.Where(f => f.Key.StartsWith("trading/data.db", StringComparison.Ordinal)).SelectMany(f => f.Value).Where(w => w.StartsWith("person", StringComparison.Ordinal)).Distinct().Count());
        Assert.All(run.After.Disk, f =>
        {
            var (platform, bidden) = (f.Key.StartsWith("trading/data.db", StringComparison.Ordinal), f.Value.Where(w => !w.StartsWith("planted", StringComparison.Ordinal)).ToList());
            Assert.True(bidden.Count == 0 || (platform && !bidden.Exists(w => w.StartsWith("technical", StringComparison.Ordinal))), $"{f.Key}: {string.Join(' ', f.Value)}");
        });
    }

    public static void Faults(TrusteesRun run, int bids)
    {
        Assert.Equal(5, run.Early.Count);
        Assert.All(run.Early, e => Assert.Equal((503, true), (e.Status, e.Said.Contains("deadline.not-passed", StringComparison.Ordinal))));
        if (Environment.GetEnvironmentVariable("TONGCAI_KEEP_HALL") is { Length: > 0 } kept)
            File.WriteAllText(kept, run.WaitingPage);
        var problems = Problems(run.Waiting);
        Assert.Equal(["", "没有应答", "不符", "第 1 号受托人", ""], problems.Select((p, i) => new[] { "", "没有应答", "不符", "第 1 号受托人", "" }[i] is var words && p.Contains(words, StringComparison.Ordinal) && (words.Length > 0 || p.Length == 0) ? words : p));
        Assert.Contains("开标需要 3 名受托人，现有 2 名", run.Waiting["waiting"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.All(problems.Where(p => p.Length > 0), p => Assert.Contains(System.Net.WebUtility.HtmlEncode(p.Split('”')[1]), System.Net.WebUtility.HtmlEncode(System.Net.WebUtility.HtmlDecode(run.WaitingPage)), StringComparison.Ordinal));
        Assert.Contains("data-testid=\"start-opening\"", run.WaitingPage, StringComparison.Ordinal);
        Assert.Empty(run.Waiting["bids"]!.AsArray());

        Assert.Equal([true, true, false, false, true], run.Opened["trustees"]!.AsArray().Select(t => t!["answered"]!.GetValue<bool>()));
        Assert.Equal(Enumerable.Range(0, bids).Select(i => 450_000_000L + i), run.Opened["bids"]!.AsArray().Select(b => b!["priceFen"]!.GetValue<long>()).Order());
        Assert.All(run.Opened["bids"]!.AsArray(), b => Assert.Equal("", b!["cause"]!.GetValue<string>()));
    }

    public static void WithoutHub(TrusteesRun run)
    {
        Assert.Equal(3, run.WithoutHub.Count);
        Assert.True(run.Terms.ExitCode == 0, run.Terms.Output);
        var opened = run.Opened["bids"]!.AsArray().Where(b => b!["cause"]!.GetValue<string>().Length == 0).Select(b => b!["supplierName"]!.GetValue<string>()).ToList();
        Assert.All(run.WithoutHub, name => Assert.Contains(name, opened));
    }

    public static void Reopened(TrusteesRun run, int bids)
    {
        Assert.True(run.Reopened.ExitCode == 0, run.Reopened.Output);
        Assert.Equal(bids, Directory.GetFiles(Path.Combine(run.Folder, "contents"), "opening", SearchOption.AllDirectories).Count(f => JsonNode.Parse(File.ReadAllText(f))!["priceFen"]!.GetValue<long>() >= 450_000_000));
        Assert.True(run.Salvaged.ExitCode == 0, run.Salvaged.Output);
        Assert.Equal(3 * bids, run.Salvaged.Output.Split('\n').Count(l => l.StartsWith('✓') && l.Contains("已开启", StringComparison.Ordinal)));
    }

    private static List<string> Problems(JsonNode hall) => [.. hall["trustees"]!.AsArray().Select(t => t!["problem"]!.GetValue<string>())];
}
