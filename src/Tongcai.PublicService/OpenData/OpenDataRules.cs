using Tongcai.Law;
using Tongcai.Platform.Web;

namespace Tongcai.PublicService.OpenData;

/// <summary>What the open-data interface refuses; each rule has its page under /problems.</summary>
public static class OpenDataRules
{
    public static readonly HttpRule InvalidCursor = Of("W041", "游标无效", "变更流的游标由上一页给出，不由调用方编造。", "cursor 不是本平台给出的游标", "去掉 cursor 从头读取，或者用上一页的 next。");
    public static readonly HttpRule InvalidPeriod = Of("W042", "期间无效", "批量文件按北京时间的日和月分，名称写成 2026-03-04 或者 2026-03。", "没有这样的日期或者月份", "从清单 /open-data/ocds/manifest.json 取文件名。");
    public static readonly HttpRule InvalidLimit = Of("W043", "条数无效", "变更流每页 1 至 200 条，不填为 50 条。", "limit 不在 1 至 200 之间", "填 1 至 200 的整数，或者去掉 limit。");

    /// <summary>The refusal with the parameter it is about.</summary>
    public static Refusal Refuse(HttpRule rule, string parameter) => HttpRules.Refuse(rule) with { Pointer = "/" + parameter };

    private static HttpRule Of(string id, string title, string quote, string reason, string remedy) =>
        new(id, title, new Source("通采平台接口与填报规范", "第二十一条", quote), 400, reason, remedy);
}
