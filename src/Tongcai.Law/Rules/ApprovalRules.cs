using static Tongcai.Law.Instruments;

namespace Tongcai.Law;

/// <summary>采购方式审批、进口产品审核、单一来源的规则。</summary>
public static partial class ApprovalRules
{
    public static readonly Rule DepartmentFirst = NonTendering("APR-01", "先经主管预算单位同意", "第四条",
        "采购人应当在采购活动开始前，报经主管预算单位同意后，向设区的市、自治州以上人民政府财政部门申请批准");

    public static readonly Rule Material = NonTendering("APR-02", "申请材料真实完整", "第五条", "采购人应当向财政部门提交以下材料并对材料的真实性负责");

    public static readonly MinimumCount FailedTenderOpinion = new("APR-03", "招标失败后的论证意见", 3, new("政府采购非招标采购方式管理办法", "第二十八条",
        "评标委员会或者3名以上评审专家出具的招标文件没有不合理条款的论证意见")) { From = new(2014, 2, 1) };

    public static readonly Rule ImportOpinion = Known(Certainty.Sure, "财库〔2007〕119号", "APR-04", "进口产品专家论证", "第十二条",
        "专家组应当由五人以上的单数组成，其中，必须包括一名法律专家，产品技术专家应当为非本单位并熟悉该产品的专家。采购人代表不得作为专家组成员参与论证") with { From = new(2007, 12, 27) };

    public static readonly Rule ImportApproved = Known(Certainty.Sure, "财库〔2007〕119号", "APR-05", "进口产品先审核后采购", "第四条",
        "采购人需要采购的产品在中国境内无法获取或者无法以合理的商业条件获取，以及法律法规另有规定确需采购进口产品的，应当在获得财政部门核准后，依法开展政府采购活动") with { From = new(2007, 12, 27) };

    public static readonly Rule OnlyOne = Regulation("SNG-01", "唯一供应商", "第二十七条",
        "因货物或者服务使用不可替代的专利、专有技术，或者公共服务项目具有特殊要求，导致只能从某一特定供应商处采购");

    public static readonly Rule Reasoned = NonTendering("SNG-02", "专业人员论证", "第三十八条",
        "专业人员对相关供应商因专利、专有技术等原因具有唯一性的具体论证意见，以及专业人员的姓名、工作单位和职称");

    public static readonly Rule PublicityFirst = NonTendering("SNG-03", "先公示后报批", "第三十八条",
        "在按照本办法第四条报财政部门批准之前，应当在省级以上财政部门指定媒体上公示，并将公示情况一并报财政部门");

    public static readonly Rule AnybodyObjects = NonTendering("SNG-04", "公示异议", "第三十九条",
        "任何供应商、单位或者个人对采用单一来源采购方式公示有异议的，可以在公示期内将书面意见反馈给采购人、采购代理机构，并同时抄送相关财政部门");

    public static readonly Rule ObjectionUpheld = NonTendering("SNG-05", "异议成立改用其他方式", "第四十条", "论证后认为异议成立的，应当依法采取其他采购方式");

    public static readonly Rule ObjectorTold = NonTendering("SNG-06", "告知补充论证结论", "第四十条", "应当将补充论证的结论告知提出异议的供应商、单位或者个人");

    public static readonly Rule FairPrice = NonTendering("SNG-07", "商定合理价格", "第四十一条",
        "应当组织具有相关经验的专业人员与供应商商定合理的成交价格并保证采购项目质量");

    public static readonly Rule RecordContents = NonTendering("SNG-08", "协商情况记录", "第四十二条", "单一来源采购人员应当编写协商情况记录");

    public static readonly Rule RecordSigned = NonTendering("SNG-09", "协商记录全体签字", "第四十二条", "协商情况记录应当由采购全体人员签字认可");

    public static readonly Rule OverBudgetEnds = NonTendering("SNG-10", "报价超预算即终止", "第四十三条", "报价超过采购预算的");

    public static readonly Rule NoLongerOnly = NonTendering("SNG-11", "情形变化即终止", "第四十三条", "因情况变化，不再符合规定的单一来源采购方式适用情形的");
}
