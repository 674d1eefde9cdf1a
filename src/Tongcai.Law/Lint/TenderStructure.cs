namespace Tongcai.Law.Lint;

/// <summary>中小企业份额的预留方式（46号文第八条）。</summary>
public enum SmeReserve
{
    None,

    /// <summary>整体或者采购包专门面向中小企业。</summary>
    Whole,

    /// <summary>以联合体形式。</summary>
    Consortium,

    /// <summary>以合同分包形式。</summary>
    Subcontract,
}

/// <summary>是否接受联合体，公告中的表述。</summary>
public enum ConsortiumTerm
{
    NotStated,
    Accepted,
    Refused,
}

/// <summary>评审因素的性质。</summary>
public enum FactorKind
{
    /// <summary>价格。</summary>
    Price,

    /// <summary>客观且可量化。</summary>
    Quantified,

    /// <summary>客观但不可量化：应当是实质性要求。</summary>
    ObjectiveNotQuantifiable,

    /// <summary>方案类，需评委判断。</summary>
    Judged,
}

/// <summary>价格分计算方法。</summary>
public enum PriceFormula
{
    None,

    /// <summary>低价优先法：最低报价÷报价×分值。</summary>
    LowestFirst,

    /// <summary>以平均价等为基准。</summary>
    Average,

    /// <summary>去掉最高、最低报价。</summary>
    Trimmed,
    Other,
}

/// <summary>采购标的。</summary>
/// <param name="SmeIndustry">所属行业, one of the sixteen; null when not stated.</param>
/// <param name="CompulsoryEnergySaving">On the list of products that must be bought energy-saving.</param>
/// <param name="CertificateDemanded">The certificate is a substantive requirement.</param>
public sealed record LotItem(string Name, string? SmeIndustry, bool CompulsoryEnergySaving = false, bool CertificateDemanded = false);

/// <summary>采购包。</summary>
public sealed record TenderLot(string Name, ProjectKind Kind, long BudgetFen, IReadOnlyList<LotItem> Items)
{
    public SmeReserve Reserve { get; init; }

    /// <summary>不专门面向中小企业的理由（46号文第六条五种情形之一）。</summary>
    public string? ExemptionReason { get; init; }

    /// <summary>核心产品。</summary>
    public IReadOnlyList<string> CoreProducts { get; init; } = [];

    public ConsortiumTerm Consortium { get; init; }

    public bool SubcontractAllowed { get; init; }

    public string? SubcontractContent { get; init; }

    /// <summary>分包金额或者比例上限的表述。</summary>
    public string? SubcontractLimit { get; init; }

    /// <summary>小微企业价格扣除，百分数；null：没有。</summary>
    public decimal? DeductionPercent { get; init; }

    /// <summary>联合体、分包价格扣除，百分数；null：没有。</summary>
    public decimal? SharedDeductionPercent { get; init; }

    /// <summary>扣除条款写明监狱企业和残疾人福利性单位同等待遇。</summary>
    public bool PrisonAndDisabledIncluded { get; init; }

    /// <summary>附《关于符合本国产品标准的声明函》格式。</summary>
    public bool DomesticDeclaration { get; init; }

    /// <summary>本国产品价格扣除，百分数；null：没有写。</summary>
    public decimal? DomesticDeductionPercent { get; init; }

    /// <summary>商品包装、快递包装需求标准条款。</summary>
    public bool PackagingClause { get; init; }
}

/// <summary>评审因素。</summary>
/// <param name="Weight">分值，满分100。</param>
/// <param name="RequirementId">对应的采购需求条目。</param>
/// <param name="Steps">各等次的确定分值。</param>
/// <param name="Ranges">设有区间分。</param>
public sealed record ScoringFactor(string Name, decimal Weight, FactorKind Kind, string? RequirementId, IReadOnlyList<decimal> Steps, bool Ranges = false, string Text = "");

/// <summary>采购需求条目。</summary>
public sealed record RequirementItem(string Id, string Text, bool Mandatory, bool Marked);

/// <summary>保证金条款。</summary>
/// <param name="DueAt">到账截止时间；履约保证金为null。</param>
public sealed record BondTerm(long AmountFen, DateTimeOffset? DueAt, bool GuaranteeAllowed);

/// <summary>澄清或者修改。</summary>
/// <param name="Extended">截止时间已顺延。</param>
public sealed record ClarificationTerm(DateOnly IssuedOn, bool AffectsBids, bool Extended);

/// <summary>信用信息查询规则（87号令第二十条第（十五）项）。</summary>
public sealed record CreditQueryTerm(string Channels, string CutOff, string Evidence, string Use);

/// <summary>质疑接收方式。</summary>
public sealed record ObjectionContact(string Unit, string Phone, string Address, bool Online);

/// <summary>代理费用。</summary>
public sealed record AgentFeeTerm(string Payer, string Standard);

/// <summary>履约验收方案。</summary>
public sealed record AcceptancePlan(string Subject, string Time, string Way, string Procedure, string Content, string Standard);

/// <summary>付款条款。</summary>
/// <param name="Days">自收到发票（交付）之日起的日历天数。</param>
public sealed record PaymentTerm(int Days, bool LateInterest);

