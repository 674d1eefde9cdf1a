using Tongcai.Exchange.Facts;
using Tongcai.Tests;
using Tongcai.Trading.Planning;
using static Tongcai.Trading.Tests.Given;

namespace Tongcai.Trading.Tests.Planning;

public sealed class IntentionAndEntrustmentTests
{
    private static readonly Demand Planned = Reviewed with { State = DemandState.Planned };

    [Fact, Cites("T001")]
    public void 意向至少提前三十日_第三十日可以_前一日拒绝()
    {
        PublishIntention.Request On(int month, int day) => new("打印机 6 台", new DateOnly(2026, month, day));
        var outcome = PublishIntention.Decide(Filed, Planned, Line, People.Handler, On(4, 1), Today);
        Assert.Contains("公物仓调剂 4 台", Fact<IntentionPublished>(outcome).WarehouseNote, StringComparison.Ordinal);
        Assert.Equal(["T001"], Rules(PublishIntention.Decide(Filed, Planned, Line, People.Handler, On(3, 31), Today)));
    }

    [Fact, Cites("T001")]
    public void 紧急的写明理由可以不满三十日()
    {
        var urgent = new PublishIntention.Request("打印机", Today, "暴雨毁损实训设备，开学前必须恢复教学");
        Assert.Equal("暴雨毁损实训设备，开学前必须恢复教学", Row<Procurement>(PublishIntention.Decide(Filed, Planned, Line, People.Handler, urgent, Today)).UrgentReason);
        Assert.Equal(["T001"], Rules(PublishIntention.Decide(Filed, Planned, Line, People.Handler, urgent with { UrgentReason = "急" }, Today)));
        Assert.Equal(["T001"], Rules(PublishIntention.Decide(Filed, Planned, Line, People.Handler, urgent with { ExpectedOn = Today.AddDays(-1) }, Today)));
    }

    [Fact, Cites("CAL-03")]
    public void 落在未公布放假安排的年度_说明而不猜测() =>
        Assert.Equal(["CAL-03"], Rules(PublishIntention.Decide(Filed, Planned, Line, People.Handler, new("打印机", new(2027, 3, 1)), new(2026, 12, 20))));

    [Fact, Cites("CMP-07"), Cites("HSE-01")]
    public void 暂停_终止_不到环节_一律不能办()
    {
        var request = new PublishIntention.Request("打印机", new DateOnly(2026, 4, 7));
        Tongcai.Law.Outcome<Platform.Storage.Commit> On(Procurement p) => PublishIntention.Decide(p, Planned, Line, People.Handler, request, Today);
        Assert.Equal(["CMP-07"], Rules(On(Filed with { SuspendedBy = "o1", SuspendedUntil = new(2026, 3, 31) })));
        Assert.Equal(["HSE-01"], Rules(On(Filed with { Ending = "terminated", EndingReason = "任务取消" })));
        Assert.Equal(["HSE-01"], Rules(On(Intended)));
        Assert.NotNull(On(Filed).Value);
    }

    [Fact, Cites("PLN-17"), Cites("PLN-19")]
    public void 委托登记的代理机构_答复前不能再委托()
    {
        var outcome = EntrustAgency.Decide(Intended, People.Minghe, null, People.Handler, Offer, Today);
        Assert.Equal(People.Minghe.Id, Row<Procurement>(outcome).AgencyId);
        Assert.Equal(Stage.Intended, Row<Procurement>(outcome).Stage);
        Assert.Equal(["PLN-19"], Rules(EntrustAgency.Decide(Intended, People.Hengze, null, People.Handler, Offer, Today)));
        Assert.Equal(["PLN-19"], Rules(EntrustAgency.Decide(Intended, null, null, People.Handler, Offer, Today)));
        Assert.Equal(["PLN-17"], Rules(EntrustAgency.Decide(Row<Procurement>(outcome), People.Hengtong, Row<Entrustment>(outcome), People.Handler, Offer, Today)));
    }

    [Fact, Cites("HSE-02")]
    public void 限额以下谁委托谁付费_限额以上可以约定由中标人支付()
    {
        var winner = Offer with { FeePayer = FeePayer.Winner };
        Assert.Equal(["HSE-02"], Rules(EntrustAgency.Decide(Intended with { BudgetFen = 29_999_999 }, People.Minghe, null, People.Handler, winner, Today)));
        Assert.Equal("winner", Fact<EntrustmentOffered>(EntrustAgency.Decide(Intended with { BudgetFen = 30_000_000 }, People.Minghe, null, People.Handler, winner, Today)).FeePayer);
    }

    [Fact, Cites("PLN-17")]
    public void 接受才成立_只有被委托的单位能答复_拒绝退回另选()
    {
        var offered = EntrustAgency.Decide(Intended, People.Minghe, null, People.Handler, Offer, Today);
        var (procurement, offer) = (Row<Procurement>(offered), Row<Entrustment>(offered));
        var accepted = AcceptEntrustment.Decide(procurement, offer, People.Agency, new(true, "刘颖"), Today);
        Assert.Equal((Stage.Entrusted, Today), (Row<Procurement>(accepted).Stage, Row<Procurement>(accepted).EntrustedOn));
        Assert.Equal(People.Minghe.Name, Fact<AgencyEntrusted>(accepted).AgencyName);
        Assert.Equal(["PLN-17"], Rules(AcceptEntrustment.Decide(procurement, offer, People.OtherAgency, new(true, "x"), Today)));
        Assert.Equal(["PLN-17"], Rules(AcceptEntrustment.Decide(procurement, null, People.Agency, new(true, "x"), Today)));
        Assert.Equal("/contact", Assert.Single(AcceptEntrustment.Decide(procurement, offer, People.Agency, new(true), Today).Refusals).Pointer);

        var declined = AcceptEntrustment.Decide(procurement, offer, People.Agency, new(false, null, "人手不足"), Today);
        Assert.Null(Row<Procurement>(declined).AgencyId);
        Assert.NotNull(EntrustAgency.Decide(Row<Procurement>(declined), People.Hengtong, Row<Entrustment>(declined), People.Handler, Offer, Today).Value);
    }

    private static EntrustAgency.Request Offer => new(People.Minghe.Id, ["编制采购文件"], FeePayer.Purchaser, "定额", 500_000);
}
