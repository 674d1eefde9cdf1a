using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Platform.Identity;
using Tongcai.Platform.Storage;
using Tongcai.Tests;
using Tongcai.Trading.Evaluation;
using Tongcai.Trading.Planning;
using Tongcai.Trading.SingleSource;
using static Tongcai.Trading.Tests.Given;

namespace Tongcai.Trading.Tests.SingleSource;

public sealed class SingleSourceTests
{
    private static readonly Approval Approved = new() { Id = "a1", Version = 3, SupplierName = People.Hengze.Name, Number = "中财购批〔2026〕1号", PublicisedFrom = new(2026, 3, 2), PublicisedTo = new(2026, 3, 9) };

    private static TenderDocument Document => ConfirmedTender.Document.Value with { Factors = [] };

    private static SourceCase Case(Stage stage, SourceMeeting? meeting = null) => new(
        Confirmed with { Method = "DYLY", Stage = stage, IntentionOn = new(2026, 3, 2) }, Line, Document, ConfirmedTender, Approved, meeting, [new() { Id = "s1", Name = "王工", AccountId = "acc-handler", Answer = "accepted" }]);

    private static readonly InviteSource.Request Invitation = new(People.Hengze.Id, At(2026, 4, 8), "采购中心三楼", [new("acc-handler", "同类设备采购八年"), new("acc-agency", "采购师")]);

    private static readonly KnownAccount[] Staff =
    [
        new() { Id = "acc-handler", OrganisationId = People.College.Id, Name = "王工" }, new() { Id = "acc-agency", OrganisationId = People.Minghe.Id, Name = "刘颖" },
    ];

    private static Outcome<Commit> Invite(InviteSource.Request request, DateTimeOffset now, Tongcai.Trading.Registry.Organisation? supplier = null)
    {
        var id = 0;
        return InviteSource.Decide(Case(Stage.Confirmed), supplier ?? People.Hengze, Staff, People.Agency, request, () => $"id{++id}", now);
    }

    private static OfferSource.Request Offer(long unitFen = 6_000_000) => new(
        [new("打印机", 6, "台", unitFen)], 15, [new("R1", "每分钟 35 页"), new("R2", "十日内送货")], "整机成本与近期三份合同相同", "专利接口", "李国平 0000-0000005");

    private static SourceMeeting Offered(long unitFen = 6_000_000)
    {
        var meeting = new SourceMeeting { Id = "p1", Version = 1, SupplierId = People.Hengze.Id, SupplierName = People.Hengze.Name, MeetingAt = At(2026, 4, 8), Place = "采购中心三楼" };
        return Row<SourceMeeting>(OfferSource.Decide(Case(Stage.Opened, meeting), People.Hengze, Offer(unitFen), Today)) with { Version = 2 };
    }

    private static RecordSource.Request Record(long priceFen = 36_000_000, long similarFen = 36_000_000) => new(
        "2026-03-02 至 2026-03-09 公示，没有异议", new(2026, 4, 8), "采购中心三楼", "成本说明", [new("中州市图书馆", "打印机采购合同", new(2025, 11, 3), similarFen, "合同公告")], "专利接口", "十五日内交货，验收后付清，价格商定如上", priceFen);

    private static Outcome<Commit> Conclude(RecordSource.Request request, SourceMeeting? meeting = null, DateTimeOffset? now = null) =>
        RecordSource.Decide(Case(Stage.Opened, meeting ?? Offered()), People.Agency, request, "bid1", now ?? At(2026, 4, 8, 17));

    [Fact, Cites("T010"), Cites("MET-05")]
    public void 意向公开满三十日方可发出_只发给批准的供应商()
    {
        var now = At(2026, 4, 7);
        Assert.Equal(2, Invite(Invitation, now).Value!.Changes.Count(c => c.Row is Tongcai.Trading.Experts.Seat { Kind: "negotiator" }));
        Assert.Equal([TimeLimits.IntentionLead.Id], Rules(Invite(Invitation, At(2026, 3, 31))));
        Assert.Equal(["MET-05"], Rules(Invite(Invitation, now, People.Hengze with { Name = "别家公司" })));
        Assert.Equal(["MET-05"], Rules(Invite(Invitation, now, People.Minghe)).Distinct());
        Assert.Equal(["SNG-07"], Rules(Invite(Invitation with { MeetingAt = now }, now)));
        Assert.Equal(["SNG-07"], Rules(Invite(Invitation with { Staff = [Invitation.Staff[0], Invitation.Staff[0]] }, now)));
        Assert.Equal(["SNG-07"], Rules(Invite(Invitation with { Staff = [new("acc-stranger", "采购师")] }, now)));
    }

