using Tongcai.Law;

namespace Tongcai.Platform.Acts;

/// <summary>填报规则。What any request has to satisfy before the law is asked: the platform's own interface rules, each with what to do.</summary>
public static class InputChecks
{
    private const string Instrument = "通采平台接口与填报规范";

    public static readonly Rule Malformed = Of("W101", "报文格式", "第一条", "请求体应为一个 UTF-8 编码的 JSON 对象，键不重复，嵌套不超过十六层。");
    public static readonly Rule Unknown = Of("W102", "未定义的字段", "第二条", "请求只含接口规范列明的字段；未列明的字段不予忽略，一律退回，以免办理人以为已经生效。");
    public static readonly Rule Missing = Of("W103", "必填", "第三条", "接口规范标明必填的字段不得缺省或者为空。");
    public static readonly Rule WrongType = Of("W104", "填写格式", "第四条", "字段的值应符合接口规范规定的类型和写法。");
    public static readonly Rule OutOfRange = Of("W105", "取值范围", "第五条", "字段的值应在接口规范规定的范围之内。");
    public static readonly Rule TooLong = Of("W106", "字数", "第六条", "文本不超过接口规范规定的字数，未规定的不超过二千字。");
    public static readonly Rule Characters = Of("W107", "字符", "第七条", "文本不得含有控制字符、双向排版控制符或者不成对的代理项。");

    internal static Rule Of(string id, string title, string article, string quote) => new(id, title, new Source(Instrument, article, quote));
}
