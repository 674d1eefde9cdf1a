using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Tongcai.Replay.Tests.Topology;

/// <summary>互联：faults 1, 22 to 28 and 41 between five real platforms; the short form of the drill.</summary>
public sealed class ExchangeTests
{
    [Fact]
    [Fault(22)]
    [Fault(23)]
    [Fault(24)]
    [Fault(25)]
    [Fault(26)]
    [Fault(27)]
    [Fault(28)]
    [Fault(41)]
    public async Task Faults_22_to_28_and_41_with_a_power_cut_of_each_platform_leave_every_acknowledged_act_everywhere_once_and_in_order()
    {
        var result = await ExchangeRun.Play(new(3, 60, 1, TimeSpan.FromSeconds(2), 1, Seed: 2231), TestContext.Current.CancellationToken);
        ExchangeChecks.Sound(result, 1);
        ExchangeChecks.SeesPlanted(result);
    }
}

/// <summary>The long form.</summary>
public sealed class ExchangeDrill
{
    private const int Kills = 4;

    [Fact(Explicit = true)]
    [Trait("drill", "exchange")]
    public async Task Many_power_cuts_and_faults_on_every_link_leave_every_acknowledged_act_everywhere_once_and_in_order()
    {
        var result = await ExchangeRun.Play(new(Procurements: 20, Lines: 300, Kills: Kills, TimeSpan.FromSeconds(10), Rounds: 8, Seed: 2026), TestContext.Current.CancellationToken);
        var network = NetworkNamespace.Missing.Length > 0 ? null : await ExchangeRun.Play(new(Procurements: 5, Lines: 100, Kills: 1, TimeSpan.FromSeconds(2), Rounds: 3, Seed: 2026, Network: true), TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Repository.File("docs", "drills"));
        await File.WriteAllTextAsync(Repository.File("docs", "drills", "exchange.md"), Page(result, network), CancellationToken.None);
        ExchangeChecks.Sound(result, Kills);
        ExchangeChecks.SeesPlanted(result);
        if (network is not null) ExchangeChecks.Faultless(network);
    }

    private static string Page(ExchangeResult result, ExchangeResult? network)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            # 互联演练

            两个交易平台、市级和省级公共服务平台、行政监督平台，各为一个进程；平台之间和客户端的每条链路都经过故障代理，按种子加故障；各平台按种子 `kill -9`；途中后接入一个交易平台，停止接入另一个再重新接入，
            都不重启。客户端记录每次请求和答复，故障停止后与各平台的数据库和账本核对。结果由 `./tongcai drill exchange` 写成。

            The result of `./tongcai drill exchange`: five platforms, every link through a fault proxy, power cuts, late attachment and detachment; the history of an independent client is checked at the end.

