using static Tongcai.Law.Instruments;

namespace Tongcai.Law;

/// <summary>验收与支付的规则。</summary>
public static partial class PaymentRules
{
    public static readonly Rule AcceptanceFirst = Act("PAY-01", "先验收后支付", "第四十一条", "采购人或者其委托的采购代理机构应当组织对供应商履约的验收");

    public static readonly Rule EveryItemAccepted = Regulation("PAY-02", "逐项验收", "第四十五条", "验收书应当包括每一项技术、服务、安全标准的履约情况");

    public static readonly Rule AcceptanceSigned = Act("PAY-03", "验收签字", "第四十一条", "验收方成员应当在验收书上签字，并承担相应的法律责任");

    public static readonly Rule TestingBody = Act("PAY-04", "大型复杂项目质检", "第四十一条", "大型或者复杂的政府采购项目，应当邀请国家认可的质量检测机构参加验收工作");

    public static readonly Rule UsersTakePart = Regulation("PAY-05", "服务对象参与验收", "第四十五条",
        "政府向社会公众提供的公共服务项目，验收时应当邀请服务对象参与并出具意见，验收结果应当向社会公告");

    public static readonly Rule ByContract = Regulation("PAY-06", "按合同支付", "第五十一条", "采购人应当按照政府采购合同规定，及时向中标或者成交供应商支付采购资金");

    public static readonly Rule NoOtherReasons = Fairness("PAY-07", "不得借故拖延", "三",
        "不得以机构变动、人员更替、政策调整等为由延迟付款，不得将采购文件和合同中未规定的义务作为向供应商付款的条件");

    public static readonly Rule ContractAccount = Fairness("PAY-08", "付至合同账户", "三", "将资金支付到合同约定的供应商账户");

    public static readonly Rule NoForcedDrafts = SmePayment("PAY-09", "不得强制商业汇票", "第十一条", "不得强制中小企业接受商业汇票、应收账款电子凭证等非现金支付方式");

    public static readonly Rule NoAuditClause = SmePayment("PAY-10", "不得以审计结果为结算依据", "第十二条", "机关、事业单位和国有大型企业不得强制要求以审计机关的审计结果作为结算依据");

    public static readonly Rule DelayedInspection = SmePayment("PAY-11", "拖延验收的起算", "第十条",
        "机关、事业单位和大型企业拖延检验或者验收的，付款期限自约定的检验或者验收期限届满之日起算");

    public static readonly Rule AgreedInterestFloor = SmePayment("PAY-12", "约定利率不低于LPR", "第十七条", "约定利率不得低于合同订立时1年期贷款市场报价利率");

    public static readonly Rule UndisputedPart = SmePayment("PAY-13", "无争议部分先付", "第十五条", "部分存在争议但不影响其他部分履行的，对于无争议部分应当履行及时付款义务");

    public static readonly Rule LargeEnterpriseDue = SmePayment("PAY-14", "大型企业60日付款", "第九条", "大型企业从中小企业采购货物、工程、服务，应当自货物、工程、服务交付之日起60日内支付款项");

    public static readonly Rule NoBackToBack = SmePayment("PAY-15", "不得背靠背付款", "第九条", "不得约定以收到第三方付款作为向中小企业支付款项的条件或者按照第三方付款进度比例支付中小企业款项");

    public static readonly Rule InspectionStartsTerm = SmePayment("PAY-16", "验收合格起算", "第十条", "付款期限应当自检验或者验收合格之日起算");
}
