using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Frameworks;

/// <summary>退出开放式框架协议。At any time; the exit is published with the wish.</summary>
public static class LeaveFramework
{
    public sealed record Request([property: Field("说明", Max = 500, Lines = true, Hint = "已经订立的合同继续履行")] string? Note = null);

    public static readonly Act Act = new("leave-framework", "申请退出框架协议", "/procurements/{id}/framework/leaving", Access.To(Owner.None, Role.Supplier))
    {
        Rules = [FrameworkRules.OpenLeaves, FrameworkRules.ClosedStays, TimeLimits.FrameworkExitNotice],
        Button = "退出",
        Intro = "开放式框架协议可以随时退出，退出公告随即发布。已经订立的合同继续履行。",
        Irreversible = true,
    };

    /// <param name="newId">Random ids of the notices, one for each lot it is in.</param>
    public static Outcome<Commit> Decide(FrameworkCase c, Actor actor, Request request, Func<string> newId, DateOnly today)
    {
        List<Refusal> refusals = [];
        var own = c.Entrants.Where(e => e.SupplierId == actor.OrganisationId && e.State == EntrantState.Active).ToList();
        refusals.Unless(FrameworkRules.CheckLeaving(c.IsOpen));
        refusals.Unless(own.Count > 0, FrameworkRules.OpenLeaves, "本单位不是在册的入围供应商。", "不需要退出。");
        var note = request.Note?.Trim() ?? "";
        return refusals.Count > 0 ? refusals : own.Aggregate(Commit.Empty, (commit, e) => commit
            .Update(e with { State = EntrantState.Left, DecidedOn = today, Reason = note })
            .Record(new FrameworkLeft(c.FrameworkId, newId(), e.Id, e.SupplierId, e.SupplierName, false, note, today), actor.OrganisationId, e.SupplierId));
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        if (await FrameworkCase.Load(context) is { Procurement.NoticedOn: not null } c)
            context.Show(c.Procurement);
        return null;
    });

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context) =>
        await FrameworkCase.Load(context) is { Procurement.NoticedOn: not null } c
            ? Decide(c, context.Actor, request, RandomId.New, context.Now.BeijingDate()).Done("已退出，退出公告已发布。", $"/procurements/{c.Procurement.Id}/framework")
            : ActContext.Missing;
}
