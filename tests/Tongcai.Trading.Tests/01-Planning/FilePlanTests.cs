using Tongcai.Exchange.Facts;
using Tongcai.Tests;
using Tongcai.Trading.Planning;
using static Tongcai.Trading.Tests.Given;

namespace Tongcai.Trading.Tests.Planning;

public sealed class FilePlanTests
{
    private static FilePlan.Request Request => new(
        "GKZB", false, false, false, false, false, false, false, true, 36_000_000, SetAside.Whole, EvaluationMethod.Comprehensive, "410100", "陈立新 0000-0000001");

    private static Tongcai.Law.Outcome<Platform.Storage.Commit> Decide(
        FilePlan.Request request, Demand? demand = null, BudgetLine? line = null, long earlierFen = 0, Approval? approval = null, Approval? import = null) =>
        FilePlan.Decide(demand ?? Reviewed, line ?? Line, earlierFen, People.Handler, request, "abcdefghijklmnopqrstuvwxyz", Today, approval, import);

    [Fact, Cites("PLN-13")]
    public void A_plan_draws_on_its_line_and_makes_the_procurement()
    {
        var outcome = Decide(Request);
        Assert.Equal(36_000_000, Row<BudgetLine>(outcome).DrawnFen);
        Assert.Equal(DemandState.Planned, Row<Demand>(outcome).State);
        var procurement = Row<Procurement>(outcome);
        Assert.Equal(("410100-GKZB-2026-ABCDEFGH", Stage.Filed, People.Handler.AccountId), (procurement.Code, procurement.Stage, procurement.HandlerId));
        Assert.NotEmpty(Fact<PlanFiled>(outcome).MethodReasons);
    }

    [Fact, Cites("PLN-02")]
    public void 调剂四台省下的钱不能再花_计划以六台的份额为限()
    {
        Assert.Equal(["PLN-02"], Rules(Decide(Request with { BudgetFen = 36_000_001 })));
        Assert.Equal(["PLN-02"], Rules(Decide(Request, line: Line with { DrawnFen = 64_000_001 })));
        Assert.NotNull(Decide(Request, line: Line with { DrawnFen = 64_000_000 }).Value);
    }

    [Fact, Cites("PLN-09"), Cites("PLN-03"), Cites("DUT-02")]
    public void 未审查_已全部调剂_审查人经办_都不能备案()
    {
        Assert.Equal(["PLN-09"], Rules(Decide(Request, Queried)));
        Assert.Contains("PLN-03", Rules(Decide(Request, Reviewed with { ToBuy = 0 })));
        Assert.Equal(["DUT-02"], Rules(Decide(Request, Reviewed with { ReviewerId = People.Handler.AccountId })));
    }

    [Fact, Cites("MET-02")]
    public void 二百万元应当公开招标_改方式须经批准()
    {
        var big = Reviewed with { BudgetFen = 200_000_000, Quantity = 6 };
        var line = Line with { AmountFen = 300_000_000 };
        var inquiry = Request with { Method = "XJ", Uniform = true, Evaluation = EvaluationMethod.Lowest, BudgetFen = 200_000_000 };
        Assert.Equal(["MET-02"], Rules(Decide(inquiry, big, line)));
        // A number alone is not an approval: it has to be one of this demand, for this method and this amount.
        Assert.Contains("MET-02", Rules(Decide(inquiry with { Approval = "豫财购〔2026〕1号" }, big, line)));
        var approval = new Approval { Id = "a1", Version = 1, Subject = "method", Method = "XJ", Ground = "uniform", BudgetFen = 200_000_000, Number = "中财购批〔2026〕1号", State = ApprovalState.Approved };
        var numbered = inquiry with { Approval = approval.Number };
        var filed = Decide(numbered, big, line, approval: approval);
        Assert.Contains("中财购批〔2026〕1号", Fact<PlanFiled>(filed).MethodReasons[^1], StringComparison.Ordinal);
        Assert.Equal(("a1", "uniform"), (Row<Procurement>(filed).ApprovalId, Row<Procurement>(filed).Ground));
        Assert.Equal(ApprovalState.Used, Row<Approval>(filed).State);
        Assert.Equal(["MET-02"], Rules(Decide(numbered, big, line, approval: approval with { BudgetFen = 199_999_999 })));
        Assert.Equal(["MET-02"], Rules(Decide(numbered, big, line, approval: approval with { Method = "JZXTP" })));
        Assert.NotNull(Decide(inquiry with { BudgetFen = 199_999_999 }, big, line).Value);
    }

    [Fact, Cites("APR-05")]
    public void 采购进口产品须有核准_核准的金额不能超()
    {
        var imported = Request with { Imported = true };
        Assert.Equal(["APR-05"], Rules(Decide(imported)));
        var import = new Approval { Id = "a2", Version = 1, Subject = "import", BudgetFen = 36_000_000, Number = "中财购批〔2026〕2号", State = ApprovalState.Approved };
        Assert.Equal("中财购批〔2026〕2号", Row<Procurement>(Decide(imported with { ImportApproval = import.Number }, import: import)).ImportNumber);
        Assert.Equal(["APR-05"], Rules(Decide(imported with { ImportApproval = import.Number }, import: import with { BudgetFen = 35_999_999 })));
    }

    [Fact, Cites("PLN-14")]
    public void 同品目累计达到公开招标数额_不得化整为零()
    {
        var inquiry = Request with { Method = "XJ", Uniform = true, Evaluation = EvaluationMethod.Lowest };
        Assert.NotNull(Decide(inquiry, earlierFen: 163_999_999).Value);
        Assert.Contains("PLN-14", Rules(Decide(inquiry, earlierFen: 164_000_000)));
    }

    [Fact, Cites("MET-18")]
    public void 标准统一的用最低评标价法() =>
        Assert.Equal(["MET-18"], Rules(Decide(Request with { Uniform = true })));

    [Fact, Cites("SME-01")]
    public void 二百万元以下专门面向中小企业_不预留须有理由()
    {
        Assert.Equal(["SME-01"], Rules(Decide(Request with { SetAside = SetAside.None })));
        Assert.NotNull(Decide(Request with { SetAside = SetAside.None, SetAsideReason = "属于第六条第三项情形，难以充分竞争" }).Value);
    }

    [Fact]
    public void An_unknown_method_or_place_is_refused_by_pointer()
    {
        var pointers = Decide(Request with { Method = "没有", Region = "999999" }).Refusals.Select(r => r.Pointer);
        Assert.Equal(["/region", "/method"], pointers);
    }

    [Theory]
    [InlineData("HZCX")]
    [InlineData("MALL-ZC")]
    public void 平台不能办完的方式_备案时即拒绝(string method)
    {
        var outcome = Decide(Request with { Method = method, FewSuppliers = true, Urgent = true });
        Assert.Contains(outcome.Refusals, r => r.Pointer == "/method" && r.Reason.Contains("还不能办理", StringComparison.Ordinal));
        Assert.Contains("FRM-08", Rules(Decide(Request with { Method = "KJXY" })));
        Assert.All(MethodOf.Served, m => Assert.DoesNotContain(Decide(Request with { Method = m.Code }).Refusals, r => r.Reason.Contains("还不能办理", StringComparison.Ordinal)));
    }
}
