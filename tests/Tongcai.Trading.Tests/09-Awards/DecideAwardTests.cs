using Tongcai.Trading.Awards;
using Tongcai.Trading.Evaluation;
using Tongcai.Trading.Planning;

namespace Tongcai.Trading.Tests.Awards;

public sealed class DecideAwardTests
{
    private static readonly Report Report = new()
    {
        Id = "lot1",
        ProcurementId = "p1",
        Ranking = new([
            new(1, "b1", "s1", "知行", 452_000_00, 406_800_00, 3000, 9184, ""),
            new(2, "b2", "s2", "启航", 460_000_00, 460_000_00, 2653, 8800, ""),
        ]),
    };

    [Fact, Cites("AWD-01")]
    public void 按候选顺序确定_第一名可以_第二名不可以()
    {
        Assert.Equal("s1", DecideAward.Decide(Cases.Procurement, Report, null, "b1", false, Cases.Now).Value?.SupplierId);
        Assert.Equal("AWD-01", Cases.RefusedBy(DecideAward.Decide(Cases.Procurement, Report, null, "b2", false, Cases.Now)));
    }

    [Fact, Cites("AWD-06")]
    public void 并列第一的_采购人任选其一()
    {
        var tied = Report with { Ranking = new([.. Report.Ranking.Value.Select(r => r with { Rank = 1 })]) };
        Assert.NotNull(DecideAward.Decide(Cases.Procurement, tied, null, "b2", false, Cases.Now).Value);
    }

    [Fact, Cites("AWD-07")]
    public void 已定标的_不得再定() =>
        Assert.Equal("AWD-07", Cases.RefusedBy(DecideAward.Decide(Cases.Procurement, Report, new Award { Id = "lot1", SupplierName = "知行" }, "b1", false, Cases.Now)));

    [Fact, Cites("AWD-08")]
    public void 报价等于预算可以_超出一分不可以()
    {
        Report Priced(long fen) => Report with { Ranking = new([Report.Ranking.Value[0] with { PriceFen = fen }]) };
        Assert.NotNull(DecideAward.Decide(Cases.Procurement, Priced(500_000_00), null, "b1", false, Cases.Now).Value);
        Assert.Equal("AWD-08", Cases.RefusedBy(DecideAward.Decide(Cases.Procurement, Priced(500_000_01), null, "b1", false, Cases.Now)));
    }

    [Fact]
    public void 没有报告或者废标的_没有候选人()
    {
        Assert.Equal("AWD-01", Cases.RefusedBy(DecideAward.Decide(Cases.Procurement, null, null, "b1", false, Cases.Now)));
        Assert.Equal("AWD-01", Cases.RefusedBy(DecideAward.Decide(Cases.Procurement, Report with { Failed = true }, null, "b1", false, Cases.Now)));
    }

    [Fact]
    public void 末包定标后_项目进入已定标()
    {
        var award = DecideAward.Decide(Cases.Procurement, Report, null, "b1", false, Cases.Now).Value!;
        Assert.Single(DecideAward.Commit(Cases.Procurement, award, 2).Changes);
        Assert.Contains(DecideAward.Commit(Cases.Procurement, award, 1).Changes, c => c.Row is Procurement { Stage: Stage.Decided });
    }

    [Fact, Cites("CMP-07")]
    public void 暂停期间不得定标() =>
        Assert.Equal("CMP-07", Cases.RefusedBy(DecideAward.Decide(Cases.Procurement with { SuspendedBy = "o1" }, Report, null, "b1", false, Cases.Now)));
}
