using Tongcai.Law;
using Tongcai.Platform.Web.Parts;
using Tongcai.Trading.Planning;
using Tongcai.Trading.Questions;

namespace Tongcai.Trading.Pages;

/// <summary>一个法定时限。What runs, since when, until when, by which rule, and which act meets it.</summary>
/// <param name="Act">Name of the act that meets it; empty: nothing is to be done but wait.</param>
/// <param name="Rule">The time limit with its source.</param>
/// <param name="From">Day it runs from.</param>
/// <param name="Due">Last day, or for a waiting period the first day on.</param>
public sealed record Deadline(string Act, string Title, TimeLimit Rule, DateOnly From, DateOnly Due)
{
    /// <summary>剩 4 个工作日, 今日期满, 超期 1 个工作日; waiting periods say from when one may go on.</summary>
    public string Left(DateOnly today)
    {
        if (Act.Length == 0)
            return today >= Due ? "已满" : $"{Due:yyyy-MM-dd} 满";
        if (today == Due)
            return "今日 24:00 期满";
        var late = today > Due;
        var (a, b) = late ? (Due, today) : (today, Due);
        var count = Rule.Unit == TimeUnit.Workday && WorkCalendar.Official.IsAnnounced(a.Year) && WorkCalendar.Official.IsAnnounced(b.Year)
            ? $"{WorkCalendar.Official.WorkdaysBetween(a, b)} 个工作日"
            : $"{b.DayNumber - a.DayNumber} 日";
        return late ? $"超期 {count}" : $"剩 {count}";
    }

    public Mark Mark(DateOnly today) =>
        Act.Length == 0 ? today >= Due ? Tongcai.Platform.Web.Parts.Mark.Done : Tongcai.Platform.Web.Parts.Mark.Waiting
        : today > Due ? Tongcai.Platform.Web.Parts.Mark.Late
        : Due.DayNumber - today.DayNumber <= 1 ? Tongcai.Platform.Web.Parts.Mark.Near
        : Tongcai.Platform.Web.Parts.Mark.Done;

    public Clock Clock(DateOnly today) => new(
        Title, Left(today), Mark(today), Due.DayNumber - From.DayNumber, today.DayNumber - From.DayNumber,
        $"{Rule.Trigger}起{(Rule.Kind is LimitKind.Min or LimitKind.MinBefore ? "不少于" : "")} {Rule.Length}　{Due:yyyy-MM-dd} 期满　{Rule.Source.Instrument}{Rule.Source.Article}");
}

/// <summary>The clocks that run for a procurement; a period that reaches a year without announced holidays shows none instead of a guess.</summary>
public static class Deadlines
{
    /// <param name="open">Questions not answered yet; empty for people who may not know of them.</param>
    public static IReadOnlyList<Deadline> Of(Procurement procurement, IEnumerable<Question> open)
    {
        ArgumentNullException.ThrowIfNull(procurement);
        ArgumentNullException.ThrowIfNull(open);
        if (procurement.Ending is not null)
            return [];
        List<Deadline> deadlines = [];
        void Add(Func<Deadline> make)
        {
            try
            {
                deadlines.Add(make());
            }
            catch (CalendarNotAnnouncedException)
            {
                // The act itself will say so when it is tried.
            }
        }

        var calendar = WorkCalendar.Official;
        if (procurement is { IntentionOn: { } intention, NoticedOn: null, UrgentReason: null })
            Add(() => new("", "意向公开满 30 日", TimeLimits.IntentionLead, intention, calendar.AddDays(intention, TimeLimits.IntentionLead.Days)));
        if (procurement is { Stage: Stage.Noticed, NoticedOn: { } noticed, BidDeadline: { } deadline } && procurement.MethodRow() is { Emergency: false, InvitesEntrants: false })
            Add(() => new("", procurement.MethodRow().Tender ? "等标期" : "响应期", procurement.MethodRow().ResponsePeriod ?? TimeLimits.BidPreparation, noticed, deadline.BeijingDate()));
        if (procurement is { Stage: Stage.Confirmed, NoticedOn: { } announced, ApplyBy: { } applyBy })
            Add(() => new("", "资格预审申请期", TimeLimits.PrequalificationPreparation, announced, applyBy.BeijingDate()));
        foreach (var question in open)
            Add(() => new($"answer-question/{question.Id}", "答复询问", TimeLimits.EnquiryAnswer, question.AskedAt.BeijingDate(), TimeLimits.EnquiryAnswer.Latest(question.AskedAt.BeijingDate(), calendar)));
        if (procurement is { Stage: Stage.Reported, ReportedOn: { } reported })
            Add(() => new(procurement.MethodRow().TwoStages ? "publish-entry" : "decide-award", procurement.Words().Say("确定中标人"), TimeLimits.AwardDecision, reported, TimeLimits.AwardDecision.Latest(reported, calendar)));
        if (procurement is { Stage: Stage.Decided, DecidedOn: { } decided })
            Add(() => new("publish-result", procurement.Words().Say("公告中标结果"), TimeLimits.ResultNotice, decided, TimeLimits.ResultNotice.Latest(decided, calendar)));
        // 郑财购〔2020〕16号 binds the city and its counties.
        if (procurement is { Stage: Stage.Published, ResultOn: { } done } && procurement.MethodRow().Emergency && procurement.Region.StartsWith("4101", StringComparison.Ordinal))
            Add(() => new("file-archive", "紧急采购归档", TimeLimits.EmergencyArchive, done, TimeLimits.EmergencyArchive.Latest(done, calendar)));
        if (procurement is { Stage: Stage.Published, ResultOn: { } result } && !procurement.MethodRow().TwoStages)
            Add(() => new("draft-contract", "签订合同", TimeLimits.ContractSigning, result, TimeLimits.ContractSigning.Latest(result, calendar)));
        return deadlines;
    }
}
