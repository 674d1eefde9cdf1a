using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Planning;

/// <summary>对单一来源公示提出异议。Any supplier, within the publicity; the authority gets it at once.</summary>
public static class ObjectToSource
{
    public sealed record Request([property: Field("异议", Lines = true, Min = 10, Max = 4000, Hint = "为什么不是只有这一家能够提供；能够提供同等货物或者服务的写明")] string Text);

    public static readonly Act Act = new("object-to-source", "对单一来源公示提出异议", "/approvals/{approval}/objections", Access.To(Owner.None, Role.Supplier))
    {
        Rules = [ApprovalRules.AnybodyObjects, ApprovalRules.ObjectorTold],
        Button = "提交异议",
        Intro = "异议送采购人，同时抄送财政部门。采购人在公示期满后 5 个工作日内组织补充论证，并告知结论。",
    };

    /// <param name="id">Random id of the objection.</param>
    public static Outcome<Commit> Decide(Approval approval, Actor actor, Request request, string id, DateOnly today)
    {
        List<Refusal> refusals = [];
        refusals.Unless(approval is { State: ApprovalState.Publicised, PublicisedFrom: not null, PublicisedTo: not null }, ApprovalRules.AnybodyObjects, "这个项目现在没有单一来源公示。", "公示期内提出异议；对采购活动另有疑问的，向采购人询问。");
        if (refusals.Count > 0)
            return refusals;
        refusals.Unless(ApprovalRules.CheckObjection(approval.PublicisedFrom!.Value, approval.PublicisedTo!.Value, today));
        refusals.Unless(request.Text.Trim().Length >= 10, ApprovalRules.AnybodyObjects, "异议过于简单。", "用不少于十个字写明理由。", "/text");
        if (refusals.Count > 0)
            return refusals;
        var objection = new SourceObjection { Id = id, ApprovalId = approval.Id, SupplierId = actor.OrganisationId, SupplierName = actor.OrganisationName, Text = request.Text.Trim(), ObjectedOn = today };
        return Commit.Empty.Insert(objection).Require(approval)
            .Record(new SourceObjected(approval.ProcurementId, id, objection.SupplierId, objection.SupplierName, objection.Text, today), actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context) =>
        await context.Read(db => db.Find<Approval>(context["approval"])) is { State: not ApprovalState.Prepared } approval
            ? Decide(approval, context.Actor, request, RandomId.New(), context.Now.BeijingDate()).Done("异议已送达采购人，并抄送财政部门。", $"/approvals/{approval.Id}")
            : ActContext.Missing;

    private static async Task<Request?> Prefill(ActContext context)
    {
        if (await context.Read(db => db.Find<Approval>(context["approval"])) is not { State: not ApprovalState.Prepared } approval)
            return null;
        context.Trail("采购审批", "/approvals");
        context.Trail(approval.Title, $"/approvals/{approval.Id}");
        context.Show("采购人", approval.PurchaserName);
        context.Show("拟定的唯一供应商", approval.SupplierName);
        context.Show("公示期", $"{approval.PublicisedFrom:yyyy-MM-dd} 至 {approval.PublicisedTo:yyyy-MM-dd}");
        return null;
    }
}
