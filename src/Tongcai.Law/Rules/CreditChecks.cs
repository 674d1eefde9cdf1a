using static Tongcai.Law.Refusing;

namespace Tongcai.Law;

public static partial class CreditRules
{
    /// <summary>Months of the shortest and the longest ban.</summary>
    public const int LeastMonths = 12, MostMonths = 36;

    /// <summary>名单期内的供应商、代理机构不得参加。</summary>
    /// <param name="name">Whom the entries are about.</param>
    /// <param name="day">Legal day on which it takes part.</param>
    public static Refusal? CheckParticipant(string name, IEnumerable<ListedEntry> entries, DateOnly day, string pointer = "") =>
        entries.Where(e => e.Holds(day)).MaxBy(e => e.To) is { } entry
            ? ListedRefused.Refuse(
                $"{name}因{entry.Article}的情形被列入政府采购严重违法失信行为记录名单（{entry.Authority} {entry.Number}），自 {entry.From:yyyy-MM-dd} 至 {entry.To:yyyy-MM-dd}。",
                $"{entry.To.AddDays(1):yyyy-MM-dd} 起可以参加；认为记录有误或者已经纠正的，向{entry.Authority}申请更正或者信用修复。", pointer)
            : null;

    /// <summary>名单的末日。A ban of so many months from a day; a fine is shown for three years.</summary>
    public static DateOnly LastDay(DateOnly from, int months) => from.AddMonths(months).AddDays(-1);

    /// <summary>期限：禁止一至三年；罚款公示三年；不早于决定之日。</summary>
    public static IReadOnlyList<Refusal> CheckPeriod(ListingGround ground, DateOnly decidedOn, DateOnly from, int months, string pointer = "")
    {
        ArgumentNullException.ThrowIfNull(ground);
        return All(
            When(from < decidedOn, ground.Rule, $"起算日 {from:yyyy-MM-dd} 早于决定之日 {decidedOn:yyyy-MM-dd}。", "从决定之日或者以后起算。", pointer + "/from"),
            When(from > decidedOn.AddMonths(1), ground.Rule, $"起算日 {from:yyyy-MM-dd} 晚于决定之日一个月以上。", "从决定生效之日起算。", pointer + "/from"),
            When(ground.Fine && months != MostMonths, ground.Rule, $"罚款的记录公示三年，填写的是 {months} 个月。", "填写 36 个月。", pointer + "/months"),
            When(!ground.Fine && months is < LeastMonths or > MostMonths, ground.Rule, $"禁止期为一至三年，填写的是 {months} 个月。", "填写 12 至 36 个月。", pointer + "/months"));
    }

    /// <summary>情形与对象相符。</summary>
    public static Refusal? CheckGround(ListingGround? ground, bool agency, string pointer = "/ground") =>
        When(ground is null || ground.Agency != agency, Listed, ground is null ? "没有选择法定情形。" : $"“{ground.Text}”不是{(agency ? "代理机构" : "供应商")}的情形。", "选择与对象相符的法定情形。", pointer);

    /// <summary>告知后满五个工作日，或者当事人书面放弃、已经听取意见；要求听证的已经举行。</summary>
    /// <param name="toldOn">Day of the notice of rights; null: none was given.</param>
    /// <param name="answered">Whether the party has stated its opinion or waived it.</param>
    /// <param name="hearingAsked">Whether it asked for a hearing.</param>
    /// <param name="heardOn">Day of the hearing; null: none was held.</param>
    /// <exception cref="CalendarNotAnnouncedException">The days reach a year not announced.</exception>
    public static IReadOnlyList<Refusal> CheckHeard(DateOnly? toldOn, bool answered, bool hearingAsked, DateOnly? heardOn, DateOnly today)
    {
        if (toldOn is not { } told)
            return [ToldFirst.Refuse("没有告知当事人拟作出的决定和陈述、申辩、听证的权利。", "先告知当事人。")];
        var until = TimeLimits.HearingRequest.Latest(told, WorkCalendar.Official);
        return All(
            When(!answered && today <= until, StatementHeard, $"{told:yyyy-MM-dd} 告知，当事人可以在 {until:yyyy-MM-dd} 前陈述、申辩、要求听证。", $"{until.AddDays(1):yyyy-MM-dd} 起，或者收到其意见、书面放弃以后决定。"),
            When(hearingAsked && heardOn is null, HearingHeld, "当事人要求听证，听证还没有举行。", "举行听证、形成笔录以后决定。"));
    }

    /// <summary>听证提前七个工作日通知。</summary>
    /// <exception cref="CalendarNotAnnouncedException">The days reach a year not announced.</exception>
    public static Refusal? CheckHearingNotice(DateOnly noticedOn, DateOnly heardOn, string pointer = "/heardOn") =>
        noticedOn > TimeLimits.HearingNotice.Latest(heardOn, WorkCalendar.Official)
            ? TimeLimits.HearingNotice.Refuse($"{noticedOn:yyyy-MM-dd} 通知，{heardOn:yyyy-MM-dd} 举行，不足七个工作日。", "另定听证日期并提前通知。", pointer)
            : null;

    /// <summary>
    /// 信用修复的最早之日：the shortest ban the law knows has run. The state studies a mechanism of repair and has none yet; one year is set here because 一至三年 lets the authority choose no less.
    /// </summary>
    public static DateOnly RepairFrom(DateOnly from) => from.AddMonths(LeastMonths);

    /// <summary>修复：满一年，已经纠正。</summary>
    /// <param name="redressed">Whether the fine is paid, the loss made good and the conduct corrected.</param>
    public static IReadOnlyList<Refusal> CheckRepair(DateOnly from, DateOnly today, bool redressed, string pointer = "") => All(
        When(today < RepairFrom(from), Repair, $"自 {from:yyyy-MM-dd} 列入，{RepairFrom(from):yyyy-MM-dd} 起方可修复。", $"{RepairFrom(from):yyyy-MM-dd} 起再申请。", pointer),
        When(!redressed, Repair, "没有履行处罚决定、纠正违法行为。", "缴清罚款、纠正违法行为、弥补损失以后申请。", pointer + "/redressed"));
}
