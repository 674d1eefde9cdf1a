using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Planning;

/// <summary>公开采购意向。At least thirty days before the purchase starts, or with the reason of an urgency nobody could foresee.</summary>
public static class PublishIntention
{
    public sealed record Request(
        [property: Field("采购需求概况", Lines = true, Max = 2000, Hint = "标的名称、主要功能或者目标、数量，需满足的质量、服务、安全、时限要求")] string Summary,
        [property: Field("预计采购时间", Hint = "采购公告最早可以发布的日期，不早于公开之日起满30日")] DateOnly ExpectedOn,
        [property: Field("紧急理由", Lines = true, Max = 1000, Hint = "因不可预见的原因急需开展、不能满30日的才填")] string? UrgentReason = null);

    public static readonly Act Act = new("publish-intention", "公开采购意向", "/procurements/{id}/intention", Access.To(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [TimeLimits.IntentionLead],
        Button = "公开意向",
        Intro = "意向一经公开即在公共服务平台发布，任何人可以查阅。意向是初步安排，以采购公告和采购文件为准。",
        Irreversible = true,
    };

    public static Outcome<Commit> Decide(Procurement procurement, Demand demand, BudgetLine line, Actor actor, Request request, DateOnly today) => Checks.OnTheCalendar<Commit>("/expectedOn", () =>
    {
        List<Refusal> refusals = [];
        refusals.Unless(Standstill.Check(procurement, Act.Title, Stage.Filed));
        var urgent = request.UrgentReason?.Trim() ?? "";
        if (urgent.Length == 0)
        {
            var earliest = WorkCalendar.Official.AddDays(today, TimeLimits.IntentionLead.Days);
            refusals.Unless(request.ExpectedOn >= earliest, TimeLimits.IntentionLead,
                $"今日公开，预计采购时间 {request.ExpectedOn:yyyy-MM-dd} 不满 {TimeLimits.IntentionLead.Length}，最早为 {earliest:yyyy-MM-dd}。",
                $"把预计采购时间改为 {earliest:yyyy-MM-dd} 或以后；确因不可预见的原因急需采购的，写明理由。", "/expectedOn");
        }
        else
        {
            refusals.Unless(urgent.Length >= 10, TimeLimits.IntentionLead, "紧急理由过于简单。", "写明什么原因不可预见、为什么急需，不少于十个字；理由将随意向公开。", "/urgentReason");
            refusals.Unless(request.ExpectedOn >= today, TimeLimits.IntentionLead, "预计采购时间已经过去。", "填今日或者以后的日期。", "/expectedOn");
        }

        if (refusals.Count > 0)
            return refusals;
        var published = procurement with { Stage = Stage.Intended, IntentionOn = today, ExpectedOn = request.ExpectedOn, UrgentReason = urgent.Length > 0 ? urgent : null };
        return Commit.Empty.Update(published).Record(
            new IntentionPublished(
                procurement.Id, procurement.Code, procurement.Title, procurement.PurchaserId, procurement.PurchaserName, procurement.Region, procurement.CatalogueCode,
                procurement.CatalogueName, line.Id, line.Name, procurement.BudgetFen, request.Summary.Trim(), procurement.Method, procurement.SetAside,
                WarehouseNote(demand), today, request.ExpectedOn, urgent),
            actor.OrganisationId);
    });

    /// <summary>One sentence for the public: what reuse and the warehouse query ended in.</summary>
    internal static string WarehouseNote(Demand demand) => demand.Kind != "goods"
        ? "服务、工程类项目，不涉及公物仓调剂。"
        : $"需求 {demand.Quantity} {demand.Unit}，内部调剂 {demand.ReusedCount} {demand.Unit}，公物仓调剂 {demand.TransferredCount} {demand.Unit}，拟采购 {demand.ToBuy} {demand.Unit}；查询编号 {demand.WarehouseReference}。";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context) =>
        await Cases.Load(context) is { } c
            ? Decide(c.Procurement, c.Demand, c.Line, context.Actor, request, context.Now.BeijingDate()).Done("采购意向已公开。", $"/procurements/{c.Procurement.Id}")
            : ActContext.Missing;

    private static async Task<Request?> Prefill(ActContext context)
    {
        if (await Cases.Load(context) is not { } c)
            return null;
        context.Show(c.Procurement);
        context.Show("公物仓", WarehouseNote(c.Demand));
        return new(c.Demand.Summary, context.Now.BeijingDate().AddDays(TimeLimits.IntentionLead.Days + 7));
    }
}
