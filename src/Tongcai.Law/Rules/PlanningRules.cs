using static Tongcai.Law.Instruments;

namespace Tongcai.Law;

/// <summary>预算、资产、需求、计划、委托环节的规则。</summary>
public static partial class PlanningRules
{
    public static readonly Rule NoBudget = Act("PLN-01", "无预算不采购", "第六条", "政府采购应当严格按照批准的预算执行");

    public static readonly Rule OverBudget = Demand("PLN-02", "不得超预算", "第七条", "采购需求应当依据部门预算（工程项目概预算）确定");

    public static readonly Rule ReuseFirst = Assets("PLN-03", "优先调剂", "第十一条", "各部门及其所属单位应当优先通过调剂方式配置资产。不能调剂的，可以采用购置、建设、租用等方式");

    public static readonly Rule WarehouseQueryFirst = new("PLN-04", "公物仓前置查询", new("沪财采〔2023〕28号", "2",
        "严格履行公物仓前置查询程序，优先使用公物仓资产")) { From = new(2024, 1, 1) };

    public static readonly Rule AllocationStandard = Assets("PLN-05", "资产配置标准", "第八条", "结合资产存量、资产配置标准、绩效目标和财政承受能力配置资产");

    public static readonly Rule DemandSurvey = Demand("PLN-06", "应当需求调查", "第十一条", "1000 万元以上的货物、服务采购项目，3000 万元以上的工程采购项目");

    public static readonly MinimumCount SurveyedParties = new("PLN-07", "调查对象不少于3个", 3, new("政府采购需求管理办法", "第十条",
        "选择的调查对象一般不少于 3 个，并应当具有代表性")) { From = new(2021, 7, 1) };

    public static readonly Rule DemandComplete = Tendering("PLN-08", "需求完整明确", "第十一条", "采购需求应当完整、明确");

    public static readonly Rule DemandReview = Demand("PLN-09", "需求审查", "第二十九条", "在采购活动开始前，针对采购需求管理中的重点风险事项，对采购需求和采购实施计划进行审查");

    public static readonly Rule ReviewerNotAuthor = Demand("PLN-10", "编制人不得审查", "第三十二条", "参与确定采购需求和编制采购实施计划的专家和第三方机构不得参与审查");

    public static readonly Rule ReviewDepartments = Demand("PLN-11", "审查机构组成", "第三十二条", "审查工作机制成员应当包括本部门、本单位的采购、财务、业务、监督等内部机构");

    public static readonly Rule FocusedReview = Demand("PLN-12", "重点审查", "第三十三条", "属于本办法第十一条规定范围的采购项目，应当开展重点审查");

    public static readonly Rule PlanFiled = Regulation("PLN-13", "实施计划备案", "第二十九条",
        "采购人应当根据集中采购目录、采购限额标准和已批复的部门预算编制政府采购实施计划，报本级人民政府财政部门备案");

    public static readonly Rule NoSplitting = Regulation("PLN-14", "不得化整为零", "第二十八条",
        "在一个财政年度内，采购人将一个预算项目下的同一品目或者类别的货物、服务采用公开招标以外的方式多次采购，累计资金数额超过公开招标数额标准的，属于以化整为零方式规避公开招标");

    public static readonly Rule CentralAgency = Act("PLN-15", "目录内委托集中采购机构", "第十八条", "采购人采购纳入集中采购目录的政府采购项目，必须委托集中采购机构代理采购");

    public static readonly Rule ImportApproval = Act("PLN-16", "采购本国货物", "第十条", "政府采购应当采购本国货物、工程和服务");

    public static readonly Rule Entrustment = Act("PLN-17", "委托代理协议", "第二十条",
        "采购人依法委托采购代理机构办理采购事宜的，应当由采购人与采购代理机构签订委托代理协议");

    public static readonly Rule EntrustmentScope = Regulation("PLN-18", "不得超越代理权限", "第十六条", "采购代理机构不得超越代理权限");

    public static readonly Rule FreeChoiceOfAgency = Act("PLN-19", "不得指定代理机构", "第十九条", "任何单位和个人不得以任何方式为采购人指定采购代理机构");
}
