using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Questions;

/// <summary>提出询问。Who asks is sealed: nobody on the buyer's side learns it, not even that this supplier takes part.</summary>
public static class AskQuestion
{
    public sealed record Request([property: Field("询问内容", Lines = true, Max = 2000, Hint = "请勿写出本单位名称、人员和联系方式；答复将不署提问人，向所有供应商公开")] string Text);

    public static readonly Act Act = new("ask-question", "提出询问", "/procurements/{id}/questions", Access.To(Owner.None, Role.Supplier))
    {
        Rules = [HouseRules.QuestionToPurchaser, SecrecyRules.BidderNames, TimeLimits.EnquiryAnswer],
        Button = "提交询问",
        Intro = "采购人、代理机构看不到由谁提出。3 个工作日内答复，问题和答复向所有人公开。",
    };

    /// <param name="id">Random id of the question.</param>
    public static Outcome<Commit> Decide(Procurement procurement, Actor actor, Request request, string id, DateTimeOffset now)
    {
        List<Refusal> refusals = [];
        refusals.Unless(Standstill.Check(procurement, Act.Title, Stage.Noticed));
        refusals.Unless(procurement.BidDeadline > now, HouseRules.QuestionToPurchaser, "投标已经截止，不能再就招标文件提出询问。", "对采购过程和结果有疑问的，直接向采购人询问或者依法质疑。");
        refusals.Unless(actor.OrganisationId != procurement.PurchaserId && actor.OrganisationId != procurement.AgencyId, HouseRules.QuestionToPurchaser, "采购人、代理机构自己不能作为供应商询问。", "以供应商身份登录。");
        refusals.Unless(actor.OrganisationName.Length == 0 || !request.Text.Contains(actor.OrganisationName, StringComparison.Ordinal), SecrecyRules.BidderNames,
            "询问内容里写了本单位名称，提交后采购人就会知道谁参加投标。", "删去单位名称和联系方式后再提交。", "/text");
        if (refusals.Count > 0)
            return refusals;

        var question = new Question { Id = id, ProcurementId = procurement.Id, SupplierId = actor.OrganisationId, Text = request.Text.Trim(), AskedAt = now };
        return Commit.Empty.Insert(question).Record(new QuestionAsked(procurement.Id, id, actor.OrganisationId, question.Text), actor.OrganisationId);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await Cases.Load(context) is not { } c || c.Procurement.NoticedOn is null)
            return ActContext.Missing;
        if (InvitationRules.CheckMayBid(await context.Read(db => db.MayTakePart(c.Procurement, context.Actor.OrganisationId))) is { } stranger)
            return stranger;
        var id = RandomId.New();
        return Decide(c.Procurement, context.Actor, request, id, context.Now).Done("询问已提交，答复将向所有供应商公开。", $"/procurements/{c.Procurement.Id}", new { Id = id });
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        if (await Cases.Load(context) is { Procurement.NoticedOn: not null } c)
            context.Show(c.Procurement);
        return null;
    }
}
