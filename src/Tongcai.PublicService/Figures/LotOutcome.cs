using Tongcai.Platform.Storage;

namespace Tongcai.PublicService.Figures;

/// <summary>一个采购包的公开结果：what the public facts of its procurement say of it from the opening on. Nothing of a lot stands here before its bids were opened. Id = procurement~lot.</summary>
[Table("lot_outcome", Technical = true)]
public sealed record LotOutcome : IRow
{
    /// <summary>In a condition of SQL: awarded, and neither ended nor taken back since.</summary>
    public const string InForce = "result_on is not null and not undone";

    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string LotId { get; init; } = "";

    /// <summary>Title of the procurement.</summary>
    public string Title { get; init; } = "";

    /// <summary>Title of the lot; empty where the tender document is not public.</summary>
    public string Item { get; init; } = "";
    public string PurchaserId { get; init; } = "";
    public string PurchaserName { get; init; } = "";
    public string AgencyId { get; init; } = "";
    public string AgencyName { get; init; } = "";
    public string Region { get; init; } = "";
    public string Method { get; init; } = "";
    public string CatalogueCode { get; init; } = "";

    /// <summary>0: not public.</summary>
    public long Quantity { get; init; }
    public string Unit { get; init; } = "";

    /// <summary>Bids read out for the lot; null where the method has no public opening.</summary>
    public int? Bidders { get; init; }
    public DateOnly? OpenedOn { get; init; }
    public string SupplierId { get; init; } = "";
    public string SupplierName { get; init; } = "";

    /// <summary>What the winner declared of its size; empty: nothing.</summary>
    public string SmeDeclaration { get; init; } = "";
    public long AwardFen { get; init; }

    /// <summary>Day of the result notice; null before it.</summary>
    public DateOnly? ResultOn { get; init; }

    /// <summary>Whether the lot was ended after its result.</summary>
    public bool Undone { get; init; }

    /// <summary>Agency fee of the whole result, on its first lot; 0 on the others, so that sums are right.</summary>
    public long AgencyFeeFen { get; init; }
    public string ContractId { get; init; } = "";
    public string ContractNumber { get; init; } = "";
    public long ContractFen { get; init; }
    public DateOnly? SignedOn { get; init; }
    public bool SmeReserved { get; init; }
    public long PaidFen { get; init; }
}

/// <summary>一笔公开的支付。Id = its fact.</summary>
[Table("public_payment", Technical = true)]
public sealed record PublicPayment : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string ContractNumber { get; init; } = "";
    public string PurchaserId { get; init; } = "";
    public string SupplierId { get; init; } = "";
    public string SupplierName { get; init; } = "";
    public long AmountFen { get; init; }
    public DateOnly PaidOn { get; init; }
    public DateOnly DueOn { get; init; }

    /// <summary>Paid after its last lawful day.</summary>
    public bool Late { get; init; }
}
