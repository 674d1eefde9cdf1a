using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web.Parts;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Questions;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Pages;

/// <summary>一件待办。</summary>
/// <param name="Basis">Rule with its article; empty: no statutory limit.</param>
/// <param name="Left">What is left, in words.</param>
/// <param name="Due">Last day, null: none; the list is ordered by it.</param>
/// <param name="Refused">Why this person may not do it, though the organisation must; empty: may.</param>
public sealed record Todo(string Title, string Subject, string SubjectHref, string Basis, string Source, string Left, Mark Mark, DateOnly? Due, string Button, string Href, string Refused);

/// <summary>工作台：what waits for this person by statutory clock, the organisation's procurements with their steps, the clocks, and what others have to do.</summary>
public sealed record Work(string Organisation, DateOnly Today, IReadOnlyList<Todo> Mine, IReadOnlyList<Todo> Others, IReadOnlyList<ProcurementLine> Procurements, IReadOnlyList<Clock> Clocks, long ApprovedFen, long DrawnFen, bool Purchaser, bool Supplier)
{
    private const int MostShown = 200;

    /// <summary>Procurements in which every supplier may take part.</summary>
    private static readonly string Everybody = $"method not in ({string.Join(", ", ProcurementMethods.All.Append(ProcurementMethods.CallOff).Where(m => m.InvitesSome).Select(m => $"'{m.Code}'"))})";

    internal static async Task<Work?> Read(QueryContext context)
    {
        var actor = context.Actor;
        var today = context.Now.BeijingDate();
        var side = actor.Is(Role.Purchaser) ? "purchaser_id = @OrganisationId" : actor.Is(Role.Agency) ? "agency_id = @OrganisationId" : "1 = 0";
        var supplier = actor.Is(Role.Supplier);
        if (supplier)
            side = $"noticed_on is not null and ((stage = 'Noticed' and ({Everybody} or id in (select procurement_id from candidate where supplier_id = @OrganisationId and invited) or id in (select procurement_id from offer_place where supplier_id = @OrganisationId))) or (stage = 'Confirmed' and apply_by is not null) or id in (select procurement_id from bidder where supplier_id = @OrganisationId))";
        var (procurements, progress, demands, lines, questions, own, frameworks) = await context.Read(async c => (
            await c.Where<Procurement>($"{side} and stage not in ('Paid', 'Ended') order by filed_on desc limit {MostShown}", new { actor.OrganisationId }),
            await Progress.Load(c, side, new { actor.OrganisationId }),
            actor.Is(Role.Purchaser) ? await c.Where<Demand>("organisation_id = @OrganisationId and state <> 'Planned' order by title limit 200", new { actor.OrganisationId }) : [],
            actor.Is(Role.Purchaser) ? await c.Where<BudgetLine>("organisation_id = @OrganisationId", new { actor.OrganisationId }) : [],
            supplier ? [] : await c.Where<Question>($"answer is null and procurement_id in (select id from procurement where {side})", new { actor.OrganisationId }),
            await OwnDues.Load(c, actor),
            await Frameworks.FrameworkDues.Load(c, actor)));

        List<Todo> todos = [];
        List<(Deadline Deadline, Procurement Procurement)> clocks = [];
        foreach (var procurement in procurements)
        {
            var deadlines = Deadlines.Of(procurement, questions.Where(q => q.ProcurementId == procurement.Id));
            clocks.AddRange(deadlines.Select(d => (d, procurement)));
            if (!supplier)
                todos.AddRange(Of(context, procurement, progress, deadlines, today));
        }

        todos.AddRange(own.Of(context, today));
        todos.AddRange(frameworks.Of(context, today));

        todos.AddRange(demands.SelectMany(d => Of(context, d)));
        var ordered = todos.OrderBy(t => t.Due ?? DateOnly.MaxValue).ToList();
        return new(
            actor.OrganisationName, today, [.. ordered.Where(t => t.Refused.Length == 0)], [.. ordered.Where(t => t.Refused.Length > 0)],
            [.. procurements.Take(20).Select(ProcurementLine.Of)],
            [.. clocks.OrderBy(c => c.Deadline.Due).Take(8).Select(c => c.Deadline.Clock(today) with { Title = $"{c.Deadline.Title}　{c.Procurement.Title}" })],
            lines.Where(l => l.Year == today.Year).Sum(l => l.AmountFen), lines.Where(l => l.Year == today.Year).Sum(l => l.DrawnFen), actor.Is(Role.Purchaser), supplier);
    }

    private static IEnumerable<Todo> Of(QueryContext context, Procurement procurement, Progress progress, IReadOnlyList<Deadline> deadlines, DateOnly today)
    {
        var owns = ProcurementPage.OwnedKinds(procurement, context.Actor);
        var standing = Standstill.Check(procurement)?.Reason ?? "";
        var href = $"/procurements/{procurement.Id}";
        foreach (var question in deadlines.Where(d => d.Act.StartsWith("answer-question/", StringComparison.Ordinal)))
            yield return Item("答复询问", question, $"{href}/questions/{question.Act["answer-question/".Length..]}/answer", standing);

        // One expected act per procurement: the first that has its turn.
        foreach (var offer in Places.Expected(procurement, context.Actor, context.Now).Concat(Offers.Of(context, progress.ActsAt(procurement).Take(1), path => path.Replace("{id}", procurement.Id, StringComparison.Ordinal), owns, standing, procurement.Words())))
        {
            if (offer.Name is "ask-question" or "lodge-challenge")
                continue;
            var refused = offer is { Name: "confirm-document", Refused: "" } && procurement.HandlerId == context.Actor.AccountId ? "您是本项目经办人，由本单位其他人员确认" : offer.Refused;
            yield return Item(offer.Title, deadlines.FirstOrDefault(d => d.Act == offer.Name), offer.Href, refused);
        }

        Todo Item(string title, Deadline? deadline, string act, string refused) => new(
            title, procurement.Title, href, deadline is null ? "" : $"{deadline.Rule.Trigger}起 {deadline.Rule.Length}内", deadline is null ? "" : $"{deadline.Rule.Source.Instrument}{deadline.Rule.Source.Article}",
            deadline?.Left(today) ?? "无法定时限", deadline?.Mark(today) ?? Mark.Waiting, deadline?.Due, "办理", act, refused);
    }

    private static IEnumerable<Todo> Of(QueryContext context, Demand demand)
    {
        foreach (var offer in DemandTurn.Offers(context, demand, [DemandTurn.Of(demand).Expected]))
            yield return new(offer.Title, demand.Title, $"/demands/{demand.Id}", "", "", "无法定时限", Mark.Waiting, null, "办理", offer.Href, offer.Refused);
    }
}
