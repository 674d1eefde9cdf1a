using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Trading.Documents;
using Tongcai.Trading.Notices;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Registry;

namespace Tongcai.Trading.Questions;

/// <summary>答复询问。To all at once, without the asker; an answer that affects bids is a correction too, with the deadline it needs.</summary>
public static class AnswerQuestion
{
    public sealed record Request(
        [property: Field("公开的问题", Lines = true, Max = 2000, Hint = "可以改写，隐去会暴露提问人的内容")] string Question,
        [property: Field("答复", Lines = true, Max = 4000)] string Answer,
        [property: Field("可能影响投标文件编制", Hint = "影响编制的，同时发布更正公告，截止时间前不足法定提前量即顺延")] bool AffectsBids);

    public static readonly Act Act = new("answer-question", "答复询问", "/procurements/{id}/questions/{question}/answer", Access.To(Owner.Agency, Role.Agency).Or(Owner.Purchaser, Role.Purchaser))
    {
        Rules = [TimeLimits.EnquiryAnswer, TimeLimits.ClarificationLead, SecrecyRules.BidderNames, SecrecyRules.CommercialSecrets],
        Button = "公开答复",
        Intro = "问题和答复向所有供应商公开，不出现提问人。",
        Irreversible = true,
    };

    /// <param name="askerName">Registered name of the asker, known to the platform only; null when it is not registered.</param>
    /// <param name="corrections">Corrections published so far.</param>
    /// <param name="clarificationId">Random id of the clarification.</param>
    /// <param name="noticeId">Random id of a correction, should one be needed.</param>
    public static Outcome<Commit> Decide(
        Procurement procurement, Question question, string? askerName, Tender tender, Notice notice, int corrections, Actor actor, Request request,
        string clarificationId, string noticeId, DateTimeOffset now) => Checks.OnTheCalendar<Commit>("/affectsBids", () =>
    {
        List<Refusal> refusals = [];
        refusals.Unless(Standstill.Check(procurement, Act.Title, Stage.Noticed));
        refusals.Unless(question.Answer is null, HouseRules.QuestionToPurchaser, "这个问题已经答复公开。", "要改答复的，发布更正公告。");
        refusals.Unless(procurement.BidDeadline > now || !request.AffectsBids, HouseRules.DeadlineNotShortened, "投标已经截止，不能再作影响投标文件编制的澄清。", "只作说明性答复。", "/affectsBids");
        foreach (var (text, pointer) in new[] { (request.Question, "/question"), (request.Answer, "/answer") })
        {
            refusals.Unless(askerName is not { Length: > 0 } || !text.Contains(askerName, StringComparison.Ordinal), SecrecyRules.BidderNames,
                "公开的文字里出现了潜在投标人的名称。", "删去单位名称后再公开。", pointer);
        }

        if (refusals.Count > 0)
            return refusals;
        var answered = question with { Answer = request.Answer.Trim(), AnsweredAt = now, ClarificationId = clarificationId };
        var commit = Commit.Empty.Update(answered)
            .Record(new ClarificationPublished(procurement.Id, clarificationId, request.Question.Trim(), answered.Answer, request.AffectsBids), actor.OrganisationId);
        if (!request.AffectsBids)
            return commit.Require(procurement);

        var (deadline, _) = PublishCorrection.Deadline(refusals, procurement, notice, affectsBids: true, wanted: null, now);
        var document = tender.Document.Value;
        return commit.And(PublishCorrection.Compose(
            procurement, tender, document with { Edition = document.Edition + 1 }, [new Change("澄清", request.Question.Trim(), answered.Answer)],
            procurement.Words().Say("答复供应商询问，内容可能影响投标文件编制"), deadline, corrections + 1, actor.OrganisationId, noticeId, now));
    });

    public static void Map(IEndpointRouteBuilder routes) => routes.MapAct<Request>(Act, Handle, Prefill);

    private static async Task<Outcome<Done>> Handle(Request request, ActContext context)
    {
        if (await Cases.Load(context) is not { } c || await Find(context) is not { } question)
            return ActContext.Missing;
        var (tender, notices) = await PublishCorrection.Published(context, c.Procurement.Id);
        if (tender is null || notices.Find(n => n.Invites) is not { } notice)
            return ActContext.Missing;
        var asker = await context.Read(connection => connection.Find<Organisation>(question.SupplierId));
        return Decide(c.Procurement, question, asker?.Name, tender, notice, notices.Count(n => n.Kind == Notice.Correction), context.Actor, request, RandomId.New(), RandomId.New(), context.Now)
            .Done("答复已公开。", $"/procurements/{c.Procurement.Id}");
    }

    private static async Task<Question?> Find(ActContext context)
    {
        var question = await context.Read(connection => connection.Find<Question>(context["question"]));
        return question?.ProcurementId == context["id"] ? question : null;
    }

    private static async Task<Request?> Prefill(ActContext context)
    {
        if (await Cases.Load(context) is not { } c || await Find(context) is not { } question)
            return null;
        context.Show(c.Procurement);
        context.Show("提出时间", question.AskedAt.BeijingDate().InWords());
        return new(question.Text, "", false);
    }
}
