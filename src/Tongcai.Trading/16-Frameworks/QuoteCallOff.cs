using System.Data.Common;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Frameworks;

/// <summary>第二阶段的一次采购, with its framework and quotes.</summary>
internal sealed record CallOffCase(Procurement Procurement, CallOffRow CallOff, FrameworkCase Framework, IReadOnlyList<Quote> Quotes)
{
    public static Task<CallOffCase?> Load(RequestContext context) => context.Read(db => Of(db, context["id"]));

    private static async Task<CallOffCase?> Of(DbConnection db, string id) =>
        await db.Find<CallOffRow>(id) is { } callOff && await db.Find<Procurement>(id) is { } procurement && await FrameworkCase.Of(db, callOff.FrameworkId) is { } framework
            ? new(procurement, callOff, framework, await db.Where<Quote>("procurement_id = @id", new { id }))
            : null;

    public Entrant Entrant(string id) => Framework.Entrants.First(e => e.Id == id);
}

/// <summary>二次竞价报价。By every entrant of the lot, until the deadline, never above the agreed price; the last counts, nobody but its supplier sees it before the result.</summary>
public static class QuoteCallOff
{
    public sealed record Request([property: Field("单价", Unit = "元", Min = 1, Hint = "不超过协议价格；截止前可以再次提交，以最后一次为准")] long UnitPriceFen);

    public static readonly Act Act = new("quote-call-off", "二次竞价报价", "/procurements/{id}/quote", Access.To(Owner.None, Role.Supplier))
    {
        Rules = [CompetitionRules.CallOffCeiling, FrameworkRules.TimeToQuote, FrameworkRules.LowestQuote],
        Button = "提交报价",
        Intro = "报价最低的成交；报价相同的，入围排序在前的成交。成交公告以前，采购人和其他供应商都看不到本单位是否报价、报了多少。",
    };

    internal static Outcome<Commit> Decide(CallOffCase c, Quote own, Actor actor, Request request, DateTimeOffset now)
    {
        if (Standstill.Check(c.Procurement, Act.Title, Stage.Evaluating) is { } standing)
            return standing;
        List<Refusal> refusals = [];
        var entrant = c.Entrant(own.EntrantId);
        refusals.Unless(entrant.State == EntrantState.Active, FrameworkRules.OnlyEntrants, $"本单位现为“{entrant.State.Label()}”。", "只有在册的入围供应商可以报价。");
        refusals.Unless(now < c.CallOff.QuoteUntil, FrameworkRules.TimeToQuote, $"报价已于 {c.CallOff.QuoteUntil?.BeijingTime()} 截止。", "等成交结果公告。");
        refusals.Unless(CompetitionRules.CheckCallOff(request.UnitPriceFen, entrant.UnitPriceFen, "/unitPriceFen"));
        return refusals.Count > 0 ? refusals : Commit.Empty.Update(own with { UnitPriceFen = request.UnitPriceFen, QuotedAt = now })
            .Record(new CallOffQuoted(c.Procurement.Id, entrant.Id, entrant.SupplierId, request.UnitPriceFen), actor.OrganisationId, actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context) =>
        await CallOffCase.Load(context) is { } c && c.Quotes.FirstOrDefault(q => q.SupplierId == context.Actor.OrganisationId) is { } own
            ? Decide(c, own, context.Actor, request, context.Now).Done("报价已提交，截止前可以再次提交。", $"/procurements/{c.CallOff.FrameworkId}/framework")
            : ActContext.Missing;

    private static async Task<Request?> Prefill(ActContext context)
    {
        if (await CallOffCase.Load(context) is not { } c || c.Quotes.FirstOrDefault(q => q.SupplierId == context.Actor.OrganisationId) is not { } own)
            return null;
        var entrant = c.Entrant(own.EntrantId);
        context.Trail("框架协议", $"/procurements/{c.CallOff.FrameworkId}/framework");
        context.Show("采购", $"{c.Procurement.PurchaserName}　{c.Procurement.Title}　{c.CallOff.Quantity} {entrant.Unit}");
        context.Show("最高限价（协议价格）", $"{Yuan.Text(entrant.UnitPriceFen)} 元/{entrant.Unit}");
        context.Show("报价截止", c.CallOff.QuoteUntil?.BeijingTime() ?? "");
        if (own.QuotedAt is { } at)
            context.Show("本单位最近一次报价", $"{Yuan.Text(own.UnitPriceFen)} 元（{at.BeijingTime()}）");
        return new(own.UnitPriceFen > 0 ? own.UnitPriceFen : entrant.UnitPriceFen);
    }
}
