namespace Tongcai.Law;

/// <summary>利息与其依据，单位分，四舍五入到分。</summary>
public sealed record InterestAmount(long Fen, int Days, Rule Rule);

/// <summary>逾期利息、超期资金占用费。</summary>
public static class LateInterest
{
    private const decimal DaysOfYear = 365;

    /// <summary>
    /// 中小企业款项逾期利息（802号第十七条）：agreed yearly rate, never below the 1-year LPR of the contract day; without agreement 0.05 % a day.
    /// Simple interest on days after the due date, up to and including the day of payment; a year has 365 days.
    /// </summary>
    /// <param name="agreedYearlyPercent">约定年利率, null when none.</param>
    /// <param name="lprPercent">合同订立时1年期LPR.</param>
    public static InterestAmount OfSmePayment(long amountFen, DateOnly due, DateOnly paid, DateOnly signedOn, decimal? agreedYearlyPercent, decimal lprPercent)
    {
        var days = Math.Max(0, paid.DayNumber - due.DayNumber);
        var daily = agreedYearlyPercent is { } agreed ? Math.Max(agreed, lprPercent) / 100 / DaysOfYear : TimeLimits.SmeLateInterest.Days / 10_000m;
        var rule = SmePaymentTerm.FormerInterest.InForceOn(signedOn) ? SmePaymentTerm.FormerInterest
            : agreedYearlyPercent is null ? TimeLimits.SmeLateInterest : PaymentRules.AgreedInterestFloor;
        return new(Round(amountFen * daily * days), days, rule);
    }

    /// <summary>投标保证金逾期退还的资金占用费（87号第三十八条）：central-bank base rate raised by 20 %, for the days after the last lawful day.</summary>
    /// <param name="baseYearlyPercent">中国人民银行同期贷款基准利率.</param>
    /// <param name="supplierAtFault">因投标人自身原因导致无法及时退还.</param>
    public static InterestAmount OfBond(long bondFen, DateOnly lastDay, DateOnly refunded, decimal baseYearlyPercent, bool supplierAtFault)
    {
        var days = supplierAtFault ? 0 : Math.Max(0, refunded.DayNumber - lastDay.DayNumber);
        return new(Round(bondFen * baseYearlyPercent / 100 * TimeLimits.LateRefundInterest.Days / 100 / DaysOfYear * days), days, TimeLimits.LateRefundInterest);
    }

    private static long Round(decimal fen) => (long)Math.Round(fen, 0, MidpointRounding.AwayFromZero);
}