            - {TimeProvider.System.GetUtcNow():yyyy-MM-dd}，提交 {Commit()}。
            - 用时 {result.Seconds} 秒，链路 {result.Links} 条，请求 {result.Requests} 次，得到确认的办理 {result.History.Count} 次，其中的事实 {result.History.Sum(h => h.Facts.Count)} 条。
            - 断电：{string.Join('，', result.Kills.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => $"{k.Key} {k.Value} 次"))}。
            - 核对所见的差错：{result.Findings.Count}。

            | 故障 | 起作用的次数 |
            |---|---:|
            {string.Join('\n', result.Faults.OrderBy(f => f.Key).Select(f => $"| {f.Key} | {f.Value} |"))}

            | 账本 | 事实 | 读到的他方事实 |
            |---|---:|---:|
            {string.Join('\n', result.Books.Select(b => $"| {b.Platform} | {b.Facts.Count} | {b.Read.Sum(r => r.PublicFacts)} |"))}

            ## 网络命名空间

            {(network is null ? $"没有运行：{NetworkNamespace.Missing}。 Not run here." : $"链路放进网络命名空间，用 nft 处理真实的包：{string.Join('、', NetworkFault.All.Select(f => $"{f.Name}（故障 {f.Number}）"))}，各 3 次，每次 1.5 至 3.5 秒；各平台断电一次。用时 {network.Seconds} 秒，请求 {network.Requests} 次，得到确认的办理 {network.History.Count} 次，核对所见的差错 {network.Findings.Count}。")}

            """);
        foreach (var finding in result.Findings.Concat(network?.Findings ?? [])) page.Append(CultureInfo.InvariantCulture, $"- {finding}\n");
        return page.ToString();
    }

    private static string Commit()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", Repository.Root, "rev-parse", "--short", "HEAD"]) { RedirectStandardOutput = true })!;
        return git.StandardOutput.ReadToEnd().Trim();
    }
}

/// <summary>What holds of every run.</summary>
internal static class ExchangeChecks
{
    public static void Sound(ExchangeResult result, int kills)
    {
        Faultless(result);
        Assert.All(Enum.GetValues<LinkFault>().Where(f => f is not LinkFault.None), f => Assert.True(result.Faults.GetValueOrDefault(f) > 0, $"{f} did nothing"));
        Assert.Equal(5, result.Kills.Count);
        Assert.All(result.Kills.Values, k => Assert.Equal(kills, k));
        foreach (var platform in new[] { "trading", "second", "city", "supervision" }) Assert.Contains(result.History, h => h.Platform == platform);
        Assert.Contains(result.Books.Single(b => b.Platform == "province").Learned, l => l.Ledger == result.Books.Single(b => b.Platform == "second").Origin);
        Assert.Contains(result.History, h => h.Path.EndsWith("/detach", StringComparison.Ordinal));
    }

    public static void Faultless(ExchangeResult result) => Assert.True(result.Findings.Count == 0, string.Join('\n', result.Findings.Take(40)));

    /// <summary>The checker sees what it is there for: planted in what it reads.</summary>
    public static void SeesPlanted(ExchangeResult result) => Assert.All(Planted(result), Assert.NotEmpty);

    /// <summary>Findings of the checker when one thing is wrong: an acknowledged fact missing or twice, one that nobody asked for, one lost, doubled or out of order at a reader, an object gone.</summary>
    public static IEnumerable<IReadOnlyList<string>> Planted(ExchangeResult result)
    {
        var acked = result.History.SelectMany(h => h.Facts.Select(f => (h.Platform, f.Id))).Last(f => f.Platform == "trading");
        yield return With(result, "trading", b => b with { Facts = [.. b.Facts.Where(f => f.Id != acked.Id)] });
        yield return With(result, "trading", b => b with { Facts = [.. b.Facts, b.Facts.Single(f => f.Id == acked.Id)] });
        yield return With(result, "trading", b => b with { Facts = [.. b.Facts, b.Facts[^1] with { Id = "stranger", Seq = b.Facts[^1].Seq + 1, Index = 1_000_000, By = "somebody" }] });
        yield return With(result, "trading", b => b with { Facts = [.. b.Facts.Select(f => f.Id == acked.Id ? f with { Digest = "00" } : f)] });
        yield return With(result, "trading", b => b with { Objects = [.. b.Objects.Skip(1)] });
        yield return With(result, "province", b => b with { Learned = [.. b.Learned.Skip(1)] });
        yield return With(result, "province", b => b with { Learned = [.. b.Learned, b.Learned[0]] });
        yield return With(result, "city", b => b with { Learned = [.. b.Learned.Reverse()] });
        yield return With(result, "supervision", b => b with { Parked = 1 });
        yield return With(result, "city", b => b with { Read = [.. b.Read.Skip(1)] });
    }

    private static IReadOnlyList<string> With(ExchangeResult result, string platform, Func<Book, Book> wrong) =>
        HistoryChecks.Findings(result.History, [.. result.Books.Select(b => b.Platform == platform ? wrong(b) : b)], result.Readings, result.Before);
}
