namespace Tongcai.Law;

/// <summary>官方日历尚未公布。Thrown by day arithmetic that would need a year whose holidays the State Council has not announced; guessing them could move a legal deadline.</summary>
/// <param name="year">The year that is missing.</param>
public sealed class CalendarNotAnnouncedException(int year) : Exception($"{year}年的放假安排尚未公布。")
{
    /// <summary>The year that is missing.</summary>
    public int Year => year;

    /// <summary>What to tell the person whose act needs the missing year.</summary>
    /// <param name="pointer">JSON pointer of the date that led there.</param>
    public Refusal ToRefusal(string pointer = "") => CalendarRules.NotAnnounced.Refuse(
        $"期限落在{year}年，国务院办公厅尚未公布该年放假安排，无法确定工作日和顺延。",
        "把日期安排在已公布的年度内，或待放假安排公布、平台更新日历后再办理。",
        pointer);
}
