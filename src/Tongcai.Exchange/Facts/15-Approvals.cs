using System.Globalization;

namespace Tongcai.Exchange.Facts;

/// <summary>一名专业人员或者专家的论证意见。</summary>
/// <param name="Title">职称.</param>
/// <param name="Lawyer">法律专家.</param>
public sealed record ExpertArgument(string Name, string Employer, string Title, bool Lawyer, string Opinion);

/// <summary>变更采购方式、进口产品审核的申请，as it goes to the finance authority. Stream: the procurement that it is for.</summary>
/// <param name="Subject">method 采购方式, import 进口产品.</param>
/// <param name="Method">Code of the method asked for; empty for imports.</param>
/// <param name="Ground">Code of the ground (MethodGrounds of the law); empty for imports.</param>
/// <param name="Consent">主管预算单位同意的文号或者意见.</param>
/// <param name="ReachesOpenTender">The amount reaches 公开招标数额标准.</param>
/// <param name="SupplierName">拟定的唯一供应商; empty where there is none.</param>
/// <param name="FailedTenderId">The tender that failed; empty: none.</param>
/// <param name="OriginalContract">原合同 number, amount and earlier additions in words; empty: no addition.</param>
/// <param name="Objections">Objections with the conclusion of the supplementary reasoning.</param>
[FactKind("approval.applied", FactClass.Restricted, Title = "采购审批申请", Basis = "政府采购法第二十七条、政府采购非招标采购方式管理办法第五条")]
public sealed record ApprovalApplied(
    string ProcurementId, string ApplicationId, string Subject, string PurchaserId, string PurchaserName, string Title, string CatalogueCode, string Kind, string Region, long BudgetFen,
    bool ReachesOpenTender, string Method, string Ground, string Reason, string Consent, string SupplierName, string SupplierAddress, IReadOnlyList<ExpertArgument> Arguments,
    string FailedTenderId, string OriginalContract, DateOnly? PublicisedFrom, DateOnly? PublicisedTo, IReadOnlyList<ObjectionConclusion> Objections, DateOnly SubmittedOn) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>采购审批申请拟订：made, but publicity comes before the authority. Stream: the procurement that it is for.</summary>
[FactKind("approval.prepared", FactClass.Restricted, Title = "采购审批申请拟订", Basis = "政府采购非招标采购方式管理办法第三十八条")]
public sealed record ApprovalPrepared(string ProcurementId, string ApplicationId, string Method, string Ground, long BudgetFen, string SupplierName) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>一件异议及其补充论证的结论。</summary>
public sealed record ObjectionConclusion(string SupplierName, string Objection, string Conclusion);

/// <summary>财政部门的批复。Signed by the authority's key; trading verifies it and only then lets the plan rest on it. Stream: the procurement.</summary>
/// <param name="Number">批准文号.</param>
/// <param name="Signature">Authority's SM2 signature, base64 raw r‖s, over the UTF-8 text of <see cref="SignedText"/>.</param>
[FactKind("approval.decided", FactClass.Restricted, Title = "采购审批批复", Basis = "政府采购法第二十七条")]
public sealed record ApprovalDecided(
    string ProcurementId, string ApplicationId, string Number, bool Approved, string Subject, string Method, string Ground, long BudgetFen, string Opinion, DateOnly DecidedOn, string Signature) : IFact
{
    public string Stream => ProcurementId;

    /// <summary>What the authority signs, a line each.</summary>
    public string SignedText() => string.Join(
        '\n', "tongcai/approval/v1", ApplicationId, ProcurementId, Number, Approved ? "approved" : "refused", Subject, Method, Ground, BudgetFen.ToString(CultureInfo.InvariantCulture),
        DecidedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Opinion);
}

/// <summary>单一来源采购公示。Before the application goes to the authority. Stream: the procurement.</summary>
/// <param name="Description">拟采购的货物或者服务的说明.</param>
/// <param name="To">Last day on which objections are taken.</param>
/// <param name="AuthorityContact">财政部门的联系地址、联系人和联系电话.</param>
[FactKind("source.publicised", FactClass.Public, Title = "单一来源采购公示", Basis = "政府采购非招标采购方式管理办法第三十八条")]
public sealed record SourcePublicised(
    string ProcurementId, string NoticeId, string PurchaserId, string PurchaserName, string PurchaserContact, string Title, string Region, string CatalogueCode, string CatalogueName,
    long BudgetFen, string Description, string Reason, string SupplierName, string SupplierAddress, IReadOnlyList<ExpertArgument> Arguments, DateOnly From, DateOnly To,
    string AgencyContact, string AuthorityContact) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>对单一来源公示的异议；同时抄送财政部门。Stream: the procurement.</summary>
[FactKind("source.objected", FactClass.Restricted, Title = "单一来源公示异议", Basis = "政府采购非招标采购方式管理办法第三十九条")]
public sealed record SourceObjected(string ProcurementId, string ObjectionId, string SupplierId, string SupplierName, string Text, DateOnly ObjectedOn) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>补充论证的结论，告知提出异议的人。Stream: the procurement.</summary>
[FactKind("objection.answered", FactClass.Restricted, Title = "补充论证结论", Basis = "政府采购非招标采购方式管理办法第四十条")]
public sealed record ObjectionAnswered(string ProcurementId, string ObjectionId, string SupplierId, bool Upheld, string Conclusion, IReadOnlyList<ExpertArgument> Arguments, DateOnly AnsweredOn) : IFact
{
    public string Stream => ProcurementId;
}

/// <summary>审批申请结束而没有报批：异议成立，或者采购人不再申请。Stream: the procurement.</summary>
[FactKind("approval.dropped", FactClass.Restricted, Title = "采购审批申请结束", Basis = "政府采购非招标采购方式管理办法第四十条")]
public sealed record ApprovalDropped(string ProcurementId, string ApplicationId, string Reason) : IFact
{
    public string Stream => ProcurementId;
}
