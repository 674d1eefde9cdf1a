using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Planning;

/// <summary>重新组织采购。After a failed or annulled procurement the demand may be planned again: by tender, or by another method with the approval for it; what the failed plan drew goes back.</summary>
public static class ReopenDemand
{
    public sealed record Request([property: Field("采购文件有没有不合理条款", Lines = true, Min = 10, Max = 2000, Hint = "对照终止的原因检查采购文件和程序，写明结论；有不合理条款的修改后重新招标")] string Finding);

    public static readonly Act Act = new("reopen-demand", "重新组织采购", "/demands/{demand}/reopening", Access.To(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [OpeningRules.ReopenedByTender, MethodRules.MethodApproval],
        Button = "重新组织",
        Intro = "项目废标、终止或者被撤销后，除采购任务取消外，应当重新组织采购。需求回到审查通过时的状态，重新备案计划；改用其他方式的，先取得批准。",
    };

    /// <param name="last">The demand's last procurement; null when it never had one.</param>
    public static Outcome<Commit> Decide(Demand demand, BudgetLine line, Procurement? last, Actor actor, Request request)
    {
        List<Refusal> refusals = [];
        refusals.Unless(demand.State == DemandState.Planned && last is not null, OpeningRules.ReopenedByTender, "这项需求没有备案过采购计划。", "审查通过后备案采购计划。");
        refusals.Unless(last is null || last.Ending is not null, OpeningRules.ReopenedByTender, $"项目 {last?.Code} 还在进行。", "项目终止后才需要重新组织。");
        refusals.Unless(last?.Ending != "terminated", OpeningRules.ReopenedByTender, "项目因采购任务取消而终止。", "任务恢复的，重新编制采购需求。");
        refusals.Unless(request.Finding.Trim().Length >= 10, OpeningRules.ReopenedByTender, "检查结论过于简单。", "用不少于十个字写明采购文件、程序有没有问题。", "/finding");
        if (refusals.Count > 0)
            return refusals;
        // A terminated procurement gave its amount back already; a failed or annulled one gives it back here.
        return Commit.Empty.Update(demand with { State = DemandState.Reviewed, ProcurementId = null }).Update(line with { DrawnFen = line.DrawnFen - last!.DrawnFen() })
            .Record(new DemandReopened(demand.Id, last!.Id, request.Finding.Trim()), actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        if ((await Cases.LoadDemand(context)).Demand is { } demand)
            context.Show(demand);
        return null;
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (demand, line) = await Cases.LoadDemand(context);
        if (demand is null || line is null)
            return ActContext.Missing;
        var last = await context.Read(db => Last(db, demand));
        return Decide(demand, line, last, context.Actor, request).Done("需求可以重新备案计划。", $"/demands/{demand.Id}");
    }

    /// <summary>The procurement that the demand was planned for last.</summary>
    internal static async Task<Procurement?> Last(System.Data.Common.DbConnection db, Demand demand) =>
        demand.ProcurementId is { } id ? await db.Find<Procurement>(id) : await db.First<Procurement>("demand_id = @Id", new { demand.Id });
}
