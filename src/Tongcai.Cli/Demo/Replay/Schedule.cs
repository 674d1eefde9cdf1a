using Tongcai.Law;

namespace Tongcai.Cli.Demo.Replay;

/// <summary>The legal days of one procurement, counted back from its opening. Plans, notices and bids of one month fall on the same days, so that the clock stops rarely.</summary>
/// <param name="Filed">备案计划 and 公开意向.</param>
/// <param name="Noticed">委托, 招标文件, 公告: at least 30 days after the intention.</param>
/// <param name="Sealed">投标.</param>
/// <param name="Drawn">抽取专家: one working day before the opening.</param>
/// <param name="Opened">开标和评审, 09:30.</param>
/// <param name="Decided">定标, 公告结果.</param>
internal sealed record Schedule(DateOnly Filed, DateOnly Noticed, DateOnly Sealed, DateOnly Drawn, DateOnly Opened, DateOnly Decided)
{
    /// <summary>From notice to opening: 20 days, a roll over the longest holiday and the days of the documents.</summary>
    private const int NoticeLead = 32;

    private static readonly WorkCalendar Calendar = WorkCalendar.Official;

    /// <summary>The schedule for an auction held that day; null when it needs a year whose holidays are not announced.</summary>
    public static Schedule? For(DateOnly held)
    {
        try
        {
            var opened = Calendar.Roll(held);
            var noticed = MonthStart(opened.AddDays(-NoticeLead));
            var filed = MonthStart(noticed.AddDays(-62));
            return new(filed, noticed, Calendar.AddWorkdays(noticed, 1), Calendar.SubtractWorkdays(opened, 1), opened, Calendar.AddWorkdays(opened, 1));
        }
        catch (CalendarNotAnnouncedException)
        {
            return null;
        }
    }

    private static DateOnly MonthStart(DateOnly day)
    {
        var first = Calendar.Roll(new DateOnly(day.Year, day.Month, 1));
        return first <= day ? first : Calendar.SubtractWorkdays(new DateOnly(day.Year, day.Month, 1), 1);
    }
}
