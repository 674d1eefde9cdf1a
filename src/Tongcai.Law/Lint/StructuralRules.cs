namespace Tongcai.Law.Lint;

/// <summary>结构性检查规则。</summary>
public sealed record StructuralRule(string Id, string Title, Source Source, ClauseSeverity Severity, string Suggestion) : Rule(Id, Title, Source);

/// <summary>结构性检查规则表 S01–S45。</summary>
public static class StructuralRules
{
    private const string Act = "政府采购法";
    private const string Regulation = "政府采购法实施条例";
    private const string Tendering = "政府采购货物和服务招标投标管理办法";
    private const string NonTendering = "政府采购非招标采购方式管理办法";
    private const string Fair = "财库〔2019〕38号";
    private const string Sme = "政府采购促进中小企业发展管理办法";
    private const string Needs = "政府采购需求管理办法";
    private const string Zhengzhou = "郑财购〔2020〕16号";
    private const string Consultation = "财库〔2014〕214号";

    internal static readonly StructuralRule BudgetPublished = Block("S01", "预算金额已公开", new(Regulation, "第三十条", "采购人或者采购代理机构应当在招标文件、谈判文件、询价通知书中公开采购项目预算金额。"), "在公告和采购文件中写明同一预算金额。");
    internal static readonly StructuralRule Ceiling = Block("S02", "最高限价不超过预算并公开", new(Tendering, "第十二条", "采购人根据价格测算情况，可以在采购预算额度内合理设定最高限价，但不得设定最低限价。"), "最高限价不超过预算，并随公告和文件公开。");
    internal static readonly StructuralRule NoFloor = Block("S03", "不得设最低限价", Ceiling.Source, "删除最低限价。");
    internal static readonly StructuralRule LotBudgets = Block("S04", "采购包预算之和不超过项目预算", new(Act, "第六条", "政府采购应当严格按照批准的预算执行。"), "调整采购包预算。");
    internal static readonly StructuralRule DocumentSupply = Block("S05", "文件提供期限不少于5个工作日", new(Regulation, "第三十一条", "招标文件的提供期限自招标文件开始发出之日起不得少于5个工作日。"), "延长文件提供期限。");
    internal static readonly StructuralRule TenderPeriod = Block("S06", "等标期不少于20日", new(Act, "第三十五条", "自招标文件开始发出之日起至投标人提交投标文件截止之日止，不得少于二十日。"), "推迟投标截止时间。");
    internal static readonly StructuralRule ResponsePeriod = Block("S07", "谈判、询价响应期不少于3个工作日", new(NonTendering, "第二十九条", "从谈判文件发出之日起至供应商提交首次响应文件截止之日止不得少于3个工作日。"), "推迟响应截止时间。");
    internal static readonly StructuralRule ConsultationPeriod = Block("S08", "磋商响应期不少于10日", new(Consultation, "第十条", "从磋商文件发出之日起至供应商提交首次响应文件截止之日止不得少于10日。磋商文件的发售期限自开始之日起不得少于5个工作日。"), "推迟响应截止时间，文件发售不少于5个工作日。", Certainty.ReadSecondary);
    internal static readonly StructuralRule Clarification = Block("S09", "澄清时点", new(Regulation, "第三十一条", "采购人或者采购代理机构应当在投标截止时间至少15日前，以书面形式通知所有获取招标文件的潜在投标人；不足15日的，采购人或者采购代理机构应当顺延提交投标文件的截止时间。"), "顺延截止时间。");
    internal static readonly StructuralRule Prequalification = Block("S10", "资格预审申请时间不少于5个工作日", new(Regulation, "第二十一条", "提交资格预审申请文件的时间自公告发布之日起不得少于5个工作日。"), "延长申请时间。");
    internal static readonly StructuralRule OpeningTime = Block("S11", "开标时间与投标截止时间同一", new(Tendering, "第三十九条", "开标应当在招标文件确定的提交投标文件截止时间的同一时间进行。"), "改为同一时间。");
    internal static readonly StructuralRule Validity = Warn("S12", "投标有效期", new(Tendering, "第二十三条", "投标有效期从提交投标文件的截止之日起算。"), "写明天数，从投标截止之日起算。");
    internal static readonly StructuralRule BidBond = Block("S13", "投标保证金", new(Regulation, "第三十三条", "投标保证金不得超过采购项目预算金额的2%。"), "不超过预算2%，与投标截止同时到账，接受保函。");
    internal static readonly StructuralRule PerformanceBond = Block("S14", "履约保证金", new(Regulation, "第四十八条", "履约保证金的数额不得超过政府采购合同金额的10%。"), "不超过合同金额10%。");
    internal static readonly StructuralRule TotalWeight = Block("S15", "综合评分总分100分", new(Tendering, "第五十五条", "A1、A2、……An分别为各项评审因素所占的权重(A1＋A2＋……＋An＝1)。"), "调整分值，合计100分。");
    internal static readonly StructuralRule PriceWeight = Block("S16", "价格分权重", new(Tendering, "第五十五条", "货物项目的价格分值占总分值的比重不得低于30%；服务项目的价格分值占总分值的比重不得低于10%。执行国家统一定价标准和采用固定价格采购的项目，其价格不列为评审因素。"), "按货物、服务和采购方式的规定设定价格分。");
    internal static readonly StructuralRule PriceFormulaRule = Block("S17", "价格分低价优先", new(Tendering, "第五十五条", "价格分应当采用低价优先法计算，即满足招标文件要求且投标价格最低的投标报价为评标基准价，其价格分为满分。"), "改用低价优先法。");
    internal static readonly StructuralRule FactorsMatch = Block("S18", "评审因素对应采购需求并量化", new(Tendering, "第五十五条", "评审因素应当细化和量化，且与相应的商务条件和采购需求对应。"), "每项因素对应一条需求，按等次设确定分值。");
    internal static readonly StructuralRule NotQualification = Block("S19", "资格条件不作评审因素", new(Tendering, "第五十五条", "资格条件不得作为评审因素。"), "从评分中删除资格条件。");
    internal static readonly StructuralRule NotScored = Block("S20", "客观不可量化指标为实质性要求", new(Needs, "第二十一条", "采购需求中客观但不可量化的指标应当作为实质性要求，不得作为评分项"), "改为实质性要求，不评分。");
    internal static readonly StructuralRule Marked = Warn("S21", "实质性要求醒目标注", new(Tendering, "第二十条", "对于不允许偏离的实质性要求和条件，采购人或者采购代理机构应当在招标文件中规定，并以醒目的方式标明。"), "标注★。");
    internal static readonly StructuralRule CoreProduct = Block("S22", "核心产品", new(Tendering, "第三十一条", "非单一产品采购项目，采购人应当根据采购项目技术构成、产品价格比重等合理确定核心产品，并在招标文件中载明。"), "写明核心产品。");
    internal static readonly StructuralRule Consortium = Block("S23", "联合体声明", new(Tendering, "第十九条", "在招标公告、资格预审公告或者投标邀请书中载明是否接受联合体投标。如未载明，不得拒绝联合体投标。"), "在公告载明；以联合体形式预留份额的应当接受。");
    internal static readonly StructuralRule Subcontract = Block("S24", "分包内容和比例", new(Fair, "三", "采购人允许采用分包方式履行合同的，应当在采购文件中明确可以分包履行的具体内容、金额或者比例。"), "写明分包内容和金额或者比例。");
    internal static readonly StructuralRule SmeIndustry = Block("S25", "标的所属行业", new(Sme, "第十二条", "明确采购标的对应的中小企业划分标准所属行业"), "为每个标的写明所属行业。");
    internal static readonly StructuralRule SmeDeduction = Block("S26", "预留或者扣除", new(Sme, "第九条", "对于经主管预算单位统筹后未预留份额专门面向中小企业采购的采购项目，以及预留份额项目中的非预留部分采购包，采购人、采购代理机构应当对符合本办法规定的小微企业报价给予"), "预留包不扣除；非预留包按规定比例扣除。");
    internal static readonly StructuralRule WholeReserve = Warn("S27", "限额以上小额项目整体预留", new(Sme, "第七条", "200 万元以下的货物和服务采购项目、400 万元以下的工程采购项目，适宜由中小企业提供的，采购人应当专门面向中小企业采购。"), "专门面向中小企业，或者写明第六条的法定理由。");
    internal static readonly StructuralRule EqualTreatment = Block("S28", "监狱企业、残疾人福利性单位同等待遇", new("财库〔2017〕141号", "三", "残疾人福利性单位视同小型、微型企业，享受预留份额、评审中价格扣除等促进中小企业发展的政府采购政策。"), "在扣除条款中写明两类单位。", Certainty.Sure);
    internal static readonly StructuralRule EnergySaving = Block("S29", "节能产品强制采购", new("财库〔2019〕9号", "二", "依据品目清单和认证证书实施政府优先采购和强制采购"), "把节能产品认证证书列为实质性要求。", Certainty.ReadSecondary);
    internal static readonly StructuralRule Domestic = Block("S30", "本国产品", new("国办发〔2025〕34号", "待核", "对本国产品的报价给予20%的价格扣除，用扣除后的价格参加评审"), "附声明函格式并写明20%价格扣除。", Certainty.ReadSecondary, new(2026, 1, 1));
    internal static readonly StructuralRule Import = Block("S31", "进口产品", new(Act, "第十条", "政府采购应当采购本国货物、工程和服务。"), "填写审核意见文号，或者删除进口字样。");
    internal static readonly StructuralRule CreditQuery = Block("S32", "信用查询规则", new(Tendering, "第二十条第（十五）项", "投标人信用信息查询渠道及截止时点、信用信息查询记录和证据留存的具体方式、信用信息的使用规则等"), "四项都写明。");
    internal static readonly StructuralRule ObjectionWay = Block("S33", "质疑渠道", new("政府采购质疑和投诉办法", "第七条", "采购人、采购代理机构应当在采购文件中载明接收质疑函的方式、联系部门、联系电话和通讯地址等信息。"), "写明部门、电话、地址和在线方式。");
    internal static readonly StructuralRule AgentFee = Block("S34", "代理费收取标准和方式", new(Tendering, "第二十条第（十四）项", "采购代理机构代理费用的收取标准和方式"), "写明支付人和标准或者金额。");
    internal static readonly StructuralRule Acceptance = Block("S35", "履约验收方案", new(Needs, "第二十四条", "履约验收方案要明确履约验收的主体、时间、方式、程序、内容和验收标准等事项。"), "六项都写明。");
    internal static readonly StructuralRule Payment = Block("S36", "付款条款", new("保障中小企业款项支付条例", "第九条", "应当自货物、工程、服务交付之日起30日内支付款项；合同另有约定的，从其约定，但付款期限最长不得超过60日。"), "30日内付款，写明逾期利息。");
    internal static readonly StructuralRule Financing = Warn("S37", "合同融资告知", new(Zhengzhou, "18", "采购人在每次政府采购项目的招标采购文件中明确告知参与政府采购活动的供应商，在中标成交后可以持政府采购合同向融资机构申请贷款。"), "加入合同融资告知段落。");
    internal static readonly StructuralRule KeyReview = Block("S38", "需求调查和重点审查", new(Needs, "第十一条", "对于下列采购项目，应当开展需求调查"), "补做需求调查、重点审查和法律顾问审定并留存记录。");
    internal static readonly StructuralRule Intention = Block("S39", "意向公开在先", new(Zhengzhou, "10", "采购意向公开时间原则上不得晚于采购活动开始前30日。因采购人不可预见的原因急需开展的采购项目，可不公开采购意向。"), "先公开意向满30日，或者写明急需理由。");
    internal static readonly StructuralRule CommitteeRule = Block("S40", "评审组织", new(Tendering, "第四十七条", "评标委员会由采购人代表和评审专家组成，成员人数应当为5人以上单数，其中评审专家不得少于成员总数的三分之二。"), "调整人数和构成。");
    internal static readonly StructuralRule Contracts = Warn("S41", "资格业绩数量", new(Needs, "第十八条", "业绩情况作为资格条件时，要求供应商提供的同类业务合同一般不超过 2 个，并明确同类业务的具体范围。"), "不超过2个，或者说明理由。");
    internal static readonly StructuralRule Pool = Block("S42", "公物仓前置查询", new("沪财采〔2023〕28号", "（一）2", "确需新增资产配置的，按照“先调剂资产、后安排预算”的原则，严格履行公物仓前置查询程序，优先使用公物仓资产。"), "先查询公物仓并附记录。");
    internal static readonly StructuralRule Packaging = Warn("S43", "绿色包装", new("财办库〔2020〕123号", "三", "政府采购货物、工程和服务项目中涉及商品包装和快递包装的，采购文件应当载明对包装的具体要求。"), "写明商品包装、快递包装需求标准。", Certainty.Sure);
    internal static readonly StructuralRule AbnormalLow = Warn("S44", "异常低价条款", new("财库〔2026〕2号", "待核", "低于全部有效报价平均值50%、次低报价50%、最高限价45%的，启动异常低价审查；采购人可以提高至65%。"), "写明启动线。", Certainty.ReadSecondary, new(2026, 2, 1));
    internal static readonly StructuralRule Consistent = Block("S45", "采购文件与公告一致", new("政府采购信息发布管理办法", "第十一条", "发布主体应当确保其在不同媒体发布的同一政府采购信息内容一致。"), "改为一致。");

