using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Payments;

/// <summary>发票。</summary>
[Table("invoice")]
public sealed record Invoice : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string ContractId { get; init; } = "";
    public string Number { get; init; } = "";
    public long AmountFen { get; init; }
    public DateOnly ReceivedOn { get; init; }
    public DateOnly DueOn { get; init; }
}

/// <summary>支付。Waits on the treasury; its answer completes it.</summary>
[Table("payment")]
public sealed record Payment : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string ContractId { get; init; } = "";
    public string InvoiceId { get; init; } = "";
    public long AmountFen { get; init; }
    /// <summary>requested, paid, refused.</summary>
    public string State { get; init; } = "requested";
    public DateOnly RequestedOn { get; init; }
    public DateOnly? PaidOn { get; init; }
    public string? TreasuryReference { get; init; }
}
