using Tongcai.Exchange.Facts;
using Tongcai.Tests;
using Tongcai.Trading.Planning;
using static Tongcai.Trading.Tests.Given;

namespace Tongcai.Trading.Tests.Planning;

public sealed class DemandTests
{
    private static DraftDemand.Request Request => new(
        "YS-1", "打印机", "A02021003", 10, "台", 100_000_000, "办公用",
        [new(RequirementKind.Technical, "30 页每分钟", true), new(RequirementKind.Business, "送货上门", false)]);

    [Fact, Cites("PLN-02")]
    public void 需求用尽指标可以_多一分即拒绝并说明差额()
    {
        Assert.Equal(100_000_000, Row<Demand>(DraftDemand.Decide(Line, People.Handler, Request, "d1")).BudgetFen);
        var over = DraftDemand.Decide(Line, People.Handler, Request with { BudgetFen = 100_000_001 }, "d1");
        var refusal = Assert.Single(over.Refusals);
        Assert.Equal(("PLN-02", "/budgetFen"), (refusal.Rule.Id, refusal.Pointer));
        Assert.Contains("超出 0.01 元", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact, Cites("PLN-01")]
    public void Another_units_line_and_another_item_are_refused()
    {
        Assert.Equal(["PLN-01"], Rules(DraftDemand.Decide(Line, People.OtherPurchaser, Request, "d1")));
        Assert.Equal(["PLN-01"], Rules(DraftDemand.Decide(null, People.Handler, Request, "d1")));
        Assert.Equal(["PLN-01"], Rules(DraftDemand.Decide(Line, People.Handler, Request with { CatalogueCode = "A02010105" }, "d1")));
    }

    [Theory, Cites("PLN-08")]
    [InlineData("A02021000")]
    [InlineData("A99999999")]
    public void 品目须为最末一级(string code) =>
        Assert.Contains("PLN-08", Rules(DraftDemand.Decide(Line, People.Handler, Request with { CatalogueCode = code }, "d1")));

    [Fact, Cites("PLN-08")]
    public void 技术与商务要求缺一不可()
    {
        var technical = Request with { Requirements = [Request.Requirements[0]] };
        Assert.Equal(["PLN-08"], Rules(DraftDemand.Decide(Line, People.Handler, technical, "d1")));
    }

    [Fact]
    public void A_revision_forgets_answers_and_review_and_a_planned_demand_stays()
    {
        var outcome = ReviseDemand.Decide(Reviewed, Line, People.Handler, Request);
        var demand = Row<Demand>(outcome);
        Assert.Equal((DemandState.Drafted, null, null, null, 0, 1), (demand.State, demand.ReuseInUnit, demand.WarehouseReference, demand.ReviewerId, demand.TransferredCount, demand.Round));
        Assert.Equal("d1", Fact<DemandDrafted>(outcome).DemandId);
        Assert.Equal(["PLN-09"], Rules(ReviseDemand.Decide(Reviewed with { State = DemandState.Planned }, Line, People.Handler, Request)));
    }

    [Fact, Cites("PLN-03")]
    public void 先用本单位的_部门内只填尚缺的()
    {
        AnswerReuse.Request Answer(int unit, int department) => new(unit, "库房盘点", department, "函询主管部门");
        var outcome = AnswerReuse.Decide(Wanted, People.Handler, Answer(3, 7));
        Assert.Equal((10, 7, 0L), (Row<Demand>(outcome).ReusedCount, Row<Demand>(outcome).ReusedInDepartmentCount, Row<Demand>(outcome).ToBuy));
        Assert.Equal(3, Fact<ReuseAnswered>(outcome).InUnit);
        Assert.Equal(["PLN-03"], Rules(AnswerReuse.Decide(Wanted, People.Handler, Answer(3, 8))));
        Assert.Contains("PLN-03", Rules(AnswerReuse.Decide(Wanted, People.Handler, Answer(11, 0))));
        Assert.Equal(["PLN-03"], Rules(AnswerReuse.Decide(Wanted with { Kind = "services" }, People.Handler, Answer(0, 0))));
    }

    [Fact, Cites("PLN-04")]
    public void 十台需求仓内四台_四台调剂六台采购并附查询编号()
    {
        var asked = Wanted with { ReuseInUnit = "无", ReuseInDepartment = "无" };
        var idle = new IdleAssets("A02021003", "GWC-7", 4);
        Assert.Equal(4, QueryWarehouse.Decide(asked, new(), idle).Value?.Count);
        var commit = QueryWarehouse.Record(asked, People.Handler, idle, new("d1-0", "DB-1", 4, 4));
        var fact = Assert.IsType<WarehouseQueried>(Assert.Single(commit.Facts).Fact);
        Assert.Equal((10, 4, 6, "GWC-7 / DB-1"), (fact.Wanted, fact.Transferred, fact.ToBuy, fact.QueryReference));
    }

    [Fact, Cites("PLN-03"), Cites("PLN-04")]
    public void 没有答复内部调剂_不适用没有理由_都不能查询()
    {
        var idle = new IdleAssets("A02021003", "GWC-7", 4);
        Assert.Equal(["PLN-03"], Rules(QueryWarehouse.Decide(Wanted, new(), idle)));
        var asked = Wanted with { ReuseInUnit = "无", ReuseInDepartment = "无" };
        Assert.Equal(["PLN-04"], Rules(QueryWarehouse.Decide(asked, new(2), idle)));
        Assert.Equal(["PLN-04"], Rules(QueryWarehouse.Decide(asked, new(5, "已损坏不能修复使用的"), idle)));
        Assert.Equal(2, QueryWarehouse.Decide(asked, new(2, "已损坏不能修复使用的"), idle).Value?.Count);
    }

    [Fact]
    public void A_warehouse_that_grants_less_or_more_than_asked_changes_only_what_was_asked()
    {
        var idle = new IdleAssets("A02021003", "GWC-7", 9);
        var less = QueryWarehouse.Record(Wanted, People.Handler, idle, new("k", "DB-1", 9, 4));
        Assert.Equal(6, ((WarehouseQueried)less.Facts[0].Fact).ToBuy);
        var more = QueryWarehouse.Record(Wanted, People.Handler, idle, new("k", "DB-1", 9, 40));
        Assert.Equal(1, ((WarehouseQueried)more.Facts[0].Fact).ToBuy);
    }
}
