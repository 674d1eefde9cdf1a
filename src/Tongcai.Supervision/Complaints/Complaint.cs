using Tongcai.Platform.Storage;

namespace Tongcai.Supervision.Complaints;

/// <summary>投诉所处环节。</summary>
public enum ComplaintState
{
    Lodged,
    Correcting,
    NotAccepted,
    Accepted,
    Decided,
    Withdrawn,
}

/// <summary>投诉。</summary>
[Table("complaint")]
public sealed record Complaint : IRow
{
    public string Id { get; init; } = "";
    public long Version { get; init; }
    public string ProcurementId { get; init; } = "";
    public string ChallengeId { get; init; } = "";
    public string SupplierId { get; init; } = "";
    public string SupplierName { get; init; } = "";
    public Json<List<string>> Items { get; init; } = new([]);
    public string Facts { get; init; } = "";
    public string LegalBasis { get; init; } = "";
    public string Demand { get; init; } = "";
    public DateOnly LodgedOn { get; init; }
    public ComplaintState State { get; init; }
    /// <summary>What has to be corrected, once (94号第二十一条).</summary>
    public string Correction { get; init; } = "";
    /// <summary>Account that accepted; may not decide (四眼原则).</summary>
    public string AcceptedBy { get; init; } = "";
    public DateOnly? AcceptedOn { get; init; }
    public DateOnly? DecideBy { get; init; }
    public string SuspensionOrderId { get; init; } = "";
    public string Number { get; init; } = "";
    public string Outcome { get; init; } = "";
    public string Grounds { get; init; } = "";
    public string DecidedBy { get; init; } = "";
    public DateOnly? DecidedOn { get; init; }
}
