using Dapper;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Time;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Orders;

/// <summary>下达监督指令：暂停或者恢复一个项目的采购活动, by the head of the authority; orders that carry out a decision come with it.</summary>
public static class IssueOrder
{
    public enum Kind
    {
        [Label("暂停采购活动")] Suspend,
        [Label("恢复采购活动")] Resume,
    }

    public sealed record Request(
        [property: Field("指令")] Kind Kind,
        [property: Field("暂停至", Hint = "不填即为最长期限；自今日起不超过 30 日")] DateOnly? Until,
        [property: Field("理由", Hint = "写明事实和依据；随指令公开", Lines = true, Min = 5, Max = 1_000)] string Reason);

    public static readonly Act Act = new("issue-order", "下达监督指令", "/procurements/{id}/orders/new", Access.To(Owner.Authority, Role.Supervisor).Holding(Post.Head))
    {
        Rules = [DutyRules.OrdersObeyed, ComplaintRules.Suspended, TimeLimits.SuspensionMax],
        Button = "签发",
        Intro = "指令经本部门密钥签名后公开，交易平台核验后立即执行并回执。",
        Irreversible = true,
    };

    /// <param name="latest">The latest order to the procurement; null when there is none.</param>
    /// <param name="id">Id of the new order.</param>
    /// <param name="sentAt">System time.</param>
    public static Outcome<Order> Decide(Watched watched, Order? latest, Actor actor, Request request, string id, DateTimeOffset now, DateTimeOffset sentAt)
    {
        ArgumentNullException.ThrowIfNull(watched);
        var today = now.BeijingDate();
        List<Refusal> refusals = [];
        if (watched.Ending.Length > 0)
            refusals.Add(DutyRules.OrdersObeyed.Refuse("项目已经终止，没有可以暂停或者恢复的采购活动。", "对已终止项目的处理，在投诉或者检查程序中作出。"));
        var suspended = latest is { Kind: "suspend" } && !(latest.Until < today);
        if (request.Kind == Kind.Suspend && suspended)
            refusals.Add(ComplaintRules.Suspended.Refuse($"项目已经暂停，至 {latest!.Until:yyyy-MM-dd}。", "期限届满前需要恢复的，下达恢复指令。", "/kind"));
        if (request.Kind == Kind.Resume && !suspended)
            refusals.Add(ComplaintRules.Suspended.Refuse("项目没有在暂停。", "暂停期满或者已经恢复的，不必再下达指令。", "/kind"));
        if (request is { Kind: Kind.Resume, Until: not null })
            refusals.Add(InputRules.Format.Refuse("恢复指令没有期限。", "删去“暂停至”。", "/until"));
        try
        {
            var last = TimeLimits.SuspensionMax.Latest(today, WorkCalendar.Official);
            var until = request.Kind == Kind.Suspend ? request.Until ?? last : (DateOnly?)null;
            if (until < today)
                refusals.Add(TimeLimits.SuspensionMax.Refuse($"{until:yyyy-MM-dd} 已经过去。", $"选择今日至 {last:yyyy-MM-dd} 之间的日期。", "/until"));
            if (until > last)
                refusals.Add(TimeLimits.SuspensionMax.Refuse($"暂停最长 30 日，到 {last:yyyy-MM-dd}。", $"选择不晚于 {last:yyyy-MM-dd} 的日期。", "/until"));
            return refusals.Count > 0 ? refusals : Make(watched.Id, "", Wire.Name(request.Kind.ToString()), until, request.Reason, DutyRules.OrdersObeyed, actor, id, now, sentAt);
        }
        catch (CalendarNotAnnouncedException e)
        {
            refusals.Add(e.ToRefusal("/until"));
            return refusals;
        }
    }

    /// <summary>An order, still without signature.</summary>
    public static Order Make(string procurementId, string complaintId, string kind, DateOnly? until, string reason, Rule rule, Actor actor, string id, DateTimeOffset now, DateTimeOffset sentAt) => new()
    {
        Id = id,
        ProcurementId = procurementId,
        ComplaintId = complaintId,
        Kind = kind,
        Until = until,
        Reason = reason,
        RuleId = rule.Id,
        IssuedBy = actor.Name,
        IssuedAt = now,
        SentAt = sentAt,
    };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Show);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (watched, latest) = await Load(context);
        var services = context.Http.RequestServices;
        var outcome = Decide(watched, latest, context.Actor, request, RandomId.New(), context.Now, services.GetRequiredService<SystemTime>().GetUtcNow());
        return outcome.Value is { } order
            ? new Done(OrderSigning.Issue(order, services.GetRequiredService<AuthorityKey>().Key, context.Actor.OrganisationId), $"指令已签发：{Order.Kinds[order.Kind]}", "/orders", new { orderId = order.Id })
            : outcome.Refusals.ToList();
    }

    private static async Task<Request?> Show(ActContext context)
    {
        var (watched, latest) = await Load(context);
        context.Trail("实时在线监管", "/board");
        context.Trail(watched.Title, $"/procurements/{watched.Id}");
        context.Show("项目", $"{watched.Title}　{watched.Code}");
        context.Show("采购人", watched.PurchaserName);
        context.Show("最近的指令", latest is null ? "没有" : $"{latest.IssuedAt.BeijingTime()} {Order.Kinds[latest.Kind]}{(latest.Until is { } until ? $"，至 {until:yyyy-MM-dd}" : "")}");
        return null;
    }

    private static Task<(Watched Watched, Order? Latest)> Load(ActContext context) => context.Read(async db => (
        await db.Get<Watched>(context["id"]),
        await db.First<Order>("procurement_id = @id ORDER BY issued_at DESC, sent_at DESC", new { id = context["id"] })));
}
