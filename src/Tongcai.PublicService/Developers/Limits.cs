using Tongcai.Platform.Acts;
using Tongcai.Platform.Jobs;
using Tongcai.Platform.Web;
using Tongcai.PublicService.Law;
using Tongcai.PublicService.OpenData;
using Tongcai.PublicService.Outbox;
using Tongcai.PublicService.Search;
using Tongcai.PublicService.Subscriptions;
using Tongcai.PublicService.Webhooks;

namespace Tongcai.PublicService.Developers;

/// <summary>One limit as it is kept.</summary>
/// <param name="Name">Permanent, for programs.</param>
/// <param name="What">What is limited.</param>
/// <param name="Answer">What happens beyond it.</param>
internal sealed record Limit(string Name, string What, long Value, string Unit, string Answer);

/// <summary>限额。Read from where each is enforced, so that what is written is what is kept.</summary>
internal sealed record LimitList(IReadOnlyList<Limit> Items, IReadOnlyList<int> RetrySeconds)
{
    public static LimitList Of(HttpContext http)
    {
        var rates = http.Site().Limits;
        const string Slow = "429 和 Retry-After（规则 W009）";
        const string Wrong = "422，说明哪个条件、怎么改";
        return new(
        [
            new("rate.read", "读取：页面和查询，每一账户，未登录的每一地址", rates.Read, "次/分钟", Slow),
            new("rate.write", "办理：其他方法的请求", rates.Write, "次/分钟", Slow),
            new("rate.ledger", "账本文件", rates.Ledger, "次/分钟", Slow),
            new("rate.upload", "文件分片", rates.Upload, "次/分钟", Slow),
            new("body.act", "一次办理的请求体", ActRoutes.LongestBody, "字节", "413（规则 W007）"),
            new("body.law", "一次法律提问的请求体", LawApi.Longest, "字节", "413（规则 W007）"),
            new("search.text", "检索词合计", NoticeAddress.LongestText, "字符", Wrong),
            new("search.words", "检索词个数", NoticeAddress.MostWords, "个", Wrong),
            new("search.page", "检索每页", NoticeQuery.PageSize, "条", "翻页标记见答复的 next"),
            new("feed.items", "RSS、Atom、JSON Feed 每个", NoticeFeeds.Most, "条", "更早的见检索和批量文件"),
            new("ocds.page", "变更流每页，limit 最大", OpenDataEndpoints.MostPerPage, "条", Wrong),
            new("idempotency.kept", "幂等键和答复保留", (long)Expiry.OutcomeKept.TotalHours, "小时", "此后同一键视为新的请求"),
            new("searches.kept", "每一账户保存的检索", SaveSearch.Most, "个", Wrong),
            new("webhooks.kept", "每一单位的事件推送", CreateWebhook.Most, "个", Wrong),
            new("webhooks.attempts", "每个通知尝试", Retries.Waits.Count + 1, "次", "此后停止，可以再发一次"),
            new("webhooks.timeout", "等待接收方答复", (long)http.RequestServices.GetRequiredService<WebhookSettings>().Patience.TotalMilliseconds, "毫秒", "视为失败，按间隔重试"),
            new("webhooks.news", "推送的事实，公开后", (long)Offering.News.TotalDays, "日以内", "更早的见变更流"),
            new("webhooks.overlap", "更换密钥后新旧签名并行", (long)WebhookActs.Overlap.TotalHours, "小时", "此后只有新签名"),
            new("outbox.log", "发送记录保留", (long)OutboxParts.Kept.TotalDays, "日", "此后删除"),
        ], [.. Retries.Waits.Select(w => (int)w.TotalSeconds)]);
    }
}
