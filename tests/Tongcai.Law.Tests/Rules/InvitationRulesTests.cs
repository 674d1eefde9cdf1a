using Tongcai.Tests;
using static Tongcai.Law.InvitationRules;
using static Tongcai.Law.Tests.Pairs;

namespace Tongcai.Law.Tests;

public class InvitationRulesTests
{
    [Fact, Cites("INV-01")]
    public void 邀请两家不行_三家可以() => Pair(Invited, CheckInvited(2), CheckInvited(3));

    [Fact, Cites("INV-02")]
    public void 没有名单不能抽取_有名单可以() => Pair(Ways, CheckSettled(false), CheckSettled(true));

    [Fact, Cites("INV-03")]
    public void 少审一项标准不行_逐项审查可以() => Pair(StatedStandards, CheckStandards(["业绩", "人员"], ["业绩"]), CheckStandards(["业绩", "人员"], ["人员", "业绩"]));

    [Fact, Cites("INV-05")]
    public void 公布的与承诺不符不行_一致可以() => Pair(EqualDraw, CheckReveal(false), CheckReveal(true));

    [Fact, Cites("INV-07")]
    public void 漏发一家不行_同时发给全部可以() => Pair(SentTogether, CheckSent(["甲", "乙", "丙"], ["甲", "丙"]), CheckSent(["甲", "乙", "丙"], ["丙", "乙", "甲"]));

    [Fact, Cites("INV-08")]
    public void 截止时刻的申请不接收_早一毫秒可以()
    {
        var by = Day(2026, 4, 14).Beijing(new TimeOnly(17, 0));
        Pair(Prequalification, CheckInTime(by, by), CheckInTime(by.AddMilliseconds(-1), by));
    }

    [Fact, Cites("INV-09")]
    public void 推荐理由四个字不行_五个字可以() => Pair(RecommendedDisclosed, CheckGrounds("质量较好"), CheckGrounds("质量较好的"));

    [Fact, Cites("INV-04")]
    public void 备选五家抽三家不行_六家可以() => Pair(TwiceAsMany, CheckCandidates(5, 3), CheckCandidates(6, 3));

    [Fact, Cites("INV-06")]
    public void 一人监督不行_同一人写两次不行_两人可以()
    {
        Pair(Witnesses, CheckWitnesses(["陈立新"]), CheckWitnesses(["陈立新", "王静"]));
        Pair(Witnesses, CheckWitnesses(["陈立新", " 陈立新"]), CheckWitnesses(["陈立新", "王静", ""]));
    }

    [Fact, Cites("INV-10")]
    public void 没有受邀请的不得投标() => Pair(OnlyInvited, CheckMayBid(false), CheckMayBid(true));
}
