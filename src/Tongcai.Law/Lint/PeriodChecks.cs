namespace Tongcai.Law.Lint;

/// <summary>期限和时间。</summary>
internal static class PeriodChecks
{
    internal static IEnumerable<Fault> Run(TenderStructure t, WorkCalendar calendar) =>
    [
        .. Safely(StructuralRules.DocumentSupply, "/documentsUntil", () => Supply(t, calendar)),
        .. Safely(StructuralRules.TenderPeriod, "/bidDeadline", () => Response(t, calendar)),
        .. Safely(StructuralRules.Clarification, "/clarifications", () => Clarifications(t, calendar)),
        .. Safely(StructuralRules.Prequalification, "/prequalificationUntil", () => Prequalification(t, calendar)),
        .. Times(t),
        .. Intention(t),
    ];

    // A year without announced holidays cannot be counted; the date has to be looked at by hand.
    private static List<Fault> Safely(StructuralRule rule, string pointer, Func<IEnumerable<Fault>> check)
    {
        try
        {
            return [.. check()];
        }
        catch (CalendarNotAnnouncedException missing)
        {
            return [new(rule, pointer, $"{missing.Year}年放假安排尚未公布，期限无法计算，请人工核对。")];
        }
    }

    private static IEnumerable<Fault> Supply(TenderStructure t, WorkCalendar calendar)
    {
        var from = t.DocumentsFrom ?? t.NoticeDay;
        if (!t.Tender && !t.Consultation)
            yield break;
        var rule = t.Consultation ? StructuralRules.ConsultationPeriod : StructuralRules.DocumentSupply;
        if (from is not { } start || t.DocumentsUntil is not { } until)
            yield return new(rule, "/documentsUntil", "没有写明文件提供期限。");
        else if (until < calendar.AddWorkdays(start, 5))
            yield return new(rule, "/documentsUntil", $"文件自{start:yyyy-MM-dd}提供至{until:yyyy-MM-dd}，不足5个工作日。");
    }

    private static IEnumerable<Fault> Response(TenderStructure t, WorkCalendar calendar)
    {
        var issued = t.DocumentsFrom ?? t.NoticeDay;
        if (issued is not { } start || t.BidDeadline is not { } instant)
            yield break;
        var deadline = instant.BeijingDate();
        if (t.Tender && deadline < start.AddDays(20))
            yield return new(StructuralRules.TenderPeriod, "/bidDeadline", $"自{start:yyyy-MM-dd}至{deadline:yyyy-MM-dd}不足20日。");
        if (t.NegotiationOrInquiry && deadline < calendar.AddWorkdays(start, 3))
            yield return new(StructuralRules.ResponsePeriod, "/bidDeadline", $"自{start:yyyy-MM-dd}至{deadline:yyyy-MM-dd}不足3个工作日。");
        if (t.Consultation && deadline < start.AddDays(10))
            yield return new(StructuralRules.ConsultationPeriod, "/bidDeadline", $"自{start:yyyy-MM-dd}至{deadline:yyyy-MM-dd}不足10日。");
    }

    private static IEnumerable<Fault> Clarifications(TenderStructure t, WorkCalendar calendar)
    {
        if (t.BidDeadline is not { } instant)
            yield break;
        var deadline = instant.BeijingDate();
        for (var i = 0; i < t.Clarifications.Count; i++)
        {
            var c = t.Clarifications[i];
            if (!c.AffectsBids || c.Extended)
                continue;
            var (late, lead) = t.Tender ? (deadline < c.IssuedOn.AddDays(15), "15日")
                : t.Consultation ? (deadline < c.IssuedOn.AddDays(5), "5日")
                : (deadline < calendar.AddWorkdays(c.IssuedOn, 3), "3个工作日");
            if (late)
                yield return new(StructuralRules.Clarification, $"/clarifications/{i}", $"{c.IssuedOn:yyyy-MM-dd}的澄清可能影响编制，距截止时间不足{lead}，没有顺延。");
        }
    }

    private static IEnumerable<Fault> Prequalification(TenderStructure t, WorkCalendar calendar)
    {
        if (t.PrequalificationUntil is { } until && t.NoticeDay is { } notice && until < calendar.AddWorkdays(notice, 5))
            yield return new(StructuralRules.Prequalification, "/prequalificationUntil", $"资格预审申请自{notice:yyyy-MM-dd}至{until:yyyy-MM-dd}，不足5个工作日。");
    }

    private static IEnumerable<Fault> Times(TenderStructure t)
    {
        if (t.Tender && t.OpenAt != t.BidDeadline)
            yield return new(StructuralRules.OpeningTime, "/openAt", "开标时间与投标截止时间不同。");
        if (t.Tender && (t.ValidityDays is not > 0 || !t.ValidityFromDeadline))
            yield return new(StructuralRules.Validity, "/validityDays", "投标有效期没有写明，或者不从投标截止之日起算。");
    }

    private static IEnumerable<Fault> Intention(TenderStructure t)
    {
        if (t.StartDay is not { } start || !string.IsNullOrWhiteSpace(t.UrgencyReason))
            yield break;
        if (t.IntentionDay is not { } published)
            yield return new(StructuralRules.Intention, "/intentionDay", "没有公开采购意向，也没有急需理由。");
        else if (start < published.AddDays(30))
            yield return new(StructuralRules.Intention, "/startDay", $"意向{published:yyyy-MM-dd}公开，{start:yyyy-MM-dd}即开始采购，不足30日。");
    }
}
