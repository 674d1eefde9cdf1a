using System.Globalization;
using System.Text;

namespace Tongcai.Replay.Tests;

/// <summary>回放真实的城市工程拍卖：the same acts as everybody's, the endings compared with the data and the law.</summary>
[Collection(ReplayCollection.Name)]
public sealed class ReplayTests(SomeAuctions some)
{
    [Fact]
    public void Real_auctions_end_as_the_data_or_the_law_says_and_all_three_platforms_show_it()
    {
        ReplayChecks.Check(some.Run, SomeAuctions.Count);
        Assert.Equal((11, 5), (some.Run.Report.Equal, some.Run.Report.Lawful));
    }
}

/// <summary>All auctions of the file: a drill.</summary>
public sealed class ReplayDrill
{
    /// <summary>Auctions of the file by what the law makes of them, as counted over the file itself.</summary>
    private static readonly Dictionary<string, int> Courses = new()
    {
        ["Equal"] = 1141, ["TooFew"] = 340, ["MinimumPrice"] = 61, ["Other"] = 11, ["Tie"] = 10, ["NoWinner"] = 2,
    };

    [Fact(Explicit = true)]
    [Trait("drill", "replay")]
    public async Task All_1565_auctions_end_as_the_data_or_the_law_says()
    {
        await using var run = await ReplayRun.Play(0, TimeSpan.FromHours(3));
        Directory.CreateDirectory(Repository.File("docs", "drills"));
        await File.WriteAllTextAsync(Repository.File("docs", "drills", "replay.md"), Page(run.Report), CancellationToken.None);
        ReplayChecks.Check(run, 1565);
        Assert.Equal(Courses, run.Report.Endings.GroupBy(e => e.Course).ToDictionary(g => g.Key, g => g.Count()));
    }

    /// <summary>The result for the reader of the repository.</summary>
    internal static string Page(ReplayReport report)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            # 回放真实拍卖

            某市 2007—2015 年 1,565 次工程拍卖（Chassang、Kawai、Nakabayashi 与 Ortner 公开的研究数据，许可证见 `src/Tongcai.Cli/Demo/Replay/LICENSE-tsuchiura.txt`），
            日期后移十一年，逐次以公开招标、最低评标价法在三个平台上从备案走到结果公告。结果由 `./tongcai drill replay` 写成。

            The result of `./tongcai drill replay`: every auction is played through the public interfaces of the three platforms and its ending compared with the data.

            {report.Summary}

            - 请求 {report.Requests} 次，用时 {report.Seconds} 秒。
            - 公共服务平台与监督平台缺少的事实：{report.Unseen.Length}。
            {string.Join('\n', report.Ledgers.Select(l => $"- {l.Name}账本 `{l.Origin}`：{l.Size} 条，{(l.Findings.Length == 0 ? "逐条重读，与签名的根一致" : string.Join("；", l.Findings))}。"))}

            | 结局 | 次数 |
            |---|---:|
            | 三家以上、最低价唯一，中标人与数据一致 | {report.Equal} |

            """);
        foreach (var reason in report.Endings.Where(e => e.Agrees && e.Course != "Equal").GroupBy(e => e.Reason).OrderByDescending(g => g.Count()))
            page.Append(CultureInfo.InvariantCulture, $"| {reason.Key} | {reason.Count()} |\n");
        page.Append(CultureInfo.InvariantCulture, $"""
            | 与依法应有的结局不符 | {report.Differ} |

            ## 与数据不同的拍卖

            | 编号 | 日期 | 投标 | 平台上的结局 | 原因 |
            |---|---|---:|---|---|

            """);
        foreach (var ending in report.Endings.Where(e => !e.Agrees || e.Course != "Equal"))
            page.Append(CultureInfo.InvariantCulture, $"| {ending.Id} | {ending.Held} | {ending.Bids} | {(ending.Agrees ? ending.Winner.Length > 0 ? $"{ending.Winner} 中标" : "废标" : "不符")} | {(ending.Agrees ? ending.Reason : ending.Detail.Replace('\n', ' '))} |\n");
        return page.ToString();
    }
}

/// <summary>What holds of every replay.</summary>
internal static class ReplayChecks
{
    /// <summary>Every auction was played, ended lawfully, was seen by public and authority, and the three ledgers are sound.</summary>
    public static void Check(ReplayRun run, int auctions)
    {
        var report = run.Report;
        Assert.True(run.ExitCode == 0, $"{report.Summary}\n{string.Join('\n', report.Endings.Where(e => !e.Agrees).Select(e => $"{e.Id}: {e.Detail}").Concat(report.Unseen))}");
        Assert.Equal((auctions, 0), (report.Endings.Length, report.Differ));
        Assert.Equal(3, report.Ledgers.Length);
        Assert.All(report.Ledgers, l => Assert.True(l.Size > auctions && l.Findings.Length == 0, $"{l.Name}: {l.Size}"));
        var winners = Winners();
        Assert.All(report.Endings, e =>
        {
            // Read from the file here, apart from what the program made of it.
            if (e.Course == "Equal")
                Assert.Equal(winners[e.Id], e.Winner);
            else
                Assert.NotEmpty(e.Reason);
            Assert.Equal(e.Course == "TooFew", e.Winner.Length == 0);
        });
    }

    /// <summary>Whom the city awarded to, by auction.</summary>
    private static Dictionary<string, string> Winners()
    {
        var rows = File.ReadLines(Repository.File("src", "Tongcai.Cli", "Demo", "Replay", "tsuchiura.csv")).Skip(1).Select(l => l.Split(',')).GroupBy(r => r[0]);
        // One unified name can stand for two bidders of an auction; the second is told apart by its place.
        return rows.SelectMany(a => a.GroupBy(r => r[5]).SelectMany(n => n.Select((r, i) => (Id: r[0], Name: i == 0 ? r[5] : $"{r[5]} ({i + 1})", Won: r[7] == "1"))))
            .Where(b => b.Won).ToDictionary(b => b.Id, b => b.Name);
    }
}
