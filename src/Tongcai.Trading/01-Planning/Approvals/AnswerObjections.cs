using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Trading.Planning;

/// <summary>补充论证。Every objection gets its conclusion; one that holds ends the application, and another method is taken.</summary>
public static class AnswerObjections
{
    /// <summary>一件异议的结论。</summary>
    public sealed record Row(
        [property: Field("异议", Choices = "objections", Given = true)] string ObjectionId,
        [property: Field("异议成立")] bool Upheld,
        [property: Field("结论", Lines = true, Min = 5, Max = 2000, Hint = "告知提出异议的人")] string Conclusion);

    public sealed record Request(
        [property: Field("各件异议的结论", Section = "结论", Min = 1, Max = 100)] IReadOnlyList<Row> Conclusions,
        [property: Field("补充论证的专业人员", Section = "补充论证", Min = 1, Max = 30)] IReadOnlyList<ArgumentRow> Experts);

    public static readonly Act Act = new("answer-objections", "补充论证异议", "/approvals/{approval}/conclusions", Access.To(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [TimeLimits.SingleSourceReview, ApprovalRules.ObjectionUpheld, ApprovalRules.ObjectorTold, ApprovalRules.Reasoned],
        Button = "作出结论",
        Intro = "公示期满后 5 个工作日内组织补充论证。异议成立的，采用其他采购方式；不成立的，随公示情况一并报财政部门。",
        Irreversible = true,
    };

    public static Outcome<Commit> Decide(ApprovalCase c, Actor actor, Request request, DateOnly today)
    {
        List<Refusal> refusals = [];
        refusals.Unless(Approvals.Turn(c.Approval, Act.Title, ApprovalState.Publicised));
        refusals.Unless(today > c.Approval.PublicisedTo, ApprovalRules.PublicityFirst, $"公示期到 {c.Approval.PublicisedTo:yyyy-MM-dd}，还没有届满。", $"{c.Approval.PublicisedTo?.AddDays(1):yyyy-MM-dd} 起补充论证。");
        var open = c.Objections.Where(o => o.AnsweredOn is null).ToList();
        refusals.Unless(open.Count > 0, ApprovalRules.ObjectorTold, "没有待补充论证的异议。", "公示期满没有异议的，直接报财政部门批准。");
        foreach (var missing in open.Where(o => request.Conclusions.All(r => r.ObjectionId != o.Id)))
            refusals.Add(ApprovalRules.ObjectorTold.Refuse($"{missing.SupplierName} 的异议没有结论。", "为每一件异议写明结论。", "/conclusions"));
        for (var i = 0; i < request.Conclusions.Count; i++)
        {
            var row = request.Conclusions[i];
            refusals.Unless(open.Any(o => o.Id == row.ObjectionId) && request.Conclusions.Take(i).All(r => r.ObjectionId != row.ObjectionId), InputRules.Range, "不是待补充论证的异议，或者写了两次。", "每件异议写一次结论。", $"/conclusions/{i}/objectionId");
        }

        var experts = request.Experts.Select(e => e.ToFact()).ToList();
        refusals.AddRange(ApprovalRules.CheckReasoning(experts.Count, experts.Count(e => e.Employer == c.Approval.SupplierName)));
        if (refusals.Count > 0)
            return refusals;
        var commit = Commit.Empty;
        foreach (var row in request.Conclusions)
        {
            var objection = open.First(o => o.Id == row.ObjectionId) with { Upheld = row.Upheld, Conclusion = row.Conclusion.Trim(), AnsweredOn = today };
            commit = commit.Update(objection).Record(
                new ObjectionAnswered(c.Approval.ProcurementId, objection.Id, objection.SupplierId, row.Upheld, objection.Conclusion, experts, today), actor.OrganisationId, objection.SupplierId);
        }

        if (!request.Conclusions.Any(r => r.Upheld))
            return commit.Update(c.Approval with { Arguments = new([.. c.Approval.Arguments.Value, .. experts]) });
        const string Reason = "公示的异议成立，采用其他采购方式。";
        return commit.Update(c.Approval with { State = ApprovalState.Dropped, Opinion = Reason }).Record(new ApprovalDropped(c.Approval.ProcurementId, c.Approval.Id, Reason), actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context) =>
        await Approvals.Load(context) is { } c
            ? Decide(c, context.Actor, request, context.Now.BeijingDate()).Done("结论已告知提出异议的供应商。", $"/approvals/{c.Approval.Id}")
            : ActContext.Missing;

    private static async Task<Request?> Prefill(ActContext context)
    {
        if (await Approvals.Load(context) is not { } c)
            return null;
        context.Show(c);
        var open = c.Objections.Where(o => o.AnsweredOn is null).ToList();
        context.Offer("objections", open.Select(o => new Choice(o.Id, $"{o.SupplierName}：{o.Text}")));
        return new([.. open.Select(o => new Row(o.Id, false, ""))], []);
    }
}
