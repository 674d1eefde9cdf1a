using Dapper;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Watch;

namespace Tongcai.Supervision.Warnings.Loop;

/// <summary>核查询问：the authority asks a party; the party answers online with its evidence.</summary>
public static class AskParty
{
    public static readonly Owner Inquired = new("inquired");

    public sealed record Question(
        [property: Field("询问对象", Choices = "party")] string OrganisationId,
        [property: Field("询问事项", Hint = "对方只看到这段文字；不要写入预警内容、其他当事人的材料和未公开的评审信息", Lines = true, Min = 10, Max = 5_000)] string Text,
        [property: Field("答复期限", Hint = "不填即为 5 个工作日")] DateOnly? DueOn);

    public sealed record Reply(
        [property: Field("答复", Lines = true, Min = 2, Max = 10_000)] string Answer,
        [property: Field("证据", Max = 50)] IReadOnlyList<Evidence>? Evidence);

    public static readonly Act Ask = new("ask-party", "询问当事人", "/warnings/{warning}/ask", WarningCase.Officers)
    {
        Rules = [WarningRules.Truthful, WarningRules.Answering], Button = "发出询问",
    };

    public static readonly Act Answer = new("answer-inquiry", "答复询问", "/inquiries/{inquiry}/answer", Access.To(Inquired, Role.Supplier, Role.Purchaser, Role.Agency))
    {
        Rules = [WarningRules.Truthful, WarningRules.Answering], Button = "提交答复", Intro = "答复和证据清单提交后不能更改；其摘要记入账本。", Under = "/my/inquiries", Irreversible = true,
    };

    public static IReadOnlyList<Refusal> Check(Warning warning, Actor actor) => WarningCase.CheckState(Ask, warning, WarningState.Judged) is { } refusal ? [refusal] : [];

    /// <param name="party">Organisation asked; null: none of the procurement's.</param>
    /// <param name="open">Questions in this warning that wait for an answer.</param>
    public static Outcome<Inquiry> Decide(Warning warning, WatchedOrganisation? party, IReadOnlyCollection<Inquiry> open, Actor actor, Question request, string id, DateTimeOffset now)
    {
        List<Refusal> refusals = [.. Check(warning, actor)];
        var today = now.BeijingDate();
        if (party is null)
            refusals.Add(WarningRules.Truthful.Refuse("所选的不是这个项目的当事人。", "从采购人、代理机构和投标人中选择。", "/organisationId"));
        else if (open.Any(i => i.OrganisationId == party.Id && i.AnsweredOn is null))
            refusals.Add(WarningRules.Truthful.Refuse($"{party.Name}还有一件询问没有答复。", "收到答复后再问；需要补充的，书面通知对方。", "/organisationId"));
        if (request.DueOn <= today)
            refusals.Add(WarningRules.Answering.Refuse($"{request.DueOn:yyyy-MM-dd} 不在今日以后。", "给对方合理的答复时间。", "/dueOn"));
        try
        {
            var due = request.DueOn ?? WarningRules.Answering.Latest(today, WorkCalendar.Official);
            return refusals.Count > 0 ? refusals : new Inquiry
            {
                Id = id, WarningId = warning.Id, OrganisationId = party!.Id, OrganisationName = party.Name, ProcurementId = warning.ProcurementId, Question = request.Text, AskedBy = actor.Name, AskedOn = today, DueOn = due,
            };
        }
        catch (CalendarNotAnnouncedException e)
        {
            refusals.Add(e.ToRefusal("/dueOn"));
            return refusals;
        }
    }

