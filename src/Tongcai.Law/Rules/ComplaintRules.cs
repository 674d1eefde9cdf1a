using static Tongcai.Law.Instruments;

namespace Tongcai.Law;

/// <summary>投诉的规则。</summary>
public static partial class ComplaintRules
{
    public static readonly Rule ChallengedFirst = Challenging("CMP-01", "先质疑后投诉", "第十九条", "提起投诉前已依法进行质疑");

    public static readonly Rule OnlyWhatWasChallenged = Challenging("CMP-02", "不超已质疑范围", "第二十条",
        "供应商投诉的事项不得超出已质疑事项的范围，但基于质疑答复内容提出的投诉事项除外");

    public static readonly Rule OnceOnly = Challenging("CMP-03", "一事不再理", "第十九条", "同一投诉事项未经财政部门投诉处理");

    public static readonly Rule ToFinance = Challenging("CMP-04", "向本级财政部门", "第六条", "供应商投诉按照采购人所属预算级次，由本级财政部门处理");

    public static readonly Rule LetterContents = Challenging("CMP-05", "投诉书内容", "第十八条", "投诉书应当包括下列内容");

    public static readonly Rule CorrectionOnce = Challenging("CMP-06", "一次性补正", "第二十一条", "应当在收到投诉书5个工作日内一次性书面通知投诉人补正");

    public static readonly Rule Suspended = Challenging("CMP-07", "暂停期间不得采购", "第二十八条",
        "采购人和采购代理机构收到暂停采购活动通知后应当立即中止采购活动，在法定的暂停期限结束前或者财政部门发出恢复采购活动通知前，不得进行该项采购活动");

    public static readonly Rule DecisionContents = Challenging("CMP-08", "处理决定书内容", "第三十三条", "投诉处理决定书应当包括下列内容");

    public static readonly Rule DecisionPublished = Challenging("CMP-09", "处理结果公告", "第三十四条", "并及时将投诉处理结果在省级以上财政部门指定的政府采购信息发布媒体上公告");

    public static readonly Rule Rejected = Challenging("CMP-10", "驳回投诉", "第二十九条", "投诉处理过程中，有下列情形之一的，财政部门应当驳回投诉");

    public static readonly Rule Withdrawn = Challenging("CMP-11", "撤回终止", "第三十条", "投诉人书面申请撤回投诉的，财政部门应当终止投诉处理程序，并书面告知相关当事人");

    public static readonly Rule JointComplaint = Challenging("CMP-12", "联合体共同投诉", "第九条", "以联合体形式参加政府采购活动的，其投诉应当由组成联合体的所有供应商共同提出");

    public static readonly Rule TimeNotCounted = Challenging("CMP-13", "不计入的时间", "第二十七条",
        "需要检验、检测、鉴定、专家评审以及需要投诉人补正材料的，所需时间不计算在投诉处理期限内");

    public static readonly Rule DocumentComplaintUpheld = Challenging("CMP-14", "文件投诉成立", "第三十一条", "投诉人对采购文件提起的投诉事项，财政部门经查证属实的，应当认定投诉事项成立");

    public static readonly Rule ResultComplaintUpheld = Challenging("CMP-15", "过程结果投诉成立", "第三十二条",
        "投诉人对采购过程或者采购结果提起的投诉事项，财政部门经查证属实的，应当认定投诉事项成立");

    public static readonly Rule BurdenOfProof = Challenging("CMP-16", "举证责任", "第二十五条",
        "应当由投诉人承担举证责任的投诉事项，投诉人未提供相关证据、依据和其他有关材料的，视为该投诉事项不成立");
}
