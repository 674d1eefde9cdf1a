using static Tongcai.Law.Instruments;

namespace Tongcai.Law;

/// <summary>填报信息的规则：缺项、格式、取值。</summary>
public static partial class InputRules
{
    public static readonly Rule Required = Publishing("INP-01", "不得遗漏", "第十条", "不得遗漏依法必须公开的事项");

    public static readonly Rule Format = Publishing("INP-02", "按规定格式", "第七条", "政府采购信息应当按照财政部规定的格式编制");

    public static readonly Rule Range = Publishing("INP-03", "内容准确", "第九条", "应当对其提供的政府采购信息的真实性、准确性、合法性负责");

    public static readonly Rule Integrity = Electronic("INP-04", "不被篡改、可追溯", "第十四条", "验证初始录入信息的真实性，并确保数据电文不被篡改、不遗漏和可追溯");
}
