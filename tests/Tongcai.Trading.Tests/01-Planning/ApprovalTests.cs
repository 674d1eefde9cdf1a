using System.Text;
using Tongcai.Cryptography;
using Tongcai.Exchange.Facts;
using Tongcai.Law;
using Tongcai.Tests;
using Tongcai.Trading.Planning;
using static Tongcai.Trading.Tests.Given;

namespace Tongcai.Trading.Tests.Planning;

public sealed class ApprovalTests
{
    private static readonly ArgumentRow Professor = new("周启明", "河南工业大学", "教授", false, "核心部件使用不可替代的专利，只此一家生产。");

    private static Demand Big => Reviewed with { BudgetFen = 300_000_000, Quantity = 6 };

    private static ApplyMethod.Request Source => new(
        "DYLY", "only-supplier", "原有教学平台的专利接口只能由原厂商提供", 250_000_000, "410100", "中教函〔2026〕3号同意", "河南恒泽智能装备有限公司", "中州市高新区1号", Experts: [Professor]);

    private static Outcome<Platform.Storage.Commit> Apply(ApplyMethod.Request request, Demand? demand = null, Procurement? failed = null, OriginalContract? original = null) =>
        ApplyMethod.Decide(demand ?? Big, failed, original, People.Handler, request, "p9", "application1", Today);

    private static ApprovalCase Publicised(params SourceObjection[] objections) => new(
        Row<Approval>(Apply(Source)) with { Version = 2, State = ApprovalState.Publicised, PublicisedFrom = Today, PublicisedTo = new(2026, 3, 9) }, Big, objections);

    private static SourceObjection Objection => new() { Id = "o1", Version = 1, ApprovalId = "application1", SupplierId = "org-x", SupplierName = "中州远达科技有限公司", Text = "本公司有同等接口", ObjectedOn = Today };

    [Fact, Cites("SNG-03"), Cites("SNG-02")]
    public void 达到公开招标数额的唯一供应商先公示_不足一分的由单位决定()
    {
        Assert.Equal(ApprovalState.Prepared, Row<Approval>(Apply(Source)).State);
        Assert.IsType<ApprovalPrepared>(Assert.Single(Apply(Source).Value!.Facts).Fact);
        var below = Apply(Source with { BudgetFen = 199_999_999 });
        Assert.Equal(ApprovalState.Approved, Row<Approval>(below).State);
        Assert.False(Fact<ApprovalApplied>(below).ReachesOpenTender);
        Assert.Equal(["SNG-02"], Rules(Apply(Source with { Experts = [] })));
        Assert.Equal(["SNG-02"], Rules(Apply(Source with { Experts = [Professor with { Employer = Source.SupplierName! }] })));
    }

    [Fact, Cites("APR-01"), Cites("APR-02"), Cites("PLN-09"), Cites("PLN-02")]
    public void 没有主管预算单位同意_情形不符_需求未审查_超出份额都不受理()
    {
        Assert.Equal(["APR-01"], Rules(Apply(Source with { Consent = " " })));
        Assert.Equal(["APR-02"], Rules(Apply(Source with { Method = "XJ" })));
        Assert.Equal(["APR-02"], Rules(Apply(Source with { SupplierName = null })));
        Assert.Equal(["PLN-09"], Rules(Apply(Source, Big with { State = DemandState.Planned })));
        Assert.Equal(["PLN-02"], Rules(Apply(Source with { BudgetFen = 300_000_001 })));
    }

    [Fact, Cites("APR-03"), Cites("MET-12")]
    public void 只有两家改谈判_须是本单位失败的公开招标_三名专家论证_不论金额都报财政部门()
    {
        var two = Source with { Method = "JZXTP", Ground = "two-left", SupplierName = null, Experts = [Professor, Professor, Professor], BudgetFen = 36_000_000 };
        var failed = Noticed with { Ending = "failed", Stage = Stage.Ended };
        var applied = Row<Approval>(Apply(two, failed: failed));
        Assert.Equal((ApprovalState.Submitted, failed.Id), (applied.State, applied.FailedTenderId));
        Assert.Equal(["APR-03"], Rules(Apply(two with { Experts = [Professor, Professor] }, failed: failed)));
        Assert.Equal(["APR-02"], Rules(Apply(two, failed: failed with { Ending = null })));
        Assert.Equal(["APR-02"], Rules(Apply(two, failed: failed with { PurchaserId = "org-library" })));
        Assert.Equal(["APR-02"], Rules(Apply(two)));
    }

