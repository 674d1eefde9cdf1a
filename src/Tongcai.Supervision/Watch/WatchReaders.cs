using System.Text;
using Dapper;
using Tongcai.Exchange;
using Tongcai.Exchange.Facts;
using Tongcai.Exchange.Follow;
using Tongcai.Exchange.Wire;
using Tongcai.Platform;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;

namespace Tongcai.Supervision.Watch;

/// <summary>监督平台从账本学到的：every fact of a procurement becomes an event and updates the row of its procurement.</summary>
public static class WatchReaders
{
    public static void AddWatchReaders(this IServiceCollection services)
    {
        services.AddFactReader<OrganisationRegistered>(ReadOrganisation);
        foreach (var type in ProcurementFacts)
            services.AddSingleton(p => new FactReader(type, (fact, origin, cancel) => Read(p.GetRequiredService<IStore>(), p.GetRequiredService<FactKinds>(), p.GetServices<IWatchRule>(), fact, origin, cancel)));
    }

    /// <summary>Facts whose stream is a procurement.</summary>
    public static readonly IReadOnlyList<Type> ProcurementFacts =
    [
        typeof(PlanFiled), typeof(IntentionPublished), typeof(AgencyEntrusted), typeof(DocumentConfirmed), typeof(KeyCeremonyHeld), typeof(NoticePublished),
        typeof(CorrectionPublished), typeof(ClarificationPublished), typeof(DeadlinePassed), typeof(BidsOpened), typeof(OpeningObjected), typeof(OpeningRecorded),
        typeof(DrawCommitted), typeof(ExpertsDrawn), typeof(QualificationReviewed), typeof(ComplianceReviewed), typeof(ScoresSubmitted), typeof(EvaluationReported),
        typeof(AwardDecided), typeof(ResultPublished), typeof(AwardLetterIssued), typeof(ReasonsGiven), typeof(ContractDrafted), typeof(ContractSignatureGiven),
        typeof(ContractSigned), typeof(ContractPublished), typeof(ContractFiled), typeof(AcceptanceRecorded), typeof(InvoiceReceived), typeof(PaymentRequested),
        typeof(PaymentRefused), typeof(PaymentMade), typeof(ChallengeLodged), typeof(ChallengeAnswered), typeof(ProcurementEnded), typeof(OrderObeyed),
        typeof(QuestionAsked), typeof(BidSealed),
    ];

    private static async Task<Commit> Read(IStore store, FactKinds kinds, IEnumerable<IWatchRule> rules, IFact fact, FactOrigin origin, CancellationToken cancel)
    {
        var known = await store.Read(db => db.QuerySingleOrDefaultAsync<Watched>("SELECT * FROM watched WHERE id = @Stream", fact), cancel);
        var kind = kinds.Of(fact);
        var row = (known ?? new Watched { Id = fact.Stream }).With(fact, origin.Leaf.At, kind.Title);
        var commit = (known is null ? Commit.Empty.Insert(row) : Commit.Empty.Update(row)).Insert(new WatchedFact
        {
            Id = origin.Leaf.Id,
            ProcurementId = fact.Stream,
            Kind = origin.Leaf.Kind,
            Subject = fact switch { ChallengeLodged c => c.ChallengeId, ChallengeAnswered c => c.ChallengeId, _ => "" },
            Title = kind.Title,
            At = origin.Leaf.At,
            Ledger = origin.Ledger,
            LeafIndex = origin.Index,
            Restricted = origin.Restricted,
            Body = Encoding.UTF8.GetString(CanonicalJson.Write(fact)),
        });
        foreach (var rule in rules)
            commit = commit.And(await rule.On(row, fact, origin, cancel));
        return commit;
    }

    private static async Task<Commit> ReadOrganisation(IServiceProvider services, OrganisationRegistered fact, FactOrigin origin, CancellationToken cancel)
    {
        var known = await services.GetRequiredService<IStore>().Read(db => db.QuerySingleOrDefaultAsync<Organisation>("SELECT * FROM organisation WHERE id = @OrganisationId", fact), cancel);
        var row = (known ?? new Organisation { Id = fact.OrganisationId }) with
        {
            Name = fact.Name, CreditCode = fact.CreditCode, Region = fact.Region, Address = fact.Address, Roles = new([.. fact.Roles]),
        };
        return known is null ? Commit.Empty.Insert(row) : Commit.Empty.Update(row);
    }
}

/// <summary>在监规则：what else a watched fact causes, in the same commit: warnings, complaint clocks.</summary>
public interface IWatchRule
{
    Task<Commit> On(Watched row, IFact fact, FactOrigin origin, CancellationToken cancel);
}
