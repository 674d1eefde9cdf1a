using Tongcai.Exchange;
using Tongcai.Exchange.Wire;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Ledgers;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;
using Tongcai.Platform.Web.Parts;
using Tongcai.Trading.Awards;
using Tongcai.Trading.Challenges;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Questions;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Pages;

/// <summary>项目页：where it stands, by when, what is next, and every record the reader may see, each with its proof.</summary>
/// <param name="Waiting">二次竞价: why invitation or opening wait (Chinese), for those who buy; empty when they do not.</param>
public sealed record ProcurementPage(
    string Id, string Title, string Code, string Purchaser, string? Agency, string Method, string Kind, string Catalogue, string Evaluation, long BudgetFen,
    string Where, int Current, string? Standstill, DateTimeOffset Now, DateTimeOffset? BidDeadline, IReadOnlyList<Deadline> Deadlines, IReadOnlyList<Offer> Offers,
    IReadOnlyList<AskedQuestion> Questions, IReadOnlyList<ChainItem> Records, IReadOnlyList<NavItem> Places, string Waiting)
{
    public static readonly Access Readers =
        Access.To(Owner.Purchaser, Role.Purchaser).Or(Owner.Agency, Role.Agency).Or(Owner.Expert, Role.Expert).Or(Owner.None, Role.Supplier);

    public DateOnly Today => Now.BeijingDate();

    internal static async Task<ProcurementPage?> Read(QueryContext context)
    {
        var (procurement, mayBid, maySee, progress, facts, demandFacts, tender, questions, names, awards, contracts, challenges) = await context.Read(async connection =>
        {
            var found = await connection.Find<Procurement>(context["id"]);
            return (
                found,
                found is not null && await connection.MayTakePart(found, context.Actor.OrganisationId),
                found is not null && await connection.MaySeeDocument(found, context.Actor),
                await Progress.Load(connection, "id = @Id", new { Id = context["id"] }),
                found is null ? [] : await connection.FactsOf(found.Id),
                found is null ? [] : await connection.FactsOf(found.DemandId),
                found is null ? null : await connection.Find<Tender>(found.Id),
                found is null ? [] : await connection.Where<Question>("procurement_id = @Id and answer is null order by asked_at", new { found.Id }),
                found is null ? [] : await connection.NamesOf("select by_org from ledger_fact where stream = @Id or stream = @DemandId", found),
                found is null ? [] : await connection.Where<Award>("procurement_id = @Id order by id", new { found.Id }),
                found is null ? [] : await connection.Where<Contract>("procurement_id = @Id order by number", new { found.Id }),
                found is null ? [] : await connection.Where<Challenge>("procurement_id = @Id order by lodged_on, id", new { found.Id }));
        });
        if (procurement is null)
            return null;

        var owns = OwnedKinds(procurement, context.Actor);
        var inside = owns.Contains("purchaser") || owns.Contains("agency");
        // Before its notice a procurement is nobody's business outside; to a supplier it does not exist.
        if (!inside && procurement.NoticedOn is null)
            return null;

        var records = facts.Concat(inside ? demandFacts : [])
            .Where(f => f.FactClass == FactClass.Public || f.Party == context.Actor.OrganisationId || (inside && f.FactClass == FactClass.Restricted && f.Party == procurement.PurchaserId))
            .OrderBy(f => f.At).Select(f => Record(f, names, procurement.Words())).ToList();
        var standing = Planning.Standstill.Check(procurement);
        var open = inside ? questions : [];
        var offers = Pages.Places.Expected(procurement, context.Actor, context.Now, mayBid).Concat(Pages.Offers.Of(
            context, [.. progress.ActsAt(procurement).Where(a => inside || mayBid || a != "ask-question"), "end-procurement"], path => path.Replace("{id}", procurement.Id, StringComparison.Ordinal), owns, standing?.Reason ?? "", procurement.Words())).ToList();
        return new(
            procurement.Id, procurement.Title, procurement.Code, procurement.PurchaserName, procurement.AgencyName, ProcurementMethods.ByCode(procurement.Method)?.Name ?? procurement.Method,
            Kinds.Name(procurement.Kind), $"{procurement.CatalogueCode} {procurement.CatalogueName}", procurement.Evaluation(), procurement.BudgetFen,
            Turns.Sentence(procurement), Turns.Current(procurement.Stage), standing is null ? null : $"{standing.Reason}{standing.Remedy}", context.Now, procurement.BidDeadline,
            Pages.Deadlines.Of(procurement, open), inside ? offers : [.. offers.Where(o => o.Refused.Length == 0)],
            [.. open.Select(q => new AskedQuestion(q.Id, q.Text, q.AskedAt.BeijingDate()))], records,
            Pages.Places.Of(procurement, context.Actor, owns, tender is not null && (inside || maySee), awards, contracts, challenges, tender?.Document.Value.BondFen > 0 && procurement.OpenedAt is not null),
            inside && procurement.MethodRow().InvitesEntrants && procurement.Stage is (Stage.Filed or Stage.Closed) ? context.Http.RequestServices.GetRequiredService<Opening.OpeningBoard>().Waiting(procurement.Id) : "");
    }

    private MethodWords Words => (ProcurementMethods.ByName(Method) ?? ProcurementMethods.OpenTender).Words;

    /// <summary>Heading of the countdown.</summary>
    public string Countdown => Words.Say("距投标截止");

    /// <summary>What happens at the deadline.</summary>
    public string OpensThen => Words.Say("同时开标");

    /// <summary>In what senses an actor owns a procurement.</summary>
    internal static IReadOnlySet<string> OwnedKinds(Procurement procurement, Actor actor)
    {
        HashSet<string> owns = [];
        if (procurement.PurchaserId == actor.OrganisationId && actor.Is(Role.Purchaser))
            owns.Add(Owner.Purchaser.Kind);
        if (procurement.AgencyId == actor.OrganisationId && actor.Is(Role.Agency))
            owns.Add(Owner.Agency.Kind);
        return owns;
    }

    private static ChainItem Record(LedgerFact fact, Dictionary<string, string> names, MethodWords words)
    {
        var kind = FactKinds.Published.Find(fact.Kind);
        var text = kind is null ? "" : FactBody.Read(kind, fact.Body).Fact is { } body ? FactWords.Of(body) : "";
        return new(fact.At.BeijingDate(), kind is null ? fact.Kind : words.Say(kind.Title), fact.FactClass == FactClass.Public ? "已公开" : "", Mark.Done, text)
        {
            By = names.GetValueOrDefault(fact.ByOrg, fact.ByOrg),
            Index = fact.LeafIndex,
            Digest = FactLeaf.HashOf(fact.Leaf),
            Proof = fact.FactClass == FactClass.Public ? $"/ledger/proof/{fact.FactId}" : "",
            Modifies = fact.Kind is "correction.published" or "clarification.published",
        };
    }
}

/// <summary>待答复的询问, without its asker.</summary>
public sealed record AskedQuestion(string Id, string Text, DateOnly AskedOn);
