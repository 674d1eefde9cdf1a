using static Tongcai.Law.MethodChoice;
using static Tongcai.Law.Refusing;
using static Tongcai.Law.SmePaymentTerm;

namespace Tongcai.Law;

public static partial class PaymentRules
{
    private static readonly string[] BadReasons = ["机构变动", "人员更替", "政策调整", "法定代表人变更", "履行内部付款流程"];

    /// <summary>验收：按合同逐项、全体签字、需要的参加者到场。</summary>
    /// <param name="items">Every technical, service and safety item of the contract.</param>
    /// <param name="judged">Items with a result.</param>
    public static IReadOnlyList<Refusal> CheckAcceptance(
        IEnumerable<string> items, IEnumerable<string> judged, IEnumerable<string> members, IEnumerable<string> signed,
        bool large = false, bool testingBody = false, bool publicService = false, bool users = false, string pointer = "/acceptance") =>
        All(
            Missing(EveryItemAccepted, "验收书", items, judged, pointer + "/items"),
            Missing(AcceptanceSigned, "验收书签字", members, signed, pointer + "/signatures"),
            When(large && !testingBody, TestingBody, "大型或者复杂项目没有邀请国家认可的质量检测机构。", "邀请质量检测机构参加验收。", pointer),
            When(publicService && !users, UsersTakePart, "公共服务项目验收没有服务对象参与。", "邀请服务对象参与并出具意见。", pointer));

    /// <summary>支付：先验收，按合同，付到合同账户。</summary>
    /// <param name="acceptedFen">Value accepted so far, with agreed advances.</param>
    public static IReadOnlyList<Refusal> CheckPayment(long payFen, long paidFen, long acceptedFen, long contractFen, string account, string contractAccount, string pointer = "/payment") =>
        All(
            When(paidFen + payFen > acceptedFen, AcceptanceFirst, $"已付{Yuan(paidFen)}，本次{Yuan(payFen)}，超过已验收或者约定预付的{Yuan(acceptedFen)}。", "先完成验收。", pointer + "/amount"),
            When(paidFen + payFen > contractFen, ByContract, $"累计支付{Yuan(paidFen + payFen)}超过合同金额{Yuan(contractFen)}。", "不超过合同金额；追加的先签补充合同。", pointer + "/amount"),
            When(account != contractAccount, ContractAccount, "收款账户不是合同约定的账户。", "付到合同账户；变更账户先由双方（有融资的并由银行）签署变更。", pointer + "/account"));

    /// <summary>不得借故拖延。</summary>
    public static Refusal? CheckDelay(string reason, string pointer = "/reason") =>
        When(BadReasons.Contains(reason), NoOtherReasons, $"以“{reason}”为由延迟付款。", "按期支付。", pointer);

    /// <summary>对中小企业的付款条款。</summary>
    /// <param name="signedOn">Anchor: the regulation in force on the day of the contract governs it.</param>
    /// <param name="agreedDays">合同约定付款期限, null when none.</param>
    /// <param name="agreedYearlyRate">约定逾期年利率 in percent, null when none.</param>
    /// <param name="lprAtSigning">合同订立时1年期LPR in percent.</param>
    public static IReadOnlyList<Refusal> CheckTerms(
        DateOnly signedOn, bool buyerIsPublic, int? agreedDays, decimal? agreedYearlyRate, decimal lprAtSigning, bool draftsForced, bool auditClause, bool backToBack, string pointer = "/terms") =>
        All(
            Version(TimeLimits.SmePaymentTermLimit, FormerDue, signedOn) is { } term ? When(buyerIsPublic && agreedDays > TimeLimits.SmePaymentTermLimit.Days, term, $"约定付款期限{agreedDays}日，最长60日。", "改为60日以内。", pointer + "/days") : null,
            Version(AgreedInterestFloor, FormerInterest, signedOn) is { } rate ? When(agreedYearlyRate < lprAtSigning, rate, $"约定逾期年利率{agreedYearlyRate}%，低于合同订立时1年期LPR {lprAtSigning}%。", $"不低于{lprAtSigning}%。", pointer + "/rate") : null,
            Version(NoForcedDrafts, FormerDrafts, signedOn) is { } drafts ? When(draftsForced, drafts, "强制接受商业汇票、应收账款电子凭证等非现金支付。", "改为可以选择的支付方式。", pointer + "/drafts") : null,
            Version(NoAuditClause, FormerAudit, signedOn) is { } audit ? When(buyerIsPublic && auditClause, audit, "以审计机关的审计结果作为结算依据。", "删去该条款。", pointer + "/audit") : null,
            When(!buyerIsPublic && backToBack && NoBackToBack.InForceOn(signedOn), NoBackToBack, "以收到第三方付款作为付款条件。", "删去该条款。", pointer + "/backToBack"));

    /// <summary>有争议时，无争议部分及时付款。</summary>
    public static Refusal? CheckUndisputed(long undisputedFen, long payFen, DateOnly signedOn, string pointer = "/payment") =>
        When(UndisputedPart.InForceOn(signedOn) && payFen < undisputedFen, UndisputedPart, $"无争议部分{Yuan(undisputedFen)}，本次只付{Yuan(payFen)}。", "先付无争议部分。", pointer);

    /// <summary>付款期限的起算日（802号第九、十条）：验收合格之日；拖延验收的，约定验收期满之日；没有约定验收的，交付之日。</summary>
    /// <param name="inspectionDue">End of the agreed inspection period; null when payment does not depend on inspection.</param>
    public static DateOnly TermStart(DateOnly deliveredOn, DateOnly? inspectionDue, DateOnly? passedOn, out Rule rule)
    {
        rule = TimeLimits.SmePaymentDue;
        if (inspectionDue is not { } due)
            return deliveredOn;
        rule = passedOn <= due ? InspectionStartsTerm : DelayedInspection;
        return passedOn is { } passed && passed <= due ? passed : due;
    }
}
