using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.Supervision.Complaints;

/// <summary>补正投诉材料：the complainant, once, after the authority has said what is missing.</summary>
public static class CorrectComplaint
{
    public sealed record Request(
        [property: Field("事实依据", Lines = true, Max = 10_000)] string Facts,
        [property: Field("法律依据", Lines = true)] string LegalBasis,
        [property: Field("投诉请求", Lines = true)] string Demand);

    public static readonly Act Act = new("correct-complaint", "补正投诉材料", "/complaints/{complaint}/correct", Access.To(ComplaintCase.Complainant, Role.Supplier))
    {
        Rules = [ComplaintRules.CorrectionOnce, ComplaintRules.LetterContents],
        Button = "提交补正",
        Irreversible = true,
    };

    public static Outcome<Complaint> Decide(Complaint complaint, Request request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(complaint);
        return complaint.State is ComplaintState.Correcting
            ? complaint with { State = ComplaintState.Lodged, Facts = request.Facts, LegalBasis = request.LegalBasis, Demand = request.Demand, CorrectedOn = now.BeijingDate() }
            : ComplaintRules.CorrectionOnce.Refuse("财政部门没有要求补正，或者已经补正过。", "在投诉页查看办理进度。");
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var outcome = Decide(await ComplaintCase.Load(context), request, context.Now);
        return outcome.Value is { } corrected
            ? new Done(
                Commit.Empty.Update(corrected).Record(new ComplaintCorrected(corrected.Id, corrected.ProcurementId, corrected.CorrectedOn!.Value), corrected.SupplierId),
                "补正材料已送达，5 个工作日内审查是否受理", $"/complaints/{corrected.Id}")
            : outcome.Refusals.ToList();
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        var complaint = await ComplaintCase.Load(context);
        ComplaintCase.Show(context, complaint);
        return new(complaint.Facts, complaint.LegalBasis, complaint.Demand);
    }
}
