using System.Text.Json;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using static Tongcai.Exchange.Conformance.ConformanceVerdict;

namespace Tongcai.Exchange.Conformance;

/// <summary>限定数据的规则：who does not prove to be a pinned platform gets nothing.</summary>
internal static class RestrictedFeedRules
{
    private const string Source = "docs/exchange/README.md；政策 §9、§11";

    public static IReadOnlyList<ConformanceRule> All { get; } =
    [
        new("RF-01", "没有签名的请求被拒绝（401）。", "A request without signature is refused.", Source, o => Refused(o.FeedUnsigned)),
        new("RF-02", "未登记的密钥签名的请求被拒绝（401）。", "A request signed by an unknown key is refused.", $"{Source}；GB/T 32918.2", o => Refused(o.FeedByStranger)),
        new("RF-03", "过期的签名被拒绝（401）。", "An expired signature is refused.", Source, o => Refused(o.FeedExpired)),
        new("RF-04", "为别的地址所作的签名被拒绝（401）。", "A signature for another address is refused.", Source, o => Refused(o.FeedReplayed)),
        new("RF-05", "登记的平台取得游标连续的限定事实，每件都能打开账本中的承诺。", "A pinned platform gets facts with dense cursors that open commitments of the ledger.", Source, Opens),
    ];

    private static ConformanceVerdict Refused(Reply reply) => reply.Status == 401 ? Passed("401。") : Failed(reply, "401，没有任何事实");

    /// <summary>What the feed gave; null when it gave none or no sound answer.</summary>
    internal static RestrictedPage? Page(Observed o)
    {
        try
        {
            return o.Feed is { IsOk: true } reply ? JsonSerializer.Deserialize<RestrictedPage>(reply.Body, WireJson.Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ConformanceVerdict Opens(Observed o)
    {
        if (o.Feed is not { } reply) return NotApplicable("没有给出登记过的平台密钥（--peer）。");
        if (Page(o) is not { Items: not null } page) return Failed(reply, "200，JSON 对象，含 items");
        var entries = o.Entries.Value;
        if (entries.Obstacle.Length > 0) return NotReached(entries.Obstacle);
        var cursor = 0L;
        return Each(
            page.Items.Where(i => i.Index < entries.Read.Count),
            i => i.Cursor != ++cursor ? Failed(reply.Request, $"游标 {i.Cursor}", $"游标 {cursor}")
                : i.StandsIn(entries.Read[(int)i.Index].Span) ? null : Failed(reply.Request, $"第 {i.Cursor} 件，指第 {i.Index} 条", "盐、叶、路径和正文打开该密封批次"),
            n => $"{n} 件。", "限定数据中还没有事实。");
    }
}
