using Tongcai.Law;
using Tongcai.Platform.Acts;
using Tongcai.Platform.Storage;
using Tongcai.Supervision.Pages;
using Tongcai.Supervision.Warnings.Loop;

namespace Tongcai.Supervision.Warnings.Pages;

/// <summary>本单位收到的核查询问。</summary>
public sealed record InquiryList(IReadOnlyList<InquiryRow> Rows, DateOnly Today)
{
    internal static Task<InquiryList?> Read(QueryContext context)
    {
        var today = context.Now.BeijingDate();
        return context.Read(async db => (InquiryList?)new InquiryList(
            [.. (await db.Where<Inquiry>("organisation_id = @organisation order by asked_on desc, id", new { organisation = context.Actor.OrganisationId })).Select(i => InquiryRow.Of(i, today))], today));
    }
}

/// <summary>一件核查询问。</summary>
/// <param name="Answer">The act of answering; null for the authority.</param>
public sealed record InquiryView(InquiryRow Row, string Authority, bool Supervising, string WarningId, ActLink? Answer, ClockView Clock, DateOnly Today)
{
    internal static Task<InquiryView?> Read(QueryContext context)
    {
        var today = context.Now.BeijingDate();
        var authority = context.Http.RequestServices.GetRequiredService<Authority>().Name;
        return context.Read(async db =>
        {
            var inquiry = await db.Get<Inquiry>(context["inquiry"]);
            var supervising = context.Actor.Is(Role.Supervisor);
            // Who is asked learns the question and nothing of the warning.
            return (InquiryView?)new InquiryView(
                InquiryRow.Of(inquiry, today), authority, supervising, supervising ? inquiry.WarningId : "",
                supervising ? null : new ActLink(AskParty.Answer.Title, $"/inquiries/{inquiry.Id}/answer", inquiry.AnsweredOn is null ? "" : "已经答复，不能更改"), ClockView.Of(inquiry.Clock, today), today);
        });
    }
}
