using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Bidding;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Evaluation;

/// <summary>确认变动并通知：by the purchaser's representative in the group; in the same commit every supplier that goes on is told, in writing and at once.</summary>
public static class ConfirmChange
{
    public sealed record Request([property: Field("确认上述变动")] bool Confirmed);

    public static readonly Act Act = new("confirm-change", "确认变动并通知供应商", "/procurements/{id}/changes/{change}/confirmation", Access.To(Owner.Expert, Role.Purchaser))
    {
        Rules = [CompetitionRules.OnlyNeedsChange, CompetitionRules.EqualChances],
        Button = "确认并同时通知",
        Intro = "由采购人代表确认。确认的同时书面通知该采购包所有继续参加的供应商。",
        Irreversible = true,
    };

    /// <summary>The change as told, and to whom.</summary>
    public sealed record Told(NeedChange Change, IReadOnlyList<string> Suppliers);

    public static Outcome<Told> Decide(EvaluationCase @case, NeedChange? change, Actor actor, Request request, DateTimeOffset now)
    {
        if (RecordTalk.Check(@case, Act.Title) is { } closed)
            return closed;
        if (change is null)
            return CompetitionRules.OnlyNeedsChange.Refuse("没有这项变动。", "从评审页选择待确认的变动。");
        if (change.NotifiedAt is not null)
            return CompetitionRules.OnlyNeedsChange.Refuse("这项变动已经确认并通知。", "不需要重复确认。");
        var suppliers = @case.Talking(change.LotId).Select(b => b.SupplierId).Distinct().ToList();
        var kind = change.Kind switch { "technical" => "技术要求", "service" => "服务要求", "contract" => "合同草案条款", var other => other };
        if (CompetitionRules.CheckChange(kind, request.Confirmed, suppliers, suppliers, "/confirmed") is { } unlawful)
            return unlawful;
        return new Told(change with { ConfirmedBy = actor.AccountId, NotifiedAt = now }, suppliers);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        var (@case, change) = await Load(context);
        context.Show(@case.Procurement);
        if (change is not null)
        {
            context.Show("采购包", @case.Lot(change.LotId)?.Title ?? "");
            context.Show("变动", change.Text);
        }

        return null;
    });

    private static Task<(EvaluationCase Case, NeedChange? Change)> Load(ActContext context) => context.Read(async db =>
    {
        var change = await db.Find<NeedChange>(context["change"]);
        return (await EvaluationCase.Load(db, context["id"]), change?.ProcurementId == context["id"] ? change : null);
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var (@case, change) = await Load(context);
        var outcome = Decide(@case, change, context.Actor, request, context.Now);
        if (outcome.Value is not { } told)
            return outcome.Refusals.ToList();
        var commit = told.Suppliers.Aggregate(
            Commit.Empty.Update(told.Change).Require(@case.Procurement),
            (all, s) => all.Record(
                new NeedChangeNotified(told.Change.ProcurementId, told.Change.LotId, told.Change.Id, s, told.Change.Kind, told.Change.Text, told.Change.NotifiedAt!.Value), @case.Procurement.PurchaserId, s));
        return new Done(commit, $"已确认，并同时通知 {told.Suppliers.Count} 家供应商。", $"/procurements/{@case.Procurement.Id}/evaluation");
    }
}
