namespace Tongcai.Law.Lint;

/// <summary>出处表。The articles the clause rules rest on, with the operative sentence.</summary>
internal static class ClauseSources
{
    private const string Regulation = "政府采购法实施条例";
    private const string Order87 = "政府采购货物和服务招标投标管理办法";
    private const string Notice38 = "财库〔2019〕38号";
    private const string Payment = "保障中小企业款项支付条例";
    private const string Sme = "政府采购促进中小企业发展管理办法";
    private const string Needs = "政府采购需求管理办法";

    internal static readonly Source Unfit = new(Regulation, "第二十条第（二）项", "设定的资格、技术、商务条件与采购项目的具体特点和实际需要不相适应或者与合同履行无关");
    internal static readonly Source Pointing = new(Regulation, "第二十条第（三）项", "采购需求中的技术、服务等要求指向特定供应商、特定产品");
    internal static readonly Source RegionOrTrade = new(Regulation, "第二十条第（四）项", "以特定行政区域或者特定行业的业绩、奖项作为加分条件或者中标、成交条件");
    internal static readonly Source UnequalReview = new(Regulation, "第二十条第（五）项", "对供应商采取不同的资格审查或者评审标准");
    internal static readonly Source Brand = new(Regulation, "第二十条第（六）项", "限定或者指定特定的专利、商标、品牌或者供应商");
    internal static readonly Source FormOrPlace = new(Regulation, "第二十条第（七）项", "非法限定供应商的所有制形式、组织形式或者所在地");
    internal static readonly Source Excluding = new(Regulation, "第二十条第（八）项", "以其他不合理条件限制或者排斥潜在供应商");
    internal static readonly Source Frugal = new(Regulation, "第十一条", "采购人在政府采购活动中应当维护国家利益和社会公共利益，公正廉洁，诚实守信，执行政府采购政策，建立政府采购内部管理制度，厉行节约，科学合理确定采购需求。");
    internal static readonly Source WrittenStatement = new(Regulation, "第十七条第（四）项", "参加政府采购活动前3年内在经营活动中没有重大违法记录的书面声明");
    internal static readonly Source BidBond = new(Regulation, "第三十三条", "招标文件要求投标人提交投标保证金的，投标保证金不得超过采购项目预算金额的2%。");
    internal static readonly Source Quantified = new(Regulation, "第三十四条", "综合评分法，是指投标文件满足招标文件全部实质性要求且按照评审因素的量化指标评审得分最高的供应商为中标候选人的评标方法。");
    internal static readonly Source NoVisits = new(Regulation, "第四十四条第二款", "采购人或者采购代理机构不得通过对样品进行检测、对供应商进行考察等方式改变评审结果。");
    internal static readonly Source PerformanceBond = new(Regulation, "第四十八条", "履约保证金的数额不得超过政府采购合同金额的10%。");

    internal static readonly Source FloorPrice = new(Order87, "第十二条", "采购人根据价格测算情况，可以在采购预算额度内合理设定最高限价，但不得设定最低限价。");
    internal static readonly Source Scale = new(Order87, "第十七条", "采购人、采购代理机构不得将投标人的注册资本、资产总额、营业收入、从业人员、利润、纳税额等规模条件作为资格要求或者评审因素，也不得通过将除进口货物以外的生产厂家授权、承诺、证明、背书等作为资格要求，对投标人实行差别待遇或者歧视待遇。");
    internal static readonly Source Consortium = new(Order87, "第十九条", "采购人或者采购代理机构应当根据采购项目的实施要求，在招标公告、资格预审公告或者投标邀请书中载明是否接受联合体投标。如未载明，不得拒绝联合体投标。");
    internal static readonly Source AgencyFee = new(Order87, "第二十条第（十四）项", "采购代理机构代理费用的收取标准和方式");
    internal static readonly Source Samples = new(Order87, "第二十二条", "采购人、采购代理机构一般不得要求投标人提供样品，仅凭书面方式不能准确描述采购需求或者需要对样品进行主观判断以确认是否满足采购需求等特殊情况除外。");
    internal static readonly Source OpeningAbsent = new(Order87, "第四十二条第三款", "投标人未参加开标的，视同认可开标结果。");
    internal static readonly Source Factors = new(Order87, "第五十五条第三款", "评审因素应当细化和量化，且与相应的商务条件和采购需求对应。");
    internal static readonly Source NoQualificationFactor = new(Order87, "第五十五条第二款", "资格条件不得作为评审因素。");
    internal static readonly Source LowPriceFirst = new(Order87, "第五十五条第五款", "价格分应当采用低价优先法计算，即满足招标文件要求且投标价格最低的投标报价为评标基准价，其价格分为满分。");
    internal static readonly Source NoTrimming = new(Order87, "第五十五条第七款", "评标过程中，不得去掉报价中的最高报价和最低报价。");
    internal static readonly Source TiedOnly = new(Notice38, "一（九）", "除《政府采购货物和服务招标投标管理办法》第六十八条规定的情形外，要求采购人采用随机方式确定中标、成交供应商");
    internal static readonly Source ResultStands = new(Order87, "第七十条", "中标通知书发出后，采购人不得违法改变中标结果，中标人无正当理由不得放弃中标。");
    internal static readonly Source NoUnfairTerms = new(Order87, "第七十一条第二款", "采购人不得向中标人提出任何不合理的要求作为签订合同的条件。");