    /// <summary>An answer after the last day is taken too, and marked late by its clock.</summary>
    public static Outcome<Inquiry> DecideAnswer(Inquiry inquiry, Actor actor, Reply request, DateTimeOffset now) => inquiry.AnsweredOn is { } on
        ? WarningRules.Truthful.Refuse($"这件询问已于 {on:yyyy-MM-dd} 答复，不能更改。", "需要补充的，书面提交监督部门。")
        : inquiry with { Answer = request.Answer, AnsweredOn = now.BeijingDate(), AnsweredName = actor.Name, Evidence = new([.. request.Evidence ?? []]) };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapAct<Question>(Ask, HandleAsk, ShowAsk);
        routes.MapAct<Reply>(Answer, HandleAnswer, ShowAnswer);
    }

    private static async Task<Outcome<Done>> HandleAsk(Question request, ActContext context)
    {
        var warning = await WarningCase.Load(context);
        var (parties, open) = await context.Read(async db => (await Parties(db, warning), await db.Where<Inquiry>("warning_id = @Id", new { warning.Id })));
        var outcome = Decide(warning, parties.FirstOrDefault(p => p.Id == request.OrganisationId), open, context.Actor, request, RandomId.New(), context.Now);
        if (outcome.Value is not { } inquiry) return outcome.Refusals.ToList();
        var step = WarningCase.Step(warning, Ask, context.Actor, $"询问{inquiry.OrganisationName}，{inquiry.DueOn:yyyy-MM-dd} 前答复：{inquiry.Question}", context.Now, RandomId.New(), "asked");
        return new Done(
            step.Insert(inquiry).Record(new InquirySent(inquiry.Id, warning.Id, inquiry.OrganisationId, inquiry.Question, inquiry.DueOn), context.Actor.OrganisationId, inquiry.OrganisationId),
            $"已向{inquiry.OrganisationName}发出询问，{inquiry.DueOn:yyyy-MM-dd} 前答复", $"/warnings/{warning.Id}", new { inquiryId = inquiry.Id });
    }

    private static async Task<Outcome<Done>> HandleAnswer(Reply request, ActContext context)
    {
        var inquiry = await context.Read(db => db.Get<Inquiry>(context["inquiry"]));
        var outcome = DecideAnswer(inquiry, context.Actor, request, context.Now);
        return outcome.Value is { } answered
            ? new Done(
                Commit.Empty.Update(answered).Record(
                    new InquiryAnswered(answered.Id, answered.WarningId, answered.OrganisationId, answered.Answer, [.. answered.Evidence.Value.Select(WarningCase.DigestOf)], answered.AnsweredOn!.Value), context.Actor.OrganisationId),
                answered.AnsweredOn > answered.DueOn ? $"答复已提交；晚于 {answered.DueOn:yyyy-MM-dd}，已记录" : "答复已提交", $"/inquiries/{answered.Id}")
            : outcome.Refusals.ToList();
    }

    private static async Task<Question?> ShowAsk(ActContext context)
    {
        var warning = await WarningCase.Load(context);
        WarningCase.Show(context, warning);
        var parties = await context.Read(db => Parties(db, warning));
        context.Offer("party", parties.Select(p => new Choice(p.Id, p.Name)));
        return null;
    }

    private static async Task<Reply?> ShowAnswer(ActContext context)
    {
        var inquiry = await context.Read(db => db.Get<Inquiry>(context["inquiry"]));
        context.Trail("核查询问", "/my/inquiries");
        context.Show("询问机关", context.Http.RequestServices.GetRequiredService<Authority>().Name);
        context.Show("询问事项", inquiry.Question);
        context.Show("答复期限", $"{inquiry.DueOn:yyyy-MM-dd}");
        return null;
    }

    /// <summary>Purchaser, agency and bidders of the warning's procurement that are registered; bidders only once they are known, after the opening.</summary>
    private static async Task<List<WatchedOrganisation>> Parties(System.Data.Common.DbConnection db, Warning warning)
    {
        var row = await db.Get<Watched>(warning.ProcurementId);
        var bidders = await db.QueryAsync<string>(
            "select distinct b.supplier_id from watched_bid b join watched_lot l on l.id = b.watched_lot_id where l.procurement_id = @ProcurementId", new { warning.ProcurementId });
        string[] ids = [row.PurchaserId, row.AgencyId, .. bidders, .. warning.Parties.Value];
        return [.. (await db.Among<WatchedOrganisation>("id", ids)).OrderBy(o => Array.IndexOf(ids, o.Id))];
    }
}
