namespace Tongcai.Law.Questions;

/// <summary>期限计算的结果。</summary>
/// <param name="Limit">Id of the limit; REGION/ID where the region has tightened it.</param>
/// <param name="Length">20日, 5个工作日.</param>
/// <param name="Trigger">The event it runs from, or up to for "before" kinds.</param>
/// <param name="Start">The day of that event.</param>
/// <param name="Earliest">First lawful day; null where the limit has none.</param>
/// <param name="Latest">Last lawful day; null where the limit has none.</param>
/// <param name="RolledFrom">Where the last day was a day off: that day.</param>
/// <param name="DaysOff">Days off between start and result.</param>
/// <param name="Met">Whether the act on the day named met the limit; null when none was named.</param>
public sealed record DeadlineAnswer(
    string Limit, string Title, string Length, LimitKind Kind, string Trigger, string Actor, DateOnly Start, DateOnly? Earliest, DateOnly? Latest, DateOnly? RolledFrom, int? DaysOff, bool? Met, Rule Basis) : LawAnswer
{
    /// <summary>What the limit asks, in one sentence.</summary>
    public string Sentence => (Earliest, Latest) switch
    {
        ({ } first, { } last) when first == last => $"{Title}{Length}，{(Kind == LimitKind.Exact ? "届满于" : "为")}{first:yyyy-MM-dd}。",
        ({ } first, null) => $"{Title}{Length}，不得早于{first:yyyy-MM-dd}。",
        (null, { } last) => $"{Title}{Length}，最迟{last:yyyy-MM-dd}。",
        _ => $"{Title}{Length}。",
    };

    public override IEnumerable<string> InWords()
    {
        yield return Sentence;
        yield return $"  {Trigger}　{Start:yyyy-MM-dd}；义务人　{Actor}";
        if (RolledFrom is { } off)
            yield return $"  末日{off:yyyy-MM-dd}是休息日，顺延到下一个工作日。";
        if (Met is { } met)
            yield return met ? "  所填办理日符合期限。" : "  所填办理日不符合期限。";
        yield return $"  依据　{Basis.Source.Instrument} {Basis.Source.Article}：“{Basis.Source.Quote}”（{RuleWords.Mark(Basis.Certainty)}）";
    }
}

/// <summary>期限计算。</summary>
internal static class DeadlineQuestion
{
    private static readonly IReadOnlyList<FieldChoice> Buyers = [new("public", "机关、事业单位"), new("large", "大型企业")];

    internal static readonly LawQuestion Row = new("deadline", "期限计算", "法定期限从哪天起算、到哪天为止；工作日、节假日顺延、地方更严的规定都算在内。",
    [
        QuestionField.Choice("limit", "期限编号", [.. TimeLimits.All.Select(l => new FieldChoice(l.Id, l.Title))], required: true),
        QuestionField.Day("start", "起算事件之日；“提前”类期限填被提前的那一天", required: true),
        QuestionField.Text("division", "采购人所在地六位行政区划代码，决定地方规定") with { Longest = 6 },
        QuestionField.Day("anchor", "锚定日：决定适用哪一版规定的事件（公告、合同、支付、投诉、处罚）之日，不填为起算日"),
        QuestionField.Day("done", "办理日；填了就判断是否合规"),
        QuestionField.Choice("buyer", "付款人（只用于中小企业款项支付期限）", Buyers),
        QuestionField.Whole("agreedDays", "合同约定的付款天数（只用于中小企业款项支付期限）", 0, 3650),
    ],
        typeof(DeadlineAnswer), Decide);

    /// <summary>Kinds whose result lies after the start.</summary>
    private static bool RunsForward(TimeLimit limit) => limit.Kind is LimitKind.Min or LimitKind.Max or LimitKind.Exact or LimitKind.MaxAge or LimitKind.Due;

    private static Outcome<LawAnswer> Decide(Given given, DateOnly today)
    {
        var (start, anchor, done) = (given.Day("start")!.Value, given.Day("anchor") ?? given.Day("start")!.Value, given.Day("done"));
        var national = TimeLimits.ById(given.Text("limit"));
        var division = given.Text("division");
        if (division.Length > 0 && Divisions.Name(division) is null)
            return InputRules.Range.Refuse($"没有行政区划代码“{division}”。", "填写县级以上六位代码（GB/T 2260）。", "/division");
        if (national != TimeLimits.SmePaymentDue && (given.Has("buyer") || given.Has("agreedDays")))
            return InputRules.Range.Refuse($"付款人和约定天数只用于{TimeLimits.SmePaymentDue.Id}（{TimeLimits.SmePaymentDue.Title}）。", "删去这两个字段，或者改选期限。", given.Has("buyer") ? "/buyer" : "/agreedDays");
        if (RunsForward(national) && done < start)
            return InputRules.Range.Refuse($"办理日{done:yyyy-MM-dd}早于起算日{start:yyyy-MM-dd}，两个日期矛盾。", $"起算日是“{national.Trigger}”之日，办理在其后；核对两个日期。", "/done");
        if (!RunsForward(national) && done > start)
            return InputRules.Range.Refuse($"办理日{done:yyyy-MM-dd}晚于“{national.Trigger}”之日{start:yyyy-MM-dd}，两个日期矛盾。", "这一期限要求在该日之前办理；核对两个日期。", "/done");
        try
        {
            return national == TimeLimits.SmePaymentDue ? Payment(given, start, anchor, done) : Limit(national, division, start, anchor, done);
        }
        catch (CalendarNotAnnouncedException e)
        {
            return e.ToRefusal("/start");
        }
    }

