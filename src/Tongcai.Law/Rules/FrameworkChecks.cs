using static Tongcai.Law.MethodChoice;
using static Tongcai.Law.Refusing;

namespace Tongcai.Law;

/// <summary>框架协议的适用情形（110号第三条第一款）。</summary>
public enum FrameworkUse
{
    /// <summary>目录以内小额零星.</summary>
    Catalogue,

    /// <summary>目录以外、限额标准以上的鉴证咨询服务，小额零星.</summary>
    Advisory,

    /// <summary>目录以外、限额标准以上，为服务对象提供的政府购买服务.</summary>
    PublicService,
}

public static partial class FrameworkRules
{
    /// <summary>适用情形：目录以外的限于服务，同一品目年度预算达到限额标准；工程不在其内。</summary>
    /// <param name="reachesLimit">The year's amount of the item reaches 采购限额标准.</param>
    public static Refusal? CheckUse(FrameworkUse use, ProjectKind kind, bool reachesLimit, string pointer = "") =>
        kind == ProjectKind.Works ? Uses.Refuse("工程不能采用框架协议采购方式。", "按其他采购方式采购。", pointer)
        : use != FrameworkUse.Catalogue && kind != ProjectKind.Services ? Uses.Refuse("集中采购目录以外的货物不在框架协议采购的适用情形以内。", "目录以外只有鉴证咨询服务和政府购买服务可以采用；货物按其他采购方式采购。", pointer)
        : use != FrameworkUse.Catalogue && !reachesLimit ? Uses.Refuse("同一品目年度采购预算没有达到采购限额标准。", "不必采用政府采购方式；达到限额标准的再报方案。", pointer)
        : null;

    /// <summary>谁征集：目录以内由集中采购机构，方案经审核；目录以外由主管预算单位，或者经其批准的其他预算单位，方案备案。</summary>
    /// <param name="central">The collector is a 集中采购机构.</param>
    /// <param name="approved">The authority has approved its scheme.</param>
    /// <param name="consent">Consent of the 主管预算单位, where the collector is none itself; null: it is one.</param>
    public static IReadOnlyList<Refusal> CheckCollector(FrameworkUse use, bool central, bool approved, string? consent, string pointer = "/collector") =>
        All(
            When(use == FrameworkUse.Catalogue && !central, CentralCollects, "品目在集中采购目录以内。", "由集中采购机构征集；本单位在其框架协议内采购。", pointer),
            When(use != FrameworkUse.Catalogue && central, DepartmentCollects, "品目在集中采购目录以外。", "由主管预算单位征集，可以委托集中采购机构代理。", pointer),
            When(central && !approved, SchemeReviewed, "采购方案没有经财政部门审核。", "先在需求页申请，批准后再报送。", "/approval"),
            When(!central && consent is not null && consent.Trim().Length < 4, DepartmentCollects, "没有主管预算单位的批准。", "写明批准的文号或者日期。", "/consent"));

    /// <summary>开放式：目录以内不宜淘汰的，或者统一付费标准、须接纳所有供应商的政府购买服务。</summary>
    public static Refusal? CheckOpen(FrameworkUse use, string ground, string pointer = "/openGround") =>
        use == FrameworkUse.Advisory ? ClosedIsTheRule.Refuse("鉴证咨询服务不属于可以采用开放式的情形。", "采用封闭式框架协议。", "/form")
        : When(ground.Trim().Length < 10, OpenCase, "没有写明为什么采用开放式。", "用不少于十个字写明属于哪一种情形：不宜淘汰供应商，或者统一付费标准、需要接纳所有愿意接受条件的供应商。", pointer);

    /// <summary>需求调查：采购人（服务对象）和供应商各不少于三个。</summary>
    public static Refusal? CheckSurvey(int buyers, int suppliers, string pointer = "/buyersSurveyed") =>
        When(!Surveyed.IsMetBy(buyers) || !Surveyed.IsMetBy(suppliers), Surveyed, $"调查采购人、服务对象 {buyers} 个，供应商 {suppliers} 个。", "各调查不少于3个有代表性的对象。", pointer);

    /// <summary>期限：货物不超过十二个月，服务不超过二十四个月。</summary>
    public static Refusal? CheckTerm(ProjectKind kind, int months, string pointer = "/termMonths")
    {
        var limit = kind == ProjectKind.Goods ? TimeLimits.GoodsFrameworkTerm : TimeLimits.ServicesFrameworkTerm;
        return When(months < 1 || months > limit.Days * 12, limit, $"期限 {months} 个月。", $"不超过 {limit.Days * 12} 个月。", pointer);
    }

    /// <summary>Last day of a term that begins on a day.</summary>
    public static DateOnly TermEnd(DateOnly from, int months) => from.AddMonths(months).AddDays(-1);

    /// <summary>淘汰比例：不低于20%；质量优先法的仪器设备不低于40%。</summary>
    public static IReadOnlyList<Refusal> CheckElimination(int percent, bool qualityFirst, bool governmentPriced, bool instruments, string pointer = "/eliminationPercent")
    {
        var (least, rule) = qualityFirst && instruments ? (40, CompetitionRules.InstrumentElimination) : (20, CompetitionRules.FrameworkElimination);
        return All(
            When(qualityFirst && !governmentPriced && !instruments, CompetitionRules.QualityFirst, "没有政府定价、政府指导价，也不是对质量有特别要求的检测、实验等仪器设备。", "采用价格优先法。", "/entry"),
            When(percent < least || percent > 90, rule, $"淘汰比例 {percent}%。", $"不低于 {least}%，不超过 90%。", pointer));
    }

