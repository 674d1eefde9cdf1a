using static Tongcai.Law.Refusing;

namespace Tongcai.Law;

public static partial class InputRules
{
    /// <summary>必填。</summary>
    public static Refusal? CheckRequired(string? value, string name, string pointer) =>
        When(string.IsNullOrWhiteSpace(value), Required, $"没有填写{name}。", $"填写{name}。", pointer);

    /// <summary>长度（按字符，两端均含）。</summary>
    public static Refusal? CheckLength(string value, int minimum, int maximum, string name, string pointer) =>
        When(value.Length < minimum || value.Length > maximum, Format, $"{name}有{value.Length}个字，应为{minimum}至{maximum}个字。", "调整后重新提交。", pointer);

    /// <summary>取值范围，两端均含。</summary>
    public static Refusal? CheckRange(decimal value, decimal minimum, decimal maximum, string name, string pointer) =>
        When(value < minimum || value > maximum, Range, $"{name}为{value}，应在{minimum}至{maximum}之间。", "核对后重新填写。", pointer);

    /// <summary>收到的内容与声明的摘要一致。</summary>
    public static Refusal? CheckDigest(string declared, string computed, string pointer) =>
        When(!string.Equals(declared, computed, StringComparison.OrdinalIgnoreCase), Integrity, "收到的内容与声明的摘要不一致，可能在传输中损坏或者被改动。", "重新上传。", pointer);
}

public static partial class DutyRules
{
    /// <summary>一组不相容岗位，同一人在同一项目中只能任其一。</summary>
    public static readonly IReadOnlyList<(string A, string B)> IncompatiblePosts =
        [("采购经办", "采购审核"), ("采购经办", "合同审核"), ("采购经办", "履约验收"), ("合同审核", "履约验收"), ("采购经办", "支付审核"), ("需求编制", "需求审查"), ("系统管理", "安全审计")];

    /// <summary>不相容岗位分离。</summary>
    public static Refusal? CheckPosts(string person, IReadOnlyCollection<string> posts, string pointer = "") =>
        IncompatiblePosts.FirstOrDefault(p => posts.Contains(p.A) && posts.Contains(p.B)) is { A: { } a, B: { } b }
            ? Incompatible.Refuse($"{person}同时承担“{a}”和“{b}”。", "由不同的人承担。", pointer)
            : null;

    /// <summary>单位已建立内部控制制度。</summary>
    public static Refusal? CheckControl(bool established, string pointer = "") =>
        When(!established, InternalControl, "单位没有建立政府采购内部控制制度。", "先设置岗位、权限和审批流程。", pointer);

    /// <summary>有权办理。</summary>
    public static Refusal? CheckPermission(string act, IReadOnlyCollection<string> permitted, string pointer = "") =>
        When(!permitted.Contains(act), Unauthorised, $"没有办理“{act}”的权限。", "由有权限的人员办理，或向本单位管理员申请。", pointer);

    /// <summary>质疑答复人不是操作执行人。</summary>
    public static Refusal? CheckAnswerer(string answerer, IReadOnlyCollection<string> handlers, string pointer = "") =>
        When(handlers.Contains(answerer), AnswerSeparate, $"{answerer}办理过该项采购，又答复质疑。", "由其他人员答复。", pointer);

    /// <summary>监管部门不参与采购活动。</summary>
    public static Refusal? CheckSupervisor(bool isSupervisor, string act, string pointer = "") =>
        When(isSupervisor, SupervisorStaysOut, $"监督管理部门不得办理“{act}”。", "由采购人或者代理机构办理。", pointer);

    /// <summary>未执行的监督指令先执行。</summary>
    public static Refusal? CheckOrders(IReadOnlyCollection<string> openOrders, string pointer = "") =>
        When(openOrders.Count > 0, OrdersObeyed, $"有未执行的监督指令：{string.Join("、", openOrders)}。", "先执行并反馈。", pointer);

    /// <summary>操作记录齐全。</summary>
    public static Refusal? CheckRecord(DateTimeOffset? at, string? address, string? person, string pointer = "") =>
        When(at is null || string.IsNullOrWhiteSpace(address) || string.IsNullOrWhiteSpace(person), EverythingRecorded, "操作记录缺少时间、网络地址或者工作人员。", "补齐后再执行。", pointer);
}

public static partial class IdentityRules
{
    /// <summary>可靠的电子签名四个条件：专有、由签名人控制、签名改动可发现、内容改动可发现（电子签名法第十三条）。</summary>
    public static Refusal? CheckSignature(bool exclusive, bool controlled, bool signatureIntact, bool contentIntact, string pointer = "/signature") =>
        When(!(exclusive && controlled && signatureIntact && contentIntact), ReliableSignature,
            !exclusive || !controlled ? "签名所用的证书不属于签名人，或者不在其控制之下。" : "签名后内容或者签名被改动。", "用本单位有效的数字证书重新签名。", pointer);
}

public static partial class MethodRules
{
    /// <summary>原合同的添购不超过10%。</summary>
    public static Refusal? CheckAddition(long additionFen, long originalFen, string pointer = "") =>
        When(!SingleSourceAddition.Allows(additionFen, originalFen), SingleSourceAddition, "添购资金总额超过原合同采购金额的10%。", $"不超过{MethodChoice.Yuan(SingleSourceAddition.CeilingFen(originalFen))}，超出的另行采购。", pointer);

    /// <summary>只有两家时转谈判须经批准。</summary>
    public static Refusal? CheckTwo(int bidders, bool approved, string pointer = "") =>
        When(bidders == 2 && !approved, TwoBidders, "只有两家供应商，与其谈判没有财政部门的批准。", "报财政部门批准，或重新招标。", pointer);

    /// <summary>标准统一的货物服务用最低评标价法。</summary>
    public static Refusal? CheckEvaluation(bool uniform, string evaluation, string pointer = "/evaluation") =>
        When(uniform && evaluation != "最低评标价法", LowestPriceRequired, $"技术、服务等标准统一，采用了{evaluation}。", "改用最低评标价法。", pointer);

    /// <summary>紧急采购限于严重自然灾害和其他不可抗力事件。</summary>
    public static Refusal? CheckEmergency(bool forceMajeure, string pointer = "") =>
        When(!forceMajeure, Emergency, "没有严重自然灾害或者其他不可抗力事件。", "按一般程序采购。", pointer);

    /// <summary>合作创新采购须有技术突破或者新范式。</summary>
    public static Refusal? CheckInnovation(bool breakthrough, bool newParadigm, string pointer = "") =>
        When(!breakthrough && !newParadigm, Innovation, "市场现有产品能够满足要求。", "采用其他采购方式。", pointer);

    /// <summary>不得强制使用电子卖场。</summary>
    public static Refusal? CheckMall(bool compelled, string pointer = "") =>
        When(compelled, MallIsVoluntary, "强制采购人通过电子卖场交易。", "由采购人自主选择。", pointer);
}