    private static Outcome<LawAnswer> Limit(TimeLimit national, string division, DateOnly start, DateOnly anchor, DateOnly? done)
    {
        var limit = RegionalRules.For(national, division, anchor);
        if (!limit.InForceOn(anchor))
            return limit.Refuse($"{limit.Title}{RuleWords.Period(limit)}施行，锚定日{anchor:yyyy-MM-dd}不适用。", "核对锚定日；当时适用的旧规定未收录的，按旧规定原文办理。", "/anchor");
        if (!CountsDays(limit))
            return InputRules.Range.Refuse($"{limit.Id} {limit.Title}为{limit.Length}，不按日推算。", "选择按日、工作日、月、年计算的期限。", "/limit");
        var calendar = WorkCalendar.Official;
        DateOnly? earliest = limit.Kind is LimitKind.Min or LimitKind.Exact or LimitKind.MaxBefore or LimitKind.Lookback ? limit.Earliest(start, calendar) : null;
        DateOnly? latest = limit.Kind is LimitKind.Max or LimitKind.Exact or LimitKind.MaxAge or LimitKind.MinBefore or LimitKind.Due ? limit.Latest(start, calendar) : null;
        var raw = !RunsForward(limit) ? (DateOnly?)null : limit.Unit switch { TimeUnit.Day => start.AddDays(limit.Days), TimeUnit.Month => start.AddMonths(limit.Days), _ => null };
        return Answer(limit, limit.Length, limit, start, earliest, latest, raw, done);
    }

    private static Outcome<LawAnswer> Payment(Given given, DateOnly start, DateOnly signed, DateOnly? done)
    {
        if (signed > start)
            return InputRules.Range.Refuse($"合同订立日{signed:yyyy-MM-dd}晚于付款期限起算日{start:yyyy-MM-dd}，两个日期矛盾。", "锚定日填合同订立之日，起算日填交付、验收合格之日。", "/anchor");
        var agreed = given.Whole("agreedDays");
        var outcome = SmePaymentTerm.Due(signed, given.Text("buyer") != "large", start, agreed, WorkCalendar.Official);
        if (outcome.Value is not { } due)
            return outcome.Refusals.Select(r => r with { Pointer = "/anchor" }).ToList();
        var days = given.Text("buyer") == "large" ? agreed ?? 60 : Math.Min(agreed ?? TimeLimits.SmePaymentDue.Days, TimeLimits.SmePaymentTermLimit.Days);
        return Answer(TimeLimits.SmePaymentDue, $"{days}日", due.Rule, start, null, due.Due, start.AddDays(days), done);
    }

    private static DeadlineAnswer Answer(TimeLimit limit, string length, Rule basis, DateOnly start, DateOnly? earliest, DateOnly? latest, DateOnly? raw, DateOnly? done)
    {
        var end = latest ?? earliest ?? start;
        return new(limit.Id, limit.Title, length, limit.Kind, limit.Trigger, limit.Actor, start, earliest, latest, raw is { } day && day != end ? day : null, DaysOff(start, end),
            done is { } d ? (earliest is null || d >= earliest) && (latest is null || d <= latest) : null, basis);
    }

    // Days off are only known inside announced years; a ban of three years is not counted through.
    private static int? DaysOff(DateOnly a, DateOnly b)
    {
        var (from, to) = a <= b ? (a, b) : (b, a);
        var calendar = WorkCalendar.Official;
        if (!Enumerable.Range(from.Year, to.Year - from.Year + 1).All(calendar.IsAnnounced))
            return null;
        return to.DayNumber - from.DayNumber - calendar.WorkdaysBetween(from, to);
    }

    private static bool CountsDays(TimeLimit limit) => limit.Kind switch
    {
        LimitKind.Rate or LimitKind.Count or LimitKind.Delta => false,
        LimitKind.MaxBefore => limit.Unit == TimeUnit.Workday || limit.Unit == TimeUnit.Year,
        LimitKind.Lookback => limit.Unit == TimeUnit.Year,
        LimitKind.MinBefore => limit.Unit is TimeUnit.Workday or TimeUnit.Day,
        LimitKind.Due => limit.Unit == TimeUnit.MonthDay,
        _ => limit.Unit is TimeUnit.Day or TimeUnit.Workday or TimeUnit.Month or TimeUnit.Year || limit is { Unit: TimeUnit.Minute, Days: 0 },
    };
}
