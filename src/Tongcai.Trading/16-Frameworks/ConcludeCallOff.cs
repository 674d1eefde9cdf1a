using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Frameworks;

/// <summary>二次竞价成交。After the deadline the lowest quote wins, of equals the one that ranked first; with none that can be paid the purchase ends and the demand may be taken up again.</summary>
public static class ConcludeCallOff
{
    public sealed record Request;

    public static readonly Act Act = new("conclude-call-off", "二次竞价成交", "/procurements/{id}/call-off/conclusion", Access.To(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [FrameworkRules.LowestQuote, FrameworkRules.TimeToQuote, CompetitionRules.CallOffCeiling, TimeLimits.CallOffNotice],
        Button = "开启报价并成交",
        Intro = "开启全部报价，报价最低的成交，随即公告并发出成交通知书。没有有效报价的，本次采购终止，需求可以重新组织。",
        Irreversible = true,
    };

    /// <param name="newId">Random ids for offers and notice.</param>
    internal static Outcome<Commit> Decide(CallOffCase c, BudgetLine line, Actor actor, Func<string> newId, DateTimeOffset now) => Checks.OnTheCalendar<Commit>("", () =>
    {
        if (Standstill.Check(c.Procurement, Act.Title, Stage.Evaluating) is { } standing)
            return standing;
        if (c.CallOff.QuoteUntil is not { } until || now < until)
            return FrameworkRules.TimeToQuote.Refuse($"报价 {c.CallOff.QuoteUntil?.BeijingTime()} 截止，现在不能开启。", "截止后再办理。");
        var today = now.BeijingDate();
        var quotes = c.Quotes.Where(q => q.UnitPriceFen > 0).Select(q => (Quote: q, Entrant: c.Entrant(q.EntrantId))).Where(q => q.Entrant.State == EntrantState.Active)
            .OrderBy(q => q.Quote.UnitPriceFen).ThenBy(q => q.Entrant.Rank).ToList();
        var reference = $"{quotes.Count} 家报价";
        if (quotes.Count == 0 || (Int128)quotes[0].Quote.UnitPriceFen * c.CallOff.Quantity > c.Procurement.BudgetFen)
        {
            var reason = quotes.Count == 0 ? "二次竞价没有有效报价。" : $"二次竞价{reference}，均超过本次采购的预算。";
            return Commit.Empty.Update(c.Procurement with { Stage = Stage.Ended, Ending = "failed", EndingReason = reason, NoticedOn = today })
                .Record(new ProcurementEnded(c.Procurement.Id, "failed", [], FrameworkRules.LowestQuote.Id, reason, today), actor.OrganisationId);
        }

        var offers = quotes.Select(q => CallOffs.Offer(c.Framework, c.Procurement, q.Entrant, c.CallOff.Quantity, q.Quote.UnitPriceFen, newId())).ToList();
        var (award, awarded, row) = CallOffs.Award(
            c.Framework, c.Procurement, c.CallOff, quotes[0].Entrant, quotes[0].Quote.UnitPriceFen, offers[0], $"二次竞价{reference}，报价最低。", newId(), actor.OrganisationId, today);
        // What the quotes saved goes back to the line.
        return offers.Aggregate(award, (all, o) => all.Insert(o)).Update(awarded).Update(row).Update(line with { DrawnFen = line.DrawnFen - (c.Procurement.BudgetFen - awarded.BudgetFen) });
    });

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        if (await CallOffCase.Load(context) is not { } c)
            return null;
        context.Show(c.Procurement);
        context.Show("报价截止", c.CallOff.QuoteUntil?.BeijingTime() ?? "");
        return new Request();
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await CallOffCase.Load(context) is not { } c)
            return ActContext.Missing;
        var (line, released) = await context.Read(async db => (await db.Get<BudgetLine>(c.Procurement.BudgetLineId), await ResultRelease.Of(db, c.Procurement.Id)));
        var outcome = Decide(c, line, context.Actor, RandomId.New, context.Now);
        return outcome.Value is { } commit ? new Done(commit.And(released), "已办理，结果随即公告。", $"/procurements/{c.Procurement.Id}") : outcome.Refusals.ToList();
    }
}
