using Tongcai.Tests;
using static Tongcai.Law.HouseRules;
using static Tongcai.Law.Tests.Pairs;

namespace Tongcai.Law.Tests;

public class HouseRulesTests
{
    [Fact, Cites("HSE-01")]
    public void 前一步没有办完不得办下一步() => Pair(Procedure, CheckSteps(["备案", "委托"], ["备案"]), CheckSteps(["备案", "委托"], ["委托", "备案"]));

    [Fact, Cites("HSE-02")]
    public void 限额以下由中标人付代理费不行_采购人付可以_限额以上不受此限()
    {
        Pair(EntrusterPays, CheckFeePayer(true, false), CheckFeePayer(true, true));
        Assert.Null(CheckFeePayer(false, false));
    }

    [Fact, Cites("HSE-03")]
    public void 询问不向采购人一方提出不行() => Pair(QuestionToPurchaser, CheckAddressee(false), CheckAddressee(true));

    [Fact, Cites("HSE-04")]
    public void 截止时间不变可以_提前一秒不行() => Pair(DeadlineNotShortened, CheckDeadline(At(9, 30), At(9, 29, 59)), CheckDeadline(At(9, 30), At(9, 30)));

    [Fact, Cites("HSE-05")]
    public void 取消任务不写变故不行() => Pair(CancelledTask, CheckCancelled(" "), CheckCancelled("机构改革撤销"));

    [Fact, Cites("HSE-07")]
    public void 采购文件自采购结束之日起至少保存十五年() => Assert.Contains("至少保存十五年", HouseRules.FilesKept.Source.Quote, StringComparison.Ordinal);

    [Fact, Cites("HSE-06")]
    public void 来源系统没有确认不行() => Pair(OutsideRecord, CheckConfirmed(false, "预算系统"), CheckConfirmed(true, "预算系统"));
}
