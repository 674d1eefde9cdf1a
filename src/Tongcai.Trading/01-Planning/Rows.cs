using Tongcai.Exchange.Facts;
using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Planning;

/// <summary>预算指标行。What is drawn never passes what was approved.</summary>
[Table("budget_line")]
public sealed record BudgetLine : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string OrganisationId { get; init; } = "";
    public string OrganisationName { get; init; } = "";
    public string DepartmentId { get; init; } = "";
    public int Year { get; init; }
    public string Name { get; init; } = "";
    public string CatalogueCode { get; init; } = "";
    public long AmountFen { get; init; }
    public long DrawnFen { get; init; }
}

/// <summary>采购需求的办理状态。</summary>
public enum DemandState
{
    Drafted,
    Queried,
    Reviewed,
    Returned,
    Planned,
}

/// <summary>采购需求。</summary>
[Table("demand")]
public sealed record Demand : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string OrganisationId { get; init; } = "";
    public string BudgetLineId { get; init; } = "";
    public string Title { get; init; } = "";
    public string CatalogueCode { get; init; } = "";
    public string CatalogueName { get; init; } = "";
    /// <summary>货物 goods, 服务 services, 工程 works.</summary>
    public string Kind { get; init; } = "";
    public long Quantity { get; init; }
    public string Unit { get; init; } = "";
    public long BudgetFen { get; init; }
    public string Summary { get; init; } = "";
    public Json<List<RequirementItem>> Requirements { get; init; } = new([]);
    public string AuthorId { get; init; } = "";
    public string? ReuseInUnit { get; init; }
    public string? ReuseInDepartment { get; init; }
    public string? WarehouseReference { get; init; }
    public int ReusedCount { get; init; }
    /// <summary>Of them from elsewhere in the department.</summary>
    public int ReusedInDepartmentCount { get; init; }
    public int TransferredCount { get; init; }
    public long ToBuy { get; init; }
    /// <summary>What the part still to be bought may cost, fen: its share of the budget; what reuse saved is saved.</summary>
    public long ToBuyFen => (long)((Int128)BudgetFen * ToBuy / Math.Max(1, Quantity));
    public string? ReviewerId { get; init; }
    public string? ReviewOpinion { get; init; }
    public DemandState State { get; init; }
    /// <summary>Counts revisions; a warehouse transfer of an earlier round stays what it was.</summary>
    public int Round { get; init; }
    /// <summary>The procurement planned for it; null before, and after it was reopened.</summary>
    public string? ProcurementId { get; init; }
}

/// <summary>委托代理协议。Id = procurement id; offered by the purchaser, in force when the agency has accepted.</summary>
[Table("entrustment")]
public sealed record Entrustment : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string AgencyId { get; init; } = "";
    public string AgencyName { get; init; } = "";
    public Json<List<string>> Scope { get; init; } = new([]);
    /// <summary>purchaser or winner.</summary>
    public string FeePayer { get; init; } = "";
    public string FeeStandard { get; init; } = "";
    public long FeeFen { get; init; }
    public DateOnly OfferedOn { get; init; }
    public DateOnly? AcceptedOn { get; init; }
    /// <summary>Why the agency declined; null while it has not.</summary>
    public string? Declined { get; init; }
}

/// <summary>项目所处环节。The order of the chain.</summary>
public enum Stage
{
    Filed,
    Intended,
    Entrusted,
    Drafted,
    Confirmed,
    Noticed,
    Closed,
    Opened,
    Evaluating,
    Reported,
    Decided,
    Published,
    Contracted,
    Accepted,
    Paid,
    Ended,
}

/// <summary>采购项目。One row from plan to payment; what a stage produces has rows of its own.</summary>
[Table("procurement")]
public sealed record Procurement : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string Code { get; init; } = "";
    public string DemandId { get; init; } = "";
    public string BudgetLineId { get; init; } = "";
    public string PurchaserId { get; init; } = "";
    public string PurchaserName { get; init; } = "";
    public string PurchaserContact { get; init; } = "";
    public string? AgencyId { get; init; }
    public string? AgencyName { get; init; }
    public string? AgencyContact { get; init; }
    public string Title { get; init; } = "";
    public string CatalogueCode { get; init; } = "";
    public string CatalogueName { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Region { get; init; } = "";
    /// <summary>Code of Tongcai.Law.ProcurementMethods, e.g. GKZB.</summary>
    public string Method { get; init; } = "";
    public string EvaluationMethod { get; init; } = "";
    public string SetAside { get; init; } = "none";
    public long BudgetFen { get; init; }
    public Stage Stage { get; init; }
    /// <summary>Account that handles it for the purchaser (经办); may not review or confirm it.</summary>
    public string HandlerId { get; init; } = "";
    public DateOnly FiledOn { get; init; }
    public DateOnly? IntentionOn { get; init; }
    public DateOnly? ExpectedOn { get; init; }
    public string? UrgentReason { get; init; }
    public DateOnly? EntrustedOn { get; init; }
    public long AgencyFeeFen { get; init; }
    public string? FeePayer { get; init; }
    public DateOnly? NoticedOn { get; init; }
    /// <summary>Until when applications for a prequalification are taken; null: none is announced.</summary>
    public DateTimeOffset? ApplyBy { get; init; }
    public DateTimeOffset? BidDeadline { get; init; }
    public DateTimeOffset? OpenedAt { get; init; }
    /// <summary>Until when last offers are taken; null: no round is open.</summary>
    public DateTimeOffset? OfferDeadline { get; init; }
    /// <summary>Two suppliers are enough: approved after a tender in which two were left, or one of the cases in which a consultation may go on with two.</summary>
    public bool TwoSuppliers { get; init; }
    public DateOnly? ReportedOn { get; init; }
    public DateOnly? DecidedOn { get; init; }
    public DateOnly? ResultOn { get; init; }
    public DateOnly? ChallengeUntil { get; init; }
    /// <summary>Order of the supervision platform under which the procurement stands still; every later act of the chain refuses while it is set.</summary>
    public string? SuspendedBy { get; init; }
    public DateOnly? SuspendedUntil { get; init; }
    /// <summary>Open 质疑 that may change the result; the contract waits while it is set (实施条例第五十四条).</summary>
    public string? ContractHold { get; init; }
    /// <summary>Approved application on which the method rests; empty: none was needed.</summary>
    public string ApprovalId { get; init; } = "";
    /// <summary>Code of the ground of that approval (Tongcai.Law.MethodGrounds); empty: none.</summary>
    public string Ground { get; init; } = "";
    /// <summary>核准文号 under which imported products may be bought; empty: 不采购进口产品.</summary>
    public string ImportNumber { get; init; } = "";
    /// <summary>框架协议的条件; null under other methods and in the second stage.</summary>
    public Json<FrameworkTerms?> Framework { get; init; } = new(null);
    /// <summary>Framework under which it is bought (第二阶段); empty: under none.</summary>
    public string FrameworkId { get; init; } = "";
    public string? Ending { get; init; }
    public string? EndingReason { get; init; }
}
