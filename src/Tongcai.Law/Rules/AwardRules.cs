using static Tongcai.Law.Instruments;

namespace Tongcai.Law;

/// <summary>定标的规则。</summary>
public static partial class AwardRules
{
    public static readonly Rule InCandidateOrder = Tendering("AWD-01", "按顺序确定中标人", "第六十八条", "在评标报告确定的中标候选人名单中按顺序确定中标人");

    public static readonly Rule SilentPurchaser = Tendering("AWD-02", "逾期视同第一候选人", "第六十八条",
        "采购人在收到评标报告5个工作日内未按评标报告推荐的中标候选人顺序确定中标人，又不能说明合法理由的，视同按评标报告推荐的顺序确定排名第一的中标候选人为中标人");

    public static readonly Rule AwardLetter = Tendering("AWD-03", "发出中标通知书", "第六十九条", "在公告中标结果的同时，采购人或者采购代理机构应当向中标人发出中标通知书");

    public static readonly Rule ReasonToUnqualified = Tendering("AWD-04", "告知未通过原因", "第六十九条", "对未通过资格审查的投标人，应当告知其未通过的原因");

    public static readonly Rule OwnScore = Tendering("AWD-05", "告知本人得分排序", "第六十九条", "采用综合评分法评审的，还应当告知未中标人本人的评审得分与排序");

    public static readonly Rule TiedCandidates = Tendering("AWD-06", "并列候选人", "第六十八条",
        "中标候选人并列的，由采购人或者采购人委托评标委员会按照招标文件规定的方式确定中标人；招标文件未规定的，采取随机抽取的方式确定");

    public static readonly Rule ResultBinds = Tendering("AWD-07", "不得改变中标结果", "第七十条", "中标通知书发出后，采购人不得违法改变中标结果，中标人无正当理由不得放弃中标");

    public static readonly Rule AllOverBudget = Act("AWD-08", "均超预算废标", "第三十六条", "投标人的报价均超过了采购预算，采购人不能支付的");
}
