namespace Tongcai.Law;

/// <summary>付款到期日与依据。</summary>
/// <param name="Due">Last day to pay.</param>
/// <param name="Rule">The rule of the regulation in force when the contract was signed.</param>
public sealed record PaymentDueDate(DateOnly Due, Rule Rule);

/// <summary>
/// 中小企业款项支付。The regulation in force on the day the contract was signed governs it: none before 2020-09-01, 国务院令第728号 to 2025-05-31,
/// 国务院令第802号 from 2025-06-01.
/// </summary>
public static class SmePaymentTerm
{
    private const string Former = "保障中小企业款项支付条例（2020）";
    private static readonly DateOnly Begin = new(2020, 9, 1);
    private static readonly DateOnly End = new(2025, 5, 31);

    public static readonly Rule FormerDue = Old("PAY-21", "原条例：30日内支付", "第八条", "机关、事业单位从中小企业采购货物、工程、服务，应当自货物、工程、服务交付之日起30日内支付款项；合同另有约定的，付款期限最长不得超过60日");

    public static readonly Rule FormerLargeEnterprise = Old("PAY-22", "原条例：大型企业合理约定", "第八条", "大型企业从中小企业采购货物、工程、服务，应当按照行业规范、交易习惯合理约定付款期限并及时支付款项");

    public static readonly Rule FormerInterest = Old("PAY-23", "原条例：逾期利息", "第十五条", "约定利率不得低于合同订立时1年期贷款市场报价利率；未作约定的，按照每日利率万分之五支付逾期利息");

    public static readonly Rule FormerDrafts = Old("PAY-24", "原条例：不得强制非现金支付", "第十条", "不得强制中小企业接受商业汇票等非现金支付方式，不得利用商业汇票等非现金支付方式变相延长付款期限");

    public static readonly Rule FormerAudit = Old("PAY-25", "原条例：不得强制以审计结果结算", "第十一条", "机关、事业单位和国有大型企业不得强制要求以审计机关的审计结果作为结算依据，但合同另有约定或者法律、行政法规另有规定的除外");

    /// <summary>Of a rule of today's regulation and its predecessor, the one in force when the contract was signed; null before both.</summary>
    public static Rule? Version(Rule today, Rule former, DateOnly signedOn) => today.InForceOn(signedOn) ? today : former.InForceOn(signedOn) ? former : null;

    /// <summary>The last day to pay, or a refusal where the law fixes none.</summary>
    /// <param name="signedOn">Anchor: day of the contract.</param>
    /// <param name="buyerIsPublic">机关、事业单位; otherwise a large enterprise.</param>
    /// <param name="start">Start of the term: <see cref="PaymentRules.TermStart"/>.</param>
    /// <param name="agreedDays">合同约定付款期限; null when none.</param>
    public static Outcome<PaymentDueDate> Due(DateOnly signedOn, bool buyerIsPublic, DateOnly start, int? agreedDays, WorkCalendar calendar)
    {
        if (signedOn < Begin)
            return FormerDue.Refuse($"合同订立于{signedOn:yyyy-MM-dd}，早于条例施行，法定付款期限不适用。", "按合同约定支付。");
        var former = signedOn <= End;
        if (buyerIsPublic)
            return new PaymentDueDate(calendar.AddDays(start, Math.Min(agreedDays ?? TimeLimits.SmePaymentDue.Days, TimeLimits.SmePaymentTermLimit.Days)), former ? FormerDue : TimeLimits.SmePaymentDue);
        if (!former)
            return new PaymentDueDate(calendar.AddDays(start, agreedDays ?? 60), PaymentRules.LargeEnterpriseDue);
        return agreedDays is { } days
            ? new PaymentDueDate(calendar.AddDays(start, days), FormerLargeEnterprise)
            : FormerLargeEnterprise.Refuse("原条例没有规定大型企业的付款日数，合同也没有约定。", "双方按行业规范、交易习惯补充约定。");
    }

    private static Rule Old(string id, string title, string article, string quote) =>
        Instruments.Known(Certainty.Sure, Former, id, title, article, quote) with { From = Begin, To = End };
}