    /// <summary>All structural rules in order of their ids.</summary>
    public static IReadOnlyList<StructuralRule> All { get; } =
    [
        BudgetPublished, Ceiling, NoFloor, LotBudgets, DocumentSupply, TenderPeriod, ResponsePeriod, ConsultationPeriod, Clarification, Prequalification, OpeningTime,
        Validity, BidBond, PerformanceBond, TotalWeight, PriceWeight, PriceFormulaRule, FactorsMatch, NotQualification, NotScored, Marked, CoreProduct, Consortium,
        Subcontract, SmeIndustry, SmeDeduction, WholeReserve, EqualTreatment, EnergySaving, Domestic, Import, CreditQuery, ObjectionWay, AgentFee, Acceptance, Payment,
        Financing, KeyReview, Intention, CommitteeRule, Contracts, Pool, Packaging, AbnormalLow, Consistent,
    ];

    private static StructuralRule Block(string id, string title, Source source, string suggestion, Certainty certainty = Certainty.Read, DateOnly? from = null) =>
        new(id, title, source, ClauseSeverity.Forbidden, suggestion) { Certainty = certainty, From = from };

    private static StructuralRule Warn(string id, string title, Source source, string suggestion, Certainty certainty = Certainty.Read, DateOnly? from = null) =>
        new(id, title, source, ClauseSeverity.NeedsReason, suggestion) { Certainty = certainty, From = from };
}
