namespace Tongcai.Law;

/// <summary>采购方式表。</summary>
public static class ProcurementMethods
{
    private static readonly string[] BothMethods = ["最低评标价法", "综合评分法"];

    public static readonly ProcurementMethod OpenTender = new("GKZB", "公开招标", "TN", MethodRules.OpenTenderIsTheRule, BothMethods,
        ["实施计划备案", "需求与审查", "编制招标文件", "发布招标公告", "提供招标文件", "澄清修改", "投标", "开标", "资格审查", "符合性审查", "评审", "评标报告",
            "送采购人", "定标", "结果公告与通知书", "质疑期", "签约", "合同公告", "合同备案", "履约", "验收", "支付", "评价归档"])
    {
        Words = MethodWords.Tender,
        Tender = true,
        InvitesAll = true,
        MinimumSuppliers = new(3, OpeningRules.Quorum),
        DocumentSupply = TimeLimits.DocumentSupply,
        ResponsePeriod = TimeLimits.BidPreparation,
        ClarificationLead = TimeLimits.ClarificationLead,
        NoticePeriod = TimeLimits.NoticePeriod,
        CommitteeMinimum = new(5, ExpertRules.CommitteeSize),
        LargeCommitteeMinimum = new(7, ExpertRules.LargeCommittee),
    };

    public static readonly ProcurementMethod InvitedTender = new("YQZB", "邀请招标", "PQ", MethodRules.InvitedTender, BothMethods,
        ["产生供应商名单", "资格预审", "随机抽取三家以上", "同时发出投标邀请书", "投标", "开标", "资格审查", "评审", "定标", "结果公告与通知书", "签约", "合同公告", "合同备案",
            "履约", "验收", "支付", "评价归档"])
    {
        Words = MethodWords.Invited,
        Tender = true,
        InvitesDrawn = true,
        MinimumSuppliers = new(3, OpeningRules.Quorum),
        DocumentSupply = TimeLimits.DocumentSupply,
        ResponsePeriod = TimeLimits.BidPreparation,
        ClarificationLead = TimeLimits.ClarificationLead,
        NoticePeriod = TimeLimits.NoticePeriod,
        CommitteeMinimum = new(5, ExpertRules.CommitteeSize),
        LargeCommitteeMinimum = new(7, ExpertRules.LargeCommittee),
    };

    public static readonly ProcurementMethod Negotiation = new("JZXTP", "竞争性谈判", "NN", MethodRules.Negotiation, ["最后报价最低"],
        ["采购方式批准", "谈判小组组成", "确认谈判文件", "邀请三家以上", "发谈判文件", "首次响应", "审查", "逐一谈判", "变动通知与重新响应", "最后报价", "低价排序推荐",
            "评审报告", "确定成交", "结果公告与通知书", "签约", "合同公告", "合同备案", "履约", "验收", "支付", "评价归档"])
    {
        Words = MethodWords.Of("谈判文件", "竞争性谈判公告", "谈判小组", "最后报价最低的原则"),
        InvitesAll = true,
        MinimumSuppliers = new(3, CompetitionRules.LastOffers),
        ResponsePeriod = TimeLimits.NegotiationResponse,
        ClarificationLead = TimeLimits.NegotiationClarificationLead,
        NoticePeriod = TimeLimits.NonTenderNoticePeriod,
        CommitteeMinimum = new(3, ExpertRules.GroupSize),
        LargeCommitteeMinimum = new(5, ExpertRules.LargeGroup),
        Rounds = true,
    };