    /// <summary>最多入围几家：按淘汰比例，至少淘汰一家，不超过征集文件的上限；至少一家。</summary>
    /// <param name="responsive">Suppliers that meet qualification and substantial requirements, two or more.</param>
    /// <param name="percent">Elimination that the documents fix.</param>
    /// <param name="most">Most entrants by the documents; 0: no such limit.</param>
    public static int Places(int responsive, int percent, int most = 0)
    {
        var places = Math.Min(responsive - 1, (int)((long)responsive * (100 - percent) / 100));
        return Math.Max(1, most > 0 ? Math.Min(places, most) : places);
    }

    /// <summary>第二阶段方式：开放式只能直接选定。</summary>
    public static Refusal? CheckSecond(bool open, bool direct, string pointer = "/second") => When(open && !direct, OpenDirect, "开放式框架协议没有二次竞价和顺序轮候。", "选择直接选定。", pointer);

    /// <summary>签订框架协议：入围通知书发出之日起三十日内。</summary>
    public static DateOnly SignBy(DateOnly notified, WorkCalendar calendar) => TimeLimits.FrameworkSigning.Latest(notified, calendar);

    /// <summary>第二阶段：采购人在适用范围内，协议在期内，有在册的入围供应商。</summary>
    /// <param name="inForce">From the entry result (closed) or the notice (open) on.</param>
    /// <param name="entrants">Entrants of the lot whose agreement is in force.</param>
    public static IReadOnlyList<Refusal> CheckCallOff(bool inScope, bool inForce, DateOnly to, int entrants, DateOnly day, string pointer = "/lot") =>
        All(
            When(!inScope, Scope, "本单位不在这一框架协议的适用范围内。", "按其他采购方式采购，或者请征集人在下一期征集时纳入。", pointer),
            When(!inForce || day > to, OnlyEntrants, inForce ? $"框架协议 {to:yyyy-MM-dd} 期满，今日 {day:yyyy-MM-dd}。" : "框架协议还没有签订。", inForce ? "选择在期内的框架协议。" : "协议签订后再采购。", pointer),
            When(inForce && day <= to && entrants == 0, OnlyEntrants, "这个采购包没有在册的入围供应商。", "请征集人补充征集；急需的按其他采购方式采购。", pointer));

    /// <summary>单笔金额：小额零星的未达采购限额标准。</summary>
    public static Refusal? CheckSmall(FrameworkUse use, bool reachesLimit, long priceFen, string pointer = "/quantity") =>
        When(use != FrameworkUse.PublicService && reachesLimit, SmallPurchases, $"单笔 {Yuan(priceFen)} 达到采购限额标准。", "不属于小额零星采购，按其他采购方式采购。", pointer);

    /// <summary>直接选定：写明理由。</summary>
    public static Refusal? CheckChoice(string? reason, string pointer = "/reason") =>
        When(reason is null || reason.Trim().Length < 5, Direct, "没有写明选定的理由。", "写明价格、质量、服务便利性、用户评价等理由。", pointer);

    /// <summary>二次竞价的时间。The order says 必要的响应时间; four hours are the least that this platform takes for it.</summary>
    public static Refusal? CheckQuoteTime(DateTimeOffset now, DateTimeOffset until, DateOnly to, string pointer = "/quoteUntil") =>
        When(until < now.AddHours(4) || until.BeijingDate() > to, TimeToQuote, $"报价截止 {until.BeijingTime()}。", $"不早于 {now.AddHours(4).BeijingTime()}，不晚于框架协议期满之日 {to:yyyy-MM-dd}。", pointer);

    /// <summary>Until when quotes are taken: as the purchaser named it, and never less than four hours after the invitation, to the full minute, when the key took longer.</summary>
    public static DateTimeOffset QuotesUntil(DateTimeOffset wanted, DateTimeOffset invited)
    {
        var least = invited.AddHours(4);
        var minute = new DateTimeOffset(least.Ticks - (least.Ticks % TimeSpan.TicksPerMinute), least.Offset);
        return wanted >= least ? wanted : minute < least ? minute.AddMinutes(1) : minute;
    }

    /// <summary>加入：公告发布以后、期满以前，没有被清退过。</summary>
    public static IReadOnlyList<Refusal> CheckJoining(DateOnly? calledOn, DateOnly? to, bool removed, DateOnly day, string pointer = "") =>
        All(
            When(calledOn is null || day < calledOn || day > to, JoinAnytime, calledOn is null ? "征集公告还没有发布。" : $"框架协议 {to:yyyy-MM-dd} 期满。", "在征集公告发布后至期满前申请。", pointer),
            When(removed, RemovedStaysOut, "本单位已被解除这一框架协议。", "不得重新申请加入。", pointer));

    /// <summary>清退须写明事实。</summary>
    public static Refusal? CheckRemoval(string facts, string pointer = "/facts") => When(facts.Trim().Length < 10, Removal, "清退的事实过于简单。", "用不少于十个字写明事实和依据。", pointer);

    /// <summary>封闭式不得主动退出；开放式随时可以。</summary>
    public static Refusal? CheckLeaving(bool open) => When(!open, ClosedStays, "封闭式框架协议的入围供应商不得主动退出。", "有正当理由的，书面告知征集人，由征集人核实后办理。");
}
