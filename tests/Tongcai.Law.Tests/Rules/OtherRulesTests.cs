using Tongcai.Tests;
using static Tongcai.Law.Tests.Pairs;

namespace Tongcai.Law.Tests;

public class OtherRulesTests
{
    [Fact, Cites("INP-01")]
    public void 只填空格等于没填() => Pair(InputRules.Required, InputRules.CheckRequired("  ", "项目名称", "/name"), InputRules.CheckRequired("甲", "项目名称", "/name"));

    [Fact, Cites("INP-02")]
    public void 五个字可以_六个字超长() => Pair(InputRules.Format, InputRules.CheckLength("一二三四五六", 1, 5, "简称", "/n"), InputRules.CheckLength("一二三四五", 1, 5, "简称", "/n"));

    [Fact, Cites("INP-03")]
    public void 上限可以_超零点零一不行() => Pair(InputRules.Range, InputRules.CheckRange(100.01m, 0, 100, "分值", "/p"), InputRules.CheckRange(100, 0, 100, "分值", "/p"));

    [Fact, Cites("INP-04")]
    public void 摘要不符不收_大小写不论() => Pair(InputRules.Integrity, InputRules.CheckDigest("ab", "ac", "/f"), InputRules.CheckDigest("AB", "ab", "/f"));

    [Fact, Cites("DUT-01")]
    public void 一人经办又验收不行_每一对都不行()
    {
        Pair(DutyRules.Incompatible, DutyRules.CheckPosts("甲", ["采购经办", "履约验收"]), DutyRules.CheckPosts("甲", ["采购经办"]));
        Assert.All(DutyRules.IncompatiblePosts, p => Assert.NotNull(DutyRules.CheckPosts("甲", [p.B, "其他", p.A])));
    }

    [Fact, Cites("DUT-02")]
    public void 没有内控制度不得采购() => Pair(DutyRules.InternalControl, DutyRules.CheckControl(false), DutyRules.CheckControl(true));

    [Fact, Cites("DUT-03")]
    public void 没有权限不得办理() => Pair(DutyRules.Unauthorised, DutyRules.CheckPermission("定标", ["编制"]), DutyRules.CheckPermission("定标", ["定标"]));

    [Fact, Cites("DUT-04")]
    public void 办理人不得答复质疑() => Pair(DutyRules.AnswerSeparate, DutyRules.CheckAnswerer("甲", ["甲", "乙"]), DutyRules.CheckAnswerer("丙", ["甲", "乙"]));

    [Fact, Cites("DUT-05")]
    public void 监管部门不得办理采购() => Pair(DutyRules.SupervisorStaysOut, DutyRules.CheckSupervisor(true, "定标"), DutyRules.CheckSupervisor(false, "定标"));

    [Fact, Cites("DUT-06")]
    public void 有未执行的指令不得继续() => Pair(DutyRules.OrdersObeyed, DutyRules.CheckOrders(["暂停"]), DutyRules.CheckOrders([]));

    [Fact, Cites("DUT-07")]
    public void 操作记录缺网络地址不行() => Pair(DutyRules.EverythingRecorded, DutyRules.CheckRecord(At(9, 0), "", "甲"), DutyRules.CheckRecord(At(9, 0), "10.0.0.1", "甲"));

    [Fact, Cites("IDN-06")]
    public void 可靠签名四个条件缺一不可()
    {
        Pair(IdentityRules.ReliableSignature, IdentityRules.CheckSignature(true, true, true, false), IdentityRules.CheckSignature(true, true, true, true));
        Assert.NotNull(IdentityRules.CheckSignature(false, true, true, true));
        Assert.NotNull(IdentityRules.CheckSignature(true, false, true, true));
        Assert.NotNull(IdentityRules.CheckSignature(true, true, false, true));
    }

    [Fact, Cites("CAL-04")]
    public void 以上含本数_不足不含本数()
    {
        Assert.True(OpeningRules.Quorum.IsMetBy(3));
        Assert.True(DocumentRules.BidBondLimit.Allows(2, 100));
        Assert.False(DocumentRules.BidBondLimit.Allows(long.MaxValue, long.MaxValue));
        Assert.True(PolicyRules.ReservedShare.IsMetBy(3, 10));
        Assert.False(PolicyRules.ReservedShare.IsMetBy(2, 10));
    }

    [Fact]
    public void 施行首日有效_前一日无效_失效次日无效()
    {
        Assert.False(PolicyRules.OriginalDeduction.InForceOn(Day(2022, 7, 1)));
        Assert.True(PolicyRules.OriginalDeduction.InForceOn(Day(2022, 6, 30)));
        Assert.False(TimeLimits.SmePaymentDue.InForceOn(Day(2025, 5, 31)));
        Assert.True(TimeLimits.SmePaymentDue.InForceOn(Day(2025, 6, 1)));
    }
}
