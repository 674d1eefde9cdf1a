using static Tongcai.Law.Instruments;

namespace Tongcai.Law;

/// <summary>评审的规则。</summary>
public static partial class EvaluationRules
{
    public static readonly Rule Individually = Tendering("EVA-01", "独立评分", "第五十五条",
        "评标时，评标委员会各成员应当独立对每个投标人的投标文件进行评价，并汇总每个投标人的得分");

    public static readonly Rule SignedByAll = Regulation("EVA-02", "全体签字", "第四十一条",
        "评标委员会、竞争性谈判小组或者询价小组成员应当在评审报告上签字，对自己的评审意见承担法律责任");

    public static readonly Rule StatedCriteriaOnly = Regulation("EVA-03", "只按公布标准", "第三十四条", "招标文件中没有规定的评标标准不得作为评审的依据");

    public static readonly Rule ScoreInRange = Tendering("EVA-04", "分项不超范围", "第六十四条", "分项评分超出评分标准范围的");

    public static readonly Rule ObjectiveScoresAgree = Tendering("EVA-05", "客观分一致", "第六十四条", "评标委员会成员对客观评审因素评分不一致的");

    public static readonly Rule WrittenClarification = Tendering("EVA-06", "书面澄清", "第五十一条", "评标委员会应当以书面形式要求投标人作出必要的澄清、说明或者补正");

    public static readonly Rule ClarificationChangesNothing = Tendering("EVA-07", "澄清不改实质", "第五十一条",
        "投标人的澄清、说明或者补正不得超出投标文件的范围或者改变投标文件的实质性内容");

    public static readonly Rule PriceOverCeiling = Tendering("EVA-08", "超限价无效", "第六十三条", "报价超过招标文件中规定的预算金额或者最高限价的");

    public static readonly Rule PriceCorrection = Tendering("EVA-09", "报价修正顺序", "第五十九条", "同时出现两种以上不一致的，按照前款规定的顺序修正");

    public static readonly Rule CorrectionConfirmed = Tendering("EVA-10", "修正须确认", "第五十九条",
        "修正后的报价按照本办法第五十一条第二款的规定经投标人确认后产生约束力，投标人不确认的，其投标无效");

    public static readonly Rule AbnormallyLow = Tendering("EVA-11", "异常低价", "第六十条",
        "评标委员会认为投标人的报价明显低于其他通过符合性审查投标人的报价，有可能影响产品质量或者不能诚信履约的，应当要求其在评标现场合理的时间内提供书面说明");

    public static readonly Rule AbnormallyLowFigures = Known(Certainty.ReadSecondary, "财库〔2026〕2号", "EVA-12", "异常低价启动线", "待核",
        "报价低于全部通过符合性审查供应商报价平均值50%的，低于次低报价50%的，低于最高限价（未设的为预算）45%的，启动审查；采购文件可以提高至不超过65%") with { From = new(2026, 2, 1) };

    public static readonly Rule SameBrandLowestPrice = Tendering("EVA-13", "同品牌最低价计一家", "第三十一条",
        "以其中通过资格审查、符合性审查且报价最低的参加评标");

    public static readonly Rule SameBrandScored = Tendering("EVA-14", "同品牌综合评分计一家", "第三十一条",
        "按一家投标人计算，评审后得分最高的同品牌投标人获得中标人推荐资格");

    public static readonly Rule RankedByPrice = Tendering("EVA-15", "最低评标价排序", "第五十六条", "采用最低评标价法的，评标结果按投标报价由低到高顺序排列。投标报价相同的并列");

    public static readonly Rule RankedByScore = Tendering("EVA-16", "综合评分排序", "第五十七条",
        "采用综合评分法的，评标结果按评审后得分由高到低顺序排列。得分相同的，按投标报价由低到高顺序排列。得分且投标报价相同的并列");

    public static readonly Rule PriceFormula = Tendering("EVA-17", "低价优先法", "第五十五条",
        "价格分应当采用低价优先法计算，即满足招标文件要求且投标价格最低的投标报价为评标基准价，其价格分为满分");

    public static readonly Rule NoTrimming = Tendering("EVA-18", "不得去掉最高最低价", "第五十五条", "评标过程中，不得去掉报价中的最高报价和最低报价");

    public static readonly Rule AdjustedPricesUsed = Tendering("EVA-19", "用调整后价格", "第五十五条", "因落实政府采购政策进行价格调整的，以调整后的价格计算评标基准价和投标报价");

    public static readonly Rule NoPriceAdjustment = Tendering("EVA-20", "最低价法不调价", "第五十四条",
        "采用最低评标价法评标时，除了算术修正和落实政府采购政策需进行的价格扣除外，不能对投标人的投标价格进行任何调整");

    public static readonly Rule NoReevaluation = Regulation("EVA-21", "不得重新评审", "第四十四条", "除国务院财政部门规定的情形外，采购人、采购代理机构不得以任何理由组织重新评审");

    public static readonly Rule NoTestsAfterwards = Regulation("EVA-22", "不得以检测考察改变结果", "第四十四条",
        "采购人或者采购代理机构不得通过对样品进行检测、对供应商进行考察等方式改变评审结果");

    public static readonly Rule DissentWithReasons = Tendering("EVA-23", "不同意见签署", "第六十一条",
        "持不同意见的评标委员会成员应当在评标报告上签署不同意见及理由，否则视为同意评标报告");

    public static readonly Rule StopOnUnlawfulDocuments = Tendering("EVA-24", "文件违法停止评标", "第六十五条",
        "评标委员会发现招标文件存在歧义、重大缺陷导致评标工作无法进行，或者招标文件内容违反国家有关强制性规定的，应当停止评标工作");

    public static readonly Rule ReportContents = Tendering("EVA-25", "评标报告内容", "第五十八条", "评标委员会根据全体评标成员签字的原始评标记录和评标结果编写评标报告");

    public static readonly Rule PresumedCollusion = Tendering("EVA-26", "视为串通投标", "第三十七条", "有下列情形之一的，视为投标人串通投标，其投标无效");

    public static readonly Rule ResultUntouched = Tendering("EVA-27", "不得修改评标结果", "第六十四条", "评标结果汇总完成后，除下列情形外，任何人不得修改评标结果");
}
