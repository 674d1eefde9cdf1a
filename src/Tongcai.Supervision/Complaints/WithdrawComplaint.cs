using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Supervision.Complaints;

/// <summary>撤回投诉：the complainant in writing; the authority then ends the procedure (94号第三十条).</summary>
public static class WithdrawComplaint
{
    public sealed record Request([property: Field("撤回的说明", Lines = true, Max = 1_000)] string Reason);

    public static readonly Act Act = new("withdraw-complaint", "撤回投诉", "/complaints/{complaint}/withdraw", Access.To(ComplaintCase.Complainant, Role.Supplier))
    {
        Rules = [ComplaintRules.Withdrawn],
        Button = "申请撤回",
        Irreversible = true,
    };

    /// <summary>Before acceptance the procedure ends at once; after it the authority ends it by a decision.</summary>
    public static Outcome<Complaint> Decide(Complaint complaint, Request request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(complaint);
        var today = now.BeijingDate();
        var withdrawn = complaint with { Withdrawal = request.Reason, WithdrawnOn = today };
        return complaint switch
        {
            { WithdrawnOn: not null } => ComplaintRules.Withdrawn.Refuse($"您已于 {complaint.WithdrawnOn:yyyy-MM-dd} 申请撤回。", "等待财政部门终止处理程序。"),
            { State: ComplaintState.Accepted } => withdrawn,
            { State: ComplaintState.Lodged or ComplaintState.Correcting } => withdrawn with { State = ComplaintState.Withdrawn, Outcome = "withdrawn", DecidedOn = today },
            _ => ComplaintRules.Withdrawn.Refuse("这件投诉已经处理完毕，不能撤回。", "不服处理决定的，可以申请行政复议或者提起行政诉讼。"),
        };
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, ComplaintCase.Show<Request>);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var outcome = Decide(await ComplaintCase.Load(context), request, context.Now);
        return outcome.Value is { } withdrawn
            ? new Done(
                Commit.Empty.Update(withdrawn).Record(new ComplaintWithdrawn(withdrawn.Id, withdrawn.ProcurementId, request.Reason, withdrawn.WithdrawnOn!.Value), withdrawn.SupplierId),
                withdrawn.State is ComplaintState.Withdrawn ? "投诉已撤回，处理程序终止" : "撤回申请已送达", $"/complaints/{withdrawn.Id}")
            : outcome.Refusals.ToList();
    }
}
