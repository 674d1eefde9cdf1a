using Tongcai.Tests;
using static Tongcai.Law.EmergencyRules;
using static Tongcai.Law.Tests.Pairs;

namespace Tongcai.Law.Tests;

public class EmergencyRulesTests
{
    private const string Flood = "暴雨内涝，库存和调剂不能满足";

    [Fact, Cites("EMG-01")]
    public void 施行前一日不行_施行当日可以_没有要买的不行_九个字不行()
    {
        Pair(Situation, CheckSituation(Day(2026, 9, 30), 1, Flood), CheckSituation(Day(2026, 10, 1), 1, Flood));
        Pair(Situation, CheckSituation(Day(2026, 10, 1), 0, Flood), CheckSituation(Day(2026, 10, 1), 1, Flood));
        Pair(Situation, CheckSituation(Day(2026, 10, 1), 1, Flood[..9]), CheckSituation(Day(2026, 10, 1), 1, Flood[..10]));
    }

    [Fact, Cites("EMG-05")]
    public void 一人决定不行_两人可以_明日的决策不行()
    {
        Pair(CollectiveDecision, CheckDecision(["赵校长", " 赵校长"], Day(2026, 10, 8), Day(2026, 10, 8)), CheckDecision(["赵校长", "王静"], Day(2026, 10, 8), Day(2026, 10, 8)));
        Pair(CollectiveDecision, CheckDecision(["赵校长", "王静"], Day(2026, 10, 9), Day(2026, 10, 8)), CheckDecision(["赵校长", "王静"], Day(2026, 10, 7), Day(2026, 10, 8)));
    }

    [Fact, Cites("EMG-02")]
    public void 直接采购不写理由不行_竞争的不必() => Pair(CompetitionFirst, CheckDirect(true, "来不及"), CheckDirect(false, ""));

    [Fact, Cites("EMG-06")]
    public void 没有认定不得备案_认定后无须批准_没有决定直接采购的不得直接()
    {
        Pair(NoPriorApproval, CheckPlan(false, false, false), CheckPlan(true, false, false));
        Pair(CompetitionFirst, CheckPlan(true, true, false), CheckPlan(true, true, true));
    }

    [Fact, Cites("EMG-03")]
    public void 没有供应商不行_一家可以继续() => Pair(OneMayGoOn, CheckOffers(0), CheckOffers(1));

    [Fact, Cites("EMG-04")]
    public void 追加百分之三十可以_多一分不行() => Pair(Addition, CheckAddition(300_01, 1000_00), CheckAddition(300_00, 1000_00));
}
