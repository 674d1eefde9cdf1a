using static Tongcai.Law.Instruments;

namespace Tongcai.Law;

/// <summary>采购文件的规则。</summary>
public static partial class DocumentRules
{
    public static readonly Rule FreeDocuments = Fairness("DOC-01", "电子文件免费", "三", "实现电子化采购的，采购人、采购代理机构应当向供应商免费提供电子采购文件");

    public static readonly Rule NoFloorPrice = Tendering("DOC-02", "不得设最低限价", "第十二条", "但不得设定最低限价");

    public static readonly Rule CeilingWithinBudget = Tendering("DOC-03", "最高限价不超预算", "第十二条", "采购人根据价格测算情况，可以在采购预算额度内合理设定最高限价");

    public static readonly Rule BudgetDisclosed = Regulation("DOC-04", "公开预算金额", "第三十条", "应当在招标文件、谈判文件、询价通知书中公开采购项目预算金额");

    public static readonly Rule DocumentsFollowReview = Demand("DOC-05", "按审核通过的需求编制", "第三十四条", "采购文件应当按照审核通过的采购需求和采购实施计划编制");

    public static readonly MinimumShare GoodsPriceWeight = new("DOC-06", "货物价格分不低于30%", 300, new("政府采购货物和服务招标投标管理办法", "第五十五条",
        "货物项目的价格分值占总分值的比重不得低于30%")) { From = new(2017, 10, 1) };

    public static readonly MinimumShare ServicesPriceWeight = new("DOC-07", "服务价格分不低于10%", 100, new("政府采购货物和服务招标投标管理办法", "第五十五条",
        "服务项目的价格分值占总分值的比重不得低于10%")) { From = new(2017, 10, 1) };

    public static readonly Rule FixedPriceIsNoFactor = Tendering("DOC-08", "固定价格不评价格分", "第五十五条", "执行国家统一定价标准和采用固定价格采购的项目，其价格不列为评审因素");

    public static readonly Rule WeightsSumToOne = Tendering("DOC-09", "权重合计为一", "第五十五条", "A1、A2、……An分别为各项评审因素所占的权重(A1＋A2＋……＋An＝1)");

    public static readonly Rule QualificationIsNoFactor = Tendering("DOC-10", "资格条件不作评审因素", "第五十五条", "资格条件不得作为评审因素");

    public static readonly ShareLimit BidBondLimit = new("DOC-11", "投标保证金不超过2%", 20, new("政府采购法实施条例", "第三十三条",
        "投标保证金不得超过采购项目预算金额的2%")) { From = new(2015, 3, 1) };

    public static readonly ShareLimit PerformanceBondLimit = new("DOC-12", "履约保证金不超过10%", 100, new("政府采购法实施条例", "第四十八条",
        "履约保证金的数额不得超过政府采购合同金额的10%")) { From = new(2015, 3, 1) };

    public static readonly Rule BondDeadline = Fairness("DOC-13", "保证金截止与投标截止一致", "三", "约定的到账（保函提交）截止时间应当与投标（响应）截止时间一致");

    public static readonly Rule NonCashBond = Fairness("DOC-14", "自主选择非现金保证金", "三", "应当允许供应商自主选择以支票、汇票、本票、保函等非现金形式缴纳或提交保证金");

    public static readonly Rule ConsortiumStated = Tendering("DOC-15", "未载明不得拒绝联合体", "第十九条", "如未载明，不得拒绝联合体投标");

    public static readonly Rule Contents = Regulation("DOC-16", "招标文件内容", "第三十二条",
        "招标文件应当包括采购项目的商务条件、采购需求、投标人的资格条件、投标报价要求、评标方法、评标标准以及拟签订的合同文本等");

    public static readonly Rule EqualInformation = Regulation("DOC-17", "不得提供有差别信息", "第二十条", "就同一采购项目向供应商提供有差别的项目信息");

    public static readonly Rule SmeIndustryStated = Sme("DOC-18", "明确所属行业", "第十二条", "明确采购标的对应的中小企业划分标准所属行业");

    public static readonly Rule CoreProductNamed = Tendering("DOC-19", "载明核心产品", "第三十一条",
        "非单一产品采购项目，采购人应当根据采购项目技术构成、产品价格比重等合理确定核心产品，并在招标文件中载明");

    public static readonly Rule ClarificationKeepsObject = Tendering("DOC-20", "澄清不得改变标的和资格", "第二十七条", "进行必要的澄清或者修改，但不得改变采购标的和资格条件");

    public static readonly Rule CreditQueryStated = Tendering("DOC-21", "载明信用查询规则", "第二十条",
        "投标人信用信息查询渠道及截止时点、信用信息查询记录和证据留存的具体方式、信用信息的使用规则等");

    public static readonly Rule ScoresQuantified = Regulation("DOC-22", "分值与量化指标对应", "第三十四条", "采用综合评分法的，评审标准中的分值设置应当与评审因素的量化指标相对应");
}