    [Fact, Cites("MET-06")]
    public void 历次添购合计百分之十可以_多一分不行_只能向原供应商()
    {
        var original = new OriginalContract("c1", "HT-1", Source.SupplierName!, 100_000_000, 4_000_000);
        var addition = Source with { Ground = "addition", BudgetFen = 6_000_000, Experts = null };
        Assert.Equal("c1", Row<Approval>(Apply(addition, original: original)).OriginalContractId);
        Assert.Equal(["MET-06"], Rules(Apply(addition with { BudgetFen = 6_000_001 }, original: original)));
        Assert.Equal(["MET-05"], Rules(Apply(addition, original: original with { SupplierName = "别家" })));
        Assert.Equal(["MET-06"], Rules(Apply(addition)));
    }

    [Fact, Cites("APR-04")]
    public void 进口产品五名专家含一名法律专家_没有本单位人员()
    {
        ArgumentRow Expert(string name, bool lawyer = false, string employer = "河南工业大学") => new(name, employer, "教授", lawyer, "国内没有同等精度的产品。");
        ApplyImport.Request With(params ArgumentRow[] experts) => new("国内没有同等精度的测量设备", 250_000_000, "410100", "同意", experts);
        Outcome<Platform.Storage.Commit> Decide(ApplyImport.Request request) => ApplyImport.Decide(Big, People.Handler, request, "p9", "application2", Today);
        var five = new[] { Expert("一"), Expert("二"), Expert("三"), Expert("四"), Expert("五", lawyer: true) };
        Assert.Equal("import", Fact<ApprovalApplied>(Decide(With(five))).Subject);
        Assert.Equal(["APR-04"], Rules(Decide(With(five[1..]))));
        Assert.Equal(["APR-04"], Rules(Decide(With([.. five[..4], Expert("五")]))));
        Assert.Equal(["APR-04"], Rules(Decide(With([.. five[1..], Expert("六", employer: People.College.Name)]))));
        Assert.Equal(["APR-04"], Rules(Decide(With([.. five[1..], Expert("五")]))));
    }

    [Fact, Cites("T039"), Cites("HSE-01")]
    public void 公示四个工作日不行_五个可以_公示写明论证意见()
    {
        var prepared = new ApprovalCase(Row<Approval>(Apply(Source)) with { Version = 1 }, Big, []);
        var request = new PubliciseSource.Request("教学平台接口扩容，含安装调试", new(2026, 3, 9), "陈立新 0000-0000001", null, "中州市财政局 0000-0000009");
        var fact = Fact<SourcePublicised>(PubliciseSource.Decide(prepared, People.Handler, request, "n1", Today));
        Assert.Equal(("p9", Source.SupplierName, "周启明"), (fact.Stream, fact.SupplierName, fact.Arguments[0].Name));
        Assert.Equal(["T039"], Rules(PubliciseSource.Decide(prepared, People.Handler, request with { To = new(2026, 3, 8) }, "n1", Today)));
        Assert.Equal(["HSE-01"], Rules(PubliciseSource.Decide(Publicised(), People.Handler, request, "n1", Today)));
    }

    [Fact, Cites("SNG-04")]
    public void 公示期最后一日可以异议_次日不行_没有公示的不行()
    {
        var request = new ObjectToSource.Request("本公司同样拥有该接口的授权，可以提供");
        Outcome<Platform.Storage.Commit> On(DateOnly day, Approval? approval = null) => ObjectToSource.Decide(approval ?? Publicised().Approval, People.Supplier, request, "o1", day);
        Assert.Equal(People.Hengze.Id, Fact<SourceObjected>(On(new(2026, 3, 9))).SupplierId);
        Assert.Equal(["SNG-04"], Rules(On(new(2026, 3, 10))));
        Assert.Equal(["SNG-04"], Rules(On(Today, Publicised().Approval with { State = ApprovalState.Submitted })));
    }

