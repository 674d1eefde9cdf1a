using System.Text;
using Dapper;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Platform;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Risk.Bidding;

namespace Tongcai.Supervision.Watch;

/// <summary>在监规则：what else a watched fact causes, in the same commit: warnings, receipts of orders.</summary>
public interface IWatchRule
{
    /// <param name="row">The procurement with the fact.</param>
    /// <param name="kept">The fact as it is kept; not in the database yet.</param>
    Task<Commit> On(Watched row, WatchedFact kept, IFact fact, FactOrigin origin, CancellationToken cancel);
}

/// <summary>监督平台从账本学到的：every fact of a procurement is kept and told to the row of its procurement.</summary>
public static class WatchReaders
{
    public static void AddWatchReaders(this IServiceCollection services)
    {
        services.AddFactReader<OrganisationRegistered>(ReadOrganisation);
        services.AddFactReader<CertificateRegistered>((p, fact, _, cancel) =>
            p.GetRequiredService<IStore>().Read(async db => KnownRegistry.Learn(fact, await KnownRegistry.Certificate(db, fact.SerialNumber)), cancel));
        services.AddFactReader<ExpertRegistered>((p, fact, _, cancel) => p.GetRequiredService<IStore>().Read(async db =>
            Commit.Empty.Put((await db.Find<WatchedExpert>(fact.ExpertId) ?? new WatchedExpert { Id = fact.ExpertId }) with { Name = fact.Name, Employer = fact.Employer }), cancel));
        services.AddFactReader<AccountDisabled>((p, fact, _, _) => p.GetRequiredService<Sessions>().EndAll(fact.AccountId));
        foreach (var type in ProcurementFacts)
            services.AddSingleton(p => new FactReader(type, (fact, origin, cancel) => Read(p.GetRequiredService<IStore>(), p.GetRequiredService<FactKinds>(), p.GetServices<IWatchRule>(), fact, origin, cancel)));
    }

    /// <summary>Facts whose stream is a procurement, in chain order; the order also parts facts of one instant.</summary>
    public static readonly IReadOnlyList<Type> ProcurementFacts =
    [
        typeof(ApprovalPrepared), typeof(SourcePublicised), typeof(SourceObjected), typeof(ObjectionAnswered), typeof(ApprovalDropped), typeof(ApprovalApplied), typeof(EmergencyDeclared), typeof(PlanFiled), typeof(FrameworkFiled), typeof(FrameworkCalled), typeof(IntentionPublished), typeof(EntrustmentOffered), typeof(EntrustmentDeclined), typeof(AgencyEntrusted), typeof(DocumentDrafted), typeof(DocumentConfirmed),
        typeof(CallOffBegun), typeof(KeyCeremonyHeld), typeof(PrequalificationPublished), typeof(ApplicationSubmitted), typeof(ApplicationReviewed), typeof(PrequalificationFailed), typeof(CandidatesListed), typeof(InviteesCommitted), typeof(InviteesDrawn), typeof(NoticePublished), typeof(SupplierInvited), typeof(QuestionAsked), typeof(ClarificationPublished), typeof(CorrectionPublished), typeof(BidSealed), typeof(BidWithdrawn), typeof(AttemptReported),
        typeof(RepresentativeAppointed), typeof(DrawCommitted), typeof(ExpertsDrawn), typeof(SeatAnswered), typeof(DeadlinePassed), typeof(OpeningCalled), typeof(ContentKeyHanded), typeof(PartialsPublished), typeof(ContentKeysDisclosed), typeof(BidsOpened), typeof(ResponsesOpened), typeof(ResponsesRead), typeof(NegotiationRecorded), typeof(NeedChangeProposed), typeof(NeedChangeNotified), typeof(OffersCalled), typeof(OffersClosed), typeof(NegotiationLeft), typeof(OpeningObjected), typeof(OpeningRecorded), typeof(BondVerified),
        typeof(SourceInvited), typeof(SourceOffered), typeof(SourceRecorded), typeof(QualificationReviewed), typeof(ComplianceSubmitted), typeof(ComplianceReviewed), typeof(ScoresSaved), typeof(ScoresSubmitted), typeof(ReportDrafted), typeof(ReportSigned), typeof(EvaluationReported),
        typeof(FrameworkApplied), typeof(FrameworkDeclined), typeof(FrameworkAdmitted), typeof(FrameworkEntered), typeof(AgreementSignatureGiven), typeof(FrameworkAgreed), typeof(FrameworkLeft), typeof(FrameworkSummarised), typeof(CallOffInvited), typeof(CallOffAwarded),
        typeof(AwardDecided), typeof(DocumentDisclosed), typeof(InviteesDisclosed), typeof(ResultPublished), typeof(AwardLetterIssued), typeof(ReasonsGiven), typeof(ChallengeLodged), typeof(ChallengeAnswered),
        typeof(ContractDrafted), typeof(ContractSignatureGiven), typeof(ContractSigned), typeof(ContractPublished), typeof(ContractFiled), typeof(AcceptanceRecorded),
        typeof(InvoiceReceived), typeof(PaymentRequested), typeof(PaymentRefused), typeof(PaymentMade), typeof(BondOrdered), typeof(BondReturned), typeof(BondClaimed), typeof(OrderObeyed), typeof(ProcurementEnded), typeof(ArchiveFiled),
    ];

