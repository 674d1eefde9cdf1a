namespace Tongcai.Exchange.Facts;

/// <summary>审查标准：one criterion of a prequalification, with the standard by which it is judged.</summary>
public sealed record PrequalificationCriterion(string Id, string Title, string Standard);

/// <summary>资格预审公告，连同资格预审文件：what is bought, who may apply, by which standards it is judged, how many are invited. Stream: the procurement.</summary>
/// <param name="DocumentsFrom">First day on which the prequalification document is supplied, free.</param>
/// <param name="ApplyBy">Until when applications are taken.</param>
/// <param name="ReviewOn">资格审核日期.</param>
/// <param name="Wanted">拟邀请的供应商数量, drawn at random from those who qualify.</param>
/// <param name="Application">申请文件的组成及格式.</param>
[FactKind("prequalification.published", FactClass.Public, Title = "资格预审公告", Basis = "政府采购货物和服务招标投标管理办法第十五条")]
public sealed record PrequalificationPublished(
    string ProcurementId, string NoticeId, string Code, string Title, string PurchaserId, string PurchaserName, string PurchaserContact, string AgencyId, string AgencyName, string AgencyContact,
    string Region, string CatalogueCode, string Method, long BudgetFen, DateOnly PublishedOn, DateOnly DocumentsFrom, DateOnly DocumentsTo, DateTimeOffset ApplyBy, DateOnly ReviewOn, int Wanted,
    IReadOnlyList<LotTerms> Lots, IReadOnlyList<RequirementItem> Requirements, IReadOnlyList<string> Qualifications, IReadOnlyList<PrequalificationCriterion> Criteria, string Application,
    bool ConsortiumAllowed, string Delivery) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>对一项审查标准的说明。</summary>
public sealed record CriterionAnswer(string CriterionId, string Text);

/// <summary>提交资格预审申请。A later one replaces it. Stream: the procurement.</summary>
/// <param name="ApplicationId">Random; stands for the applicant in the draw.</param>
/// <param name="Number">Counted for each applicant, from 1.</param>
[FactKind("application.submitted", FactClass.Sealed, Title = "资格预审申请", Basis = "政府采购法实施条例第二十一条")]
public sealed record ApplicationSubmitted(string ProcurementId, string ApplicationId, string SupplierId, int Number, IReadOnlyList<CriterionAnswer> Answers, string Contact) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>对一项审查标准的结论。</summary>
/// <param name="Reason">Why it is not met; empty when it is.</param>
public sealed record CriterionFinding(string CriterionId, bool Met, string Reason);

/// <summary>资格预审结果，告知申请人：each criterion with its finding. Stream: the procurement.</summary>
[FactKind("application.reviewed", FactClass.Sealed, Title = "资格预审结果", Basis = "政府采购货物和服务招标投标管理办法第十四条")]
public sealed record ApplicationReviewed(string ProcurementId, string ApplicationId, string SupplierId, bool Passed, IReadOnlyList<CriterionFinding> Findings) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>一家申请人的结果。</summary>
public sealed record ApplicationResult(string ApplicationId, string SupplierId, string SupplierName, bool Passed, IReadOnlyList<CriterionFinding> Findings);

/// <summary>资格预审合格的供应商不足三家：who applied and with what result, for supervision; the procurement ends with it, so that nothing of it is secret to supervision any more. Stream: the procurement.</summary>
[FactKind("prequalification.failed", FactClass.Restricted, Title = "资格预审合格供应商不足", Basis = "政府采购法第三十四条")]
public sealed record PrequalificationFailed(string ProcurementId, IReadOnlyList<ApplicationResult> Applications) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>一家备选供应商。</summary>
/// <param name="Grounds">推荐理由, or its entry in the library.</param>
public sealed record ListedCandidate(string ApplicationId, string SupplierId, string SupplierName, string Grounds);

/// <summary>从供应商库选取或者书面推荐的备选供应商名单。Stream: the procurement.</summary>
/// <param name="Way">library 供应商库 or recommended 书面推荐.</param>
[FactKind("candidates.listed", FactClass.Sealed, Title = "备选供应商名单", Basis = "政府采购货物和服务招标投标管理办法第十四条")]
public sealed record CandidatesListed(string ProcurementId, string Way, int Wanted, IReadOnlyList<ListedCandidate> Candidates) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>供应商抽取承诺：the digest of the roster and both parties' commitments, before the seed is known. It tells neither names nor how many there are. Stream: the procurement.</summary>
/// <param name="RosterDigest">SM3 over the random ids of the qualified, in ascending order, a line each; hex.</param>
/// <param name="Commitments">SM3 of each party's random value, hex: agency, platform.</param>
[FactKind("invitees.committed", FactClass.Public, Title = "供应商抽取承诺", Basis = "政府采购货物和服务招标投标管理办法第十四条")]
public sealed record InviteesCommitted(string ProcurementId, string DrawId, string RosterDigest, IReadOnlyList<string> Commitments) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>名册中的一家及其顺序。</summary>
public sealed record DrawnSupplier(int Order, string ApplicationId, string SupplierId, bool Drawn);

/// <summary>随机抽取受邀请的供应商：anyone who is given it repeats it from the seed. Stream: the procurement.</summary>
/// <param name="Reveals">The random values: agency, platform.</param>
/// <param name="Witnesses">采购人工作人员 who watched.</param>
[FactKind("invitees.drawn", FactClass.Sealed, Title = "随机抽取供应商", Basis = "政府采购货物和服务招标投标管理办法第十四条")]
public sealed record InviteesDrawn(string ProcurementId, string DrawId, string Seed, IReadOnlyList<string> Reveals, IReadOnlyList<DrawnSupplier> Roster, IReadOnlyList<string> Witnesses) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>投标邀请书，发给一家供应商；all of a procurement are in one commit. Stream: the procurement.</summary>
/// <param name="DocumentSm3">SM3 of the canonical tender document that goes with it, hex.</param>
[FactKind("supplier.invited", FactClass.Sealed, Title = "投标邀请书", Basis = "政府采购法第三十四条")]
public sealed record SupplierInvited(
    string ProcurementId, string NoticeId, string ApplicationId, string SupplierId, string SupplierName, DateOnly DocumentsFrom, DateOnly DocumentsTo, DateTimeOffset BidDeadline, string OpeningPlace, string DocumentSm3) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>邀请供应商的产生情况，随中标结果公告：the draw over the random ids, so that everybody repeats it; of recommended suppliers also names and reasons. Stream: the procurement.</summary>
/// <param name="Way">notice 资格预审公告, library 供应商库 or recommended 书面推荐.</param>
/// <param name="Order">Random ids in the order in which they were drawn; the first <paramref name="Invited"/> were invited.</param>
/// <param name="Recommended">Suppliers recommended in writing, with the reasons; empty in the other ways.</param>
[FactKind("invitees.disclosed", FactClass.Public, Title = "邀请供应商产生情况", Basis = "政府采购货物和服务招标投标管理办法第六十九条")]
public sealed record InviteesDisclosed(string ProcurementId, string Way, string DrawId, string Seed, IReadOnlyList<string> Reveals, IReadOnlyList<string> Order, int Invited, IReadOnlyList<ListedCandidate> Recommended) : IFact
{
    public string Stream => ProcurementId;
}
