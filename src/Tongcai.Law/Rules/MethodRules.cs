using static Tongcai.Law.Instruments;

namespace Tongcai.Law;

/// <summary>采购方式的规则。</summary>
public static partial class MethodRules
{
    public static readonly Rule OpenTenderIsTheRule = Act("MET-01", "公开招标为主", "第二十六条", "公开招标应作为政府采购的主要采购方式");

    public static readonly Rule MethodApproval = Act("MET-02", "变更方式须批准", "第二十七条",
        "因特殊情况需要采用公开招标以外的采购方式的，应当在采购活动开始前获得设区的市、自治州以上人民政府采购监督管理部门的批准");

    public static readonly Rule InvitedTender = Act("MET-03", "邀请招标情形", "第二十九条", "符合下列情形之一的货物或者服务，可以依照本法采用邀请招标方式采购");

    public static readonly Rule Negotiation = Act("MET-04", "竞争性谈判情形", "第三十条", "符合下列情形之一的货物或者服务，可以依照本法采用竞争性谈判方式采购");

    public static readonly Rule SingleSource = Act("MET-05", "单一来源情形", "第三十一条", "符合下列情形之一的货物或者服务，可以依照本法采用单一来源方式采购");

    public static readonly ShareLimit SingleSourceAddition = new("MET-06", "添购不超过10%", 100, new("政府采购法", "第三十一条",
        "需要继续从原供应商处添购，且添购资金总额不超过原合同采购金额百分之十的"));

    public static readonly Rule Inquiry = Act("MET-07", "询价情形", "第三十二条",
        "采购的货物规格、标准统一、现货货源充足且价格变化幅度小的政府采购项目，可以依照本法采用询价方式采购");

    public static readonly Rule Consultation = Known(Certainty.Sure, "财库〔2014〕214号", "MET-08", "竞争性磋商情形", "第三条",
        "政府购买服务项目；技术复杂或者性质特殊，不能确定详细规格或者具体要求的；不能事先计算出价格总额的；市场竞争不充分的科研项目和需要扶持的科技成果转化项目；依法不进行招标的工程建设项目");

    public static readonly Rule FrameworkAgreement = Framework("MET-09", "框架协议情形", "第三条", "符合下列情形之一的，可以采用框架协议采购方式采购");

    public static readonly Rule WorksMustTender = Known(Certainty.Sure, "发展改革委令第16号", "MET-10", "工程必须招标数额", "第五条",
        "施工单项合同估算价在400万元人民币以上；重要设备、材料等货物的采购200万元以上；勘察、设计、监理等服务的采购100万元以上");

    public static readonly Rule WorksNotTendered = Regulation("MET-11", "工程不招标的方式", "第二十五条",
        "政府采购工程依法不进行招标的，应当依照政府采购法和本条例规定的竞争性谈判或者单一来源采购方式采购");

    public static readonly Rule TwoBidders = NonTendering("MET-12", "只有两家的谈判", "第二十七条",
        "招标过程中提交投标文件或者经评审实质性响应招标文件要求的供应商只有两家时，采购人、采购代理机构按照本办法第四条经本级财政部门批准后可以与该两家供应商进行竞争性谈判采购");

    public static readonly Rule CentralThresholds = Known(Certainty.Sure, "国办发〔2019〕55号", "MET-13", "中央限额标准", "二、三",
        "分散采购限额：货物和服务100万元、工程120万元以上；公开招标数额：货物和服务200万元以上") with { From = new(2020, 1, 1) };

    public static readonly Rule LocalThresholds = Known(Certainty.Sure, "财库〔2019〕69号", "MET-14", "地方限额标准下限", "三",
        "分散采购限额：省级货物、服务不应低于50万元，市县级不应低于30万元，工程不应低于60万元；公开招标数额：货物、服务不应低于200万元") with { From = new(2020, 1, 1) };

    public static readonly Rule MallIsVoluntary = new("MET-15", "电子卖场自愿", new("财库〔2022〕17号", "六",
        "集中采购目录以外、未达到采购限额标准的采购活动，可以继续通过电子卖场开展，但不得强制采购人通过电子卖场交易")) { From = new(2022, 5, 16) };

    public static readonly Rule Emergency = Act("MET-16", "紧急采购", "第八十五条", "对因严重自然灾害和其他不可抗力事件所实施的紧急采购和涉及国家安全和秘密的采购，不适用本法");

    public static readonly Rule Innovation = Known(Certainty.Sure, "财库〔2024〕13号", "MET-17", "合作创新采购情形", "待核",
        "市场现有产品或者技术不能满足要求，需要进行技术突破的；以研发创新产品为基础，形成新范式或者新的解决方案，能够显著改善功能性能、提高绩效的") with { From = new(2024, 6, 1) };

    public static readonly Rule LowestPriceRequired = Regulation("MET-18", "标准统一用最低评标价法", "第三十四条", "技术、服务等标准统一的货物和服务项目，应当采用最低评标价法");
}
