using System.Globalization;
using System.Text;
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

    /// <summary>RFC 5545: one event a date; the same date of a project has the same UID, so that a calendar moves it instead of adding it.</summary>
    internal static byte[] Calendar(NoticeView notice, IReadOnlyList<NoticeDate> dates)
    {
        var text = new StringBuilder();
        Line("BEGIN:VCALENDAR");
        Line("VERSION:2.0");
        Line("PRODID:-//Tongcai//notices//ZH");
        foreach (var date in dates)
        {
            Line("BEGIN:VEVENT");
            Line($"UID:{notice.ProcurementId}.{date.Name}@{notice.Ledger}");
            Line($"DTSTAMP:{Instant(notice.At)}");
            Line(string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{notice.Index}"));
            Line(date.At is { } at ? $"DTSTART:{Instant(at)}" : $"DTSTART;VALUE=DATE:{date.On:yyyyMMdd}");
            Line($"SUMMARY:{Escaped($"{date.Title}：{notice.ProcurementTitle}")}");
            Line($"DESCRIPTION:{Escaped(notice.Title)}");
            Line("END:VEVENT");
        }

        Line("END:VCALENDAR");
        return Encoding.UTF8.GetBytes(text.ToString());

        // Lines end with CRLF and are folded at 75 octets (§3.1), never inside a character.
        void Line(string line)
        {
            var octets = 0;
            foreach (var rune in line.EnumerateRunes())
            {
                if (octets + rune.Utf8SequenceLength > 75)
                {
                    text.Append("\r\n ");
                    octets = 1;
                }

                text.Append(rune);
                octets += rune.Utf8SequenceLength;
            }

            text.Append("\r\n");
        }
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
}