    internal static readonly Source Ownership = new(Notice38, "一（一）", "以供应商的所有制形式、组织形式或者股权结构，对供应商实施差别待遇或者歧视待遇，对民营企业设置不平等条款，对内资企业和外资企业在中国境内生产的产品、提供的服务区别对待");
    internal static readonly Source Pools = new(Notice38, "一（二）", "通过入围方式设置备选库、名录库、资格库作为参与政府采购活动的资格条件，妨碍供应商进入政府采购市场");
    internal static readonly Source Registration = new(Notice38, "一（三）", "要求供应商在政府采购活动前进行不必要的登记、注册，或者要求设立分支机构，设置或者变相设置进入政府采购市场的障碍");
    internal static readonly Source Software = new(Notice38, "一（五）", "要求供应商购买指定软件，作为参加电子化政府采购活动的条件");
    internal static readonly Source NoLegalBasis = new(Notice38, "一（八）", "设置没有法律法规依据的审批、备案、监管、处罚、收费等事项");
    internal static readonly Source InPerson = new(Notice38, "三", "对于供应商法人代表已经出具委托书的，不得要求供应商法人代表亲自领购采购文件或者到场参加开标、谈判等。");
    internal static readonly Source Queryable = new(Notice38, "三", "对于采购人、采购代理机构可以通过互联网或者相关信息系统查询的信息，不得要求供应商提供。");
    internal static readonly Source NoPaper = new(Notice38, "三", "除必要的原件核对外，对于供应商能够在线提供的材料，不得要求供应商同时提供纸质材料。");
    internal static readonly Source FormTraps = new(Notice38, "三", "采购人、采购代理机构对投标（响应）文件的格式、形式要求应当简化明确，不得因装订、纸张、文件排序等非实质性的格式、形式问题限制和影响供应商投标（响应）。");
    internal static readonly Source FreeDocuments = new(Notice38, "三", "实现电子化采购的，采购人、采购代理机构应当向供应商免费提供电子采购文件");
    internal static readonly Source BondChoice = new(Notice38, "三", "采购人、采购代理机构应当允许供应商自主选择以支票、汇票、本票、保函等非现金形式缴纳或提交保证金。");
    internal static readonly Source BondTime = new(Notice38, "三", "收取投标（响应）保证金的，采购人、采购代理机构约定的到账（保函提交）截止时间应当与投标（响应）截止时间一致，并按照规定及时退还供应商。");
    internal static readonly Source NoOtherBonds = new(Notice38, "三", "采购人、采购代理机构不得收取没有法律法规依据的保证金。");
    internal static readonly Source Subcontract = new(Notice38, "三", "采购人允许采用分包方式履行合同的，应当在采购文件中明确可以分包履行的具体内容、金额或者比例。");

    internal static readonly Source SmeScale = new(Sme, "第五条", "采购人在政府采购活动中应当合理确定采购项目的采购需求，不得以企业注册资本、资产总额、营业收入、从业人员、利润、纳税额等规模条件和财务指标作为供应商的资格要求或者评审因素，不得在企业股权结构、经营年限等方面对中小企业实行差别待遇或者歧视待遇。");
    internal static readonly Source SmeDeduction = new(Sme, "第九条", "对于经主管预算单位统筹后未预留份额专门面向中小企业采购的采购项目，以及预留份额项目中的非预留部分采购包，采购人、采购代理机构应当对符合本办法规定的小微企业报价给予 6%—10%（工程项目为 3%—5%）的扣除，用扣除后的价格参加评审。");
    internal static readonly Source SmeRaised = PolicyRules.Deduction.Source;
    internal static readonly Source SmeStatement = new(Sme, "第十一条", "任何单位和个人不得要求供应商提供《中小企业声明函》之外的中小企业身份证明文件。");

    internal static readonly Source TwoContracts = new(Needs, "第十八条", "业绩情况作为资格条件时，要求供应商提供的同类业务合同一般不超过 2 个，并明确同类业务的具体范围。");
    internal static readonly Source Innovation = new(Needs, "第十八条", "涉及政府采购政策支持的创新产品采购的，不得提出同类业务合同、生产台数、使用时长等业绩要求。");

    internal static readonly Source NoPrefinance = new(Payment, "第八条", "政府投资项目所需资金应当按照国家有关规定确保落实到位，不得由施工单位垫资建设。");
    internal static readonly Source UnfairPayment = new(Payment, "第七条", "机关、事业单位和大型企业不得要求中小企业接受不合理的付款期限、方式、条件和违约责任等交易条件，不得拖欠中小企业的货物、工程、服务款项。");
    internal static readonly Source PayDays = new(Payment, "第九条", "应当自货物、工程、服务交付之日起30日内支付款项；合同另有约定的，从其约定，但付款期限最长不得超过60日。");
    internal static readonly Source NonCash = new(Payment, "第十一条", "不得强制中小企业接受商业汇票、应收账款电子凭证等非现金支付方式，不得利用商业汇票、应收账款电子凭证等非现金支付方式变相延长付款期限。");
    internal static readonly Source Audit = new(Payment, "第十二条", "机关、事业单位和国有大型企业不得强制要求以审计机关的审计结果作为结算依据，法律、行政法规另有规定的除外。");

    internal static readonly Source Objection = new("政府采购质疑和投诉办法", "第十三条", "采购人、采购代理机构不得拒收质疑供应商在法定质疑期内发出的质疑函");
    internal static readonly Source ObjectionDays = new("政府采购法", "第五十二条", "供应商认为采购文件、采购过程和中标、成交结果使自己的权益受到损害的，可以在知道或者应知其权益受到损害之日起七个工作日内，以书面形式向采购人提出质疑。");
    internal static readonly Source Inquiry = new("政府采购法", "第五十一条", "供应商对政府采购活动事项有疑问的，可以向采购人提出询问，采购人应当及时作出答复，但答复的内容不得涉及商业秘密。");
    internal static readonly Source FrameworkEnd = new("财库〔2022〕17号", "二", "《办法》施行后，财政部关于协议供货、定点采购的规定不再执行，地方各级财政部门要对涉及协议供货、定点采购的制度规定进行清理规范。");
}
