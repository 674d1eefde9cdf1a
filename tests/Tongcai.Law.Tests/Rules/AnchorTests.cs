using static Tongcai.Law.PaymentRules;
using static Tongcai.Law.Tests.Pairs;

namespace Tongcai.Law.Tests;

/// <summary>锚定。A rule is judged by the day of the event it hangs on: a pair for each kind of event, the day before a change and its day.</summary>
public class AnchorTests
{
    [Theory, Cites("SME-09", "SME-10")]
    [InlineData("2022-06-30", 8, 12, 2, "SME-09")]
    [InlineData("2022-07-01", 12, 8, 4, "SME-10")]
    public void 公告_小微扣除幅度自二零二二年七月一日提高(string noticed, int within, int outside, int shared, string rule)
    {
        var day = DateOnly.Parse(noticed);
        Assert.Empty(PolicyDeduction.Check(new(within, shared, 0), ProjectKind.Goods, day));
        Assert.Equal(rule, Assert.Single(PolicyDeduction.Check(new(outside, shared, 0), ProjectKind.Goods, day)).Rule.Id);
    }

    [Theory, Cites("DOM-01")]
    [InlineData("2025-12-31", 1)]
    [InlineData("2026-01-01", 0)]
    public void 公告_本国产品扣除自二零二六年一月一日施行(string noticed, int refusals) =>
        Assert.Equal(refusals, PolicyDeduction.Check(new(10, 4, 20), ProjectKind.Goods, DateOnly.Parse(noticed)).Count(r => r.Rule == PolicyRules.DomesticDeduction));

    [Theory, Cites("T078", "PAY-21", "PAY-12", "PAY-23", "PAY-09", "PAY-24", "PAY-10", "PAY-25", "PAY-15")]
    [InlineData("2020-08-31", "")]
    [InlineData("2020-09-01", "PAY-21,PAY-23,PAY-24,PAY-25")]
    [InlineData("2025-05-31", "PAY-21,PAY-23,PAY-24,PAY-25")]
    [InlineData("2025-06-01", "PAY-09,PAY-10,PAY-12,T078")]
    public void 合同_付款条款依订立之日的条例_没有条例时不以后来的条例责之(string signed, string rules) =>
        Assert.Equal(rules, string.Join(',', CheckTerms(DateOnly.Parse(signed), true, 61, 2.99m, 3, draftsForced: true, auditClause: true, backToBack: false).Select(r => r.Rule.Id).Order(StringComparer.Ordinal)));

    [Theory, Cites("T077", "PAY-21")]
    [InlineData("2020-08-31", "PAY-21", null)]
    [InlineData("2020-09-01", "PAY-21", "2026-04-01")]
    [InlineData("2025-05-31", "PAY-21", "2026-04-01")]
    [InlineData("2025-06-01", "T077", "2026-04-01")]
    public void 合同_旧合同今日才付的_期限依旧条例(string signed, string rule, string? due)
    {
        var outcome = SmePaymentTerm.Due(DateOnly.Parse(signed), true, Day(2026, 3, 2), null, Calendar);
        Assert.Equal(rule, outcome.Value?.Rule.Id ?? Assert.Single(outcome.Refusals).Rule.Id);
        Assert.Equal(due, outcome.Value?.Due.ToString("yyyy-MM-dd"));
    }

    [Theory, Cites("T080", "T081", "T094", "T095", "T100", "T110", "T111", "T112", "T010", "SME-03", "EVA-12")]
    [InlineData("T080", "2025-05-31", "2025-06-01")]
    [InlineData("T081", "2025-05-31", "2025-06-01")]
    [InlineData("T094", "2018-02-28", "2018-03-01")]
    [InlineData("T095", "2018-02-28", "2018-03-01")]
    [InlineData("T100", "2023-12-31", "2024-01-01")]
    [InlineData("T110", "2021-07-14", "2021-07-15")]
    [InlineData("T111", "2021-07-14", "2021-07-15")]
    [InlineData("T112", "2021-07-14", "2021-07-15")]
    [InlineData("T010", "2017-09-30", "2017-10-01")]
    [InlineData("SME-03", "2022-06-30", "2022-07-01")]
    [InlineData("EVA-12", "2026-01-31", "2026-02-01")]
    public void 公告_付款_投诉_处罚_年度_施行前一日不适用_施行日适用(string rule, string before, string first)
    {
        Assert.False(AllRules.ById(rule)!.InForceOn(DateOnly.Parse(before)));
        Assert.True(AllRules.ById(rule)!.InForceOn(DateOnly.Parse(first)));
    }

    [Theory, Cites("SME-02", "SME-03")]
    [InlineData(2026, 40)]
    [InlineData(2027, 30)]
    public void 预算年度_工程预留四成延续至二零二六年底(int year, int percent)
    {
        var (_, works) = SetAsideShare.Of([new("校舍", ProjectKind.Works, 1000 * Wan, true, 0, 0)], year);
        Assert.Equal(percent * 10 * Wan, works.Required);
    }

    [Theory]
    [InlineData("2020-12-31", "T070")]
    [InlineData("2021-01-01", "410100/T070")]
    public void 地方规定依事件之日(string day, string limit) => Assert.Equal(limit, RegionalRules.For(TimeLimits.ContractSigning, "410106", DateOnly.Parse(day)).Id);
}
