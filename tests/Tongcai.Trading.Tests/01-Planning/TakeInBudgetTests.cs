using Tongcai.Exchange.Facts;
using Tongcai.Tests;
using Tongcai.Trading.Planning;
using static Tongcai.Trading.Tests.Given;

namespace Tongcai.Trading.Tests.Planning;

public sealed class TakeInBudgetTests
{
    private static readonly string Code = People.College.CreditCode;

    private static ApprovedLine Approved(long amountFen = 100_000_000, string id = "YS-1", int year = 2026) => new(id, Code, "DEPT", year, "办公设备购置", "A02020000", amountFen);

    [Fact, Cites("PLN-01")]
    public void A_new_line_comes_in_and_is_a_fact()
    {
        var outcome = TakeInBudget.Decide(People.Handler, Code, 2026, [Approved()], []);
        Assert.Equal(100_000_000, Fact<BudgetApproved>(outcome).AmountFen);
        Assert.Equal(People.College.Id, Row<BudgetLine>(outcome).OrganisationId);
    }

    [Fact, Cites("PLN-02")]
    public void 调减到已安排金额为止_再少一分即拒绝()
    {
        var drawn = Line with { DrawnFen = 40_000_000 };
        Assert.Equal(40_000_000, Row<BudgetLine>(TakeInBudget.Decide(People.Handler, Code, 2026, [Approved(40_000_000)], [drawn])).AmountFen);
        Assert.Equal(["PLN-02"], Rules(TakeInBudget.Decide(People.Handler, Code, 2026, [Approved(39_999_999)], [drawn])));
    }

    [Fact]
    public void Nothing_new_other_years_other_units_and_nonsense_are_not_taken()
    {
        Assert.Equal(["PLN-01"], Rules(TakeInBudget.Decide(People.Handler, Code, 2026, [Approved()], [Line])));
        Assert.Equal(["PLN-01"], Rules(TakeInBudget.Decide(People.Handler, Code, 2026, [Approved(year: 2025)], [])));
        Assert.Equal(["PLN-01"], Rules(TakeInBudget.Decide(People.Handler, Code, 2026, [Approved() with { CreditCode = "别的单位" }], [])));
        Assert.Equal(["PLN-01", "PLN-01"], Rules(TakeInBudget.Decide(People.Handler, Code, 2026, [Approved(0), Approved() with { CatalogueCode = "Z99" }], [])));
        Assert.Equal(["PLN-01"], Rules(TakeInBudget.Decide(People.Handler, null, 2026, [Approved()], [])));
    }
}