/// <summary>异常低价启动线，百分数。</summary>
public sealed record AbnormalLowTerm(decimal OfMean, decimal OfSecond, decimal OfCeiling);

/// <summary>评审组织的计划。</summary>
public sealed record CommitteePlan(int Size, int Experts, bool PurchaserLeads);

/// <summary>需求调查和重点审查的记录。</summary>
public sealed record KeyReviewRecord(bool DemandSurvey, bool KeyReview, bool LawyerSigned);

/// <summary>收费。</summary>
public sealed record ChargeTerm(string Name, long AmountFen);

/// <summary>公告中与采购文件应当一致的事实。</summary>
public sealed record NoticeFacts(long? BudgetFen, DateTimeOffset? Deadline, IReadOnlyList<string> Qualifications, long? CeilingFen = null);

/// <summary>采购文件的结构化数据，供结构性检查。Amounts in fen, legal days Beijing, instants UTC; null means the document does not say.</summary>
public sealed record TenderStructure(ProcurementMethod Method, ProjectKind Kind, long ProjectBudgetFen, NoticeFacts Notice)
{
    public long? BudgetFen { get; init; }

    public long? CeilingFen { get; init; }

    public long? FloorFen { get; init; }

    public IReadOnlyList<TenderLot> Lots { get; init; } = [];

    public DateOnly? NoticeDay { get; init; }

    public DateOnly? DocumentsFrom { get; init; }

    public DateOnly? DocumentsUntil { get; init; }

    public DateTimeOffset? BidDeadline { get; init; }

    public DateTimeOffset? OpenAt { get; init; }

    /// <summary>资格预审申请文件提交截止日；null：不进行资格预审。</summary>
    public DateOnly? PrequalificationUntil { get; init; }

    public IReadOnlyList<ClarificationTerm> Clarifications { get; init; } = [];

    public int? ValidityDays { get; init; }

    public bool ValidityFromDeadline { get; init; } = true;

    public BondTerm? BidBond { get; init; }

    public BondTerm? PerformanceBond { get; init; }

    /// <summary>合同金额，尚未确定时为最高限价或者预算。</summary>
    public long ContractFen { get; init; }

    /// <summary>综合评分法的评审因素；最低价法为空。</summary>
    public IReadOnlyList<ScoringFactor> Factors { get; init; } = [];

    public PriceFormula Formula { get; init; }

    public bool ComprehensiveScoring { get; init; }

    /// <summary>执行国家统一定价或者固定价格采购。</summary>
    public bool FixedPrice { get; init; }

    /// <summary>政务信息系统。</summary>
    public bool GovernmentInformationSystem { get; init; }

    public IReadOnlyList<RequirementItem> Requirements { get; init; } = [];

    public IReadOnlyList<string> Qualifications { get; init; } = [];

    /// <summary>资格条件要求的同类业绩数量。</summary>
    public int QualificationContracts { get; init; }

    public string? QualificationContractsReason { get; init; }

    public bool ImportAllowed { get; init; }

    /// <summary>进口产品审核意见文号。</summary>
    public string? ImportApproval { get; init; }

    /// <summary>采购需求文本出现“进口”字样。</summary>
    public bool MentionsImport { get; init; }

    public CreditQueryTerm? CreditQuery { get; init; }

    public ObjectionContact? Objection { get; init; }

    /// <summary>委托代理机构采购。</summary>
    public bool Agency { get; init; }

    public AgentFeeTerm? AgentFee { get; init; }

    public AcceptancePlan? Acceptance { get; init; }

    public PaymentTerm? Payment { get; init; }

    /// <summary>政府采购合同融资告知段落。</summary>
    public bool FinancingNotice { get; init; }

    public bool PublicService { get; init; }

    public bool Complex { get; init; }

    public bool HighImpact { get; init; }

    public KeyReviewRecord? Review { get; init; }

    /// <summary>采购意向公开日。</summary>
    public DateOnly? IntentionDay { get; init; }

    /// <summary>采购活动开始日。</summary>
    public DateOnly? StartDay { get; init; }

    /// <summary>因不可预见的原因急需开展而未公开意向的理由。</summary>
    public string? UrgencyReason { get; init; }

    public CommitteePlan? Committee { get; init; }

    /// <summary>新增资产配置。</summary>
    public bool AssetPurchase { get; init; }

    /// <summary>公物仓查询无匹配的记录编号。</summary>
    public string? PoolQueryRecord { get; init; }

    public AbnormalLowTerm? AbnormalLow { get; init; }

    public IReadOnlyList<ChargeTerm> Charges { get; init; } = [];

    /// <summary>依法公示的收费项目。</summary>
    public IReadOnlyList<string> PublishedFees { get; init; } = [];

    internal bool Tender => Method == ProcurementMethods.OpenTender || Method == ProcurementMethods.InvitedTender;

    internal bool Consultation => Method == ProcurementMethods.Consultation;

    internal bool NegotiationOrInquiry => Method == ProcurementMethods.Negotiation || Method == ProcurementMethods.Inquiry;
}