    public static readonly ProcurementMethod Consultation = new("JZXCS", "竞争性磋商", "CN", MethodRules.Consultation, ["综合评分法"],
        ["邀请供应商", "发磋商文件", "首次响应", "磋商", "变动通知与重新响应", "最后报价", "综合评分", "推荐候选", "评审报告", "确定成交", "结果公告与通知书", "签约",
            "合同公告", "合同备案", "履约", "验收", "支付", "评价归档"])
    {
        Words = MethodWords.Of("磋商文件", "竞争性磋商公告", "磋商小组", "最后报价最低的原则"),
        InvitesAll = true,
        MinimumSuppliers = new(3, CompetitionRules.ConsultationOffers),
        DocumentSupply = TimeLimits.ConsultationDocumentSupply,
        ResponsePeriod = TimeLimits.ConsultationResponse,
        ClarificationLead = TimeLimits.ConsultationClarificationLead,
        NoticePeriod = TimeLimits.NonTenderNoticePeriod,
        CommitteeMinimum = new(3, CompetitionRules.ConsultationGroup),
        LargeCommitteeMinimum = new(5, CompetitionRules.ConsultationGroup),
        Rounds = true,
    };

    public static readonly ProcurementMethod Inquiry = new("XJ", "询价", "IN", MethodRules.Inquiry, ["报价最低"],
        ["询价小组", "邀请三家以上", "发询价通知书", "一次报价", "审查", "低价排序", "评审报告", "确定成交", "结果公告与通知书", "签约", "合同公告", "合同备案", "履约", "验收",
            "支付", "评价归档"])
    {
        Words = MethodWords.Of("询价通知书", "询价公告", "询价小组", "报价最低的原则"),
        InvitesAll = true,
        GoodsOnly = true,
        MinimumSuppliers = new(3, CompetitionRules.InquiryOffers),
        ResponsePeriod = TimeLimits.InquiryResponse,
        ClarificationLead = TimeLimits.NegotiationClarificationLead,
        NoticePeriod = TimeLimits.NonTenderNoticePeriod,
        CommitteeMinimum = new(3, ExpertRules.GroupSize),
        LargeCommitteeMinimum = new(5, ExpertRules.LargeGroup),
    };

    public static readonly ProcurementMethod SingleSource = new("DYLY", "单一来源", "SS", MethodRules.SingleSource, ["协商"],
        ["专业人员论证", "公示", "异议处理", "财政批准", "协商", "协商情况记录", "结果公告", "签约", "合同公告", "合同备案", "履约", "验收", "支付", "评价归档"])
    {
        Words = MethodWords.Of("单一来源采购文件", "单一来源采购公示", "采购小组", "协商价格", "协商情况记录"),
        OneSupplier = true,
        NoticePeriod = TimeLimits.SingleSourcePublicity,
    };

    public static readonly ProcurementMethod FrameworkAgreement = new("KJXY", "框架协议", "FA-CALL", MethodRules.FrameworkAgreement, ["价格优先法", "质量优先法"],
        ["方案审核或备案", "征集公告", "响应", "入围评审", "入围公告", "签订框架协议", "备案", "告知采购人", "第二阶段成交", "单笔公告", "汇总公告", "清退或补充征集"])
    {
        Words = MethodWords.Of("征集文件", "征集公告", "评审委员会", "价格优先法", win: "入围", best: "质量优先法"),
        Tender = true,
        InvitesAll = true,
        TwoStages = true,
        MinimumSuppliers = new(2, CompetitionRules.FrameworkResponders),
        DocumentSupply = TimeLimits.DocumentSupply,
        ResponsePeriod = TimeLimits.BidPreparation,
        ClarificationLead = TimeLimits.ClarificationLead,
        NoticePeriod = TimeLimits.NoticePeriod,
        CommitteeMinimum = new(5, ExpertRules.CommitteeSize),
        LargeCommitteeMinimum = new(7, ExpertRules.LargeCommittee),
    };

    /// <summary>框架协议的第二阶段：one purchase from an entrant. Nobody chooses it as a method; it is what a call-off is entered under.</summary>
    public static readonly ProcurementMethod CallOff = new("KJXY2", "框架协议第二阶段", "", FrameworkRules.Direct, ["直接选定", "二次竞价", "顺序轮候"], ["第二阶段成交", "单笔公告", "签约", "合同公告", "合同备案", "履约", "验收", "支付"])
    {
        Words = MethodWords.Of("框架协议", "征集公告", "征集人", "报价最低的原则"),
        InvitesEntrants = true,
        MinimumSuppliers = new(1, FrameworkRules.LowestQuote),
    };

