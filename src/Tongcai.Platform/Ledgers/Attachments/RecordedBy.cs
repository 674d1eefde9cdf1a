using Tongcai.Exchange;
using Tongcai.Exchange.Facts;

namespace Tongcai.Platform.Ledgers.Attachments;

/// <summary>
/// 谁记录什么。Which kinds of platform may record which facts: with many platforms attached, one of them must not register another's parties or decide another's complaints. A fact that
/// its platform may not record is parked and shown, never learned.
/// </summary>
internal static class RecordedBy
{
    private static readonly PlatformRole[] Hubs = [PlatformRole.PublicService, PlatformRole.UpperPublicService, PlatformRole.PeerPublicService];

    /// <summary>The registry: hubs, and supervision for the authority's own organisation.</summary>
    private static readonly HashSet<Type> Registry = [typeof(OrganisationRegistered), typeof(CertificateRegistered), typeof(ExpertRegistered), typeof(AccountRegistered), typeof(AccountDisabled)];

    private static readonly HashSet<Type> Authority =
    [
        typeof(ComplaintLodged), typeof(ComplaintReviewed), typeof(ComplaintAccepted), typeof(ComplaintCorrected), typeof(ComplaintWithdrawn), typeof(OrderIssued), typeof(ComplaintDecided),
        typeof(WarningRaised), typeof(WarningGrown), typeof(WarningAdvanced), typeof(InquirySent), typeof(InquiryAnswered), typeof(DetectorChanged),
        typeof(ApprovalDecided), typeof(DishonestyListed), typeof(DishonestyChanged), typeof(DishonestyAdvanced), typeof(InspectorKept), typeof(InspectionPlanned), typeof(InspectionDrawn), typeof(InspectionPublished), typeof(InspectionClosed),
        typeof(InspectionAdvanced), typeof(ScorePublished), typeof(ScoreObjected), typeof(ScoreAnswered),
    ];

    /// <summary>What every platform records of itself.</summary>
    private static readonly HashSet<Type> Anybody = [typeof(LedgerForked), typeof(FollowingResumed), typeof(PlatformAttached), typeof(PlatformDetached), typeof(Exchange.Wire.ClockJumped), typeof(ClockAlarmed), typeof(ClockConfirmed)];

    /// <summary>What is seen of others from outside, by those who take no bids themselves.</summary>
    private static readonly HashSet<Type> Observed = [typeof(OutageBegan), typeof(OutageEnded)];

    /// <summary>What hubs record beside the registry.</summary>
    private static readonly HashSet<Type> OfHubs = [typeof(ConformanceReported), typeof(ConsultationAsked), typeof(ConsultationAnswered), typeof(ConsultationDismissed)];

    /// <summary>Whether a platform of that kind may record facts of the type; null: configuration did not say what it is, and answers for it. Only the published interface is divided up.</summary>
    public static bool Allows(PlatformRole? role, Type fact) =>
        role is null || fact.Assembly != typeof(IFact).Assembly || Anybody.Contains(fact)
        || (OfHubs.Contains(fact) ? Hubs.Contains(role.Value) : Registry.Contains(fact) || Observed.Contains(fact) ? Hubs.Contains(role.Value) || role is PlatformRole.Supervision : Authority.Contains(fact) ? role is PlatformRole.Supervision : role is PlatformRole.Trading);

    /// <summary>The readers for a source: those of facts that it may not record park them instead.</summary>
    public static IEnumerable<FactReader> For(PlatformRole? role, IEnumerable<FactReader> readers) => readers.Select(reader => Allows(role, reader.FactType)
        ? reader
        : reader with { Read = (_, origin, _) => throw new InvalidOperationException($"{Acts.Labels.Label(role!.Value)}无权记录 {origin.Leaf.Kind} 类事实") });
}
