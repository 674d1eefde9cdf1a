using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Tongcai.Cli.Demo.Replay;

/// <summary>回放的结果。</summary>
/// <param name="Chosen">Auctions that were to be played.</param>
/// <param name="Unseen">What hub or supervision do not show, one sentence each.</param>
/// <param name="Requests">Requests sent to the platforms.</param>
/// <param name="Kills">Power cuts by program.</param>
/// <param name="Restored">How the trading platform was restored; null when it was not lost.</param>
internal sealed record Replayed(
    int Chosen, IReadOnlyList<Ending> Endings, IReadOnlyList<string> Unseen, IReadOnlyList<LedgerVerdict> Ledgers, int Requests, Dictionary<string, int> Kills, int Seconds, Restored? Restored = null)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Auctions that ended with the city's winner, the only lowest of three or more.</summary>
    public int Equal => Endings.Count(e => e.Agrees && e.Expected.Course == Course.Equal);

    /// <summary>Auctions that ended as the law says and the city did not.</summary>
    public int Lawful => Endings.Count(e => e.Agrees && e.Expected.Course != Course.Equal);

    public int Differ => Endings.Count(e => !e.Agrees);

    /// <summary>Whether every chosen auction was played to its lawful end, everybody sees it, and the ledgers are sound.</summary>
    public bool Succeeded => Differ == 0 && Endings.Count == Chosen && Unseen.Count == 0 && Ledgers.All(l => l.Findings.Count == 0);

    /// <summary>One line in Chinese.</summary>
    public string Summary
    {
        get
        {
            var reasons = Reasons().Select(r => $"{r.Reason} {r.Count.ToString(CultureInfo.InvariantCulture)}");
            var cuts = Kills.Values.Sum() is > 0 and var sum ? $"断电重启 {sum} 次；" : "";
            return $"{(Succeeded ? "成功" : "失败")}：{Endings.Count} 次拍卖，{Equal} 次中标人与数据一致，{Lawful} 次依法另行结束（{string.Join("；", reasons)}），{Differ} 次不符；"
                + $"公共服务平台、监督平台上缺 {Unseen.Count} 项；未回放 {Chosen - Endings.Count} 次；三本账本共 {Ledgers.Sum(l => l.Size)} 条{(Ledgers.All(l => l.Findings.Count == 0) ? "校验一致" : "校验不一致")}；{cuts}用时 {Seconds} 秒";
        }
    }

    /// <summary>The result for other programs.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new
        {
            Chosen, Equal, Lawful, Differ, Requests, Kills, Seconds, Unseen, Summary, Ledgers, Restored,
            Reasons = Reasons().Select(r => new { r.Course, r.Reason, r.Count }),
            Endings = Endings.Select(e => new
            {
                e.Auction.Id, Held = e.Auction.Held.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Bids = e.Auction.Bids.Count, Course = e.Expected.Course.ToString(), e.Expected.Reason, e.ProcurementId, e.Winner, e.Agrees, e.Detail,
            }),
        },
        Format);

    private IEnumerable<(string Course, string Reason, int Count)> Reasons() => Endings.Where(e => e.Agrees && e.Expected.Course != Course.Equal)
        .GroupBy(e => e.Expected.Course).OrderByDescending(g => g.Count()).Select(g => (g.Key.ToString(), g.First().Expected.Reason, g.Count()));
}
