using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Supervision.Warnings.Loop;

namespace Tongcai.Supervision.Inspections;

/// <summary>双随机、一公开检查的规则与时限；days that the law does not name are the authority's internal control and say so.</summary>
public static class InspectionRules
{
    public static readonly Rule Random = new("INS-01", "双随机、一公开", new("优化营商环境条例", "第五十四条", "随机抽取检查对象、随机选派执法检查人员、抽查事项及查处结果及时向社会公开")) { From = new(2020, 1, 1) };

    public static readonly Rule TwoInspectors = new("INS-02", "检查人员不少于两人", new("行政处罚法", "第四十二条", "执法人员不得少于两人")) { From = new(2021, 7, 15) };

    public static readonly Rule Avoidance = new("INS-03", "检查人员回避", new("行政处罚法", "第四十三条", "执法人员与案件有直接利害关系或者有其他关系可能影响公正执法的，应当回避")) { From = new(2021, 7, 15) };

    public static readonly Rule AgencyClasses = new("INS-04", "代理机构分类检查", new("财库〔2025〕14号", "四（一）", "对符合“三年一查”条件的代理机构，应抽取三分之一的此类代理机构纳入本次检查范围")) { Certainty = Certainty.Read };

    public static readonly Rule Rectified = new("INS-05", "整改到位方可销号", new("内部控制设定（依三年行动方案“及时研判、开展检查、销号处理”）", "销号", "检查发现的问题整改到位，由检查人员以外的人员核对后销号"));

    public static readonly TimeLimit Recording = WarningRules.Internal("INS-11", "完成检查", 30, "抽中");
    public static readonly TimeLimit Publishing = WarningRules.Internal("INS-12", "公开检查结果", 10, "检查记录");
    public static readonly TimeLimit Closing = WarningRules.Internal("INS-13", "核对整改、销号", 10, "结果公开或者整改报告");

    /// <summary>The limit of the step that is owed in a state; null: none is, or the date of rectification runs.</summary>
    public static TimeLimit? LimitIn(CheckState state) => state switch
    {
        CheckState.Drawn => Recording,
        CheckState.Recorded => Publishing,
        CheckState.Rectified or CheckState.Clean => Closing,
        _ => null,
    };
}

/// <summary>抽查事项清单。</summary>
public static class InspectionItems
{
    private static readonly InspectionItem[] Agency =
    [
        new("registry", "名录登记信息真实、及时更新", "财库〔2018〕2号"),
        new("entrustment", "有委托代理协议，在约定的范围和权限内办理", "政府采购法第二十条"),
        new("discrimination", "采购文件没有以不合理条件实行差别待遇或者歧视待遇", "政府采购法实施条例第二十条"),
        new("notices", "公告的内容、期限和发布渠道符合规定", "政府采购信息发布管理办法"),
        new("experts", "依法抽取评审专家，核对身份、宣布纪律、如实记录", "政府采购货物和服务招标投标管理办法第四十五条"),
        new("fees", "没有违规收费，及时退还保证金", "政府采购法实施条例第三十三条"),
        new("challenge", "在规定的期限内答复质疑", "政府采购质疑和投诉办法第十三条"),
        new("records", "开标、评标全过程录音录像，采购文件妥善保存", "政府采购法第四十二条"),
    ];

    private static readonly InspectionItem[] Purchaser =
    [
        new("budget", "有预算和备案的采购实施计划，没有化整为零", "政府采购法实施条例第二十八条、第二十九条"),
        new("intention", "按规定公开采购意向", "财库〔2020〕10号"),
        new("demand", "开展采购需求审查，没有指向特定供应商", "政府采购需求管理办法第三十条"),
        new("sme", "落实中小企业预留份额和价格评审优惠", "政府采购促进中小企业发展管理办法第七条"),
        new("award", "在规定的期限内定标、签订合同", "政府采购法第四十六条"),
        new("contract", "合同在二个工作日内公告、七个工作日内备案", "政府采购法实施条例第五十条；政府采购法第四十七条"),
        new("acceptance", "按合同组织履约验收并出具验收书", "政府采购法实施条例第四十五条"),
        new("payment", "按期支付资金", "保障中小企业款项支付条例第九条"),
    ];

    private static readonly InspectionItem[] Supplier =
    [
        new("material", "投标材料真实，没有虚假证书、业绩和声明", "政府采购法第七十七条第一款第（一）项"),
        new("collusion", "没有与他人串通投标", "政府采购法第七十七条第一款第（三）项"),
        new("size", "中小企业声明与从业人员、营业收入相符", "政府采购促进中小企业发展管理办法第二十条"),
        new("performance", "按合同履行，没有转包、擅自变更或者提供假冒伪劣产品", "政府采购法实施条例第七十二条"),
        new("cooperation", "如实反映情况，提供有关材料", "政府采购法第六十五条"),
    ];

    public static IReadOnlyList<InspectionItem> Of(InspectionSubject subject) => subject switch { InspectionSubject.Agency => Agency, InspectionSubject.Purchaser => Purchaser, _ => Supplier };
}
