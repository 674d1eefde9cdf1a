using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Papers;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Web;

namespace Tongcai.PublicService.Notices;

/// <summary>公告带走的文件：PDF and Word of the same text, and its dates for a calendar.</summary>
internal static class NoticeFiles
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPaper("/notices/{id}", Access.Public, async context => (await NoticePage.Read(Asked.From(context.Http))).Value is { } notice ? PaperOf(notice, context.Http.Request) : null, "公告全文");
        routes.MapGet("/notices/{id}.ics", async (HttpContext http) => await NoticePage.Read(Asked.From(http)) is var o && o.Value is { } notice
                ? Dates(notice) is { Count: > 0 } dates ? Pages.Tagged(http, Calendar(notice, dates), "text/calendar; charset=utf-8") : new Refused(HttpRules.NotFound)
                : new Refused(o.Refusals))
            .WithMetadata(Access.Public).WithSummary("公告的日期（iCalendar）").Produces(200, contentType: "text/calendar");
    }

    private static Paper PaperOf(NoticeView notice, HttpRequest request) => new(notice.Title, [.. notice.Sections])
    {
        Signed = [notice.PublishedBy, notice.PublishedOn.InWords()],
        Proof =
        [
            $"本公告由账本 {notice.Ledger} 第 {notice.Index} 条生成，正文 SM3 {notice.BodySm3}。",
            $"核对：{request.Scheme}://{request.Host}/verify?fact={notice.FactId}",
        ],
    };

    /// <summary>A date of a notice.</summary>
    /// <param name="Name">Tells dates of one project apart; a correction moves the date of the same name.</param>
    /// <param name="At">Instant; null: the whole of <paramref name="On"/>.</param>
    internal sealed record NoticeDate(string Name, string Title, DateOnly On, DateTimeOffset? At);

    /// <summary>The dates a reader of the notice has to keep; none for notices that set none.</summary>
    internal static IReadOnlyList<NoticeDate> Dates(NoticeView notice) => notice.Recorded switch
    {
        NoticePublished f => [new("documents", "采购文件提供截止", f.DocumentsTo, null), new("deadline", "提交截止、开标", f.BidDeadline.BeijingDate(), f.BidDeadline)],
        PrequalificationPublished f => [new("prequalification", "资格预审申请截止", f.ApplyBy.BeijingDate(), f.ApplyBy)],
        CorrectionPublished f => [new("deadline", "提交截止、开标（更正后）", f.BidDeadline.BeijingDate(), f.BidDeadline)],
        ResultPublished f => [new("challenge", "质疑截止", f.ChallengeUntil, null)],
        _ => [],
    };

    /// <summary>The dates as a calendar.</summary>
    internal static byte[] Calendar(NoticeView notice, IReadOnlyList<NoticeDate> dates) => Calendars.Write(notice.ProcurementTitle, [.. dates.Select(d =>
        new CalendarDate(Uid(notice.ProcurementId, d.Name, notice.Ledger), notice.At, notice.Index, d.On, d.At, $"{d.Title}：{notice.ProcurementTitle}", notice.Title))]);

    /// <summary>Names a date of a project; a correction moves the date of the same name.</summary>
    internal static string Uid(string procurementId, string name, string ledger) => $"{procurementId}.{name}@{ledger}";
}
