using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;

namespace Tongcai.PublicService.Consultations;

/// <summary>答复公众咨询：the hub's operator answers; question and answer become public together.</summary>
internal static class AnswerConsultation
{
    public static readonly Act Act = new("answer-consultation", "答复咨询", "/consult/{id}/answer", Access.To(Owner.None, Role.Operator))
    {
        Button = "公开答复",
        Intro = "问题和答复立即公开并记入账本。公开前删去问题中的姓名、电话等个人信息和商业秘密，不改变原意。",
        Irreversible = true,
        Under = "/consult",
        Rules = [ConsultationRules.Answer, HouseRules.Procedure],
    };

    public sealed record Request(
        [property: Field("公开的问题", Lines = true, Min = 5, Max = 1000)] string Question,
        [property: Field("答复", Lines = true, Min = 5, Max = 4000, Hint = "写明依据的法规条款和办理途径")] string Answer);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, async context =>
    {
        context.Trail("公众咨询", "/consult");
        context.Trail("待答复的咨询", ConsultationPages.Desk);
        if (await context.Read(db => db.Find<Consultation>(context["id"])) is not { State: ConsultationState.Waiting } asked) return null;
        context.Show("类别", asked.Topic.Label());
        context.Show("原问题", asked.Question);
        context.Show("联系方式（不公开）", asked.Contact.Length > 0 ? asked.Contact : "未填");
        context.Show("收到", asked.AskedAt.BeijingTime());
        context.Show("应于", asked.DueOn is { } due ? $"{due.InWords()}前答复" : "节假日安排公布后确定");
        return new Request(asked.Question, "");
    });

    public static Outcome<Consultation> Decide(Consultation? asked, Request request, DateTimeOffset now) => asked switch
    {
        null => ActContext.Missing,
        { State: not ConsultationState.Waiting } => HouseRules.Procedure.Refuse($"这件咨询已经办结：{asked.State.Label()}。", "请从待答复的咨询中选择。"),
        _ => asked with { State = ConsultationState.Answered, Published = request.Question, Answer = request.Answer, ClosedOn = now.BeijingDate() },
    };

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        var outcome = Decide(await context.Read(db => db.Find<Consultation>(context["id"])), request, context.Now);
        if (outcome.Value is not { } answered) return outcome.Refusals.ToList();
        var fact = new ConsultationAnswered(answered.Id, Wire.Name(answered.Topic.ToString()), answered.Published, answered.Answer, answered.AskedOn, answered.DueOn, answered.ClosedOn!.Value);
        return new Done(Commit.Empty.Update(answered).Record(fact, context.Actor.OrganisationId), "答复已公开", $"/consult/{answered.Id}");
    }
}
