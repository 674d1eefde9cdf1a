using static Tongcai.Law.Instruments;

namespace Tongcai.Law;

/// <summary>评审专家与评审组织的规则。</summary>
public static partial class ExpertRules
{
    public static readonly Rule CommitteeSize = Tendering("EXP-01", "评委会五人以上单数", "第四十七条", "成员人数应当为5人以上单数");

    public static readonly Rule ExpertShare = Tendering("EXP-02", "专家不少于三分之二", "第四十七条", "其中评审专家不得少于成员总数的三分之二");

    public static readonly Rule LargeCommittee = Tendering("EXP-03", "七人以上情形", "第四十七条", "采购项目符合下列情形之一的，评标委员会成员人数应当为7人以上单数");

    public static readonly Rule Avoidance = Regulation("EXP-04", "回避", "第九条", "采购人员及相关人员与供应商有下列利害关系之一的，应当回避");

    public static readonly Rule RandomDraw = Regulation("EXP-05", "随机抽取专家", "第三十九条", "采购人或者采购代理机构应当从政府采购评审专家库中随机抽取评审专家");

    public static readonly Rule OwnUnit = Tendering("EXP-06", "本单位专家只作采购人代表", "第四十七条", "评审专家对本单位的采购项目只能作为采购人代表参与评标");

    public static readonly Rule AgencyStaff = Tendering("EXP-07", "代理机构人员不得评标", "第四十七条", "采购代理机构工作人员不得参加由本机构代理的政府采购项目的评标");

    public static readonly Rule RepresentativeNotLeader = Tendering("EXP-08", "采购人代表不得任组长", "第四十五条", "组织评标委员会推选评标组长，采购人代表不得担任组长");

    public static readonly Rule GroupSize = NonTendering("EXP-09", "谈判询价小组三人以上单数", "第七条",
        "竞争性谈判小组或者询价小组由采购人代表和评审专家共3人以上单数组成，其中评审专家人数不得少于竞争性谈判小组或者询价小组成员总数的2/3");

    public static readonly Rule LargeGroup = NonTendering("EXP-10", "小组五人以上情形", "第七条",
        "达到公开招标数额标准的货物或者服务采购项目，或者达到招标规模标准的政府采购工程，竞争性谈判小组或者询价小组应当由5人以上单数组成");

    public static readonly Rule LawExpert = NonTendering("EXP-11", "复杂谈判含法律专家", "第七条", "技术复杂、专业性强的竞争性谈判采购项目，评审专家中应当包含1名法律专家");

    public static readonly Rule Replacement = Tendering("EXP-12", "依法补足", "第四十九条", "采购人或者采购代理机构应当依法补足后继续评标。被更换的评标委员会成员所作出的评标意见无效");

    public static readonly Rule SelfSelection = Tendering("EXP-13", "自行选定须同意", "第四十八条",
        "对技术复杂、专业性强的采购项目，通过随机方式难以确定合适评审专家的，经主管预算单位同意，采购人可以自行选定相应专业领域的评审专家");

    public static readonly Rule Age = Known(Certainty.Sure, "财库〔2016〕198号", "EXP-14", "专家不满70周岁", "第六条", "不满70周岁，身体健康，能够承担评审工作");

    public static readonly Rule Discipline = Tendering("EXP-15", "评标纪律", "第六十二条", "评标委员会及其成员不得有下列行为");
}
