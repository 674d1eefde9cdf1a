using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Complaints;

/// <summary>投诉所处环节。</summary>
public enum ComplaintState
{
    [Label("待审查")] Lodged,
    [Label("待补正")] Correcting,
    [Label("不予受理")] NotAccepted,
    [Label("已受理")] Accepted,
    [Label("已决定")] Decided,
    [Label("已终止")] Withdrawn,
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

    /// <summary>What has to be corrected, once (94号第二十一条), by when, and when that was said and done.</summary>
    public string Correction { get; init; } = "";
    public DateOnly? CorrectionSentOn { get; init; }
    public DateOnly? CorrectBy { get; init; }
    public DateOnly? CorrectedOn { get; init; }

    /// <summary>Written withdrawal by the complainant; empty: none.</summary>
    public string Withdrawal { get; init; } = "";
    public DateOnly? WithdrawnOn { get; init; }

    /// <summary>Day of acceptance or refusal; the clock of the review stops.</summary>
    public DateOnly? ReviewedOn { get; init; }

    /// <summary>Account that accepted; may not decide (四眼原则).</summary>
    public string AcceptedBy { get; init; } = "";

    /// <summary>收到投诉书之日即为受理之日 (94号第二十一条).</summary>
    public DateOnly? AcceptedOn { get; init; }
    public DateOnly? DecideBy { get; init; }
    public string SuspensionOrderId { get; init; } = "";

    /// <summary>文号 of the decision; empty while there is none.</summary>
    public string Number { get; init; } = "";

    /// <summary>Code as in the fact <c>complaint.decided</c>; empty while there is none.</summary>
    public string Outcome { get; init; } = "";

    /// <summary>法定驳回情形 in words; empty unless rejected.</summary>
    public string Rejection { get; init; } = "";
    public string Findings { get; init; } = "";

    /// <summary>Grounds of the decision, or of the refusal to accept.</summary>
    public string Grounds { get; init; } = "";
    public string Remedies { get; init; } = "";
    public string DecidedBy { get; init; } = "";
    public DateOnly? DecidedOn { get; init; }

    /// <summary>The clocks of the case: review and decision.</summary>
    public IReadOnlyList<LegalClock> Clocks()
    {
        List<LegalClock> clocks = [];
        try
        {
            var from = CorrectedOn ?? LodgedOn;
            if (State is not ComplaintState.Correcting)
                clocks.Add(new(TimeLimits.ComplaintAcceptance, from, TimeLimits.ComplaintAcceptance.Latest(from, WorkCalendar.Official), ReviewedOn ?? (State is ComplaintState.Withdrawn ? DecidedOn : null)));
            if (DecideBy is { } due)
                clocks.Add(new(TimeLimits.ComplaintDecision, LodgedOn, due, DecidedOn));
        }
        catch (CalendarNotAnnouncedException)
        {
            // Nothing is guessed: the clock appears when the calendar does.
        }

        return clocks;
    }
}
