using static Tongcai.Law.Instruments;

namespace Tongcai.Law;

/// <summary>谈判、磋商、询价、单一来源、框架协议的规则。</summary>
public static partial class CompetitionRules
{
    public static readonly MinimumCount LastOffers = new("NEG-01", "最后报价不少于三家", 3, new("政府采购非招标采购方式管理办法", "第三十三条",
        "提交最后报价的供应商不得少于3家")) { From = new(2014, 2, 1) };

    public static readonly Rule RecommendedShare = NonTendering("NEG-02", "采购人推荐不超一半", "第十二条", "采购人推荐供应商的比例不得高于推荐供应商总数的 50%");

    public static readonly Rule OnlyNeedsChange = NonTendering("NEG-03", "谈判变动范围", "第三十二条",
        "谈判小组可以根据谈判文件和谈判情况实质性变动采购需求中的技术、服务要求以及合同草案条款，但不得变动谈判文件中的其他内容。实质性变动的内容，须经采购人代表确认");

    public static readonly Rule EqualChances = NonTendering("NEG-04", "平等谈判机会", "第三十一条",
        "谈判小组所有成员应当集中与单一供应商分别进行谈判，并给予所有参加谈判的供应商平等的谈判机会");

    public static readonly Rule LowestLastOffer = NonTendering("NEG-05", "最后报价由低到高", "第三十五条", "按照最后报价由低到高的顺序提出3名以上成交候选人");

    public static readonly Rule MayLeave = NonTendering("NEG-06", "最后报价前可退出", "第三十四条", "已提交响应文件的供应商，在提交最后报价之前，可以根据谈判情况退出谈判");

    public static readonly Rule NonTenderReevaluation = NonTendering("NEG-07", "非招标重新评审情形", "第二十一条",
        "除资格性审查认定错误和价格计算错误外，采购人或者采购代理机构不得以任何理由组织重新评审");

    public static readonly Rule RefuserStaysOut = NonTendering("NEG-08", "拒签者不得再参加", "第二十二条", "拒绝签订政府采购合同的成交供应商不得参加对该项目重新开展的采购活动");

    public static readonly Rule GroupReviews = NonTendering("NEG-09", "响应文件由小组审查", "第八条", "审查供应商的响应文件并作出评价");

    public static readonly Rule Confidential = NonTendering("NEG-10", "评审严格保密", "第六条", "采取必要措施，保证评审在严格保密的情况下进行");

    public static readonly Rule LastOfferInTime = NonTendering("NEG-11", "规定时间内提交最后报价", "第三十三条", "谈判小组应当要求所有继续参加谈判的供应商在规定时间内提交最后报价");

    public static readonly MinimumCount InquiryOffers = new("INQ-01", "询价不少于三家", 3, new("政府采购法", "第四十条",
        "从符合相应资格条件的供应商名单中确定不少于三家的供应商，并向其发出询价通知书让其报价")) { From = new(2003, 1, 1) };

    public static readonly Rule OnePrice = NonTendering("INQ-02", "一次报价不得更改", "第四十七条", "应当按照询价通知书的规定一次报出不得更改的价格");

    public static readonly MinimumCount ConsultationOffers = new("CST-01", "磋商最后报价不少于三家", 3, new("财库〔2014〕214号", "第二十一条",
        "提交最后报价的供应商不得少于3家，政府购买服务和市场竞争不充分的科研等项目可以为2家")) { From = new(2014, 12, 31), Certainty = Certainty.Sure };

    public static readonly Rule ConsultationGroup = Known(Certainty.Sure, "财库〔2014〕214号", "CST-02", "磋商小组三人以上单数", "第十四条",
        "磋商小组由采购人代表和评审专家共3人以上单数组成，其中评审专家人数不得少于磋商小组成员总数的2/3");

    public static readonly Rule ConsultationWeights = Known(Certainty.ReadSecondary, "财库〔2014〕214号", "CST-03", "磋商价格权重", "第二十四条",
        "综合评分法货物项目的价格分值占总分值的比重为30%至60%，服务项目的价格分值占总分值的比重为10%至30%");

    public static readonly Rule ConsultationRanking = Known(Certainty.Sure, "财库〔2014〕214号", "CST-04", "磋商排序", "第二十五条",
        "评审得分相同的，按照最后报价由低到高的顺序推荐；评审得分且最后报价相同的，按照技术指标优劣顺序推荐");

    public static readonly MinimumCount FrameworkResponders = new("FRM-01", "框架协议响应不少于两家", 2, new("政府采购框架协议采购方式管理暂行办法", "第二十七条",
        "提交响应文件和符合资格条件、实质性要求的供应商应当均不少于2家")) { From = new(2022, 3, 1) };

    public static readonly Rule FrameworkElimination = Framework("FRM-02", "淘汰不低于20%", "第二十七条", "淘汰比例一般不得低于20%，且至少淘汰一家供应商");

    public static readonly Rule InstrumentElimination = Framework("FRM-03", "仪器设备淘汰不低于40%", "第二十七条", "采用质量优先法的检测、实验等仪器设备采购，淘汰比例不得低于40%");

    public static readonly Rule FrameworkSupplement = Framework("FRM-04", "剩余不足70%方可补充", "第三十一条",
        "除剩余入围供应商不足入围供应商总数70%且影响框架协议执行的情形外，框架协议有效期内，征集人不得补充征集供应商");

    public static readonly Rule CallOffCeiling = Framework("FRM-05", "二次竞价以协议价为上限", "第三十三条", "以协议价格为最高限价");

    public static readonly Rule QualityFirst = Framework("FRM-06", "质量优先法情形", "第二十五条",
        "有政府定价、政府指导价的项目，以及对质量有特别要求的检测、实验等仪器设备，可以采用质量优先法，其他项目应当采用价格优先法");

    public static readonly Rule TurnsOnce = Framework("FRM-07", "轮候期内一次", "第三十四条", "每个入围供应商在一个顺序轮候期内，只有一次获得合同授予的机会");

    public static readonly MinimumCount MallAuctionOffers = new("MAL-01", "网上竞价不少于三家", 3, new("郑财购〔2020〕16号", "三（一）5",
        "督促全市各级预算单位充分应用网上直采、在线议价、网上竞价等功能")) { Certainty = Certainty.Unsure };
}
