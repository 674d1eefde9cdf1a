using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Opening;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Frameworks;

/// <summary>二次竞价成交。After the opening the lowest quote wins, of equals the one that ranked first; what cannot count is named and left out. With none the purchase ends and the demand may be taken up again.</summary>
public static class ConcludeCallOff
{
    public sealed record Request;

    public static readonly Act Act = new("conclude-call-off", "二次竞价成交", "/procurements/{id}/call-off/conclusion", Access.To(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [FrameworkRules.LowestQuote, FrameworkRules.TimeToQuote, CompetitionRules.CallOffCeiling, FrameworkRules.OnlyEntrants, CreditRules.ListedRefused, TimeLimits.CallOffNotice],
        Button = "成交",
        Intro = "报价最低的成交，报价相同的看入围排序，随即公告并发出成交通知书。超过协议价格、没有开启、已经退出的报价写明原因，不计入；没有有效报价的，本次采购终止，需求可以重新组织。",
        Irreversible = true,
    };

    /// <param name="noticeId">Random id of the notice.</param>
    internal static Outcome<Commit> Decide(CallOffCase c, BudgetLine line, int objections, Actor actor, string noticeId, DateTimeOffset now) => Checks.OnTheCalendar<Commit>("", () =>
    {
        var p = c.Procurement;
        if (Standstill.Check(p) is null && p is { Stage: < Stage.Opened, BidDeadline: { } until })
            return FrameworkRules.TimeToQuote.Refuse($"报价 {until.BeijingTime()} 截止，现在还没有开启。", "截止后平台即请受托人开启；开启后再办理。");
        if (Standstill.Check(p, Act.Title, Stage.Opened) is { } standing)
            return standing;
        var today = now.BeijingDate();
        var quotes = c.Judge(today);
        var counted = quotes.Where(q => q.Fault.Length == 0).ToList();
        var left = string.Concat(quotes.Where(q => q.Fault.Length > 0).Select(q => $"未计入：{q.Opened.SupplierName}，{q.Fault}"));
        // The record of the opening is closed with what follows from it.
        var commit = Commit.Empty.Update(c.Opening! with { State = OpeningState.Recorded, ClosedAt = now }).Record(new OpeningRecorded(p.Id, now, objections), actor.OrganisationId);
        if (counted.Count == 0 || counted[0].Opened.PriceFen > p.BudgetFen)
        {
            var reason = (counted.Count == 0 ? "二次竞价没有有效报价。" : $"二次竞价 {counted.Count} 家报价，均超过本次采购的预算。") + left;
            return commit.Update(p with { Stage = Stage.Ended, Ending = "failed", EndingReason = reason })
                .Record(new ProcurementEnded(p.Id, "failed", [], FrameworkRules.LowestQuote.Id, reason, today), actor.OrganisationId);
        }

        // A quote is its price; everything else of the offer is the entry's.
        var offers = counted.Select(q => CallOffs.Offer(c.Framework, p, q.Entrant!, c.CallOff.Quantity, q.UnitPriceFen, q.Opened.Id))
            .Zip(counted, (offer, q) => q.Opened with { DeliveryDays = offer.DeliveryDays, Content = offer.Content }).ToList();
        var (award, awarded, row) = CallOffs.Award(
            c.Framework, p, c.CallOff, c.Tender, counted[0].Entrant!, counted[0].UnitPriceFen, offers[0], $"二次竞价 {counted.Count} 家有效报价，报价最低。{left}", noticeId, actor.OrganisationId, today);
        // What the quotes saved goes back to the line.
        return offers.Aggregate(commit.And(award), (all, o) => all.Update(o)).Update(awarded).Update(row).Update(line with { DrawnFen = line.DrawnFen - (p.BudgetFen - awarded.BudgetFen) });
    });

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        if (await CallOffCase.Load(context) is not { } c)
            return null;
        context.Show(c.Procurement);
        context.Show("报价截止", c.Procurement.BidDeadline?.BeijingTime() ?? "");
        foreach (var (i, q) in c.Judge(context.Now.BeijingDate()).Index())
            context.Show(q.Opened.SupplierName, q.Fault.Length > 0 ? $"不计入：{q.Fault}" : $"{Yuan.Text(q.UnitPriceFen)} 元/{c.Lot.Unit}（协议价格 {Yuan.Text(q.Entrant!.UnitPriceFen)} 元，入围排序 {q.Entrant.Rank}）{(i == 0 ? "，最低" : "")}");
        return new Request();
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await CallOffCase.Load(context) is not { } c)
            return ActContext.Missing;
        var (line, objections) = await context.Read(async db => (await db.Get<BudgetLine>(c.Procurement.BudgetLineId), (await db.Where<ObjectionRow>("procurement_id = @Id", new { c.Procurement.Id })).Count));
        return Decide(c, line, objections, context.Actor, RandomId.New(), context.Now).Done("已办理，结果随即公告。", $"/procurements/{c.Procurement.Id}");
    }
}
