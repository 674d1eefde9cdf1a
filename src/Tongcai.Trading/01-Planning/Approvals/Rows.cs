using Tongcai.Exchange.Facts;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Planning;

/// <summary>审批申请的办理状态。</summary>
public enum ApprovalState
{
    [Label("待公示")] Prepared,
    [Label("公示中")] Publicised,
    [Label("待财政部门批复")] Submitted,
    [Label("已批准")] Approved,
    [Label("未批准")] Refused,
    [Label("已结束")] Dropped,
    [Label("已用于采购计划")] Used,
}

/// <summary>采购审批：采用公开招标以外的方式，或者采购进口产品。One application from its making to its use by a plan.</summary>
[Table("approval")]
public sealed record Approval : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    /// <summary>Id that the procurement will have; all applications for one round of a demand share it.</summary>
    public string ProcurementId { get; init; } = "";
    public string DemandId { get; init; } = "";
    public string PurchaserId { get; init; } = "";
    public string PurchaserName { get; init; } = "";
    /// <summary>method or import.</summary>
    public string Subject { get; init; } = "";
    public string Title { get; init; } = "";
    public string Method { get; init; } = "";
    public string Ground { get; init; } = "";
    public string Reason { get; init; } = "";
    public string Consent { get; init; } = "";
    public string Region { get; init; } = "";
    public long BudgetFen { get; init; }
    public bool ReachesOpenTender { get; init; }
    public string SupplierName { get; init; } = "";
    public string SupplierAddress { get; init; } = "";
    public Json<List<ExpertArgument>> Arguments { get; init; } = new([]);
    public string FailedTenderId { get; init; } = "";
    public string OriginalContractId { get; init; } = "";
    public string OriginalContract { get; init; } = "";
    public ApprovalState State { get; init; }
    public string AuthorId { get; init; } = "";
    public DateOnly? PublicisedFrom { get; init; }
    public DateOnly? PublicisedTo { get; init; }
    public DateOnly? SubmittedOn { get; init; }
    /// <summary>文号 of the decision; of the unit's own where the law asks for none.</summary>
    public string Number { get; init; } = "";
    public DateOnly? DecidedOn { get; init; }
    public string Opinion { get; init; } = "";
}

/// <summary>对单一来源公示的异议。</summary>
[Table("source_objection")]
public sealed record SourceObjection : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ApprovalId { get; init; } = "";
    public string SupplierId { get; init; } = "";
    public string SupplierName { get; init; } = "";
    public string Text { get; init; } = "";
    public DateOnly ObjectedOn { get; init; }
    public bool Upheld { get; init; }
    public string Conclusion { get; init; } = "";
    public DateOnly? AnsweredOn { get; init; }
}
