using Dapper;
using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Platform.Web;
using Tongcai.PublicService.Figures;

namespace Tongcai.PublicService.Consultations;

/// <summary>一件已答复的咨询。</summary>
/// <param name="Workdays">Working days that the answer took; null where the calendar is not announced.</param>
/// <param name="Late">Whether it came after its day.</param>
internal sealed record ConsultationLine(string Id, string Topic, string Question, string Answer, DateOnly AskedOn, DateOnly? DueOn, DateOnly AnsweredOn, int? Workdays, bool Late)
{
    public static ConsultationLine Of(Consultation c) => new(c.Id, c.Topic.Label(), c.Published, c.Answer, c.AskedOn, c.DueOn, c.ClosedOn!.Value, WorkdaysOf(c.AskedOn, c.ClosedOn!.Value), c.DueOn < c.ClosedOn);

    private static int? WorkdaysOf(DateOnly from, DateOnly to)
    {
        try
        {
            return WorkCalendar.Official.WorkdaysBetween(from, to);
        }
        catch (CalendarNotAnnouncedException)
        {
            return null;
        }
    }
}

/// <summary>公众咨询。</summary>
/// <param name="Waiting">How many wait for an answer.</param>
/// <param name="Overdue">Of them past their day.</param>
internal sealed record ConsultationList(string Query, string Topic, int Page, long Total, long Answered, long Late, long Waiting, long Overdue, IReadOnlyList<ConsultationLine> Items);

/// <summary>一件咨询, as whoever knows its address sees it; before the answer its text is not shown.</summary>
internal sealed record ConsultationView(string Id, string State, string Topic, DateOnly AskedOn, DateOnly? DueOn, bool Overdue, string Reason, ConsultationLine? Line);

/// <summary>一件待答复的咨询, for the operator.</summary>
internal sealed record DeskLine(string Id, string Topic, string Question, string Contact, DateTimeOffset AskedAt, DateOnly? DueOn, bool Overdue);

/// <summary>待答复的咨询。</summary>
internal sealed record ConsultationDesk(IReadOnlyList<DeskLine> Items);

/// <summary>公众咨询的公开页和答复的工作页。</summary>
internal static class ConsultationPages
{
    public const string Desk = "/consult/desk";
    private const int Most = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        AskConsultation.Map(routes);
        AnswerConsultation.Map(routes);
        DismissConsultation.Map(routes);
        routes.MapQuery(Desk, Access.To(Owner.None, Role.Operator), context => Waiting(context)!, "/Consultations/Desk.cshtml", "待答复的咨询");
        routes.MapTwin("/consult", List, "/Consultations/Consultations.cshtml", _ => new PageHead("公众咨询") { Column = "公众咨询", ColumnType = "互动交流", Description = "提出政府采购业务咨询，检索已答复的咨询和答复用时" }, "已答复的公众咨询");
        routes.MapTwin("/consult/{id}", One, "/Consultations/Consultation.cshtml", v => new PageHead(v.Line is { } l ? Short(l.Question) : "咨询办理情况") { Column = "公众咨询", Trail = [new("公众咨询", "/consult")], Under = "/consult" }, "一件公众咨询");
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..39] + "…";

    private static async Task<Outcome<ConsultationList>> List(Asked asked)
    {
        var address = new AskedAddress(asked.Http.Request.Query, "q", "topic", "page");
        var (words, page) = (address.Text("q"), address.Page());
        var topics = Labels.Choices(typeof(ConsultationTopic));
        var topic = address.Known("topic", "咨询类别", c => topics.Any(t => t.Value == c), $"可选：{string.Join('、', topics.Select(t => $"{t.Value}（{t.Text}）"))}。");
        if (address.Refusals.Count > 0) return address.Refusals;
        var given = new { like = AskedAddress.Like(words), topic = topic.Length > 0 ? Enum.Parse<ConsultationTopic>(topic, ignoreCase: true).ToString() : "", skip = (page - 1) * AskedAddress.PageSize, today = asked.Today };
        const string found = "state = 'Answered' and (@topic = '' or topic = @topic) and (published like @like escape '!' or answer like @like escape '!')";
        return await asked.Read(async db => new ConsultationList(
            words, topic, page, await db.ExecuteScalarAsync<long>($"select count(*) from consultation where {found}", given), await db.ExecuteScalarAsync<long>("select count(*) from consultation where state = 'Answered'"),
            await db.ExecuteScalarAsync<long>("select count(*) from consultation where state = 'Answered' and closed_on > due_on"), await db.ExecuteScalarAsync<long>("select count(*) from consultation where state = 'Waiting'"),
            await db.ExecuteScalarAsync<long>("select count(*) from consultation where state = 'Waiting' and due_on < @today", given),
            [.. (await db.Where<Consultation>($"{found} order by closed_on desc, asked_at desc, id limit {AskedAddress.PageSize} offset @skip", given)).Select(ConsultationLine.Of)]));
    }

    private static async Task<Outcome<ConsultationView>> One(Asked asked) => await asked.Read(db => db.Find<Consultation>(asked["id"])) is { } c
        ? new ConsultationView(c.Id, c.State.Label(), c.Topic.Label(), c.AskedOn, c.DueOn, c.State is ConsultationState.Waiting && c.DueOn < asked.Today, c.Reason, c.State is ConsultationState.Answered ? ConsultationLine.Of(c) : null)
        : Pages.Missing;

    private static async Task<ConsultationDesk> Waiting(QueryContext context)
    {
        var rows = await context.Read(db => db.Where<Consultation>($"state = 'Waiting' order by asked_at, id limit {Most}", new { }));
        return new([.. rows.Select(c => new DeskLine(c.Id, c.Topic.Label(), c.Question, c.Contact, c.AskedAt, c.DueOn, c.DueOn < context.Now.BeijingDate()))]);
    }
}