    public static readonly ProcurementMethod Innovation = new("HZCX", "合作创新采购", "INNO", MethodRules.Innovation, ["研发方案评审", "首购评审"],
        ["需求论证", "采购方案报主管预算单位", "创新概念交流", "公告", "申请", "研发谈判文件", "谈判", "研发方案评审", "签研发合同", "分阶段研发与补偿", "首购评审", "首购协议", "推广"])
    {
        MinimumSuppliers = new(2, MethodRules.Innovation),
        DocumentSupply = TimeLimits.InnovationApplication,
        ResponsePeriod = TimeLimits.InnovationResponse,
        CommitteeMinimum = new(5, MethodRules.Innovation),
        Rounds = true,
    };

    public static readonly ProcurementMethod MallPurchase = new("MALL-ZC", "网上商城直采", "", MethodRules.MallIsVoluntary, ["直接选定"],
        ["选品", "比价展示", "下单", "供应商确认", "电子合同", "验收", "支付", "评价"]) { Mall = true };

    public static readonly ProcurementMethod MallBargain = new("MALL-YJ", "网上商城在线议价", "", MethodRules.MallIsVoluntary, ["议价"],
        ["发起议价", "限时报价", "选定", "下单", "供应商确认", "电子合同", "验收", "支付", "评价"]) { Mall = true };

    public static readonly ProcurementMethod MallAuction = new("MALL-JJ", "网上商城网上竞价", "", MethodRules.MallIsVoluntary, ["最低价"],
        ["发布竞价需求", "响应", "限时竞价", "最低价成交", "公示", "下单", "供应商确认", "电子合同", "验收", "支付", "评价"])
    { Mall = true, MinimumSuppliers = new(3, CompetitionRules.MallAuctionOffers) };

    public static readonly ProcurementMethod Emergency = new("JINJI", "紧急采购", "NN", EmergencyRules.Situation, ["谈判"],
        ["紧急情形认定", "单位集体决策记录", "紧急采购公告", "首次响应", "谈判", "最后报价", "低价排序推荐", "评审报告", "确定成交", "结果公告与通知书", "签约", "合同公告", "合同备案", "履约", "验收", "支付", "归档"])
    {
        Words = MethodWords.Of("紧急采购文件", "紧急采购公告", "谈判小组", "最后报价最低的原则"),
        Emergency = true,
        InvitesAll = true,
        MinimumSuppliers = new(1, EmergencyRules.OneMayGoOn),
        NoticePeriod = TimeLimits.NonTenderNoticePeriod,
        CommitteeMinimum = new(3, ExpertRules.GroupSize),
        Rounds = true,
    };

    public static readonly ProcurementMethod EmergencyDirect = new("JINJI-ZJ", "紧急采购（直接采购）", "", EmergencyRules.CompetitionFirst, ["直接采购"],
        ["紧急情形认定", "单位集体决策记录", "协商", "协商情况记录", "结果公告", "签约", "合同公告", "合同备案", "履约", "验收", "支付", "归档"])
    {
        Words = MethodWords.Of("紧急采购文件", "紧急采购公告", "采购小组", "协商价格", "协商情况记录"),
        Emergency = true,
        OneSupplier = true,
    };

    /// <summary>All methods, in the order of the law.</summary>
    public static readonly IReadOnlyList<ProcurementMethod> All =
        [OpenTender, InvitedTender, Negotiation, Consultation, Inquiry, SingleSource, FrameworkAgreement, Innovation, MallPurchase, MallBargain, MallAuction, Emergency, EmergencyDirect];

    /// <summary>The method of that code, or null; <see cref="CallOff"/> too.</summary>
    public static ProcurementMethod? ByCode(string code) => All.FirstOrDefault(m => m.Code == code) ?? (code == CallOff.Code ? CallOff : null);

    /// <summary>The method of that name, or null; <see cref="CallOff"/> too.</summary>
    public static ProcurementMethod? ByName(string name) => All.FirstOrDefault(m => m.Name == name) ?? (name == CallOff.Name ? CallOff : null);
}