    [Fact]
    public void 别的方式没有协商_别的供应商不能响应()
    {
        var tender = Case(Stage.Confirmed) with { Procurement = Confirmed };
        Assert.Equal(["MET-05"], Rules(InviteSource.Decide(tender, People.Hengze, Staff, People.Agency, Invitation, () => "x", At(2026, 4, 7))));
        Assert.Equal(["MET-05"], Rules(OfferSource.Decide(Case(Stage.Opened, Offered()), People.Hengtong, Offer(), Today)));
        Assert.Equal(["SNG-08"], Rules(OfferSource.Decide(Case(Stage.Opened, Offered()), People.Hengze, Offer() with { Responses = [new("R1", "满足")] }, Today)));
        var listed = new ListedEntry("中财购罚〔2026〕1号", "中州市财政局", "政府采购法第七十七条第一款第（三）项", Today.AddDays(1), Today.AddYears(1), null);
        Assert.NotNull(OfferSource.Decide(Case(Stage.Opened, Offered()), People.Hengze, Offer(), Today, listed).Value);
        Assert.Equal(["CRD-02"], Rules(OfferSource.Decide(Case(Stage.Opened, Offered()), People.Hengze, Offer(), Today.AddDays(1), listed)));
    }

    [Fact, Cites("SNG-07"), Cites("SNG-10")]
    public void 商定价格与最后报价一致_不超预算_高于同类合同须有理由()
    {
        var concluded = Conclude(Record());
        Assert.Equal((36_000_000, "中州市图书馆"), (Fact<SourceRecorded>(concluded).PriceFen, Fact<SourceRecorded>(concluded).Similar[0].Buyer));
        Assert.Equal((1, People.Hengze.Id), (Row<Report>(concluded).Ranking.Value[0].Rank, Row<Report>(concluded).Ranking.Value[0].SupplierId));
        Assert.Equal(Stage.Evaluating, Row<Procurement>(concluded).Stage);
        Assert.Equal(["SNG-07"], Rules(Conclude(Record(35_999_999))));
        Assert.Equal(["SNG-07"], Rules(Conclude(Record(36_000_000, 35_999_999))));
        Assert.NotNull(Conclude(Record(36_000_000, 35_999_999) with { Fairness = "含三年上门保修和专用接口的改造" }).Value);
        Assert.Equal(["SNG-10"], Rules(Conclude(Record(36_000_006, 40_000_000), Offered(6_000_001))));
    }

    [Fact, Cites("SNG-08")]
    public void 协商以前_没有响应_缺项都不能编写记录()
    {
        Assert.Equal(["SNG-08"], Rules(Conclude(Record(), now: At(2026, 4, 8, 8))));
        Assert.Equal(["SNG-08"], Rules(Conclude(Record() with { Cost = " " })));
        Assert.Equal(["SNG-08"], Rules(Conclude(Record(), Offered() with { Offer = new(null) })));
    }

    [Fact, Cites("SNG-11"), Cites("SNG-10")]
    public void 报价没有超预算不能以超预算终止_情形变化可以()
    {
        EndSource.Request request = new(EndSource.Cause.OverBudget, "供应商坚持的报价超过预算，协商不成");
        Outcome<Commit> End(EndSource.Request asked, long unitFen) => EndSource.Decide(Case(Stage.Opened, Offered(unitFen)), People.Handler, asked, "n1", Today);
        Assert.Equal(["SNG-10"], Rules(End(request, 6_000_000)));
        Assert.Equal(("failed", "SNG-10"), (Fact<ProcurementEnded>(End(request, 6_000_001)).Ending, Fact<ProcurementEnded>(End(request, 6_000_001)).RuleId));
        Assert.Equal("SNG-11", Fact<ProcurementEnded>(End(new(EndSource.Cause.NoLongerOnly, "已有第二家供应商取得同类许可"), 6_000_000)).RuleId);
    }
}
