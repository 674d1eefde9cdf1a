namespace Tongcai.Exchange.Facts;

/// <summary>预算批复：a line of the approved departmental budget. Stream: the line.</summary>
[FactKind("budget.approved", FactClass.Public, Title = "预算批复", Basis = "政府采购法第三十三条")]
public sealed record BudgetApproved(
    string BudgetLineId, string OrganisationId, string OrganisationName, string DepartmentId, int Year, string Name, string CatalogueCode, long AmountFen) : IFact
{
    public string Stream => BudgetLineId;
}

/// <summary>公物仓查询与调剂：the mandatory look before buying, with what was found. Stream: the demand.</summary>
[FactKind("warehouse.queried", FactClass.Restricted, Title = "公物仓查询", Basis = "行政事业性国有资产管理条例第十一条")]
public sealed record WarehouseQueried(
    string DemandId, string CatalogueCode, int Wanted, int ReusedInUnit, int ReusedInDepartment, int Transferred, int ToBuy, string QueryReference) : IFact
{
    public string Stream => DemandId;
}

/// <summary>采购需求编制完成。Stream: the demand.</summary>
[FactKind("demand.drafted", FactClass.Restricted, Title = "采购需求", Basis = "政府采购需求管理办法第六条")]
public sealed record DemandDrafted(
    string DemandId, string OrganisationId, string BudgetLineId, string Title, string CatalogueCode, long BudgetFen, IReadOnlyList<RequirementItem> Requirements) : IFact
{
    public string Stream => DemandId;
}

/// <summary>需求中的一项要求。</summary>
/// <param name="Kind">technical 技术 or business 商务.</param>
/// <param name="Mandatory">★ substantive requirement: not meeting it makes a bid invalid.</param>
public sealed record RequirementItem(string Id, string Kind, string Text, bool Mandatory);

/// <summary>内部调剂答复：what the unit and then its department could provide, asked before the 公物仓. Stream: the demand.</summary>
[FactKind("reuse.answered", FactClass.Restricted, Title = "内部调剂答复", Basis = "行政事业性国有资产管理条例第十一条")]
public sealed record ReuseAnswered(string DemandId, int InUnit, string UnitAnswer, int InDepartment, string DepartmentAnswer) : IFact
{
    public string Stream => DemandId;
}

/// <summary>采购需求审查结论。Stream: the demand.</summary>
[FactKind("demand.reviewed", FactClass.Restricted, Title = "采购需求审查", Basis = "政府采购需求管理办法第三十条、第三十一条")]
public sealed record DemandReviewed(
    string DemandId, string Kind, bool Passed, bool NonDiscrimination, bool Competition, bool Policy, bool Risk, string Opinion) : IFact
{
    public string Stream => DemandId;
}

/// <summary>重新组织采购：a failed or annulled procurement's demand may be planned again. Stream: the demand.</summary>
/// <param name="EndedId">The procurement that ended.</param>
/// <param name="Finding">采购文件、程序有没有不合理之处.</param>
[FactKind("demand.reopened", FactClass.Restricted, Title = "重新组织采购", Basis = "政府采购法第三十七条")]
public sealed record DemandReopened(string DemandId, string EndedId, string Finding) : IFact
{
    public string Stream => DemandId;
}

/// <summary>采购实施计划备案。From here on the procurement has its id and code. Stream: the procurement.</summary>
/// <param name="MethodReasons">Why the method was proposed, each with rule id.</param>
/// <param name="SetAside">中小企业预留: none, whole, consortium, subcontract.</param>
[FactKind("plan.filed", FactClass.Restricted, Title = "采购计划备案", Basis = "政府采购法实施条例第二十九条")]
public sealed record PlanFiled(
    string ProcurementId, string Code, string DemandId, string BudgetLineId, string PurchaserId, string Title, string CatalogueCode, string Kind, string Method,
    IReadOnlyList<string> MethodReasons, long BudgetFen, string SetAside, string EvaluationMethod) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>采购意向公开。The first public fact of a procurement. Stream: the procurement.</summary>
/// <param name="WarehouseNote">What reuse and 公物仓 query ended in, one sentence.</param>
/// <param name="ExpectedOn">First day on which the purchase may start.</param>
/// <param name="UrgentReason">Reason when the thirty days are not kept for an unforeseeable urgency; else empty.</param>
[FactKind("intention.published", FactClass.Public, Title = "采购意向公开", Basis = "财库〔2020〕10号")]
public sealed record IntentionPublished(
    string ProcurementId, string Code, string Title, string PurchaserId, string PurchaserName, string Region, string CatalogueCode, string CatalogueName,
    string BudgetLineId, string BudgetLineName, long BudgetFen, string Summary, string Method, string SetAside, string WarehouseNote, DateOnly PublishedOn, DateOnly ExpectedOn, string UrgentReason) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>委托代理。No act of an agency without it. Stream: the procurement.</summary>
/// <param name="FeePayer">purchaser or winner; who entrusts pays unless agreed and published.</param>
[FactKind("agency.entrusted", FactClass.Public, Title = "委托代理协议", Basis = "政府采购法第二十条")]
public sealed record AgencyEntrusted(
    string ProcurementId, string AgencyId, string AgencyName, IReadOnlyList<string> Scope, string FeePayer, string FeeStandard, long FeeFen) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>委托代理要约：the purchaser's offer, until the agency answers. Stream: the procurement.</summary>
[FactKind("entrustment.offered", FactClass.Restricted, Title = "委托代理要约", Basis = "政府采购法第二十条")]
public sealed record EntrustmentOffered(
    string ProcurementId, string AgencyId, string AgencyName, IReadOnlyList<string> Scope, string FeePayer, string FeeStandard, long FeeFen) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>代理机构不接受委托。Stream: the procurement.</summary>
[FactKind("entrustment.declined", FactClass.Restricted, Title = "不接受委托", Basis = "政府采购法第二十条")]
public sealed record EntrustmentDeclined(string ProcurementId, string AgencyId, string Reason) : IFact
{
    public string Stream => ProcurementId;
}
