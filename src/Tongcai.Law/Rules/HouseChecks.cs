using static Tongcai.Law.Refusing;

namespace Tongcai.Law;

public static partial class HouseRules
{
    /// <summary>前面的步骤办完了才能办这一步。</summary>
    /// <param name="needed">Steps that come before.</param>
    /// <param name="done">Steps that are done.</param>
    public static Refusal? CheckSteps(IEnumerable<string> needed, IEnumerable<string> done, string pointer = "") => Missing(Procedure, "办理这一步之前", needed, done, pointer);

    /// <summary>限额标准以下的项目，代理费由委托的采购人支付。</summary>
    public static Refusal? CheckFeePayer(bool belowLimit, bool purchaserPays, string pointer = "/feePayer") =>
        When(belowLimit && !purchaserPays, EntrusterPays, "限额标准以下的项目，把代理费转给了中标供应商。", "由委托的采购人支付。", pointer);

    /// <summary>询问向采购人或者其委托的代理机构提出。</summary>
    public static Refusal? CheckAddressee(bool addressedToBuyerSide, string pointer = "/to") =>
        When(!addressedToBuyerSide, QuestionToPurchaser, "询问没有向本项目的采购人或者代理机构提出。", "选择采购人或者代理机构。", pointer);

    /// <summary>澄清、修改只能顺延截止时间，不能提前。</summary>
    public static Refusal? CheckDeadline(DateTimeOffset current, DateTimeOffset changed, string pointer = "/deadline") =>
        When(changed < current, DeadlineNotShortened, $"截止时间由{current.BeijingTime()}提前到{changed.BeijingTime()}。", "保持或者顺延截止时间。", pointer);

    /// <summary>以任务取消废标的，须有重大变故。</summary>
    public static Refusal? CheckCancelled(string change, string pointer = "/reason") =>
        When(string.IsNullOrWhiteSpace(change), CancelledTask, "没有写明导致采购任务取消的重大变故。", "写明什么变故、何时何机关决定取消。", pointer);

    /// <summary>来自外部系统的数据须经该系统确认。</summary>
    public static Refusal? CheckConfirmed(bool confirmed, string system, string pointer = "") =>
        When(!confirmed, OutsideRecord, $"{system}没有确认该数据。", "稍后再办，或联系平台运营人员。", pointer);
}
