using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.PublicService.Consultations;

/// <summary>不予公开答复：with a reason that the asker reads.</summary>
internal static class DismissConsultation
{
    public static readonly Act Act = new("dismiss-consultation", "不予公开答复", "/consult/{id}/dismiss", Access.To(Owner.None, Role.Operator))
    {
        Button = "办结",
        Intro = "提问人在咨询的页面上看到理由；问题不公开。",
        Irreversible = true,
        Under = "/consult",
        Rules = [HouseRules.Procedure],
    };

    public sealed record Request([property: Field("理由")] DismissalReason Reason);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        context.Trail("公众咨询", "/consult");
        context.Trail("待答复的咨询", ConsultationPages.Desk);
        if (await context.Read(db => db.Find<Consultation>(context["id"])) is { } asked) context.Show("问题", asked.Question);
        return null;
    });

    public static Outcome<Consultation> Decide(Consultation? asked, Request request, DateTimeOffset now) => asked switch
    {
        null => ActContext.Missing,
        { State: not ConsultationState.Waiting } => HouseRules.Procedure.Refuse($"这件咨询已经办结：{asked.State.Label()}。", "请从待答复的咨询中选择。"),
        _ => asked with { State = ConsultationState.Dismissed, Reason = request.Reason.Label(), ClosedOn = now.BeijingDate() },
    };

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var outcome = Decide(await context.Read(db => db.Find<Consultation>(context["id"])), request, context.Now);
        return outcome.Value is { } dismissed
            ? new Done(Commit.Empty.Update(dismissed).Record(new ConsultationDismissed(dismissed.Id, Wire.Name(request.Reason.ToString()), dismissed.ClosedOn!.Value), context.Actor.OrganisationId), "咨询已办结", ConsultationPages.Desk)
            : outcome.Refusals.ToList();
    }
}