    [Fact, Cites("SNG-05"), Cites("SNG-06"), Cites("T040")]
    public void 异议成立申请结束_不成立随申请报送_没有结论不能报批()
    {
        var c = Publicised(Objection);
        var day = new DateOnly(2026, 3, 10);
        AnswerObjections.Request With(bool upheld) => new([new("o1", upheld, "经核实有同等接口的产品")], [Professor]);
        var upheld = AnswerObjections.Decide(c, People.Handler, With(true), day);
        Assert.Equal(ApprovalState.Dropped, Row<Approval>(upheld).State);
        Assert.Equal("org-x", Assert.Single(upheld.Value!.Facts, f => f.Fact is ObjectionAnswered).Party);
        var kept = AnswerObjections.Decide(c, People.Handler, With(false), day);
        Assert.Equal(2, Row<Approval>(kept).Arguments.Value.Count);
        Assert.Contains("SNG-03", Rules(AnswerObjections.Decide(c, People.Handler, With(false), new(2026, 3, 9))));
        Assert.Equal(["SNG-06"], Rules(SubmitApproval.Decide(c, People.Handler, day)));
        var concluded = c with { Objections = [Row<SourceObjection>(kept)] };
        Assert.Equal("经核实有同等接口的产品", Fact<ApprovalApplied>(SubmitApproval.Decide(concluded, People.Handler, day)).Objections[0].Conclusion);
        Assert.Equal(["SNG-03"], Rules(SubmitApproval.Decide(concluded, People.Handler, new(2026, 3, 9))));
        Assert.Equal(["SNG-03"], Rules(SubmitApproval.Decide(c with { Approval = c.Approval with { State = ApprovalState.Prepared, PublicisedTo = null }, Objections = [] }, People.Handler, day)));
    }

    [Fact, Cites("MET-02")]
    public void 只认财政部门签名的批复_批的不是所申请的不生效()
    {
        using var authority = Sm2PrivateKey.Generate();
        using var other = Sm2PrivateKey.Generate();
        var decided = new ApprovalDecided("p9", "application1", "中财购批〔2026〕1号", true, "method", "DYLY", "only-supplier", 240_000_000, "同意", new(2026, 3, 12), "");
        var signed = decided with { Signature = Convert.ToBase64String(authority.Sign(Encoding.UTF8.GetBytes(decided.SignedText()))) };
        Assert.True(ObeyApproval.Verifies(signed, authority.PublicKey));
        Assert.False(ObeyApproval.Verifies(signed, other.PublicKey));
        Assert.False(ObeyApproval.Verifies(signed with { BudgetFen = 250_000_000 }, authority.PublicKey));
        Assert.False(ObeyApproval.Verifies(decided, authority.PublicKey));
        var waiting = Publicised().Approval with { State = ApprovalState.Submitted };
        var row = (Approval)ObeyApproval.Decide(waiting, signed).Changes.Single().Row;
        Assert.Equal((ApprovalState.Approved, "中财购批〔2026〕1号", 240_000_000), (row.State, row.Number, row.BudgetFen));
        Assert.Equal(ApprovalState.Refused, ((Approval)ObeyApproval.Decide(waiting, signed with { Approved = false }).Changes.Single().Row).State);
        Assert.Empty(ObeyApproval.Decide(waiting, signed with { Method = "XJ" }).Changes);
        Assert.Empty(ObeyApproval.Decide(waiting with { State = ApprovalState.Used }, signed).Changes);
        Assert.Empty(ObeyApproval.Decide(null, signed).Changes);
    }

    [Fact, Cites("OPN-13")]
    public void 废标的需求可以重新组织_占用的预算退回_任务取消的不行()
    {
        var planned = Reviewed with { State = DemandState.Planned, ProcurementId = "p1" };
        var line = Line with { DrawnFen = 36_000_000 };
        var failed = Noticed with { Ending = "failed", Stage = Stage.Ended };
        var request = new ReopenDemand.Request("招标文件没有不合理条款，供应商不足三家");
        var outcome = ReopenDemand.Decide(planned, line, failed, People.Handler, request);
        Assert.Equal((0L, DemandState.Reviewed), (Row<BudgetLine>(outcome).DrawnFen, Row<Demand>(outcome).State));
        Assert.Equal(["OPN-13"], Rules(ReopenDemand.Decide(planned, line, failed with { Ending = "terminated" }, People.Handler, request)));
        Assert.Equal(["OPN-13"], Rules(ReopenDemand.Decide(planned, line, Noticed, People.Handler, request)));
        Assert.Equal(["OPN-13"], Rules(ReopenDemand.Decide(Reviewed, line, null, People.Handler, request)));
    }
}
