using static Tongcai.Law.Instruments;

namespace Tongcai.Law;

/// <summary>开标与资格审查的规则。</summary>
public static partial class OpeningRules
{
    public static readonly MinimumCount Quorum = new("OPN-01", "不足三家不得开标", 3, new("政府采购货物和服务招标投标管理办法", "第四十一条",
        "投标人不足3家的，不得开标")) { From = new(2017, 10, 1) };

    public static readonly Rule CommitteeStaysAway = Tendering("OPN-02", "评委不参加开标", "第四十条", "评标委员会成员不得参加开标活动");

    public static readonly Rule Recording = Tendering("OPN-03", "全程录音录像", "第三十九条", "采购人或者采购代理机构应当对开标、评标现场活动进行全程录音录像");

    public static readonly Rule ReadOut = Tendering("OPN-04", "宣布名称和价格", "第四十一条", "宣布投标人名称、投标价格和招标文件规定的需要宣布的其他内容");

    public static readonly Rule RecordSigned = Tendering("OPN-05", "开标记录签字", "第四十二条", "由参加开标的各投标人代表和相关工作人员签字确认后随采购文件一并存档");

    public static readonly Rule AbsentAccepts = Tendering("OPN-06", "未参加视同认可", "第四十二条", "投标人未参加开标的，视同认可开标结果");

    public static readonly Rule ObjectionOnTheSpot = Tendering("OPN-07", "当场提出异议", "第四十二条", "应当场提出询问或者回避申请");

    public static readonly Rule Undecrypted = Electronic("OPN-08", "未解密的处理", "第三十一条",
        "因投标人原因造成投标文件未解密的，视为撤销其投标文件；因投标人之外的原因造成投标文件未解密的，视为撤回其投标文件");

    public static readonly Rule QualificationByPurchaser = Tendering("OPN-09", "资格由采购人审查", "第四十四条",
        "公开招标采购项目开标结束后，采购人或者采购代理机构应当依法对投标人的资格进行审查");

    public static readonly MinimumCount QualifiedQuorum = new("OPN-10", "合格不足三家不得评标", 3, new("政府采购货物和服务招标投标管理办法", "第四十四条",
        "合格投标人不足3家的，不得评标")) { From = new(2017, 10, 1) };

    public static readonly MinimumCount ResponsiveQuorum = new("OPN-11", "响应不足三家废标", 3, new("政府采购法", "第三十六条",
        "符合专业条件的供应商或者对招标文件作实质响应的供应商不足三家的")) { From = new(2003, 1, 1) };

    public static readonly Rule AfterFailure = Tendering("OPN-12", "不足三家的后续", "第四十三条", "招标文件存在不合理条款或者招标程序不符合规定的，采购人、采购代理机构改正后依法重新招标");

    public static readonly Rule ReopenedByTender = Act("OPN-13", "废标后重新招标", "第三十七条", "废标后，除采购任务取消情形外，应当重新组织招标");
}
