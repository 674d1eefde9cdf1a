using Tongcai.Tests;
using static Tongcai.Law.CreditRules;
using static Tongcai.Law.Tests.Pairs;

namespace Tongcai.Law.Tests;

public class CreditRulesTests
{
    private static readonly ListingGround Collusion = ListingGrounds.ByCode("collusion")!;
    private static readonly ListingGround Fine = ListingGrounds.ByCode("fine")!;
    private static readonly ListedEntry Entry = new("中财购罚〔2026〕1号", "中州市财政局", Collusion.Article, new(2026, 7, 10), new(2027, 7, 9), null);

    [Fact, Cites("CRD-02"), Cites("CRD-03"), Cites("CRD-01")]
    public void 首日起拒绝_前一日不拒绝_末日仍拒绝_次日可以参加()
    {
        Pair(ListedRefused, CheckParticipant("甲", [Entry], new(2026, 7, 10)), CheckParticipant("甲", [Entry], new(2026, 7, 9)));
        Pair(ListedRefused, CheckParticipant("甲", [Entry], new(2027, 7, 9)), CheckParticipant("甲", [Entry], new(2027, 7, 10)));
        Assert.Null(CheckParticipant("甲", [], new(2026, 7, 10)));
    }

    [Fact, Cites("CRD-10")]
    public void 移出之日起不再拒绝_前一日仍拒绝() =>
        Pair(ListedRefused, CheckParticipant("甲", [Entry with { RemovedOn = new(2026, 9, 1) }], new(2026, 8, 31)), CheckParticipant("甲", [Entry with { RemovedOn = new(2026, 9, 1) }], new(2026, 9, 1)));

    [Fact, Cites("BID-14"), Cites("CRD-04"), Cites("CRD-05"), Cites("CRD-11")]
    public void 禁止期十一个月不行_十二可以_三十六可以_三十七不行_罚款记录恰为三十六()
    {
        DateOnly day = new(2026, 7, 9);
        Refusal? Of(ListingGround ground, int months) => CheckPeriod(ground, day, day, months).SingleOrDefault();
        Pair(BiddingRules.Banned, Of(Collusion, 11), Of(Collusion, 12));
        Pair(BiddingRules.Banned, Of(Collusion, 37), Of(Collusion, 36));
        Pair(AgencyBanned, Of(ListingGrounds.ByCode("agency")!, 37), Of(ListingGrounds.ByCode("agency")!, 36));
        Pair(FabricatedComplaint, Of(ListingGrounds.ByCode("false-complaint")!, 11), Of(ListingGrounds.ByCode("false-complaint")!, 12));
        Pair(Listed, Of(Fine, 35), Of(Fine, 36));
        Pair(BiddingRules.Banned, CheckPeriod(Collusion, day, day.AddDays(-1), 12).SingleOrDefault(), CheckPeriod(Collusion, day, day, 12).SingleOrDefault());
        Pair(BiddingRules.Banned, CheckPeriod(Collusion, day, new(2026, 8, 10), 12).SingleOrDefault(), CheckPeriod(Collusion, day, new(2026, 8, 9), 12).SingleOrDefault());
        Assert.Equal(new DateOnly(2027, 7, 9), LastDay(new(2026, 7, 10), 12));
    }

    [Fact, Cites("CRD-11"), Cites("CRD-06")]
    public void 代理机构的情形不用于供应商_反之亦然_每种情形都有条款()
    {
        Pair(Listed, CheckGround(ListingGrounds.ByCode("agency"), agency: false), CheckGround(ListingGrounds.ByCode("agency"), agency: true));
        Pair(Listed, CheckGround(Collusion, agency: true), CheckGround(Collusion, agency: false));
        Pair(Listed, CheckGround(null, agency: false), CheckGround(Fine, agency: false));
        Assert.All(ListingGrounds.All, g => Assert.True(g.Article.Length > 5 && ListingGrounds.ByCode(g.Code) == g));
        Assert.Contains("纳入统一的信用信息平台", Recorded.Source.Quote, StringComparison.Ordinal);
    }

    [Fact, Cites("CRD-07"), Cites("CRD-08"), Cites("CRD-09"), Cites("CRD-13")]
    public void 没有告知不行_告知后五个工作日内没有意见不行_次日可以_有意见即可以_要求听证须举行()
    {
        DateOnly told = new(2026, 7, 1);
        Refusal? On(DateOnly today, bool answered = false, bool hearing = false, DateOnly? heard = null) => CheckHeard(told, answered, hearing, heard, today).SingleOrDefault();
        Assert.Equal(ToldFirst, CheckHeard(null, true, false, null, told).Single().Rule);
        Pair(StatementHeard, On(new(2026, 7, 8)), On(new(2026, 7, 9)));
        Pair(StatementHeard, On(new(2026, 7, 2)), On(new(2026, 7, 2), answered: true));
        Pair(HearingHeld, On(new(2026, 7, 20), answered: true, hearing: true), On(new(2026, 7, 20), answered: true, hearing: true, heard: new(2026, 7, 17)));
        Assert.Contains("负责人", ReviewerDiffers.Source.Quote, StringComparison.Ordinal);
    }

    [Fact, Cites("T112")]
    public void 听证前七个工作日通知可以_晚一日不行() => Pair(TimeLimits.HearingNotice, CheckHearingNotice(new(2026, 7, 9), new(2026, 7, 17)), CheckHearingNotice(new(2026, 7, 8), new(2026, 7, 17)));

    [Fact, Cites("CRD-12")]
    public void 满一年可以修复_早一日不行_没有纠正不行()
    {
        DateOnly from = new(2026, 7, 10);
        Pair(Repair, CheckRepair(from, new(2027, 7, 9), redressed: true).SingleOrDefault(), CheckRepair(from, new(2027, 7, 10), redressed: true).SingleOrDefault());
        Pair(Repair, CheckRepair(from, new(2027, 7, 10), redressed: false).SingleOrDefault(), CheckRepair(from, new(2027, 7, 10), redressed: true).SingleOrDefault());
    }
}
