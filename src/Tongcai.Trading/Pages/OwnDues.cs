using System.Data.Common;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web.Parts;
using Tongcai.Trading.Challenges;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Experts;
using Tongcai.Trading.Payments;
using Tongcai.Trading.Performance;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;
using Tongcai.Trading.SingleSource;

namespace Tongcai.Trading.Pages;

/// <summary>合同、质疑、评审席位、单一来源邀请的待办：what waits for one organisation or expert beside the steps of a procurement.</summary>
/// <param name="Procurements">Every procurement that is spoken of, by its id.</param>
public sealed record OwnDues(
    IReadOnlyList<Contract> Contracts, IReadOnlyList<Acceptance> Acceptances, IReadOnlyList<Invoice> Invoices, IReadOnlyList<Payment> Payments, IReadOnlyList<Challenge> Challenges,
    IReadOnlyList<Seat> Seats, IReadOnlyList<Seat> Negotiators, IReadOnlyList<SourceMeeting> Meetings, IReadOnlyDictionary<string, Procurement> Procurements)
{
    internal static async Task<OwnDues> Load(DbConnection db, Actor actor)
    {
        const string Open = "id in (select id from procurement where stage not in ('Paid', 'Ended'))";
        const string Own = $"(purchaser_id = @OrganisationId or supplier_id = @OrganisationId) and procurement_{Open}";
        var own = new { actor.OrganisationId, actor.AccountId };
        var contracts = actor.OrganisationId.Length > 0 ? await db.Where<Contract>(Own, own) : [];
        var ofContracts = $"contract_id in (select id from contract where {Own})";
        const string Asked = "answered_on is null and procurement_id in (select id from procurement where purchaser_id = @OrganisationId or agency_id = @OrganisationId)";
        const string Seated = $"account_id = @AccountId and kind <> 'negotiator' and answer in ('invited', 'accepted') and procurement_{Open}";
        const string Unsigned = "account_id = @AccountId and kind = 'negotiator' and procurement_id in (select id from procurement where stage = 'Evaluating') and procurement_id not in (select procurement_id from report_signature where account_id = @AccountId)";
        const string Invited = "supplier_id = @OrganisationId and offers = 0 and id in (select id from procurement where stage = 'Opened')";
        var challenges = actor.Is(Role.Purchaser) || actor.Is(Role.Agency) ? await db.Where<Challenge>(Asked, own) : [];
        // A purchaser's representative has a seat too.
        var seats = actor.Is(Role.Expert) || actor.Is(Role.Purchaser) ? await db.Where<Seat>(Seated, own) : [];
        var negotiators = actor.Is(Role.Purchaser) || actor.Is(Role.Agency) ? await db.Where<Seat>(Unsigned, own) : [];
        var meetings = actor.Is(Role.Supplier) ? await db.Where<SourceMeeting>(Invited, own) : [];
        var procurements = contracts.Count + challenges.Count + seats.Count + negotiators.Count + meetings.Count == 0 ? [] : await db.Where<Procurement>(
            $"id in (select procurement_id from contract where {Own} union select procurement_id from challenge where {Asked} union select procurement_id from seat where {Seated} union select procurement_id from seat where {Unsigned} union select id from source_meeting where {Invited})", own);
        return new(
            contracts,
            contracts.Count == 0 ? [] : await db.Where<Acceptance>(ofContracts, own),
            contracts.Count == 0 ? [] : await db.Where<Invoice>(ofContracts, own),
            contracts.Count == 0 ? [] : await db.Where<Payment>(ofContracts, own),
            challenges, seats, negotiators, meetings, procurements.ToDictionary(p => p.Id));
    }

    /// <summary>One line for each thing that is to be done, whoever of the organisation may do it.</summary>
    internal IEnumerable<Todo> Of(QueryContext context, DateOnly today)
    {
        var actor = context.Actor;
        foreach (var contract in Contracts)
        {
            var owns = contract.PurchaserId == actor.OrganisationId ? Owner.Purchaser.Kind : Owner.Bidder.Kind;
            foreach (var (act, limit, from, due) in Next(contract, owns == Owner.Bidder.Kind))
                yield return Item(context, act, contract.ProcurementId, $"/contracts/{contract.Id}", path => path.Replace("{contract}", contract.Id, StringComparison.Ordinal), owns, limit, from, due, today);
        }

        foreach (var challenge in Challenges)
        {
            var owns = actor.Is(Role.Purchaser) ? Owner.Purchaser.Kind : Owner.Agency.Kind;
            yield return Item(
                context, "answer-challenge", challenge.ProcurementId, $"/challenges/{challenge.Id}", path => path.Replace("{challenge}", challenge.Id, StringComparison.Ordinal), owns,
                TimeLimits.ChallengeAnswer, challenge.LodgedOn, challenge.AnswerBy, today);
        }

        foreach (var seat in Seats.Where(s => Procurements.ContainsKey(s.ProcurementId)))
        {
            var procurement = Procurements[seat.ProcurementId];
            if (seat.Answer == "invited")
                yield return Plain("答复评审邀请", procurement, $"/seats/{seat.Id}/answer", "/seats");
            else if (procurement.Stage is Stage.Opened or Stage.Evaluating)
                yield return Plain("评审", procurement, $"/procurements/{procurement.Id}/evaluation", actor.Is(Role.Expert) ? "/seats" : $"/procurements/{procurement.Id}");
        }

        foreach (var seat in Negotiators)
            yield return Plain("签署协商情况记录", Procurements[seat.ProcurementId], $"/procurements/{seat.ProcurementId}/report/signature", $"/procurements/{seat.ProcurementId}/source");

        foreach (var meeting in Meetings)
            yield return Plain(OfferSource.Act.Title, Procurements[meeting.Id], $"/procurements/{meeting.Id}/source/offer", $"/procurements/{meeting.Id}/source", $"{meeting.MeetingAt.BeijingTime()} 协商");

        static Todo Plain(string title, Procurement procurement, string href, string subject, string left = "无法定时限") => new(title, procurement.Title, subject, "", "", left, Mark.Waiting, null, "办理", href, "");
    }

    /// <summary>The acts that a contract waits for from one of its sides.</summary>
    private IEnumerable<(string Act, TimeLimit? Limit, DateOnly From, DateOnly? Due)> Next(Contract contract, bool supplier)
    {
        if (contract.SignedOn is not { } signed)
        {
            if ((supplier ? contract.SupplierSignature : contract.PurchaserSignature) is null)
                yield return ("sign-contract", TimeLimits.ContractSigning, contract.SignBy.AddDays(-TimeLimits.ContractSigning.Days), contract.SignBy);
            yield break;
        }

        var accepted = Acceptances.Where(a => a.ContractId == contract.Id && a.Passed).Sum(a => a.AcceptedFen);
        var invoices = Invoices.Where(i => i.ContractId == contract.Id).ToList();
        if (supplier)
        {
            if (accepted > invoices.Sum(i => i.AmountFen))
                yield return ("receive-invoice", null, signed, null);
            yield break;
        }

        if (contract.PublishedOn is null)
            yield return ("publish-contract", TimeLimits.ContractPublication, signed, Last(TimeLimits.ContractPublication, signed));
        if (contract.FiledOn is null)
            yield return ("file-contract", TimeLimits.ContractFiling, signed, Last(TimeLimits.ContractFiling, signed));
        if (accepted < contract.PriceFen)
            yield return ("record-acceptance", null, signed, null);
        foreach (var invoice in invoices.Where(i => Payments.All(p => p.InvoiceId != i.Id || p.State == "refused")))
            yield return ("request-payment", TimeLimits.PaymentDue, invoice.ReceivedOn, invoice.DueOn);
    }

    /// <summary>The last day; null in a year whose holidays are not announced.</summary>
    private static DateOnly? Last(TimeLimit limit, DateOnly from)
    {
        try
        {
            return limit.Latest(from, WorkCalendar.Official);
        }
        catch (CalendarNotAnnouncedException)
        {
            return null;
        }
    }

    private Todo Item(
        QueryContext context, string act, string procurementId, string subject, Func<string, string> path, string owns, TimeLimit? limit, DateOnly from, DateOnly? due, DateOnly today)
    {
        var procurement = Procurements[procurementId];
        var offer = Offers.Of(context, [act], path, new HashSet<string> { owns }, act == "answer-challenge" ? "" : Standstill.Check(procurement)?.Reason ?? "")[0];
        var deadline = limit is null || due is not { } last ? null : new Deadline(act, offer.Title, limit, from, last);
        return new(
            offer.Title, procurement.Title, subject, limit is null ? "" : $"{limit.Trigger}起 {limit.Length}内", limit is null ? "" : $"{limit.Source.Instrument}{limit.Source.Article}",
            deadline?.Left(today) ?? "无法定时限", deadline?.Mark(today) ?? Mark.Waiting, due, "办理", offer.Href, offer.Refused);
    }
}