    private static readonly Dictionary<Type, int> Rank = ProcurementFacts.Select((t, i) => (t, i)).ToDictionary();

    /// <summary>Place of the fact's kind in the chain; parts facts of one instant.</summary>
    public static int RankOf(IFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return Rank[fact.GetType()];
    }

    /// <summary>The row of a procurement after one more fact. Facts of two feeds arrive in any order; the row is that of all facts in their own order.</summary>
    /// <param name="known">The row so far; null for the first fact.</param>
    /// <param name="earlier">The facts so far; asked for only when the new one is not the latest.</param>
    /// <param name="fresh">The new fact.</param>
    public static async Task<Watched> Learn(Watched? known, Func<Task<IReadOnlyList<WatchedFact>>> earlier, WatchedFact fresh, FactKinds kinds)
    {
        ArgumentNullException.ThrowIfNull(fresh);
        ArgumentNullException.ThrowIfNull(earlier);
        if (known is null || fresh.At > known.LastAt)
            return (known ?? new Watched { Id = fresh.ProcurementId }).With(Open(fresh, kinds), fresh.At, fresh.Title);
        var all = (await earlier()).Append(fresh).Select(f => (Row: f, Fact: Open(f, kinds)))
            .OrderBy(f => f.Row.At).ThenBy(f => Rank[f.Fact.GetType()]).ThenBy(f => f.Row.Ledger, StringComparer.Ordinal).ThenBy(f => f.Row.LeafIndex).ThenBy(f => f.Row.Id, StringComparer.Ordinal);
        return all.Aggregate(new Watched { Id = known.Id, Version = known.Version }, (row, f) => row.With(f.Fact, f.Row.At, f.Row.Title));
    }

    /// <summary>The fact as it is kept.</summary>
    public static WatchedFact Keep(IFact fact, FactOrigin origin, string title) => new()
    {
        Id = origin.Leaf.Id,
        ProcurementId = fact.Stream,
        Kind = origin.Leaf.Kind,
        Subject = fact switch { ChallengeLodged c => c.ChallengeId, ChallengeAnswered c => c.ChallengeId, _ => "" },
        SupplierId = fact switch { ChallengeLodged c => c.SupplierId, ChallengeAnswered c => c.SupplierId, _ => "" },
        Title = title,
        At = origin.Leaf.At,
        Ledger = origin.Ledger,
        LeafIndex = origin.Index,
        Digest = FactLeaf.HashOf(origin.Leaf.Write()),
        Restricted = origin.Restricted,
        Body = Encoding.UTF8.GetString(FactBody.Write(fact)),
    };

    /// <summary>A kept fact as the record it is.</summary>
    public static IFact Open(WatchedFact kept, FactKinds kinds)
    {
        var (fact, problem) = FactBody.Read(kinds.Find(kept.Kind)!, Encoding.UTF8.GetBytes(kept.Body));
        return fact ?? throw new InvalidOperationException(problem);
    }

    private static async Task<Commit> Read(IStore store, FactKinds kinds, IEnumerable<IWatchRule> rules, IFact fact, FactOrigin origin, CancellationToken cancel)
    {
        var (known, ledger) = await store.Read(async db => (
            await db.Find<Watched>(fact.Stream), await db.ExecuteScalarAsync<string?>("select ledger from watched_fact where procurement_id = @Stream limit 1", new { fact.Stream })), cancel);
        if (ledger is not null && ledger != origin.Ledger) throw new InvalidOperationException($"项目属于账本 {ledger}，{origin.Ledger} 不能记录它的事实");
        var fresh = Keep(fact, origin, kinds.Of(fact).Title);
        var row = await Learn(
            known, async () => await store.Read(db => db.Where<WatchedFact>("procurement_id = @Id", new { known!.Id }), cancel), fresh, kinds);
        var commit = Commit.Empty.Put(row).Insert(fresh);
        foreach (var rule in rules)
            commit = commit.And(await rule.On(row, fresh, fact, origin, cancel));
        return commit;
    }

    private static Task<Commit> ReadOrganisation(IServiceProvider services, OrganisationRegistered fact, FactOrigin origin, CancellationToken cancel) =>
        services.GetRequiredService<IStore>().Read(async db =>
        {
            var known = await db.Find<WatchedOrganisation>(fact.OrganisationId);
            var row = (known ?? new WatchedOrganisation { Id = fact.OrganisationId }) with
            {
                Name = fact.Name, CreditCode = fact.CreditCode, Region = fact.Region, Address = fact.Address, AddressKey = PartyLinks.Normalise(fact.Address), ParentId = fact.ParentId, Roles = new([.. fact.Roles]),
            };
            return Commit.Empty.Put(row).And(KnownRegistry.Learn(fact, await KnownRegistry.Organisation(db, fact.OrganisationId)));
        }, cancel);
}
