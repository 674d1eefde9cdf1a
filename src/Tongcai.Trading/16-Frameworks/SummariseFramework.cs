using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Contracts;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Frameworks;

/// <summary>成交结果汇总公告。After the term: how many contracts each supplier made, and for how much; with it the framework is done.</summary>
public static class SummariseFramework
{
    public sealed record Request;

    public static readonly Act Act = new("summarise-framework", "公告成交结果汇总", "/procurements/{id}/framework/summary", Access.To(Owner.Purchaser, Role.Purchaser).Or(Owner.Agency, Role.Agency))
    {
        Rules = [TimeLimits.FrameworkSummary],
        Button = "公告汇总",
        Intro = "框架协议期满后 10 个工作日内公告全部成交供应商的合同总数和总金额，由平台按已签订的合同计算。",
        Irreversible = true,
    };

    /// <param name="contracts">Signed contracts of its call-offs.</param>
    /// <param name="purchasers">Names of the purchasers that bought.</param>
    /// <param name="noticeId">Random id of the notice.</param>
    public static Outcome<Commit> Decide(FrameworkCase c, IReadOnlyList<Contract> contracts, IReadOnlyList<string> purchasers, Actor actor, string noticeId, DateOnly today)
    {
        if (Standstill.Check(c.Procurement, Act.Title, Stage.Published) is { } early)
            return early;
        if (c.Terms.To is not { } to || today <= to || c.Terms.From is not { } from)
            return TimeLimits.FrameworkSummary.Refuse($"框架协议 {c.Terms.To:yyyy-MM-dd} 期满，今日 {today:yyyy-MM-dd}。", "期满后再公告汇总。");
        var totals = contracts.GroupBy(x => x.SupplierId).Select(g => new FrameworkTotal(
            g.Key, g.First().SupplierName, c.Entrants.FirstOrDefault(e => e.SupplierId == g.Key)?.Address ?? "", g.Count(), g.Sum(x => x.PriceFen))).OrderBy(t => t.SupplierName, StringComparer.Ordinal).ToList();
        var notice = new Notice { Id = noticeId, ProcurementId = c.Procurement.Id, Kind = "FA-SUM", Number = 1, Title = $"{c.Procurement.Title}成交结果汇总公告", PublishedOn = today };
        return Commit.Empty.Insert(notice).Update(c.Procurement with { Stage = Stage.Paid })
            .Record(new FrameworkSummarised(c.Procurement.Id, noticeId, c.Procurement.Code, from, to, purchasers, totals, today), actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        if (await FrameworkCase.Load(context) is not { } c)
            return null;
        context.Show(c.Procurement);
        context.Show("期限", $"{c.Terms.From:yyyy-MM-dd} 至 {c.Terms.To:yyyy-MM-dd}");
        return new Request();
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (c, contracts, purchasers) = await context.Read(async db =>
        {
            var by = new { id = context["id"] };
            var signed = await db.Where<Contract>("signed_on is not null and procurement_id in (select id from procurement where framework_id = @id)", by);
            var bought = await db.Where<Procurement>("framework_id = @id", by);
            return (await FrameworkCase.Of(db, context["id"]), signed, bought.Where(p => signed.Exists(s => s.ProcurementId == p.Id)).Select(p => p.PurchaserName).Distinct().Order(StringComparer.Ordinal).ToList());
        });
        return c is null ? ActContext.Missing
            : Decide(c, contracts, purchasers, context.Actor, RandomId.New(), context.Now.BeijingDate()).Done("汇总公告已发布，框架协议办结。", $"/procurements/{c.Procurement.Id}/framework");
    }
}
