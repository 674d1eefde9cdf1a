using Tongcai.Law;

namespace Tongcai.Platform.Web;

/// <summary>A rule of the interface itself, with the HTTP status it answers by.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Reason">What happened, in general words.</param>
/// <param name="Remedy">What to do.</param>
public sealed record HttpRule(string Id, string Title, Source Source, int Status, string Reason, string Remedy) : Rule(Id, Title, Source);

/// <summary>Refusals that come from the interface and not from the law of procurement; each has its page under /problems.</summary>
public static class HttpRules
{
    public static readonly HttpRule KeyMissing = Of("W001", 400, "缺少幂等键", "写入类接口应携带 Idempotency-Key，平台据此保证重复提交只办一次。", "请求没有 Idempotency-Key", "加上请求头 Idempotency-Key（1 至 128 个可见 ASCII 字符，每件事一个），重试时沿用原值。");
    public static readonly HttpRule KeyReused = Of("W002", 422, "幂等键已用于另一请求", "同一账户的同一幂等键只对应一份请求内容。", "这个 Idempotency-Key 已经用于内容不同的请求", "核对前一次的结果；另办一件事请换新的键。");
    public static readonly HttpRule NotSignedIn = Of("W003", 401, "尚未登录", "办理事项以登录的账户为准，不以请求中自称的身份为准。", "办理这一事项需要登录", "请登录后重试；接口请携带 Authorization: Bearer 令牌。");
    public static readonly HttpRule NotPermitted = Of("W004", 403, "这一步您不能办", "每一事项只由规定的主体和岗位办理。", "您的身份或岗位不能办理这一事项", "请由有权办理的岗位办理，或请单位管理员调整岗位。");
    public static readonly HttpRule NotFound = Of("W005", 404, "没有这一页", "不存在的内容和无权查看的内容，答复相同。", "没有找到您要的内容，或者您无权查看", "请核对网址；从首页或者工作台进入。");
    public static readonly HttpRule MethodNotAllowed = Of("W006", 405, "不支持的请求方法", "每一地址只接受接口规范列明的方法。", "这个地址不接受这种请求方法", "按接口规范改用列明的方法。");
    public static readonly HttpRule TooLarge = Of("W007", 413, "内容过大", "单次请求不超过规定的大小，文件应走文件上传。", "提交的内容超过允许的大小", "文件请用文件上传，文本请精简或者分次提交。");
    public static readonly HttpRule MediaType = Of("W008", 415, "不支持的内容类型", "接口接收 application/json，页面接收表单。", "请求的 Content-Type 不是这个地址所接收的", "接口请用 Content-Type: application/json。");
    public static readonly HttpRule TooMany = Of("W009", 429, "请求过于频繁", "平台对每一来源的请求次数设上限并在响应头中公布，以保证截止前人人可用。", "一分钟内的请求次数超过上限", "请在 Retry-After 所示的秒数后重试；批量获取请用开放数据下载。");
    public static readonly HttpRule Expired = Of("W010", 400, "页面已过期", "表单凭页面签发的一次性凭据提交，以防他人冒用您的登录。", "页面已过期，点“重新提交”再试（内容已保留）", "核对内容后重新提交；若反复出现，请允许本站使用 Cookie。");
    public static readonly HttpRule CrossSite = Of("W011", 403, "跨站请求", "以 Cookie 登录调用写入类接口，只能从本平台页面发起。", "这个请求来自其他网站", "从本平台页面办理；程序调用请用 Authorization: Bearer 令牌，或者加请求头 Tongcai-Api: 1。");
    public static readonly HttpRule Stale = Of("W012", 409, "内容已被他人更新", "依据旧内容作出的办理不覆盖他人的更新。", "在您办理期间，同一内容已被更新", "请重新打开页面，核对最新内容后再办。");
    public static readonly HttpRule Duplicate = Of("W013", 409, "重复", "同一事项只登记一次。", "同样的内容已经登记过", "请查看已有的记录；如确需另行登记，请更改重复的内容。");
    public static readonly HttpRule Full = Of("W014", 507, "存储空间不足", "未写入永久存储的办理不予确认。", "平台存储空间不足，本次办理没有生效", "内容请勿关闭，稍后以同一页面重新提交；平台已通知运维人员。");
    public static readonly HttpRule Unavailable = Of("W015", 503, "暂不能办理", "未写入永久存储的办理不予确认。", "平台暂时不能写入，本次办理没有生效", "稍后以同一页面重新提交，不会重复办理。");
    public static readonly HttpRule Fault = Of("W016", 500, "平台出现故障", "平台自身的差错如实告知，并记录备查。", "平台处理时出现差错，本次办理没有生效", "请稍后重试；反复出现时请致电并报编号。");
    public static readonly HttpRule BadRequest = Of("W017", 400, "请求无法读取", "请求应符合 HTTP 标准和接口规范。", "请求无法读取", "请核对请求的格式后重试。");

    public static readonly HttpRule Recovering = Of("W019", 503, "平台正在恢复", "由备份恢复的平台，在补齐全部已确认的内容以前不接受办理。", "平台正在恢复数据，现在只能查阅，不能办理", "请保留填写的内容，恢复后再办；截止时间受影响的，平台依法公告。");

    public static readonly HttpRule Malformed = Of("W018", 400, "报文格式", "请求体应为一个 UTF-8 编码的 JSON 对象，键不重复，嵌套不超过十六层。", "请求体不是合规的 JSON 对象", "按接口规范改正后重新提交。");

    /// <summary>The refusal in the rule's general words.</summary>
    public static Refusal Refuse(HttpRule rule) => new(rule, rule.Reason, rule.Remedy);

    /// <summary>A rule that refused a sign-in, answered by 401.</summary>
    internal static HttpRule SignIn(Rule rule) => new(rule.Id, rule.Title, rule.Source, 401, rule.Title, "请回到登录页重新开始。");

    /// <summary>The rule that a bare status stands for.</summary>
    public static HttpRule ForStatus(int status) => status switch
    {
        401 => NotSignedIn,
        403 => NotPermitted,
        404 => NotFound,
        405 => MethodNotAllowed,
        409 => Stale,
        413 => TooLarge,
        415 => MediaType,
        429 => TooMany,
        503 => Unavailable,
        507 => Full,
        >= 500 => Fault,
        _ => BadRequest,
    };

    /// <summary>The status that refusals answer by: that of the interface rule among them, else 422.</summary>
    public static int Status(IReadOnlyList<Refusal> refusals) =>
        refusals.Select(r => r.Rule).OfType<HttpRule>().FirstOrDefault()?.Status ?? 422;

    private static HttpRule Of(string id, int status, string title, string quote, string reason, string remedy) =>
        new(id, title, new Source("通采平台接口与填报规范", "第二十条", quote), status, reason, remedy);
}
