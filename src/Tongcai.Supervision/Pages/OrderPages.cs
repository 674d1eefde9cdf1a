using Dapper;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Time;
using Tongcai.Supervision.Orders;

namespace Tongcai.Supervision.Pages;

/// <summary>一份指令及其执行。</summary>
/// <param name="Overdue">Not obeyed within a minute: an alarm.</param>
public sealed record OrderRow(
    string Id, string ProcurementId, string Procurement, string ComplaintId, string Kind, DateOnly? Until, string Reason, string RuleId, string IssuedBy, DateTimeOffset IssuedAt, DateTimeOffset? ObeyedAt, bool Overdue)
{
    /// <param name="now">System time.</param>
    internal static OrderRow Of(Order order, string procurement, DateTimeOffset now) => new(
        order.Id, order.ProcurementId, procurement, order.ComplaintId, Order.Kinds.GetValueOrDefault(order.Kind, order.Kind), order.Until, order.Reason, order.RuleId, order.IssuedBy, order.IssuedAt, order.ObeyedAt, order.IsOverdue(now));
}

/// <summary>指令与回执。</summary>
/// <param name="Overdue">How many should have been obeyed and have not been.</param>
public sealed record OrderList(int Overdue, IReadOnlyList<OrderRow> Rows);

/// <summary>指令的页面。</summary>
public static class OrderPages
{
    private const int Most = 200;

    internal static Task<OrderList?> List(QueryContext context)
    {
        var now = context.Http.RequestServices.GetRequiredService<SystemTime>().GetUtcNow();
        return context.Read(async db =>
        {
            var orders = (await db.QueryAsync<Order>("select * from supervision_order order by case when obeyed_at is null then 0 else 1 end, issued_at desc, sent_at desc limit @Most", new { Most })).ToList();
            var titles = (await db.QueryAsync<(string Id, string Title)>("select id, title from watched where id in (select procurement_id from supervision_order)")).ToDictionary(t => t.Id, t => t.Title);
            return (OrderList?)new OrderList(orders.Count(o => o.IsOverdue(now)), [.. orders.Select(o => OrderRow.Of(o, titles.GetValueOrDefault(o.ProcurementId, ""), now))]);
        });
    }
}
