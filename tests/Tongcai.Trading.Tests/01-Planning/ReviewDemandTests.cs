using Tongcai.Exchange.Facts;
using Tongcai.Tests;
using Tongcai.Trading.Planning;
using static Tongcai.Trading.Tests.Given;

namespace Tongcai.Trading.Tests.Planning;

public sealed class ReviewDemandTests
{
    private static ReviewDemand.Request Passing(ReviewKind kind = ReviewKind.General) => new(kind, true, true, true, true, true, "同意");

    [Fact, Cites("PLN-10")]
    public void 编制人不得审查()
    {
        Assert.Equal(["PLN-10"], Rules(ReviewDemand.Decide(Queried, People.Handler, Passing())));
        Assert.Equal(DemandState.Reviewed, Row<Demand>(ReviewDemand.Decide(Queried, People.Reviewer, Passing())).State);
    }

    [Fact, Cites("PLN-12")]
    public void 一千万元以上应当重点审查_少一分可以一般性审查()
    {
        var large = Queried with { BudgetFen = 1_000_000_000 };
        Assert.Equal(["PLN-12"], Rules(ReviewDemand.Decide(large, People.Reviewer, Passing())));
        Assert.NotNull(ReviewDemand.Decide(large, People.Reviewer, Passing(ReviewKind.Focused)).Value);
        Assert.NotNull(ReviewDemand.Decide(large with { BudgetFen = 999_999_999 }, People.Reviewer, Passing()).Value);
        Assert.NotNull(ReviewDemand.Decide(large with { Kind = "works", BudgetFen = 2_999_999_999, State = DemandState.Drafted }, People.Reviewer, Passing()).Value);
    }

    [Fact, Cites("PLN-12")]
    public void 重点审查有一项不通过_结论不能是通过()
    {
        var outcome = ReviewDemand.Decide(Queried, People.Reviewer, Passing(ReviewKind.Focused) with { Competition = false });
        Assert.Equal("/competition", Assert.Single(outcome.Refusals).Pointer);
        var returned = ReviewDemand.Decide(Queried, People.Reviewer, Passing(ReviewKind.Focused) with { Competition = false, Passed = false });
        Assert.Equal(DemandState.Returned, Row<Demand>(returned).State);
        Assert.False(Fact<DemandReviewed>(returned).Passed);
    }

    [Fact, Cites("PLN-04"), Cites("PLN-09")]
    public void 货物没查公物仓_退回没修改_都不能审查()
    {
        Assert.Equal(["PLN-04"], Rules(ReviewDemand.Decide(Wanted, People.Reviewer, Passing())));
        Assert.Equal(["PLN-09"], Rules(ReviewDemand.Decide(Queried with { State = DemandState.Returned }, People.Reviewer, Passing())));
        Assert.NotNull(ReviewDemand.Decide(Wanted with { Kind = "services" }, People.Reviewer, Passing()).Value);
    }
}
